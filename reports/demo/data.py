"""The content of the demonstration: files of ``fixtures/demo``, and the signs used in them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

from ita_portal.thai.fiscal import FiscalYear
from ita_portal.thai.numerals import to_thai


def read_data(name: str) -> Any:
    """The content of ``fixtures/demo/<name>.json``."""
    path = Path(settings.BASE_DIR) / "fixtures" / "demo" / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8"))


def numbered(lines: Sequence[str]) -> str:
    """A list as people type it: ๑. ๒. ๓. on lines of their own, no number for a single line."""
    if len(lines) == 1:
        return lines[0]
    return "\n".join(to_thai(f"{n}. ") + line for n, line in enumerate(lines, start=1))


def read_year(value: int | str, today: date) -> FiscalYear:
    """A fiscal year as the files name it: its number, or "current"."""
    return FiscalYear.of(today) if value == "current" else FiscalYear(int(value))


def read_day(value: int | str, today: date, year: FiscalYear) -> date:
    """A day as the files name it: in ISO form, or as a number of days from today.

    A day counted from today is moved back from a weekend, and never leaves the fiscal year.
    """
    if isinstance(value, str):
        return date.fromisoformat(value)
    day = today + timedelta(days=value)
    day -= timedelta(days=max(0, day.weekday() - 4))
    return min(max(day, year.start), year.end)
