"""Tracked changes are read as accepted; wrappers disappear; alternatives are read once."""

from __future__ import annotations

import pytest

from reports.readers.docx import read_docx
from tests.docx_files import cell, deleted, docx, inserted, p, r, row, sdt, table, text_box

DELETED_MARK = '<w:del w:id="7" w:author="a"/>'


def texts(*body: str) -> list[str]:
    return list(read_docx(docx(*body)).document.texts())


def test_insertions_are_kept_and_deletions_dropped() -> None:
    body = p("แล้วเสร็จ", deleted("ปี ๒๕๖๕"), inserted("ปี ๒๕๖๖"), inserted(deleted("ผิด")))
    assert texts(body) == ["แล้วเสร็จปี ๒๕๖๖"]


def test_moved_text_stands_where_it_was_moved_to() -> None:
    body = [
        p(f'<w:moveFrom w:id="1">{r("ย้าย")}</w:moveFrom>', "เดิม"),
        p('<w:moveToRangeStart w:id="2"/>', f'<w:moveTo w:id="1">{r("ย้าย")}</w:moveTo>', "ใหม่"),
    ]
    assert texts(*body) == ["เดิม", "ย้ายใหม่"]


def test_a_deleted_paragraph_mark_joins_the_paragraphs() -> None:
    body = [
        p("หนึ่ง", mark=DELETED_MARK),
        p(deleted("ทั้งย่อหน้า"), mark=DELETED_MARK),
        p("สอง", align="center"),
        p("สาม"),
    ]
    blocks = read_docx(docx(*body)).document.blocks
    assert [(block.text, block.align) for block in blocks] == [
        ("หนึ่งสอง", "center"),
        ("สาม", "start"),
    ]


def test_a_deleted_mark_before_a_table_or_at_the_end_loses_nothing() -> None:
    assert texts(p("ก", mark=DELETED_MARK), table(row("ข")), p("ค", mark=DELETED_MARK)) == [
        "ก",
        "ข",
        "ค",
    ]


def test_deleted_rows_and_cells_go_and_a_table_without_rows_with_them() -> None:
    gone = row("ลบ", trpr='<w:del w:id="1"/>')
    kept = row("คง", cell("ลบช่อง", tcpr='<w:cellDel w:id="2"/>'), trpr='<w:ins w:id="3"/>')
    read = read_docx(docx("นำ", table(gone, kept), table(gone)))
    assert [[c.text for c in t.rows[0].cells] for t in read.document.tables()] == [["คง"]]


def test_earlier_formats_do_not_count() -> None:
    earlier = '<w:pPr><w:pStyle w:val="Heading1"/><w:jc w:val="center"/></w:pPr>'
    change = f'<w:pPrChange w:id="1">{earlier}</w:pPrChange>'
    (block,) = read_docx(docx(p("ข้อความ", ppr=change))).document.blocks
    assert (type(block).__name__, block.align) == ("Paragraph", "start")


def test_comments_are_not_text() -> None:
    body = p(
        '<w:commentRangeStart w:id="0"/>', "ข้อความ", '<w:r><w:commentReference w:id="0"/></w:r>'
    )
    assert texts(body) == ["ข้อความ"]


@pytest.mark.parametrize(
    "wrapped",
    [
        sdt(p("ก")),
        p(sdt(r("ก"))),
        p(f"<w:smartTag>{r('ก')}</w:smartTag>"),
        p(f'<w:hyperlink r:id="x">{r("ก")}</w:hyperlink>'),
        p(f'<w:fldSimple w:instr="DATE">{r("ก")}</w:fldSimple>'),
        f"<w:customXml>{p('ก')}</w:customXml>",
        p(f"<w:dir>{r('ก')}</w:dir>"),
    ],
)
def test_wrappers(wrapped: str) -> None:
    assert texts(wrapped) == ["ก"]


def test_a_text_box_is_read_once_at_its_anchor() -> None:
    first = p(text_box(p("กล่องหน้า")), "ข้อความ")
    last = p("ข้อความ", text_box(p("กล่องหลัง")))
    assert texts(first, last) == ["กล่องหน้า", "ข้อความ", "ข้อความ", "กล่องหลัง"]


def test_an_alternative_that_shows_nothing_gives_way_to_the_other() -> None:
    choice = "<mc:Choice Requires='x'><w:drawing/></mc:Choice>"
    body = p(
        f"<w:r><mc:AlternateContent>{choice}<mc:Fallback><w:t>ก</w:t></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert texts(body) == ["ก"]
