"""Agency, place, year, round and numerals, as reports say them."""

from __future__ import annotations

from collections import Counter

import pytest

from reports.readers.titles import (
    Place,
    find_numerals,
    find_place,
    find_round,
    find_years,
    is_place_line,
    likeliest_year,
)


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        (
            ["รายงานผล", "เทศบาลตำบลบ้านดี", "อำเภอเมือง จังหวัดเลย"],
            Place("เทศบาลตำบลบ้านดี", "เมือง", "เลย"),
        ),
        (
            ["ประจำปีงบประมาณ พ.ศ.๒๕๖๘ องค์การบริหารส่วนตำบลหนองดี อำเภอท่าดี จังหวัดเพชรบุรี"],
            Place("องค์การบริหารส่วนตำบลหนองดี", "ท่าดี", "เพชรบุรี"),
        ),
        (["อบต. หนองดี อ.เมือง จ.เลย"], Place("องค์การบริหารส่วนตำบลหนองดี", "เมือง", "เลย")),
        (["ของเทศบาลนครระยองประจำปีงบประมาณ พ.ศ. 2567"], Place("เทศบาลนครระยอง")),
        (["เทศบาลเมือง- บ้านดี ได้ดำเนินการ"], Place("เทศบาลเมืองบ้านดี")),
        (["เทศบาลตำบล", "บ้านดี"], Place("เทศบาลตำบลบ้านดี")),
        (["องค์การบริหาร ส่วนจังหวัดลำพูน"], Place("องค์การบริหารส่วนจังหวัดลำพูน", "", "ลำพูน")),
        (["ความเห็นของนายกเทศมนตรีตำบลบ้านดี"], Place("เทศบาลตำบลบ้านดี")),
        (["องค์การบริหารส่วนตำบลและเทศบาลทั่วประเทศ"], Place()),
    ],
)
def test_place(lines: list[str], place: Place) -> None:
    assert find_place(lines, []) == place


def test_a_name_that_the_cover_cuts_is_completed_from_the_text() -> None:
    texts = ["เจ้าหน้าที่เทศบาลตำบลบ้านดีงาม", "ของเทศบาลตำบลบ้านดีงาม ได้"]
    assert find_place(["เทศบาลตำบลบ้าน ดีงาม"], texts).agency == "เทศบาลตำบลบ้านดีงาม"


def test_place_lines() -> None:
    assert is_place_line("เทศบาลตำบลบ้านดี")
    assert is_place_line("อำเภอเมือง จังหวัดเลย")
    assert is_place_line("เทศบาลตำบลบ้านดี อำเภอเมือง จังหวัดเลย")
    assert not is_place_line("รายงานผลของเทศบาลตำบลบ้านดี")


@pytest.mark.parametrize(
    ("title", "headings", "others", "year"),
    [
        (["รายงานการดำเนินการตามมาตรการ", "ประจำปีงบประมาณ พ.ศ. ๒๕๖๖"], [], [], 2566),
        (
            ["การประเมินคุณธรรมและความโปร่งใส (ITA)", "ประจำปีงบประมาณ พ.ศ. 2565"],
            ["มาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. 256๖"],
            [],
            2566,
        ),
        (["มาตรการส่งเสริมคุณธรรม ปีงบประมาณ ๖๘"], [], [], 2568),
        (["รายงานผลการดำเนินการ ประจำปีงบประมาณ 2023"], [], [], 2566),
        ([], [], ["เรื่อง รายงานผลตามมาตรการ ประจำปี พ.ศ. ๒๕๖๗"], 2567),
        (["รายงานผล"], [], ["ตามแผนแม่บท ๒๐ ปี"], None),
    ],
)
def test_year(title: list[str], headings: list[str], others: list[str], year: int | None) -> None:
    assert likeliest_year(find_years(title, headings, others)) == year


def test_without_any_year_there_is_none() -> None:
    assert likeliest_year(Counter()) is None


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("รอบ ๖ เดือน (เดือนตุลาคม ๒๕๖๕ - มีนาคม ๒๕๖๖)", "6m"),
        ("(เดือนตุลาคม ๒๕๖๕ - มีนาคม ๒๕๖๖)", "6m"),
        ("ต.ค. 2565 - ก.ย. 2566", "12m"),
        ("รอบ 12 เดือน", "12m"),
        ("รอบ 6 เดือนหลัง", "12m"),
        ("รายงานผล ครั้งที่ 1", "6m"),
        ("ครั้งที่ ๒/๒๕๖๖", "12m"),
        ("รอบปีงบประมาณ 2566", ""),
        ("ประจำปีงบประมาณ 2566", ""),
    ],
)
def test_round(line: str, code: str) -> None:
    assert find_round([line], 2566) == code


@pytest.mark.parametrize(
    ("texts", "numerals"),
    [
        (["๑. ทำ", "๒. ทำ ๒๕๖๖"], "thai"),
        (["1. ทำ", "2. ทำ 2566"], "arabic"),
        (["๑. ทำ", "2. ทำ", "๓ ทำ", "4"], "as_typed"),
        (["๑ ๒ ๓ ๔ ๕ E3 O42 ๖"], "thai"),
        (["ไม่มีตัวเลข"], "as_typed"),
    ],
)
def test_numerals(texts: list[str], numerals: str) -> None:
    assert find_numerals(texts) == numerals
