"""The days ahead: the calendar of the assessment, and the ends of the fiscal year's rounds.

The calendar of a year is announced late and not in every source. What stands in the framework is
shown with its confidence; a year without a calendar borrows the days of an earlier one, and every
such day says so.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Any

from assessments.models import Confidence, Framework
from ita_portal.thai.dates import format_date, format_month
from ita_portal.thai.fiscal import FiscalYear
from measures.models import MeasurePlan, RoundState

ENOUGH_TO_BORROW = 3  # entries; a single date says nothing about a year
ESTABLISHED = (Confidence.CONFIRMED, Confidence.ONE_SOURCE)


@dataclass(frozen=True, slots=True)
class ComingDate:
    """A day ahead. ``days`` counts from today; ``note`` says why it is not certain, or nothing."""

    name: str
    text: str
    day: date
    days: int
    note: str = ""


def coming_dates(plan: MeasurePlan, today: date, *, count: int = 6) -> list[ComingDate]:
    """The next days of the plan's fiscal year, the nearest first. Three queries at most."""
    found = [*_round_ends(plan, today), *_calendar(plan.year, today)]
    return sorted(found, key=lambda each: (each.day, each.name))[:count]


def _round_ends(plan: MeasurePlan, today: date) -> list[ComingDate]:
    found = [_coming(f"สิ้นสุด{each.name}", each.end, today) for each in plan.year.rounds]
    for state in RoundState.objects.filter(plan=plan, state=RoundState.State.OPEN):
        if state.report_by:
            found.append(
                _coming(f"ให้ส่วนราชการรายงาน{state.get_round_display()}", state.report_by, today)
            )
    return [each for each in found if each.days >= 0]


def _coming(name: str, day: date, today: date) -> ComingDate:
    return ComingDate(name, format_date(day), day, (day - today).days)


def _calendar(year: FiscalYear, today: date) -> list[ComingDate]:
    framework = Framework.objects.current(year.be)
    if framework and framework.calendar:
        entries = [_entry(data, 0, today, _confidence(data)) for data in framework.calendar]
    else:
        lender = _lender(year)
        if lender is None:
            return []
        note = f"ยังไม่ยืนยัน: วันของปี {lender.fiscal_year}"
        years = year.be - lender.fiscal_year
        entries = [_entry(data, years, today, note) for data in lender.calendar]
    return [each for each in entries if each.days >= 0]


def _lender(year: FiscalYear) -> Framework | None:
    earlier = Framework.objects.newest_editions().filter(fiscal_year__lt=year.be)
    return next((row for row in earlier if len(row.calendar) >= ENOUGH_TO_BORROW), None)


def _confidence(data: dict[str, Any]) -> str:
    return "" if data.get("confidence") in ESTABLISHED else "ยังไม่ยืนยัน"


def _entry(data: dict[str, Any], years: int, today: date, note: str) -> ComingDate:
    """An entry by the day on which it begins, or ends when it has begun. The days of a calendar
    are ISO dates or months; a month ends with its last day."""
    start, end = _moved(data["start"], years), _moved(data["end"], years, last=True)
    day, before = (start, "") if start >= today or start == end else (end, "ถึง ")
    exact = len(data["start" if day == start else "end"]) == len("2022-03-01")
    text = format_date(day) if exact else format_month(day)
    name = data["name"] if start == end else f"{data['name']} ({'สิ้นสุด' if before else 'เริ่ม'})"
    return ComingDate(name, before + text, day, (day - today).days, note)


def _moved(text: str, years: int, *, last: bool = False) -> date:
    year, month, *rest = (int(part) for part in text.split("-"))
    length = monthrange(year + years, month)[1]
    day = rest[0] if rest else (length if last else 1)
    was_last = bool(rest) and rest[0] == monthrange(year, month)[1]
    return date(year + years, month, length if was_last else min(day, length))
