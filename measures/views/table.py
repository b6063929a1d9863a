"""The table of measures, and the same as a file."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.decorators import method_decorator
from django_filters.views import FilterView
from django_tables2 import SingleTableMixin

from agencies.decorators import requires
from agencies.middleware import AgencyRequest
from measures.columns import COLUMNS, PREFETCH, chosen_columns
from measures.exporting import FORMATS, export_measures
from measures.filters import MeasureFilter
from measures.forms import BulkForm
from measures.models import MeasurePlan, MeasureQuerySet, RoundCode, RoundState, SavedView
from measures.rounds import current_round
from measures.selectors import measures_in_round, plan_in_work
from measures.tables import MeasureTable


class ChosenMeasures(SingleTableMixin, FilterView):  # type: ignore[misc]
    """The measures that an address names: year, round, filters, order, columns."""

    table_class = MeasureTable
    filterset_class = MeasureFilter
    strict = False  # a wrong filter value shows its message, the rest is still listed
    request: AgencyRequest
    plans: list[MeasurePlan]
    plan: MeasurePlan | None
    round: str
    columns: tuple[str, ...]

    def get_queryset(self) -> MeasureQuerySet:
        """The measures of the plan that the address names, or of the newest."""
        self.plans = list(MeasurePlan.objects.filter(agency=self.request.agency))
        year = self.request.GET.get("year", "")
        chosen = (plan for plan in self.plans if year == str(plan.fiscal_year))
        self.plan = next(chosen, None) if year else plan_in_work(self.plans, date.today())
        default = current_round(self.plan.year, date.today()) if self.plan else "6m"
        self.round = self.request.GET.get("round", default)
        if self.round not in RoundCode.values:
            raise Http404
        self.columns = chosen_columns(self.request.GET.getlist("col"))
        more = [name for key in self.columns for name in PREFETCH.get(key, ())]
        return measures_in_round(self.request.agency, self.plan, self.round).prefetch_related(*more)

    def get_filterset_kwargs(self, filterset_class: type[MeasureFilter]) -> dict[str, Any]:
        kwargs = super().get_filterset_kwargs(filterset_class)
        own = {"agency": self.request.agency, "plan": self.plan, "round": self.round}
        return {**kwargs, **own}

    def get_table_kwargs(self) -> dict[str, Any]:
        return {
            "round": self.round,
            "agency_slug": self.request.agency.slug,
            "columns": self.columns,
        }


@method_decorator(requires("read"), name="dispatch")
class MeasureListView(ChosenMeasures):
    """The page. 12 queries, and one for each of the rarer columns, whatever the number of rows."""

    template_name = "measures/list.html"
    table_pagination = {"per_page": 50}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        agency = self.request.agency
        closed = RoundState.objects.filter(plan=self.plan, round=self.round, state="closed")
        query = self.request.GET.copy()
        query.pop("page", None)
        context: dict[str, Any] = super().get_context_data(
            plan=self.plan,
            round=RoundCode(self.round),
            plans=self.plans,
            rounds=RoundCode,
            all_columns=COLUMNS.values(),
            shown_columns=self.columns,
            saved_views=SavedView.objects.filter(agency=agency, user=self.request.user),
            is_closed=self.plan is not None and closed.exists(),
            query=query.urlencode(),
            bulk_form=BulkForm(auto_id="bulk-%s"),
            **kwargs,
        )
        return context


@method_decorator(requires("read"), name="dispatch")
class MeasureExportView(ChosenMeasures):
    """What the page of this address shows, all pages of it, as Excel or CSV."""

    table_pagination = False

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        extension = self.kwargs["format"]
        if extension not in FORMATS:
            raise Http404
        measures = [row.record for row in context["table"].rows]
        content = export_measures(measures, self.round, self.columns, extension)
        response = HttpResponse(content, content_type=FORMATS[extension])
        year = self.plan.fiscal_year if self.plan else "-"
        name = f"measures-{self.request.agency.slug}-{year}-{self.round}.{extension}"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response
