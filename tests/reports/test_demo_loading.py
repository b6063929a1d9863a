"""When and how the demonstration is loaded; without the PDFs, which take their time."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management.base import CommandError
from hypothesis import given
from hypothesis import strategies as st

from agencies.models import Agency, Event, User
from ita_portal.thai.fiscal import FiscalYear
from measures.models import MeasurePlan
from measures.rounds import current_round
from measures.selectors import count_statuses
from reports.demo import load_demo
from reports.demo.data import numbered, read_day
from tests.factories import load_all_frameworks, make_user


@pytest.fixture
def ready(db: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Any) -> None:
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr("reports.demo.plans.publish_report", lambda **_: None)
    load_all_frameworks()


@pytest.mark.usefixtures("ready")
@pytest.mark.parametrize(
    "today",
    [date(2025, 10, 2), date(2028, 2, 29), date(2026, 5, 4), date(2026, 9, 30)],
    ids=["second day", "leap day", "second round", "last day"],
)
def test_loads_on_any_day_of_the_year(today: date) -> None:
    load_demo(today)
    year = FiscalYear.of(today)
    plan = MeasurePlan.objects.get(agency__slug="na-sommot", fiscal_year=year.be)
    counts = count_statuses(plan.measures.for_lists(), current_round(year, today), today)
    assert (counts.done, counts.overdue) == (2, 3)
    for measure in plan.measures.all():
        assert year.contains(measure.due_date)


@pytest.mark.usefixtures("ready")
def test_accounts_of_others_are_left_alone() -> None:
    make_user("coordinator")
    with pytest.raises(CommandError, match="coordinator"):
        load_demo()
    assert not Agency.objects.exists()
    assert User.objects.count() == 1


@pytest.mark.usefixtures("ready")
def test_all_or_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def fail(**_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("reports.demo.plans.publish_report", fail)
    with pytest.raises(OSError, match="no space left"):
        load_demo()
    assert not Agency.objects.exists()
    assert not Event.objects.exists()
    assert not list(tmp_path.iterdir())


def test_numbered() -> None:
    assert numbered(["ก", "ข"]) == "๑. ก\n๒. ข"
    assert numbered(["ก"]) == "ก"
    assert numbered([]) == ""


@given(st.dates(date(2020, 1, 1), date(2060, 1, 1)), st.integers(-200, 200))
def test_days_from_today_are_working_days_of_the_year(today: date, days: int) -> None:
    year = FiscalYear.of(today)
    day = read_day(days, today, year)
    assert year.contains(day)
    assert day.weekday() < 5 or day in (year.start, year.end)
