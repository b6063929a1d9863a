"""The page of one measure, and saving its status."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from agencies.decorators import requires
from agencies.middleware import AgencyRequest
from agencies.models import Event
from measures.forms import ProgressForm
from measures.loaders import get_measure, get_measure_to_report, may_report
from measures.models import Measure, Progress, RoundCode
from measures.selectors import progress_of
from measures.services import EditConflict, update_progress


@require_safe
@requires("read")
def measure_page(request: AgencyRequest, pk: int) -> HttpResponse:
    """The measure, its progress in both rounds, and the form of the round that is open."""
    measure = get_measure(request, pk)
    round = _round(request.GET.get("round", RoundCode.SIX_MONTHS))
    form = ProgressForm(instance=progress_of(measure, round))
    return _page(request, measure, round, form)


@require_POST
@requires("update_progress")
def save_progress(request: AgencyRequest, pk: int, round: str) -> HttpResponse:
    """Save the status; 409 with both texts when somebody saved first."""
    measure = get_measure_to_report(request, pk)
    form = ProgressForm(request.POST, instance=progress_of(measure, _round(round)))
    if not form.is_valid():
        return _page(request, measure, round, form, status=422)
    try:
        update_progress(
            measure=measure,
            round=round,
            actor=request.user,
            seen_version=form.cleaned_data["version"],
            values=form.values,
        )
    except EditConflict as conflict:
        return _conflict(request, measure, round, form, conflict.theirs)
    messages.success(request, "บันทึกแล้ว")
    address = redirect("measure", agency_slug=request.agency.slug, pk=pk)
    address["Location"] += f"?round={round}"
    return address


def _round(code: str) -> str:
    if code not in RoundCode.values:
        raise Http404
    return code


def _page(
    request: AgencyRequest, measure: Measure, round: str, form: ProgressForm, status: int = 200
) -> HttpResponse:
    progress = {code: progress_of(measure, code) for code in RoundCode.values}
    rows = [row.pk for row in progress.values() if row.pk]
    history = Event.objects.filter(agency=request.agency, kind="measures.progress")
    context = {
        "measure": measure,
        "round": RoundCode(round),
        "progress": progress,
        "current": progress[round],
        "form": form,
        "may_report": may_report(request, measure),
        "history": history.filter(object_id__in=rows)[:20],
    }
    return render(request, "measures/measure.html", context, status=status)


def _conflict(
    request: AgencyRequest, measure: Measure, round: str, form: ProgressForm, theirs: Progress
) -> HttpResponse:
    """Both texts side by side. What was typed stays in the form, which now knows the new version:
    saving it again is a decision, not an accident."""
    data = request.POST.copy()
    data["version"] = str(theirs.version)
    mine = ProgressForm(data, instance=theirs)
    context = {"measure": measure, "round": RoundCode(round), "form": mine, "theirs": theirs}
    return render(request, "measures/conflict.html", context, status=409)
