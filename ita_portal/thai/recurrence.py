"""How often something is to be done: "ทุกเดือน", "ไตรมาสละ ๑ ครั้ง", "ทุก ๖ เดือน".

Works on squeezed text. A frequency is counted in times a year and named when it has a name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Recurring = Literal["", "monthly", "quarterly", "half_yearly", "yearly", "other"]

_NAMES: dict[Fraction, Recurring] = {
    Fraction(12): "monthly",
    Fraction(4): "quarterly",
    Fraction(2): "half_yearly",
    Fraction(1): "yearly",
}
# Times a year of one thing per unit; a unit that is not here (days) has no name anyway.
_UNITS = {"เดือน": 12, "ไตรมาส": 4, "ครึ่งปี": 2, "ปีงบประมาณ": 1, "ปี": 1}
# The longer words first: the pattern takes the first that fits.
_NUMBER_WORDS = {
    "สามสิบ": 30, "สิบสอง": 12, "สิบห้า": 15, "สิบ": 10,
    "หนึ่ง": 1, "สอง": 2, "สาม": 3, "สี่": 4, "ห้า": 5, "หก": 6,
    "เจ็ด": 7, "แปด": 8, "เก้า": 9,
}  # fmt: skip

NUMBER = "[0-9]{1,3}|" + "|".join(_NUMBER_WORDS)
_UNIT = "เดือน|ไตรมาส|ครึ่งปี|ปีงบประมาณ|ปี|สัปดาห์"
_WEEKDAY = "จันทร์|อังคาร|พุธ|พฤหัสบดี|พฤหัส|ศุกร์|เสาร์|อาทิตย์"

_EVERY = re.compile(
    rf"ทุกๆ?(?:รอบ|ระยะ|สิ้น|ต้น|กลาง|ปลาย|วันสิ้น)?(?:(?P<every>{NUMBER})?(?P<unit>{_UNIT})"
    rf"|(?P<month_day>วันที่[0-9]{{1,2}}(?:ของ(?:ทุกๆ?)?เดือน)?)|(?P<day>วันทำการ|วัน(?:{_WEEKDAY})|วัน(?!นี้|ที่)))"
)
_PER_UNIT = re.compile(
    rf"(?P<unit>{_UNIT}|วัน)ละ(?:อย่างน้อย|ไม่น้อยกว่า|ไม่ต่ำกว่า)?"
    rf"(?P<times>{NUMBER})?(?:-[0-9]{{1,2}})?ครั้ง"
)
_TIMES_PER = re.compile(rf"(?P<times>{NUMBER})ครั้ง(?:/|ต่อ)(?P<every>{NUMBER})?(?P<unit>{_UNIT}|วัน)")
_UNITS_PER_TIME = re.compile(
    rf"(?P<every>{NUMBER})(?P<unit>{_UNIT})(?:(?:ต่อ|/)(?P<times>{NUMBER})?)?ครั้ง"
)
_BY_UNIT = re.compile(rf"เป็นราย(?P<every>{NUMBER})?(?P<unit>{_UNIT})|ราย(?P<months>3|6)เดือน")
# "รายไตรมาส" in the middle of a line is what a report is called, not when it is due.
_LINE_BY_UNIT = re.compile(rf"ราย(?P<unit>{_UNIT})")
_BOTH_ROUNDS = re.compile(
    r"(?:รอบ|ราย|ระยะ)(?:ระยะเวลา)?6เดือน(?:แรก)?(?:และ|กับ|,|/)(?:รอบ|ราย|ระยะ)?(?:12เดือน|ประจำปี)"
)


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A frequency named at ``text[start:end]`` of squeezed text."""

    start: int
    end: int
    recurring: Recurring


def times_a_year(times: int | Fraction) -> Recurring:
    """The name of a frequency; "other" for one that has none."""
    return _NAMES.get(Fraction(times), "other")


def find_recurrences(text: str, begins_line: Callable[[int], bool]) -> Iterator[Recurrence]:
    """All frequencies of a squeezed text, unordered; they may overlap. ``begins_line`` tells
    of a position whether nothing but a list marker stands before it in its line."""
    for pattern in (_EVERY, _PER_UNIT, _TIMES_PER, _UNITS_PER_TIME, _BY_UNIT):
        for found in pattern.finditer(text):
            yield Recurrence(found.start(), found.end(), _name(found.groupdict()))
    for found in _BOTH_ROUNDS.finditer(text):
        yield Recurrence(found.start(), found.end(), "half_yearly")
    for found in _LINE_BY_UNIT.finditer(text):
        if begins_line(found.start()):
            yield Recurrence(found.start(), found.end(), _name(found.groupdict()))


def _name(parts: dict[str, str | None]) -> Recurring:
    if parts.get("month_day"):
        return "monthly"
    if months := parts.get("months"):
        return times_a_year(12 // int(months))
    per_year = _UNITS.get(parts.get("unit") or "")
    every = _number(parts.get("every"))
    if not per_year or not every:
        return "other"
    return times_a_year(Fraction(per_year * _number(parts.get("times")), every))


def _number(word: str | None) -> int:
    if not word:
        return 1
    return _NUMBER_WORDS.get(word) or int(word)
