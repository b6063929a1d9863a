"""Deadlines as they are kept with a measure: the text typed and the date read from it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from ita_portal.thai.dates import Deadline


def deadline_to_json(deadline: Deadline) -> dict[str, Any]:
    """Plain data with the date in ISO form."""
    return {
        "text": deadline.text,
        "date": deadline.date.isoformat() if deadline.date else None,
        "precision": deadline.precision,
        "year_inferred": deadline.year_inferred,
        "recurring": deadline.recurring,
        "line": deadline.line,
    }


def deadline_from_json(data: dict[str, Any]) -> Deadline:
    """The inverse of ``deadline_to_json``."""
    day = date.fromisoformat(data["date"]) if data["date"] else None
    return Deadline(**{**data, "date": day})


def last_due_date(deadlines: Iterable[Deadline], period_end: date | None) -> date | None:
    """The day by which all is to be done: the latest single deadline, else the period's end.
    A recurring duty alone gives no due date."""
    days = [deadline.date for deadline in deadlines if deadline.date and not deadline.recurring]
    return max(days) if days else period_end
