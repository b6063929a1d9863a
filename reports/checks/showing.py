"""Findings as the pages show them: grouped, and with the repairs that can be made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from measures.models import Measure, RoundCode
from reports.checks.finding import Finding, Severity
from reports.checks.mending import find_mending
from reports.checks.registry import RULES
from reports.checks.subject import Subject
from reports.models import Report, ReportKind


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding in the list. ``can_repair`` says whether the portal can write the repair."""

    finding: Finding
    can_repair: bool = False


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
    found = list(findings)
    editable = report is not None and report.is_editable()
    groups = []
    for severity in Severity:
        of_severity = [f for f in found if f.severity == severity]
        rules = dict.fromkeys(finding.rule for finding in of_severity)
        kinds = tuple(
            Kind(
                rule,
                RULES[rule].explanation,
                tuple(
                    Shown(f, bool(editable and report and find_mending(report, f)))
                    for f in of_severity
                    if f.rule == rule
                ),
            )
            for rule in rules
        )
        if kinds:
            groups.append(Group(severity, kinds))
    return groups


def lines_of(subject: Subject, findings: Sequence[Finding]) -> dict[int, str]:
    """For each finding, by its place in the list, the whole line that it stands in."""
    texts = {passage.place.spot: passage.text for passage in subject.passages}
    return {
        n: texts[finding.place.spot]
        for n, finding in enumerate(findings)
        if finding.place.spot in texts
    }


def report_for(measure: Measure, round: str) -> Report | None:
    """The report in which a measure will stand: that of the round, else any of its plan."""
    reports = Report.objects.filter(plan=measure.plan).select_related("agency", "plan")
    if round in RoundCode.values:
        found = reports.filter(kind=ReportKind.PROGRESS, round=round).first()
        if found is not None:
            return found
    return reports.order_by("kind", "round").first()
