"""The package of a Word file: its parts, how they refer to each other, and its pictures."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from reports.readers.archive import Archive
from reports.readers.word.refusals import refusal
from reports.readers.word.xml import MAX_XML, parse

# The pictures that a browser shows, by their first bytes.
_PICTURES = {
    b"\x89PNG\r\n\x1a\n": "png",
    b"\xff\xd8\xff": "jpg",
    b"GIF87a": "gif",
    b"GIF89a": "gif",
}


@dataclass(frozen=True, slots=True)
class Relationship:
    """Where a part points: the last word of the type, the target, and whether it is outside."""

    kind: str
    target: str
    external: bool


class Package:
    """The parts of an opened Word file."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._relationships: dict[str, dict[str, Relationship]] = {}
        self.main = self._main_part()

    def xml(self, part: str) -> Element:
        """A part of the package as a tree; errors as in ``xml.parse``."""
        return parse(self._archive.chunks(part, limit=MAX_XML))

    def related_xml(self, kind: str) -> tuple[str, Element] | None:
        """The first part of this kind (``styles``, ``numbering``, ``footnotes``) that belongs
        to the main document, with its name; None when there is none."""
        for relationship in self.relationships(self.main).values():
            if relationship.kind == kind and relationship.target in self._archive:
                return relationship.target, self.xml(relationship.target)
        return None

    def relationships(self, part: str) -> dict[str, Relationship]:
        """The relationships of a part by their id; the package's own for an empty name."""
        if part not in self._relationships:
            folder, name = posixpath.split(part)
            source = posixpath.join(folder, "_rels", f"{name}.rels")
            self._relationships[part] = (
                {
                    node.get("Id", ""): _relationship(folder, node)
                    for node in self.xml(source).iter("rel:Relationship")
                }
                if source in self._archive
                else {}
            )
        return self._relationships[part]

    def picture(self, part: str) -> tuple[bytes, str] | None:
        """The bytes of a picture and its file ending; None for what a browser cannot show."""
        if part not in self._archive:
            return None
        data = self._archive.read(part)
        for signature, ending in _PICTURES.items():
            if data.startswith(signature):
                return data, ending
        return (data, "webp") if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else None

    def _main_part(self) -> str:
        targets = [
            relationship.target
            for relationship in self.relationships("").values()
            if relationship.kind == "officeDocument" and not relationship.external
        ]
        for target in (*targets, "word/document.xml"):
            if target in self._archive:
                return target
        raise refusal("no_document")


def _relationship(folder: str, node: Element) -> Relationship:
    kind = node.get("Type", "").rpartition("/")[2]
    target = node.get("Target", "")
    if node.get("TargetMode") == "External":
        return Relationship(kind, target, external=True)
    path = posixpath.normpath(posixpath.join("/", folder, unquote(target)))
    return Relationship(kind, path.lstrip("/"), external=False)
