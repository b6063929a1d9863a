"""The table of measures as it stands on the page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from measures.columns import COLUMNS
from measures.models import Measure, Progress
from measures.selectors import progress_of

# What a column is sorted by. The key of the row comes last, so that equal rows keep their
# places from page to page.
_ORDER = {
    "position": ("position", "pk"),
    "heading": ("title", "issue", "pk"),
    "due_date": ("due_date", "pk"),
    "status": ("round_status", "pk"),
    "review": ("round_review", "pk"),
    "completion_date": ("round_completion", "pk"),
    "updated": ("round_updated", "pk"),
    "instrument": ("instrument", "pk"),
}
_SIGNS = {"done": "✓", "in_progress": "◐", "not_started": "○", "": "–"}


class MeasureTable(tables.Table):  # type: ignore[misc]
    """One row a measure with the status of the chosen round. Each cell carries its column's name
    for the card that it becomes on a phone."""

    class Meta:
        model = Measure
        fields = ()
        template_name = "measures/_table.html"
        attrs = {"class": "table measure-table"}
        empty_text = "ไม่พบมาตรการตามเงื่อนไขที่เลือก"
        order_by = "position"

    def __init__(
        self, *args: Any, round: str, agency_slug: str, columns: Iterable[str], **kwargs: Any
    ) -> None:
        self._round = round
        self._today = date.today()
        self._slug = agency_slug
        self._shown = tuple(columns)
        shown = set(self._shown)
        # A table can be sorted by a column that is not shown.
        extra = [
            (key, _column(key, key in shown)) for key in COLUMNS if key in shown or key in _ORDER
        ]
        super().__init__(*args, extra_columns=extra, **kwargs)

    def cells_of(self, measure: Measure) -> list[tuple[str, str, SafeString | str]]:
        """The shown cells of a row: heading, CSS class, content. Twice as fast as asking the
        row of the library, which looks at the signature of every renderer again."""
        return [(COLUMNS[key].label, _css(key), self.cell(key, measure)) for key in self._shown]

    def cell(self, key: str, measure: Measure) -> SafeString | str:
        """A cell: the text of the column, with a link or a sign where that helps."""
        progress = progress_of(measure, self._round)
        text = COLUMNS[key].text(measure, progress)
        if key == "heading":
            address = f"/work/{self._slug}/measures/{measure.pk}/?round={self._round}"
            return format_html('<a href="{}">{}</a>', address, text)
        if key == "status":
            return status_badge(progress, text)
        if key == "due_date" and progress.is_overdue(self._today):
            return format_html("{}<br>{}", text, _LATE)
        return text or "–"


_LATE = mark_safe(
    '<span class="status status-late"><span aria-hidden="true">!</span>เกินกำหนด</span>'
)


def status_badge(progress: Progress, text: str) -> SafeString:
    """A status as word and sign; as in templates/measures/_status.html."""
    state = progress.status or ("not_started" if progress.is_blank() else "")
    return format_html(
        '<span class="status status-{}"><span aria-hidden="true">{}</span>{}</span>',
        state or "not_started", _SIGNS[state], text,
    )  # fmt: skip


def _css(key: str) -> str:
    """The class of a cell. On a phone the measure's name is the head of its card."""
    return ("heading " if key == "heading" else "") + ("lines" if COLUMNS[key].is_long else "")


class _Cell(tables.Column):  # type: ignore[misc]
    """A column whose cells the table renders."""

    def __init__(self, key: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._key = key

    def render(self, record: Measure, table: MeasureTable) -> SafeString | str:
        return table.cell(self._key, record)


def _column(key: str, visible: bool) -> _Cell:
    order = _ORDER.get(key)
    return _Cell(
        key,
        visible=visible,
        verbose_name=COLUMNS[key].label,
        accessor="pk",
        orderable=order is not None,
        order_by=order,
    )
