"""The executive's dashboard: on the screen, and as one page for the monthly meeting."""

from __future__ import annotations

from datetime import date

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.decorators import requires
from agencies.middleware import AgencyRequest
from measures.models import MeasurePlan, RoundCode
from measures.rounds import current_round
from measures.selectors import current_plan, progress_of
from reports.overviews.dashboard import dashboard_of
from reports.overviews.dashboard_pdf import dashboard_pdf
from reports.overviews.tallies import belonging_nowhere

PER_PAGE = 50
NOWHERE = {"division": "divisions", "indicator": "indicators"}


@require_safe
@requires("read")
def dashboard(request: AgencyRequest) -> HttpResponse:
    """Where the agency stands in a year and round. 37 queries whatever the measures."""
    plan, round = chosen(request)
    if plan is None:
        return render(request, "overviews/dashboard_empty.html")
    context = {
        "board": dashboard_of(plan, round, date.today()),
        "plans": MeasurePlan.objects.filter(agency=request.agency),
        "rounds": RoundCode,
        "year_text": str(plan.fiscal_year),
        "choice": f"?year={plan.fiscal_year}&round={round}",
    }
    return render(request, "overviews/dashboard.html", context)


@require_safe
@requires("read")
def dashboard_file(request: AgencyRequest) -> HttpResponse:
    """The same as one A4 page."""
    plan, round = chosen(request)
    if plan is None:
        raise Http404
    content = dashboard_pdf(dashboard_of(plan, round, date.today()), date.today())
    response = HttpResponse(content, content_type="application/pdf")
    name = f"dashboard-{request.agency.slug}-{plan.fiscal_year}-{round}.pdf"
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
@requires("read")
def unassigned(request: AgencyRequest, what: str) -> HttpResponse:
    """The measures that no division carries out, or that are linked to no indicator, 50 a page.
    7 queries whatever their number."""
    plan, round = chosen(request)
    if what not in NOWHERE or plan is None:
        raise Http404
    measures = belonging_nowhere(plan, NOWHERE[what])
    page = Paginator(measures, PER_PAGE).get_page(request.GET.get("page"))
    rows = [{"measure": measure, "progress": progress_of(measure, round)} for measure in page]
    context = {"what": what, "plan": plan, "round": RoundCode(round), "rows": rows, "page": page}
    return render(request, "overviews/unassigned.html", context)


def chosen(request: AgencyRequest) -> tuple[MeasurePlan | None, str]:
    """The plan and round that the address names, else the newest and the one reported now. An
    unknown year or round is 404."""
    year = request.GET.get("year", "")
    number = int(year) if year.isascii() and year.isdigit() else None
    plan = current_plan(request.agency, number)
    if plan is None:
        if number:
            raise Http404
        return None, ""
    plan.agency = request.agency  # no query for what is at hand
    round = request.GET.get("round") or current_round(plan.year, date.today())
    if round not in RoundCode.values:
        raise Http404
    return plan, round
