"""The header of a table, of one level or of two."""

from __future__ import annotations

from collections.abc import Iterable

from reports.document import Cell, Column, Line, Row, Table
from reports.layouts.layout import LayoutTable


def as_table(table: LayoutTable, rows: Iterable[Row]) -> Table:
    """The rows below the table's header."""
    return Table(
        rows=(*header_rows(table), *rows),
        columns=tuple(Column(c.field, c.width, c.align) for c in table.columns),
    )


def header_rows(table: LayoutTable) -> tuple[Row, ...]:
    """One header row, or two where columns share a heading above theirs."""
    if not any(column.over for column in table.columns):
        return (Row(tuple(_cell(c.heading) for c in table.columns), header=True),)
    upper: list[Cell] = []
    lower: list[Cell] = []
    last_over = ""
    for column in table.columns:
        if not column.over:
            upper.append(_cell(column.heading, rowspan=2))
        else:
            lower.append(_cell(column.heading))
            if column.over == last_over:
                upper[-1] = Cell(upper[-1].lines, colspan=upper[-1].colspan + 1)
            else:
                upper.append(_cell(column.over))
        last_over = column.over
    return (Row(tuple(upper), header=True), Row(tuple(lower), header=True))


def _cell(heading: str, rowspan: int = 1) -> Cell:
    lines = tuple(Line(text, bold=True, align="center") for text in heading.split("\n"))
    return Cell(lines, rowspan=rowspan)
