from pathlib import Path

import pytest
from django.conf import settings

from assessments.catalogue import Catalogue
from assessments.framework_files import read_framework


def catalogue(year: int) -> Catalogue:
    path = Path(settings.BASE_DIR) / "fixtures" / "frameworks" / f"{year}.json"
    return Catalogue.from_data(read_framework(path.read_bytes(), path.name))


YEAR = catalogue(2565)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("การใช้อำนาจ", 3),
        ("ตัวชี้วัดที่ ๓ การใช้อำนาจ", 3),
        ("3. การใช้อำนาจ (IIT)", 3),
        ("การใช้อำนาจ ได้คะแนน 86.43 คะแนน", 3),
        ("การ ใช้ อำนาจ", 3),
        ("การใช้ทรัพย์สินของทางราชการ", 4),
        ("การใช้ทรัพย์สินของราชการ", 4),
        ("การปรับปรุงระบบการทำงาน", 8),
        ("ประสิทธภาพการสื่อสาร", 7),
        ("การแก้ไขปัญหาการทุจริต", 5),
        ("ตัวชี้วัดที่ 10 การป้องกันการทุจริต", 10),
    ],
)
def test_finds_an_indicator_by_its_name(text: str, number: int) -> None:
    found = YEAR.indicator_by_name(text)
    assert found is not None
    assert found.number == number


@pytest.mark.parametrize(
    "text",
    ["", "การใช้", "ตัวชี้วัดที่ 3", "การปฏิบัติหน้าที่ของเจ้าหน้าที่โดยยึดมาตรฐานขั้นตอน", "การใช้เวลา"],
)
def test_does_not_guess_an_indicator(text: str) -> None:
    assert YEAR.indicator_by_name(text) is None


def test_finds_sub_indicators_whose_name_begins_like_a_lead() -> None:
    found = YEAR.sub_indicator_by_name("ตัวชี้วัดย่อยที่ ๙.๑ ข้อมูลพื้นฐาน")
    assert found is not None
    assert found.number == "9.1"


@pytest.mark.parametrize("typed", ["O33", "๐๓๓", "OIT ๓๓", "o33", "ข้อ O๓๓"])
def test_finds_an_item_by_its_code_as_typed(typed: str) -> None:
    item = YEAR.item(typed)
    assert item is not None
    assert (item.title, item.sub_indicator) == ("การเปิดโอกาสให้เกิดการมีส่วนร่วม", "9.5")
    assert YEAR.instrument_of(item) == "OIT"


def test_a_code_means_something_else_in_another_year() -> None:
    title = YEAR.item("O33").title  # type: ignore[union-attr]
    assert title is not None
    found = {year: catalogue(year).item_by_title(title) for year in (2564, 2566, 2568)}
    assert {year: item and item.code for year, item in found.items()} == {
        2564: "O33",
        2566: "O30",
        2568: "O20",
    }


def test_a_title_that_is_only_similar_is_not_taken() -> None:
    """The title of O20 of FY2565 is not established; it differs from O18 in one word."""
    assert YEAR.item_by_title("รายงานผลการใช้จ่ายงบประมาณประจำปี") is None
    assert YEAR.item_by_title("แผนการใช้จ่ายงบประมาณประจำปี").code == "O18"  # type: ignore[union-attr]


def test_a_remark_after_a_title_may_be_left_out() -> None:
    item = catalogue(2569).item_by_title("แผนปฏิบัติการป้องกันการทุจริต")
    assert item is not None
    assert item.code == "O23"


def test_finds_a_question_by_its_text_whole_or_shortened() -> None:
    text = "๗. ท่านรู้เกี่ยวกับแผนการใช้จ่ายงบประมาณประจำปี ของหน่วยงานของท่านมากน้อยเพียงใด"
    for typed in (text, text.removesuffix("มากน้อยเพียงใด"), text.replace(" ", "")):
        question = YEAR.question_by_text(typed)
        assert question is not None
        assert (question.code, YEAR.instrument_of(question)) == ("I7", "IIT")
    assert YEAR.question_by_text("หน่วยงานที่ท่านติดต่อ") is None


def test_unknown_things_are_none() -> None:
    assert YEAR.item("O50") is None
    assert YEAR.question("I99") is None
    assert YEAR.indicator(11) is None
    assert YEAR.sub_indicator("9.9") is None
    assert YEAR.topic_by_name("การให้บริการและระบบ E-Service") is None
    assert catalogue(2566).question("I7") is None


def test_topics_of_newer_years_by_name() -> None:
    topic = catalogue(2568).topic_by_name("2. การให้บริการและระบบ e-service")
    assert topic is not None
    assert topic.number == 2
