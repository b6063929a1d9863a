"""Where the header of a table stands.

It may have two levels, be repeated on every page, be left out where a table goes on, or have
been run together with the first row.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ita_portal.thai.text import compact, fold_blanks, search_key, similarity
from reports.readers.cells import begins_item
from reports.readers.columns import TICK_KEYS, Head, columns_below, is_month, is_number
from reports.readers.grid import GridRow, Slot
from reports.readers.run_together import is_of_body, split_run_together
from reports.readers.vocabulary import (
    LONGEST_HEADING,
    UNKNOWN,
    Meaning,
    bare_heading,
    is_term,
    meaning_of,
)

_ALIKE = 0.85
_LONGEST_PART = 60
_COUNTED = re.compile(r"ที่[0-9]")  # "มาตรการที่ ๓ …" is no heading of a column


def find_head(rows: Sequence[GridRow], siblings: Sequence[Head] = ()) -> Head | None:
    """The header of a table, None when there is none. ``siblings`` are headers of earlier
    tables of measures; they help with headings run together with a first row."""
    for y in range(min(4, len(rows))):
        captions = tuple(fold_blanks(slot.text) for row in rows[:y] for slot in row.own)
        split = split_run_together(rows[y], siblings)
        if is_header(rows[y], siblings) and not (split and _is_split(rows[y], split, siblings)):
            levels = [rows[y], *_lower_levels(rows, y)]
            return Head(columns_below(levels), y + len(levels), tuple(levels), captions)
        if split is not None:
            heading, first = split
            return Head(columns_below([heading]), y + 1, (heading,), captions, first)
        if not (rows[y].is_one_text or not rows[y].own):
            return None
    return None


def _is_split(row: GridRow, split: tuple[GridRow, GridRow], siblings: Sequence[Head]) -> bool:
    """Whether a row that could be a header was rightly taken apart into one and a row of
    measures: headings that are wholly those of such forms are no beginnings of shorter ones."""
    heading, first = split
    if sum(is_term(slot.text) for slot in row.own) >= 0.6 * len(row.own):
        return False
    return is_of_body(first) or any(repeats_head(heading, head) for head in siblings)


def forced_head(rows: Sequence[GridRow]) -> Head:
    """The first row as header, whatever it says: for a table that a person explained."""
    return Head(columns_below(rows[:1]), min(1, len(rows)), tuple(rows[:1]))


def is_header(row: GridRow, siblings: Sequence[Head] = ()) -> bool:
    """Whether a row is a header by its words."""
    if len(row.own) < 2 or any(_is_long(slot) for slot in row.own):
        return False
    if any(repeats_head(row, head) for head in siblings if len(head.columns) == len(row.slots)):
        return True
    meanings = _meanings(row)
    certain = sum(meaning.certain for meaning in meanings)
    known = sum(meaning.known for meaning in meanings)
    if known * 2 < len(meanings) or len({m.key for m in meanings if m.known}) < 2:
        return False
    if certain >= 2:
        return True
    return known >= 0.6 * len(meanings) and (row.header or certain == 1 or known >= 3)


def is_certain_header(row: GridRow) -> bool:
    """Whether a row is a header beyond doubt, so that it may be one in the middle of a table."""
    if not is_header(row):
        return False
    meanings = _meanings(row)
    certain = {meaning.key for meaning in meanings if meaning.certain}
    return len(certain) >= 2 and sum(m.certain for m in meanings) >= 0.6 * len(meanings)


def _meanings(row: GridRow) -> list[Meaning]:
    """What the cells of a row mean as headings, where they could be headings at all: a single
    status is as well a text of the body, and so is the first item of a list."""
    meanings = [meaning_of(slot.text) for slot in row.own]
    ticks = len({m.key for m in meanings if m.certain and m.key in TICK_KEYS})
    for n, slot in enumerate(row.own):
        counted = begins_item(slot.text) or bool(_COUNTED.search(search_key(slot.text)))
        is_item = counted and not meanings[n].certain
        is_status = meanings[n].key in TICK_KEYS and (ticks < 2 or not meanings[n].certain)
        is_wordy = len(compact(slot.text)) > _LONGEST_PART and not meanings[n].certain
        if not row.header and (is_item or is_status or is_wordy):
            meanings[n] = UNKNOWN
    return meanings


def repeats_head(row: GridRow, head: Head) -> bool:
    """Whether a row of the body is the header once more."""
    return any(_same_cells(row, level) for level in head.levels)


def _same_cells(row: GridRow, level: GridRow) -> bool:
    pairs = [
        (bare_heading(a.text), bare_heading(b.text))
        for a, b in zip(row.slots, level.slots, strict=False)
        if a.is_own and not a.is_empty
    ]
    alike = sum(a == b or (len(a) > 4 and similarity(a, b) >= _ALIKE) for a, b in pairs)
    return len(pairs) > 1 and alike >= 0.7 * len(pairs)


def _is_long(slot: Slot) -> bool:
    pictured = bool(slot.images) and not meaning_of(slot.text).certain
    return len(compact(slot.text)) > LONGEST_HEADING or pictured


def _lower_levels(rows: Sequence[GridRow], y: int) -> list[GridRow]:
    """The rows below the first header row that belong to the header."""
    levels: list[GridRow] = []
    for row in rows[y + 1 : y + 4]:
        own = row.own
        if not own or any(_is_long(slot) for slot in own) or row.is_one_text:
            break
        by_structure = len(levels) + 1 < _depth(rows, y) or _stands_below_spans(row, rows[y])
        tokens = [search_key(slot.text) for slot in own]
        by_words = all(
            is_number(token) or is_month(token) or meaning_of(token).certain for token in tokens
        ) and (len(own) > 2 or not all(map(is_number, tokens)))
        if not (by_words or by_structure):
            break
        levels.append(row)
    return levels


def _stands_below_spans(row: GridRow, top: GridRow) -> bool:
    """Whether all cells of a row stand below headings over several columns, and the others are
    empty: the second level of a header whose cells were not merged downwards."""
    return all(
        top_slot.span > 1 or slot.is_empty
        for slot, top_slot in zip(row.slots, top.slots, strict=True)
    ) and any(not slot.is_empty for slot in row.slots)


def _depth(rows: Sequence[GridRow], y: int) -> int:
    """How many rows the merged cells of the header row reach down, itself included."""
    below = rows[y + 1 :]
    reach = [
        next((n for n, row in enumerate(below) if not row.slots[x].above), len(below))
        for x, slot in enumerate(rows[y].slots)
        if not slot.is_empty
    ]
    return 1 + max(reach, default=0)
