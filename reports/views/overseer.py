"""The overseer's list: many agencies in one table, sorted, filtered, and as a file."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import django_filters
import django_tables2 as tables
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django_filters.views import FilterView
from django_tables2 import SingleTableMixin
from openpyxl import Workbook

from agencies.models import Agency
from ita_portal.spreadsheets import safe_cell
from ita_portal.thai.fiscal import FiscalYear
from measures.models import RoundCode
from measures.rounds import current_round
from measures.selectors import StatusCounts
from reports.overviews.overseer import (
    BANDS,
    in_band,
    newest_year,
    overseen,
    summary,
    with_standing,
    years_of,
)
from reports.templatetags.charts import share_bar

CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_OUT = [("yes", "เผยแพร่แล้ว"), ("no", "ยังไม่เผยแพร่")]
_PLAN = [("late", "มีเรื่องเกินกำหนด"), ("none", "ยังไม่มีมาตรการ")]


class AgencyFilter(django_filters.FilterSet):  # type: ignore[misc]
    """What the list can be narrowed to; everything stands in the address."""

    q = django_filters.CharFilter(label="ชื่อหน่วยงาน", field_name="name", lookup_expr="icontains")
    province = django_filters.CharFilter(label="จังหวัด", lookup_expr="icontains")
    district = django_filters.CharFilter(label="อำเภอ", lookup_expr="icontains")
    out = django_filters.ChoiceFilter(
        label="การเผยแพร่", choices=_OUT, empty_label="ทั้งหมด", method="by_publication"
    )
    work = django_filters.ChoiceFilter(
        label="มาตรการ", choices=_PLAN, empty_label="ทั้งหมด", method="by_work"
    )
    band = django_filters.ChoiceFilter(
        label="คะแนน", choices=[(band.key, band.label) for band in BANDS],
        empty_label="ทุกช่วงคะแนน", method="by_band",
    )  # fmt: skip

    class Meta:
        model = Agency
        fields: tuple[str, ...] = ()

    def by_publication(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Whether the report of the round is out."""
        return rows.filter(published=value == "yes")

    def by_work(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Those with something overdue, or without measures."""
        return rows.filter(late__gt=0) if value == "late" else rows.filter(total=0)

    def by_band(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """By the total of the year before."""
        return in_band(rows, value)


class AgencyTable(tables.Table):  # type: ignore[misc]
    """One row an agency; the key comes last, so that equal rows keep their places."""

    name = tables.Column(verbose_name="หน่วยงาน", order_by=("name", "pk"))
    place = tables.Column(
        verbose_name="อำเภอ จังหวัด", accessor="place_line", order_by=("province", "district", "pk")
    )
    total = tables.Column(
        verbose_name="มาตรการ", order_by=("total", "pk"), attrs={"td": {"class": "num"}}
    )
    done = tables.Column(
        verbose_name="แล้วเสร็จ", order_by=("done", "pk"), attrs={"td": {"class": "num"}}
    )
    bar = tables.Column(
        verbose_name="สัดส่วน", accessor="pk", orderable=False, exclude_from_export=True
    )
    late = tables.Column(
        verbose_name="เกินกำหนด", order_by=("late", "pk"), attrs={"td": {"class": "num"}}
    )
    published = tables.Column(verbose_name="รายงานของรอบ", order_by=("published", "pk"))
    score = tables.Column(
        verbose_name="คะแนนปีก่อน", order_by=("score", "pk"), attrs={"td": {"class": "num"}}
    )

    class Meta:
        attrs = {"class": "table overseen"}
        empty_text = "ไม่พบหน่วยงานตามเงื่อนไขที่เลือก"
        order_by = "name"

    def render_name(self, record: Any) -> SafeString:
        """The agency, opened for reading."""
        return format_html(
            '<a href="{}">{}</a>', reverse("dashboard", args=[record.slug]), record.name
        )

    def value_name(self, record: Any) -> str:
        """The name alone, for files."""
        return str(record.name)

    def render_bar(self, record: Any) -> SafeString:
        """The part that is done."""
        return share_bar(StatusCounts(record.total, record.done, 0, record.total - record.done, 0))

    def render_score(self, value: Decimal) -> str:
        """Two decimals, whatever the database makes of them."""
        return f"{value:.2f}"

    def render_published(self, value: bool) -> str:
        """Told in words."""
        return "✓ เผยแพร่แล้ว" if value else "ยังไม่เผยแพร่"


class OverseenAgencies(SingleTableMixin, FilterView):  # type: ignore[misc]
    """The agencies that an address names: year, round, filters, order."""

    table_class = AgencyTable
    filterset_class = AgencyFilter
    strict = False
    year: int
    round: str

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only for overseers; everybody else is refused."""
        self.agencies = overseen(request.user)  # type: ignore[arg-type]  # behind the login
        if not self.agencies.exists():
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_queryset(self) -> QuerySet[Agency]:
        today = date.today()
        typed = self.request.GET.get("year", "")
        known = typed.isascii() and typed.isdigit()
        newest = newest_year(self.agencies) or FiscalYear.of(today).be
        self.year = int(typed) if known and 2550 <= int(typed) <= 2650 else newest
        self.round = self.request.GET.get("round") or current_round(FiscalYear(self.year), today)
        if self.round not in RoundCode.values:
            raise Http404
        self.everything = with_standing(self.agencies, self.year, self.round, today)
        return self.everything


class OversightView(OverseenAgencies):
    """The page. 8 queries whatever the number of agencies."""

    template_name = "overviews/oversight.html"
    table_pagination = {"per_page": 50}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        query = self.request.GET.copy()
        query.pop("page", None)
        context: dict[str, Any] = super().get_context_data(
            year=self.year,
            round=RoundCode(self.round),
            rounds=RoundCode,
            years=years_of(self.agencies) or [self.year],
            summary=summary(self.everything),
            base=f"?year={self.year}&round={self.round}",
            query=query.urlencode(),
            **kwargs,
        )
        return context


class OversightFileView(OverseenAgencies):
    """What the page of this address shows, all pages of it, as Excel or CSV."""

    table_pagination = False

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        extension = self.kwargs["format"]
        if extension not in CONTENT_TYPES:
            raise Http404
        rows = [
            [safe_cell(value) for value in row]
            for row in context["table"].as_values(exclude_columns=["bar"])
        ]
        content = _as_csv(rows) if extension == "csv" else _as_workbook(rows)
        response = HttpResponse(content, content_type=CONTENT_TYPES[extension])
        name = f"agencies-{self.year}-{self.round}.{extension}"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


def _as_csv(rows: list[list[Any]]) -> bytes:
    out = StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def _as_workbook(rows: list[list[Any]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("หน่วยงาน")
    sheet.freeze_panes = "B2"
    for row in rows:
        sheet.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()
