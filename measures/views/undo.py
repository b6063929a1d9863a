"""Taking changes back."""

from __future__ import annotations

import re

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from agencies.decorators import requires
from agencies.middleware import AgencyRequest
from agencies.models import Event
from agencies.permissions import can
from measures.errors import NotPossible
from measures.loaders import may_report
from measures.models import Measure, Progress
from measures.undoing import MEASURE, PROGRESS, undo_changes
from measures.views.going_back import back_to

MAX_EVENTS = 1_000  # as many as one bulk change can make


@require_POST
@requires("update_progress")
def undo(request: AgencyRequest) -> HttpResponse:
    """Take back the changes whose numbers are given, joined by hyphens: all or none."""
    events = _events(request)
    try:
        undo_changes(events=events, actor=request.user)
    except NotPossible as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, f"ย้อนกลับแล้ว {len(events)} รายการ")
    return back_to(request, "overview", agency_slug=request.agency.slug)


def _events(request: AgencyRequest) -> list[Event]:
    numbers = request.POST.get("events", "")
    if not re.fullmatch(r"[0-9]{1,18}(-[0-9]{1,18})*", numbers):
        raise Http404
    wanted = {int(number) for number in numbers.split("-")[:MAX_EVENTS]}
    events = list(Event.objects.filter(agency=request.agency, pk__in=wanted))
    if len(events) != len(wanted):
        raise Http404
    _refuse_others(request, events)
    return events


def _refuse_others(request: AgencyRequest, events: list[Event]) -> None:
    """Whoever may make a change may take it back: 403 for anything else."""
    reported = Progress.objects.filter(
        agency=request.agency, pk__in=[e.object_id for e in events if e.kind == PROGRESS]
    ).values("measure")
    measures = Measure.objects.of_agency(request.agency).filter(pk__in=reported).for_lists()
    mine = all(may_report(request, measure) for measure in measures)
    others = [event for event in events if event.kind not in (PROGRESS, MEASURE)]
    edits = any(event.kind == MEASURE for event in events)
    if not mine or others or (edits and not can(request.membership, "edit_measures")):
        raise PermissionDenied
