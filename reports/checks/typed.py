"""The findings on what one types into the form of a measure. Nothing is stored: the texts become
a document of one row, which is checked like any other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from measures.models import Measure, Progress
from reports.checks.built import ANCHOR
from reports.checks.finding import Finding
from reports.checks.run import run_checks
from reports.checks.sources import catalogues_for, facts_of
from reports.checks.subject import Subject
from reports.document import Cell, Column, Document, Row, Table

# The fields that hold text, with the column that prints each of them.
FIELDS: Mapping[str, str] = {
    "issue": "issue", "title": "title", "responsible_text": "responsible", "steps": "steps",
    "monitoring": "monitoring", "period_text": "period", "note": "note", "results": "results",
    "outcomes": "outcomes",
}  # fmt: skip
# The rules that judge a text by itself; the others need the measure whole, or the report.
_RULES = (
    "A4", "A5", "A8", "C1", "C4", "C5", "C8", "C9", "C11", "F1", "F2", "F3", "F7", "F10",
    "G1", "G2", "G4", "G5", "G6", "G7", "G8", "G9", "G10", "G11",
)  # fmt: skip


def findings_on_typed(measure: Measure, typed: Mapping[str, Any]) -> dict[str, list[Finding]]:
    """The findings on texts by the name of their field, in the order of the form; fields that
    are not in ``typed`` are left out."""
    names = [name for name in FIELDS if name in typed]
    found: dict[str, list[Finding]] = {name: [] for name in names}
    for finding in run_checks(_subject(measure, names, typed), only=_RULES):
        spot = finding.place.spot
        if spot is not None and spot.row > 0 and spot.cell < len(names):
            found[names[spot.cell]].append(finding)
    return found


def _subject(measure: Measure, names: list[str], typed: Mapping[str, Any]) -> Subject:
    table = Table(
        rows=(
            Row(tuple(Cell.of(_label(name)) for name in names), header=True),
            Row(
                tuple(Cell.of(str(typed[name]).replace("\r", "")) for name in names),
                anchor=f"{ANCHOR}{measure.position}",
            ),
        ),
        columns=tuple(Column(FIELDS[name]) for name in names),
    )
    year = measure.plan.fiscal_year
    return Subject.of_document(
        Document(blocks=(table,), fiscal_year=year),
        catalogues=catalogues_for(year),
        fiscal_year=year,
        agency=facts_of(measure.agency),
        kind="measures",
    )


def _label(name: str) -> str:
    model = Measure if hasattr(Measure, name) else Progress
    return str(getattr(model._meta.get_field(name), "verbose_name", name))
