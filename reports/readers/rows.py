"""From the rows of measure tables to logical measures.

A page break cuts a row into several: the rest stands in a row whose first cell is empty, or
repeats the first cell, or repeats some more. The author's own rows can look the same, because
an empty or merged first cell also means "as above". The numbers of the lists, the cells that
say who and how far, and the place on the page tell which is which.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ita_portal.thai.text import compact, search_key, similarity
from reports.document import Image
from reports.readers.cells import begins_item, item_number, numbers_of
from reports.readers.columns import TICK_KEYS, Head
from reports.readers.grid import GridRow

# Columns that hold lists or running text, which a page break can cut.
LIST_KEYS = ("steps", "monitoring", "results", "outcomes", "photographs")
# Columns that tell one measure from another.
_DISTINCT_KEYS = ("status", *TICK_KEYS)
_ONCE_KEYS = ("responsible", "period")
_SAME = 0.93


@dataclass(frozen=True, slots=True)
class Value:
    """The text under one meaning. ``own`` is false when a cell merged from above holds."""

    lines: tuple[str, ...] = ()
    own: bool = True

    @property
    def text(self) -> str:
        """The lines joined by line feeds."""
        return "\n".join(self.lines)


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A row below a header, by meaning. ``at_top`` tells that it is the first below a header
    that came before more than once: where pages begin."""

    name: str  # "t2r1"
    values: dict[str, Value]
    extra: tuple[tuple[str, Value], ...] = ()
    images: tuple[Image, ...] = ()
    at_top: bool = False
    warnings: tuple[str, ...] = ()

    def own_lines(self, key: str) -> tuple[str, ...]:
        """The lines of a cell that begins in this row."""
        value = self.values.get(key, Value())
        return value.lines if value.own else ()

    def inherits(self, key: str) -> bool:
        """Whether a cell merged from above holds for this row."""
        value = self.values.get(key, Value())
        return not value.own and bool(value.lines)

    @property
    def own_keys(self) -> frozenset[str]:
        """The meanings under which this row says something itself."""
        return frozenset(key for key in self.values if self.own_lines(key))


@dataclass(slots=True)
class Draft:
    """A logical measure while its rows are collected."""

    table: int
    keys: frozenset[str] = frozenset()  # the meanings of the columns of its table
    headings: tuple[str, ...] = ()
    headings_above: bool = False  # whether they stand directly above this measure's table
    rows: list[str] = field(default_factory=list)
    lines: dict[str, list[str]] = field(default_factory=dict)
    extra: dict[str, list[str]] = field(default_factory=dict)
    images: list[Image] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def text(self, key: str) -> str:
        """The text under a meaning, "" when there is none."""
        return "\n".join(self.lines.get(key, ()))

    def begin(self, row: BodyRow) -> None:
        """Take over everything of the first row, merged cells included."""
        self.rows.append(row.name)
        for key, value in row.values.items():
            if value.lines:
                self.lines[key] = list(value.lines)
        for heading, value in row.extra:
            if value.lines:
                self.extra.setdefault(heading, []).extend(value.lines)
        self._take_rest(row)

    def go_on(self, row: BodyRow) -> None:
        """Join a row that continues this measure: what it repeats is not said twice."""
        self.rows.append(row.name)
        for key in row.values:
            new = row.own_lines(key)
            if key in _ONCE_KEYS:
                new = tuple(line for line in new if line not in self.lines.get(key, []))
            if new and not (key not in LIST_KEYS and self._repeats(self.text(key), new)):
                self.lines[key] = _joined(self.lines.get(key, []), new, cut=row.at_top)
        for heading, value in row.extra:
            old = self.extra.get(heading, [])
            if value.own and value.lines and not self._repeats("\n".join(old), value.lines):
                self.extra[heading] = _joined(old, value.lines, cut=row.at_top)
        self._take_rest(row)

    def _repeats(self, old: str, new: Sequence[str]) -> bool:
        """Whether a cell says once more what stands already; slips in it are told."""
        text = "\n".join(new)
        if not _same(old, text):
            return False
        if _without_mark(old) != _without_mark(text):
            self.warnings.append(f'ข้อความที่พิมพ์ซ้ำในหน้าถัดไปต่างจากเดิม: "{text}"')
        return True

    def _take_rest(self, row: BodyRow) -> None:
        self.images.extend(row.images)
        self.warnings.extend(row.warnings)


def body_row(name: str, row: GridRow, head: Head, *, at_top: bool = False) -> BodyRow:
    """The cells of a row by the meanings of its columns; several columns of one meaning are
    joined, columns without one are kept under their heading."""
    values: dict[str, Value] = {}
    extra: list[tuple[str, Value]] = []
    images: list[Image] = []
    for x, slot in enumerate(row.slots):
        if slot.left:
            continue
        column = head.columns[x] if x < len(head.columns) else None
        if not slot.above and not (column and column.key in TICK_KEYS):
            images.extend(slot.images)
        lines = slot.lines
        if column is not None and column.key in TICK_KEYS and slot.images and not lines:
            lines = ("✓",)  # a tick that was pasted as a picture
        if column is not None and column.month and lines:
            lines = (column.heading.rpartition(" / ")[2], *(n for n in lines if len(n) > 2))
        value = Value(lines, own=not slot.above)
        if column is None or not column.key:
            if value.lines:
                extra.append((column.heading if column else "", value))
        elif (before := values.get(column.key)) is None or not before.lines:
            values[column.key] = value
        elif value.lines:
            values[column.key] = Value((*before.lines, *value.lines), before.own or value.own)
    return BodyRow(name, values, tuple(extra), tuple(images), at_top)


def identity_key(head: Head) -> str:
    """The column that says which measure a row is of."""
    keys = ("title", "issue", "indicator", "steps")
    return next((key for key in keys if key in head.keys), "")


def begins_measure(row: BodyRow, current: Draft, head: Head) -> bool:
    """Whether a row begins a measure of its own rather than continuing ``current``."""
    order = compact(" ".join(row.own_lines("order")))
    if order and order != compact(current.text("order")):
        return True
    key = identity_key(head)
    own = "\n".join(row.own_lines(key))
    if own and _same(own, current.text(key)):
        return not _goes_on(row, current)
    if own:
        return not _is_cut_off(row, current, key, head)
    if row.inherits(key):
        stands_alone = key != "title" or any(
            row.own_lines(k) for k in (*_DISTINCT_KEYS, *_ONCE_KEYS)
        )
        return (stands_alone and not _numbers_go_on(row, current)) or _differs(row, current)
    if key == "title" and row.own_lines("issue") and not row.inherits(key):
        return not _same("\n".join(row.own_lines("issue")), current.text("issue"))
    return _differs(row, current)


def _differs(row: BodyRow, current: Draft) -> bool:
    """Whether a row without a name of its own is another measure all the same."""
    if _numbers_restart(row, current):
        return True
    if not row.at_top or not _numbers_go_on(row, current):
        for key in _DISTINCT_KEYS:
            new = "\n".join(row.own_lines(key))
            if new and current.text(key) and not _same(new, current.text(key)):
                return True
        ticked = [key for key in TICK_KEYS if row.own_lines(key)]
        if ticked and any(current.text(key) for key in TICK_KEYS) and not row.at_top:
            return True
    if row.at_top:
        return False
    responsible = "\n".join(row.own_lines("responsible"))
    other = bool(current.text("responsible")) and not _same(
        responsible, current.text("responsible")
    )
    return bool(responsible) and other and not _numbers_go_on(row, current)


def _goes_on(row: BodyRow, current: Draft) -> bool:
    """Whether a row that repeats the name of the measure continues it."""
    if _numbers_restart(row, current):
        return False
    if _numbers_go_on(row, current):
        return True
    for key in (*_DISTINCT_KEYS, *_ONCE_KEYS):
        new = "\n".join(row.own_lines(key))
        if new and current.text(key) and not _same(new, current.text(key)):
            return False
    compared = (*LIST_KEYS, *_DISTINCT_KEYS, *_ONCE_KEYS)
    return any(current.text(key) and not row.own_lines(key) for key in compared)


def _is_cut_off(row: BodyRow, current: Draft, key: str, head: Head) -> bool:
    """Whether the first cell itself was cut by the page: nothing new begins in the row."""
    lines = row.own_lines(key)
    if not row.at_top or begins_item(lines[0]) or _numbers_restart(row, current):
        return False
    telling = [k for k in (*_DISTINCT_KEYS, *_ONCE_KEYS, "order") if current.text(k)]
    if any(row.own_lines(k) for k in telling):
        return False
    if row.own_keys <= {key}:
        return len(head.keys) > 1 and not _is_name_of_group(lines)
    return bool(telling) and _goes_on_in_lists(row, current)


def _is_name_of_group(lines: Sequence[str]) -> bool:
    return search_key(lines[0]).startswith(("ตัวชี้วัด", "เครื่องมือ", "ด้าน", "มาตรการที่"))


def _goes_on_in_lists(row: BodyRow, current: Draft) -> bool:
    return all(
        not begins_item(row.own_lines(key)[0]) or _numbers_go_on(row, current)
        for key in LIST_KEYS
        if row.own_lines(key) and current.text(key)
    )


def _numbers_restart(row: BodyRow, current: Draft) -> bool:
    """Whether a numbered list begins anew although the measure has its list already."""
    return any(
        numbers_of(row.own_lines(key))[:1] == [1]
        and item_number(row.own_lines(key)[0]) == 1
        and 1 in numbers_of(current.lines.get(key, []))
        for key in LIST_KEYS
        if row.own_lines(key)
    )


def _numbers_go_on(row: BodyRow, current: Draft) -> bool:
    """Whether a numbered list takes up where that of the measure ends."""
    for key in LIST_KEYS:
        new, old = numbers_of(row.own_lines(key)), numbers_of(current.lines.get(key, []))
        if new and old and new[0] == old[-1] + 1:
            return True
    return False


def _same(a: str, b: str) -> bool:
    first, second = (_without_mark(text) for text in (a, b))
    if not first or not second:
        return False
    return first == second or (len(first) > 12 and similarity(first, second) >= _SAME)


def _without_mark(text: str) -> str:
    """The search key without "(ต่อ)", the mark of a continuation."""
    return search_key(text).removesuffix("(ต่อ)").removesuffix("ต่อ").removeprefix("(ต่อ)")


def _joined(old: Sequence[str], new: Sequence[str], *, cut: bool) -> list[str]:
    """Two parts of a cell. A line that was cut goes on without a marker; it is joined to the
    one before with a blank."""
    if not old:
        return list(new)
    listed = any(begins_item(line) for line in old)
    if begins_item(new[0]) or not (cut or listed):
        return [*old, *new]
    return [*old[:-1], f"{old[-1]} {new[0]}", *new[1:]]
