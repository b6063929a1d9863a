"""Which headers a cell of a PDF's table has, where headers span rows or columns.

WeasyPrint numbers the columns wrongly as soon as a header cell spans two rows or columns, so
that cells below a heading of two levels have no header, or another's. ``exact_table_headers``
lays the cells on a grid and names the headers above each cell anew. Like
``reports.writers.text_layer`` it wraps a private function of the pinned version; when the tests
pass without it, delete this module.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pydyf
from weasyprint.pdf import tags as weasyprint_tags

_plain_build = weasyprint_tags._build_box_tree
_tagging = threading.RLock()


@contextmanager
def exact_table_headers() -> Iterator[None]:
    """While this holds, PDFs are written with the right headers for each cell."""
    with _tagging:
        weasyprint_tags._build_box_tree = _build
        try:
            yield
        finally:
            weasyprint_tags._build_box_tree = _plain_build


def _build(box: Any, *arguments: Any) -> Iterator[Any]:
    yield from _plain_build(box, *arguments)
    if getattr(box, "is_table_wrapper", False) and (table := box.get_wrapped_table()):
        name_headers(list(_rows(table)))


def _rows(box: Any) -> Iterator[Any]:
    for child in box.children:
        if child.element_tag == "tr":
            yield child
        else:
            yield from _rows(child)


def name_headers(rows: Iterable[Any]) -> None:
    """Give each data cell the identifiers of the header cells above it, in their order."""
    headers: defaultdict[int, list[Any]] = defaultdict(list)
    for x, cell in _placed(rows):
        if cell.element is None or not hasattr(cell, "mark"):
            continue
        columns = range(x, x + cell.colspan)
        if cell.element_tag == "th":
            for column in columns:
                headers[column].append(cell.mark["ID"])
        elif cell.element_tag == "td":
            named = {id(header): header for column in columns for header in headers[column]}
            cell.mark["A"]["Headers"] = pydyf.Array(named.values())


def _placed(rows: Iterable[Any]) -> Iterator[tuple[int, Any]]:
    """Each cell with its column on the grid."""
    covered: set[tuple[int, int]] = set()
    for y, row in enumerate(rows):
        x = 0
        for cell in row.children:
            while (y, x) in covered:
                x += 1
            covered |= {
                (y + dy, x + dx) for dy in range(cell.rowspan) for dx in range(cell.colspan)
            }
            yield x, cell
            x += cell.colspan
