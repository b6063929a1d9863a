"""The scores of a result as values: what a person, a spreadsheet or a document tells."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from typing import Any

from assessments.arithmetic import Scores
from ita_portal.thai.numerals import to_arabic
from ita_portal.thai.text import fold_blanks

OUT_OF_RANGE = "คะแนนต้องอยู่ระหว่าง 0 ถึง 100"

_NUMBER = re.compile(r"[0-9]{1,3}(?:\.[0-9]+)?")
_UNIT = re.compile(r"^(?:ร้อยละ|คะแนน)|(?:คะแนน|%)?\s*(?:[(]?(?:ไม่)?ผ่าน(?:เกณฑ์)?[)]?)?$")


class ScoreError(ValueError):
    """A text that is no score; the message is Thai and says what to type."""


@dataclass(frozen=True, slots=True)
class Option:
    """One part of a question with its own score."""

    text: str
    score: Decimal

    def __str__(self) -> str:
        return f"{self.text} {self.score:.2f}"


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """All that is told of a result; what is not told is left out.

    ``guidance`` and ``options`` are by the code of a question or item.
    """

    total: Decimal | None = None
    rating: str = ""
    instruments: Mapping[str, Decimal] = field(default_factory=dict)
    indicators: Mapping[int, Decimal] = field(default_factory=dict)
    sub_indicators: Mapping[str, Decimal] = field(default_factory=dict)
    questions: Mapping[str, Decimal] = field(default_factory=dict)
    items: Mapping[str, Decimal] = field(default_factory=dict)
    guidance: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, tuple[Option, ...]] = field(default_factory=dict)

    @property
    def scores(self) -> Scores:
        """The scores to compute with."""
        return Scores(
            self.total,
            self.instruments,
            self.indicators,
            self.sub_indicators,
            self.questions,
            self.items,
        )

    def updated(self, other: ScoreSheet) -> ScoreSheet:
        """This sheet with everything that ``other`` tells; what it leaves out stays."""
        values: dict[str, Any] = {}
        for each in fields(self):
            mine, theirs = getattr(self, each.name), getattr(other, each.name)
            if isinstance(theirs, Mapping):
                values[each.name] = {**mine, **theirs}
            elif theirs not in (None, ""):
                values[each.name] = theirs
        return replace(self, **values)

    def is_empty(self) -> bool:
        """Whether nothing is told."""
        return not any(getattr(self, each.name) for each in fields(self)) and self.total is None


def parse_score(text: str) -> Decimal | None:
    """The score that a text says, in Thai or Arabic digits; None for a blank text.

    Raises ``ScoreError`` for anything that is no number of 0 to 100 with at most two decimals:
    nothing is rounded or guessed.
    """
    typed = fold_blanks(text)
    if typed in ("", "-", "–"):
        return None
    plain = _UNIT.sub("", to_arabic(typed)).strip()
    if "," in plain:
        raise ScoreError(f"“{typed}” ใช้จุดคั่นทศนิยม เช่น 88.35")
    if not _NUMBER.fullmatch(plain):
        negative = re.fullmatch(rf"-\s?{_NUMBER.pattern}", plain)
        raise ScoreError(OUT_OF_RANGE if negative else f"“{typed}” ไม่ใช่ตัวเลข กรุณาพิมพ์เช่น 88.35")
    score = Decimal(plain)
    if score > 100:
        raise ScoreError(OUT_OF_RANGE)
    if -int(score.as_tuple().exponent) > 2 and score != score.quantize(Decimal("0.01")):
        raise ScoreError(f"“{typed}” มีทศนิยมเกินสองตำแหน่ง กรุณาพิมพ์ตามที่ประกาศ")
    return score.quantize(Decimal("0.01"))


def parse_options(text: str) -> tuple[Option, ...]:
    """The parts of a question, one a line, each ending with its score ("เงิน 97.30").

    Raises ``ScoreError`` for a line without text or without a score.
    """
    options = []
    for line in fold_blanks(text).split("\n"):
        if not line:
            continue
        words, _, last = line.rpartition(" ")
        score = parse_score(last) if words else None
        if score is None:
            raise ScoreError(f"“{line}” ต้องเป็นข้อความตามด้วยคะแนน เช่น เงิน 97.30")
        options.append(Option(words.strip(), score))
    return tuple(options)
