"""An imported document's manner of numbering rows and ticking columns, drawn anew."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest

from ita_portal.thai.text import compact
from reports.importing import read_report, store_report
from reports.layouts.build import build_document
from reports.layouts.row_marks import written_number
from reports.models import Report
from tests import factories

TICKED = ("ลำดับ", "ตัวชี้วัด", "ผู้รับผิดชอบ", "ขั้นตอน", "ระยะเวลา", "ยังไม่ดำเนินการ",
          "อยู่ระหว่างดำเนินการ", "ดำเนินการแล้ว", "ผลการดำเนินการ")  # fmt: skip
PLAN = ("ประเด็นที่ต้องพัฒนา", "ผู้รับผิดชอบ", "ขั้นตอนหรือวิธีการ", "การกำกับติดตาม", "หมายเหตุ")


@pytest.mark.parametrize(
    ("number", "sample", "written"),
    [(12, "๑.", "๑๒."), (12, "(1)", "(12)"), (3, "1", "3"), (3, "๑", "๓")],
)
def test_numbers_follow_the_first(number: int, sample: str, written: str) -> None:
    assert written_number(number, sample) == written


def imported(header: tuple[str, ...], *rows: tuple[str, ...]) -> Report:
    file = docx.Document()
    file.add_paragraph("รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส")
    table = file.add_table(rows=0, cols=len(header))
    for row in (header, *rows):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    out = BytesIO()
    file.save(out)
    factories.load_all_frameworks()
    reading = read_report(out.getvalue(), name="x.docx", fiscal_year=2566)
    return store_report(agency=factories.make_agency(), reading=reading, name="x", actor=None)


def body(report: Report) -> list[list[str]]:
    (table,) = build_document(report).tables()
    return [[cell.text for cell in row.cells] for row in table.rows if not row.header]


def ticked(number: str, name: str, *marks: str) -> tuple[str, ...]:
    return (number, name, "กองคลัง", "๑. จัดทำ", "มี.ค. ๒๕๖๖", *marks, "๑. ทำแล้ว")


@pytest.mark.parametrize(
    ("numbers", "tick", "no_tick"),
    [
        (("๑.", "๒."), "/", ""),
        (("1", "2"), "✓", ""),
        (("(1)", "(2)"), "☑", "☐"),
        (("1.1", "2.1"), "●", "○"),
    ],
)
def test_marks_come_back_as_they_stood(
    db: None, numbers: tuple[str, str], tick: str, no_tick: str
) -> None:
    rows = (
        ticked(numbers[0], "๑. การปฏิบัติหน้าที่", no_tick, no_tick, tick),
        ticked(numbers[1], "๒. การใช้งบประมาณ", tick, no_tick, no_tick),
    )
    assert body(imported(TICKED, *rows)) == [list(row) for row in rows]


def test_a_dash_in_one_cell_is_no_manner(db: None) -> None:
    rows = (
        ticked("1", "๑. การปฏิบัติหน้าที่", "-", "", "/"),
        ticked("2", "๒. การใช้งบประมาณ", "", "/", ""),
    )
    shown = body(imported(TICKED, *rows))
    assert [row[5:8] for row in shown] == [["", "", "/"], ["", "/", ""]]


def test_a_remark_of_a_plan_is_kept(db: None) -> None:
    row = ("E6 การเผยแพร่ข้อมูล", "กองคลัง", "๑. จัดทำ", "ภายในเดือนมีนาคม", "รอการอนุมัติ")
    report = imported(PLAN, row)
    assert report.kind == "measures"
    assert [[compact(text) for text in cells] for cells in body(report)] == [
        [compact(text) for text in row]
    ]
