"""Measures as a workbook or CSV: exactly the cells that the page shows, and a reference.

The reference names measure, round and both versions, so that the file can be imported again
and nobody's later change is overwritten.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from ita_portal.spreadsheets import safe_cell
from measures.columns import COLUMNS
from measures.models import Measure, Progress
from measures.selectors import progress_of

REFERENCE = "รหัสอ้างอิง (ห้ามแก้ไข)"
FORMATS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Reference:
    """Which measure and round a row is about, and which versions it shows."""

    measure: int
    version: int
    round: str
    progress_version: int

    def __str__(self) -> str:
        return f"M{self.measure}.{self.version}/{self.round}.{self.progress_version}"

    @classmethod
    def of(cls, measure: Measure, progress: Progress) -> Reference:
        """The reference of a row as it stands now."""
        return cls(measure.pk, measure.version, progress.round, progress.version)

    @classmethod
    def parse(cls, text: str) -> Reference | None:
        """The reference that ``str`` gave, or None."""
        match = re.fullmatch(r"M([0-9]{1,18})\.([0-9]{1,9})/(6m|12m)\.([0-9]{1,9})", text)
        if match is None:
            return None
        return cls(int(match[1]), int(match[2]), match[3], int(match[4]))


def export_measures(
    measures: Iterable[Measure], round: str, columns: Sequence[str], extension: str
) -> bytes:
    """The table as the bytes of an .xlsx or .csv (with a byte-order mark, for Excel)."""
    heading = [REFERENCE, *(COLUMNS[key].label for key in columns)]
    rows = [heading, *(table_row(measure, round, columns) for measure in measures)]
    return _as_csv(rows) if extension == "csv" else as_workbook(rows)


def table_row(measure: Measure, round: str, columns: Sequence[str]) -> list[str]:
    """The reference and the texts of one row."""
    progress = progress_of(measure, round)
    texts = (COLUMNS[key].text(measure, progress) for key in columns)
    return [str(Reference.of(measure, progress)), *texts]


def _as_csv(rows: Iterable[Sequence[str]]) -> bytes:
    out = StringIO()
    csv.writer(out).writerows([safe_cell(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def as_workbook(rows: Sequence[Sequence[str]]) -> bytes:
    """One sheet, its first row fixed and bold, every cell a text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("มาตรการ")
    sheet.freeze_panes = "B2"
    for index, label in enumerate(rows[0], start=1):
        sheet.column_dimensions[get_column_letter(index)].width = 22 if len(label) < 12 else 30
    top = Alignment(vertical="top", wrap_text=True)
    for number, row in enumerate(rows):
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet, safe_cell(value))
            cell.data_type = "s"
            cell.alignment = top
            if number == 0:
                cell.font = Font(bold=True)
            cells.append(cell)
        sheet.append(cells)
    out = BytesIO()
    book.save(out)
    return out.getvalue()
