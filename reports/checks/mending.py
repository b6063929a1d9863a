"""Where the text of a finding lives, and what the field holds once it is repaired."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ita_portal.thai.dates import parse_date
from ita_portal.thai.fiscal import FiscalYear
from ita_portal.thai.numerals import to_arabic
from measures.models import Measure, Progress
from reports.checks.finding import Finding
from reports.checks.keys import compact
from reports.models import Report

# The fields in which the text of a column can live, the usual one first.
MEASURE_FIELDS: Mapping[str, tuple[str, ...]] = {
    "issue": ("issue", "title"),
    "title": ("title", "issue"),
    "indicator": ("issue", "title"),
    "responsible": ("responsible_text", "officers"),
    "steps": ("steps",),
    "monitoring": ("monitoring",),
    "period": ("period_text",),
}
_PROGRESS_FIELDS = {"results": "results", "outcomes": "outcomes", "note": "note"}


@dataclass(frozen=True, slots=True)
class Mending:
    """What to write: the fields of one row with their new values; ``more`` are other rows that
    say the same."""

    thing: Measure | Progress | Report
    values: Mapping[str, Any]
    more: tuple[Mending, ...] = ()


@dataclass(frozen=True, slots=True)
class Rows:
    """The measures of a report and their progress in its round, by the measure's position."""

    measures: Mapping[int, Measure]
    progress: Mapping[int, Progress]


def rows_of(report: Report) -> Rows:
    """All rows in which texts of a report live, as they are now; two queries."""
    measures = list(Measure.objects.filter(plan=report.plan).select_related("plan", "agency"))
    written = Progress.objects.filter(measure__plan=report.plan, round=report.round)
    by_measure = {one.measure_id: one for one in written}
    progress = {}
    for measure in measures:
        if one := by_measure.get(measure.pk):
            one.measure = measure
            progress[measure.position] = one
    return Rows({measure.position: measure for measure in measures}, progress)


def find_mending(report: Report, finding: Finding, rows: Rows | None = None) -> Mending | None:
    """How a finding is repaired; None when it has no repair, or when its text is not found in
    a field of the measure, its progress or the report. ``rows`` spare queries where many are
    asked for."""
    if finding.repair is None or not finding.text:
        return None
    rows = rows or rows_of(report)
    if not finding.place.measure:
        return _in_report(report, finding) or _in_headings(finding, rows)
    measure = rows.measures.get(finding.place.measure)
    if measure is None:
        return None
    key = finding.place.key
    if key in MEASURE_FIELDS:
        return _in_fields(measure, MEASURE_FIELDS[key], finding)
    progress = rows.progress.get(finding.place.measure)
    if progress is None:
        return None
    if key in _PROGRESS_FIELDS:
        return _in_fields(progress, (_PROGRESS_FIELDS[key],), finding)
    return _in_status(progress, finding, report.plan.year) if key == "status" else None


def _in_fields(
    thing: Measure | Progress, fields: Iterable[str], finding: Finding
) -> Mending | None:
    for field in fields:
        mended = mended_text(getattr(thing, field), finding)
        if mended is not None:
            return Mending(thing, {field: mended})
    return None


def _in_status(progress: Progress, finding: Finding, year: FiscalYear) -> Mending | None:
    """A status is repaired in its parts: the day, or the wording that was imported."""
    text = (finding.repair or "").partition("เมื่อวันที่")[2]
    day = parse_date(text, fiscal_year=year) if text else None
    if day is not None and day != progress.completion_date:
        return Mending(progress, {"completion_date": day})
    return Mending(progress, {"status_text": ""}) if progress.status_text else None


def _in_report(report: Report, finding: Finding) -> Mending | None:
    for field in ("title_lines", "intro"):
        mended = mended_text(getattr(report, field), finding)
        if mended is not None:
            return Mending(report, {field: mended})
    for field in ("front", "back"):
        blocks = _mended_blocks(getattr(report, field), finding)
        if blocks is not None:
            return Mending(report, {field: blocks})
    return None


def _in_headings(finding: Finding, rows: Rows) -> Mending | None:
    """The heading of an imported report, which all measures below it keep."""
    found = []
    for measure in rows.measures.values():
        mended = [mended_text(text, finding) for text in measure.group_headings]
        if any(mended):
            pairs = zip(mended, measure.group_headings, strict=True)
            headings = [new or old for new, old in pairs]
            found.append(Mending(measure, {"group_headings": headings}))
    if not found:
        return None
    first, *others = found
    return replace(first, more=tuple(others))


def _mended_blocks(node: Any, finding: Finding) -> Any | None:
    """The JSON of blocks with the first line mended that holds the text; None without one."""
    if isinstance(node, list):
        for n, part in enumerate(node):
            mended = _mended_blocks(part, finding)
            if mended is not None:
                return [*node[:n], mended, *node[n + 1 :]]
    elif isinstance(node, dict):
        for key, value in node.items():
            mended = (
                mended_text(value, finding)
                if key in ("text", "caption") and isinstance(value, str)
                else _mended_blocks(value, finding)
            )
            if mended is not None:
                return {**node, key: mended}
    return None


def mended_text(text: str, finding: Finding) -> str | None:
    """``text`` with the finding's text repaired, where it stands at the same place of a line;
    None where it does not. The report may print a typed number in other digits: they are as
    long as those in the field, so the place is the same."""
    lines = text.split("\n")
    for n, line in enumerate(lines):
        for start in dict.fromkeys((finding.start, line.find(finding.text))):
            end = start + len(finding.text)
            if start >= 0 and to_arabic(line[start:end]) == to_arabic(finding.text):
                lines[n] = line[:start] + (finding.repair or "") + line[end:]
                return "\n".join(lines) if compact("\n".join(lines)) else None
    return None
