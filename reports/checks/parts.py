"""A document as the rules look at it: lines with their places, tables, rows and measures."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from ita_portal.thai.numerals import to_arabic
from ita_portal.thai.squeezing import Squeezed, squeeze
from reports.checks.finding import Hit, Place, Severity
from reports.checks.keys import compact, is_plain
from reports.readers.recognised import RecognisedMeasure

PassageKind = Literal[
    "title", "heading", "paragraph", "separator", "page_number", "memo", "signature", "caption",
    "figure", "header", "cell",
]  # fmt: skip


_GAP = re.compile(r"\s+|\.{2,}|…+|_{2,}")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))


@lru_cache(maxsize=32768)
def squeezed(text: str) -> Squeezed:
    """``text`` without blanks, in Arabic digits; the same text is squeezed once.

    A line that is in normal form already (``is_plain``) is taken in whole pieces, with
    the same result as by ``squeeze``, many times faster.
    """
    if "\n" in text or not is_plain(text):
        return squeeze(text)
    pieces: list[str] = []
    starts, ends = array("l"), array("l")
    at = 0
    for gap in (*_GAP.finditer(text), None):
        until = gap.start() if gap else len(text)
        piece = to_arabic(text[at:until]).translate(_DASHES)
        if piece and pieces and pieces[-1][-1] in "0123456789" and piece[0] in "0123456789":
            pieces.append(" ")
            starts.append(at)
            ends.append(at)
        if piece:
            pieces.append(piece)
            starts.extend(range(at, until))
            ends.extend(range(at + 1, until + 1))
        at = gap.end() if gap else until
    joined = "".join(pieces)
    return Squeezed(text, joined, starts, ends, ((0, len(joined)),))


@dataclass(frozen=True, slots=True)
class Passage:
    """One line of the document in its place."""

    text: str
    place: Place
    kind: PassageKind
    level: int = 0  # of a heading

    @property
    def squeezed(self) -> Squeezed:
        """The line without blanks, with a way back."""
        return squeezed(self.text)

    def hit(
        self,
        message: str,
        start: int = 0,
        end: int | None = None,
        *,
        repair: str | None = None,
        severity: Severity | None = None,
    ) -> Hit:
        """A hit on ``text[start:end]``, by default on the whole line."""
        text = self.text[start:end]
        start += len(text) - len(text.lstrip())
        return Hit(self.place, text.strip(), message, start, repair, severity)

    def hit_squeezed(
        self,
        message: str,
        start: int,
        end: int,
        *,
        repair: str | None = None,
        severity: Severity | None = None,
    ) -> Hit:
        """A hit on what stands at ``squeezed.text[start:end]``, quoted as it was typed."""
        first, last = self.squeezed.source_span(start, end)
        return self.hit(message, first, last, repair=repair, severity=severity)


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell below a header: the meaning and the heading of its column, and its lines."""

    column: int
    key: str
    heading: str
    lines: tuple[Passage, ...]
    pictures: int
    place: Place
    own: bool = True  # False where a merged cell from above holds

    @property
    def text(self) -> str:
        """The lines joined by line feeds."""
        return "\n".join(line.text for line in self.lines)

    @property
    def is_empty(self) -> bool:
        """Neither text nor picture."""
        return not self.pictures and not compact(self.text)


@dataclass(frozen=True, slots=True)
class RowView:
    """A row below a header; ``name`` is "t2r1"."""

    name: str
    cells: tuple[CellView, ...]
    measure: int = 0

    def cell(self, *keys: str) -> CellView | None:
        """The first cell that begins here under one of the meanings."""
        return next((c for c in self.cells if c.key in keys and c.own), None)

    def headed(self, word: str) -> CellView | None:
        """The first cell whose column heading contains the word, blanks ignored."""
        return next((c for c in self.cells if word in compact(c.heading)), None)

    @property
    def lines(self) -> Iterator[Passage]:
        """All lines of the row in reading order."""
        for cell in self.cells:
            if cell.own:
                yield from cell.lines


@dataclass(frozen=True, slots=True)
class TableView:
    """A table. ``header`` are the lines of its header rows."""

    number: int
    block: int
    name: str  # "b09"
    is_of_measures: bool
    header: tuple[Passage, ...]
    headings: tuple[tuple[str, str], ...]  # heading and key of each column
    rows: tuple[RowView, ...]

    def has(self, *keys: str) -> bool:
        """Whether a column has one of these meanings."""
        return any(key in keys for _, key in self.headings)

    def headed(self, word: str) -> bool:
        """Whether the heading of a column contains the word."""
        return any(word in compact(heading) for heading, _ in self.headings)


@dataclass(frozen=True, slots=True)
class MeasureView:
    """A measure: what was recognised of it, and the rows that it stands in."""

    number: int
    data: RecognisedMeasure
    rows: tuple[RowView, ...] = field(default=())
    keys: frozenset[str] = frozenset()  # meanings of the columns of its tables

    def cells(self, *keys: str) -> list[CellView]:
        """The cells under one of the meanings that hold something, in reading order."""
        return [
            cell for row in self.rows for cell in row.cells
            if cell.key in keys and cell.own and not cell.is_empty
        ]  # fmt: skip

    def lines(self, *keys: str) -> list[Passage]:
        """The lines under the meanings, over all rows of the measure."""
        return [line for cell in self.cells(*keys) for line in cell.lines if compact(line.text)]

    def place(self, *keys: str) -> Place:
        """Where a missing thing would stand: the cell under the first meaning that the table
        has, else the first cell."""
        for key in keys:
            for row in self.rows:
                if cell := row.cell(key):
                    return cell.place
        for row in self.rows:
            for cell in row.cells:
                if cell.own:
                    return cell.place
        return Place("", "", self.number)

    @property
    def identity(self) -> list[Passage]:
        """The lines that say what the measure is about."""
        return self.lines("title", "issue", "indicator")
