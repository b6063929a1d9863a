"""Running all rules over a subject."""

from __future__ import annotations

from collections.abc import Iterable

# Importing a family registers its rules.
from reports.checks import (
    code_wording,
    codes,
    completeness,
    dates,
    names,
    numbering,
    score_gaps,
    scores,
    status,
    structure,
    words,
)
from reports.checks.finding import Finding
from reports.checks.registry import RULES
from reports.checks.subject import Subject

FAMILIES = (
    dates, status, codes, code_wording, scores, score_gaps, completeness, numbering, structure,
    names, words,
)  # fmt: skip


def run_checks(subject: Subject, *, only: Iterable[str] = ()) -> list[Finding]:
    """The findings of all rules, the gravest first, then in reading order; each once."""
    wanted = set(only)
    found: dict[tuple[str, str, int, str], Finding] = {}
    for rule in RULES.values():
        if wanted and rule.id not in wanted:
            continue
        for finding in rule.findings(subject):
            key = (rule.id, finding.where, finding.start, finding.text)
            found.setdefault(key, finding)
    _drop_overlaps(found)
    return sorted(found.values(), key=_order)


# Of two rules that mark the same letters the first one says it better.
_SAYS_IT_BETTER = (("G5", "G9"), ("G4", "G9"), ("C11", "G9"), ("G5", "G8"), ("C5", "G9"))


def _drop_overlaps(found: dict[tuple[str, str, int, str], Finding]) -> None:
    marked: dict[tuple[str, object], list[tuple[int, int]]] = {}
    for finding in found.values():
        if finding.start >= 0:
            span = (finding.start, finding.start + len(finding.text))
            marked.setdefault((finding.rule, finding.place.spot), []).append(span)
    for better, worse in _SAYS_IT_BETTER:
        for key, finding in list(found.items()):
            spans = marked.get((better, finding.place.spot), [])
            end = finding.start + len(finding.text)
            if finding.rule == worse and any(a < end and finding.start < b for a, b in spans):
                del found[key]


def _order(finding: Finding) -> tuple[int, tuple[int, ...], int, str]:
    spot = finding.place.spot
    reading = (spot.block, spot.row, spot.cell, spot.line) if spot else (-1,)
    return finding.severity.rank, reading, finding.start, finding.rule
