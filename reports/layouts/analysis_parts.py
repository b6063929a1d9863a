"""The parts of a plan that come from the assessment: its rules, scores, weak and strong points."""

from __future__ import annotations

from collections.abc import Iterator

from assessments.models import Assessment
from assessments.selectors import Reading, read_assessments
from reports.document import Block
from reports.layouts.analysis import score_blocks, strong_blocks, weak_blocks
from reports.layouts.rules import rule_blocks
from reports.layouts.wording import Wording
from reports.models import Report


def analysis_part(part: str, report: Report, wording: Wording) -> Iterator[Block]:
    """The blocks of one part; none without an assessment."""
    if part not in ("principles", "scores", "weak", "strong"):
        return
    reading = _reading(report)
    if reading is None:
        return
    if part == "principles":
        yield from rule_blocks(reading.catalogue, wording)
    elif part == "scores":
        yield from score_blocks(reading, report.agency.name, wording)
    elif part == "weak":
        yield from weak_blocks(reading, wording)
    else:
        yield from strong_blocks(reading, wording)


def _reading(report: Report) -> Reading | None:
    """The result that the plan answers, read once for all parts of a report."""
    kept = report.__dict__
    if "_reading" not in kept:
        plan = report.plan
        assessment = plan.source_assessment or Assessment.objects.of_year(
            report.agency, plan.fiscal_year - 1
        )
        kept["_reading"] = read_assessments([assessment])[0] if assessment else None
    found: Reading | None = kept["_reading"]
    return found
