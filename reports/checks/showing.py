"""Findings as the pages show them: grouped, and with the repairs that can be made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from measures.models import Measure, RoundCode
from reports.checks.finding import Finding, Severity
from reports.checks.keys import compact
from reports.checks.mending import MEASURE_FIELDS, Rows, find_mending, rows_of
from reports.checks.registry import RULES
from reports.checks.subject import Subject
from reports.models import Report, ReportKind


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding in the list. ``can_repair`` says whether the portal can write the repair,
    ``measure`` is the key of the measure in which one would change it by hand."""

    finding: Finding
    can_repair: bool = False
    measure: int | None = None
    again: bool = False  # a cell says the same twice; the first one is answered for both

    @property
    def is_of_plan(self) -> bool:
        """Whether one would change it in the measure itself, not in what was reported on it."""
        return self.finding.place.key in MEASURE_FIELDS


@dataclass(frozen=True, slots=True)
class Kind:
    """The findings of one rule."""

    rule: str
    explanation: str
    shown: tuple[Shown, ...]

    @property
    def repairable(self) -> list[str]:
        """The fingerprints of those that can be repaired."""
        return [one.finding.fingerprint for one in self.shown if one.can_repair]


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one severity, rule by rule."""

    severity: Severity
    kinds: tuple[Kind, ...]

    @property
    def count(self) -> int:
        """How many findings."""
        return sum(len(kind.shown) for kind in self.kinds)


def groups_of(findings: Iterable[Finding], report: Report | None = None) -> list[Group]:
    """The findings by severity and rule; with a report, whether their repairs can be made."""
    by_kind: dict[Severity, dict[str, list[Shown]]] = {severity: {} for severity in Severity}
    rows = rows_of(report) if report is not None and report.is_editable() else None
    seen: set[str] = set()
    for finding in findings:
        shown = by_kind[finding.severity].setdefault(finding.rule, [])
        again = finding.fingerprint in seen
        seen.add(finding.fingerprint)
        shown.append(replace(_shown(finding, report, rows), again=again))
    return [
        Group(severity, tuple(
            Kind(rule, RULES[rule].explanation, tuple(shown)) for rule, shown in kinds.items()
        ))
        for severity, kinds in by_kind.items() if kinds
    ]  # fmt: skip


def _shown(finding: Finding, report: Report | None, rows: Rows | None) -> Shown:
    if report is None or rows is None:
        return Shown(finding)
    measure = rows.measures.get(finding.place.measure)
    can_repair = find_mending(report, finding, rows) is not None
    return Shown(finding, can_repair, measure.pk if measure else None)


def lines_of(subject: Subject, findings: Sequence[Finding]) -> dict[int, str]:
    """For each finding, by its place in the list, the whole line that it stands in; where a
    cell is empty, the first line of its row."""
    texts = {passage.place.spot: passage.text for passage in subject.passages}
    rows: dict[tuple[int, int], str] = {}
    for passage in subject.passages:
        if (spot := passage.place.spot) and spot.row >= 0 and compact(passage.text):
            rows.setdefault((spot.block, spot.row), passage.text)
    lines = {}
    for n, finding in enumerate(findings):
        spot = finding.place.spot
        line = texts.get(spot) or (rows.get((spot.block, spot.row)) if spot else None)
        if line:
            lines[n] = line
    return lines


def report_for(measure: Measure, round: str) -> Report | None:
    """The report in which a measure will stand: that of the round, else any of its plan."""
    reports = Report.objects.filter(plan=measure.plan).select_related("agency", "plan")
    if round in RoundCode.values:
        found = reports.filter(kind=ReportKind.PROGRESS, round=round).first()
        if found is not None:
            return found
    return reports.order_by("kind", "round").first()
