from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from assessments.arithmetic import Scores, compute, mean, passes, printed, rate
from assessments.catalogue import Catalogue
from assessments.framework_files import read_framework


def catalogue(year: int) -> Catalogue:
    path = Path(settings.BASE_DIR) / "fixtures" / "frameworks" / f"{year}.json"
    return Catalogue.from_data(read_framework(path.read_bytes(), path.name))


def decimals(values: Mapping[int, str]) -> dict[int, Decimal]:
    return {key: Decimal(value) for key, value in values.items()}


YEAR_2565 = catalogue(2565)
YEAR_2566 = catalogue(2566)
YEAR_2568 = catalogue(2568)

# The published analysis of a municipality's result of FY2565: its table of ten indicators.
PUBLISHED_2565 = decimals(
    {1: "88.35", 2: "81.51", 3: "86.43", 4: "81.99", 5: "77.69", 6: "78.31", 7: "79.46",
     8: "78.41", 9: "83.06", 10: "93.75"}
)  # fmt: skip
# The same analysis names the items that got no score.
ZERO_ITEMS_2565 = {"O4", "O18", "O19", "O26", "O29", "O38"}

SCORE = st.decimals(0, 100, places=2)


def test_total_and_rating_of_a_published_result() -> None:
    """Printed in the same analysis: 83.94, level B; IIT 83.19, EIT 78.73, OIT 88.41."""
    result = compute(YEAR_2565, Scores(indicators=PUBLISHED_2565))
    instruments = {code: figure.value for code, figure in result.instruments.items()}
    assert instruments == {
        "IIT": Decimal("83.19"),
        "EIT": Decimal("78.73"),
        "OIT": Decimal("88.41"),
    }
    assert result.total.value == Decimal("83.94")
    assert result.rating is not None
    assert result.rating.name == "B"
    assert result.missing == ()


def test_pass_and_fail_of_a_published_result() -> None:
    """Printed in the same analysis: only indicators 1, 3 and 10 pass the mark of 85."""
    passed = [n for n, score in PUBLISHED_2565.items() if passes(score, YEAR_2565.pass_mark)]
    assert passed == [1, 3, 10]


def test_oit_indicators_follow_from_the_items() -> None:
    """83.06 and 93.75 of the same analysis are means of sub-indicators, not shares of items
    (28 of 33 would be 84.85, 9 of 10 would be 90.00)."""
    items = {
        item.code: Decimal(0 if item.code in ZERO_ITEMS_2565 else 100) for item in YEAR_2565.items
    }
    result = compute(YEAR_2565, Scores(items=items))
    assert result.indicators[9].value == Decimal("83.06")
    assert result.indicators[10].value == Decimal("93.75")
    assert result.sub_indicators["9.3"].value == Decimal("71.43")
    assert result.instruments["OIT"].value == Decimal("88.41")
    assert result.total.value is None


def test_question_score_is_the_mean_of_its_parts() -> None:
    """i6 of the same analysis: 100, 97.30 and 97.30 are printed as 98.20."""
    parts = mean([Decimal(100), Decimal("97.30"), Decimal("97.30")])
    assert parts is not None
    assert printed(parts) == Decimal("98.20")


def test_total_above_95_with_all_instruments_is_the_highest_level() -> None:
    levels = YEAR_2566.levels
    assert _rating("95.00", ("95", "95", "95"), levels) == "ผ่านดีเยี่ยม"
    assert _rating("96.00", ("99", "99", "94.99"), levels) == "ผ่านดี"
    assert _rating("96.00", ("99", "99", "84.99"), levels) == "ผ่าน"


def test_total_of_91_21_with_a_weak_instrument_is_only_a_pass() -> None:
    """A city's published result of FY2567: 91.21, level "ผ่าน"."""
    levels = catalogue(2567).levels
    assert _rating("91.21", ("92.00", "84.50", "96.00"), levels) == "ผ่าน"
    assert _rating("91.21", ("92.00", "85.00", "96.00"), levels) == "ผ่านดี"


@pytest.mark.parametrize(
    ("total", "level"),
    [
        ("85.00", "ผ่านดี"),
        ("84.996", "ผ่านดี"),
        ("84.99", "ต้องปรับปรุง"),
        ("70.00", "ต้องปรับปรุง"),
        ("69.99", "ต้องปรับปรุงโดยด่วน"),
        ("0", "ต้องปรับปรุงโดยด่วน"),
    ],
)
def test_levels_compare_the_printed_total(total: str, level: str) -> None:
    assert _rating(total, ("90", "90", "90"), YEAR_2566.levels) == level


@pytest.mark.parametrize(
    ("total", "level"),
    [("95", "AA"), ("94.99", "A"), ("85", "A"), ("84.99", "B"), ("65", "C"), ("64.99", "D"),
     ("50", "E"), ("49.99", "F")],
)  # fmt: skip
def test_letters_need_no_instruments(total: str, level: str) -> None:
    """The bands of FY2565 as printed in an annual report of that year."""
    assert _rating(total, (None, None, None), YEAR_2565.levels) == level


def test_rating_is_open_while_a_score_that_decides_is_missing() -> None:
    levels = YEAR_2566.levels
    assert _rating("91.21", (None, "90", "90"), levels) is None
    assert _rating("91.21", (None, None, None), levels) is None
    # One weak instrument decides it, and so does a total below the pass mark.
    assert _rating("91.21", (None, "84", None), levels) == "ผ่าน"
    assert _rating("80.00", (None, None, None), levels) == "ต้องปรับปรุง"
    assert _rating("80.00", (None, None, None), ()) is None


def test_announced_scores_count_and_are_compared() -> None:
    result = compute(
        YEAR_2565,
        Scores(total=Decimal("84.10"), indicators=PUBLISHED_2565, instruments={"OIT": Decimal(90)}),
    )
    assert (result.total.value, result.total.computed) == (Decimal("84.10"), Decimal("84.58"))
    assert result.total.differs
    assert result.instruments["OIT"].computed == Decimal("88.41")


def test_an_incomplete_result_says_what_is_missing() -> None:
    indicators = {n: score for n, score in PUBLISHED_2565.items() if n not in (3, 9)}
    result = compute(YEAR_2565, Scores(indicators=indicators))
    assert result.total.value is None
    assert result.rating is None
    assert result.instruments["EIT"].value == Decimal("78.73")
    assert result.missing == ("ไม่มีคะแนนตัวชี้วัดที่ 3", "ไม่มีคะแนนตัวชี้วัดที่ 9")


def test_one_missing_item_leaves_its_indicator_open() -> None:
    items = {item.code: Decimal(100) for item in YEAR_2565.items if item.code != "O43"}
    result = compute(YEAR_2565, Scores(items=items))
    assert result.sub_indicators["10.1"].value == Decimal(100)
    assert result.sub_indicators["10.2"].value is None
    assert result.indicators[10].value is None
    assert result.indicators[9].value == Decimal(100)


def test_a_year_without_weights_computes_no_total() -> None:
    result = compute(YEAR_2568, Scores(indicators=PUBLISHED_2565))
    assert result.total.value is None
    assert {figure.value for figure in result.instruments.values()} == {None}
    assert any("น้ำหนัก" in sentence for sentence in result.missing)
    assert any("วิธีคำนวณ" in sentence for sentence in result.missing)


def test_a_year_without_weights_still_rates_what_was_announced() -> None:
    announced = {"IIT": Decimal(90), "EIT": Decimal("84.99"), "OIT": Decimal(97)}
    result = compute(YEAR_2568, Scores(total=Decimal("91.21"), instruments=announced))
    assert result.rating is not None
    assert result.rating.name == "ผ่าน"


@pytest.mark.parametrize(
    ("exact", "shown"),
    [
        (Fraction(83938, 1000), "83.94"),
        (Fraction(84995, 1000), "85.00"),
        (Fraction(84994, 1000), "84.99"),
        (Fraction(2, 3) * 100, "66.67"),
        (Fraction(0), "0.00"),
        (Fraction(100), "100.00"),
    ],
)
def test_a_half_is_rounded_up(exact: Fraction, shown: str) -> None:
    assert str(printed(exact)) == shown


@given(SCORE)
def test_printing_a_printed_score_changes_nothing(score: Decimal) -> None:
    assert printed(score) == printed(Fraction(score)) == score


@given(st.lists(SCORE, min_size=10, max_size=10), st.integers(0, 9), SCORE)
def test_a_better_indicator_never_lowers_the_total(
    scores: list[Decimal], position: int, other: Decimal
) -> None:
    def total(values: list[Decimal]) -> Decimal:
        value = compute(YEAR_2565, Scores(indicators=dict(enumerate(values, 1)))).total.value
        assert value is not None
        return value

    changed = [*scores[:position], other, *scores[position + 1 :]]
    assert min(scores) <= total(scores) <= max(scores)
    assert (
        (total(changed) >= total(scores))
        if other >= scores[position]
        else (total(changed) <= total(scores))
    )


@given(SCORE, st.lists(st.one_of(st.none(), SCORE), min_size=3, max_size=3))
def test_knowing_more_never_changes_a_rating_that_was_certain(
    total: Decimal, instruments: list[Decimal | None]
) -> None:
    names = ("IIT", "EIT", "OIT")
    rating = rate(total, dict(zip(names, instruments, strict=True)), YEAR_2566.levels)
    if rating is None:
        return
    for filled in (Decimal(0), Decimal(100)):
        known = {
            name: filled if score is None else score
            for name, score in zip(names, instruments, strict=True)
        }
        assert rate(total, known, YEAR_2566.levels) == rating


@given(st.sets(st.sampled_from([item.code for item in YEAR_2565.items])))
def test_an_item_counts_by_the_size_of_its_sub_indicator(zeros: set[str]) -> None:
    """Against the rule written out once more: each item weighs 1 / (its sub-indicator's items)
    / (its indicator's sub-indicators) of the indicator."""
    items = {item.code: Decimal(0 if item.code in zeros else 100) for item in YEAR_2565.items}
    result = compute(YEAR_2565, Scores(items=items))
    sizes = {"9.1": 9, "9.2": 8, "9.3": 7, "9.4": 4, "9.5": 5, "10.1": 8, "10.2": 2}
    lost = {9: Fraction(), 10: Fraction()}
    for item in YEAR_2565.items:
        if item.code in zeros:
            sub = item.sub_indicator or ""
            lost[int(sub.split(".")[0])] += Fraction(100, sizes[sub] * (5 if sub[0] == "9" else 2))
    for number, points in lost.items():
        assert result.indicators[number].value == printed(100 - points)


def test_levels_in_the_files_are_complete() -> None:
    for year in (2564, 2565, 2566, 2567, 2568):
        levels = catalogue(year).levels
        for total in range(101):
            assert rate(Decimal(total), dict.fromkeys("IEO", Decimal(total)), levels) is not None
    assert replace(YEAR_2565, levels=()).levels == catalogue(2569).levels == ()


def _rating(total: str, instruments: tuple[str | None, ...], levels: tuple) -> str | None:  # type: ignore[type-arg]
    scores = {
        name: None if score is None else Decimal(score)
        for name, score in zip(("IIT", "EIT", "OIT"), instruments, strict=True)
    }
    rating = rate(Decimal(total), scores, levels)
    return rating.name if rating else None
