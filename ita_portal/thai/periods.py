"""Periods: from one day, month or fiscal year to another."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ita_portal.thai.fiscal import FIRST_MONTH, FiscalYear
from ita_portal.thai.formatting import Style, format_date, format_month
from ita_portal.thai.mentions import Mention, Year, read_bare_year, read_day, read_mention
from ita_portal.thai.numerals import Numerals, in_numerals
from ita_portal.thai.squeezing import squeeze


@dataclass(frozen=True, slots=True)
class Period:
    """A period with the text that it was read from; both days are included."""

    text: str
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Span:
    """One mention, or a range of two, in squeezed text."""

    first: Mention
    last: Mention

    @property
    def end(self) -> int:
        """Where the text of the span ends."""
        return self.last.end

    @property
    def is_range(self) -> bool:
        """Whether the text named two ends."""
        return self.first is not self.last

    @property
    def states_year(self) -> bool:
        """Whether either end says its year."""
        return self.first.states_year or self.last.states_year

    def days(self, fiscal_year: FiscalYear | None) -> tuple[date, date] | None:
        """First and last day; a year that one end lacks follows from the other, one that
        both lack from ``fiscal_year``. None when that does not give a period."""
        first, last = self._completed()
        from_days, to_days = first.span(fiscal_year), last.span(fiscal_year)
        if not from_days or not to_days or from_days[0] > to_days[1]:
            return None
        return from_days[0], to_days[1]

    def _completed(self) -> tuple[Mention, Mention]:
        first, last = self.first, self.last
        if first.year is None and last.year is not None:
            later = (first.first_month, first.day) > (last.last_month, last.day or 31)
            return replace(first, year=_moved(last.year, -1 if later else 0)), last
        if last.year is None and first.year is not None:
            earlier = (last.last_month, last.day or 31) < (first.first_month, first.day)
            return first, replace(last, year=_moved(first.year, 1 if earlier else 0))
        return first, last


def _moved(year: Year, by: int) -> Year:
    return year if year.fiscal or not year.ce else replace(year, ce=year.ce + by)


_TO = re.compile(r"\n?(?:-|~|จนถึง|ถึง)\n?")
_FIRST_DAY = re.compile(r"(?:วัน(?:ที่)?)?(?P<day>[0-9]{1,2})(?:-|จนถึง|ถึง)")
_LABEL = re.compile(
    r"(?:(?:ช่วง)?ระยะเวลา(?:ในการ)?(?:ดำเนินการ|ดำเนินงาน)?:?)?(?:ดำเนินการ)?"
    r"(?:ตั้งแต่|ระหว่าง|ในช่วง|ช่วง|ประจำ|ตลอดทั้ง|ตลอด|ทั้ง|ใน){0,2}"
)
_ALL_YEAR = re.compile(r"(?:ตลอดทั้ง|ตลอด|ทั้ง)ปี")
_BRACKETED = re.compile(r"(?P<outer>[^()]*)\((?P<inner>[^()]*)\)")
# Longer texts are prose, not a period.
_LONGEST = 200


def read_span(text: str, at: int) -> Span | None:
    """The mention or range that begins at ``at`` in squeezed text, as far as it goes."""
    first = read_mention(text, at)
    if first is None:
        if (days := _FIRST_DAY.match(text, at)) and (last := read_day(text, days.end())):
            return Span(replace(last, start=at, day=int(days["day"])), last)
        return None
    if to := _TO.match(text, first.end):
        last = read_mention(text, to.end())
        if last is None and first.precision == "year":
            last = read_bare_year(text, to.end())
        if last is not None:
            return Span(first, last)
    return Span(first, first)


def read_whole(text: str) -> Span | None:
    """The span that the whole of a squeezed text is, a label such as "ตั้งแต่" before it."""
    if bracketed := _BRACKETED.fullmatch(text):
        return _read_bracketed(bracketed["outer"], bracketed["inner"])
    if _ALL_YEAR.fullmatch(text):
        year = Mention(0, len(text), "year", FIRST_MONTH, FIRST_MONTH - 1)
        return Span(year, year)
    label = _LABEL.match(text)
    at = label.end() if label else 0
    span = read_span(text, at) or _read_bare_years(text, at)
    return span if span and text[span.end :].strip(".,;") == "" else None


def _read_bare_years(text: str, at: int) -> Span | None:
    first = read_bare_year(text, at)
    if first is None:
        return None
    to = _TO.match(text, first.end)
    return Span(first, (read_bare_year(text, to.end()) if to else None) or first)


def _read_bracketed(outer: str, inner: str) -> Span | None:
    """Of "ไตรมาสที่ ๒ ปีงบประมาณ ๒๕๖๖ (ม.ค. - มี.ค.)" the exact part, with the other's year."""
    around, exact = read_whole(outer), read_whole(inner)
    if exact is None or (outer and around is None):
        return around
    if around and not exact.states_year and (days := around.days(None)):
        year = Year(FiscalYear.of(days[1]).ce, fiscal=True)
        return Span(replace(exact.first, year=year), replace(exact.last, year=year))
    return exact


def parse_period(text: str, fiscal_year: FiscalYear | None) -> Period | None:
    """The period that the whole of ``text`` names, or None.

    A single month, quarter or fiscal year is a period too. "ต.ค. ๒๕๖๕ ถึง มี.ค. ๒๕๖๖",
    "ต.ค. - มี.ค. ๖๖", "ปีงบประมาณ ๒๕๖๘", "ไตรมาสที่ ๒", "รอบ ๖ เดือน (…)". What lacks a year
    takes it from ``fiscal_year``. A limit ("ภายในเดือนมีนาคม") has no beginning: see
    ``find_deadlines``.
    """
    if len(text) > _LONGEST:
        return None
    span = read_whole(squeeze(text).text)
    days = span.days(fiscal_year) if span else None
    return Period(text, *days) if days else None


def format_period(
    start: date, end: date, *, style: Style = "long", numerals: Numerals = "arabic"
) -> str:
    """The period in the shortest exact wording.

    "ปีงบประมาณ พ.ศ. 2566", "มีนาคม 2566", "ตุลาคม 2565 - มีนาคม 2566", "23 มกราคม 2566" or
    "1 มกราคม 2566 - 15 มีนาคม 2566"; ``ValueError`` when it ends before it starts.
    """
    if end < start:
        raise ValueError("a period cannot end before it starts")
    if start.day != 1 or (end + timedelta(days=1)).day != 1:
        ends = [format_date(day, style=style, numerals=numerals) for day in (start, end)]
    elif (year := FiscalYear.of(end)) and (year.start, year.end) == (start, end):
        return in_numerals(year.name, numerals)
    else:
        ends = [format_month(day, style=style, numerals=numerals) for day in (start, end)]
    return " - ".join(dict.fromkeys(ends))
