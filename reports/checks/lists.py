"""The items of a list as they are typed: number, marker, text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ita_portal.thai.numerals import to_arabic
from reports.checks.keys import compact
from reports.checks.parts import Passage
from reports.checks.subject import Subject

LIST_KEYS = ("steps", "monitoring", "results", "outcomes", "responsible")

_NUMBERED = re.compile(
    r"^\s*[(\[]?(?P<number>[0-9๐-๙]{1,2})(?P<gap>\s?)(?P<sign>[.)\]])(?![0-9๐-๙])"
)
_BARE = re.compile(r"^\s*(?P<number>[0-9๐-๙]{1,2})(?:\s*$|(?=\s*[ก-๎]{3}))")
_BULLET = re.compile(r"^\s*[-–—•●▪☐□*\uf000-\uf0ff]")


@dataclass(frozen=True, slots=True)
class Item:
    """An item. ``number`` is 0 for a bullet; ``typed`` are the digits as they stand at
    ``start``..``end`` of the line; ``sign`` follows them."""

    line: Passage
    number: int
    typed: str = ""
    start: int = 0
    end: int = 0
    sign: str = ""


def item_of(line: Passage, *, bare_numbers: bool = False) -> Item | None:
    """The item that a line begins; None for running text."""
    found = _NUMBERED.match(line.text)
    if found is None and bare_numbers:
        found = _BARE.match(line.text)
    if found is not None:
        sign = found["sign"] if "sign" in found.re.groupindex else ""
        number = int(to_arabic(found["number"]))
        return Item(line, number, found["number"], *found.span("number"), sign)
    return Item(line, 0) if _BULLET.match(line.text) else None


def items_of(lines: Sequence[Passage], *, bare_numbers: bool = False) -> list[Item]:
    """The items of a cell; lines that begin none belong to the item before them."""
    return [item for line in lines if (item := item_of(line, bare_numbers=bare_numbers))]


def lists_of(subject: Subject) -> Iterator[list[Passage]]:
    """The lines of each list that could be numbered: a column of a measure over all its rows, a
    cell of another table."""
    for measure in subject.measures:
        for key in LIST_KEYS:
            if lines := measure.lines(key):
                yield lines
    for table in subject.tables:
        for row in table.rows:
            if row.measure:
                continue
            for cell in row.cells:
                if cell.own and len(cell.lines) > 1:
                    yield [line for line in cell.lines if compact(line.text)]
