"""Word tables as rows of cells with spans.

Word lays its cells on a grid of column edges. Merged cells are told by grid widths (to the
right) and by cells that continue the one above (downwards); rows may begin or end inside the
grid. Files in which columns were dragged with the mouse have a forest of nearly equal edges,
so edges that no reader sees as a column of its own are put together.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import NamedTuple
from xml.etree.ElementTree import Element

from reports.document import Cell, Column, Image, Line, Row, Table
from reports.readers.word.xml import find, find_all, integer, is_on, value

MAX_COLUMNS = 63  # Word's own limit
_SAME_EDGE = 200  # twips (3.5 mm): no column with text is narrower


class Content(NamedTuple):
    """What a cell holds."""

    lines: tuple[Line, ...]
    images: tuple[Image, ...]


@dataclass(slots=True)
class _Placed:
    """A cell between two edges of the grid; a filler stands where a row has no cell."""

    start: int
    end: int
    nodes: list[Element] = field(default_factory=list)
    continues: bool = False
    filler: bool = False
    rows: int = 1
    lines: tuple[Line, ...] = ()
    images: tuple[Image, ...] = ()


def read_table(node: Element, content: Callable[[Element, bool], Content]) -> Table:
    """A ``w:tbl`` in its final state. ``content`` reads a cell; it is told whether the cell
    only continues the one above, where Word shows nothing of its own."""
    rows = list(find_all(node, "w:tr"))
    placed = [_place(row) for row in rows]
    positions = _positions(node)
    edges = _edges(placed, positions)
    for cell in (cell for row in placed for cell in row):
        cell.start, cell.end = edges[cell.start], edges[cell.end]
    placed = [[cell for cell in row if cell.start < cell.end] for row in placed]
    kept = _merge_down(placed, content)
    headers = _leading_headers(rows)
    return Table(
        rows=tuple(
            Row(tuple(map(_cell, cells)), header=index < headers)
            for index, cells in enumerate(kept)
        ),
        columns=_columns(edges, positions),
    )


def _place(row: Element) -> list[_Placed]:
    """The cells of a row with their edges, fillers at its ends included."""
    properties = find(row, "w:trPr")
    before = _span(value(properties, "w:gridBefore"), least=0)
    placed = [_Placed(0, before, filler=True)] if before else []
    at = before
    for node in find_all(row, "w:tc"):
        cell = find(node, "w:tcPr")
        if placed and _merge_state(cell, "w:hMerge") == "continue" and not placed[-1].filler:
            at = min(at + 1, MAX_COLUMNS)
            placed[-1].end = at
            placed[-1].nodes.append(node)
            continue
        start, at = at, min(at + _span(value(cell, "w:gridSpan"), least=1), MAX_COLUMNS)
        continues = _merge_state(cell, "w:vMerge") == "continue"
        if start == at:  # beyond the last column: its text is kept in the cell before it
            placed[-1].nodes.append(node)
        else:
            placed.append(_Placed(start, at, [node], continues))
    after = min(at + _span(value(properties, "w:gridAfter"), least=0), MAX_COLUMNS)
    if after > at:
        placed.append(_Placed(at, after, filler=True))
    return placed


def _span(text: str | None, *, least: int) -> int:
    return min(max(integer(text, least), least), MAX_COLUMNS)


def _merge_state(properties: Element | None, tag: str) -> str:
    merge = find(properties, tag)
    return "" if merge is None else merge.get("w:val", "continue")


def _positions(node: Element) -> list[int]:
    """The places of the grid's edges in twips, empty when the file does not tell them all."""
    widths = [integer(column.get("w:w"), 0) for column in find_all(node, "w:tblGrid/w:gridCol")]
    return [0, *accumulate(widths)] if widths and min(widths) > 0 else []


def _edges(placed: list[list[_Placed]], positions: list[int]) -> dict[int, int]:
    """The edges in use, numbered from 0; those that are one to the eye get one number."""
    cells = [cell for row in placed for cell in row]
    used = sorted({edge for cell in cells for edge in (cell.start, cell.end)} | {0})
    known = bool(used) and used[-1] < len(positions)
    numbers: dict[int, int] = {}
    first, number = used[0], 0
    for edge in used:
        near = known and positions[edge] - positions[first] < _SAME_EDGE
        held = any(not c.filler and first <= c.start < c.end <= edge for c in cells)
        if edge != first and (held or not near):
            first, number = edge, number + 1
        numbers[edge] = number
    return numbers


def _merge_down(
    placed: list[list[_Placed]], content: Callable[[Element, bool], Content]
) -> list[list[_Placed]]:
    """Each merged cell once, at its top, with the number of its rows. Text that stands in a
    lower part of a merged cell is kept at the end of the whole."""
    kept: list[list[_Placed]] = []
    above: dict[tuple[int, int], _Placed] = {}
    for row in placed:
        here: dict[tuple[int, int], _Placed] = {}
        own: list[_Placed] = []
        for cell in row:
            edges = (cell.start, cell.end)
            origin = above.get(edges) if cell.continues else None
            if origin is None:
                origin = cell
                own.append(cell)
            else:
                origin.rows += 1
            for node in cell.nodes:
                read = content(node, origin is not cell)
                origin.lines += read.lines
                origin.images += read.images
            if not cell.filler:
                here[edges] = origin
        kept.append(own)
        above = here
    return kept


def _cell(placed: _Placed) -> Cell:
    return Cell(placed.lines, placed.images, placed.end - placed.start, placed.rows)


def _leading_headers(rows: list[Element]) -> int:
    for index, row in enumerate(rows):
        if not is_on(find(row, "w:trPr"), "w:tblHeader"):
            return index
    return len(rows)


def _columns(edges: dict[int, int], positions: list[int]) -> tuple[Column, ...]:
    """The columns with their share of the width, empty when the file does not tell it."""
    if max(edges) >= len(positions):
        return ()
    first_of: dict[int, int] = {}
    for edge, number in sorted(edges.items()):
        first_of.setdefault(number, positions[edge])
    places = list(first_of.values())
    whole = places[-1] - places[0]
    return tuple(
        Column(width=round(100 * (right - left) / whole, 1)) for left, right in pairwise(places)
    )
