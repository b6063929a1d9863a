"""What a coordinator writes into a draft beside the data: the memo, the wording of cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from agencies.events import log_event
from agencies.models import User
from ita_portal.pictures import clean_picture
from measures.models import Measure
from reports.document import Document, Memo, from_json, to_json
from reports.drafting import change_texts
from reports.layouts.build import cell_texts
from reports.layouts.layout import LayoutColumn
from reports.layouts.selection import layout_of
from reports.models import CellOverride, MemoEmblem, Report

# Columns that are no text of somebody's: a picture, a mark, a number.
_NOT_WORDED = ("photographs", "tick_not_started", "tick_in_progress", "tick_done", "number")


@dataclass(frozen=True, slots=True)
class WordedCell:
    """One cell of a measure in a report: what the data say, and what the report says."""

    column: LayoutColumn
    data: str
    override: CellOverride | None

    @property
    def text(self) -> str:
        """What the report prints."""
        return self.data if self.override is None else self.override.text

    @property
    def is_stale(self) -> bool:
        """Whether the data changed after the report's own wording was written."""
        return self.override is not None and self.override.original != self.data


def worded_columns(report: Report) -> list[LayoutColumn]:
    """The columns whose wording a report may change, each once."""
    columns = {column.key: column for column in layout_of(report).columns}
    return [column for column in columns.values() if column.field not in _NOT_WORDED]


def worded_cells(report: Report, measure: Measure) -> list[WordedCell]:
    """The cells of a measure in the order of the columns."""
    texts = cell_texts(report)
    kept = {row.field: row for row in CellOverride.objects.filter(report=report, measure=measure)}
    return [
        WordedCell(column, texts[measure.pk, column.key], kept.get(column.key))
        for column in worded_columns(report)
    ]


def overrides_of(report: Report) -> list[CellOverride]:
    """The cells whose wording is the report's own, in the order of the measures."""
    rows = CellOverride.objects.filter(report=report).select_related("measure")
    return list(rows.order_by("measure__position", "field"))


def word_cells(*, report: Report, measure: Measure, texts: Mapping[str, str], actor: User) -> int:
    """Let the report say ``texts`` (by column key) in place of the data. A text that the data
    say already takes the report's own wording away. Gives the number of cells that changed.

    Raises ``NotPossible`` when the report is no draft.
    """
    changes = {}
    with transaction.atomic():
        for cell in worded_cells(report, measure):
            new = texts.get(cell.column.key, cell.text).replace("\r\n", "\n").strip()
            if new == cell.text.strip():
                continue
            changes[f"{measure.heading[:60]} ({cell.column.heading})"] = (cell.text, new)
            rows = CellOverride.objects.filter(
                report=report, measure=measure, field=cell.column.key
            )
            if new == cell.data.strip():
                rows.delete()
                continue
            CellOverride.objects.update_or_create(
                report=report,
                measure=measure,
                field=cell.column.key,
                defaults={
                    "agency": report.agency,
                    "text": new,
                    "original": cell.data,
                    "changed_by": actor,
                },
            )
        if changes:
            change_texts(report=report, values={}, actor=actor, changes=changes)
    return len(changes)


def save_memo(*, report: Report, memo: Memo | None, on_web: bool, actor: User) -> None:
    """Keep the memo of a draft, or take it away. Raises ``NotPossible``."""
    before = _told(from_json(report.memo) if report.memo else None)
    values = {"memo": to_json(memo) if memo else None, "memo_on_web": on_web}
    # Told in words: the history is read by people.
    changes = {"memo": (before, _told(memo))}
    change_texts(report=report, values=values, actor=actor, changes=changes)


def _told(memo: Memo | None) -> str:
    return "\n".join(Document((memo,)).texts()) if memo else ""


def keep_emblem(*, report: Report, content: bytes, actor: User) -> None:
    """Keep the Garuda that the agency uploaded, for all of its memos. Raises
    ``NotAPictureError``."""
    name, data = clean_picture(content)
    with transaction.atomic():
        emblem, _ = MemoEmblem.objects.update_or_create(
            agency=report.agency, defaults={"name": name, "content": data}
        )
        log_event(
            agency=report.agency,
            actor=actor,
            verb="changed",
            thing=emblem,
            changes={"name": (None, name)},
        )
