"""What the table of measures can be narrowed to; everything stands in the address."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet

from agencies.models import Agency, Division
from ita_portal.thai.text import search_key
from measures.models import Measure, MeasureQuerySet, Status
from measures.selectors import overdue, with_status


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
    overdue = django_filters.BooleanFilter(
        label="เฉพาะที่เกินกำหนด", method="only_overdue", widget=forms.CheckboxInput
    )

    class Meta:
        model = Measure
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, agency: Agency, round: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._round = round
        self.filters["division"].queryset = Division.objects.filter(agency=agency)

    def search(self, rows: MeasureQuerySet, name: str, value: str) -> QuerySet[Measure]:
        """Finds Thai however it was typed: blanks, digits and marks in either form."""
        wanted = search_key(value)
        texts = rows.values_list("pk", "title", "issue", "steps", "monitoring", "responsible_text")
        hits = [pk for pk, *parts in texts if wanted in search_key("".join(parts))]
        return rows.filter(pk__in=hits)

    def by_status(self, rows: MeasureQuerySet, name: str, value: str) -> QuerySet[Measure]:
        """The status in the chosen round."""
        return with_status(rows, self._round, value)

    def only_overdue(self, rows: MeasureQuerySet, name: str, value: bool) -> QuerySet[Measure]:
        """Past the due date and not done."""
        return overdue(rows, self._round, date.today()) if value else rows
