"""What the table of measures can be narrowed to; everything stands in the address."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet

from agencies.models import Agency, Division
from assessments.models import Indicator
from ita_portal.thai.text import search_key
from measures.models import (
    EvidenceUse,
    Measure,
    MeasurePlan,
    MeasureQuerySet,
    Progress,
    Review,
    Status,
)  # fmt: skip
from measures.selectors import overdue, with_status

DUE = [("7", "ใน 7 วัน"), ("30", "ใน 30 วัน"), ("past", "พ้นกำหนดแล้ว"), ("none", "ไม่มีกำหนด")]


def _flag(label: str, method: str) -> django_filters.BooleanFilter:
    return django_filters.BooleanFilter(label=label, method=method, widget=forms.CheckboxInput)


class MeasureFilter(django_filters.FilterSet):  # type: ignore[misc]
    """Filters of one plan and round. A value that is not understood shows its message and is
    left out, the rest still holds."""

    q = django_filters.CharFilter(label="ค้นหา", method="search")
    status = django_filters.ChoiceFilter(
        label="สถานะ", choices=Status.choices, empty_label="ทุกสถานะ", method="by_status"
    )
    division = django_filters.ModelChoiceFilter(
        label="ส่วนราชการ",
        queryset=Division.objects.none(),
        empty_label="ทุกส่วนราชการ",
        field_name="divisions",
    )
    indicator = django_filters.ModelChoiceFilter(
        label="ตัวชี้วัด",
        queryset=Indicator.objects.none(),
        empty_label="ทุกตัวชี้วัด",
        field_name="indicators",
    )
    instrument = django_filters.ChoiceFilter(
        label="เครื่องมือ",
        choices=[("IIT", "IIT"), ("EIT", "EIT"), ("OIT", "OIT")],
        empty_label="ทุกเครื่องมือ",
    )
    due = django_filters.ChoiceFilter(
        label="ครบกำหนด", choices=DUE, empty_label="ทุกกำหนด", method="by_due"
    )
    review = django_filters.ChoiceFilter(
        label="การส่งรายงาน", choices=Review.choices, empty_label="ทั้งหมด", method="by_review"
    )
    overdue = _flag("เฉพาะที่เกินกำหนด", "only_overdue")
    no_evidence = _flag("เฉพาะที่ไม่มีหลักฐาน", "only_without_evidence")
    silent = _flag("เฉพาะที่ยังไม่รายงานรอบนี้", "only_silent")

    unwritten = _flag("เฉพาะที่แล้วเสร็จแต่ยังไม่ได้เขียนผล", "only_unwritten")

    class Meta:
        model = Measure
        fields: tuple[str, ...] = ()

    def __init__(
        self, *args: Any, agency: Agency, plan: MeasurePlan | None, round: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._round = round
        self.filters["division"].queryset = Division.objects.filter(agency=agency)
        if plan is not None:
            linked = Indicator.objects.filter(measure__plan=plan).distinct()
            self.filters["indicator"].queryset = linked

    def search(self, rows: MeasureQuerySet, name: str, value: str) -> QuerySet[Measure]:
        """Finds Thai however it was typed: blanks, digits and marks in either form."""
        return rows.filter(search_text__contains=search_key(value))

    def by_status(self, rows: MeasureQuerySet, name: str, value: str) -> QuerySet[Measure]:
        """The status in the chosen round."""
        return with_status(rows, self._round, value)

    def by_due(self, rows: MeasureQuerySet, name: str, value: str) -> QuerySet[Measure]:
        """By the due date alone, done or not."""
        today = date.today()
        if value == "none":
            return rows.filter(due_date__isnull=True)
        if value == "past":
            return rows.filter(due_date__lt=today)
        return rows.filter(due_date__range=(today, today + timedelta(days=int(value))))

    def by_review(self, rows: MeasureQuerySet, name: str, value: str) -> QuerySet[Measure]:
        """How far the report of the round has come. No report yet counts as not sent."""
        reports = Progress.objects.filter(measure=OuterRef("pk"), round=self._round)
        if value == Review.DRAFT:
            return rows.exclude(Exists(reports.exclude(review=Review.DRAFT)))
        return rows.filter(Exists(reports.filter(review=value)))

    def only_overdue(self, rows: MeasureQuerySet, name: str, value: bool) -> QuerySet[Measure]:
        """Past the due date and not done."""
        return overdue(rows, self._round, date.today()) if value else rows

    def only_without_evidence(
        self, rows: MeasureQuerySet, name: str, value: bool
    ) -> QuerySet[Measure]:
        """Nothing is attached for the round."""
        uses = EvidenceUse.objects.filter(measure=OuterRef("pk"), round=self._round)
        return rows.exclude(Exists(uses)) if value else rows

    def only_silent(self, rows: MeasureQuerySet, name: str, value: bool) -> QuerySet[Measure]:
        """Not done, and nobody has written anything in the round; what was carried over from the
        round before does not count (the rule of ``worklist.standings``)."""
        reports = Progress.objects.filter(measure=OuterRef("pk"), round=self._round)
        settled = reports.filter(Q(updated_at__isnull=False) | Q(status=Status.DONE))
        return rows.exclude(Exists(settled)) if value else rows

    def only_unwritten(self, rows: MeasureQuerySet, name: str, value: bool) -> QuerySet[Measure]:
        """Done and not sent, without results (the rule of ``worklist.Standing.lacks_results``)."""
        reports = Progress.objects.filter(
            measure=OuterRef("pk"),
            round=self._round,
            status=Status.DONE,
            review__in=[Review.DRAFT, Review.RETURNED],
            results="",
        )
        return rows.filter(Exists(reports)) if value else rows
