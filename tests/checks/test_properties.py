"""What must hold for any date, number, order or text, not only for the examples."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.arithmetic import Scores, compute
from ita_portal.thai.dates import format_date
from ita_portal.thai.fiscal import FiscalYear
from ita_portal.thai.numerals import ARABIC_DIGITS, THAI_DIGITS, numeral_system, to_thai
from ita_portal.thai.text import NIKHAHIT, SARA_AA, SARA_AM
from tests.checks import clean
from tests.checks.changing import with_cell
from tests.checks.helpers import catalogue, check, grave
from tests.checks.test_variants import with_defect

few = settings(max_examples=25, deadline=None)
YEAR = FiscalYear(2566)
FIRST_ROUND_ENDS = date(2023, 3, 31)
STEPS = (
    "๑. จัดทำคู่มือโดยระบุขั้นตอนและระยะเวลา\n๒. กำชับให้เจ้าหน้าที่ถือปฏิบัติตามคู่มือ\n๓. เผยแพร่คู่มือบนเว็บไซต์ของหน่วยงาน"
)
WORDS = ("จัดทำ", "กำหนด", "คำสั่ง", "ประจำ", "น้ำ", "อำนาจ", "สำนักปลัด", "ค่ำ")


@few
@given(st.dates(date(2021, 1, 1), date(2025, 12, 31)))
def test_a_day_of_completion_is_right_or_outside_year_or_round(day: date) -> None:
    """A1 outside the year, A2 outside the round, never both."""
    document = with_defect(clean.progress_text(), "๑ มีนาคม ๒๕๖๖", to_thai(format_date(day)))
    found = {finding.rule for finding in check(document, "A1", "A2")}
    wrong = "A1" if not YEAR.contains(day) else "A2" if day > FIRST_ROUND_ENDS else ""
    assert found == ({wrong} if wrong else set())


@few
@given(st.integers(0, 400))
def test_done_in_time_is_in_time(days: int) -> None:
    """A9 only after the last day of the month that is the deadline (28 February)."""
    day = YEAR.start + timedelta(days=days % 365)
    document = with_defect(clean.progress_text(), "๒๔ มกราคม ๒๕๖๖", to_thai(format_date(day)))
    assert bool(check(document, "A9")) == (day > date(2023, 2, 28))


@pytest.mark.parametrize("ticks", range(8))
def test_one_tick_of_three_is_right(ticks: int) -> None:
    """B3 for all eight ways to fill three cells."""
    document = clean.progress_ticks()
    for n in range(3):
        document = with_cell(document, 1, 1, 5 + n, "/" if ticks & 1 << n else "")
    assert bool(check(document, "B3")) == (ticks.bit_count() != 1)


@pytest.mark.parametrize("number", range(1, 11))
def test_only_its_own_number_fits_the_name(number: int) -> None:
    """C1 for each number with the name of indicator 7; the repair is the right number."""
    old = "ตัวชี้วัดที่ ๗ ประสิทธิภาพ"
    document = with_defect(clean.progress_text(), old, f"ตัวชี้วัดที่ {to_thai(str(number))} ประสิทธิภาพ")
    found = check(document, "C1")
    assert [f.repair for f in found] == ([] if number == 7 else ["ตัวชี้วัดที่ ๗ ประสิทธิภาพการสื่อสาร"])


scores = st.decimals(Decimal(0), Decimal(100), places=2)


@few
@given(st.lists(scores, min_size=10, max_size=10), st.decimals(-2, 2, places=2))
def test_the_total_follows_from_the_indicators(given_scores: list[Decimal], off: Decimal) -> None:
    """D3 for any scores: silent at what the year's arithmetic gives, but for the last digit."""
    computed = compute(catalogue(2565), Scores(indicators=dict(enumerate(given_scores, 1))))
    total = computed.total.computed
    assert total is not None
    stated = min(max(total + off, Decimal("0.00")), Decimal("100.00"))
    document = clean.analysis_plan()
    for row, score in enumerate(given_scores, 1):
        document = with_cell(document, 1, row, 3, to_thai(str(score)))
    document = with_defect(document, "๙๐.๒๖", to_thai(f"{stated:.2f}"))
    assert bool(check(document, "D3", round="")) == (abs(stated - total) > Decimal("0.01"))


@few
@given(st.permutations([1, 2, 3]))
def test_steps_count_from_one(order: list[int]) -> None:
    """F1 for each order of three numbers."""
    typed = "\n".join(
        f"{to_thai(str(number))}{line[1:]}"
        for number, line in zip(order, STEPS.split("\n"), strict=True)
    )
    document = with_defect(clean.results(), STEPS, typed)
    assert bool(check(document, "F1", year=2568, round="12m")) == (order != [1, 2, 3])


@few
@given(st.lists(st.sampled_from(THAI_DIGITS + ARABIC_DIGITS), min_size=1, max_size=5))
def test_a_number_is_of_one_system(digits: list[str]) -> None:
    """G2 for any digits; the repair has one system."""
    number = "".join(digits)
    document = with_defect(clean.results(), "จำนวน ๒ ครั้ง", f"จำนวน {number} ครั้ง")
    found = check(document, "G2", year=2568, round="12m")
    mixed = not (set(number) <= set(THAI_DIGITS) or set(number) <= set(ARABIC_DIGITS))
    assert bool(found) == mixed
    assert all(numeral_system(finding.repair or "") in ("thai", "arabic") for finding in found)


@few
@given(st.sampled_from(WORDS))
def test_sara_am_in_two_signs_is_put_together_again(word: str) -> None:
    """G4 for words with sara am, with a tone and without: the repair gives the word back."""
    typed = word.replace(SARA_AM, NIKHAHIT + SARA_AA)
    document = with_defect(clean.results(), "จำนวน ๒ ครั้ง", f"จำนวน {typed} ครั้ง")
    (found,) = check(document, "G4", year=2568, round="12m")
    assert typed.replace(found.text, found.repair or "") == word


@few
@given(st.sampled_from([word for word in WORDS if len(word) > 3]), st.integers(0, 3))
def test_a_word_apart_from_its_twin_is_no_repetition(word: str, between: int) -> None:
    """G8 for words of four letters and more, next to each other and with words between."""
    text = f"{word}{'แล้วจึง' * between}{word}"
    document = with_defect(clean.results(), "จำนวน ๒ ครั้ง", f"จำนวน {text} ครั้ง")
    found = [f for f in check(document, "G8", year=2568, round="12m") if word in f.text]
    assert bool(found) == (between == 0)


@few
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=60))
def test_any_text_in_a_cell_is_checked_without_an_accident(text: str) -> None:
    """All rules on a cell with anything in it; what is marked stands there."""
    document = with_cell(clean.progress_text(), 2, 1, 2, text)
    for finding in grave(check(document)):
        spot = finding.place.spot
        if finding.start >= 0 and spot and spot.row >= 0:
            block = document.blocks[spot.block]
            line = block.rows[spot.row].cells[spot.cell].lines[spot.line].text  # type: ignore[union-attr]
            assert line[finding.start :].startswith(finding.text)
