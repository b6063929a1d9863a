"""What a result says: where it is weak and strong, what it leaves open, what each thing weighs.

Pure functions on a catalogue and its scores. Nothing is guessed: what cannot be said from the
scores that are there is left out or said to be open.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from assessments.arithmetic import CENT, Result, Scores, compute, mean, passes, printed
from assessments.catalogue import Catalogue, IndicatorEntry, ItemEntry, QuestionEntry

FULL = Decimal(100)
FEW = 3  # "the three lowest": what the official analysis asks for


@dataclass(frozen=True, slots=True)
class ScoredIndicator:
    """An indicator with what counts as its score; ``passed`` is None without a pass mark."""

    entry: IndicatorEntry
    score: Decimal
    passed: bool | None


@dataclass(frozen=True, slots=True)
class WeakPoint:
    """A thing below the mark. ``points`` is what the total (or, without weights, the
    instrument) gains when it reaches 100; None when it cannot be said."""

    level: Literal["indicator", "question", "item"]
    code: str
    indicator: int
    text: str
    score: Decimal
    guidance: str = ""
    points: Decimal | None = None

    @property
    def key(self) -> str:
        """Its name in forms and addresses, as in ``item-O33``."""
        return f"{self.level}-{self.code}"


@dataclass(frozen=True, slots=True)
class Unlisted:
    """What the questions of an indicator that are not told must be like.

    ``count`` questions are not told; their mean is ``average``; at least ``below`` of them are
    below the pass mark. ``contradiction`` is a sentence when no scores of 0 to 100 could
    make the indicator's score.
    """

    indicator: int
    count: int
    average: Decimal
    below: int
    contradiction: str = ""


@dataclass(frozen=True, slots=True)
class FromItems:
    """An OIT indicator recomputed from its items, those not told taken as full."""

    indicator: int
    computed: Decimal
    given: Decimal | None
    told: int
    assumed: int

    @property
    def agrees(self) -> bool:
        """Whether the recomputed figure is the announced one."""
        return self.given is None or self.given == self.computed


def scored_indicators(catalogue: Catalogue, result: Result) -> list[ScoredIndicator]:
    """The indicators whose score is known, by number."""
    return [
        ScoredIndicator(entry, score, passes(score, catalogue.pass_mark))
        for entry in catalogue.indicators
        if (score := result.indicators[entry.number].value) is not None
    ]


def weakest_indicators(
    catalogue: Catalogue, result: Result, *, instrument: str = "", count: int = FEW
) -> list[ScoredIndicator]:
    """The lowest, from the lowest up; of one instrument when named. With a pass mark only those
    below it. One that is as low as the last is not left out."""
    rows = [
        row
        for row in scored_indicators(catalogue, result)
        if row.passed is not True and instrument in ("", row.entry.instrument)
    ]
    rows.sort(key=lambda row: (row.score, row.entry.number))
    return [row for row in rows if row.score <= rows[min(count, len(rows)) - 1].score]


def strongest_indicators(
    catalogue: Catalogue, result: Result, *, count: int = FEW
) -> list[ScoredIndicator]:
    """The highest that pass, from the highest down."""
    rows = [row for row in scored_indicators(catalogue, result) if row.passed]
    rows.sort(key=lambda row: (-row.score, row.entry.number))
    return [row for row in rows if row.score >= rows[min(count, len(rows)) - 1].score]


def weak_points(
    catalogue: Catalogue, scores: Scores, guidance: Mapping[str, str]
) -> list[WeakPoint]:
    """The questions below the mark and the items below 100, the lowest first in their indicator
    and indicators by number."""
    rows = [
        WeakPoint("question", code, entry.indicator, entry.text or "", score,
                  guidance.get(code, ""), question_points(catalogue, entry, score))
        for code, score in scores.questions.items()
        if (entry := catalogue.question(code)) and passes(score, catalogue.pass_mark) is False
    ]  # fmt: skip
    rows += [
        WeakPoint("item", code, indicator_of(catalogue, item), item.title or "", score,
                  guidance.get(code, ""), item_points(catalogue, item, score))
        for code, score in scores.items.items()
        if (item := catalogue.item(code)) and score < FULL
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (row.indicator, row.score, int(row.code[1:])))


def weak_indicator_points(catalogue: Catalogue, result: Result) -> list[WeakPoint]:
    """The indicators below the mark as weak points, the lowest first."""
    return [
        WeakPoint("indicator", str(row.entry.number), row.entry.number, row.entry.name, row.score)
        for row in weakest_indicators(catalogue, result, count=len(catalogue.indicators))
    ]


def strengths(catalogue: Catalogue, scores: Scores, guidance: Mapping[str, str]) -> list[WeakPoint]:
    """The questions and items to keep as they are: those that pass; the highest first in their
    indicator."""
    pairs: list[tuple[QuestionEntry | ItemEntry, Decimal]] = [
        (entry, score)
        for code, score in scores.questions.items()
        if (entry := catalogue.question(code)) and passes(score, catalogue.pass_mark)
    ]
    pairs += [
        (item, score)
        for code, score in scores.items.items()
        if (item := catalogue.item(code)) and score == FULL
    ]
    rows = [
        WeakPoint(
            "item" if isinstance(entry, ItemEntry) else "question",
            entry.code,
            indicator_of(catalogue, entry),
            (entry.title if isinstance(entry, ItemEntry) else entry.text) or "",
            score,
            guidance.get(entry.code, ""),
        )
        for entry, score in pairs
    ]
    return sorted(rows, key=lambda row: (row.indicator, -row.score, int(row.code[1:])))


def indicator_of(catalogue: Catalogue, entry: QuestionEntry | ItemEntry) -> int:
    """The number of the indicator that a question or item belongs to; 0 when unknown."""
    if isinstance(entry, QuestionEntry):
        return entry.indicator
    sub = catalogue.sub_indicator(entry.sub_indicator or "")
    return sub.indicator if sub else 0


def item_points(catalogue: Catalogue, entry: ItemEntry, score: Decimal) -> Decimal | None:
    """What the total gains when an item goes from ``score`` to 100, as printed."""
    share = item_share(catalogue, entry)
    return None if share is None else printed(share * Fraction(FULL - score))


def question_points(catalogue: Catalogue, entry: QuestionEntry, score: Decimal) -> Decimal | None:
    """What the total gains when a question goes from ``score`` to 100, as printed."""
    share = question_share(catalogue, entry)
    return None if share is None else printed(share * Fraction(FULL - score))


def item_share(catalogue: Catalogue, entry: ItemEntry) -> Fraction | None:
    """The part of the total that one item carries: a mean of means, so an item of a small
    sub-indicator carries more. None where grouping, method or weight is not established."""
    sub = catalogue.sub_indicator(entry.sub_indicator or "")
    if sub is None:
        return None
    indicator = indicator_share(catalogue, sub.indicator)
    if indicator is None:
        return None
    siblings = sum(1 for each in catalogue.sub_indicators if each.indicator == sub.indicator)
    items = sum(1 for each in catalogue.items if each.sub_indicator == sub.number)
    return indicator / siblings / items


def question_share(catalogue: Catalogue, entry: QuestionEntry) -> Fraction | None:
    """The part of the total that one question carries."""
    indicator = indicator_share(catalogue, entry.indicator)
    questions = sum(1 for each in catalogue.questions if each.indicator == entry.indicator)
    return None if indicator is None else indicator / questions


def indicator_share(catalogue: Catalogue, number: int) -> Fraction | None:
    """The part of the total that one indicator carries."""
    entry = catalogue.indicator(number)
    instrument = catalogue.instrument(entry.instrument) if entry else None
    if instrument is None or instrument.weight is None or not catalogue.calculation:
        return None
    siblings = sum(1 for each in catalogue.indicators if each.instrument == instrument.code)
    return Fraction(instrument.weight) / 100 / siblings


def unlisted_questions(catalogue: Catalogue, scores: Scores, result: Result) -> Iterator[Unlisted]:
    """For each indicator with a score and not all of its questions: what the others must be."""
    mark = catalogue.pass_mark
    for entry in catalogue.indicators:
        codes = [q.code for q in catalogue.questions if q.indicator == entry.number]
        score = result.indicators[entry.number].given
        told = [scores.questions[code] for code in codes if code in scores.questions]
        rest = len(codes) - len(told)
        if score is None or not rest or mark is None or not catalogue.calculation:
            continue
        # The printed score stands for anything within half a hundredth.
        tolerance = CENT / 2 * len(codes)
        sum_of_rest = score * len(codes) - sum(told, Decimal())
        highest = sum_of_rest + tolerance
        below = max(0, rest - int(highest // mark)) if highest >= 0 else rest
        contradiction = ""
        if highest < 0 or sum_of_rest - tolerance > FULL * rest:
            contradiction = f"คะแนนตัวชี้วัดที่ {entry.number} ({score}) เป็นไปไม่ได้เมื่อเทียบกับคะแนนข้อที่ระบุไว้"
        average = printed(Fraction(sum_of_rest) / rest)
        yield Unlisted(entry.number, rest, average, below, contradiction)


def oit_from_items(catalogue: Catalogue, scores: Scores) -> list[FromItems]:
    """The OIT indicators recomputed from the items that are told; an analysis lists those that
    got nothing, so the others are taken as 100 and counted as assumed."""
    rows = []
    for entry in catalogue.indicators:
        subs = [s.number for s in catalogue.sub_indicators if s.indicator == entry.number]
        codes = [i.code for i in catalogue.items if i.sub_indicator in subs]
        told = [code for code in codes if code in scores.items]
        if entry.instrument != "OIT" or not told:
            continue
        filled = Scores(items={code: scores.items.get(code, FULL) for code in codes})
        computed = compute(catalogue, filled).indicators[entry.number].computed
        if computed is not None:
            given = scores.indicators.get(entry.number)
            rows.append(FromItems(entry.number, computed, given, len(told), len(codes) - len(told)))
    return rows


def explain_difference(catalogue: Catalogue, scores: Scores, result: Result) -> list[str]:
    """Why the announced total is not the computed one, as far as the figures tell."""
    total = result.total
    if not total.differs or total.given is None or total.computed is None:
        return []
    gap = total.given - total.computed
    told = [f"คะแนนที่ประกาศ {total.given} {'สูง' if gap > 0 else 'ต่ำ'}กว่าที่คำนวณ {abs(gap)} คะแนน"]
    if abs(gap) <= CENT * 2:
        told.append("ต่างกันเพียงการปัดเศษ เพราะคะแนนที่ใช้คำนวณถูกปัดเป็นสองตำแหน่งมาแล้ว")
        return told
    indicators = [figure.value for figure in result.indicators.values()]
    plain = mean([score for score in indicators if score is not None])
    if plain is not None and printed(plain) == total.given:
        told.append("คะแนนที่ประกาศเท่ากับค่าเฉลี่ยของตัวชี้วัดทั้งหมด ซึ่งไม่ได้ถ่วงน้ำหนักเครื่องมือ")
    told += _levels_that_differ(catalogue, scores, result)
    if len(told) == 1:
        told.append("กรุณาตรวจคะแนนตัวชี้วัดและคะแนนรวมกับประกาศอีกครั้ง")
    return told


def _levels_that_differ(catalogue: Catalogue, scores: Scores, result: Result) -> Iterator[str]:
    levels: Sequence[tuple[str, Mapping[str, object] | Mapping[int, object]]] = (
        ("", result.instruments),
        ("ตัวชี้วัดที่ ", result.indicators),
        ("ตัวชี้วัดย่อยที่ ", result.sub_indicators),
    )
    for label, figures in levels:
        for code, figure in figures.items():
            if getattr(figure, "differs", False):
                given, computed = figure.given, figure.computed  # type: ignore[attr-defined]
                yield f"{label}{code}: ระบุ {given} แต่คำนวณจากระดับย่อยได้ {computed}"
