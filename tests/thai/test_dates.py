from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ita_portal.thai.dates import find_dates, format_date, format_month, parse_date
from ita_portal.thai.fiscal import FiscalYear

FY2566 = FiscalYear(2566)
DAY = date(2023, 1, 23)

days = st.dates(date(1957, 1, 1), date(2099, 12, 31))
styles = st.sampled_from(["long", "short"])
numerals = st.sampled_from(["thai", "arabic"])


def test_format() -> None:
    assert format_date(DAY) == "23 มกราคม 2566"
    assert format_date(DAY, style="short", numerals="thai") == "๒๓ ม.ค. ๒๕๖๖"
    assert format_date(date(2024, 2, 29)) == "29 กุมภาพันธ์ 2567"
    assert format_month(date(2023, 3, 31)) == "มีนาคม 2566"
    assert format_month(date(2023, 3, 1), style="short", numerals="thai") == "มี.ค. ๒๕๖๖"


@given(days, styles, numerals)
def test_out_and_in_again(day: date, style: str, system: str) -> None:
    assert parse_date(format_date(day, style=style, numerals=system)) == day


@pytest.mark.parametrize("style", ["long", "short"])
def test_every_day_of_a_leap_year_comes_back(style: str) -> None:
    first = date(2024, 1, 1).toordinal()
    for day in map(date.fromordinal, range(first, first + 366)):
        assert parse_date(format_date(day, style=style)) == day


@given(days, styles, st.data())
def test_a_blank_or_line_end_may_stand_anywhere_between_letters(
    day: date, style: str, data: st.DataObject
) -> None:
    text = format_date(day, style=style)
    letters = [i for i in range(1, len(text)) if not (text[i - 1].isdigit() and text[i].isdigit())]
    at = data.draw(st.sampled_from(letters))
    blank = data.draw(st.sampled_from([" ", "\n", "\xa0", "\u200b", "  "]))
    assert parse_date(text[:at] + blank + text[at:]) == day


@pytest.mark.parametrize(
    "text",
    [
        "๒๓ มกราคม ๒๕๖๖",
        "23 มกราคม 256๖",
        "23 ม.ค. 66",
        "23 ม. ค. 2566",
        "๒๓ ม.ค ๖๖",
        "๒๓ มค. ๖๖",
        "๒๓มค๖๖",
        "23 มกรา 66",
        "วันที่ ๒๓ เดือน มกราคม พ.ศ. ๒๕๖๖",
        "วันที่ ๒๓ เดือนมกราคม ปี พ.ศ.๒๕๖๖",
        "วันที่ 23 ของเดือนมกราคม 2566",
        "วันจันทร์ที่ ๒๓ มกราคม พุทธศักราช ๒๕๖๖",
        "เมื่อวันที่ ๒๓ มกราคม ๒๕๖๖",
        "ณ วันที่ ๒๓ มกราคม ๒๕๖๖",
        "วันที่.....๒๓.....เดือน.....มกราคม.....พ.ศ. .....๒๕๖๖.....",
        "23/01/2566",
        "23/1/66",
        "๒๓-๐๑-๖๖",
        "๒๓ – ๐๑ – ๖๖",
        "23.01.2566",
        "2023-01-23",
        "2566-01-23",
        "23/01/2023",
        "23 มกราคม 2023",
        "23 มกราคม พ.ศ. 2023",
        "23 มกราคม ค.ศ. 2023",
        "  23\nมกราคม\n2566  ",
    ],
)
def test_ways_to_write_one_day(text: str) -> None:
    assert parse_date(text) == DAY


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("๕ กรกฏาคม ๒๕๖๖", date(2023, 7, 5)),
        ("๕ กุมภาพันธุ์ ๒๕๖๖", date(2023, 2, 5)),
        ("๕ พฤษจิกายน ๒๕๖๖", date(2023, 11, 5)),
        ("๕ พฤศภาคม ๒๕๖๖", date(2023, 5, 5)),
        ("๕ มิ.ย. ๒๕๖๖", date(2023, 6, 5)),
        ("๕ เม.ย.๖๖", date(2023, 4, 5)),
    ],
)
def test_common_misspellings_and_look_alike_abbreviations(text: str, day: date) -> None:
    assert parse_date(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "มกราคม 2566",
        "31 กุมภาพันธ์ 2566",
        "29 ก.พ. 2566",
        "0 มกราคม 2566",
        "99 มกราคม 2566",
        "01/23/2566",
        "23 มกราคม 9999",
        "23 มกราคม 25666",
        "23 มกราคม",
        "23 มกราคม 66 คน",
        "23 มีความสุข",
        "1/2/3",
        "23 มกราคม 2566 และอื่น ๆ",
        "เลขที่ 23",
        "23 มกราคม 2566" * 1000,
    ],
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert parse_date(text) is None


@given(st.text(max_size=60) | st.text(st.sampled_from("0123๒๕๖๖ /-.มคกพ.ศ.วันที่ปี\n"), max_size=30))
def test_nothing_raises(text: str) -> None:
    parse_date(text, fiscal_year=FY2566)
    for found in find_dates(text, fiscal_year=FY2566):
        assert text[found.start : found.end] == found.text


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("๑ ตุลาคม", date(2022, 10, 1)),
        ("๓๑ ธ.ค.", date(2022, 12, 31)),
        ("๑ มกราคม", date(2023, 1, 1)),
        ("๓๐ กันยายน", date(2023, 9, 30)),
    ],
)
def test_a_missing_year_comes_from_the_fiscal_year(text: str, day: date) -> None:
    assert parse_date(text, fiscal_year=FY2566) == day
    assert parse_date(text) is None


def test_find_dates_in_running_text() -> None:
    text = "ประชุมวันที่ ๑๕ – ๑๗\nมกราคม ๒๕๖๖ ตามหนังสือลงวันที่ 3/2/66 และ ๕ มีนาคม"
    found = find_dates(text, fiscal_year=FY2566)
    assert [(one.date, one.year_inferred) for one in found] == [
        (date(2023, 1, 17), False),
        (date(2023, 2, 3), False),
        (date(2023, 3, 5), True),
    ]
    assert [text[one.start : one.end] for one in found] == [one.text for one in found]
    assert found[0].text == "๑๗\nมกราคม ๒๕๖๖"


@pytest.mark.parametrize(
    "text",
    [
        "พระราชบัญญัติ พ.ศ. ๒๕๖๐",
        "ข้อ ๕ ก.พ. กำหนด",  # the commission, not the month
        "ครั้งที่ ๑/๒๕๖๖ มกราคม",
        "ที่ นธ ๖๑๓๐๑/๑๒",
        "คะแนน ๙๓.๒๔",
        "ภายในเดือนมกราคม ๒๕๖๖",
        "ลำดับ ๑๒๓ มกราคม ๒๕๖๖",
    ],
)
def test_find_dates_is_silent_where_there_is_none(text: str) -> None:
    assert find_dates(text, fiscal_year=FY2566) == ()


@pytest.mark.parametrize(
    "status",
    [
        "ดำเนินการแล้ว เมื่อวันที่ ๒๓ มกราคม ๒๕๖๖",
        "ดำเนินการเมื่อแล้ว วันที่ ๒๓ มกราคม ๒๕๖๖",
        "เมื่อวันที่ ๒๓ มกราคม ๒๕๖๖ ดำเนินการแล้ว",
        "ดำเนินการแล้วเสร็จ(๒๓ม.ค.๖๖)",
    ],
)
def test_the_day_of_a_status_text(status: str) -> None:
    assert [one.date for one in find_dates(status)] == [DAY]
