"""Rows whose cells stand in the wrong columns, put right where their contents say so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ita_portal.thai.dates import parse_period
from ita_portal.thai.text import compact, search_key, similarity
from reports.readers.cells import is_mark, item_number, looks_like_status
from reports.readers.columns import TICK_KEYS, Head
from reports.readers.divisions import read_responsible
from reports.readers.grid import GridRow, Slot

SHIFTED = "ข้อความของแถวนี้อยู่คลาดคอลัมน์ ระบบจัดให้ตรงหัวตารางแล้ว กรุณาตรวจสอบ"
_LONG_ITEM = 60
_LONGEST_NAMES = 160


@dataclass(frozen=True, slots=True)
class Repair:
    """A row put right, and the text that was left without a place."""

    row: GridRow
    stray: str = ""


def repaired(row: GridRow, head: Head) -> Repair | None:
    """The row with its cells under the right headings, None when they are there already or
    merged cells make it uncertain."""
    if any(not slot.is_own or slot.span > 1 for slot in row.slots) or len(row.own) < 2:
        return None
    return _run_into_responsible(row, head) or _moved_sideways(row, head)


def _run_into_responsible(row: GridRow, head: Head) -> Repair | None:
    """The steps stand below the names in the responsible cell, and what follows stands one
    column too far left; the last cell is empty or says the beginning of the row once more."""
    places = head.columns_of("responsible")
    if len(places) != 1 or not 0 < places[0] < len(row.slots) - 2:
        return None
    x = places[0]
    lines = row.slots[x].lines
    cut = next((n for n, line in enumerate(lines) if item_number(line) is not None), 0)
    items = [line for line in lines[cut:] if len(compact(line)) > _LONG_ITEM]
    names = "\n".join(lines[:cut])
    last = row.slots[-1].text
    if not cut or not items or not _is_responsible(names):
        return None
    if compact(last) and not _repeats(last, "\n".join([*(s.text for s in row.slots[:x]), names])):
        return None
    slots = [
        *row.slots[:x],
        row.slots[x].with_text(names),
        replace(row.slots[x].with_text("\n".join(lines[cut:])), images=()),
        *row.slots[x + 1 : -1],
    ]
    return Repair(replace(row, slots=tuple(slots)), last)


def _repeats(text: str, other: str) -> bool:
    first, second = search_key(text), search_key(other)
    return first in second or second in first or similarity(first, second) >= 0.8


def _moved_sideways(row: GridRow, head: Head) -> Repair | None:
    """All cells stand one column too far to one side, beside an empty one."""
    width = len(head.columns)
    standing = fit(row.slots, head)
    for moved in (
        (*row.slots[1:], Slot()) if row.slots[0].is_empty else (),
        (Slot(), *row.slots[:-1]) if row.slots[-1].is_empty else (),
    ):
        beyond = any(not slot.is_empty for slot in moved[width:])
        if moved and not beyond and fit(moved, head) >= standing + 3:
            return Repair(replace(row, slots=moved))
    return None


def fit(slots: Sequence[Slot], head: Head) -> int:
    """How many cells fit the headings that only take one kind of text, less those that do not."""
    total = 0
    for slot, column in zip(slots, head.columns, strict=False):
        if slot.is_empty or not (slot.lines):
            continue
        text = slot.text
        fits = {
            "responsible": lambda t=text: _is_responsible(t),
            "status": lambda t=text: looks_like_status(t) or is_mark(t),
            "period": lambda t=text: parse_period(t, None) is not None,
            "order": lambda t=text: search_key(t).strip(".()").isdecimal(),
        } | dict.fromkeys(TICK_KEYS, lambda t=text: is_mark(t))
        if column.key in fits:
            total += 1 if fits[column.key]() else -1
    return total


def _is_responsible(text: str) -> bool:
    if len(compact(text)) > _LONGEST_NAMES:
        return False
    found = read_responsible(text)
    return bool(found.divisions) or bool(found.officers and not item_number(text))
