"""The page of one measure."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.decorators import requires
from agencies.middleware import AgencyRequest
from agencies.models import Event
from measures.drafting import draft_of, progress_key, typed_data
from measures.evidence import evidence_by_round
from measures.forms import ProgressForm
from measures.history import tell_history
from measures.loaders import get_measure, may_report
from measures.models import Measure, Progress, RoundCode, RoundState
from measures.rounds import current_round, round_states
from measures.selectors import linked_scores, neighbours, progress_of

SHOWN_HISTORY, MAX_HISTORY = 30, 2_000


@require_safe
@requires("read")
def measure_page(request: AgencyRequest, pk: int) -> HttpResponse:
    """The measure, its progress in both rounds, evidence and history, and the form of a round.
    What this person typed there and did not save stands in the form again. 20 queries."""
    measure = get_measure(request, pk)
    round = round_or_404(request.GET.get("round", current_round(measure.plan.year, date.today())))
    progress = progress_of(measure, round)
    draft = None
    if may_report(request, measure):
        draft = draft_of(request.agency, request.user, progress_key(measure, round))
    initial = typed_data(draft).dict() if draft else None
    form = ProgressForm(instance=progress, initial=initial)
    return render_measure(request, measure, round, form, draft=draft)


def round_or_404(code: str) -> str:
    """The code of a round as it stands in an address."""
    if code not in RoundCode.values:
        raise Http404
    return code


def render_measure(
    request: AgencyRequest,
    measure: Measure,
    round: str,
    form: ProgressForm,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """The page with a form of its own; also for bad input."""
    states = round_states(measure.plan)
    rounds = {code: progress_of(measure, code) for code in RoundCode.values}
    shown = MAX_HISTORY if request.GET.get("history") == "all" else SHOWN_HISTORY
    events = list(_events(measure, rounds.values())[: shown + 1])
    context = {
        "measure": measure,
        "round": RoundCode(round),
        "progress": rounds,
        "current": rounds[round],
        "form": form,
        "draft_key": progress_key(measure, round),
        "state": states.get(round),
        "is_closed": _is_closed(states.get(round)),
        "may_report": may_report(request, measure),
        "scores": linked_scores(measure),
        "neighbours": neighbours(measure),
        "evidence": evidence_by_round(measure),
        "history": tell_history(events[:shown]),
        "has_older": len(events) > shown,
        **more,
    }
    return render(request, "measures/measure.html", context, status=status)


def _is_closed(state: RoundState | None) -> bool:
    return state is not None and state.is_closed


def _events(measure: Measure, rounds: Any) -> Any:
    """What happened to the measure and to what was reported on it, newest first."""
    rows: list[Progress] = [row for row in rounds if row.pk]
    own = Event.objects.filter(agency=measure.agency_id)
    events = own.of(measure)
    for row in rows:
        events = events | own.of(row)
    return events.order_by("-pk")
