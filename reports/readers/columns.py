"""The header of a table: where it stands, and what each column below it means.

A header may have two levels, be repeated on every page, be left out where a table goes on, or
have been run together with the first row, so that a cell holds the heading and a text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ita_portal.thai.text import compact, fold_blanks, search_key, similarity
from reports.readers.cells import begins_item, looks_like_status
from reports.readers.divisions import read_responsible
from reports.readers.grid import GridRow, Slot
from reports.readers.keyed import Keyed
from reports.readers.vocabulary import (
    LONGEST_HEADING,
    UNKNOWN,
    Meaning,
    bare_heading,
    is_completion_day,
    leading_term,
    meaning_of,
)

IDENTITY_KEYS = frozenset({"title", "issue", "indicator"})
TICK_KEYS = ("tick_not_started", "tick_in_progress", "tick_done")
PROGRESS_KEYS = frozenset({*TICK_KEYS, "status", "results", "outcomes", "photographs"})
_ACTION_KEYS = PROGRESS_KEYS | {"responsible", "monitoring", "period"}

_ALIKE = 0.85
_LONGEST_PART = 60
_LONG_REST = 40
_NUMBER_TOKEN = re.compile(r"^[(\[]?[0-9]{1,2}[)\].]*$")
_MONTH = re.compile(
    r"^(ม\.?ค|ก\.?พ|มี\.?ค|เม\.?ย|พ\.?ค|มิ\.?ย|ก\.?ค|ส\.?ค|ก\.?ย|ต\.?ค|พ\.?ย|ธ\.?ค)\.?([0-9]{2,4})?$"
    r"|^(มกรา|กุมภา|มีนา|เมษา|พฤษภา|มิถุนา|กรกฎา|สิงหา|กันยา|ตุลา|พฤศจิกา|ธันวา)|^ไตรมาส"
)
_ROUND = re.compile(r"(?:รอบ|ครั้งที่)[^0-9]{0,6}(12|6|1|2)(?![0-9])(?:เดือน(หลัง)?)?")
_LISTED = re.compile(r"^[0-9]{1,2}[.)]")


@dataclass(frozen=True, slots=True)
class HeadColumn:
    """One column: heading as typed (upper and lower level joined by " / "), its meaning, and
    the round when the heading names one."""

    heading: str
    key: str
    round: str = ""
    month: bool = False  # one of several columns that stand for months

    @property
    def is_numbering(self) -> bool:
        """Whether the column only counts the rows."""
        return self.key == "order"


@dataclass(frozen=True, slots=True)
class Head:
    """The header of a table. ``rows`` counts its rows, captions above it included; ``first``
    is the row of measures that had been run together with it."""

    columns: tuple[HeadColumn, ...]
    rows: int
    levels: tuple[GridRow, ...] = ()
    captions: tuple[str, ...] = ()
    first: GridRow | None = None

    @property
    def keys(self) -> frozenset[str]:
        """The meanings that occur, the empty one left out."""
        return frozenset(column.key for column in self.columns) - {""}

    @property
    def is_of_measures(self) -> bool:
        """Whether the table says what is done and by whom, by when, or with what result."""
        acts = self.keys & _ACTION_KEYS
        if self.keys & set(TICK_KEYS) or len(acts) > 1:
            return bool(self.keys & (IDENTITY_KEYS | {"steps"}))
        return bool(acts and self.keys & IDENTITY_KEYS)

    @property
    def is_perhaps_of_measures(self) -> bool:
        """Whether it could be one where nothing better is found: what is done, without scores."""
        scores = any("คะแนน" in column.heading for column in self.columns)
        return "steps" in self.keys and bool(self.keys & IDENTITY_KEYS) and not scores

    def columns_of(self, key: str) -> list[int]:
        """The indices of the columns with this meaning."""
        return [x for x, column in enumerate(self.columns) if column.key == key]

    def text_of(self, x: int) -> str:
        """The heading of column ``x``, also for a column beyond the header."""
        return self.columns[x].heading if x < len(self.columns) else ""


def find_head(rows: Sequence[GridRow], siblings: Sequence[Head] = ()) -> Head | None:
    """The header of a table, None when there is none. ``siblings`` are headers of earlier
    tables of measures; they help with headings run together with a first row."""
    for y in range(min(4, len(rows))):
        captions = tuple(fold_blanks(slot.text) for row in rows[:y] for slot in row.own)
        split = split_run_together(rows[y], siblings)
        if is_header(rows[y], siblings) and not (
            split and (_is_of_body(split[1]) or any(repeats_head(split[0], h) for h in siblings))
        ):
            levels = [rows[y], *_lower_levels(rows, y)]
            return Head(_columns(levels), y + len(levels), tuple(levels), captions)
        if split is not None:
            heading, first = split
            return Head(_columns([heading]), y + 1, (heading,), captions, first)
        if not (rows[y].is_one_text or not rows[y].own):
            return None
    return None


def forced_head(rows: Sequence[GridRow]) -> Head:
    """The first row as header, whatever it says: for a table that a person explained."""
    return Head(_columns(rows[:1]), min(1, len(rows)), tuple(rows[:1]))


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
        is_item = bool(_LISTED.match(search_key(slot.text))) and not meanings[n].certain
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
    return len(compact(slot.text)) > LONGEST_HEADING or bool(slot.images)


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
            _NUMBER_TOKEN.match(token) or _MONTH.match(token) or meaning_of(token).certain
            for token in tokens
        ) and (len(own) > 2 or any(not _NUMBER_TOKEN.match(token) for token in tokens))
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


def _columns(levels: Sequence[GridRow]) -> tuple[HeadColumn, ...]:
    width = max((len(level.slots) for level in levels), default=0)
    return settle([_column([level.slots[x] for level in levels]) for x in range(width)])


def _column(slots: Sequence[Slot]) -> tuple[HeadColumn, Meaning]:
    path: list[str] = []
    for slot in slots:
        text = fold_blanks(slot.text.replace("\n", " "))
        if text and not slot.above and bare_heading(text) not in map(bare_heading, path):
            path.append(text)
    named = [text for text in path if not _NUMBER_TOKEN.match(search_key(text))]
    meaning = next((m for text in reversed(named) if (m := meaning_of(text)).known), UNKNOWN)
    month = bool(named) and bool(_MONTH.match(search_key(named[-1])))
    if month:
        meaning = Meaning("period", known=True)
    column = HeadColumn(" / ".join(path), meaning.key, round_named(" ".join(path)), month)
    return column, meaning


def settle(columns: Sequence[tuple[HeadColumn, Meaning]]) -> tuple[HeadColumn, ...]:
    """One column for each meaning. Where two claim the same, the certain and then the first
    one has it; columns under one merged heading share it, and so do months. The others are
    kept under their heading."""
    holders: dict[str, int] = {}
    for x, (column, meaning) in enumerate(columns):
        if is_completion_day(column.heading) and "status" in holders:
            continue
        if column.key and (
            column.key not in holders
            or (meaning.certain and not columns[holders[column.key]][1].certain)
        ):
            holders[column.key] = x
    settled = []
    for column, _ in columns:
        holder = columns[holders[column.key]][0] if column.key else column
        same = column.heading == holder.heading or (column.month and holder.month)
        paired = column.key == "period" and _upper(column) == _upper(holder) != ""
        paired = paired or (column.key == "status" and is_completion_day(column.heading))
        rival = column.round and holder.round and column.round != holder.round
        settled.append(
            column
            if same or paired or rival
            else replace(column, key=_second_choice(column, holders))
        )
    return tuple(settled)


def _upper(column: HeadColumn) -> str:
    return column.heading.rpartition(" / ")[0]


def _second_choice(column: HeadColumn, holders: Mapping[str, int]) -> str:
    """Another meaning for a heading whose first one is taken: a measure beside a title is how
    it is done, a result beside a result is its outcome."""
    others = {"title": "steps", "issue": "title", "indicator": "", "status": "results"}
    other = others.get(column.key, "")
    return other if other not in holders else ""


def round_named(text: str) -> str:
    """The round that a heading names: "6m", "12m" or ""."""
    if not (found := _ROUND.search(search_key(text))):
        return ""
    if found[1] in ("12", "2") or found[2]:
        return "12m"
    return "6m"


def of_round(head: Head, wanted: str) -> Head:
    """The header with the columns of one round; those of another keep only their heading. A
    round that no column names changes nothing."""
    rounds = {column.round for column in head.columns}
    if not wanted or wanted not in rounds:
        return head
    columns = (
        replace(column, key="") if column.round not in ("", wanted) else column
        for column in head.columns
    )
    return replace(head, columns=tuple(columns))


def corrected(head: Head, keys: Mapping[int, str]) -> Head:
    """The header with the meanings that a person gave: column index -> key."""
    columns = [
        replace(column, key=keys[x]) if x in keys else column
        for x, column in enumerate(head.columns)
    ]
    return replace(head, columns=tuple(columns))


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


def _is_of_body(row: GridRow) -> bool:
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
        if wanted and len(key) > len(wanted) and similarity(key[: len(wanted)], wanted) >= 0.92:
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
