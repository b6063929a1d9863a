"""Saving what is reported on a measure, on its own page."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from agencies.decorators import requires
from agencies.middleware import AgencyRequest
from measures.drafting import discard_draft, progress_key
from measures.errors import EditConflict, NotPossible
from measures.forms import ProgressForm
from measures.loaders import get_measure_to_report
from measures.models import Measure, Progress, RoundCode
from measures.reviewing import submit_progress
from measures.selectors import progress_of
from measures.services import update_progress
from measures.views.going_back import change_of, offer_undo
from measures.views.measure import render_measure, round_or_404


@require_POST
@requires("update_progress")
def save_progress(request: AgencyRequest, pk: int, round: str) -> HttpResponse:
    """Save the status, and send it when asked to; 409 with both texts when somebody saved
    first."""
    measure = get_measure_to_report(request, pk)
    form = ProgressForm(request.POST, instance=progress_of(measure, round_or_404(round)))
    if not form.is_valid():
        return render_measure(request, measure, round, form, status=422)
    try:
        progress = update_progress(
            measure=measure,
            round=round,
            actor=request.user,
            seen_version=form.cleaned_data["version"],
            values=form.values,
        )
    except EditConflict as conflict:
        return _conflict(request, measure, round, form, conflict.theirs)
    except NotPossible as reason:
        form.add_error(None, str(reason))
        return render_measure(request, measure, round, form, status=409)
    discard_draft(request.agency, request.user, progress_key(measure, round))
    offer_undo(request, "บันทึกแล้ว", change_of(progress, form.cleaned_data["version"]))
    _send(request, progress)
    address = redirect("measure", agency_slug=request.agency.slug, pk=pk)
    address["Location"] += f"?round={round}"
    return address


def _send(request: AgencyRequest, progress: Progress) -> None:
    """Send it, when that was asked for, and say whether it could be."""
    if request.POST.get("then") != "send":
        return
    try:
        submit_progress(progress=progress, actor=request.user, seen_version=progress.version)
    except (NotPossible, EditConflict) as reason:
        messages.warning(request, f"บันทึกแล้ว แต่{reason}")
    else:
        messages.success(request, "ส่งรายงานให้ผู้ประสานงานแล้ว")


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
