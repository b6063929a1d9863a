"""Defects of the structure: cells, rows, pages. And the list of all rules with their tests."""

# ruff: noqa: E501 (rows of data)
from __future__ import annotations

from collections.abc import Callable

import pytest

from reports.checks.finding import Severity
from reports.checks.registry import RULES
from reports.document import Cell, Document, Heading, Image, Paragraph, Table
from tests.checks import clean
from tests.checks.changing import with_blocks, with_cell, with_row, with_rows_exchanged
from tests.checks.helpers import check, grave
from tests.checks.test_variants import NEAR_MISSES, VARIANTS, with_defect

Change = Callable[[Document], Document]
PHOTO = Image("1.jpg", "การประชุม")


def pages(*numbers: str) -> Change:
    """Page numbers typed below one another."""
    lines = (Paragraph(number, role="page_number") for number in numbers)
    return lambda document: with_blocks(document, 3, *lines)


def two_parts(*below: Paragraph | Table) -> Change:
    """Two numbered parts, the first of which says that something follows."""
    first = (Heading("๑. หลักเกณฑ์", level=2), Paragraph("การพิจารณามีขั้นตอนตามลำดับ ดังนี้"), *below)
    second = (Heading("๒. วิธีการ", level=2), Paragraph("พิจารณาโดยคณะทำงาน"))
    return lambda document: with_blocks(document, 2, *first, *second)


def items_of_indicator_ten(
    stated: str, strong: str = "๑๐๐", guideline: str = "รักษามาตรฐาน"
) -> Change:
    """The items of FY2565's indicator 10 listed among the weak points: 10.1 is 5 of 8, 10.2 is
    2 of 2, so 62.50 and 100.00 make 81.25."""
    items = [("O๓๔ นโยบายไม่รับของขวัญ (No Gift Policy)", "๑๐๐"), ("O๓๕ การมีส่วนร่วมของผู้บริหาร", strong),
             ("O๓๖ การประเมินความเสี่ยงการทุจริตประจำปี", "๐"), ("O๓๗ การดำเนินการเพื่อจัดการความเสี่ยงการทุจริต", "๐"),
             ("O๓๘ การเสริมสร้างวัฒนธรรมองค์กร ตามมาตรฐานทางจริยธรรม", "๐"), ("O๓๙ แผนปฏิบัติการป้องกันการทุจริต", "๑๐๐"),
             ("O๔๐ รายงานการกำกับติดตามการดำเนินการป้องกันการทุจริตประจำปี รอบ ๖ เดือน", "๑๐๐"),
             ("O๔๑ รายงานผลการดำเนินการป้องกันการทุจริตประจำปี", "๑๐๐"),
             ("O๔๒ มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน", "๑๐๐"),
             ("O๔๓ การดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน", "๑๐๐")]  # fmt: skip
    weak = clean.table(
        ("ลำดับ", "เครื่องมือการประเมิน", "ตัวชี้วัด", "คะแนน", "แนวทางการพัฒนา"),
        ("๓", "OIT", "การป้องกันการทุจริต", stated, ""),
        *(
            ("", "", f"ข้อ {title}", score, guideline if title.startswith("O๓๖") else "")
            for title, score in items
        ),
    )

    def change(document: Document) -> Document:
        document = with_cell(document, 1, 10, 3, stated)
        heading = Heading(f"๓.ตัวชี้วัดการป้องกันการทุจริต {stated} คะแนน ผลการประเมิน ไม่ผ่านเกณฑ์", level=3)
        strong_points = next(
            n
            for n, b in enumerate(document.blocks)
            if isinstance(b, Heading) and b.text.startswith("๒)")
        )
        return with_blocks(document, strong_points, heading, weak)

    return change


def options(first: str) -> Change:
    """A question with the scores of its three options, of which 96.00 is the mean."""
    return lambda document: with_cell(
        with_cell(document, 4, 1, 0, "I๔ บุคลากรในหน่วยงานของท่าน มีการเรียกรับสิ่งดังต่อไปนี้\n▪ เงิน\n▪ ทรัพย์สิน\n▪ ประโยชน์อื่น ๆ"),
        4, 1, 1, f"{first}\n๙๕.๐๐\n๙๖.๐๐\n๙๗.๐๐",
    )  # fmt: skip


def day_in_its_own_column() -> Document:
    """A status in words beside the day of completion."""
    header = ("มาตรการ", "ผู้รับผิดชอบ", "ขั้นตอนหรือวิธีการ", "สถานะการดำเนินการ", "วันที่ดำเนินการแล้วเสร็จ")
    row = ("ทบทวนคู่มือประชาชน", "สำนักปลัด", "๑. สำรวจงานบริการ", "ดำเนินการแล้ว", "๒๔ ม.ค. ๖๘")
    return Document((clean.table(header, row),), fiscal_year=2568)


# Rule, layout, change, where: the rule speaks there.
FIRES: list[tuple[str, str, Change, str]] = [
    ("C10", "analysis-plan", lambda d: with_rows_exchanged(d, 5, 1, 2), "t5r1"),
    ("D8", "analysis-plan", lambda d: with_cell(d, 2, 1, 2, "การใช้อำนาจ"), "b"),
    ("D10", "analysis-plan", items_of_indicator_ten("๘๔.๐๐"), "t1r10"),
    ("D11", "analysis-plan", options("๙๒.๐๐"), "t4r1"),
    ("E8", "progress-text", two_parts(), "b"),
    ("E9", "memo-results", lambda d: with_cell(d, 2, 1, 1, ""), "t2r1"),
    ("E10", "results", lambda d: with_row(d, 1, 2, "", "", "", "", "", ""), "t1r2"),
    ("E11", "analysis-plan", lambda d: with_cell(d, 2, 1, 0, ""), "t2r1"),
    ("F5", "progress-text", pages("- ๑ -", "- ๓ -"), "b"),
    ("F8", "memo-results", lambda d: with_cell(d, 2, 2, 0, "๒. รักษาความสะอาดของอาคารสำนักงานและบริเวณโดยรอบ"), "t2r2"),
    ("F11", "analysis-plan", items_of_indicator_ten("๘๑.๒๕", guideline="ดำเนินการตามมาตรการข้อ ๑๒"), "t4r4"),
]  # fmt: skip

# What looks like it and is right.
SILENT: list[tuple[str, str, Change]] = [
    ("B1", "results", lambda d: day_in_its_own_column()),
    ("D10", "analysis-plan", items_of_indicator_ten("๘๑.๒๕")),
    ("D11", "analysis-plan", options("๙๖.๐๐")),
    ("D14", "analysis-plan", lambda d: with_cell(with_cell(d, 2, 2, 3, "๘๕.๐๐"), 5, 1, 0, "I๙ หน่วยงานของท่าน")),
    ("E8", "progress-text", two_parts(clean.table(("ลำดับ", "ขั้นตอน"), ("๑", "ยื่นคำขอ")))),
    ("E9", "memo-results", lambda d: with_cell(d, 2, 1, 1, Cell(images=(PHOTO, PHOTO)))),
    ("E10", "analysis-plan", lambda d: with_row(d, 2, 3, "", "", "รวม", "", "")),
    ("E11", "analysis-plan", lambda d: with_cell(d, 2, 1, 0, "๑.")),
    ("F5", "progress-text", pages("- ๑ -", "- ๒ -")),
    ("F10", "results", lambda d: with_blocks(d, 2, Paragraph("ลงชื่อ.............ผู้รายงาน"), Paragraph("ตำแหน่ง .............."))),
    ("F8", "memo-results", lambda d: with_cell(d, 2, 2, 0, "๒. ตัวชี้วัดที่ ๕ การแก้ไขปัญหาการทุจริต ประกาศนโยบายไม่รับของขวัญ (No Gift)")),
    ("F11", "analysis-plan", items_of_indicator_ten("๘๑.๒๕", guideline="ดำเนินการตามมาตรการข้อ ๓๗")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "layout", "change", "where"), FIRES, ids=[one[0] for one in FIRES]
)
def test_a_defect_is_found_at_its_place(rule: str, layout: str, change: Change, where: str) -> None:
    make, year, round = clean.ALL[layout]
    assert check(make(), rule, year=year, round=round) == []
    found = check(change(make()), rule, year=year, round=round)
    assert [where in finding.where for finding in found] == [True], [f.where for f in found]


@pytest.mark.parametrize(("rule", "layout", "change"), SILENT, ids=[one[0] for one in SILENT])
def test_a_near_miss_of_it_is_let_alone(rule: str, layout: str, change: Change) -> None:
    make, year, round = clean.ALL[layout]
    found = check(change(make()), rule, year=year, round=round)
    assert [(f.where, f.text, f.message) for f in found] == []


TOLD_ONLY = [
    ("A3", "memo-results", "๒๙ กันยายน ๒๕๖๖", "๑๒ ตุลาคม ๒๕๖๖"),
    ("E2", "memo-results", "รายงานผู้บริหารภายในเดือนมีนาคม ๒๕๖๖", "รายงานผู้บริหารภายใน ๙๐ วันนับแต่วันสิ้นปีงบประมาณ"),
    ("E7", "results", "รอบ ๑๒ เดือน ", ""),  # a report on the whole year, without a status
    ("G1", "results", "- ประชุมชี้แจงเจ้าหน้าที่", "- ศึกษาดูงาน ณ เทศบาลเมืองหนองตัวอย่าง"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "layout", "old", "new"), TOLD_ONLY, ids=[x[0] for x in TOLD_ONLY])
def test_what_may_be_meant_is_told_for_information(
    rule: str, layout: str, old: str, new: str
) -> None:
    make, year, round = clean.ALL[layout]
    found = check(with_defect(make(), old, new), year=year, round=round)
    assert rule in {finding.rule for finding in found}
    assert grave(found) == []


def test_a_form_without_a_place_for_indicators_is_told_so_once() -> None:
    bare = with_defect(clean.results(), "ตัวชี้วัดที่ ๑ การปฏิบัติหน้าที่\n", "")
    bare = with_defect(bare, "ตัวชี้วัดที่ ๔ การใช้ทรัพย์สินของราชการ\nกำหนด", "กำหนด")
    found = check(bare, "E13", year=2568, round="12m")
    assert [finding.severity for finding in found] == [Severity.INFO]


def test_each_rule_has_a_test_that_fires_and_one_on_a_near_miss() -> None:
    fires = {one[0] for one in VARIANTS} | {one[0] for one in FIRES}
    silent = {one[0] for one in NEAR_MISSES} | {one[0] for one in SILENT}
    assert set(RULES) - fires == set()
    assert set(RULES) - silent == set()
