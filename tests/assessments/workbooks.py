"""Small workbooks for tests."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from openpyxl import Workbook

INDICATORS = ["ลำดับ", "เครื่องมือ", "ตัวชี้วัด", "คะแนน", "ผลการประเมิน"]
QUESTIONS = ["รหัสข้อ", "ข้อคำถาม", "คะแนน", "แนวทางการพัฒนา"]


def workbook(**sheets: list[list[Any]]) -> bytes:
    """An .xlsx with a sheet for each keyword: its rows, the header first."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    file = BytesIO()
    book.save(file)
    return file.getvalue()
