"""Dates in and out, as Thai documents write them.

Reading accepts Thai, Arabic and mixed digits, full and abbreviated months, Buddhist and (by
mistake) CE years, two-digit years, and words that a narrow cell has broken. What cannot be a
date is None or left out, never an error. This module is the entrance: deadlines and periods
are read in their own modules and offered here as well.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from ita_portal.thai.deadlines import Deadline, find_deadlines
from ita_portal.thai.fiscal import FiscalYear
from ita_portal.thai.formatting import format_date, format_month
from ita_portal.thai.mentions import Mention, read_day
from ita_portal.thai.periods import Period, format_period, parse_period
from ita_portal.thai.squeezing import squeeze

__all__ = [
    "Deadline",
    "FoundDate",
    "Period",
    "find_dates",
    "find_deadlines",
    "format_date",
    "format_month",
    "format_period",
    "parse_date",
    "parse_period",
]

_BEFORE_DATE = re.compile(r"(?:เมื่อ|ณ|ลง)?(?:วันที่)?")
_MAY_BEGIN = re.compile(r"(?<![0-9])(?:วัน[\u0e01-\u0e4c]{0,8}\n?)?(?=[0-9])")
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A day found in a text: ``text`` is what stands at ``start``..``end`` of it.
    ``year_inferred`` says that the fiscal year supplied the year."""

    text: str
    date: date
    start: int
    end: int
    year_inferred: bool


def parse_date(text: str, *, fiscal_year: FiscalYear | None = None) -> date | None:
    """The day that the whole of ``text`` names, "วันที่" or "เมื่อวันที่" before it or not.

    A day without a year needs ``fiscal_year``. None when the text is anything else, or names
    a day that does not exist.
    """
    if len(text) > _LONGEST:
        return None
    squeezed = squeeze(text).text
    before = _BEFORE_DATE.match(squeezed)
    for at in (0, before.end() if before else 0):
        mention = read_day(squeezed, at)
        if mention and squeezed[mention.end :] in ("", "."):
            return _day(mention, fiscal_year)
    return None


def find_dates(text: str, *, fiscal_year: FiscalYear | None = None) -> tuple[FoundDate, ...]:
    """All days in a running text, in reading order; months by themselves are no days.

    A day without a year is only found with ``fiscal_year``, and only when "วันที่" stands
    before it or the month is written out: "๕ ก.พ." may be something else.
    """
    squeezed = squeeze(text)
    found = []
    reached = 0
    for begin in _MAY_BEGIN.finditer(squeezed.text):
        if begin.start() < reached or not (mention := read_day(squeezed.text, begin.start())):
            continue
        if not mention.states_year and not mention.surely_day:
            continue
        if day := _day(mention, fiscal_year):
            start, end = squeezed.source_span(begin.end(), mention.end)
            inferred = not mention.states_year
            found.append(FoundDate(text[start:end], day, start, end, inferred))
            reached = mention.end
    return tuple(found)


def _day(mention: Mention, fiscal_year: FiscalYear | None) -> date | None:
    days = mention.span(fiscal_year)
    return days[0] if days else None
