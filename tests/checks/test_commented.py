"""The Word file with comments: the text untouched, a comment at each finding's paragraph."""

from __future__ import annotations

from io import BytesIO

import docx

from reports.checks.commented import with_comments
from reports.checks.run import run_checks
from reports.checks.showing import lines_of
from reports.readers.docx import read_docx
from tests.checks.helpers import subject_of
from tests.docx_files import docx as make_docx
from tests.docx_files import p, row, table


def test_each_finding_is_a_comment_and_the_text_stays() -> None:
    content = make_docx(
        p("รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรม ประจำปีงบประมาณ พ.ศ. ๒๕๖๖"),
        table(
            row("มาตรการ", "ผู้รับผิดชอบ", "วิธีการดำเนินการ", header=True),
            row("จัดทำคู่มือ", "สำนักปลัด", "๑. กำชับให้ถือปฏิบัติตามกฏหมาย"),
        ),
    )
    before = read_docx(content, name="x.docx").document
    subject = subject_of(before)
    found = run_checks(subject)

    commented = with_comments(content, found, lines_of(subject, found))

    opened = docx.Document(BytesIO(commented))
    told = [comment.text for comment in opened.comments]
    assert len(told) == len(found)
    assert any("กฏหมาย" in text and "กฎหมาย" in text for text in told)
    assert list(read_docx(commented, name="x.docx").document.texts()) == list(before.texts())


def test_what_is_said_of_an_empty_cell_stands_in_its_row() -> None:
    """With the place in words, since there is no text to quote."""
    content = make_docx(
        p("รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรม ประจำปีงบประมาณ พ.ศ. ๒๕๖๖"),
        table(
            row("มาตรการ", "ผู้รับผิดชอบ", "วิธีการดำเนินการ", header=True),
            row("จัดทำคู่มือ", "สำนักปลัด", "๑. จัดทำร่างคู่มือ"),
            row("ประกาศนโยบาย", "", "๑. จัดทำประกาศ"),
        ),
    )
    subject = subject_of(read_docx(content, name="x.docx").document)
    found = run_checks(subject, only=["E1"])
    assert [lines_of(subject, found)[0]] == ["ประกาศนโยบาย"]
    opened = docx.Document(BytesIO(with_comments(content, found, lines_of(subject, found))))
    assert "มาตรการที่ 2 ผู้รับผิดชอบ (ตารางที่ 1 แถวที่ 2)" in next(iter(opened.comments)).text
