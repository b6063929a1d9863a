from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ita_portal.thai.dates import format_period, parse_period
from ita_portal.thai.fiscal import FiscalYear

FY2566 = FiscalYear(2566)
FIRST_HALF = (date(2022, 10, 1), date(2023, 3, 31))
WHOLE_YEAR = (date(2022, 10, 1), date(2023, 9, 30))
SECOND_QUARTER = (date(2023, 1, 1), date(2023, 3, 31))
MARCH = (date(2023, 3, 1), date(2023, 3, 31))

days = st.dates(date(1957, 10, 1), date(2098, 9, 30))
styles = st.sampled_from(["long", "short"])
numerals = st.sampled_from(["thai", "arabic"])


def read(text: str, fiscal_year: FiscalYear | None = None) -> tuple[date, date] | None:
    period = parse_period(text, fiscal_year)
    return (period.start, period.end) if period else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ต.ค. ๒๕๖๕ ถึง มี.ค. ๒๕๖๖", FIRST_HALF),
        ("ต.ค. ๖๕ - มี.ค. ๖๖", FIRST_HALF),
        ("ต.ค.65–มี.ค.66", FIRST_HALF),
        ("เดือนตุลาคม ๒๕๖๕ - มีนาคม ๒๕๖๖", FIRST_HALF),
        ("เดือนตุลาคม\n๒๕๖๕ ถึง\nเดือนมีนาคม ๒๕๖๖", FIRST_HALF),
        ("ต.ค. 2565\n-\nมี.ค. 2566", FIRST_HALF),
        ("ตั้งแต่เดือนตุลาคม 2565 จนถึงเดือนมีนาคม 2566", FIRST_HALF),
        ("รอบ ๖ เดือน (เดือนตุลาคม ๒๕๖๕ - มีนาคม ๒๕๖๖)", FIRST_HALF),
        ("รอบ ๖ เดือน ปีงบประมาณ พ.ศ. ๒๕๖๖", FIRST_HALF),
        ("ระยะเวลาดำเนินการ: ต.ค. ๒๕๖๕ - มี.ค. ๒๕๖๖", FIRST_HALF),
        ("1/10/2565 - 31/3/2566", FIRST_HALF),
        ("๐๑-๑๐-๒๕๖๕ - ๓๑-๐๓-๒๕๖๖", FIRST_HALF),
        ("วันที่ ๑ ตุลาคม ๒๕๖๕ ถึงวันที่ ๓๑ มีนาคม ๒๕๖๖", FIRST_HALF),
        ("ต.ค. 2022 - มี.ค. 2023", FIRST_HALF),
        ("ไตรมาสที่ ๑ - ๒ ปีงบประมาณ ๒๕๖๖", FIRST_HALF),
        ("ปีงบประมาณ ๒๕๖๖", WHOLE_YEAR),
        ("ปีงบประมาณ พ.ศ.๒๕๖๖", WHOLE_YEAR),
        ("ประจำปีงบประมาณ 66", WHOLE_YEAR),
        ("ปี ๒๕๖๖", WHOLE_YEAR),
        ("๒๕๖๖", WHOLE_YEAR),
        ("ตลอดปีงบประมาณ ๒๕๖๖", WHOLE_YEAR),
        ("ปีงบประมาณ ๒๕๖๖ (ต.ค. ๒๕๖๕ - ก.ย. ๒๕๖๖)", WHOLE_YEAR),
        ("ปีปฏิทิน ๒๕๖๖", (date(2023, 1, 1), date(2023, 12, 31))),
        ("ปีงบประมาณ ๒๕๖๕ - ๒๕๖๖", (date(2021, 10, 1), date(2023, 9, 30))),
        ("มี.ค. ๒๕๖๖", MARCH),
        ("เดือน มีนาคม พ.ศ. ๒๕๖๖", MARCH),
        ("๑ - ๓๑ มีนาคม ๒๕๖๖", MARCH),
        ("ไตรมาสที่ ๒/๒๕๖๖", SECOND_QUARTER),
        ("ไตรมาส 2 (ม.ค. - มี.ค. 2566)", SECOND_QUARTER),
        ("ปีงบประมาณ ๒๕๖๖ (ม.ค. - มี.ค.)", SECOND_QUARTER),
        ("23 มกราคม 2566", (date(2023, 1, 23), date(2023, 1, 23))),
    ],
)
def test_periods_that_say_their_year(text: str, expected: tuple[date, date]) -> None:
    assert read(text) == expected
    assert read(text, FiscalYear(2570)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ต.ค. - ธ.ค. ๒๕๖๕", (date(2022, 10, 1), date(2022, 12, 31))),
        ("ต.ค. - มี.ค. ๒๕๖๖", FIRST_HALF),
        ("ต.ค. ๒๕๖๕ - มี.ค.", FIRST_HALF),
        ("๑๕ ธ.ค. - ๑๕ ม.ค. ๒๕๖๖", (date(2022, 12, 15), date(2023, 1, 15))),
        ("๑ ม.ค. - ๓๑ มี.ค. ๒๕๖๖", SECOND_QUARTER),
    ],
)
def test_one_end_gives_the_other_its_year(text: str, expected: tuple[date, date]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ต.ค. - มี.ค.", FIRST_HALF),
        ("มีนาคม", MARCH),
        ("ไตรมาสที่ ๒", SECOND_QUARTER),
        ("รอบ ๖ เดือน", FIRST_HALF),
        ("รอบ 12 เดือน", WHOLE_YEAR),
        ("๖ เดือนหลัง", (date(2023, 4, 1), date(2023, 9, 30))),
        ("ตลอดปีงบประมาณ", WHOLE_YEAR),
        ("ตลอดทั้งปี", WHOLE_YEAR),
    ],
)
def test_what_has_no_year_needs_the_fiscal_year(text: str, expected: tuple[date, date]) -> None:
    assert read(text, FY2566) == expected
    assert read(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ทุกเดือน",
        "ภายในเดือนมีนาคม ๒๕๖๖",
        "สำนักปลัด",
        "มี.ค. ๒๕๖๖ ถึง ต.ค. ๒๕๖๕",
        "๓๑ ก.พ. ๒๕๖๖ - ๑ มี.ค. ๒๕๖๖",
        "ผู้รับผิดชอบ (มี.ค. ๒๕๖๖)",
        "ต.ค. ๒๕๖๕ เป็นต้นไป",
        "๑๒",
        "ปีงบประมาณ ๑๒๓๔",
        "(" * 5000,
    ],
)
def test_what_is_no_period_is_none(text: str) -> None:
    assert read(text, FY2566) is None


def test_the_text_is_kept_as_typed() -> None:
    period = parse_period("  ต.ค. ๖๕ -\nมี.ค. ๖๖ ", None)
    assert period is not None
    assert period.text == "  ต.ค. ๖๕ -\nมี.ค. ๖๖ "


def test_format_in_the_shortest_exact_wording() -> None:
    assert format_period(*WHOLE_YEAR) == "ปีงบประมาณ พ.ศ. 2566"
    assert format_period(*FIRST_HALF, numerals="thai") == "ตุลาคม ๒๕๖๕ - มีนาคม ๒๕๖๖"
    assert format_period(*FIRST_HALF, style="short") == "ต.ค. 2565 - มี.ค. 2566"
    assert format_period(*MARCH) == "มีนาคม 2566"
    assert format_period(date(2023, 1, 1), date(2023, 3, 15)) == "1 มกราคม 2566 - 15 มีนาคม 2566"
    assert format_period(date(2024, 2, 29), date(2024, 2, 29)) == "29 กุมภาพันธ์ 2567"
    with pytest.raises(ValueError, match="before it starts"):
        format_period(date(2023, 2, 1), date(2023, 1, 31))


def _check_round_trip(start: date, end: date, style: str, system: str) -> None:
    assert read(format_period(start, end, style=style, numerals=system)) == (start, end)


@given(days, st.integers(0, 1200), styles, numerals)
def test_days_out_and_in_again(start: date, length: int, style: str, system: str) -> None:
    _check_round_trip(start, start + timedelta(days=length), style, system)


@given(days, days, styles, numerals)
def test_months_out_and_in_again(one: date, other: date, style: str, system: str) -> None:
    start, last = sorted((one.replace(day=1), other.replace(day=1)))
    end = (last + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    _check_round_trip(start, end, style, system)


@given(st.integers(2501, 2640), numerals)
def test_years_and_rounds_out_and_in_again(be: int, system: str) -> None:
    year = FiscalYear(be)
    _check_round_trip(year.start, year.end, "long", system)
    for one in year.rounds:
        assert read(one.period_text) == (one.start, one.end)
        assert read(f"{one.name} ({one.period_text})") == (one.start, one.end)
        assert read(one.name, year) == (one.start, one.end)
    assert read(year.name) == (year.start, year.end)


@given(
    st.text(max_size=60) | st.text(st.sampled_from("012๒๕๖ -ถึงต.ค.มี()ปีงบประมาณรอบ\n"), max_size=30)
)
def test_nothing_raises(text: str) -> None:
    period = parse_period(text, FY2566)
    assert period is None or period.start <= period.end
