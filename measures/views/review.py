"""Sending a report, accepting it, returning it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from agencies.decorators import requires
from agencies.middleware import AgencyRequest
from agencies.permissions import can
from measures.errors import EditConflict, NotPossible
from measures.forms import ProgressForm
from measures.loaders import get_measure, may_report
from measures.models import Measure, Progress
from measures.reviewing import accept_progress, return_progress, submit_progress
from measures.selectors import progress_of
from measures.views.going_back import back_to
from measures.views.measure import render_measure, round_or_404

_SAID = {
    "send": "ส่งรายงานให้ผู้ประสานงานแล้ว",
    "accept": "รับรายงานแล้ว",
    "return": "ส่งกลับให้ส่วนราชการแก้ไขแล้ว",
}


@require_POST
@requires("update_progress")
def review_progress(request: AgencyRequest, pk: int, round: str, verb: str) -> HttpResponse:
    """Move a report along its way. What was typed as a comment is not lost when it fails."""
    measure = get_measure(request, pk)
    _refuse_others(request, measure, verb)
    progress = progress_of(measure, round_or_404(round))
    try:
        _do(request, verb, progress)
    except (NotPossible, EditConflict) as reason:
        problem = _sentence(reason)
        form = ProgressForm(instance=progress)
        comment = request.POST.get("comment", "")
        return render_measure(
            request, measure, round, form, status=409, problem=problem, comment=comment
        )
    messages.success(request, _SAID[verb])
    address = f"/work/{request.agency.slug}/measures/{pk}/?round={round}"
    return back_to(request, address)


def _refuse_others(request: AgencyRequest, measure: Measure, verb: str) -> None:
    """Divisions send their own; accepting and returning is the coordinator's."""
    if verb not in _SAID:
        raise Http404
    allowed = (
        may_report(request, measure)
        if verb == "send"
        else can(request.membership, "review_progress")
    )
    if not allowed:
        raise PermissionDenied


def _do(request: AgencyRequest, verb: str, progress: Progress) -> None:
    version = request.POST.get("version", "")
    seen = int(version) if version.isascii() and version.isdigit() else progress.version
    if verb == "send":
        submit_progress(progress=progress, actor=request.user, seen_version=seen)
    elif verb == "accept":
        accept_progress(progress=progress, actor=request.user, seen_version=seen)
    else:
        comment = request.POST.get("comment", "")
        return_progress(progress=progress, actor=request.user, seen_version=seen, comment=comment)


def _sentence(reason: Exception) -> str:
    if isinstance(reason, EditConflict):
        return "มีผู้แก้ไขรายงานนี้หลังจากที่ท่านเปิดหน้า กรุณาอ่านข้อความล่าสุดด้านล่างก่อน"
    return str(reason)
