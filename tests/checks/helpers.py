"""Checking small documents in tests, without a database."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from django.conf import settings

from assessments.catalogue import Catalogue
from reports.checks.finding import Finding, Severity
from reports.checks.run import run_checks
from reports.checks.subject import AgencyFacts, Subject
from reports.document import Document
from tests.checks import clean


@cache
def catalogue(year: int) -> Catalogue:
    """A year's framework from its file."""
    path = Path(settings.BASE_DIR) / "fixtures" / "frameworks" / f"{year}.json"
    return Catalogue.from_data(json.loads(path.read_text(encoding="utf-8")))


def subject_of(document: Document, year: int = 2566, round: str = "6m") -> Subject:
    """The document as the report of the test agency."""
    return Subject.of_document(
        document,
        catalogues=[catalogue(year - 1), catalogue(year)],
        fiscal_year=year,
        round=round,
        agency=AgencyFacts(clean.AGENCY, ("ทต.ทดสอบ",), "เมือง", "ตัวอย่าง"),
    )


def check(document: Document, *rules: str, year: int = 2566, round: str = "6m") -> list[Finding]:
    """The findings of all rules, or of the named ones."""
    return run_checks(subject_of(document, year, round), only=rules)


def grave(findings: list[Finding]) -> list[Finding]:
    """Errors and warnings."""
    return [finding for finding in findings if finding.severity != Severity.INFO]
