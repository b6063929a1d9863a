"""Small documents for the tests of the recogniser, built from the vocabulary itself."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from assessments.catalogue import Catalogue
from reports.document import Block, Cell, Document, Heading, Image, Line, Paragraph, Row, Table
from reports.readers.grid import GridRow, grid_of
from reports.readers.recognised import Recognised
from reports.readers.recogniser import recognise

FRAMEWORKS = Path(__file__).resolve().parents[2] / "fixtures" / "frameworks"


@cache
def catalogue(year: int) -> Catalogue:
    return Catalogue.from_data(json.loads((FRAMEWORKS / f"{year}.json").read_text("utf-8")))


def cell(text: str = "", *, down: int = 1, across: int = 1, picture: str = "") -> Cell:
    images = (Image(picture, "ภาพถ่าย"),) if picture else ()
    lines = tuple(Line(part) for part in text.split("\n")) if text else ()
    return Cell(lines, images, colspan=across, rowspan=down)


def row(*cells: str | Cell, header: bool = False) -> Row:
    return Row(tuple(c if isinstance(c, Cell) else cell(c) for c in cells), header=header)


def table(*rows: Sequence[str | Cell]) -> Table:
    """Rows as plain sequences; nothing is marked as a header, as in files of other programs."""
    return Table(tuple(row(*cells) for cells in rows))


def grid(*rows: Sequence[str | Cell]) -> tuple[GridRow, ...]:
    return grid_of(table(*rows))


def text(words: str, *, bold: bool = False) -> Paragraph:
    return Paragraph(words, bold=bold)


def title(words: str) -> Paragraph:
    return Paragraph(words, bold=True, align="center")


def heading(words: str) -> Heading:
    return Heading(words, level=2)


def document(*blocks: Block) -> Document:
    return Document(tuple(blocks))


def read(*blocks: Block, year: int = 2566, **options: object) -> Recognised:
    """Recognise blocks as a report of ``year``."""
    return recognise(
        document(*blocks),
        [catalogue(year - 1), catalogue(year)],
        fiscal_year=year,
        **options,  # type: ignore[arg-type]
    )
