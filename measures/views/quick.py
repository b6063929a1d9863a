"""Status, date and note of a measure, in the row of a table or as a page of its own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from agencies.decorators import requires
from agencies.middleware import AgencyRequest
from agencies.models import Event
from measures.columns import PREFETCH, chosen_columns
from measures.errors import EditConflict, NotPossible
from measures.forms import QuickForm
from measures.loaders import get_measure_to_report
from measures.models import Measure, Progress
from measures.selectors import measures_in_round, progress_of
from measures.services import update_progress
from measures.tables import MeasureTable
from measures.views.going_back import back_to, change_of, offer_undo
from measures.views.measure import round_or_404


@require_http_methods(["GET", "POST"])
@requires("update_progress", to_read="update_progress")
def quick_update(request: AgencyRequest, pk: int, round: str) -> HttpResponse:
    """The small form; htmx gets a row, others a page. What was typed stays in it whatever
    stands against saving."""
    measure = get_measure_to_report(request, pk)
    progress = progress_of(measure, round_or_404(round))
    if request.method != "POST":
        if "row" in request.GET:
            return _row(request, measure, round)
        return _form(request, measure, round, QuickForm(instance=progress))
    form = QuickForm(request.POST, instance=progress)
    if not form.is_valid():
        return _form(request, measure, round, form, status=422)
    try:
        saved = update_progress(
            measure=measure,
            round=round,
            actor=request.user,
            seen_version=form.cleaned_data["version"],
            values=form.values,
        )
    except EditConflict as conflict:
        return _conflict(request, measure, round, conflict.theirs)
    except NotPossible as reason:
        form.add_error(None, str(reason))
        return _form(request, measure, round, form, status=409)
    return _saved(request, measure, saved, change_of(saved, form.cleaned_data["version"]))


def _form(
    request: AgencyRequest,
    measure: Measure,
    round: str,
    form: QuickForm,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    next_page = (request.POST if request.method == "POST" else request.GET).get("next", "")
    context = {"measure": measure, "round": round, "form": form, "next": next_page, **more}
    name = "measures/_quick_row.html" if request.htmx else "measures/quick.html"
    return render(request, name, context, status=status)


def _conflict(
    request: AgencyRequest, measure: Measure, round: str, theirs: Progress
) -> HttpResponse:
    data = request.POST.copy()
    data["version"] = str(theirs.version)
    theirs.measure = measure
    form = QuickForm(data, instance=theirs)
    form.is_valid()
    return _form(request, measure, round, form, status=409, theirs=theirs)


def _saved(
    request: AgencyRequest, measure: Measure, progress: Progress, events: list[Event]
) -> HttpResponse:
    if not request.htmx:
        offer_undo(request, f"บันทึก “{measure.heading}” แล้ว", events)
        return back_to(request, "measures", agency_slug=request.agency.slug)
    return _row(request, measure, progress.round, saved=True, undo=events)


def _row(
    request: AgencyRequest,
    measure: Measure,
    round: str,
    *,
    saved: bool = False,
    undo: Iterable[Event] = (),
) -> HttpResponse:
    """The row as the list at ``next`` shows it: with its columns."""
    data = request.POST if request.method == "POST" else request.GET
    next_page = data.get("next", "")
    columns = chosen_columns(QueryDict(next_page.partition("?")[2]).getlist("col"))
    more = [name for key in columns for name in PREFETCH.get(key, ())]
    rows = measures_in_round(request.agency, measure.plan, round).prefetch_related(*more)
    fresh = rows.get(pk=measure.pk)
    table = MeasureTable([fresh], round=round, agency_slug=request.agency.slug, columns=columns)
    context = {
        "table": table,
        "round": round,
        "next": next_page,
        "quoted_next": quote(next_page, safe=""),
        "measure": fresh,
        "progress": progress_of(fresh, round),
        "saved": saved,
        "events": "-".join(str(event.pk) for event in undo),
    }
    name = (
        "measures/_row.html"
        if next_page.partition("?")[0].endswith("/measures/")
        else ("measures/_work_row.html")
    )
    return render(request, name, context)
