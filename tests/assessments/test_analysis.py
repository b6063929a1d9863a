"""What a result says: ``assessments.analysis`` and ``assessments.reaching``."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.analysis import (
    explain_difference,
    item_points,
    item_share,
    oit_from_items,
    question_share,
    strengths,
    strongest_indicators,
    unlisted_questions,
    weak_points,
    weakest_indicators,
)
from assessments.arithmetic import Scores, compute, printed
from assessments.catalogue import Catalogue, LevelEntry
from assessments.reaching import Change, ways_to_reach
from tests.assessments.test_arithmetic import (
    PUBLISHED_2565,
    YEAR_2565,
    YEAR_2566,
    YEAR_2568,
    ZERO_ITEMS_2565,
)

# Scores of questions in the published analysis of FY2565 whose indicators are PUBLISHED_2565.
QUESTIONS_2565 = {
    code: Decimal(score)
    for code, score in {
        "I7": "65.88", "I20": "72.65", "I27": "62.69", "E3": "60.71", "E11": "73.84",
        "E14": "73.84", "I6": "98.20", "I4": "93.24", "I5": "93.24",
    }.items()
}  # fmt: skip
STATED = Scores(
    indicators=PUBLISHED_2565,
    questions=QUESTIONS_2565,
    items=dict.fromkeys(ZERO_ITEMS_2565, Decimal(0)),
)
RESULT = compute(YEAR_2565, STATED)

# Table 4.26 of the report of the FY2564 result of group 6, the agencies of one province, as
# printed (anyflip.com, book qxtmp/cuda, page 138): total, weighted OIT, indicators 10 and 9,
# weighted EIT, level. The agencies' names are left out.
PROVINCE_2564 = [
    ("98.04", "40.00", "100.00", "100.00", "AA"), ("97.41", "40.00", "100.00", "100.00", "AA"),
    ("97.37", "38.70", "100.00", "93.50", "AA"), ("97.25", "39.50", "100.00", "97.50", "AA"),
    ("97.08", "40.00", "100.00", "100.00", "AA"), ("97.05", "38.31", "93.75", "97.78", "AA"),
    ("96.38", "39.43", "100.00", "97.14", "AA"), ("96.08", "37.00", "87.50", "97.50", "AA"),
    ("94.73", "38.76", "100.00", "93.78", "A"), ("94.73", "39.20", "100.00", "96.00", "A"),
    ("94.46", "37.25", "93.75", "92.50", "A"), ("94.38", "38.93", "100.00", "94.64", "A"),
    ("94.37", "37.25", "93.75", "92.50", "A"),
]  # fmt: skip


def test_the_three_lowest_are_those_of_the_table() -> None:
    """The published text names others: its table says 77.69, 78.31 and 78.41."""
    assert [row.entry.number for row in weakest_indicators(YEAR_2565, RESULT)] == [5, 6, 8]
    by_instrument = {
        code: [r.entry.number for r in weakest_indicators(YEAR_2565, RESULT, instrument=code)]
        for code in ("IIT", "EIT", "OIT")
    }
    assert by_instrument == {"IIT": [5, 2, 4], "EIT": [6, 8, 7], "OIT": [9]}
    assert [row.entry.number for row in strongest_indicators(YEAR_2565, RESULT)] == [10, 1, 3]


def test_one_as_low_as_the_last_is_not_left_out() -> None:
    scores = Scores(indicators={number: Decimal(80) for number in range(1, 11)})
    found = weakest_indicators(YEAR_2565, compute(YEAR_2565, scores))
    assert [row.entry.number for row in found] == list(range(1, 11))


def test_weak_points_and_strengths() -> None:
    found = weak_points(YEAR_2565, STATED, {"I7": "แจ้งแผน"})
    assert [row.code for row in found] == [
        "I7", "I20", "I27", "E3", "E11", "E14", "O4", "O18", "O19", "O26", "O29", "O38",
    ]  # fmt: skip
    assert found[0].guidance == "แจ้งแผน"
    assert [row.code for row in strengths(YEAR_2565, STATED, {})] == ["I6", "I4", "I5"]


def test_an_item_of_a_small_sub_indicator_weighs_more() -> None:
    """Points of the total for each missing item, by the sizes 9/8/7/4/5 and 8/2 of FY2564-65:
    40 points halved to two indicators, divided by sub-indicators, then by items."""
    points = {
        code: item_points(YEAR_2565, item, Decimal(0))
        for code in ("O4", "O18", "O26", "O29", "O38", "O43")
        if (item := YEAR_2565.item(code))
    }
    assert points == {
        "O4": Decimal("0.44"), "O18": Decimal("0.57"), "O26": Decimal("1.00"),
        "O29": Decimal("0.80"), "O38": Decimal("1.25"), "O43": Decimal("5.00"),
    }  # fmt: skip


def test_shares_add_up_to_the_whole() -> None:
    for catalogue in (YEAR_2565, YEAR_2566):
        items = sum(item_share(catalogue, item) or Fraction() for item in catalogue.items)
        assert items == Fraction(40, 100)
    questions = sum(question_share(YEAR_2565, q) or Fraction() for q in YEAR_2565.questions)
    assert questions == Fraction(60, 100)


def test_where_weights_are_not_established_no_points_are_told() -> None:
    item = YEAR_2568.items[0]
    assert item_share(YEAR_2568, item) is None
    assert item_points(YEAR_2568, item, Decimal(0)) is None


def test_oit_recomputed_from_the_items() -> None:
    """The published 83.06 and 93.75, from the six items that got nothing."""
    rows = {row.indicator: row for row in oit_from_items(YEAR_2565, STATED)}
    assert (rows[9].computed, rows[10].computed) == (Decimal("83.06"), Decimal("93.75"))
    assert (rows[9].told, rows[9].assumed) == (5, 28)
    assert rows[9].agrees
    assert rows[10].agrees


def test_unlisted_questions_must_hide_a_weak_one() -> None:
    """The published analysis names one weak question in indicator 2; its score is only possible
    with a second one below the mark."""
    found = {row.indicator: row for row in unlisted_questions(YEAR_2565, STATED, RESULT)}
    assert (found[2].count, found[2].average, found[2].below) == (5, Decimal("84.64"), 1)
    assert {number: row.below for number, row in found.items()} == {
        1: 1, 2: 1, 3: 0, 4: 1, 5: 1, 6: 1, 7: 1, 8: 1,
    }  # fmt: skip
    assert not any(row.contradiction for row in found.values())


@given(st.lists(st.decimals(0, 100, places=2), min_size=6, max_size=6), st.integers(0, 5))
def test_unlisted_never_claims_too_many(values: list[Decimal], told: int) -> None:
    """Whatever the six scores are: not more are said to be below the mark than really are."""
    score = printed(Fraction(sum(values)) / 6)
    scores = Scores(
        indicators={1: score},
        questions={f"I{number}": value for number, value in enumerate(values[:told], start=1)},
    )
    (row,) = unlisted_questions(YEAR_2565, scores, compute(YEAR_2565, scores))
    assert row.below <= sum(1 for value in values[told:] if value < 85)
    assert row.contradiction == ""


def test_impossible_scores_are_said() -> None:
    scores = Scores(indicators={1: Decimal(99)}, questions={"I1": Decimal(0)})
    (row,) = unlisted_questions(YEAR_2565, scores, compute(YEAR_2565, scores))
    assert "เป็นไปไม่ได้" in row.contradiction


def test_totals_and_levels_of_a_province() -> None:
    """13 of 13: the weighted OIT column and the letters of the totals."""
    for total, weighted, ten, nine, level in PROVINCE_2564:
        scores = Scores(total=Decimal(total), indicators={9: Decimal(nine), 10: Decimal(ten)})
        result = compute(YEAR_2565, scores)
        exact = (Decimal(nine) + Decimal(ten)) / 2
        assert abs(result.instruments["OIT"].value - exact) <= Decimal("0.005")
        assert abs(exact * Decimal("0.4") - Decimal(weighted)) <= Decimal("0.006")
        assert result.rating is not None
        assert result.rating.name == level


@pytest.mark.parametrize(
    ("catalogue", "total", "level"),
    [
        # FY2564, as the municipalities announced: thadueamuedka.go.th; robrawnews.com (Aug 2021)
        (YEAR_2565, "88.37", "A"),
        (YEAR_2565, "98.47", "AA"),
    ],
)
def test_announced_letters(catalogue: Catalogue, total: str, level: str) -> None:
    rating = compute(catalogue, Scores(total=Decimal(total))).rating
    assert rating is not None
    assert rating.name == level


def test_a_total_above_95_that_was_announced_as_the_second_level() -> None:
    """FY2566, sunpukwan.go.th: 97.90 is "ผ่านดี", so the total alone does not give the level."""
    total = Scores(total=Decimal("97.90"))
    assert compute(YEAR_2566, total).rating is None
    below = replace(total, instruments={
        "IIT": Decimal("99.00"), "EIT": Decimal("94.99"), "OIT": Decimal("99.26")})  # fmt: skip
    rating = compute(YEAR_2566, below).rating
    assert rating is not None
    assert rating.name == "ผ่านดี"


def test_indicators_of_a_province_fit_the_sizes_of_the_sub_indicators() -> None:
    """Every printed indicator 9 and 10 can be made of 9/8/7/4/5 and 8/2 items of 0 or 100."""
    nine = _reachable((9, 8, 7, 4, 5))
    ten = _reachable((8, 2))
    assert {row[3] for row in PROVINCE_2564} <= nine
    assert {row[2] for row in PROVINCE_2564} <= ten


def _reachable(sizes: tuple[int, ...]) -> set[str]:
    sums = {Fraction()}
    for size in sizes:
        sums = {total + Fraction(100 * full, size) for total in sums for full in range(size + 1)}
    return {str(printed(total / len(sizes))) for total in sums}


def test_the_difference_to_the_announced_total_is_explained() -> None:
    def told(total: str, **more: object) -> list[str]:
        scores = replace(STATED, total=Decimal(total), **more)  # type: ignore[arg-type]
        return explain_difference(YEAR_2565, scores, compute(YEAR_2565, scores))

    assert told("83.94") == []
    assert "ปัดเศษ" in told("83.95")[1]
    assert "ไม่ได้ถ่วงน้ำหนัก" in told("82.90")[1]
    other = told("85.94", instruments={"IIT": Decimal("89.86")})
    assert other == []  # the announced instrument carries the announced total
    assert "IIT: ระบุ 89.86 แต่คำนวณจากระดับย่อยได้ 83.19" in told(
        "90.00", instruments={"IIT": Decimal("89.86")}
    )
    assert "กรุณาตรวจ" in told("70.00")[1]


PASS = LevelEntry("A", "A", Decimal(85))
GOOD = LevelEntry("GOOD", "ผ่านดี", Decimal(85), Decimal(85))


def test_one_item_would_have_been_enough() -> None:
    """83.938 + 1.25 = 85.19: of the six missing items O38 brings most."""
    (way,) = ways_to_reach(YEAR_2565, STATED, RESULT, PASS)[-1:]
    assert [change.code for change in way.changes] == ["O38"]
    assert way.total == Decimal("85.19")


def test_every_instrument_counts_for_a_higher_level() -> None:
    scores = Scores(indicators=PUBLISHED_2565)
    way = ways_to_reach(YEAR_2565, scores, compute(YEAR_2565, scores), GOOD)[0]
    assert way.instruments is not None
    assert min(way.instruments.values()) >= 85
    assert way.total is not None
    assert way.total >= 85
    assert [change.instrument for change in way.changes] == ["IIT", "EIT"]
    # raised only as far as needed: a hundredth less would not do
    assert way.instruments["IIT"] == way.instruments["EIT"] == Decimal("85.00")


def test_items_alone_may_not_be_enough() -> None:
    ways = ways_to_reach(YEAR_2565, STATED, RESULT, GOOD)
    assert "IIT ก็ยังไม่ถึง 85" in ways[-1].impossible


def test_nothing_to_do_when_it_is_reached() -> None:
    scores = Scores(indicators=dict.fromkeys(range(1, 11), Decimal(90)))
    (way,) = ways_to_reach(YEAR_2565, scores, compute(YEAR_2565, scores), GOOD)
    assert way.changes == ()


def test_without_weights_nothing_is_computed() -> None:
    scores = Scores(indicators=PUBLISHED_2565)
    assert ways_to_reach(YEAR_2568, scores, compute(YEAR_2568, scores), GOOD) == []


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.decimals(60, 100, places=2), min_size=10, max_size=10),
    st.sampled_from([PASS, GOOD]),
)
def test_no_smaller_choice_would_do(values: list[Decimal], level: LevelEntry) -> None:
    """Against every choice of fewer indicators raised to 100."""
    catalogue = YEAR_2565
    indicators = dict(enumerate(values, start=1))
    scores = Scores(indicators=indicators)
    way = ways_to_reach(catalogue, scores, compute(catalogue, scores), level)[0]
    assert way.impossible == ""
    raised = indicators | {int(change.code): change.to for change in way.changes}
    assert _reaches(catalogue, raised, level)
    for size in range(len(way.changes)):
        for chosen in combinations(indicators, size):
            full = indicators | dict.fromkeys(chosen, Decimal(100))
            assert not _reaches(catalogue, full, level)


@settings(max_examples=12, deadline=None)
@given(
    st.sets(st.sampled_from([item.code for item in YEAR_2565.items]), min_size=1, max_size=5),
    st.lists(st.decimals(70, 100, places=2), min_size=8, max_size=8),
    st.sampled_from([PASS, GOOD]),
)
def test_no_smaller_choice_of_items_and_indicators_would_do(
    zeros: set[str], values: list[Decimal], level: LevelEntry
) -> None:
    """Items at 0 among all 43 and eight indicators of IIT and EIT, against every smaller choice;
    and of items alone."""
    items = {item.code: Decimal(0 if item.code in zeros else 100) for item in YEAR_2565.items}
    scores = Scores(indicators=dict(enumerate(values, start=1)), items=items)
    ways = ways_to_reach(YEAR_2565, scores, compute(YEAR_2565, scores), level)
    everything: list[int | str] = [*zeros, *scores.indicators]
    for way, choices in zip(ways, [everything, [*zeros]], strict=False):
        assert way.impossible or _is_reached(_raised(scores, way.changes), level)
        sizes = range(len(choices) + 1) if way.impossible else range(len(way.changes))
        for size in sizes:
            for chosen in combinations(choices, size):
                assert not _is_reached(_all_full(scores, chosen), level)


def _raised(scores: Scores, changes: tuple[Change, ...]) -> Scores:
    items, indicators = dict(scores.items), dict(scores.indicators)
    for change in changes:
        if change.level == "item":
            items[change.code] = change.to
        else:
            indicators[int(change.code)] = change.to
    return replace(scores, items=items, indicators=indicators)


def _all_full(scores: Scores, chosen: tuple[int | str, ...]) -> Scores:
    items = {code: Decimal(100) for code in chosen if isinstance(code, str)}
    indicators = {number: Decimal(100) for number in chosen if isinstance(number, int)}
    return replace(
        scores, items={**scores.items, **items}, indicators={**scores.indicators, **indicators}
    )


def _is_reached(scores: Scores, level: LevelEntry) -> bool:
    result = compute(YEAR_2565, scores)
    assert result.total.computed is not None
    each = [figure.value or Decimal(0) for figure in result.instruments.values()]
    return result.total.computed >= level.minimum and min(each) >= (level.instrument_minimum or 0)


def _reaches(catalogue: Catalogue, indicators: dict[int, Decimal], level: LevelEntry) -> bool:
    result = compute(catalogue, Scores(indicators=indicators))
    minimum = level.instrument_minimum or Decimal(0)
    total = result.total.computed
    assert total is not None
    each = [figure.value or Decimal(0) for figure in result.instruments.values()]
    return total >= level.minimum and min(each) >= minimum
