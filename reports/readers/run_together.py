"""Headings and the first row of measures that stand in the same cells, taken apart.

Files that came out of a PDF lose the line between the header and the row below it: "ผู้รับผิดชอบ
สำนักปลัด" is a heading and a text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ita_portal.thai.text import compact, search_key, similarity
from reports.readers.cells import begins_item, looks_like_status
from reports.readers.columns import TICK_KEYS, Head
from reports.readers.divisions import read_responsible
from reports.readers.grid import GridRow, Slot
from reports.readers.keyed import Keyed
from reports.readers.vocabulary import leading_term, meaning_of, same_heading

_LONG_REST = 40
_ALIKE = 0.92
_LONG = 12  # letters of a heading behind which a text may begin without a blank


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
    cells; None when the row is not of this kind. Headings of tables with as many columns are
    tried before all others."""
    matching = [head for head in siblings if len(head.columns) == len(row.slots)]
    known = [[head.text_of(x) for head in matching] for x in range(len(row.slots))]
    cells = list(zip(row.slots, known, strict=True))
    parts = next(filter(lambda found: _are_both(row, found), _ways_to_part(cells)), None)
    if parts is None:
        return None
    pairs = list(zip(row.slots, parts, strict=True))
    headings = tuple(replace(slot.with_text(heading), images=()) for slot, (heading, _) in pairs)
    texts = tuple(slot.with_text(text) for slot, (_, text) in pairs)
    return GridRow(headings, True), GridRow(texts)


Parts = list[tuple[str, str]]  # for each cell its heading and the text behind it


def _ways_to_part(cells: Sequence[tuple[Slot, Sequence[str]]]) -> Iterator[Parts]:
    """The cells taken apart at known headings: without regard to blanks where each begins with
    one, else at the ends of words; or at the headings that such forms use."""
    begun = [_parted(slot, _beginning(slot, names)) for slot, names in cells]
    if all(heading or slot.is_empty for (slot, _), (heading, _) in zip(cells, begun, strict=True)):
        yield begun
    yield [_parted(slot, _length_of_known(slot, names)) for slot, names in cells]
    used = [_parted(slot, _length_of_heading(slot, names)) for slot, names in cells]
    if len({meaning_of(heading).key for heading, _ in used} - {""}) > 1:
        yield _without_single_tick(used)


def _are_both(row: GridRow, parts: Parts) -> bool:
    """Whether most cells begin with a heading, and texts of their own follow in two of them."""
    found = sum(1 for heading, _ in parts if heading)
    both = sum(1 for heading, text in parts if heading and text)
    return both >= 2 and found * 2 > len(row.own)


def _without_single_tick(parts: Parts) -> Parts:
    """A status of the body begins like a heading, but such headings never stand alone."""
    ticks = {meaning_of(heading).key for heading, _ in parts} & set(TICK_KEYS)
    if len(ticks) != 1:
        return parts
    return [
        ("", heading + text) if meaning_of(heading).key in ticks else (heading, text)
        for heading, text in parts
    ]


def _parted(slot: Slot, letters: int) -> tuple[str, str]:
    return Keyed.of(slot.text).split(letters)


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


def _beginning(slot: Slot, known: Sequence[str]) -> int:
    """How many letters of the compact cell text are the longest of these headings."""
    key = "" if slot.is_empty else search_key(slot.text)
    return max((len(w) for w in map(search_key, known) if w and key.startswith(w)), default=0)


def _length_of_known(slot: Slot, known: Sequence[str]) -> int:
    """How many letters of the compact cell text are one of these headings."""
    text = slot.text
    key = search_key(text)
    for heading in known if not slot.is_empty else ():
        wanted = search_key(heading)
        if not wanted:
            continue
        begins = key.startswith(wanted)
        if begins and _is_boundary(text, len(wanted)):
            return len(wanted)
        if same_heading(text, heading):
            return len(key)
        if begins and len(wanted) >= _LONG:
            return len(wanted)
        for cut in range(len(wanted) - 2, min(len(key), len(wanted) + 3)):
            if _is_boundary(text, cut) and similarity(key[:cut], wanted) >= _ALIKE:
                return cut
    return 0


def _length_of_heading(slot: Slot, known: Sequence[str]) -> int:
    """How many letters of the compact cell text are a heading that such forms use."""
    if slot.is_empty or (letters := _length_of_known(slot, known)):
        return letters if not slot.is_empty else 0
    key = search_key(slot.text)
    for count in range(min(3, len(slot.lines)), 0, -1):
        head = "\n".join(slot.lines[:count])
        if meaning_of(head).certain:
            return len(search_key(head))
    if (term := leading_term(key)) and _is_boundary(slot.text, len(term)):
        return len(term)
    first = slot.lines[0] if len(slot.lines) > 1 else ""
    if meaning_of(first).known and not begins_item(first):
        return len(search_key(first))
    return 0
