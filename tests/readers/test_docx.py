"""Whole Word files: blocks, sections, and files that other programs have written."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from io import BytesIO
from pathlib import Path

import docx as python_docx
import pytest
from docx.enum.section import WD_ORIENT
from hypothesis import given
from hypothesis import strategies as st

from reports.document import Heading, Images, PageBreak, Paragraph, Row, Table
from reports.readers.docx import read_docx
from reports.readers.word.blocks import OTHER_FILE
from tests.docx_files import (
    LANDSCAPE,
    PORTRAIT,
    cell,
    deleted,
    docx,
    field,
    inserted,
    level,
    levels,
    num_pr,
    numbering,
    p,
    r,
    row,
    sdt,
    sym,
    table,
    text_box,
    visible_text,
)


def squeezed(data: bytes) -> str:
    return "".join("".join(read_docx(data).document.texts()).split())


@pytest.mark.parametrize("name", ["000", "001", "003"])
def test_all_text_of_real_reports_arrives(seeds: Path, name: str) -> None:
    data = (seeds / f"{name}.docx").read_bytes()
    assert squeezed(data) == visible_text(data)


@pytest.mark.parametrize(
    ("name", "rows", "orientation", "images"),
    [  # counted in the files
        ("000", [3, 3, 3, 4, 4], "landscape", 0),
        ("001", [2, 3, 2, 2, 2, 2, 2, 2, 2], "landscape", 0),
        ("003", None, "portrait", 2),
    ],
)
def test_real_reports_keep_their_tables(
    seeds: Path, name: str, rows: list[int] | None, orientation: str, images: int
) -> None:
    read = read_docx((seeds / f"{name}.docx").read_bytes())
    tables = list(read.document.tables())
    assert rows is None or [len(found.rows) for found in tables] == rows
    assert (len(tables), read.document.orientation) == (len(rows) if rows else 20, orientation)
    assert (len(read.images), read.warnings) == (images, ())


def test_blocks_in_reading_order() -> None:
    data = docx(
        p("รายงานผล", style="Heading1", align="center"),
        p("บทนำ", ppr='<w:outlineLvl w:val="1"/>'),
        p("ข้อความ", align="thaiDistribute"),
        p("ไม่ใช่หัวเรื่อง", style="Heading1", ppr='<w:outlineLvl w:val="9"/>'),
        p(),
        table(row("ก", "ข")),
    )
    assert read_docx(data).document.blocks[:4] == (
        Heading("รายงานผล", 1, "center"),
        Heading("บทนำ", 2),
        Paragraph("ข้อความ", align="justify"),
        Paragraph("ไม่ใช่หัวเรื่อง"),
    )
    assert isinstance(read_docx(data).document.blocks[4], Table)


@pytest.mark.parametrize(
    ("style_id", "style_name", "level_of_heading"),
    [
        ("1", "heading 1", 1),
        ("a3", "หัวเรื่อง 2", 2),
        ("Heading3", None, 3),
        ("a5", "Title", 1),
        ("a6", "ชื่อเรื่อง", 1),
        ("a7", "List Paragraph", None),
    ],
)
def test_heading_styles_by_their_names(
    style_id: str, style_name: str | None, level_of_heading: int | None
) -> None:
    name = f'<w:name w:val="{style_name}"/>'
    styles = f'<w:style w:type="paragraph" w:styleId="{style_id}">{name}</w:style>'
    (block,) = read_docx(
        docx(p("ก", style=style_id), styles=styles if style_name else "")
    ).document.blocks
    assert block == (Heading("ก", level_of_heading) if level_of_heading else Paragraph("ก"))


def test_styles_inherit_and_circles_end() -> None:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{base}"/><w:pPr>{ppr}</w:pPr><w:rPr>{rpr}</w:rPr></w:style>'
        for name, base, ppr, rpr in (
            ("a", "b", '<w:jc w:val="center"/>', ""),
            ("b", "a", "", "<w:b/>"),
        )
    )
    strong = '<w:style w:type="character" w:styleId="s"><w:rPr><w:b/></w:rPr></w:style>'
    body = [p("ก", style="a"), p(r("ข", rpr='<w:rStyle w:val="s"/>'), style="a")]
    assert read_docx(docx(*body, styles=styles + strong)).document.blocks == (
        Paragraph("ก", bold=True, align="center"),
        Paragraph("ข", bold=False, align="center"),  # bold twice is not bold
    )


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("-๗-", "page_number"),
        ("- 12 -", "page_number"),
        ("–๑6–", "page_number"),
        ("หน้า ๗", "page_number"),
        ("หน้า 3/12", "page_number"),
        ("*********************", "separator"),
        ("* * * * *", "separator"),
        ("-----", "separator"),
        ("-", "text"),
        ("๗", "text"),
        ("-๗- ต่อ", "text"),
        ("หน้าที่ความรับผิดชอบ", "text"),
    ],
)
def test_furniture_is_told_apart(text: str, role: str) -> None:
    assert read_docx(docx(p(text))).document.blocks == (Paragraph(text, role=role),)


def test_sections_give_page_breaks_and_the_orientation_of_most_of_the_text() -> None:
    data = docx(
        p("ปก", ppr=PORTRAIT),
        p("ต่อเนื่อง", ppr=LANDSCAPE.replace("<w:pgSz", '<w:type w:val="continuous"/><w:pgSz')),
        p("ตารางยาวมาก"),
        section=LANDSCAPE,
    )
    document = read_docx(data).document
    assert document.blocks == (
        Paragraph("ปก"),
        Paragraph("ต่อเนื่อง"),
        PageBreak(),
        Paragraph("ตารางยาวมาก"),
    )
    assert document.orientation == "landscape"


def test_what_another_file_holds_is_told() -> None:
    read = read_docx(
        docx(p("ก"), '<w:altChunk r:id="x"/>', table(row("ข", cell(p(), "<w:altChunk/>"))))
    )
    assert read.warnings == (OTHER_FILE,)


def test_an_empty_document_is_a_document() -> None:
    assert read_docx(docx()).document.blocks == ()


MESSY = (
    p("รายงานผลการดำเนินการ", style="Heading1", align="center"),
    p("ย่อหน้า", inserted("เพิ่ม"), deleted("ลบ"), " หน้า ", field("PAGE", "1")),
    p(text_box(p("ในกล่อง"))),
    table(
        row(cell("มาตรการ", merge="restart"), cell("สถานะ", span=2), header=True),
        row(cell(merge=""), "อยู่ระหว่าง", "แล้วเสร็จ", header=True),
        row(
            cell(p("จัดทำคู่มือ", num=(1, 0)), p("เผยแพร่", num=(1, 0))),
            "",
            cell(sym("Wingdings", "F0FC")),
        ),
        widths=(5000, 2000, 2000),
    ),
)  # fmt: skip
THAI_LIST = numbering(levels(level("thaiNumbers", "%1.")))


@pytest.mark.parametrize("strict", [False, True])
def test_a_messy_file_and_its_strict_twin(strict: bool) -> None:
    document = read_docx(
        docx(*MESSY, numbering=THAI_LIST, section=LANDSCAPE, strict=strict)
    ).document
    assert list(document.texts()) == [
        "รายงานผลการดำเนินการ", "ย่อหน้าเพิ่ม หน้า 1", "ในกล่อง", "มาตรการ", "สถานะ",
        "อยู่ระหว่าง", "แล้วเสร็จ", "๑. จัดทำคู่มือ", "๒. เผยแพร่", "✓",
    ]  # fmt: skip
    (found,) = document.tables()
    assert [[c.colspan for c in line.cells] for line in found.rows] == [[1, 2], [1, 1], [1, 1, 1]]
    assert (found.rows[0].cells[0].rowspan, document.orientation) == (2, "landscape")


def test_a_file_of_google_docs() -> None:
    """As Google Docs exports: everything formatted at the run, a list of its own for each
    list, tables and suggestions in content controls, no header rows, bold without bCs."""
    google = '<w:rFonts w:ascii="Sarabun" w:cs="Sarabun"/><w:b w:val="1"/><w:rtl w:val="0"/>'
    body = [
        p(r("แผนปฏิบัติการ", rpr=google), align="center", ppr='<w:pageBreakBefore w:val="0"/>'),
        sdt(
            table(
                row(cell(p(r("มาตรการ", rpr=google))), cell(p(r("ผล", rpr=google)))),
                row(cell(sdt(p("ก", ppr=num_pr(1, 0)))), cell(p("x", ppr=num_pr(2, 0)))),
                widths=(4500, 4500),
            )
        ),
    ]
    lists = numbering(
        levels(level("decimal", "%1."), abstract=0), levels(level("bullet", "●"), abstract=1)
    )
    document = read_docx(docx(*body, numbering=lists)).document
    assert document.blocks[0] == Paragraph("แผนปฏิบัติการ", bold=True, align="center")
    assert list(document.texts())[1:] == ["มาตรการ", "ผล", "1. ก", "● x"]


def test_a_file_of_python_docx() -> None:
    """What a library for Python writes: its own template, numbered by styles."""
    made = python_docx.Document()
    made.sections[0].orientation = WD_ORIENT.LANDSCAPE
    made.add_heading("แผน", level=1)
    made.add_paragraph("ข้อแรก", style="List Number")
    made.add_paragraph("จุด", style="List Bullet")
    grid = made.add_table(rows=2, cols=2)
    grid.cell(0, 0).merge(grid.cell(0, 1)).text = "รวม"
    grid.cell(1, 1).text = "ข\tค\nง"
    made.add_page_break()
    made.add_paragraph("ท้าย")
    file = BytesIO()
    made.save(file)
    document = read_docx(file).document
    assert Counter(type(block) for block in document.blocks) == {
        Heading: 1, Paragraph: 3, Table: 1, PageBreak: 1
    }  # fmt: skip
    assert list(document.texts()) == ["แผน", "1. ข้อแรก", "• จุด", "รวม", "ข ค", "ง", "ท้าย"]
    assert document.orientation == "landscape"


def convert(source: Path, target: str) -> Path:
    """Have LibreOffice write a file anew."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    folder = source.parent / "converted"
    subprocess.run(
        [office, f"-env:UserInstallation=file://{source.parent}/profile", "--headless",
         "--convert-to", target, "--outdir", str(folder), str(source)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return folder / f"{source.stem}.docx"


def test_a_file_that_libreoffice_has_written(tmp_path: Path) -> None:
    source = tmp_path / "messy.docx"
    source.write_bytes(docx(*MESSY, numbering=THAI_LIST.replace("thaiNumbers", "decimal")))
    document = read_docx(convert(source, "docx").read_bytes()).document
    before = read_docx(source.read_bytes()).document
    assert sorted(document.texts()) == sorted(before.texts())
    (found,), (original,) = document.tables(), before.tables()
    assert [shape(line) for line in found.rows] == [shape(line) for line in original.rows]


def test_a_web_page_that_libreoffice_has_made_a_word_file(tmp_path: Path) -> None:
    source = tmp_path / "page.html"
    source.write_text(
        '<meta charset="utf-8"><h2>แผน</h2><ol><li>หนึ่ง<li>สอง</ol><table border="1"><tr>'
        '<th rowspan="2">ก<th colspan="2">ข<tr><td>ค<td>ง<br>จ</table><p>ท้าย</p>',
        encoding="utf-8",
    )
    document = read_docx(convert(source, "docx:Office Open XML Text").read_bytes()).document
    assert list(document.texts()) == ["แผน", "1. หนึ่ง", "2. สอง", "ก", "ข", "ค", "ง", "จ", "ท้าย"]
    (found,) = document.tables()
    assert [shape(line) for line in found.rows] == [[(1, 2), (2, 1)], [(1, 1), (1, 1)]]
    assert not [block for block in document.blocks if isinstance(block, Images)]


PIECES = st.sampled_from(
    [
        r("ก"), "<w:tab/>", "<w:t/>", "<w:sym/>", "<w:br/>", "<w:numPr/>", "<w:vMerge/>",
        '<w:fldChar w:fldCharType="begin"/>', '<w:fldChar w:fldCharType="separate"/>',
        '<w:fldChar w:fldCharType="end"/>', '<w:gridSpan w:val="-3"/>', '<w:ilvl w:val="77"/>',
        '<w:gridBefore w:val="999999"/>', '<w:numId w:val="1"/>', '<w:gridCol w:w="x"/>',
        '<w:footnoteReference w:id="9"/>', '<a:blip r:embed="gone"/>', "<w:hidden/>",
    ]
)  # fmt: skip
WRAPPERS = st.sampled_from(
    [
        "w:p", "w:r", "w:pPr", "w:rPr", "w:tbl", "w:tr", "w:tc", "w:tcPr", "w:trPr", "w:tblGrid",
        "w:numPr", "w:ins", "w:del", "w:sdt", "w:sdtContent", "w:sectPr", "w:txbxContent",
        "w:drawing", "w:pict", "w:hyperlink", "mc:AlternateContent", "mc:Choice", "mc:Fallback",
        "w:moveFrom", "w:ffData", "w:checkBox", "w:object",
    ]
)  # fmt: skip


@given(
    st.recursive(
        PIECES,
        lambda inner: st.builds(
            lambda tag, content: f"<{tag}>{''.join(content)}</{tag}>",
            WRAPPERS,
            st.lists(inner, max_size=4),
        ),
        max_leaves=30,
    )
)
def test_any_nesting_of_elements_is_read(body: str) -> None:
    """Files of unknown programs may nest what the standard does not: nothing may fail."""
    read = read_docx(docx(p("นำ"), body, numbering=THAI_LIST))
    assert next(read.document.texts()) == "นำ"
    for found in read.document.tables():
        found.grid()


def shape(line: Row) -> list[tuple[int, int]]:
    return [(c.colspan, c.rowspan) for c in line.cells]
