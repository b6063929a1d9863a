"""The dates that careful readers noted beside three real reports, read from their texts."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ita_portal.thai.dates import find_dates, find_deadlines, parse_period
from ita_portal.thai.fiscal import FiscalYear
from ita_portal.thai.text import compact

pytestmark = pytest.mark.usefixtures("seeds")

Noted = tuple[str, str, str, bool, str]


def _measures(seeds: Path, name: str) -> tuple[FiscalYear, list[dict[str, Any]]]:
    data = json.loads((seeds / f"{name}.json").read_text(encoding="utf-8"))
    return FiscalYear(data["fiscal_year"]["be"]), data["measures"]


def _noted(timing: dict[str, Any]) -> Noted:
    # Two months of every year are noted as "recurring_months", without a frequency.
    recurring = timing.get("frequency") or ("half_yearly" if "occurrences" in timing else "")
    return (
        compact(timing["text"]),
        timing["iso"] or "",
        timing.get("precision", ""),
        timing.get("year_inferred", False),
        recurring,
    )


@pytest.mark.parametrize(("name", "expected"), [("000", 24), ("003", 25)])
def test_deadlines_and_frequencies_of_the_monitoring(seeds: Path, name: str, expected: int) -> None:
    fiscal_year, measures = _measures(seeds, name)
    total = 0
    for measure in measures:
        text = "\n".join(item["text"] for item in measure["monitoring"])
        found = [
            (
                compact(one.text),
                one.date.isoformat() if one.date else "",
                one.precision,
                one.year_inferred,
                one.recurring,
            )
            for one in find_deadlines(text, fiscal_year)
        ]
        assert sorted(found) == sorted(_noted(timing) for timing in measure["timing"])
        total += len(found)
    assert total == expected


def test_completion_dates_of_the_status_texts(seeds: Path) -> None:
    _, measures = _measures(seeds, "000")
    noted = [measure["completion_date"] for measure in measures]
    assert sum(day is not None for day in noted) == 9
    for measure, day in zip(measures, noted, strict=True):
        found = [one.date.isoformat() for one in find_dates(measure["status_text"])]
        assert found == ([day] if day else [])


def test_periods(seeds: Path) -> None:
    _, measures = _measures(seeds, "001")
    assert len(measures) == 7
    for measure in measures:
        period = parse_period(measure["period_text"], None)
        assert period is not None
        assert period.start == date.fromisoformat(measure["period_start"])
        assert period.end == date.fromisoformat(measure["period_end"])


def test_the_round_of_a_cover(seeds: Path) -> None:
    data = json.loads((seeds / "000.json").read_text(encoding="utf-8"))["report_round"]
    for text in (data["period_text"], f"{data['text']} ({data['period_text']})"):
        period = parse_period(text, None)
        assert period is not None
        assert (period.start.isoformat(), period.end.isoformat()) == (data["start"], data["end"])
