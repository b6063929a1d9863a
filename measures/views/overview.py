"""My work: what is theirs to do, and how far the year has come."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.decorators import method_decorator
from django.views.generic import TemplateView

from agencies.decorators import requires
from agencies.middleware import AgencyRequest
from agencies.permissions import can
from measures.models import MeasurePlan, RoundCode, RoundState
from measures.rounds import current_round, round_states
from measures.selectors import plan_in_work
from measures.worklist import counts_of, other_tasks, standings, to_send, worklist


@method_decorator(requires("read"), name="dispatch")
class OverviewView(TemplateView):
    """The work of this member in the plan of the address, or in this year's, and its counts."""

    template_name = "measures/overview.html"
    request: AgencyRequest

    def get(self, request: AgencyRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # type: ignore[override]
        today = date.today()
        years = list(MeasurePlan.objects.filter(agency=request.agency))
        plan = _chosen(years, request.GET.get("year", ""), today)
        context: dict[str, Any] = {"plan": plan, "years": years}
        if plan is not None:
            context |= self._work(plan, current_round(plan.year, today), today)
        return self.render_to_response(context)

    def _work(self, plan: MeasurePlan, round: str, today: date) -> dict[str, Any]:
        member = self.request.membership
        plan.agency = self.request.agency  # no query for what is at hand
        works = can(member, "update_progress")
        state = round_states(plan).get(round)
        # In a closed round nobody can do anything: what stands there is no work.
        is_open = works and not (state and state.is_closed)
        return {
            "unfinished": _unfinished(plan),
            "round": RoundCode(round),
            "state": state,
            "counts": counts_of(standings(plan, round), today),
            "sections": worklist(plan, round, member, today) if is_open else [],
            "to_send": to_send(plan, round, member) if is_open and member.division_id else [],
            "works": works,
            "tasks": other_tasks(member),
        }


def _chosen(plans: list[MeasurePlan], year: str, today: date) -> MeasurePlan | None:
    """The plan of the year in the address, or the one that is worked on; 404 for a year without."""
    if not year:
        return plan_in_work(plans, today)
    chosen = next((plan for plan in plans if str(plan.fiscal_year) == year), None)
    if chosen is None:
        raise Http404
    return chosen


def _unfinished(plan: MeasurePlan) -> list[RoundState]:
    """Rounds of earlier years that were opened and not closed: their work is not done either."""
    open_rounds = RoundState.objects.filter(
        plan__agency=plan.agency_id, plan__fiscal_year__lt=plan.fiscal_year, state="open"
    )
    return list(open_rounds.select_related("plan").order_by("-plan__fiscal_year", "round"))
