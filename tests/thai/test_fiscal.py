from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ita_portal.thai.fiscal import FiscalYear, Round

days = st.dates(date(1957, 1, 1), date(2099, 12, 31))
years = st.builds(FiscalYear, st.integers(2500, 2640))


def test_fiscal_year_2566() -> None:
    year = FiscalYear(2566)
    assert (year.start, year.end) == (date(2022, 10, 1), date(2023, 9, 30))
    assert year.ce == 2023
    assert (year.previous, year.next) == (FiscalYear(2565), FiscalYear(2567))
    assert year.name == "ปีงบประมาณ พ.ศ. 2566"
    assert str(year) == "2566"


@pytest.mark.parametrize(
    ("day", "be"),
    [
        (date(2022, 9, 30), 2565),
        (date(2022, 10, 1), 2566),
        (date(2022, 12, 31), 2566),
        (date(2023, 1, 1), 2566),
        (date(2023, 9, 30), 2566),
        (date(2024, 2, 29), 2567),
    ],
)
def test_year_of_a_day(day: date, be: int) -> None:
    assert FiscalYear.of(day) == FiscalYear(be)


@given(days)
def test_a_day_lies_in_its_year_and_in_no_other(day: date) -> None:
    year = FiscalYear.of(day)
    assert year.contains(day)
    assert not year.previous.contains(day)
    assert not year.next.contains(day)
    assert date(year.year_of_month(day.month), day.month, day.day) == day


@given(years)
def test_years_and_quarters_leave_no_gap(year: FiscalYear) -> None:
    quarters = [year.quarter(number) for number in (1, 2, 3, 4)]
    starts = [start for start, _ in quarters] + [year.next.start]
    ends = [year.previous.end] + [end for _, end in quarters]
    assert [(start - end).days for start, end in zip(starts, ends, strict=True)] == [1] * 5


def test_years_are_ordered() -> None:
    assert sorted([FiscalYear(2567), FiscalYear(2565)]) == [FiscalYear(2565), FiscalYear(2567)]


@pytest.mark.parametrize("number", [2023, 66, 0, -1, 9999])
def test_a_ce_year_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="Buddhist era"):
        FiscalYear(number)


def test_rounds() -> None:
    half, whole = FiscalYear(2566).rounds
    assert (half.code, half.name, half.start, half.end) == (
        "6m", "รอบ 6 เดือน", date(2022, 10, 1), date(2023, 3, 31),
    )  # fmt: skip
    assert half.period_text == "เดือนตุลาคม 2565 - มีนาคม 2566"
    assert (whole.code, whole.name, whole.start, whole.end) == (
        "12m", "รอบ 12 เดือน", date(2022, 10, 1), date(2023, 9, 30),
    )  # fmt: skip
    assert whole.period_text == "เดือนตุลาคม 2565 - กันยายน 2566"
    assert half.contains(date(2023, 3, 31))
    assert not half.contains(date(2023, 4, 4))
    assert FiscalYear(2566).round("6m") == half


def test_an_unknown_round_or_quarter_is_refused() -> None:
    with pytest.raises(ValueError, match="annual"):
        Round(FiscalYear(2566), "annual")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="quarter 5"):
        FiscalYear(2566).quarter(5)
