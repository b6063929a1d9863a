"""Headings and the first row of measures that stand in the same cells, taken apart.

Files that came out of a PDF lose the line between the header and the row below it: "ผู้รับผิดชอบ
สำนักปลัด" is a heading and a text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ita_portal.thai.text import compact, search_key, similarity
from reports.readers.cells import begins_item, looks_like_status
from reports.readers.columns import TICK_KEYS, Head
from reports.readers.divisions import read_responsible
from reports.readers.grid import GridRow, Slot
from reports.readers.keyed import Keyed
from reports.readers.vocabulary import leading_term, meaning_of

_LONG_REST = 40
_ALIKE = 0.92


def may_repeat_head(row: GridRow, head: Head) -> bool:
    """Whether two cells of a row begin like their headings: worth a closer look."""
    pairs = zip(row.slots, head.columns, strict=False)
    begins = (
        search_key(slot.text[:12]).startswith(search_key(column.heading)[:4])
        for slot, column in pairs
        if slot.lines and column.heading
    )
    return sum(begins) > 1


def split_run_together(
    row: GridRow, siblings: Sequence[Head] = ()
) -> tuple[GridRow, GridRow] | None:
    """The heading and the first row of measures out of a row in which both stand in the same
    cells; None when the row is not of this kind."""
    matching = [head for head in siblings if len(head.columns) == len(row.slots)]
    parts = [
        _part_heading(slot, [head.text_of(x) for head in matching])
        for x, slot in enumerate(row.slots)
    ]
    ticks = {meaning_of(heading).key for heading, _ in parts} & set(TICK_KEYS)
    if len(ticks) == 1 and not matching:  # a status of the body begins like a heading
        parts = [
            ("", slot.text) if meaning_of(part[0]).key in ticks else part
            for slot, part in zip(row.slots, parts, strict=True)
        ]
    found = sum(1 for heading, _ in parts if heading)
    both = sum(1 for heading, text in parts if heading and text)
    if both < 2 or found * 2 <= len(row.own):
        return None
    pairs = list(zip(row.slots, parts, strict=True))
    headings = tuple(replace(slot.with_text(heading), images=()) for slot, (heading, _) in pairs)
    texts = tuple(slot.with_text(text) for slot, (_, text) in pairs)
    return GridRow(headings, True), GridRow(texts)


def _part_heading(slot: Slot, known: Sequence[str]) -> tuple[str, str]:
    """The heading that a cell begins with, and the text behind it."""
    cut = 0 if slot.is_empty else _length_of_heading(slot, known)
    return Keyed.of(slot.text).split(cut)


def _is_boundary(text: str, letters: int) -> bool:
    """Whether a word ends after so many letters: at a blank, a line end or before an item."""
    heading, rest = Keyed.of(text).split(letters)
    return not rest or begins_item(rest) or not Keyed.of(text).text.startswith(heading + rest)


def is_of_body(row: GridRow) -> bool:
    """Whether texts behind headings are those of a row: items of lists, names of divisions, a
    status, longer texts. The rest of a longer heading is nothing of these."""
    texts = [slot.text for slot in row.slots if slot.lines]
    told = sum(
        begins_item(text)
        or looks_like_status(text)
        or bool(read_responsible(text).divisions)
        or len(compact(text)) > _LONG_REST
        for text in texts
    )
    return told >= 2 and told * 2 >= len(texts)


def _length_of_heading(slot: Slot, known: Sequence[str]) -> int:
    """How many letters of the compact cell text are its heading."""
    text = slot.text
    key = search_key(text)
    for heading in known:
        wanted = search_key(heading)
        if wanted and key.startswith(wanted):
            return len(wanted)
        if wanted and len(key) > len(wanted) and similarity(key[: len(wanted)], wanted) >= _ALIKE:
            return len(wanted)
    for count in range(min(3, len(slot.lines)), 0, -1):
        head = "\n".join(slot.lines[:count])
        if meaning_of(head).certain:
            return len(search_key(head))
    if (term := leading_term(key)) and _is_boundary(slot.text, len(term)):
        return len(term)
    if len(slot.lines) > 1 and meaning_of(slot.lines[0]).known:
        return len(search_key(slot.lines[0]))
    return 0
