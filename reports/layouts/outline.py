"""Headings that nest, and tables with a header: what readers of a page by ear depend on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ita_portal.thai.text import compact
from reports.document import Block, Heading, Row, Table, Title

_LONGEST_HEADING = 80


def nested(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks with headings of which none is more than one level below the one before.
    Headings of one level below the same heading keep one level."""
    above: list[int] = []  # the levels as given of the headings that the next one stands below
    for block in blocks:
        if isinstance(block, Title):
            above = []
        if isinstance(block, Heading):
            while above and above[-1] >= block.level:
                above.pop()
            above.append(block.level)
            block = replace(block, level=len(above))
        yield block


def with_headers(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks of a read document with the first row of each table marked as its header
    where the file does not say it: a row of short texts, none of them empty."""
    return tuple(_marked(block) if isinstance(block, Table) else block for block in blocks)


def _marked(table: Table) -> Table:
    if len(table.rows) < 2 or any(row.header for row in table.rows):
        return table
    first = table.rows[0]
    if len(first.cells) < 2 or not all(_is_heading(cell.text) for cell in first.cells):
        return table
    return replace(
        table, rows=(Row(first.cells, header=True, anchor=first.anchor), *table.rows[1:])
    )


def _is_heading(text: str) -> bool:
    return 0 < len(compact(text)) <= _LONGEST_HEADING
