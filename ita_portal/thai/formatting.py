"""Dates as Thai documents print them.

A date is always formatted from its parts. A Buddhist-era ``date`` is never built: the year
543 later need not be a leap year, so that 29 February would have no counterpart.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from ita_portal.thai.numerals import Numerals, in_numerals

Style = Literal["long", "short"]

BUDDHIST_ERA_OFFSET = 543

MONTH_NAMES = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
MONTH_ABBREVIATIONS = (
    "ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.",
    "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.",
)  # fmt: skip


def format_date(day: date, *, style: Style = "long", numerals: Numerals = "arabic") -> str:
    """The day as "23 มกราคม 2566", or "23 ม.ค. 2566" in the short style."""
    return in_numerals(f"{day.day} {_month_and_year(day, style)}", numerals)


def format_month(day: date, *, style: Style = "long", numerals: Numerals = "arabic") -> str:
    """The month of ``day``: "มีนาคม 2566", or "มี.ค. 2566" in the short style."""
    return in_numerals(_month_and_year(day, style), numerals)


def _month_and_year(day: date, style: Style) -> str:
    names = MONTH_NAMES if style == "long" else MONTH_ABBREVIATIONS
    return f"{names[day.month - 1]} {day.year + BUDDHIST_ERA_OFFSET}"
