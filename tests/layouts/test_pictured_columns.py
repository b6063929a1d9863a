"""Photographs in any column of a municipality's own form are in the report where they stood."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest
from docx.shared import Mm

from reports.importing import Reading, read_report, store_report
from reports.layouts.build import build_document
from reports.models import Report
from reports.pictures import pictures_of
from reports.readers.docx import read_docx
from reports.writers.formats import render
from tests import factories
from tests.layouts.sources import AGENCY, photograph

COLOURS = (("navy",), ("teal", "maroon"))


def own_form(heading: str, words: str) -> bytes:
    """Two measures, the first with one photograph, the second with two."""
    file = docx.Document()
    file.add_paragraph(
        "รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. ๒๕๖๖"
    )
    table = file.add_table(rows=1, cols=4, style="Table Grid")
    heads = ("มาตรการ", "วิธีการดำเนินการ", "ผู้รับผิดชอบ", heading)
    for cell, text in zip(table.rows[0].cells, heads, strict=True):
        cell.text = text
    for number, colours in enumerate(COLOURS, 1):
        cells = table.add_row().cells
        for cell, text in zip(
            cells, (f"{number}. มาตรการที่ {number}", "๑. จัดประชุม", "กองคลัง", words), strict=True
        ):
            cell.text = text
        for colour in colours:
            run = cells[3].add_paragraph().add_run()
            run.add_picture(BytesIO(photograph(colour)), width=Mm(30))
    file.save(out := BytesIO())
    return out.getvalue()


def read(content: bytes) -> Reading:
    factories.load_all_frameworks()
    return read_report(content, name="own.docx", fiscal_year=2566)


def imported(content: bytes) -> Report:
    agency = factories.make_agency(AGENCY)
    return store_report(agency=agency, reading=read(content), name="own.docx", actor=None)


def pictures_by_measure(content: bytes) -> list[int]:
    return [len(measure.images) for measure in read(content).recognised.measures]


@pytest.mark.parametrize(
    ("heading", "words", "field"),
    [
        ("ผลการดำเนินการ", "๑. ประชุมผู้เกี่ยวข้องครบทุกกอง", "results"),
        ("ผลลัพธ์หรือความสำเร็จของการดำเนินการ", "๑. ประชาชนได้รับบริการเร็วขึ้น", "outcomes"),
        ("การดำเนินการ", "ดำเนินการแล้ว", "status"),
        ("การดำเนินการ (ภาพถ่าย)", "", "photographs"),
        ("การดำเนินการ (ภาพถ่าย)", "การประชุมที่ห้องประชุมใหญ่", "photographs"),
        ("ภาพกิจกรรม", "การประชุม", "photographs"),
        ("เอกสารหลักฐาน", "หนังสือเชิญประชุม", "photographs"),
    ],
)
def test_photographs_stay_in_their_column(db: None, heading: str, words: str, field: str) -> None:
    report = imported(own_form(heading, words))
    document = build_document(report)
    (table,) = document.tables()
    assert table.columns[3].key.partition(":")[0] == field
    assert [[len(cell.images) for cell in row.cells] for row in table.rows] == [
        [0, 0, 0, 0], [0, 0, 0, 1], [0, 0, 0, 2],
    ]  # fmt: skip
    assert [row.cells[3].text for row in table.rows[1:]] == [words, words]

    pictures = pictures_of(report, document)
    assert len(pictures) == 3
    assert render(document, "html", pictures=pictures).count(b"<img ") == 3
    word = render(document, "docx", pictures=pictures)
    assert len(read_docx(word, name="again.docx").images) == 3
    assert pictures_by_measure(word) == [1, 2]


def test_photographs_of_two_columns_stand_with_the_results(db: None) -> None:
    """The photographs of a measure are one list."""
    file = docx.Document(BytesIO(own_form("ผลการดำเนินการ", "๑. ประชุมแล้ว")))
    run = file.tables[0].rows[1].cells[1].add_paragraph().add_run()
    run.add_picture(BytesIO(photograph("olive")), width=Mm(30))
    file.save(out := BytesIO())
    (table,) = build_document(imported(out.getvalue())).tables()
    assert [[len(cell.images) for cell in row.cells] for row in table.rows[1:]] == [
        [0, 0, 0, 2], [0, 0, 0, 2],
    ]  # fmt: skip


@pytest.mark.parametrize("caption", ["", "in the cell", "in a row above"])
def test_photographs_over_the_whole_width_belong_to_the_measure_above(
    db: None, caption: str
) -> None:
    words = "ภาพกิจกรรมการประชุม" if caption else ""
    file = docx.Document()
    file.add_paragraph(
        "รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. ๒๕๖๖"
    )
    table = file.add_table(rows=0, cols=3, style="Table Grid")
    table.add_row()
    for cell, text in zip(
        table.rows[0].cells, ("มาตรการ", "ผู้รับผิดชอบ", "ผลการดำเนินการ"), strict=True
    ):
        cell.text = text
    for number, colour in enumerate(("navy", "teal"), 1):
        texts = (f"{number}. มาตรการที่ {number}", "กองคลัง", "๑. ประชุมแล้ว")
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
        if caption == "in a row above":
            first, *_, last = table.add_row().cells
            first.merge(last).text = words
        first, *_, last = table.add_row().cells
        whole = first.merge(last)
        whole.text = words if caption == "in the cell" else ""
        whole.add_paragraph().add_run().add_picture(BytesIO(photograph(colour)), width=Mm(30))
    file.save(out := BytesIO())
    assert pictures_by_measure(out.getvalue()) == [1, 1]
    (table,) = build_document(imported(out.getvalue())).tables()
    assert [cell.text for cell in table.rows[0].cells][-2:] == ["ผลการดำเนินการ", "ภาพประกอบ"]
    assert round(sum(column.width for column in table.columns)) == 100
    assert [(row.cells[-1].text, len(row.cells[-1].images)) for row in table.rows[1:]] == [
        (words, 1),
        (words, 1),
    ]


def test_a_picture_in_the_heading_row_hides_no_table(db: None) -> None:
    file = docx.Document(BytesIO(own_form("ผลการดำเนินการ", "๑. ประชุมแล้ว")))
    run = file.tables[0].rows[0].cells[0].add_paragraph().add_run()
    run.add_picture(BytesIO(photograph("olive")), width=Mm(10))
    file.save(out := BytesIO())
    assert pictures_by_measure(out.getvalue()) == [1, 2]
