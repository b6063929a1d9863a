"""Automatic numbering: the text of the source does not hold the numbers, the document does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.readers.docx import read_docx
from reports.readers.word.number_formats import THAI_LETTERS, format_number
from tests.docx_files import (
    cell,
    docx,
    level,
    levels,
    num,
    num_pr,
    numbering,
    p,
    restart,
    row,
    table,
)

THAI = levels(
    level("thaiNumbers", "%1."), level("thaiNumbers", "%1.%2"), level("thaiLetters", "(%3)")
)


def texts(*body: str, **parts: str) -> list[str]:
    return list(read_docx(docx(*body, **parts)).document.texts())


def labels(sequence: list[tuple[int, int]], made: str) -> list[str]:
    """The numbers that paragraphs get which use these (list, level) in turn."""
    return [
        text.removesuffix(" x")
        for text in texts(*(p("x", num=n) for n in sequence), numbering=made)
    ]


@pytest.mark.parametrize(
    ("name", "number", "written"),
    [
        ("decimal", 12, "12"),
        ("thaiNumbers", 12, "๑๒"),
        ("thaiLetters", 1, "ก"),
        ("thaiLetters", 3, "ค"),
        ("thaiLetters", 41, "ฮ"),
        ("thaiLetters", 42, "กก"),
        ("thaiCounting", 21, "ยี่สิบเอ็ด"),
        ("lowerLetter", 27, "aa"),
        ("upperLetter", 2, "B"),
        ("lowerRoman", 14, "xiv"),
        ("upperRoman", 9, "IX"),
        ("decimalZero", 7, "07"),
        ("ordinal", 11, "11th"),
        ("ordinal", 22, "22nd"),
        ("decimalEnclosedCircle", 3, "③"),
        ("decimalEnclosedCircle", 21, "21"),
        ("none", 5, ""),
        ("a format of another century", 5, "5"),
    ],
)
def test_number_formats(name: str, number: int, written: str) -> None:
    assert format_number(number, name) == written


def test_the_first_thai_letters_are_those_of_another_program() -> None:
    # as LibreOffice 7.4 writes a list in this format
    assert THAI_LETTERS.startswith("กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยร")


@given(
    st.sampled_from(
        ["lowerRoman", "thaiLetters", "lowerLetter", "decimalEnclosedCircle", "ordinal"]
    ),
    st.integers(min_value=-5, max_value=10**9),
)
def test_no_number_is_written_at_length(name: str, number: int) -> None:
    """A start value of a hostile file must not become a million letters."""
    assert 0 < len(format_number(number, name)) <= 40


def test_levels_count_and_restart_below_a_higher_one() -> None:
    sequence = [(1, 0), (1, 1), (1, 1), (1, 2), (1, 0), (1, 1), (1, 2)]
    assert labels(sequence, numbering(THAI)) == ["๑.", "๑.๑", "๑.๒", "(ก)", "๒.", "๒.๑", "(ก)"]


def test_a_lower_level_first_counts_the_higher_one_as_begun() -> None:
    # by design in Word: Microsoft KB Q110380
    assert labels([(1, 1), (1, 0)], numbering(THAI)) == ["๑.๑", "๒."]


def test_a_list_that_never_restarts_goes_on() -> None:
    never = level("decimal", "%2)", more='<w:lvlRestart w:val="0"/>')
    made = numbering(levels(level("decimal", "%1."), never))
    assert labels([(1, 0), (1, 1), (1, 0), (1, 1)], made) == ["1.", "1)", "2.", "2)"]


def test_a_level_that_restarts_only_below_the_first() -> None:
    third = level("decimal", "%3)", more='<w:lvlRestart w:val="1"/>')
    made = numbering(levels(level("decimal", "%1."), level("decimal", "%2."), third))
    sequence = [(1, 0), (1, 1), (1, 2), (1, 1), (1, 2), (1, 0), (1, 2)]
    assert labels(sequence, made)[2::2] == ["1)", "2)", "1)"]


def test_lists_of_one_definition_share_their_count_unless_one_starts_again() -> None:
    made = numbering(THAI, lists=num(1) + num(2) + num(3, overrides=restart(0, 5)))
    sequence = [(1, 0), (2, 0), (3, 0), (3, 0), (1, 0)]
    assert labels(sequence, made) == ["๑.", "๒.", "๕.", "๖.", "๗."]


def test_an_override_may_replace_a_whole_level() -> None:
    other = f'<w:lvl w:ilvl="0">{level("upperRoman", "%1)")}</w:lvl>'
    own = f'<w:lvlOverride w:ilvl="0">{other}</w:lvlOverride>'
    made = numbering(THAI, lists=num(1) + num(2, overrides=own))
    assert labels([(1, 0), (2, 0)], made) == ["๑.", "II)"]


@pytest.mark.parametrize(
    ("more", "read"),
    [
        ('<w:suff w:val="space"/>', "๑. ข้อความ"),
        ('<w:suff w:val="nothing"/>', "๑.ข้อความ"),
        ("", "๑. ข้อความ"),
    ],
)
def test_what_stands_between_number_and_text(more: str, read: str) -> None:
    made = numbering(levels(level("thaiNumbers", "%1.", more=more)))
    assert texts(p("ข้อความ", num=(1, 0)), numbering=made) == [read]


def test_legal_numbering_writes_every_level_in_digits() -> None:
    second = level("decimal", "%1.%2", more="<w:isLgl/>")
    made = numbering(levels(level("upperRoman", "%1."), second))
    assert labels([(1, 0), (1, 1)], made) == ["I.", "1.1"]


@pytest.mark.parametrize(
    ("text", "font", "sign"),
    [
        ("-", "", "-"),
        ("o", "Courier New", "o"),
        ("\uf0b7", "Symbol", "•"),
        ("\uf02d", "Symbol", "-"),
        ("\uf0a7", "Wingdings", "▪"),
        ("\uf0d8", "Wingdings", "➢"),
        ("\uf0fc", "Wingdings", "✓"),
        ("\uf0b7", "", "•"),
        ("\uf0ee", "Some Dingbats", "\uf0ee"),
    ],
)
def test_bullets_are_the_sign_that_is_seen(text: str, font: str, sign: str) -> None:
    made = numbering(levels(level("bullet", text, font=font)))
    assert labels([(1, 0)], made) == [sign]


def test_numbers_in_cells_even_where_the_cell_is_otherwise_empty() -> None:
    rows = [row(cell(p(num=(1, 0))), cell(p(title, num=(1, 1)))) for title in ("ก", "ข")]
    made = numbering(THAI)
    assert texts(table(*rows), numbering=made) == ["๑.", "๑.๑ ก", "๒.", "๒.๑ ข"]


def test_numbering_of_a_style_and_its_level_link() -> None:
    linked = levels(
        level("thaiNumbers", "%1.", more='<w:pStyle w:val="Step"/>'),
        level("thaiNumbers", "%1.%2", more='<w:pStyle w:val="SubStep"/>'),
    )
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/>{base}'
        f"<w:pPr>{num_pr(1)}</w:pPr></w:style>"
        for name, base in (("Step", ""), ("SubStep", '<w:basedOn w:val="Step"/>'))
    )
    body = [p("a", style="Step"), p("b", style="SubStep"), p("c", style="Step")]
    assert texts(*body, styles=styles, numbering=numbering(linked)) == ["๑. a", "๑.๑ b", "๒. c"]


def test_a_paragraph_can_refuse_the_numbering_of_its_style() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Step"><w:name w:val="Step"/>'
        f"<w:pPr>{num_pr(1, 0)}</w:pPr></w:style>"
    )
    body = [p("a", style="Step"), p("b", style="Step", ppr=num_pr(0)), p("c", style="Step")]
    assert texts(*body, styles=styles, numbering=numbering(THAI)) == ["๑. a", "b", "๒. c"]


def test_a_definition_may_stand_at_a_numbering_style() -> None:
    linking = levels(abstract=1, more='<w:numStyleLink w:val="Thai"/>')
    styles = (
        '<w:style w:type="numbering" w:styleId="Thai"><w:name w:val="Thai"/>'
        f"<w:pPr>{num_pr(1)}</w:pPr></w:style>"
    )
    made = numbering(THAI, linking)
    assert texts(p("a", num=(2, 0)), styles=styles, numbering=made) == ["๑. a"]


def test_numbers_that_lead_nowhere_are_no_numbers() -> None:
    body = [
        p("a", num=(9, 0)),
        p("b", num=(1, 8)),
        p("c", ppr='<w:numPr><w:numId w:val="๑"/></w:numPr>'),
    ]
    assert texts(*body, numbering=numbering(THAI)) == ["a", "b", "c"]


def test_a_deleted_item_is_not_counted() -> None:
    deleted = '<w:del w:id="1" w:author="a"/>'
    body = [
        p("a", num=(1, 0)),
        p('<w:del w:id="2"><w:r><w:delText>b</w:delText></w:r></w:del>', num=(1, 0), mark=deleted),
        p("c", num=(1, 0)),
    ]
    assert texts(*body, numbering=numbering(THAI)) == ["๑. a", "๒. c"]
