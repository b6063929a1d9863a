"""Subjects of the three kinds: a Word file, a report in work, a publication."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from agencies.models import Agency
from assessments.catalogue import Catalogue, load_catalogue
from reports.checks.subject import AgencyFacts, Subject
from reports.document import Document, from_json
from reports.layouts.build import build_document
from reports.models import Publication, Report
from reports.readers.docx import read_docx
from reports.readers.recogniser import NotRecognised, recognise


def subject_of_file(
    content: bytes,
    *,
    name: str,
    fiscal_year: int | None = None,
    round: str = "",
    agency: Agency | None = None,
    catalogues: Callable[[int | None], Sequence[Catalogue]] | None = None,
) -> Subject:
    """A Word file; nothing is stored. Raises ``UnreadableDocument`` with a Thai message.

    Without ``fiscal_year`` the year is that of the title. The names in the file count as its
    own unless ``agency`` says whose it is. ``catalogues`` gives the frameworks for a year, by
    default those of the database.
    """
    document = read_docx(content, name=name).document
    if fiscal_year is None:
        try:
            fiscal_year = recognise(document, ()).fiscal_year
        except NotRecognised:
            fiscal_year = None
    return Subject.of_document(
        document,
        catalogues=(catalogues or catalogues_for)(fiscal_year),
        fiscal_year=fiscal_year,
        round=round,
        agency=facts_of(agency) if agency else None,
    )


def subject_of_report(report: Report, document: Document | None = None) -> Subject:
    """A report as it would be published now; ``document`` is what was built of it already."""
    year = report.plan.fiscal_year
    return Subject.of_document(
        document or build_document(report),
        catalogues=catalogues_for(year),
        fiscal_year=year,
        round=report.round,
        agency=facts_of(report.agency),
        kind=report.kind,
    )


def subject_of_publication(publication: Publication) -> Subject:
    """A publication as it was frozen."""
    report = publication.report
    return Subject.of_document(
        from_json(publication.document),
        catalogues=catalogues_for(report.plan.fiscal_year),
        fiscal_year=report.plan.fiscal_year,
        round=report.round,
        agency=facts_of(report.agency),
        kind=report.kind,
    )


def facts_of(agency: Agency) -> AgencyFacts:
    """What the rules need to know of an agency."""
    aliases = tuple(filter(None, (agency.short_name, *agency.aliases)))
    return AgencyFacts(agency.name, aliases, agency.district, agency.province)


def catalogues_for(fiscal_year: int | None) -> tuple[Catalogue, ...]:
    """The framework of the assessed year, then that of the report's own."""
    years = (fiscal_year - 1, fiscal_year) if fiscal_year else ()
    return tuple(found for year in years if (found := load_catalogue(year)))
