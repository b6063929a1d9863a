"""A result beside the agency's own past: by the indicator's number and name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assessments.arithmetic import passes
from assessments.catalogue import Catalogue, IndicatorEntry, ItemEntry
from assessments.selectors import Reading


@dataclass(frozen=True, slots=True)
class YearScore:
    """A score of one year beside the pass mark of that year; ``name`` is given when that year
    called the indicator otherwise."""

    fiscal_year: int
    score: Decimal | None
    passed: bool | None
    name: str = ""
    mark: Decimal | None = None


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator with its score, the change since the year before, and all its years."""

    entry: IndicatorEntry
    score: Decimal | None
    passed: bool | None
    change: Decimal | None
    years: tuple[YearScore, ...]


def same_indicator(entry: IndicatorEntry, other: Catalogue) -> IndicatorEntry | None:
    """The indicator of another year that is the same: by name, else by number when the name
    under it is not another indicator of that year's."""
    return other.indicator_by_name(entry.name) or other.indicator(entry.number)


def same_item(entry: ItemEntry, other: Catalogue) -> ItemEntry | None:
    """The item of another year with the same title; a code alone says nothing."""
    return other.item_by_title(entry.title) if entry.title else None


def indicator_rows(readings: Sequence[Reading]) -> list[IndicatorRow]:
    """The indicators of the first reading, compared with the others. ``readings`` are those of
    one agency, the year that is looked at first, then older ones, newest first."""
    if not readings:
        return []
    current, *older = readings
    rows = []
    for entry in current.catalogue.indicators:
        score = current.result.indicators[entry.number].value
        years = tuple(_year_score(entry, reading) for reading in readings)
        previous = next(
            (y.score for r, y in zip(older, years[1:], strict=True)
             if r.assessment.fiscal_year == current.assessment.fiscal_year - 1),
            None,
        )  # fmt: skip
        change = None if score is None or previous is None else score - previous
        passed = passes(score, current.catalogue.pass_mark)
        rows.append(IndicatorRow(entry, score, passed, change, years))
    return rows


def _year_score(entry: IndicatorEntry, reading: Reading) -> YearScore:
    year = reading.assessment.fiscal_year
    found = same_indicator(entry, reading.catalogue)
    if found is None:
        return YearScore(year, None, None)
    score, mark = reading.result.indicators[found.number].value, reading.catalogue.pass_mark
    name = "" if found.name == entry.name and found.number == entry.number else found.name
    return YearScore(year, score, passes(score, mark), name, mark)


def year_before(readings: Sequence[Reading]) -> Reading | None:
    """The result of the year just before the first reading's; an older one is no comparison."""
    current, *older = readings
    wanted = current.assessment.fiscal_year - 1
    return next((each for each in older if each.assessment.fiscal_year == wanted), None)


def total_change(readings: Sequence[Reading]) -> Decimal | None:
    """How the total changed since the year before, when both are known."""
    before = year_before(readings)
    if before is None:
        return None
    new, old = readings[0].result.total.value, before.result.total.value
    return None if new is None or old is None else new - old
