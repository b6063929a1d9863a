"""The table of measures."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404
from django.utils.decorators import method_decorator
from django_filters.views import FilterView
from django_tables2 import SingleTableMixin

from agencies.decorators import requires
from agencies.middleware import AgencyRequest
from measures.filters import MeasureFilter
from measures.models import Measure, MeasurePlan, MeasureQuerySet, RoundCode
from measures.rounds import current_round
from measures.selectors import current_plan
from measures.tables import MeasureTable


@method_decorator(requires("read"), name="dispatch")
class MeasureListView(SingleTableMixin, FilterView):  # type: ignore[misc]
    """Measures of a year, with the status of a round. 11 queries whatever the number of rows."""

    template_name = "measures/list.html"
    table_class = MeasureTable
    filterset_class = MeasureFilter
    paginate_by = 50
    strict = False  # a wrong filter value shows its message, the rest is still listed
    request: AgencyRequest
    plan: MeasurePlan | None
    round: str

    def get_queryset(self) -> MeasureQuerySet:
        """The measures of the plan that the address names, or of the newest."""
        year = self.request.GET.get("year", "")
        self.plan = current_plan(self.request.agency, int(year) if _is_number(year) else None)
        default = current_round(self.plan.year, date.today()) if self.plan else "6m"
        self.round = self.request.GET.get("round", default)
        if self.round not in RoundCode.values:
            raise Http404
        return Measure.objects.of_agency(self.request.agency).filter(plan=self.plan).for_lists()

    def get_filterset_kwargs(self, filterset_class: type[MeasureFilter]) -> dict[str, Any]:
        kwargs = super().get_filterset_kwargs(filterset_class)
        return {**kwargs, "agency": self.request.agency, "round": self.round}

    def get_table_kwargs(self) -> dict[str, Any]:
        return {"round": self.round, "agency_slug": self.request.agency.slug}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        plans = MeasurePlan.objects.filter(agency=self.request.agency)
        context: dict[str, Any] = super().get_context_data(
            plan=self.plan, round=RoundCode(self.round), plans=plans, rounds=RoundCode, **kwargs
        )
        return context


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()
