"""Dates in texts moved by whole years, in the writing that they have."""

from __future__ import annotations

import re
from calendar import isleap
from datetime import date

from ita_portal.thai.dates import find_dates, find_deadlines, parse_period
from ita_portal.thai.fiscal import FiscalYear
from ita_portal.thai.formatting import BUDDHIST_ERA_OFFSET
from ita_portal.thai.numerals import to_arabic, to_thai

_DIGITS = "0-9๐-๙"
# A year at the end of a date: four digits, or two after an abbreviated month or a stroke.
_YEAR = re.compile(f"(?<![{_DIGITS}])(?:[2๒][5๕][{_DIGITS}]{{2}}|[{_DIGITS}]{{2}})(?![{_DIGITS}])")
# Thai months end in คม, ยน or พันธ์, abbreviated ones in a letter with a full stop.
_BEFORE_YEAR = re.compile("(?:คม|ยน|พันธ์|[ก-ฮ]\\.|/)[ ]*$")
_29_FEBRUARY = re.compile(
    f"(?P<day>29|๒๙)(?P<month>[ ]*(?:กุมภาพันธ์|ก\\.พ\\.)[ ]*)(?P<year>[{_DIGITS}]{{4}})"
)
_FISCAL = re.compile(
    f"ปี(?:งบประมาณ)?[ ]*(?:พ\\.[ ]*ศ\\.)?[ ]*([2๒][5๕][{_DIGITS}]{{2}})(?![{_DIGITS}])"
)


def move_day(day: date, years: int) -> date:
    """The same day of another year; 29 February becomes 28 where there is none."""
    year = day.year + years
    if (day.month, day.day) == (2, 29) and not isleap(year):
        return date(year, 2, 28)
    return date(year, day.month, day.day)


def move_years(text: str, year: FiscalYear, years: int) -> str:
    """The text with the years of its dates, periods and fiscal years moved. Other numbers stay,
    such as the years of laws, which stand in no date."""
    if not years:
        return text
    return "\n".join(_move_line(line, year, years) for line in text.split("\n"))


def _move_line(line: str, year: FiscalYear, years: int) -> str:
    spans: list[tuple[int, int]] = []
    for found in find_dates(line, fiscal_year=year):
        spans.append((found.start, found.end))
    for deadline in find_deadlines(line, year):
        start = line.find(deadline.text)
        if deadline.text and start >= 0:
            spans.append((start, start + len(deadline.text)))
    spans += [match.span() for match in _FISCAL.finditer(line) if _is_near(match[1], year)]
    if parse_period(line, year):
        spans.append((0, len(line)))
    for start, end in _merged(spans, len(line)):
        line = line[:start] + _move(line[start:end], years) + line[end:]
    return line


def _merged(spans: list[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    """Spans joined where they overlap, from the last to the first."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], min(length, max(end, joined[-1][1])))
        else:
            joined.append((start, end))
    return joined[::-1]


def _is_near(digits: str, year: FiscalYear) -> bool:
    """A fiscal year of the plan itself or beside it; an older one is a reference to the past."""
    return abs(int(to_arabic(digits)) - year.be) <= 1


def _move(mention: str, years: int) -> str:
    matches = [
        match
        for match in _YEAR.finditer(mention)
        if len(match[0]) == 4 or _is_short_year(mention, match)
    ]
    for match in reversed(matches):
        mention = mention[: match.start()] + _added(match[0], years) + mention[match.end() :]
    return _without_29_february(mention)


def _is_short_year(mention: str, match: re.Match[str]) -> bool:
    """Two digits are a year after a month, a stroke or พ.ศ.; elsewhere they are a day."""
    return bool(_BEFORE_YEAR.search(mention[: match.start()]))


def _added(digits: str, years: int) -> str:
    moved = str(int(to_arabic(digits)) + years)[-len(digits) :].zfill(len(digits))
    return moved if digits == to_arabic(digits) else to_thai(moved)


def _without_29_february(mention: str) -> str:
    """29 February of a year that has none becomes the 28th."""
    return _29_FEBRUARY.sub(_28_in_common_years, mention)


def _28_in_common_years(match: re.Match[str]) -> str:
    if isleap(int(to_arabic(match["year"])) - BUDDHIST_ERA_OFFSET):
        return match[0]
    day = "28" if match["day"] == "29" else "๒๘"
    return f"{day}{match['month']}{match['year']}"
