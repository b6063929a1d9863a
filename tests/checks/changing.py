"""Clean reports with something changed: a cell, a row, a block."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reports.document import Block, Cell, Document, Row, Table


def with_cell(document: Document, table: int, row: int, cell: int, new: str | Cell) -> Document:
    """With another cell in the table and row, both counted from 1 (the header is row 0)."""
    rows = list(_table(document, table).rows)
    cells = list(rows[row].cells)
    cells[cell] = new if isinstance(new, Cell) else Cell.of(new)
    rows[row] = replace(rows[row], cells=tuple(cells))
    return _with_rows(document, table, rows)


def with_row(document: Document, table: int, at: int, *texts: str) -> Document:
    """With one row more."""
    rows = list(_table(document, table).rows)
    rows.insert(at, Row(tuple(Cell.of(text) for text in texts)))
    return _with_rows(document, table, rows)


def with_rows_exchanged(document: Document, table: int, one: int, other: int) -> Document:
    """With two rows in each other's place."""
    rows = list(_table(document, table).rows)
    rows[one], rows[other] = rows[other], rows[one]
    return _with_rows(document, table, rows)


def with_blocks(document: Document, at: int, *blocks: Block) -> Document:
    """With blocks before the one at this place."""
    whole = document.blocks
    return replace(document, blocks=(*whole[:at], *blocks, *whole[at:]))


def _table(document: Document, number: int) -> Table:
    return list(document.tables())[number - 1]


def _with_rows(document: Document, number: int, rows: Sequence[Row]) -> Document:
    old = _table(document, number)
    blocks = (
        replace(block, rows=tuple(rows)) if isinstance(block, Table) and block is old else block
        for block in document.blocks
    )
    return replace(document, blocks=tuple(blocks))
