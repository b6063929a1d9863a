"""What a document says of itself as a whole: title, agency and place, year and round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ita_portal.thai.text import fold_blanks
from reports.document import Block, Document, Heading, Memo, Paragraph, Title
from reports.readers.parts import Parts
from reports.readers.tables import SourceTable
from reports.readers.titles import (
    Place,
    find_place,
    find_round,
    find_years,
    is_told_by,
    likeliest_year,
)


@dataclass(frozen=True, slots=True)
class About:
    """The document as a whole. ``year`` and ``round`` are what it says, else what was given."""

    title_lines: tuple[str, ...]
    place: Place
    year: int | None
    round: str
    warnings: tuple[str, ...]


def read_about(
    document: Document,
    memo: Memo | None,
    parts: Parts,
    tables: Sequence[SourceTable],
    *,
    fiscal_year: int | None,
    round: str,
) -> About:
    """What the document says; ``tables`` are those of measures. Of several years the one that
    was given counts when the document names it at all."""
    headings = prominent_lines((*parts.front, *parts.back))
    department = [memo.department] if memo is not None else []
    memo_lines = [memo.subject, *memo.paragraphs] if memo is not None else []
    title = [fold_blanks(line) for line in parts.title_lines]
    subject = memo_lines[:1]
    place = find_place(
        [*parts.place_lines, *title, *department, *headings, *subject], document.texts()
    )
    years = find_years(title, [*headings, *subject], memo_lines) or find_years(
        [], [], [*parts.intro, *document.texts()]
    )
    year = fiscal_year if fiscal_year in years else likeliest_year(years)
    warnings = []
    if fiscal_year and year and year != fiscal_year:
        warnings.append(
            f"เอกสารระบุปีงบประมาณ พ.ศ. {year} แต่เลือกนำเข้าเป็นปี พ.ศ. {fiscal_year} กรุณาตรวจสอบ"
        )
    lines = [" ".join(title), *title, *headings, *parts.intro, *memo_lines]
    columns = [column for table in tables if table.head for column in table.head.columns]
    in_heads = next((column.round for column in columns if column.key and column.round), "")
    found = find_round(lines, fiscal_year or year) or in_heads
    unused = [fold_blanks(line) for line in parts.place_lines if not is_told_by(line, place)]
    return About(tuple(title + unused), place, year or fiscal_year, found or round, tuple(warnings))


def prominent_lines(blocks: Sequence[Block]) -> list[str]:
    """The lines that stand out: titles, headings, what is bold or centred."""
    lines: list[str] = []
    for block in blocks:
        match block:
            case Title(lines=parts):
                lines.extend(line.text for line in parts)
            case Heading(text=text):
                lines.append(text)
            case Paragraph(text=text, bold=bold, align=align) if bold or align == "center":
                lines.append(text)
    return lines
