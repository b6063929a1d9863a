"""Workbooks in and out: refused when they could do harm, written so that no cell is live."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from ita_portal.archives import MB, Archive, UnreadableDocument, as_file
from ita_portal.thai.text import NO_XML

MAX_UNPACKED = 20 * MB  # a year's scores have about 0.2 MB
MAX_SHEETS, MAX_ROWS, MAX_COLUMNS, MAX_TEXT = 20, 2_000, 40, 10_000

# What begins a formula, in the wide letters of an East Asian keyboard too, and behind signs that
# a spreadsheet leaves out when it reads a cell.
_LIVE = re.compile(r"[\t\r\n]|[\s\x00\u00ad\u200b-\u200f\u2060-\u2064\ufeff']*[=+\-@＝＋－＠]")

Value = str | int | float | Decimal | None


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of a sheet: its number as Excel shows it, and its values (formulas: their last
    result). Dates arrive as their text."""

    number: int
    values: tuple[Value, ...]

    def text(self, column: int) -> str:
        """A cell as text; a whole number without its ``.0``."""
        value = self.values[column] if column < len(self.values) else None
        if value is None:
            return ""
        if isinstance(value, float) and value.is_integer():
            return str(int(value))
        return str(value).strip()

    def place(self, column: int) -> str:
        """The cell's name, as in ``C5``."""
        return f"{get_column_letter(column + 1)}{self.number}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet with its rows in order, wholly empty ones left out."""

    name: str
    rows: tuple[SheetRow, ...]


def read_workbook(content: bytes, *, name: str = "") -> list[Sheet]:
    """The sheets of an .xlsx workbook.

    Raises ``UnreadableDocument`` with a Thai message: for what is no workbook, and, before
    anything is kept in memory, for one that unpacks to more than a table of scores can need.
    """
    before = f"{name}: " if name else ""
    if not content.startswith(b"PK\x03\x04"):
        raise UnreadableDocument("other", f"{before}{_NO_WORKBOOK}")
    try:
        _refuse_large(content)
        book = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
    except UnreadableDocument as error:
        raise UnreadableDocument(error.code, f"{before}{error}") from error
    except (KeyError, ValueError, TypeError, OSError, BadZipFile, InvalidFileException,
            SyntaxError) as error:  # fmt: skip
        # openpyxl answers a damaged file with whatever came up; SyntaxError: XML
        raise UnreadableDocument("broken", f"{before}{_BROKEN}") from error
    try:
        return [
            Sheet(sheet.title, tuple(_rows(sheet)))
            for sheet in book.worksheets[:MAX_SHEETS]
            if sheet.sheet_state == "visible"
        ]
    except (KeyError, ValueError, TypeError, SyntaxError) as error:
        raise UnreadableDocument("broken", f"{before}{_BROKEN}") from error
    finally:
        book.close()


_NO_WORKBOOK = (
    "ไฟล์นี้ไม่ใช่สมุดงาน Excel (.xlsx) กรุณาเปิดด้วย Excel แล้วเลือก ไฟล์ > บันทึกเป็น > สมุดงาน Excel (*.xlsx)"
)
_BROKEN = "อ่านไฟล์ Excel ไม่ได้ กรุณาเปิดไฟล์ด้วย Excel แล้วบันทึกเป็นไฟล์ .xlsx ใหม่"
_TOO_LARGE = "ไฟล์ Excel มีข้อมูลมากผิดปกติ กรุณาใช้แบบฟอร์มของระบบ หรือคัดลอกเฉพาะตารางคะแนนไปไว้ในไฟล์ใหม่"


def _refuse_large(content: bytes) -> None:
    """Unpack everything once, keeping nothing: a directory can lie about lengths."""
    total = 0
    with Archive(as_file(content)) as archive:
        if "xl/workbook.xml" not in archive:
            raise UnreadableDocument("other", _NO_WORKBOOK)
        for member in archive:
            for chunk in archive.chunks(member):
                total += len(chunk)
                if total > MAX_UNPACKED:
                    raise UnreadableDocument("too_large", _TOO_LARGE)


def _rows(sheet: Any) -> Iterator[SheetRow]:
    sheet.reset_dimensions()  # what the file claims of its size is not asked
    rows = sheet.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS)
    for number, cells in enumerate(rows, start=1):
        values = tuple(_shown(cell) for cell in cells)
        if any(value is not None and value != "" for value in values):
            yield SheetRow(number, values)


def _shown(cell: Any) -> Value:
    """A cell's value; a share that is shown as per cent as the number that is shown."""
    value = _plain(cell.value)
    per_cent = isinstance(value, int | float) and "%" in str(cell.number_format or "")
    return Decimal(repr(value)) * 100 if per_cent else value


def _plain(value: Any) -> Value:
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, str):
        return value[:MAX_TEXT]
    return value if value is None or isinstance(value, int | float) else str(value)


def safe_cell(value: Any) -> Any:
    """A value as it may be written into a cell: a text that a spreadsheet would take for a
    formula gets an apostrophe before it, so that it stays the text it is. So does one that
    looks as if it had got one, lest it lose its own when the file is read again."""
    if not isinstance(value, str):
        return value
    value = NO_XML.sub(" ", value)
    return f"'{value}" if _LIVE.match(value) else value
