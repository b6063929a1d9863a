"""The table of measures as it stands on the page."""

from __future__ import annotations

from datetime import date
from typing import Any

import django_tables2 as tables
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ita_portal.thai.dates import format_date
from measures.models import Measure
from measures.selectors import progress_of


class MeasureTable(tables.Table):  # type: ignore[misc]
    """One row a measure with the status of the chosen round. Each cell carries its column's name
    for the card that it becomes on a phone."""

    position = tables.Column(verbose_name="ที่")
    heading = tables.Column(verbose_name="มาตรการ", order_by=("title", "issue", "pk"))
    divisions = tables.Column(verbose_name="ผู้รับผิดชอบ", orderable=False, empty_values=())
    due_date = tables.Column(verbose_name="ครบกำหนด", order_by=("due_date", "pk"))
    status = tables.Column(verbose_name="สถานะ", orderable=False, empty_values=())
    updated = tables.Column(verbose_name="ปรับปรุงล่าสุด", orderable=False, empty_values=())

    class Meta:
        model = Measure
        fields = ()
        sequence = ("position", "heading", "divisions", "due_date", "status", "updated")
        attrs = {"class": "table measure-table"}
        empty_text = "ไม่พบมาตรการตามเงื่อนไขที่เลือก"
        order_by = "position"

    def __init__(self, *args: Any, round: str, agency_slug: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._round = round
        self._today = date.today()
        self._slug = agency_slug

    def render_heading(self, record: Measure, value: str) -> SafeString:
        return format_html(
            '<a href="/work/{}/measures/{}/?round={}">{}</a>', self._slug, record.pk, self._round,
            value,
        )  # fmt: skip

    def render_divisions(self, record: Measure) -> str:
        return ", ".join(d.name for d in record.divisions.all()) or record.responsible_text or "–"

    def render_due_date(self, value: date) -> str:
        return format_date(value, style="short")

    def render_status(self, record: Measure) -> SafeString:
        progress = progress_of(record, self._round)
        context = {"progress": progress, "overdue": progress.is_overdue(self._today)}
        return render_to_string("measures/_status.html", context)

    def render_updated(self, record: Measure) -> SafeString | str:
        progress = progress_of(record, self._round)
        if not progress.updated_at:
            return "–"
        day = format_date(progress.updated_at.date(), style="short")
        return format_html("{}<br><small>{}</small>", day, progress.updated_by or "ระบบ")
