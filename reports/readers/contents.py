"""Columns whose heading alone does not tell their meaning: their contents decide.

"ผลการดำเนินการ" may hold results or a status with its day; "ขั้นตอนหรือวิธีการ" holds the steps in
a plan, and in the table of results of the same measures the photographs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from ita_portal.thai.text import compact, search_key
from reports.readers.cells import begins_item, is_mark, looks_like_status
from reports.readers.columns import IDENTITY_KEYS, TICK_KEYS, Head, HeadColumn
from reports.readers.grid import Slot
from reports.readers.mentions import is_group_line

_LONG_TEXT = 40
_DONE_OR_NOT = re.compile(r"(?:.*/)?(?:ได้|มีการ)?ดำเนิน(?:การ|งาน)(?:ได้|ตามแผน)?$")


def explained(
    head: Head,
    columns: Sequence[Sequence[Slot]],
    names_indicator: Callable[[str], bool] = lambda text: False,
) -> Head:
    """The header with the meanings that the cells below it confirm. ``columns`` holds for each
    column its own cells; ``names_indicator`` knows the indicators of the framework."""
    settled = list(head.columns)
    for x, column in enumerate(settled):
        cells = [slot for slot in columns[x] if not slot.is_empty] if x < len(columns) else []
        keys = frozenset(other.key for n, other in enumerate(settled) if n != x)
        key = _meaning(column, cells, keys, names_indicator, x)
        settled[x] = replace(column, key=key)
    return replace(head, columns=tuple(_with_identity(settled, columns)))


def _with_identity(
    columns: Sequence[HeadColumn], cells: Sequence[Sequence[Slot]]
) -> Sequence[HeadColumn]:
    """Where no column says what the measures are, the first one without a meaning does."""
    if IDENTITY_KEYS & {column.key for column in columns}:
        return columns
    first = next((x for x, column in enumerate(columns) if column.key != "order"), 0)
    if columns[first].key or not any(slot.lines for slot in cells[first]):
        return columns
    return [replace(c, key="issue") if x == first else c for x, c in enumerate(columns)]


def _meaning(
    column: HeadColumn,
    cells: Sequence[Slot],
    others: frozenset[str],
    names_indicator: Callable[[str], bool],
    x: int,
) -> str:
    texts = [slot.text for slot in cells if compact(slot.text)]
    pictured = sum(bool(slot.images) for slot in cells)
    if column.key == "results" and not others & {"status", *TICK_KEYS}:
        told = sum(looks_like_status(text) and not begins_item(text) for text in texts)
        return "status" if texts and told >= 0.6 * len(texts) else "results"
    if column.key == "status" and pictured * 2 > len(cells) and "photographs" not in others:
        return "status" if any(map(looks_like_status, texts)) else "photographs"
    if column.key == "status" and texts:
        return _status_or_text(column, texts, others)
    if column.key == "steps" and others & {"results", "outcomes"}:
        return _steps_or_pictures(texts, pictured, others)
    if column.key == "indicator" and x > 0 and others & {"title", "issue"}:
        named = sum(is_group_line(text) or names_indicator(text) for text in texts)
        return "indicator" if named * 2 >= len(texts) else ""
    if column.key == "order" and texts:
        long = sum(len(compact(text)) > _LONG_TEXT for text in texts)
        return "issue" if long * 2 > len(texts) and "issue" not in others else "order"
    if not column.heading and texts and "order" not in others and all(map(_is_number, texts)):
        return "order"
    if column.key in ("", "status") and _is_other_half(column, texts, others):
        return "tick_done"
    if column.key == "" and pictured and pictured * 2 >= len(cells) and "photographs" not in others:
        return "photographs"
    return column.key


def _is_other_half(column: HeadColumn, texts: Sequence[str], others: frozenset[str]) -> bool:
    """Whether a column is ticked for what was done, beside one for what was not."""
    alone = "tick_not_started" in others and "tick_done" not in others
    return (
        alone and bool(_DONE_OR_NOT.match(search_key(column.heading))) and all(map(is_mark, texts))
    )


def _is_number(text: str) -> bool:
    return search_key(text).strip("().").isdecimal()


def _status_or_text(column: HeadColumn, texts: Sequence[str], others: frozenset[str]) -> str:
    told = sum(looks_like_status(text) or is_mark(text) for text in texts)
    wordy = sum(len(compact(text)) > _LONG_TEXT for text in texts)
    if told * 3 >= len(texts) or not wordy:
        return "status"
    if "steps" not in others and search_key(column.heading) in ("การดำเนินการ", "การดำเนินงาน"):
        return "steps"
    return "results" if "results" not in others else "status"


def _steps_or_pictures(texts: Sequence[str], pictured: int, others: frozenset[str]) -> str:
    if others & {"responsible", "monitoring", "photographs"}:
        return "steps"
    captions = all(len(compact(text)) <= 2 * _LONG_TEXT for text in texts)
    return "photographs" if (pictured and captions) or not texts else "steps"
