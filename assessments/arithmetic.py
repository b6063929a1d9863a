"""From scores to a total and a rating, by the arithmetic of the year's framework.

OIT item -> mean per sub-indicator -> mean per indicator; question -> mean per indicator; then
mean per instrument and the weighted total: a mean of means, so an item of a small
sub-indicator weighs more. Proven on published figures of FY2564 and FY2565.

Everything is computed exactly and rounded half up to two decimals where it is shown; marks
and levels compare what is shown (84.996 is 85.00 and passes). Scores arrive already reversed:
higher is better, and nothing here turns one round. What the framework or the scores do not
give is not guessed: it is listed as missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TypeVar

from assessments.catalogue import Catalogue, LevelEntry

CENT = Decimal("0.01")

Key = TypeVar("Key", int, str)


@dataclass(frozen=True, slots=True)
class Scores:
    """What is known of a result, by code or number; each level may be given or left out."""

    total: Decimal | None = None
    instruments: Mapping[str, Decimal] = field(default_factory=dict)
    indicators: Mapping[int, Decimal] = field(default_factory=dict)
    sub_indicators: Mapping[str, Decimal] = field(default_factory=dict)
    questions: Mapping[str, Decimal] = field(default_factory=dict)
    items: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Figure:
    """A score that is given, computed from the level below, or both (two decimals)."""

    given: Decimal | None
    computed: Decimal | None

    @property
    def value(self) -> Decimal | None:
        """What counts: the given score, otherwise the computed one."""
        return self.computed if self.given is None else self.given

    @property
    def differs(self) -> bool:
        """Whether both are there and not the same as printed."""
        return None not in (self.given, self.computed) and self.given != self.computed


@dataclass(frozen=True, slots=True)
class Result:
    """All figures of an assessment. ``total`` and ``rating`` count the announced total when
    there is one. ``missing`` says in Thai what kept a figure from being computed, and
    ``exact_instruments`` are the instruments' scores, unrounded, that the total is made of."""

    total: Figure
    instruments: Mapping[str, Figure]
    indicators: Mapping[int, Figure]
    sub_indicators: Mapping[str, Figure]
    rating: LevelEntry | None
    missing: tuple[str, ...] = ()
    exact_instruments: Mapping[str, Fraction | None] = field(default_factory=dict)


def printed(value: Fraction | Decimal) -> Decimal:
    """A score as it is printed: two decimals, a half rounded up."""
    if isinstance(value, Decimal):
        return value.quantize(CENT, ROUND_HALF_UP)
    return Decimal((value.numerator * 200 + value.denominator) // (value.denominator * 2)) * CENT


def mean(values: Sequence[Decimal | Fraction]) -> Fraction | None:
    """The exact plain mean, or None of nothing."""
    exact = [Fraction(value) for value in values]
    return sum(exact, Fraction()) / len(exact) if exact else None


def passes(score: Decimal | None, pass_mark: Decimal | None) -> bool | None:
    """Whether a score reaches the pass mark as printed; None when either is not known."""
    if score is None or pass_mark is None:
        return None
    return printed(score) >= pass_mark


def rate(
    total: Decimal, instruments: Mapping[str, Decimal | None], levels: Iterable[LevelEntry]
) -> LevelEntry | None:
    """The rating: the first level whose minima are reached.

    A level with a minimum for instruments needs the score of each of ``instruments`` (None
    when unknown). None when a missing score leaves it open which level it is, and when there
    are no levels.
    """
    total = printed(total)
    for level in levels:
        if total < level.minimum:
            continue
        minimum = level.instrument_minimum
        if minimum is None:
            return level
        known = [printed(score) for score in instruments.values() if score is not None]
        if any(score < minimum for score in known):
            continue
        return level if known and len(known) == len(instruments) else None
    return None


def compute(catalogue: Catalogue, scores: Scores) -> Result:
    """Every figure that follows from the scores by the framework.

    A given score is used as it is for the levels above it; a mean is computed only when all
    its parts are known and the framework says how.
    """
    return _Computation(catalogue, scores).result()


class _Computation:
    """One run over a framework, from the items up."""

    def __init__(self, catalogue: Catalogue, scores: Scores) -> None:
        self._catalogue = catalogue
        self._scores = scores
        self._missing: list[str] = []
        self._knows_means = catalogue.calculation == "mean_of_means"

    def result(self) -> Result:
        catalogue, scores = self._catalogue, self._scores
        sub_exact = {
            entry.number: self._sub_indicator_mean(entry.number)
            for entry in catalogue.sub_indicators
        }
        subs = _prefer(scores.sub_indicators, sub_exact)
        indicator_exact = {
            entry.number: self._indicator_mean(entry.number, subs) for entry in catalogue.indicators
        }
        indicators = _prefer(scores.indicators, indicator_exact)
        instrument_exact = {
            entry.code: self._instrument_mean(entry.code, indicators)
            for entry in catalogue.instruments
        }
        instruments = _prefer(scores.instruments, instrument_exact)
        total_exact = self._weighted_total(instruments)
        total = Figure(scores.total, _printed(total_exact))
        return Result(
            total=total,
            instruments=_figures(scores.instruments, instrument_exact),
            indicators=_figures(scores.indicators, indicator_exact),
            sub_indicators=_figures(scores.sub_indicators, sub_exact),
            rating=self._rating(total.value, instruments),
            missing=tuple(dict.fromkeys(self._missing)),
            exact_instruments=instruments,
        )

    def _sub_indicator_mean(self, number: str) -> Fraction | None:
        codes = [item.code for item in self._catalogue.items if item.sub_indicator == number]
        return self._mean([self._scores.items.get(code) for code in codes])

    def _indicator_mean(self, number: int, subs: Mapping[str, Fraction | None]) -> Fraction | None:
        entry = self._catalogue.indicator(number)
        if entry is not None and entry.instrument == "OIT":
            parts = [s.number for s in self._catalogue.sub_indicators if s.indicator == number]
            return self._mean([subs[part] for part in parts])
        codes = [q.code for q in self._catalogue.questions if q.indicator == number]
        return self._mean([self._scores.questions.get(code) for code in codes])

    def _instrument_mean(
        self, code: str, indicators: Mapping[int, Fraction | None]
    ) -> Fraction | None:
        numbers = [e.number for e in self._catalogue.indicators if e.instrument == code]
        if code not in self._scores.instruments and self._knows_means:
            self._missing += [
                f"ไม่มีคะแนนตัวชี้วัดที่ {number}" for number in numbers if indicators[number] is None
            ]
        elif code not in self._scores.instruments:
            self._missing.append("กรอบการประเมินของปีนี้ยังไม่ทราบวิธีคำนวณ จึงไม่คำนวณคะแนนของเครื่องมือ")
        return self._mean([indicators[number] for number in numbers])

    def _weighted_total(self, instruments: Mapping[str, Fraction | None]) -> Fraction | None:
        weights = {entry.code: entry.weight for entry in self._catalogue.instruments}
        if not weights or None in weights.values():
            self._missing.append("กรอบการประเมินของปีนี้ยังไม่ทราบน้ำหนักของเครื่องมือ จึงไม่คำนวณคะแนนรวม")
            return None
        total = Fraction()
        for code, weight in weights.items():
            score = instruments[code]
            if score is None or weight is None:
                return None
            total += score * Fraction(weight) / 100
        return total

    def _rating(
        self, total: Decimal | None, instruments: Mapping[str, Fraction | None]
    ) -> LevelEntry | None:
        levels = self._catalogue.levels
        if not levels:
            self._missing.append("กรอบการประเมินของปีนี้ยังไม่ทราบระดับผลการประเมิน")
        if total is None or not levels:
            return None
        rating = rate(total, {code: _printed(s) for code, s in instruments.items()}, levels)
        if rating is None:
            unknown = " ".join(code for code, score in instruments.items() if score is None)
            self._missing.append(f"ระดับผลการประเมินต้องใช้คะแนนของ {unknown}")
        return rating

    def _mean(self, parts: Sequence[Decimal | Fraction | None]) -> Fraction | None:
        known = [part for part in parts if part is not None]
        return mean(known) if self._knows_means and len(known) == len(parts) else None


def _prefer(
    given: Mapping[Key, Decimal], exact: Mapping[Key, Fraction | None]
) -> dict[Key, Fraction | None]:
    return {key: Fraction(given[key]) if key in given else exact[key] for key in exact}


def _figures(
    given: Mapping[Key, Decimal], exact: Mapping[Key, Fraction | None]
) -> dict[Key, Figure]:
    return {key: Figure(given.get(key), _printed(exact[key])) for key in exact}


def _printed(value: Fraction | None) -> Decimal | None:
    return None if value is None else printed(value)
