"""The rounds of a plan, and the beginning of a new plan."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.decorators import requires
from agencies.middleware import AgencyRequest
from measures.errors import NotPossible
from measures.models import MeasurePlan, RoundCode
from measures.plan_forms import NewPlanForm, OpenRoundForm
from measures.renewing import begin_plan, renew_plan
from measures.round_keeping import close_round, open_round, outstanding, reopen_round
from measures.rounds import round_states
from measures.views.measure import round_or_404


@require_safe
@requires("read")
def rounds(request: AgencyRequest, plan_pk: int) -> HttpResponse:
    """Where both rounds stand, and what is not settled in them."""
    return _page(request, _plan(request, plan_pk))


@require_POST
@requires("review_progress")
def move_round(request: AgencyRequest, plan_pk: int, round: str, verb: str) -> HttpResponse:
    """Open, close or reopen a round; a problem comes back with what was typed."""
    plan = _plan(request, plan_pk)
    round_or_404(round)
    try:
        _move(request, plan, round, verb)
    except NotPossible as reason:
        typed = request.POST.get("reason", "") or request.POST.get("report_by", "")
        return _page(request, plan, status=409, problem=str(reason), failed=round, typed=typed)
    messages.success(request, "บันทึกแล้ว")
    return redirect("rounds", agency_slug=request.agency.slug, plan_pk=plan_pk)


def _move(request: AgencyRequest, plan: MeasurePlan, round: str, verb: str) -> None:
    common: dict[str, Any] = {"plan": plan, "round": round, "actor": request.user}
    if verb == "open":
        form = OpenRoundForm(request.POST)
        if not form.is_valid():
            raise NotPossible(" ".join(str(error) for error in form.errors["report_by"]))
        open_round(**common, report_by=form.cleaned_data["report_by"])
    elif verb == "close":
        close_round(**common)
    elif verb == "reopen":
        reopen_round(**common, reason=request.POST.get("reason", ""))
    else:
        raise Http404


@require_http_methods(["GET", "POST"])
@requires("edit_measures", to_read="edit_measures")
def new_plan(request: AgencyRequest) -> HttpResponse:
    """Begin a plan, empty or from an earlier one."""
    form = NewPlanForm(request.POST or None, agency=request.agency)
    if request.method == "POST" and form.is_valid():
        try:
            return _begin(request, form.cleaned_data)
        except NotPossible as reason:
            form.add_error("fiscal_year", str(reason))
    status = 422 if request.method == "POST" else 200
    return render(request, "measures/new_plan.html", {"form": form}, status=status)


def _begin(request: AgencyRequest, data: dict[str, Any]) -> HttpResponse:
    year, source = data["fiscal_year"], data["source"]
    if source is None:
        begin_plan(agency=request.agency, fiscal_year=year, actor=request.user)
    else:
        renewed = renew_plan(
            source=source, fiscal_year=year, actor=request.user, only_open=data["only_open"]
        )
        if renewed.unmapped:
            text = "กรอบการประเมินใหม่ไม่มีข้อต่อไปนี้ จึงไม่ได้เชื่อมโยง กรุณาตรวจมาตรการที่เกี่ยวข้อง\n"
            messages.warning(request, text + "\n".join(renewed.unmapped))
    messages.success(request, f"สร้างแผนมาตรการปีงบประมาณ พ.ศ. {year} แล้ว")
    address = redirect("measures", agency_slug=request.agency.slug)
    address["Location"] += f"?year={year}"
    return address


def _plan(request: AgencyRequest, pk: int) -> MeasurePlan:
    return get_object_or_404(MeasurePlan, agency=request.agency, pk=pk)


def _page(
    request: AgencyRequest, plan: MeasurePlan, *, status: int = 200, **more: Any
) -> HttpResponse:
    states = round_states(plan)
    rows = [
        (code, plan.year.rounds[index], states.get(code), outstanding(plan, code))
        for index, code in enumerate(RoundCode)
    ]
    context = {"plan": plan, "rows": rows, **more}
    return render(request, "measures/rounds.html", context, status=status)
