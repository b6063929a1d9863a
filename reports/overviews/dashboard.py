"""The executive's page: where we stand, what is late, who must act, and will it be out in time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from agencies.models import Agency
from assessments.analysis import WeakPoint
from assessments.models import Assessment, Framework
from measures.models import MeasurePlan, RoundCode
from measures.selectors import StatusCounts
from measures.worklist import counts_of, standings
from reports.overviews.calendar import ComingDate, coming_dates
from reports.overviews.readiness import Readiness, readiness
from reports.overviews.recent import Change, recent_changes
from reports.overviews.tallies import Tallies, tally
from reports.overviews.weak_points import open_weak_points


@dataclass(frozen=True, slots=True)
class YearTotal:
    """The total of one year; ``passed`` is None where total or pass mark is not known."""

    fiscal_year: int
    total: Decimal | None
    rating: str
    pass_mark: Decimal | None

    @property
    def passed(self) -> bool | None:
        """Whether the total reaches the pass mark of its own year."""
        if self.total is None or self.pass_mark is None:
            return None
        return self.total >= self.pass_mark


@dataclass(frozen=True, slots=True)
class Dashboard:
    """All that the page and its PDF show of one plan and round."""

    plan: MeasurePlan
    round: RoundCode
    counts: StatusCounts
    silent: int
    tallies: Tallies
    dates: Sequence[ComingDate]
    weak_year: int
    weak: Sequence[WeakPoint] | None
    trend: Sequence[YearTotal]
    readiness: Sequence[Readiness]
    recent: Sequence[Change]

    @property
    def can_score(self) -> bool:
        """Whether there is a framework by which the year of the weak points can be scored."""
        return Framework.objects.current(self.weak_year) is not None

    @property
    def last_scored(self) -> int | None:
        """The newest year with a result before the year of the weak points."""
        years = [row.fiscal_year for row in self.trend if row.fiscal_year < self.weak_year]
        return max(years, default=None)

    @property
    def knows_weak_mark(self) -> bool:
        """Whether the pass mark of the year of the weak points is known: without it nothing can
        be called weak."""
        marks = {year.fiscal_year: year.pass_mark for year in self.trend}
        return marks.get(self.weak_year) is not None


def dashboard_of(plan: MeasurePlan, round: str, today: date) -> Dashboard:
    """Everything about a plan in a round, as of ``today``. ``plan.agency`` should be at hand."""
    rows = standings(plan, round)
    weak_year = plan.fiscal_year - 1
    return Dashboard(
        plan=plan,
        round=RoundCode(round),
        counts=counts_of(rows, today),
        silent=sum(row.is_silent for row in rows),
        tallies=tally(plan, rows, today),
        dates=coming_dates(plan, today),
        weak_year=weak_year,
        weak=open_weak_points(plan.agency, weak_year),
        trend=year_totals(plan.agency),
        readiness=readiness(plan, round, len(rows)),
        recent=recent_changes(plan.agency),
    )


def year_totals(agency: Agency) -> list[YearTotal]:
    """The totals of all years, oldest first: as announced, otherwise as computed. One query."""
    return [
        YearTotal(
            row.fiscal_year,
            row.computed_total if row.announced_total is None else row.announced_total,
            row.announced_rating or row.computed_rating,
            row.framework.pass_mark,
        )
        for row in Assessment.objects.of_agency(agency).order_by("fiscal_year")
    ]
