"""Characters that no font at hand draws: a report brings them, and the PDF stays readable."""

from __future__ import annotations

from io import BytesIO

import page as page_validation
import pytest
from fontTools.ttLib import TTFont

from reports.document import Document, Paragraph, Title
from reports.writers.pdf import write_pdf
from reports.writers.signs import ARROW, BOX, BULLET, sign_of, signs_font
from tests.writers.pdf_tools import extract, needs_poppler

# A bullet of Wingdings as Word keeps it, a hand, two letters of other scripts.
FOREIGN = "\uf0a7\U0001f599\U00013000\u3042"


def pdf_of(text: str) -> bytes:
    return write_pdf(Document((Title(()), Paragraph(text)), title="ทดสอบ", agency="ทดสอบ"), {})


@needs_poppler
@pytest.mark.parametrize("character", FOREIGN)
def test_a_pdf_conforms_and_says_the_character(character: str) -> None:
    pdf = pdf_of(f"{character} ข้อ ๑ รายได้")
    failures = page_validation.validate_pdf_bytes(pdf).failures
    assert [failure.rule_id for failure in failures] == []
    assert extract(pdf).split()[0] == character


def test_the_same_page_gives_the_same_bytes() -> None:
    assert pdf_of(FOREIGN) == pdf_of(FOREIGN)


def test_each_character_has_a_glyph_that_is_drawn() -> None:
    font = TTFont(BytesIO(signs_font(FOREIGN)))
    names = font.getBestCmap()
    assert set(names) == {ord(character) for character in f" {FOREIGN}"}
    assert all(font["glyf"][names[ord(one)]].numberOfContours > 0 for one in FOREIGN)


@pytest.mark.parametrize(
    ("character", "sign"),
    [("\uf0a7", BULLET), ("\U0001f599", ARROW), ("\U0001f4cc", BULLET), ("\U00013000", BOX)],
)
def test_what_stands_for_what(character: str, sign: str) -> None:
    assert sign_of(character) == sign
