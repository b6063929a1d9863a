"""My work: what is theirs to do, and how far the year has come."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.utils.decorators import method_decorator
from django.views.generic import TemplateView

from agencies.decorators import requires
from agencies.middleware import AgencyRequest
from agencies.permissions import can
from measures.models import MeasurePlan, RoundCode
from measures.rounds import current_round, round_states
from measures.selectors import current_plan
from measures.worklist import counts_of, standings, to_send, worklist


@method_decorator(requires("read"), name="dispatch")
class OverviewView(TemplateView):
    """The work of this member in the newest plan, and its counts."""

    template_name = "measures/overview.html"
    request: AgencyRequest

    def get(self, request: AgencyRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # type: ignore[override]
        today = date.today()
        plan = current_plan(request.agency)
        years = MeasurePlan.objects.filter(agency=request.agency)
        context: dict[str, Any] = {"plan": plan, "years": years}
        if plan is not None:
            context |= self._work(plan, current_round(plan.year, today), today)
        return self.render_to_response(context)

    def _work(self, plan: MeasurePlan, round: str, today: date) -> dict[str, Any]:
        member = self.request.membership
        plan.agency = self.request.agency  # no query for what is at hand
        works = can(member, "update_progress")
        return {
            "round": RoundCode(round),
            "state": round_states(plan).get(round),
            "counts": counts_of(standings(plan, round), today),
            "sections": worklist(plan, round, member, today) if works else [],
            "to_send": to_send(plan, round, member) if member.division_id else [],
            "works": works,
        }
