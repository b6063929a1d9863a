"""The tables of a document: their headers, and which of them are tables of measures.

Tables explain each other: one whose header was left out or run together with its first row has
the columns of its neighbour, and all tables with the same header say together what it means.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assessments.catalogue import Catalogue
from ita_portal.thai.text import fold_blanks
from reports.document import Block, Table
from reports.readers.columns import TICK_KEYS, Head, corrected, of_round
from reports.readers.contents import explained
from reports.readers.grid import GridRow, Slot, grid_of
from reports.readers.headers import find_head, forced_head, repeats_head
from reports.readers.mentions import read_lines
from reports.readers.recognised import ColumnGuess, RecognisedTable
from reports.readers.repairs import fit
from reports.readers.vocabulary import bare_heading

# A person's corrections: (table number from 1, column from 0) -> key.
Corrections = Mapping[tuple[int, int], str]


@dataclass(slots=True)
class SourceTable:
    """A table of the source, by its place among the blocks (``index``) and among the tables
    (``number``, from 1). ``rows`` is known when its measures have been collected."""

    number: int
    index: int
    grid: tuple[GridRow, ...]
    head: Head | None = None
    of_measures: bool = False
    rows: int = 0

    @property
    def body(self) -> tuple[GridRow, ...]:
        """The rows below the header, with the one that was run together with it."""
        if self.head is None:
            return self.grid
        first = (self.head.first,) if self.head.first else ()
        return (*first, *self.grid[self.head.rows :])

    def cells_below(self, x: int) -> list[Slot]:
        """The cells of one column, without the headers that come again."""
        rows = (row for row in self.body if x < len(row.slots) and not row.is_one_text)
        return [row.slots[x] for row in rows if not (self.head and repeats_head(row, self.head))]

    def _is_pictured(self, x: int, key: str) -> bool:
        return key not in TICK_KEYS and any(slot.images for slot in self.cells_below(x))

    def recognised(self) -> RecognisedTable:
        """The table as the preview shows it."""
        if self.head is None:
            first = self.grid[0].slots if self.grid else ()
            headings = [fold_blanks(slot.text.replace("\n", " "))[:120] for slot in first]
            guesses = tuple(ColumnGuess(heading, "") for heading in headings)
            return RecognisedTable(self.number, "other", guesses, max(0, len(self.grid) - 1))
        guesses = tuple(
            ColumnGuess(column.heading, column.key, self._is_pictured(x, column.key))
            for x, column in enumerate(self.head.columns)
        )
        kind = "measures" if self.of_measures else "other"
        rows = self.rows if self.of_measures else len(self.body)
        return RecognisedTable(self.number, kind, guesses, rows)


def tables_of(blocks: Sequence[Block]) -> list[SourceTable]:
    """All tables among the blocks, numbered in reading order."""
    found = [(n, block) for n, block in enumerate(blocks) if isinstance(block, Table)]
    return [SourceTable(number, n, grid_of(block)) for number, (n, block) in enumerate(found, 1)]


def headings_seen(tables: Sequence[SourceTable]) -> str:
    """The first rows of the first tables, for a message."""
    seen = [
        " | ".join(fold_blanks(slot.text.replace("\n", " "))[:40] for slot in table.grid[0].own)
        for table in tables[:5]
        if table.grid and table.grid[0].own
    ]
    return "; ".join(seen) or "(ตารางว่าง)"


def understand(
    tables: Sequence[SourceTable],
    catalogues: Sequence[Catalogue],
    *,
    wanted_round: str,
    corrections: Corrections,
) -> None:
    """Give each table its header, and decide which of them are tables of measures."""
    _find_heads(tables)
    _correct(tables, corrections)
    _explain(tables, wanted_round, catalogues)
    _correct(tables, corrections)  # what a person said stands
    for table in tables:
        table.of_measures = table.head is not None and table.head.is_of_measures
    if not any(table.of_measures for table in tables):
        for table in tables:
            table.of_measures = table.head is not None and table.head.is_perhaps_of_measures


def _find_heads(tables: Sequence[SourceTable]) -> None:
    for table in tables:
        table.head = find_head(table.grid)
    plain = [t for t in tables if t.head and t.head.is_of_measures and not t.head.first]
    for table in tables:
        if siblings := _different_heads(other for other in plain if other is not table):
            table.head = find_head(table.grid, siblings) or table.head
    for before, table in pairwise(tables):
        _go_on(table, before.head)
    for after, table in pairwise(reversed(tables)):
        if after.head and any(fit(row.slots, after.head) > 0 for row in table.grid):
            _go_on(table, after.head)


def _go_on(table: SourceTable, head: Head | None) -> None:
    """A table without a header has the columns of its neighbour when there are as many."""
    width = max((len(row.slots) for row in table.grid), default=0)
    if table.head is None and head and head.is_of_measures and width == len(head.columns) > 1:
        table.head = replace(head, rows=0, captions=(), first=None)


def _different_heads(tables: Iterable[SourceTable]) -> list[Head]:
    """The headers of the tables, each wording once."""
    heads = (table.head for table in tables if table.head)
    return list({tuple(column.heading for column in head.columns): head for head in heads}.values())


def _correct(tables: Sequence[SourceTable], corrections: Corrections) -> None:
    """Apply what a person said, also to the same heading in the tables that follow."""
    standing: dict[tuple[int, str], str] = {}
    for table in tables:
        keys = {x: key for (number, x), key in corrections.items() if number == table.number}
        if keys and table.head is None:
            table.head = forced_head(table.grid)
        if table.head is None:
            continue
        named = [bare_heading(column.heading) for column in table.head.columns]
        standing.update({(x, named[x]): key for x, key in keys.items() if x < len(named)})
        same = {x: standing[x, name] for x, name in enumerate(named) if (x, name) in standing}
        table.head = corrected(table.head, {**same, **keys})


def _explain(
    tables: Sequence[SourceTable], wanted_round: str, catalogues: Sequence[Catalogue]
) -> None:
    """Let the contents of all tables with the same header say what its columns mean."""

    def names_indicator(text: str) -> bool:
        return bool(read_lines(text.split("\n"), catalogues, names_alone=True).indicators)

    for head, family in _families(tables):
        columns = [
            [slot for table in family for slot in table.cells_below(x)]
            for x in range(len(head.columns))
        ]
        told = of_round(
            explained(head, columns, names_indicator),
            wanted_round or _last_round_told(head, columns),
        )
        for table in family:
            if table.head is not None:
                table.head = replace(table.head, columns=told.columns)


def _families(tables: Sequence[SourceTable]) -> list[tuple[Head, list[SourceTable]]]:
    """The tables that may be of measures, those with the same header together."""
    families: dict[tuple[str, ...], tuple[Head, list[SourceTable]]] = {}
    for table in tables:
        head = table.head
        if head is not None and (head.is_of_measures or head.is_perhaps_of_measures):
            named = tuple(f"{c.key} {bare_heading(c.heading)}" for c in head.columns)
            families.setdefault(named, (head, []))[1].append(table)
    return list(families.values())


def _last_round_told(head: Head, columns: Sequence[Sequence[Slot]]) -> str:
    """Of columns for several rounds the last one in which something stands."""
    told = {
        column.round
        for column, cells in zip(head.columns, columns, strict=True)
        if any(not slot.is_empty for slot in cells)
    }
    return "12m" if "12m" in told else "6m"
