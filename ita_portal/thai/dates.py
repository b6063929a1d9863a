"""Dates, deadlines and periods as Thai documents write them (first, simple reading)."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from ita_portal.thai.fiscal import FiscalYear
from ita_portal.thai.formatting import MONTH_ABBREVIATIONS, MONTH_NAMES, format_date, format_month
from ita_portal.thai.numerals import to_arabic

__all__ = [
    "Deadline",
    "FoundDate",
    "Period",
    "find_dates",
    "find_deadlines",
    "format_date",
    "format_month",
    "parse_date",
    "parse_period",
]

_MONTHS = {name: n for n, name in enumerate(MONTH_NAMES, 1)} | {
    name: n for n, name in enumerate(MONTH_ABBREVIATIONS, 1)
}
_NAME = "|".join(re.escape(name) for name in sorted(_MONTHS, key=len, reverse=True))
_YEAR = r"(?:\s?(?:พ\.ศ\.)?\s?(?P<year>[0-9]{4}|[4-9][0-9])(?![0-9]))?"
_DAY_DATE = re.compile(rf"(?P<day>[0-9]{{1,2}})\s?(?:เดือน)?\s?(?P<month>{_NAME}){_YEAR}")
_MONTH = re.compile(rf"ภายในเดือน\s?(?P<month>{_NAME}){_YEAR}")
_ONE_MONTH = rf"(?:เดือน)?\s?(?P<month>{_NAME}){_YEAR}"


@dataclass(frozen=True, slots=True)
class FoundDate:
    text: str
    date: date
    start: int
    end: int
    year_inferred: bool


@dataclass(frozen=True, slots=True)
class Deadline:
    text: str
    date: date | None
    precision: Literal["day", "month", "year", ""]
    year_inferred: bool = False
    recurring: Literal["", "monthly", "quarterly", "half_yearly", "yearly", "other"] = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Period:
    text: str
    start: date
    end: date


def _year(match: re.Match[str], fiscal_year: FiscalYear | None) -> int | None:
    if match["year"]:
        year = int(match["year"])
        return year + 2500 - 543 if year < 100 else year - 543 if year >= 2400 else year
    return fiscal_year.year_of_month(_MONTHS[match["month"]]) if fiscal_year else None


def find_dates(text: str, *, fiscal_year: FiscalYear | None = None) -> tuple[FoundDate, ...]:
    found = []
    for match in _DAY_DATE.finditer(to_arabic(text)):
        year = _year(match, fiscal_year)
        try:
            day = date(year or 0, _MONTHS[match["month"]], int(match["day"]))
        except ValueError:
            continue
        found.append(
            FoundDate(
                text[match.start() : match.end()],
                day,
                match.start(),
                match.end(),
                not match["year"],
            )
        )
    return tuple(found)


def parse_date(text: str, *, fiscal_year: FiscalYear | None = None) -> date | None:
    found = find_dates(text.strip().removeprefix("วันที่").strip(), fiscal_year=fiscal_year)
    return found[0].date if len(found) == 1 else None


def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def find_deadlines(text: str, fiscal_year: FiscalYear | None) -> tuple[Deadline, ...]:
    found = []
    for number, line in enumerate(text.split("\n")):
        for match in _MONTH.finditer(to_arabic(line)):
            year = _year(match, fiscal_year)
            day = _last_day(year, _MONTHS[match["month"]]) if year else None
            words = line[match.start() : match.end()]
            found.append(Deadline(words, day, "month", not match["year"], "", number))
        if "ทุกเดือน" in line:
            found.append(Deadline("ทุกเดือน", None, "", False, "monthly", number))
    return tuple(found)


def parse_period(text: str, fiscal_year: FiscalYear | None) -> Period | None:
    plain = to_arabic(text).strip()
    if match := re.fullmatch(r"ปีงบประมาณ\s?(?:พ\.ศ\.)?\s?([0-9]{4})", plain):
        year = FiscalYear(int(match[1]))
        return Period(text, year.start, year.end)
    parts = [re.fullmatch(_ONE_MONTH, part) for part in re.split(r"\s*(?:-|ถึง)\s*", plain)]
    first, last = parts[0], parts[-1]
    if first is None or last is None or len(parts) > 2:
        return None
    start_year, end_year = _year(first, fiscal_year), _year(last, fiscal_year)
    if not start_year or not end_year:
        return None
    start = date(start_year, _MONTHS[first["month"]], 1)
    return Period(text, start, _last_day(end_year, _MONTHS[last["month"]]))
