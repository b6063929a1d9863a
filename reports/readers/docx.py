"""A Word file as a ``Document``: everything that Word shows, nothing interpreted.

The text is taken as it is typed, defects included, because the checks must see them. What
Word adds (numbers of lists, results of fields) is added; what it does not show (deleted and
hidden text, comments, instructions of fields) is not. Beyond that only structure is made
uniform:

* a line of text is a ``Paragraph`` (a ``Heading`` with a heading style or outline level) in
  the body and a ``Line`` in a cell; a manual line break begins a new one in both;
* tabs are blanks; blanks at the ends of a line and empty lines are left out;
* the text of a text box stands before its paragraph when it is anchored at its beginning,
  else after it; pictures likewise;
* a table inside a cell becomes lines of that cell; a table that only holds the layout of
  others is taken away; footnotes and endnotes stand at the end.

Headers and footers are not read. What all this means is told by the recogniser.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import BinaryIO, Literal
from xml.etree.ElementTree import Element

from reports.document import Block, Document, Orientation, PageBreak
from reports.readers.archive import Archive, UnreadableDocument, as_file
from reports.readers.word.blocks import BlockReader
from reports.readers.word.final_state import accept_changes, shows_something
from reports.readers.word.inline import InlineReader
from reports.readers.word.numbering import Numbering
from reports.readers.word.package import Package
from reports.readers.word.pictures import Pictures
from reports.readers.word.refusals import refusal, refuse_other_archives, refuse_other_formats
from reports.readers.word.styles import Styles
from reports.readers.word.xml import find, integer, value

__all__ = ["ReadDocx", "UnreadableDocument", "read_docx"]

NOTES_MOVED = "เอกสารมีเชิงอรรถหรืออ้างอิงท้ายเรื่อง ระบบนำข้อความมาไว้ท้ายเอกสาร"


@dataclass(frozen=True, slots=True)
class ReadDocx:
    """What was read: the document, the bytes of its images by name, and Thai sentences about
    what could not be read as it stands."""

    document: Document
    images: dict[str, bytes]
    warnings: tuple[str, ...]


def read_docx(source: bytes | BinaryIO, *, name: str = "") -> ReadDocx:
    """Read a .docx or .docm (macros are not looked at) from bytes or a seekable file.

    Raises ``UnreadableDocument`` with a Thai message that says what to do, before anything is
    unpacked where the file is not what it should be. ``name`` is put before that message.
    """
    try:
        file = as_file(source)
        refuse_other_formats(file)
        with Archive(file) as archive:
            refuse_other_archives(archive)
            return _Reader(Package(archive)).read()
    except UnreadableDocument as error:
        if not name:
            raise
        raise UnreadableDocument(error.code, f"{name}: {error}") from error


@dataclass(frozen=True, slots=True)
class _Section:
    """The blocks of the body up to a ``w:sectPr``."""

    children: list[Element]
    properties: Element | None

    @property
    def begins_page(self) -> bool:
        return value(self.properties, "w:type") not in ("continuous", "nextColumn")

    @property
    def orientation(self) -> Orientation:
        size = find(self.properties, "w:pgSz")
        if size is None:
            return "portrait"
        wide = _length(size.get("w:w")) > _length(size.get("w:h"))
        return "landscape" if size.get("w:orient") == "landscape" or wide else "portrait"


class _Reader:
    """Puts the parts of one file together."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._warnings: dict[str, None] = {}  # a set that keeps its order
        self._pictures = Pictures(package, self._warn)
        styles = Styles(self._related("styles"))
        self._inline = InlineReader(styles, self._pictures.image, self._warn)
        numbering = Numbering(self._related("numbering"), styles)
        self._reader = BlockReader(self._inline, styles, numbering, self._warn)

    def read(self) -> ReadDocx:
        body = find(self._package.xml(self._package.main), "w:body")
        if body is None:
            raise refusal("no_document")
        accept_changes(body)
        shown = [child for child in body if child.tag == "w:tbl" or shows_something(child)]
        alone = len(shown) == 1
        sections = list(_sections(body))
        with self._inline.story(body):
            parts = [list(self._reader.blocks(part.children, alone=alone)) for part in sections]
        blocks = [*parts[0]]
        for section, part in zip(sections[1:], parts[1:], strict=True):
            blocks += [PageBreak(), *part] if section.begins_page else part
        document = Document(
            blocks=tuple(_tidy([*blocks, *self._notes()])),
            orientation=_orientation(sections, parts),
        )
        return ReadDocx(document, self._pictures.images, tuple(self._warnings))

    def _notes(self) -> Iterator[Block]:
        """The footnotes and endnotes that the text refers to, in the order of reference."""
        references = list(dict.fromkeys(self._inline.notes))
        kinds: tuple[Literal["footnotes", "endnotes"], ...] = ("footnotes", "endnotes")
        for kind in kinds:
            wanted = [note for of, note in references if of == kind]
            found = self._package.related_xml(kind) if wanted else None
            if found is None:
                continue
            self._pictures.part, root = found
            accept_changes(root)
            notes = {node.get("w:id"): node for node in root}
            for note in wanted:
                if note in notes and shows_something(notes[note]):
                    self._warn(NOTES_MOVED)
                    with self._inline.story(notes[note]):
                        yield from list(self._reader.blocks(notes[note]))

    def _related(self, kind: str) -> Element | None:
        found = self._package.related_xml(kind)
        if found is None:
            return None
        accept_changes(found[1])
        return found[1]

    def _warn(self, sentence: str) -> None:
        self._warnings[sentence] = None


def _sections(body: Element) -> Iterator[_Section]:
    children: list[Element] = []
    for child in body:
        children.append(child)
        properties = find(child, "w:pPr/w:sectPr")
        if properties is not None:
            yield _Section(children, properties)
            children = []
    yield _Section(children, find(body, "w:sectPr"))


def _orientation(sections: list[_Section], parts: list[list[Block]]) -> Orientation:
    """The orientation of the pages that carry most of the text."""
    lengths: dict[Orientation, int] = {}
    for section, blocks in zip(sections, parts, strict=True):
        length = sum(map(len, Document(tuple(blocks)).texts()))
        lengths[section.orientation] = lengths.get(section.orientation, 0) + length
    return max(lengths, key=lengths.__getitem__)


def _tidy(blocks: list[Block]) -> Iterator[Block]:
    """Page breaks only between blocks, and one at a time."""
    while blocks and isinstance(blocks[-1], PageBreak):
        blocks.pop()
    for before, block in pairwise([PageBreak(), *blocks]):
        if not (isinstance(before, PageBreak) and isinstance(block, PageBreak)):
            yield block


def _length(text: str | None) -> int:
    """A page measure, in twips or, in Strict Open XML, with its unit."""
    return integer((text or "").rstrip("ptcmin").partition(".")[0])
