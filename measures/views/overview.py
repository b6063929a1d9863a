"""The overview of an agency's year: what is theirs to do, and how far it has come."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.utils.decorators import method_decorator
from django.views.generic import TemplateView

from agencies.decorators import requires
from agencies.middleware import AgencyRequest
from measures.models import Measure, MeasurePlan, Status
from measures.rounds import current_round
from measures.selectors import count_statuses, current_plan, progress_of


@method_decorator(requires("read"), name="dispatch")
class OverviewView(TemplateView):
    """Counts of the newest plan, and the open measures that this member may report."""

    template_name = "measures/overview.html"
    request: AgencyRequest

    def get(self, request: AgencyRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # type: ignore[override]
        today = date.today()
        plan = current_plan(request.agency)
        round = current_round(plan.year, today) if plan else "6m"
        measures = list(Measure.objects.filter(plan=plan).for_lists()) if plan else []
        mine = [
            (measure, progress_of(measure, round))
            for measure in measures
            if measure.is_reportable_by(request.membership)
        ]
        open_rows = [
            (measure, progress, progress.is_overdue(today))
            for measure, progress in mine
            if progress.status != Status.DONE
        ]
        open_rows.sort(key=lambda row: (not row[2], row[0].due_date or date.max))
        return self.render_to_response(
            {
                "plan": plan,
                "round": round,
                "counts": count_statuses(measures, round, today),
                "open_rows": open_rows,
                "years": MeasurePlan.objects.filter(agency=request.agency),
            }
        )
