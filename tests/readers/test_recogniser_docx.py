"""From the bytes of messy Word files to measures: the reader and the recogniser together."""

from __future__ import annotations

from datetime import date

from reports.readers.docx import read_docx
from reports.readers.recognised import Recognised
from reports.readers.recogniser import recognise
from tests.docx_files import br, cell, docx, level, levels, numbering, p, png, r, row, sym, table
from tests.docx_files import picture as shown
from tests.readers.building import catalogue

THAI_LIST = numbering(levels(level("thaiNumbers", "%1.")))


def read(*body: str, year: int = 2566, **options: object) -> Recognised:
    source = read_docx(docx(*body, **options))  # type: ignore[arg-type]
    frameworks = [catalogue(year - 1), catalogue(year)]
    return recognise(source.document, frameworks, fiscal_year=year)


def test_merged_headers_and_ticks_of_a_symbol_font() -> None:
    merged = [cell(words, merge="restart") for words in ("ตัวชี้วัด", "ผู้รับผิดชอบ", "ขั้นตอน")]
    below = [cell(merge="") for _ in merged]
    ticks = ("ยังไม่ดำเนินการ", "อยู่ระหว่าง\u00a0ดำเนินการ", "ดำเนินการแล้ว")
    result = read(
        p("รายงานผลการดำเนินการตามมาตรการ ประจำปีงบประมาณ พ.ศ. ๒๕๖๖", align="center"),
        table(
            row(*merged, cell("สถานะการดำเนินการ", span=3), header=True),
            row(*below, *ticks, header=True),
            row(
                "การใช้อำนาจ",
                "กองคลัง",
                cell(p("จัดทำแผน", num=(1, 0)), p("เผยแพร่", num=(1, 0))),
                "",
                cell(sym("Wingdings", "F0FC")),
                "",
            ),
            row("การใช้งบประมาณ", "กองช่าง", "-", "", "", cell(p(r("P", font="Wingdings 2")))),
        ),
        numbering=THAI_LIST,
    )
    first, second = result.measures
    assert result.layout == "progress-ticks"
    assert (first.status, second.status) == ("in_progress", "done")
    assert (first.indicators, second.indicators) == ((3,), (2,))
    assert first.steps == "๑. จัดทำแผน\n๒. เผยแพร่"
    assert result.tables[0].columns[3].heading == "สถานะการดำเนินการ / ยังไม่ดำเนินการ"


def test_cells_merged_downwards_and_lines_broken_by_hand() -> None:
    result = read(
        table(
            row("ประเด็นที่ต้องปรับปรุง", "ผู้รับผิดชอบ", "ขั้นตอน", "การดำเนินการ"),
            row(
                cell(p(r("E๑ เจ้าหน้าที่"), br(), r("ของหน่วยงาน")), merge="restart"),
                cell("สํานักปลัด", merge="restart"),
                "๑. จัดทำคู่มือ",
                cell(p(r("ดำเนินการแล้ว"), br(), r("เมื่อวันที่ ๕ ม.ค. ๒๕๖๖"))),
            ),
            row(cell(merge=""), cell(merge=""), "๑. ติดป้าย", "อยู่ระหว่างดำเนินการ"),
        )
    )
    first, second = result.measures
    assert first.issue == second.issue == "E๑ เจ้าหน้าที่\nของหน่วยงาน"
    assert first.divisions == second.divisions == ("สำนักปลัด",)
    assert (first.completion_date, second.status) == (date(2023, 1, 5), "in_progress")
    assert second.questions == ("E1",)


def test_photographs_in_a_table_of_results() -> None:
    plan = ("มาตรการ", "ขั้นตอนหรือวิธีการ", "ผู้รับผิดชอบ", "การกำกับติดตาม")
    result = read(
        p("มาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปี ๒๕๖๖", align="center"),
        table(row(*plan), row("๑. เผยแพร่ข้อมูล", "๑. จัดทำประกาศ", "สำนักปลัด", "ทุกเดือน")),
        p("การนำมาตรการไปสู่การปฏิบัติ ประจำปี ๒๕๖๖", align="center"),
        table(
            row(*plan[:2], "ความสำเร็จของการดำเนินการ"),
            row("๑. เผยแพร่ข้อมูล", cell(p(shown("a.png", "ภาพการประชุม"))), "๑. ประชาชนรับทราบ"),
        ),
        media={"a.png": png()},
    )
    (one,) = result.measures
    assert (one.steps, one.outcomes) == ("๑. จัดทำประกาศ", "๑. ประชาชนรับทราบ")
    assert [image.alt for image in one.images] == ["ภาพการประชุม"]
    assert result.layout == "memo-results"
