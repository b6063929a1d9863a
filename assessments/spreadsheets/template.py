"""The portal's own workbook to fill in: the year's indicators, questions and items, with what is
stored already. Reading it back unchanged changes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from assessments.catalogue import Catalogue
from assessments.score_sheet import ScoreSheet
from ita_portal.spreadsheets import safe_cell

_HEAD = PatternFill("solid", fgColor="FFE3EAF1")
_FILL = PatternFill("solid", fgColor="FFFFF9DB")


def score_template(catalogue: Catalogue, sheet: ScoreSheet) -> bytes:
    """An .xlsx for a year; the yellow cells are to be filled in."""
    book = Workbook()
    book.remove(book.active)
    year = catalogue.fiscal_year
    _add(book, "ภาพรวม", ("รายการ", "คะแนน"), [
        ("คะแนนรวม", sheet.total), ("ระดับผลการประเมิน", sheet.rating or None),
        *((entry.code, sheet.instruments.get(entry.code)) for entry in catalogue.instruments),
    ], (40, 14))  # fmt: skip
    _add(book, "ผลการประเมิน", ("ลำดับ", "เครื่องมือ", "ตัวชี้วัด", "คะแนน"), [
        (entry.number, entry.instrument, entry.name, sheet.indicators.get(entry.number))
        for entry in catalogue.indicators
    ], (8, 12, 50, 14))  # fmt: skip
    _add(book, "ตัวชี้วัดย่อย", ("ตัวชี้วัดย่อยที่", "ตัวชี้วัดย่อย", "คะแนน"), [
        (entry.number, entry.name, sheet.sub_indicators.get(entry.number))
        for entry in catalogue.sub_indicators
    ], (16, 60, 14))  # fmt: skip
    heads = ("รหัสข้อ", "ข้อคำถาม", "คะแนน", "แนวทางการพัฒนา")
    _add(book, "ข้อคำถาม", heads, _question_rows(catalogue, sheet), (10, 70, 12, 60))
    heads = ("รหัสข้อ", "ข้อมูล", "คะแนน", "แนวทางการพัฒนา")
    _add(book, "ข้อมูล OIT", heads, [
        (entry.code, entry.title, sheet.items.get(entry.code), sheet.guidance.get(entry.code))
        for entry in catalogue.items
    ], (10, 70, 12, 60))  # fmt: skip
    book.properties.title = f"คะแนน ITA ปีงบประมาณ พ.ศ. {year}"
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _question_rows(catalogue: Catalogue, sheet: ScoreSheet) -> Iterable[tuple[Any, ...]]:
    """Each question, and below it a row for each of its parts."""
    for entry in catalogue.questions:
        code = entry.code
        yield code, entry.text, sheet.questions.get(code), sheet.guidance.get(code)
        if options := sheet.options.get(code):
            yield from ((None, option.text, option.score, None) for option in options)
        else:
            yield from ((None, text, None, None) for text in entry.options)


def _add(
    book: Workbook,
    name: str,
    heads: tuple[str, ...],
    rows: Iterable[tuple[Any, ...]],
    widths: tuple[int, ...],
) -> None:
    rows = list(rows)
    if not rows:
        return
    sheet = book.create_sheet(name)
    sheet.append(heads)
    score = heads.index("คะแนน")
    for row in rows:
        sheet.append([safe_cell(value) for value in row])
        cell = sheet.cell(sheet.max_row, score + 1)
        cell.fill, cell.number_format = _FILL, "0.00"
    for column, width in enumerate(widths, start=1):
        head = sheet.cell(1, column)
        head.font, head.fill = Font(bold=True), _HEAD
        sheet.column_dimensions[get_column_letter(column)].width = width
        for line in sheet.iter_rows(min_col=column, max_col=column):
            line[0].alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
