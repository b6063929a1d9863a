"""The same measures come out however the pages were set: the forms of real reports, with
blanks in headings, rows cut by pages, headers repeated, left out or run together."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ita_portal.thai.text import compact
from reports.document import Block, PageBreak, Row, Table
from reports.readers.recogniser import recognise
from tests.readers.building import catalogue, cell, document, title

Cells = tuple[str, ...]


@dataclass(frozen=True)
class Form:
    """A kind of report: its headings, the fields behind them, and measures to fill it with."""

    headings: Cells
    fields: Cells
    rows: tuple[Cells, ...]


STATUS = Form(
    (
        "ประเด็นที่ต้องปรับปรุงแก้ไข/ ประเด็นที่ต้องพัฒนา",
        "ผู้รับผิดชอบ",
        "ขั้นตอนหรือวิธีการ/มาตรการ",
        "การรายงานผลและการกำกับติดตาม กำหนดเวลาแล้วเสร็จ",
        "การดำเนินการ",
    ),
    ("issue", "responsible_text", "steps", "monitoring", "status_text"),
    (
        ("E๖ การเผยแพร่ข้อมูลของหน่วยงาน", "เจ้าหน้าที่ทุกภารกิจงาน", "๑. จัดช่องทาง\n๒. เสนอผู้บริหาร",
         "๑. รายงานไตรมาสละ ๑ ครั้ง\n๒. กำชับเจ้าหน้าที่", "ดำเนินการแล้ว เมื่อวันที่ ๒๓ มกราคม ๒๕๖๖"),
        ("E๙ การชี้แจงและตอบคำถาม", "สำนักปลัด กองคลัง", "๑. แต่งตั้งเจ้าหน้าที่\n๒. รายงาน\n๓. ประชาสัมพันธ์",
         "๑. รายงานทุก ๖ เดือน", "อยู่ระหว่างดำเนินการ"),
        ("E๑๐ ช่องทางร้องเรียนการทุจริต", "กองช่าง", "๑. จัดช่องทาง\n๒. แจ้งผล", "๑. รายงาน\n๒. กำกับ",
         "ยังไม่ดำเนินการ"),
    ),
)  # fmt: skip
RESULTS = Form(
    (
        "มาตรการ/กิจกรรม",
        "วิธีการดำเนินการ",
        "ผู้รับผิดชอบ",
        "ระยะเวลา",
        "สรุปผลการดำเนินการตาม มาตรการ/กิจกรรม",
        "ผลลัพธ์หรือความสำเร็จของ การดำเนินการ",
    ),
    ("title", "steps", "responsible_text", "period_text", "results", "outcomes"),
    (
        ("ปรับปรุงคุณภาพการบริการ", "๑. จัดทำคู่มือ\n๒. กำชับเจ้าหน้าที่\n๓. ประชาสัมพันธ์", "สำนักปลัด กองช่าง",
         "ปีงบประมาณ ๒๕๖๖", "มีคู่มือสำหรับประชาชน\nเผยแพร่บนเว็บไซต์", "- ประชาชนทราบขั้นตอน"),
        ("ป้องกันการนำทรัพย์สินไปใช้ส่วนตัว", "๑. จัดทำแนวปฏิบัติ\n๒. ประกาศ", "กองคลัง", "ปีงบประมาณ ๒๕๖๖",
         "- มีแนวปฏิบัติการยืม", "การยืมมีระเบียบ"),
        ("ควบคุมการใช้อำนาจ", "๑. ประเมินความเสี่ยง\n๒. อบรม\n๓. เผยแพร่", "งานบุคคล สำนักปลัด",
         "ปีงบประมาณ ๒๕๖๖", "- มีการประเมิน\n- มีการอบรม", "ความเสี่ยงลดลง"),
    ),
)  # fmt: skip
TICKS = Form(
    (
        "ตัวชี้วัดของการประเมิน ITA",
        "(๑) ผู้รับผิดชอบหรือผู้ที่เกี่ยวข้อง",
        "(๒) ขั้นตอนหรือวิธีปฏิบัติ",
        "(๓) แนวทางการกำกับติดตามให้นำไปสู่การปฏิบัติและการรายงานผล",
        "(๔) ระยะเวลาดำเนินการ",
        "ยังไม่ดำเนินการ",
        "อยู่ระหว่างดำเนินการ",
        "ดำเนินการแล้ว",
        "(๕) การรายงานผลการดำเนินการ",
    ),
    ("issue", "responsible_text", "steps", "monitoring", "period_text", "", "", "", "results"),
    (
        ("๑. การใช้งบประมาณ", "สำนักปลัด กองคลัง", "๑. จัดทำแผน\n๒. เผยแพร่", "๑. รายงานผล", "มี.ค. ๒๕๖๖",
         "", "", "/", "- รายไตรมาส\n๑. เผยแพร่แผน"),
        ("๒. การใช้อำนาจ", "สำนักปลัด", "๑. ประกาศ\n๒. แจ้งเวียน", "๑. รายงานผล\n๒. กำกับ",
         "ต.ค. ๒๕๖๕ ถึง มี.ค. ๒๕๖๖", "", "✓", "", "- รายปี"),
        ("๓. การแก้ไขปัญหาการทุจริต", "ทุกกอง", "๑. อบรม\n๒. ติดตาม", "๑. รายงาน",
         "ต.ค. ๒๕๖๕ ถึง มี.ค. ๒๕๖๖", "●", "", "", "- รายปี"),
    ),
)  # fmt: skip
TICKED = ("done", "in_progress", "not_started")


@st.composite
def pages(draw: st.DrawFn, form: Form) -> list[Block]:
    """The form's measures on one to three pages."""
    blocks: list[Block] = [title("รายงานผล ประจำปีงบประมาณ พ.ศ. ๒๕๖๖")]
    rows: list[Row] = [_header(draw, form)]
    for number, cells in enumerate(form.rows):
        if number and draw(st.booleans()):
            blocks += [Table(tuple(rows)), PageBreak()]
            rows, is_in = draw(_tops(form, cells))
            if is_in:
                continue
        elif number and draw(st.integers(0, 3)) == 0:
            rows.append(_header(draw, form))
        if draw(st.integers(0, 2)) == 0:
            first, second = _cut(cells, draw(st.sampled_from(["empty", "first", "more"])), form)
            rows.append(_row(first))
            blocks += [Table(tuple(rows)), PageBreak()]
            rows = [_header(draw, form)] if draw(st.booleans()) else []
            rows.append(_row(second))
        else:
            rows.append(_row(cells))
    return [*blocks, Table(tuple(rows))]


@st.composite
def _tops(draw: st.DrawFn, form: Form, cells: Cells) -> tuple[list[Row], bool]:
    """How a page begins, with a header, without one or with one run together with the first
    measure; and whether this measure is in it."""
    kind = draw(st.sampled_from(["header", "none", "joined"]))
    if kind == "header":
        return [_header(draw, form)], False
    if kind == "none":
        return [], False
    between = draw(st.sampled_from(["\n", " "]))
    pairs = zip(form.headings, cells, strict=True)
    return [_row(tuple(f"{h}{between}{c}" if c else h for h, c in pairs))], True


def _row(cells: Cells) -> Row:
    return Row(tuple(cell(text) for text in cells))


def _header(draw: st.DrawFn, form: Form) -> Row:
    """The header, with blanks where narrow cells broke the words."""
    headings = []
    for heading in form.headings:
        place = draw(st.integers(0, len(heading) - 1))
        cut = heading[:place] + " " + heading[place:]
        headings.append(cut if compact(cut) == compact(heading) else heading)
    return Row(tuple(cell(text) for text in headings), header=draw(st.booleans()))


def _cut(cells: Cells, kind: str, form: Form) -> tuple[Cells, Cells]:
    """A row as two, cut by the page behind the first step."""
    steps = form.fields.index("steps")
    first, *rest = cells[steps].split("\n")
    repeated = {"empty": (), "first": (0,), "more": (0, form.fields.index("responsible_text"))}[
        kind
    ]
    above = tuple(first if x == steps else text for x, text in enumerate(cells))
    below = tuple(
        "\n".join(rest) if x == steps else text if x in repeated else ""
        for x, text in enumerate(cells)
    )
    return above, below


def _check(blocks: list[Block], form: Form) -> None:
    result = recognise(document(*blocks), [catalogue(2565), catalogue(2566)], fiscal_year=2566)
    assert len(result.measures) == len(form.rows)
    for one, cells in zip(result.measures, form.rows, strict=True):
        for field, text in zip(form.fields, cells, strict=True):
            assert not field or compact(getattr(one, field)) == compact(text), field
    if form is TICKS:
        assert tuple(one.status for one in result.measures) == TICKED


@pytest.mark.parametrize("form", [STATUS, RESULTS, TICKS], ids=["status", "results", "ticks"])
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_measures_do_not_depend_on_the_pages(form: Form, data: st.DataObject) -> None:
    _check(data.draw(pages(form)), form)
