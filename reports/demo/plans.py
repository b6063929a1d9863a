"""The plans of the demonstration, and their reports on the way to publication."""

from __future__ import annotations

from datetime import date
from typing import Any

from agencies.events import log_event
from agencies.models import Agency
from assessments.models import Assessment, Framework
from measures.models import MeasurePlan
from measures.rounds import current_round
from reports.approval import approve_report, submit_report
from reports.demo.agencies import People
from reports.demo.data import read_data, read_year
from reports.demo.measures import MeasureMaker
from reports.drafting import begin_report, change_texts
from reports.layouts.layout import get_layout
from reports.layouts.wording import Wording, fill
from reports.models import Report, ReportState
from reports.publishing import publish_report

PLANS = ("plan-2566", "plan-current", "plan-2568")


def store_plans(today: date) -> None:
    """Store all plans with measures, progress and reports. Agencies and assessments must be
    there; days that the files count from today are counted from ``today``."""
    for name in PLANS:
        _store_plan(read_data(name), today)


def _store_plan(data: dict[str, Any], today: date) -> None:
    agency = Agency.objects.get(slug=data["agency"])
    people = People.of(agency)
    year = read_year(data["fiscal_year"], today)
    plan = MeasurePlan.objects.create(
        agency=agency,
        fiscal_year=year.be,
        source_assessment=Assessment.objects.of_year(agency, year.previous.be),
    )
    log_event(agency=agency, actor=people.coordinator, verb="created", thing=plan)
    maker = MeasureMaker(plan, people, _framework_before(year.be), today)
    for position, measure in enumerate(data["measures"], start=1):
        maker.store(measure, position)
    for report in data["reports"]:
        round = current_round(year, today) if report["round"] == "current" else report["round"]
        _make_report(plan, {**report, "round": round}, people)


def _framework_before(fiscal_year: int) -> Framework | None:
    """A plan answers the result of the year before: that year's framework, or the last one
    that is known."""
    return Framework.objects.newest_editions().filter(fiscal_year__lt=fiscal_year).first()


def _make_report(plan: MeasurePlan, data: dict[str, Any], people: People) -> None:
    """A report, taken as far as the state that the file names."""
    report = begin_report(
        plan=plan, kind=data["kind"], round=data["round"], actor=people.coordinator
    )
    if "layout" in data:
        _set_layout(report, data["layout"], people)
    until = ReportState(data["until"])
    if until == ReportState.DRAFT:
        return
    submit_report(report=report, actor=people.coordinator)
    if until == ReportState.SUBMITTED:
        return
    approve_report(report=report, actor=people.executive, opinion=data["opinion"])
    if until == ReportState.PUBLISHED:
        publish_report(report=report, actor=people.coordinator)


def _set_layout(report: Report, name: str, people: People) -> None:
    layout, wording = get_layout(name), Wording.of(report)
    title_lines = "\n".join(fill(line, report, wording) for line in layout.title_lines)
    intro = fill(layout.intro, report, wording)
    change_texts(
        report=report,
        values={"layout": name, "title_lines": title_lines, "intro": intro},
        actor=people.coordinator,
    )
