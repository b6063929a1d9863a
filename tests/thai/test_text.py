"""Thai marks are written by code point where their order is the matter of the test."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ita_portal.thai.text import (
    compact,
    fold_blanks,
    join_broken,
    normalise,
    search_key,
    similarity,
)

AM, AA, NIKHAHIT = "\u0e33", "\u0e32", "\u0e4d"
TONE, SECOND_TONE, SARA_I, SARA_U, SILENCER = "\u0e48", "\u0e49", "\u0e34", "\u0e38", "\u0e4c"

THAI = "".join(chr(code) for code in range(0x0E01, 0x0E5C) if unicodedata.name(chr(code), ""))
MESSY = THAI + "aA1 \n\t\r\xa0\u200b\u200d\ufeff\xad\u2028\uf70a\uf713\uf701e\u0301"
messy_text = st.text(st.sampled_from(MESSY), max_size=40) | st.text(max_size=40)


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("ทํา", f"ท{AM}"),
        (f"น{NIKHAHIT}{SECOND_TONE}{AA}", f"น{SECOND_TONE}{AM}"),
        (f"น{SECOND_TONE}{NIKHAHIT}{AA}", f"น{SECOND_TONE}{AM}"),
        (f"น{AM}{SECOND_TONE}", f"น{SECOND_TONE}{AM}"),
        (f"น{AA}{SECOND_TONE}", f"น{SECOND_TONE}{AA}"),
        (f"ท{TONE}\u0e35", f"ท\u0e35{TONE}"),
        (f"ผ{SECOND_TONE}\u0e39", f"ผ\u0e39{SECOND_TONE}"),
        (f"ธ{SILENCER}{SARA_I}", f"ธ{SARA_I}{SILENCER}"),
        (f"ท\u0e35{TONE}{TONE}", f"ท\u0e35{TONE}"),
        (f"ก{SARA_U}{SARA_U}", f"ก{SARA_U}"),
        ("เเผน", "แผน"),
    ],
)
def test_one_spelling_for_what_looks_the_same(typed: str, canonical: str) -> None:
    assert normalise(typed) == canonical


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("งาน\u200bพัสดุ\ufeff", "งานพัสดุ"),
        ("แผน\xadงาน", "แผนงาน"),
        ("ก\xa0ข\u2009ค\u3000ง\tจ", "ก ข ค ง จ"),
        ("ก\r\nข\rค\vง\u2028จ", "ก\nข\nค\nง\nจ"),
        ("a\x00b\x1fc", "abc"),
        ("cafe\u0301", "café"),
        ("ท\uf702\uf70a", "ที่"),  # glyph variants of old Windows fonts
    ],
)
def test_invisible_signs_and_kinds_of_blank(typed: str, canonical: str) -> None:
    assert normalise(typed) == canonical


@pytest.mark.parametrize(
    "text",
    [
        "ต่าง ๆ",
        "กทม. ฯลฯ",
        "๒๕๖๖ 2566",
        "มากกกก",
        "ว้าาา",
        "ปฏิบัติ ฎีกา ญาติ ฐาน",
        "พุทฺโธ",
        "ฤๅษี",
        "สํ",
        "Dos & Don’ts – “No Gift Policy”",
        "☑ ✓ ▪ \uf0a7 ²",
        "หน่วยงาน  สองช่อง",
        "่ลอย",
    ],
)
def test_what_a_reader_sees_stays(text: str) -> None:
    assert normalise(text) == text


@given(messy_text)
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert unicodedata.is_normalized("NFC", once)


@given(messy_text)
def test_every_helper_is_stable(text: str) -> None:
    for function in (fold_blanks, compact, search_key, join_broken):
        once = function(text)
        assert function(once) == once


@given(st.text(st.sampled_from(THAI + "ab12 \n"), max_size=40))
def test_consonants_leading_vowels_and_digits_are_kept_in_order(text: str) -> None:
    def visible(value: str) -> str:
        kept = [c for c in value if unicodedata.category(c) not in ("Mn", "Zs", "Cc")]
        return "".join(kept).replace("เเ", "แ").replace(AM, AA)

    assert visible(normalise(text)) == visible(text)


def test_fold_blanks() -> None:
    assert fold_blanks("  ก   ข \n\n  ค\xa0 ") == "ก ข\n\nค"


def test_compact() -> None:
    assert compact(" กำ กับ\nติด ตาม ") == "กำกับติดตาม"
    assert compact("ทํ า") == "ทำ"


def test_search_key() -> None:
    assert search_key("E-Service ข้อ ๑๒") == search_key("e-service ข้อ12") == "e-serviceข้อ12"


@pytest.mark.parametrize(
    ("broken", "joined"),
    [
        ("หน ่วยงาน", "หน่วยงาน"),
        ("ประช าชน", "ประชาชน"),
        ("จัดท ำแผน", "จัดทำแผน"),
        ("พ\nัสดุ", "พัสดุ"),
        ("เ จ้าหน้าที่", "เจ้าหน้าที่"),
        ("ไ\nม่มี", "ไม่มี"),
        ("ผู้ บังคับบัญชา", "ผู้ บังคับบัญชา"),  # only a dictionary could tell
        ("ต่าง ๆ และ ฯลฯ", "ต่าง ๆ และ ฯลฯ"),
        ("ข้อ ๑ การ", "ข้อ ๑ การ"),
        ("- ำ", "- ำ"),
    ],
)
def test_join_broken(broken: str, joined: str) -> None:
    assert join_broken(broken) == joined


def test_similarity_ignores_blanks_case_and_numerals() -> None:
    assert similarity("ข้อ ๑๒ E-Service", "ข้อ12e-service") == 1.0
    assert similarity("", "") == 1.0
    assert similarity("การปรับปรุงการทำงาน", "การปรับปรุงระบบการทำงาน") > 0.85
    assert similarity("การเปิดเผยข้อมูล", "กองคลัง") < 0.5


@given(st.text(max_size=20), st.text(max_size=20))
def test_similarity_is_symmetric_and_bounded(a: str, b: str) -> None:
    assert 0.0 <= similarity(a, b) == similarity(b, a) <= 1.0
