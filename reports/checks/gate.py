"""The findings on a report, and which of its errors still hold publishing back."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace

from assessments.models import Framework
from reports.checks.finding import Finding, Severity
from reports.checks.run import run_checks
from reports.checks.source_places import SourcePlaces
from reports.checks.sources import facts_of, subject_of_report
from reports.checks.subject import Subject
from reports.document import Document, from_json
from reports.layouts.build import build_document
from reports.models import Dismissal, Report

# What the import put right or left out; it can no longer be seen in the draft.
_SOURCE_RULES = ("F4", "F5", "E10", "G2")
_KEPT = 32
_recent: OrderedDict[Hashable, tuple[Finding, ...]] = OrderedDict()


@dataclass(frozen=True, slots=True)
class Checked:
    """The findings on a report: open ones, and those that were let stand with their reasons."""

    document: Document
    open: tuple[Finding, ...]
    dismissed: tuple[tuple[Finding, Dismissal], ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        """Open errors."""
        return tuple(f for f in self.open if f.severity == Severity.ERROR)


def check_report(report: Report) -> Checked:
    """Check a report as it would be published now."""
    document = build_document(report)
    findings = _findings(report, document)
    dismissals = {one.fingerprint: one for one in _dismissals(report)}
    return Checked(
        document,
        open=tuple(f for f in findings if f.fingerprint not in dismissals),
        dismissed=tuple(
            (f, dismissals[f.fingerprint]) for f in findings if f.fingerprint in dismissals
        ),
    )


def _dismissals(report: Report) -> Iterable[Dismissal]:
    return Dismissal.objects.filter(report=report).select_related("dismissed_by")


def open_errors(report: Report) -> tuple[Finding, ...]:
    """The errors that must be repaired or dismissed before the report can go on."""
    return check_report(report).errors


def _findings(report: Report, document: Document) -> tuple[Finding, ...]:
    """All findings. The same document is checked once: pages ask again and again."""
    year = report.plan.fiscal_year
    frameworks = tuple(Framework.objects.current(each) for each in (year - 1, year))
    editions = tuple(framework and (framework.pk, framework.edition) for framework in frameworks)
    source = report.pk if report.source else 0
    key = (document, facts_of(report.agency), report.kind, report.round, editions, source)
    if key not in _recent:
        _recent[key] = tuple(_check(report, document))
        while len(_recent) > _KEPT:
            _recent.popitem(last=False)
    return _recent[key]


def _check(report: Report, document: Document) -> list[Finding]:
    subject = subject_of_report(report, document)
    findings = run_checks(subject)
    if not report.source:
        return findings
    places = SourcePlaces(from_json(report.source), subject.parts)
    return [*(places.relocate(f) for f in findings), *_of_source(report, subject, places)]


def _of_source(report: Report, subject: Subject, places: SourcePlaces) -> list[Finding]:
    """What was wrong in the Word file and is not in the report any more, for information."""
    source = replace(
        subject, document=from_json(report.source), parts=places.parts, recognised=None, notes={}
    )
    shown = {line.text for line in subject.passages}
    return [
        replace(
            finding,
            severity=Severity.INFO,
            place=replace(finding.place, spot=None),
            start=-1,
            repair=None,
            message=f"ในแฟ้ม Word ต้นฉบับ: {finding.message} (การนำเข้าจัดให้แล้วหรือตัดออกแล้ว)",
        )
        for finding in run_checks(source, only=_SOURCE_RULES)
        if finding.rule != "G2" or not any(finding.text in text for text in shown)
    ]
