"""Misspelt words that no list knows, and the letters that cannot stand together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.checks.letters import impossible_letters
from reports.checks.lexicon import dictionary
from reports.checks.likelihood import official_words_meant, words_meant

# Right words of many subjects, among them names and foreign words that no dictionary has.
RIGHT = (
    "ผู้รับจ้างที่ทิ้งงานถูกแจ้งเวียนชื่อและริบหลักประกันสัญญา",
    "กองช่างตรวจสอบผิวจราจรแอสฟัลติกคอนกรีตด้วยการเจาะทดสอบ",
    "จัดนิทรรศการณลานอเนกประสงค์และลงนามในสัญญาแล้วณวันทำการ",
    "จัดรถรับส่งไปตรวจนับครุภัณฑ์และจับพิกัดหลุมบ่อบนผิวจราจร",
    "เคลือบฟลูออไรด์ให้เด็กและแจกกล้าพันธุ์ตะไคร้หอมขมิ้นฟ้าทะลายโจร",
    "ใช้แพลตฟอร์มทราฟฟี่ฟองดูว์รับแจ้งปัญหาเมือง",
    "ค่าใช้จ่ายในการเดินทางไปราชการเบิกได้ตามสิทธิ",
    "เจ้าหน้าที่กองคลังทต.นาสมมติและอบต.ทุ่งสาธิต",
    "เปิดระบบทราฟฟี่และกูเกิลฟอร์มรับเรื่องร้องเรียน",
    "ส่วนราชการ.......สำนักปลัด",
    "ตัวแทนดนุพัฒน์เลิศวิริยะไพบูลย์ร่วมประชุม",
    "ป้ายบอกทางไปยังจุดให้บริการทางลาดและที่จอดรถสำหรับผู้สูงอายุ",
)


@pytest.mark.parametrize("text", RIGHT)
def test_right_words_are_let_alone(text: str) -> None:
    assert list(words_meant(text)) == []
    assert list(official_words_meant(text)) == []
    assert list(impossible_letters(text)) == []


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("พื้นที่ตั้งอยู่ในเขตสำนังกานของหน่วยงาน", "สำนักงาน"),
        ("รายงานเรตุผลความจำเป็นทุกครั้ง", "เหตุผล"),
        ("สภาเทศบาลอนุมัติงบพันฒาท้องถิ่น", "พัฒนา"),
        ("ระบบสดอคล้องกับแผน", "สอดคล้อง"),
        ("จัดทำแผนพับแจกทุกหมู่บ้าน", "แผ่นพับ"),
        ("ผู้บริหารกับชับให้ถือปฏิบัติ", "กำชับ"),
        ("เผยแพร่ประกาศทางเว็บไซต์ของเทสบาลทุกเดือน", "เทศบาล"),
        ("คู่มือการให้บริการและประชสัมพันธ์ให้ประชาชนทราบ", "ประชาสัมพันธ์"),
    ],
)
def test_a_slip_is_found_with_the_word_that_was_meant(text: str, meant: str) -> None:
    assert [one.word for one in words_meant(text)] == [meant]


@pytest.mark.parametrize(
    ("text", "wrong", "meant"),
    [
        ("จัดหมวดหมู่ให้ประชาขนสืบค้น", "ประชาขน", "ประชาชน"),  # of two common words
        ("ลดระยะเวลาซ่อนแซมถนน", "ซ่อนแซม", "ซ่อมแซม"),
        ("เผยแผร่บนเว็บไซต์", "เผยแผร่", "เผยแพร่"),  # cut in the wrong place
        ("ช่วยเหลือผู้สูงอายและคนพิการ", "ผู้สูงอาย", "ผู้สูงอายุ"),  # not with the letter behind it
        ("นำไปประกอบการพิจราณา", "พิจราณา", "พิจารณา"),
    ],
)
def test_a_word_of_such_reports_is_found_among_common_pieces(
    text: str, wrong: str, meant: str
) -> None:
    found = [(text[one.start : one.end], one.word) for one in official_words_meant(text)]
    assert (wrong, meant) in found


@pytest.mark.parametrize(
    ("text", "repair"),
    [("จัดทำำแผน", "ทำ"), ("วิธีีการ", "ธี"), ("เจ้าหนา้ที่", ""), ("เืพ่อให้", ""), ("แก้ไไข", "")],
)
def test_letters_that_cannot_stand_together(text: str, repair: str) -> None:
    assert [found[2] for found in impossible_letters(text)] == [repair]


def test_the_words_of_the_dictionary_have_no_impossible_letters() -> None:
    """But for a few entries that are misspelt themselves."""
    odd = [word for word in dictionary() if any(impossible_letters(word))]
    assert len(odd) < 12, odd


@given(st.text(alphabet="กขคงนมรสอะาำเแโใไัิีึืุู็่้๊๋์ฯๆ๑1 ", max_size=40))
def test_places_are_in_the_text_and_do_not_overlap(text: str) -> None:
    end = 0
    for start, stop, _ in impossible_letters(text):
        assert end <= start < stop <= len(text)
        end = stop
