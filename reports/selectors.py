"""Reads of reports and publications."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from agencies.models import Agency
from reports.models import Publication, PublicationFile, PublicationPicture, Report


@dataclass(frozen=True, slots=True)
class StoredFile:
    """The bytes of a published file, and what a server says of them."""

    content: bytes
    sha256: str
    filename: str


def publications_at(slug: str, year: int, item: str) -> QuerySet[Publication]:
    """All versions at an address."""
    return Publication.objects.filter(agency__slug=slug, year=year, item=item)


def find_file(
    slug: str, year: int, item: str, format: str, version: int | None = None
) -> StoredFile | None:
    """The published file at an address, the newest version unless one is named. One query."""
    files = PublicationFile.objects.filter(
        agency__slug=slug,
        publication__year=year,
        publication__item=item,
        format=format,
    )
    if version is not None:
        files = files.filter(publication__version=version)
    row = files.order_by("-publication__version").values_list("content", "sha256").first()
    if row is None:
        return None
    return StoredFile(bytes(row[0]), row[1], f"{slug}-{year}-{item}.{format}")


def find_picture(slug: str, year: int, item: str, name: str) -> bytes | None:
    """A picture of any version published at an address. One query."""
    rows = PublicationPicture.objects.filter(
        agency__slug=slug, publication__year=year, publication__item=item, name=name
    )
    content = rows.values_list("content", flat=True).first()
    return None if content is None else bytes(content)


def newest_publications(agency: Agency) -> list[Publication]:
    """The newest version of every item that the agency has published, newest year first."""
    return _newest(Publication.objects.filter(agency=agency))


def all_newest_publications() -> list[Publication]:
    """The newest version of everything that any agency has published."""
    return _newest(Publication.objects.order_by("agency__slug", "-year", "item", "-version"))


def _newest(publications: QuerySet[Publication]) -> list[Publication]:
    newest: dict[tuple[int, int, str], Publication] = {}
    fields = ("agency", "year", "item", "version", "title", "note", "published_at")
    for row in publications.select_related("agency").only(
        *fields, "agency__slug", "agency__name"
    ):  # fmt: skip
        newest.setdefault((row.agency_id, row.year, row.item), row)
    return list(newest.values())


def published_in(slug: str, year: int) -> list[Publication]:
    """The newest version of every item of an agency and year, with their documents."""
    rows = Publication.objects.filter(agency__slug=slug, year=year).select_related("agency")
    newest: dict[str, Publication] = {}
    for row in rows.order_by("item", "-version"):
        newest.setdefault(row.item, row)
    return list(newest.values())


def reports_of(agency: Agency) -> QuerySet[Report]:
    """The agency's reports with what a page of them shows."""
    return Report.objects.filter(agency=agency).select_related(
        "agency", "plan", "plan__source_assessment", "submitted_by", "approved_by"
    )
