"""The text of a paragraph as Word shows it."""

from __future__ import annotations

import pytest

from reports.document import Image, Images, PageBreak, Paragraph
from reports.readers.docx import NOTES_MOVED, read_docx
from reports.readers.word.inline import EMBEDDED, HIDDEN_TEXT
from reports.readers.word.pictures import EXTERNAL, NOT_SHOWN
from tests.docx_files import br, docx, field, p, picture, png, r, sym, tab, text_box

BEGIN, SEPARATE, END = (
    f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
)


def texts(*body: str, **parts: str) -> list[str]:
    return list(read_docx(docx(*body, **parts)).document.texts())


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ([tab(), "ก", tab(), tab(), "ข"], "ก ข"),
        (["ก\u00a0ข  ค"], "ก\u00a0ข  ค"),
        (["ก", "<w:r><w:noBreakHyphen/></w:r>", "ข"], "ก-ข"),
        (["ก", "<w:r><w:softHyphen/></w:r>", "ข"], "กข"),
        (["ก\u00adข\u200b"], "ก\u00adข\u200b"),
        (["<w:r><w:t>ก\nข</w:t></w:r>"], "ก ข"),
        (["<w:r><w:t> ก </w:t></w:r>", "ข"], "กข"),
        (["นํ้า"], "นํ้า"),
        (["<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>"], "x=1"),
        (["<w:r><w:ruby><w:rt><w:r><w:t>ก</w:t></w:r></w:rt></w:ruby></w:r>"], "ก"),
    ],
)
def test_the_text_stays_as_it_is_typed(content: list[str], text: str) -> None:
    assert texts(p(*content)) == [text]


@pytest.mark.parametrize(
    ("run", "sign"),
    [
        (sym("Wingdings", "F0FC"), "✓"),
        (sym("Wingdings", "00FC"), "✓"),
        (sym("Wingdings 2", "F050"), "✓"),
        (sym("Wingdings 2", "F0A3"), "☐"),
        (sym("Wingdings 2", "F052"), "☑"),
        (sym("Wingdings", "F0FB"), "✗"),
        (sym("Symbol", "F0D6"), "√"),
        (sym("TH SarabunPSK", "2713"), "✓"),
        (sym("Company Logo", "F041"), "\uf041"),
        (sym("Wingdings", "D800"), ""),
        (sym("Wingdings", "zz"), ""),
        (r("ü", font="Wingdings"), "✓"),
        (r("P", font="Wingdings 2"), "✓"),
        (r("P", font="TH SarabunPSK"), "P"),
        (r("ก", font="Wingdings"), "ก"),
        (r("\uf0a7", font="TH SarabunPSK"), "\uf0a7"),
    ],
)
def test_signs_of_symbol_fonts(run: str, sign: str) -> None:
    assert texts(p("-", run)) == [f"-{sign}"]


def test_a_manual_line_break_begins_a_new_paragraph() -> None:
    assert texts(p("หนึ่ง", br(), br(), "สอง")) == ["หนึ่ง", "สอง"]


def test_a_page_break_stands_between_what_it_parts() -> None:
    body = [p("ก", br("page"), "ข"), p("ค", ppr="<w:pageBreakBefore/>"), p(br("page"))]
    kinds = [type(block) for block in read_docx(docx(*body)).document.blocks]
    assert kinds == [Paragraph, PageBreak, Paragraph, PageBreak, Paragraph]


def test_bold_is_told_when_all_that_is_seen_is_bold() -> None:
    half = r("ก", rpr="<w:bCs/>")
    body = [p(r("ก", bold=True), " "), p(half), p(half, "ข"), p(r("ก", rpr='<w:b w:val="0"/>'))]
    assert [block.bold for block in read_docx(docx(*body)).document.blocks] == [
        True,
        True,
        False,
        False,
    ]


def test_fields_show_their_result() -> None:
    assert texts(p("หน้า ", field("PAGE \\* THAIARABIC", "๓"), " จบ")) == ["หน้า ๓ จบ"]


def test_a_field_in_the_instruction_of_another_is_not_shown() -> None:
    inner = field("MERGEFIELD x", "ภายใน")
    body = p("ก", BEGIN, r("IF "), inner, SEPARATE, "ผล", END, "ข")
    assert texts(body) == ["กผลข"]


def test_a_field_may_run_across_paragraphs() -> None:
    instruction = "<w:r><w:instrText>TOC</w:instrText></w:r>"
    assert texts(p(BEGIN, instruction), p(SEPARATE, "บท ๑"), p("บท ๒", END), p("ข")) == [
        "บท ๑",
        "บท ๒",
        "ข",
    ]


def test_a_field_that_never_ends_hides_nothing() -> None:
    assert texts(p(BEGIN, "ก"), p("ข")) == ["ก", "ข"]


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        ('<w:checkBox><w:default w:val="0"/></w:checkBox>', "☐"),
        ('<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>', "☒"),
        (
            '<w:ddList><w:result w:val="1"/><w:listEntry w:val="ก"/>'
            '<w:listEntry w:val="ข"/></w:ddList>',
            "ข",
        ),
    ],
)
def test_old_form_fields_show_what_was_chosen(data: str, shown: str) -> None:
    begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'
    assert texts(p(begin, "<w:r><w:instrText>FORM</w:instrText></w:r>", END, "ช่อง")) == [
        f"{shown}ช่อง"
    ]


def test_hidden_text_is_left_out_and_told() -> None:
    read = read_docx(
        docx(p("เห็น", r("ซ่อน", rpr="<w:vanish/>"), r("ด้วย", rpr='<w:vanish w:val="0"/>')))
    )
    assert list(read.document.texts()) == ["เห็นด้วย"]
    assert read.warnings == (HIDDEN_TEXT,)


def test_notes_stand_at_the_end() -> None:
    notes = (
        f'<w:footnote w:id="0">{p("ตัวคั่น")}</w:footnote><w:footnote w:id="2">{p("ที่มา")}</w:footnote>'
    )
    data = docx(p("ก", '<w:r><w:footnoteReference w:id="2"/></w:r>', "ข"), "ค", footnotes=notes)
    read = read_docx(data)
    assert list(read.document.texts()) == ["กข", "ค", "ที่มา"]
    assert read.warnings == (NOTES_MOVED,)


def test_pictures_get_names_of_our_own_and_are_kept_once() -> None:
    body = p(picture("x.png", "ภาพ ก"), "ข้อความ", picture("b.png"), picture("x.png"))
    read = read_docx(docx(body, media={"x.png": png(1), "b.png": png(2)}))
    assert read.document.blocks == (
        Images((Image("image1.png", "ภาพ ก"),)),
        Paragraph("ข้อความ"),
        Images((Image("image2.png", ""), Image("image1.png", ""))),
    )
    assert read.images == {"image1.png": png(1), "image2.png": png(2)}


def test_pictures_that_cannot_be_shown_are_told() -> None:
    body = [p(picture("a.emf")), p(picture("out", attribute="link")), p(picture("none")), "ก"]
    read = read_docx(
        docx(
            *body, media={"a.emf": b"\x01\0\0\0"}, external={"out": "https://example.invalid/a.png"}
        )
    )
    assert (read.images, read.warnings) == ({}, (NOT_SHOWN, EXTERNAL))
    assert read.document.blocks == (Paragraph("ก"),)


def test_charts_are_told() -> None:
    assert read_docx(
        docx(p('<w:r><w:drawing><c:chart r:id="x"/></w:drawing></w:r>'), "ก")
    ).warnings == (EMBEDDED,)


def test_old_drawings_show_their_words() -> None:
    art = '<w:r><w:pict><v:shape><v:textpath string="แผนปฏิบัติการ"/></v:shape></w:pict></w:r>'
    shapes = "<w:r><w:drawing><a:p><a:r><a:t>ในรูป</a:t></a:r></a:p></w:drawing></w:r>"
    assert texts(p(art), p(shapes)) == ["แผนปฏิบัติการ", "ในรูป"]


def test_a_text_box_has_fields_of_its_own() -> None:
    body = p(BEGIN, SEPARATE, "ก", text_box(p(field("PAGE", "๗"))), END, "ข")
    assert texts(body) == ["กข", "๗"]
