"""Which round of the fiscal year is being reported."""

from __future__ import annotations

from datetime import date, timedelta

from ita_portal.thai.fiscal import FiscalYear
from measures.models import MeasurePlan, RoundCode, RoundState

# The 6-month report is written after March; OIT closes on 30 April (ita-facts §6).
SIX_MONTH_REPORT_DAYS = 30


def current_round(year: FiscalYear, today: date) -> str:
    """The round that people report on: the 6-month round until the end of April, then the
    12-month round, also for years gone by."""
    last_day = year.round("6m").end + timedelta(days=SIX_MONTH_REPORT_DAYS)
    return RoundCode.SIX_MONTHS if today <= last_day else RoundCode.TWELVE_MONTHS


def round_states(plan: MeasurePlan) -> dict[str, RoundState]:
    """The rounds that somebody opened or closed, by their code."""
    return {state.round: state for state in plan.round_states.all()}
