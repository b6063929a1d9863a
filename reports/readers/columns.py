"""What the columns of a table mean, once its header has been found."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ita_portal.thai.text import fold_blanks, search_key
from reports.readers.grid import GridRow, Slot
from reports.readers.vocabulary import (
    UNKNOWN,
    Meaning,
    bare_heading,
    is_completion_day,
    meaning_of,
)

IDENTITY_KEYS = frozenset({"title", "issue", "indicator"})
TICK_KEYS = ("tick_not_started", "tick_in_progress", "tick_done")
PROGRESS_KEYS = frozenset({*TICK_KEYS, "status", "results", "outcomes", "photographs"})
_ACTION_KEYS = PROGRESS_KEYS | {"responsible", "monitoring", "period"}

_NUMBER_TOKEN = re.compile(r"^[(\[]?[0-9]{1,2}[)\].]*$")
_MONTH = re.compile(
    r"^(ม\.?ค|ก\.?พ|มี\.?ค|เม\.?ย|พ\.?ค|มิ\.?ย|ก\.?ค|ส\.?ค|ก\.?ย|ต\.?ค|พ\.?ย|ธ\.?ค)\.?([0-9]{2,4})?$"
    r"|^(มกรา|กุมภา|มีนา|เมษา|พฤษภา|มิถุนา|กรกฎา|สิงหา|กันยา|ตุลา|พฤศจิกา|ธันวา)|^ไตรมาส"
)
_ROUND = re.compile(r"(?:รอบ|ครั้งที่)[^0-9]{0,6}(12|6|1|2)(?![0-9])(?:เดือน(หลัง)?)?")


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


def columns_below(levels: Sequence[GridRow]) -> tuple[HeadColumn, ...]:
    """The columns below a header of one or more rows."""
    width = max((len(level.slots) for level in levels), default=0)
    return settle([_column([level.slots[x] for level in levels]) for x in range(width)])


def _column(slots: Sequence[Slot]) -> tuple[HeadColumn, Meaning]:
    path: list[str] = []
    for slot in slots:
        text = fold_blanks(slot.text.replace("\n", " "))
        if text and not slot.above and bare_heading(text) not in map(bare_heading, path):
            path.append(text)
    named = [text for text in path if not is_number(text)]
    meaning = next((m for text in reversed(named) if (m := meaning_of(text)).known), UNKNOWN)
    month = bool(named) and is_month(named[-1])
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


def is_number(text: str) -> bool:
    """Whether a cell of the header only counts the columns: "(๑)"."""
    return bool(_NUMBER_TOKEN.match(search_key(text)))


def is_month(text: str) -> bool:
    """Whether a heading is a month or a quarter."""
    return bool(_MONTH.match(search_key(text)))


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
