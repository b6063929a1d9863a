"""What it would take: the fewest changes that lift a result to a level, computed.

A change raises one thing: an OIT item to 100, an IIT or EIT question to 100, or, where an
indicator's questions are not all known, the indicator itself. What a change brings depends on
no other change, and each counts for its own instrument and for the total. So the largest gains
of an instrument are the fewest changes to its minimum, and the largest of what is left are the
fewest to the total.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from assessments.analysis import (
    FULL,
    indicator_of,
    indicator_share,
    item_share,
    question_share,
)
from assessments.arithmetic import CENT, Result, Scores, printed
from assessments.catalogue import Catalogue, LevelEntry


@dataclass(frozen=True, slots=True)
class Change:
    """One thing raised from ``score`` to ``to``; ``points`` is what the total gains."""

    level: str  # "item", "question" or "indicator"
    code: str
    text: str
    instrument: str
    score: Decimal
    to: Decimal
    points: Decimal


@dataclass(frozen=True, slots=True)
class Way:
    """The fewest changes to a level, and the figures after them. ``changes`` is empty when it
    is reached already; ``impossible`` says in Thai why no changes of this kind are enough."""

    target: str
    changes: tuple[Change, ...] = ()
    total: Decimal | None = None
    instruments: Mapping[str, Decimal] | None = None
    impossible: str = ""


@dataclass(frozen=True, slots=True)
class _Raise:
    """A possible change with its exact parts of the total and of its instrument for each
    point that it is raised."""

    change: Change
    of_total: Fraction
    of_instrument: Fraction

    @property
    def steps(self) -> Fraction:
        return Fraction(self.change.to - self.change.score)


def ways_to_reach(
    catalogue: Catalogue, scores: Scores, result: Result, level: LevelEntry
) -> list[Way]:
    """The fewest changes of any kind, and the fewest of OIT items alone when that differs:
    these are the agency's own pages and need nobody's opinion.

    An empty list when the framework or the scores do not allow to compute a total.
    """
    if result.total.computed is None:
        return []
    every = _Search(catalogue, scores, result, level)
    ways = [every.way(f"{level.name}: เปลี่ยนน้อยที่สุด", every.raises)]
    items = [each for each in every.raises if each.change.level == "item"]
    if items and any(change.level != "item" for change in ways[0].changes):
        ways.append(every.way(f"{level.name}: เฉพาะข้อมูล OIT", items))
    return ways


class _Search:
    def __init__(
        self, catalogue: Catalogue, scores: Scores, result: Result, level: LevelEntry
    ) -> None:
        self._catalogue = catalogue
        self._level = level
        self._instruments = {
            code: exact if exact is not None else Fraction()
            for code, exact in result.exact_instruments.items()
        }
        weights = {each.code: Fraction(each.weight or 0) / 100 for each in catalogue.instruments}
        self._total = sum(
            (self._instruments[code] * weight for code, weight in weights.items()), Fraction()
        )
        self.raises = sorted(
            _raises(catalogue, scores, result, weights),
            # the largest gain first; of equal ones the item, which the agency can see to itself
            key=lambda r: (-r.of_total * r.steps, r.change.level != "item", r.change.code),
        )

    def way(self, target: str, raises: list[_Raise]) -> Way:
        chosen: list[_Raise] = []
        minimum = self._level.instrument_minimum
        for code in self._instruments:
            own = [each for each in raises if each.change.instrument == code]
            while minimum is not None and not self._reaches(chosen, code, minimum):
                if not own:
                    return Way(target, impossible=self._short(code, minimum))
                chosen.append(own.pop(0))
        rest = [each for each in raises if each not in chosen]
        while not self._reaches(chosen, "", self._level.minimum):
            if not rest:
                return Way(target, impossible=self._short("", self._level.minimum))
            chosen.append(rest.pop(0))
        chosen = self._trimmed(chosen)
        after = {code: printed(self._after(chosen, code)) for code in self._instruments}
        changes = tuple(each.change for each in chosen)
        return Way(target, changes, printed(self._after(chosen, "")), after)

    def _after(self, chosen: list[_Raise], code: str) -> Fraction:
        """The total ("") or an instrument's score after the changes."""
        if not code:
            return self._total + sum((r.of_total * r.steps for r in chosen), Fraction())
        own = (r for r in chosen if r.change.instrument == code)
        return self._instruments[code] + sum((r.of_instrument * r.steps for r in own), Fraction())

    def _reaches(self, chosen: list[_Raise], code: str, minimum: Decimal) -> bool:
        return printed(self._after(chosen, code)) >= minimum

    def _is_enough(self, chosen: list[_Raise]) -> bool:
        minimum = self._level.instrument_minimum
        return self._reaches(chosen, "", self._level.minimum) and all(
            minimum is None or self._reaches(chosen, code, minimum) for code in self._instruments
        )

    def _trimmed(self, chosen: list[_Raise]) -> list[_Raise]:
        """The same changes, those of opinions only as far as needed (an item is 0 or 100)."""
        for position in reversed(range(len(chosen))):
            each = chosen[position]
            if each.change.level == "item":
                continue
            low, high = int(each.change.score / CENT), int(each.change.to / CENT)
            while low < high:  # the smallest score in hundredths that is enough
                middle = (low + high) // 2
                trial = [*chosen[:position], _to(each, CENT * middle), *chosen[position + 1 :]]
                low, high = (low, middle) if self._is_enough(trial) else (middle + 1, high)
            chosen = [*chosen[:position], _to(each, CENT * low), *chosen[position + 1 :]]
        return chosen

    def _short(self, code: str, minimum: Decimal) -> str:
        what = f"คะแนน {code}" if code else "คะแนนรวม"
        return f"แม้ปรับทุกข้อในกลุ่มนี้ให้เต็ม {what} ก็ยังไม่ถึง {minimum}"


def _to(each: _Raise, score: Decimal) -> _Raise:
    points = printed(each.of_total * Fraction(score - each.change.score))
    return replace(each, change=replace(each.change, to=score, points=points))


def _raises(
    catalogue: Catalogue, scores: Scores, result: Result, weights: Mapping[str, Fraction]
) -> list[_Raise]:
    """Everything that could be raised."""
    found: list[tuple[Change, Fraction | None]] = []
    for entry in catalogue.indicators:
        score = result.indicators[entry.number].value
        questions = [q for q in catalogue.questions if q.indicator == entry.number]
        all_known = bool(questions) and all(q.code in scores.questions for q in questions)
        if entry.instrument == "OIT":
            items = [i for i in catalogue.items if indicator_of(catalogue, i) == entry.number]
            found += [
                (_change("item", i.code, i.title, entry.instrument, scores.items[i.code]),
                 item_share(catalogue, i))
                for i in items if i.code in scores.items
            ]  # fmt: skip
            if any(i.code in scores.items for i in items):
                continue
        elif all_known:
            found += [
                (_change("question", q.code, q.text, entry.instrument, scores.questions[q.code]),
                 question_share(catalogue, q))
                for q in questions
            ]  # fmt: skip
            continue
        if score is not None:
            found.append(
                (_change("indicator", str(entry.number), entry.name, entry.instrument, score),
                 indicator_share(catalogue, entry.number))
            )  # fmt: skip
    return [
        _to(_Raise(change, share, share / weights[change.instrument]), FULL)
        for change, share in found
        if share is not None and change.score < FULL
    ]


def _change(level: str, code: str, text: str | None, instrument: str, score: Decimal) -> Change:
    return Change(level, code, text or "", instrument, score, FULL, Decimal(0))
