"""Pictures: made harmless before they are kept, named by their content, found for the writers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import fields, is_dataclass, replace
from typing import Any

from ita_portal.pictures import NotAPictureError, clean_picture
from reports.document import Document, Image
from reports.models import MemoEmblem, Publication, PublicationPicture, Report, ReportPicture
from reports.photographs import photograph_bytes

__all__ = [
    "CONTENT_TYPES",
    "NotAPictureError",
    "clean_picture",
    "find_pictures",
    "freeze_pictures",
    "image_names",
    "pictures_of",
    "rename_images",
]

CONTENT_TYPES = {"jpg": "image/jpeg", "png": "image/png"}


def image_names(node: Any) -> Iterator[str]:
    """The names of all pictures in a document or a part of one."""
    if isinstance(node, Image):
        yield node.name
    elif isinstance(node, tuple):
        for part in node:
            yield from image_names(part)
    elif is_dataclass(node):
        for field in fields(node):
            yield from image_names(getattr(node, field.name))


def rename_images(node: Any, names: Mapping[str, str]) -> Any:
    """The same document or part with other names for its pictures. A picture without a new
    name is left out: nothing may point at what is not there."""
    if isinstance(node, tuple):
        kept = (part for part in node if not isinstance(part, Image) or part.name in names)
        return tuple(rename_images(part, names) for part in kept)
    if isinstance(node, Image):
        return replace(node, name=names[node.name])
    if is_dataclass(node) and not isinstance(node, type):
        values = {f.name: getattr(node, f.name) for f in fields(node)}
        changed = {
            key: None if isinstance(value, Image) and value.name not in names
            else rename_images(value, names)
            for key, value in values.items()
        }  # fmt: skip
        return replace(node, **changed)
    return node


def pictures_of(report: Report, document: Document) -> dict[str, bytes]:
    """The bytes of the pictures that the report's document shows."""
    return find_pictures(report, set(image_names(document)))


def find_pictures(report: Report, names: Set[str]) -> dict[str, bytes]:
    """The bytes of those pictures that the report may show: its own, the public photographs of
    its measures and the agency's emblem. Others are left out."""
    if not names:
        return {}
    rows = ReportPicture.objects.filter(report=report, name__in=names)
    found = {row.name: bytes(row.content) for row in rows}
    emblems = MemoEmblem.objects.filter(agency=report.agency, name__in=names - set(found))
    found |= {row.name: bytes(row.content) for row in emblems}
    if rest := names - set(found):
        found |= photograph_bytes(report.plan.measures.all(), report.round, rest)
    return found


def freeze_pictures(publication: Publication, pictures: Mapping[str, bytes]) -> None:
    """Keep the pictures with the publication that shows them."""
    for name, content in pictures.items():
        PublicationPicture.objects.create(
            agency=publication.agency, publication=publication, name=name, content=content
        )
