"""The text of a PDF is the text of the page, to the letter, and the picture stays the same."""

from __future__ import annotations

import base64
import threading
from html import escape
from io import BytesIO

import pypdf
import pytest
import weasyprint
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st
from weasyprint.draw import text as weasyprint_text
from weasyprint.urls import URLFetcher

from ita_portal.thai.text import normalise
from reports.writers.fonts import FACES, font_bytes, font_path
from reports.writers.text_layer import (
    Span,
    UnsupportedWeasyPrintError,
    exact_text_layer,
    glyph_texts,
    needed_spans,
    with_actual_text,
)
from tests.writers.pdf_tools import compact, draw, extract, lines, needs_poppler, picture

SARA_AM = "\u0e33"
# Sara am alone, with each tone, over high consonants; marks stacked and moved; letters that
# lose their foot; Latin ligatures; digits of both kinds; signs that Sarabun has not.
CORPUS = (
    "ำ", "น้ำ", "ซ้ำ", "ก่ำ", "ก๊ำ", "ก๋ำ", "ป่ำ", "ฝ้ำ", "ทำ", "ทา", "กำกับ", "ดำเนินการ",
    "จำนวน", "สำนักงาน", "ที่ปรึกษา", "ฟื้น", "ฟื้นฟู", "ปั่น", "เป็น", "ผู้ที่", "ปี่", "โป๊ะ", "ฟ้า",
    "ญู", "ฐุ", "ฎุ", "ฏู", "ฬุ", "ฤๅ", "ฦๅ", "ต่างๆ", "ฯลฯ", "๒๕๖๖", "2566", "O33", "E-Service",
    "office", "file", "flow", "difficult", "AVATAR", "Dos & Don'ts", "๓๓.๕๐%", "ข้อ๓/๑",
    "อยู่ระหว่างดำเนินการ", "เมื่อวันที่ ๒๓ มกราคม ๒๕๖๖",
)  # fmt: skip
PARAGRAPHS = "".join(f"<p>{escape(text)}</p>" for text in CORPUS)


@needs_poppler
@pytest.mark.parametrize("size", [8, 11, 16, 29])
@pytest.mark.parametrize("weight", ["normal", "bold"])
def test_every_line_comes_back_as_it_stands(size: int, weight: str) -> None:
    css = f"p {{ font-size: {size}pt; font-weight: {weight} }}"
    assert lines(draw(PARAGRAPHS, css=css)) == list(CORPUS)


@needs_poppler
def test_the_corpus_is_wrong_without_the_fix() -> None:
    plain = lines(draw(PARAGRAPHS, exact=False))
    wrong = [text for text in CORPUS if text not in plain]
    assert {"น้ำ", "ที่ปรึกษา", "ดำเนินการ", "ทา"} & set(wrong)


@needs_poppler
@pytest.mark.parametrize("first", ["ำ า", "า ำ", "ทำ ทา", "ทา ทำ"])
def test_what_was_drawn_first_does_not_matter(first: str) -> None:
    text = f"{first} ทำการน้ำนาซ้ำซา"
    assert lines(draw(f"<p>{text}</p>")) == [text]


@needs_poppler
def test_the_picture_is_the_same_to_the_pixel() -> None:
    body = PARAGRAPHS + f"<p style='text-align: justify'>{' '.join(CORPUS) * 4}</p>"
    for css in ("", "p { font-size: 17.3pt; font-weight: bold; letter-spacing: 0.3pt }"):
        assert picture(draw(body, css=css)) == picture(draw(body, css=css, exact=False))


@needs_poppler
def test_bold_and_sizes_within_a_line() -> None:
    body = (
        "<p>ผู้<b>ทำ</b>การ<b style='font-size: 18pt'>น้ำ</b>ฟื้น<i>ฟู</i>ITA<b>2566</b>ที่"
        "<b>ดำเนินการ</b></p>"
    )
    assert compact(extract(draw(body))) == "ผู้ทำการน้ำฟื้นฟูITA2566ที่ดำเนินการ"


@needs_poppler
def test_cells_of_a_table_header_and_footer() -> None:
    css = """
        @page { @top-center { content: "สำนักปลัด" } @bottom-left { content: element(foot) }
                @bottom-right { content: "หน้าที่ " counter(page, thai) } }
        footer { position: running(foot) }
        table { width: 100%; table-layout: fixed; border-collapse: collapse }
    """
    body = (
        "<footer>ข้อมูลดำเนินการ</footer><table><thead><tr><th>ขั้นตอน</th><th>ผู้กำกับ</th></tr>"
        "</thead><tr><td>๑. จัดทำซ้ำ</td><td>ที่ปรึกษา No Gift Policy</td></tr></table>"
    )
    text = compact(extract(draw(body, css=css)))
    for expected in ("ขั้นตอนผู้กำกับ๑.จัดทำซ้ำที่ปรึกษาNoGiftPolicy", "สำนักปลัด", "ข้อมูลดำเนินการ", "หน้าที่๑"):
        assert expected in text


@needs_poppler
def test_signs_without_width_do_not_arrive_and_take_nothing_with_them() -> None:
    texts = ["ก\u200bข", "ก\u200dข", "ก\u200cนำ", "น้ำ\u200dทำ", "ข้อ\u00adความ", "a\u200db"]
    found = lines(draw("".join(f"<p>{text}</p>" for text in texts)))
    assert found == ["กข", "กข", "กนำ", "น้ำทำ", "ข้อความ", "ab"]


@needs_poppler
def test_sara_am_from_another_font_than_its_consonant() -> None:
    font = TTFont(font_path(FACES[0]))
    subsetter = Subsetter(Options(glyph_names=False, drop_tables=["GSUB", "GPOS", "GDEF"]))
    subsetter.populate(unicodes=range(0x0E01, 0x0E2F))
    subsetter.subset(font)
    file = BytesIO()
    font.save(file)
    css = (
        '@font-face { font-family: Consonants; src: url("data:font/ttf;base64,'
        f'{base64.b64encode(file.getvalue()).decode()}") }}'
        f'@font-face {{ font-family: Whole; src: url("{font_path(FACES[1]).as_uri()}") }}'
        "p { font-family: Consonants, Whole }"
    )
    texts = ["ทำการน้ำ", "ที่ซ้ำ", "ญู"]
    pdf = draw("".join(f"<p>{text}</p>" for text in texts), css=css, fetcher=URLFetcher())
    assert len({font["/BaseFont"] for font in _fonts(pdf)}) == 2, "the second font was not needed"
    assert compact(extract(pdf)) == "".join(texts)


def _fonts(pdf: bytes) -> list[pypdf.generic.DictionaryObject]:
    resources = pypdf.PdfReader(BytesIO(pdf)).pages[0]["/Resources"].get_object()
    return [font.get_object() for font in resources["/Font"].get_object().values()]


def test_a_reader_that_ignores_actual_text_loses_nothing() -> None:
    """pypdf reads the glyphs only: it gets the sara am in two characters, which are one."""
    pages = pypdf.PdfReader(BytesIO(draw(PARAGRAPHS))).pages
    found = compact(normalise("\n".join(page.extract_text() for page in pages)))
    for expected in ("น้ำ", "กำกับ", "ดำเนินการ", "ญู", "ฐุ", "office", "difficult"):
        assert expected in found


CONSONANTS = "กขคฆงจฉชซญฎฏฐฑณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
CLUSTERS = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(["", "", "", *"เแโใไ"]),
        st.sampled_from(CONSONANTS),
        st.sampled_from(["", "", *"ัิีึืฺุู", "็"]),
        st.sampled_from(["", "", *"่้๊๋์"]),
        st.sampled_from(["", "", "", *"ะา", SARA_AM]),
    ),
)
WORDS = st.one_of(
    st.lists(CLUSTERS, min_size=1, max_size=4).map("".join),
    st.text("abcdefilABVWT0123456789๐๑๒๓๔๕๖๗๘๙.-/()", min_size=1, max_size=6),
)


@needs_poppler
@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(WORDS, min_size=1, max_size=5), min_size=1, max_size=20))
def test_any_syllables_come_back(paragraphs: list[list[str]]) -> None:
    body = "".join(f"<p>{' '.join(words)}</p>" for words in paragraphs)
    expected = compact("".join("".join(words) for words in paragraphs))
    assert compact(extract(draw(body))) == expected


def test_glyphs_say_what_the_font_says() -> None:
    font = TTFont(font_path(FACES[0]))
    texts = glyph_texts(font_bytes("Sarabun-Regular"))

    def says(glyph: str) -> str:
        return texts[font.getGlyphID(glyph)]

    assert says("uni0E32") == "า"
    assert says("uni0E4D0E49.narrow") == "ํ้"
    assert says("yoYingthai.less") == "ญ"  # known from the substitution only
    assert says("fi") == "fi"


# Kinds of glyphs: L letter, m mark, ! mark that is moved or says another text, ? letter that
# says another text, + further glyph of a cluster, blank.
@pytest.mark.parametrize(
    ("kinds", "texts", "spans"),
    [
        ("LLmL", ["ก", "ร", "ั", "บ"], []),
        ("L!+L", ["ท", "ำ", "", "น"], [(0, 3, "ทำ")]),
        ("L!++", ["น", "้ำ", "", ""], [(0, 4, "น้ำ")]),
        ("LmmL", ["ท", "ี", "่", "ป"], [(0, 3, "ที่")]),
        ("Lm!LL", ["ฟ", "ื", "้", "น", "ก"], [(0, 4, "ฟื้น")]),
        ("Lm!Lm!LL", ["ฟ", "ื", "้", "ฟ", "ื", "้", "น", "ก"], [(0, 7, "ฟื้ฟื้น")]),
        ("Lm! L", ["ฟ", "ื", "้", " ", "น"], [(0, 3, "ฟื้")]),
        ("L?L", ["o", "fi", "c"], [(1, 2, "fi")]),
        ("!+", ["ำ", ""], [(0, 2, "ำ")]),
        ("", [], []),
    ],
)
def test_where_a_span_is_needed(kinds: str, texts: list[str], spans: list[tuple]) -> None:
    assert list(needed_spans(kinds, texts)) == [Span(*span) for span in spans]


def test_operators_are_cut_at_the_glyphs_and_nothing_else_changes() -> None:
    operators = [
        b"1 0 0 -1 9 9 Tm",
        b"[<00010002>-5<0003>] TJ",
        b"-1 Ts",
        b"[12<0004>] TJ",
        b"0 Ts",
    ]
    assert with_actual_text(operators, [Span(1, 2, "ก"), Span(2, 4, "ข")]) == [
        b"1 0 0 -1 9 9 Tm",
        b"[<0001>] TJ",
        b"/Span <</ActualText <feff0e01>>> BDC",
        b"[<0002>-5<>] TJ",
        b"EMC",
        b"/Span <</ActualText <feff0e02>>> BDC",
        b"[<0003>] TJ",
        b"-1 Ts",
        b"[12<0004>] TJ",
        b"0 Ts",
        b"EMC",
    ]


def test_another_weasyprint_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    original = weasyprint_text.draw_first_line
    monkeypatch.setattr(weasyprint, "__version__", "71.0")
    with (
        pytest.raises(UnsupportedWeasyPrintError, match=r"needs WeasyPrint 70, but 71\.0"),
        exact_text_layer(),
    ):
        pytest.fail("drawing began")
    assert weasyprint_text.draw_first_line is original


def test_nothing_stays_changed() -> None:
    original = weasyprint_text.draw_first_line
    with exact_text_layer():
        with pytest.raises(ZeroDivisionError), exact_text_layer():
            1 / 0  # noqa: B018
        assert weasyprint_text.draw_first_line is not original
    assert weasyprint_text.draw_first_line is original


@needs_poppler
def test_threads_that_draw_at_once() -> None:
    found: list[list[str]] = []
    threads = [
        threading.Thread(target=lambda: found.append(lines(draw(PARAGRAPHS)))) for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [list(CORPUS)] * 3
