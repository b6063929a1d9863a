"""The document vocabulary: what a report consists of, whatever it came from or goes to.

A Word file is read into a ``Document``, a layout builds one from the database, and the
writers, the checks and the publications take one. All classes are frozen, so that a
document can be kept, compared and published as it is. ``to_json`` and ``from_json`` are
exact inverses; the JSON of a publication must stay readable by later versions, so fields
may be added with a default, never renamed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, Literal

from ita_portal.thai.text import NO_XML

Align = Literal["start", "center", "end", "justify"]
Orientation = Literal["portrait", "landscape"]
Numerals = Literal["thai", "arabic", "as_typed"]


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of text, without line feeds."""

    text: str
    bold: bool = False
    align: Align = "start"


@dataclass(frozen=True, slots=True)
class Image:
    """A picture by the name of its asset; the bytes are held beside the document."""

    name: str
    alt: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table. A merged cell stands once, at its top left, with its spans."""

    lines: tuple[Line, ...] = ()
    images: tuple[Image, ...] = ()
    colspan: int = 1
    rowspan: int = 1

    @property
    def text(self) -> str:
        """The lines joined by line feeds."""
        return "\n".join(line.text for line in self.lines)

    @classmethod
    def of(cls, text: str, *, bold: bool = False, align: Align = "start") -> Cell:
        """A cell with one line for each line of ``text``; no line for an empty text."""
        return cls(tuple(Line(part, bold, align) for part in text.split("\n")) if text else ())


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; ``anchor`` is a stable name for links, empty when there is none."""

    cells: tuple[Cell, ...]
    header: bool = False
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """What a column means: a field key (empty when unknown), its width in per cent of the
    table (0 when unknown) and the alignment of its cells."""

    key: str = ""
    width: float = 0
    align: Align = "start"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells. Header rows come first and carry ``header=True``; a repeated header in
    the middle of a read document is an ordinary row until a recogniser says otherwise."""

    rows: tuple[Row, ...]
    columns: tuple[Column, ...] = ()
    caption: str = ""

    def grid(self) -> list[list[Cell | None]]:
        """The table as a rectangle: a cell at its origin, None where a span covers."""
        placed: list[dict[int, Cell | None]] = [{} for _ in self.rows]
        for y, row in enumerate(self.rows):
            x = 0
            for cell in row.cells:
                while x in placed[y]:
                    x += 1
                for dy in range(min(cell.rowspan, len(self.rows) - y)):
                    for dx in range(cell.colspan):
                        placed[y + dy][x + dx] = None
                placed[y][x] = cell
                x += cell.colspan
        width = max((max(row, default=-1) + 1 for row in placed), default=0)
        return [[row.get(x) for x in range(width)] for row in placed]


@dataclass(frozen=True, slots=True)
class Title:
    """The title lines, as on a cover."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the highest below the title."""

    text: str
    level: int = 1
    align: Align = "start"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. ``role`` tells furniture apart: a row of asterisks is a ``separator``,
    ``-๗-`` alone is a ``page_number``; both carry no content."""

    text: str
    bold: bool = False
    align: Align = "start"
    role: Literal["text", "separator", "page_number"] = "text"


@dataclass(frozen=True, slots=True)
class Opinion:
    """A block of the memo for one official's opinion; the text may still be blank."""

    heading: str
    text: str
    name: str
    position: str
    acting_for: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: the name without brackets, the position, and whom they act for."""

    name: str
    position: str
    acting_for: str = ""


@dataclass(frozen=True, slots=True)
class Memo:
    """A บันทึกข้อความ, its fields in the official order (see ita-facts §8)."""

    department: str
    number: str
    date: str
    subject: str
    to: str
    paragraphs: tuple[str, ...]
    signature: Signature | None = None
    opinions: tuple[Opinion, ...] = ()
    emblem: Image | None = None


@dataclass(frozen=True, slots=True)
class Images:
    """Pictures that stand by themselves, in order."""

    images: tuple[Image, ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page (paged media only)."""


Block = Title | Heading | Paragraph | Memo | Table | Images | Signature | PageBreak


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report: what it says of itself, and its blocks in reading order."""

    blocks: tuple[Block, ...]
    title: str = ""
    agency: str = ""
    fiscal_year: int | None = None
    orientation: Orientation = "portrait"
    numerals: Numerals = "as_typed"
    language: str = "th"

    def tables(self) -> Iterator[Table]:
        """The tables in reading order."""
        return (block for block in self.blocks if isinstance(block, Table))

    def texts(self) -> Iterator[str]:
        """Every text of the document in reading order, one paragraph each."""
        for block in self.blocks:
            yield from _texts(block)


def _texts(node: Any) -> Iterator[str]:
    match node:
        case Line(text=text) | Heading(text=text) | Paragraph(text=text):
            if text:
                yield text
        case str():
            if node:
                yield node
        case Image(caption=caption):
            if caption:
                yield caption
        case tuple():
            for part in node:
                yield from _texts(part)
        case Column():
            return
        case Row(cells=cells):
            yield from _texts(cells)
        case Table(rows=rows, caption=caption):
            yield from _texts(caption)
            yield from _texts(rows)
        case _ if is_dataclass(node):
            for field in fields(node):
                yield from _texts(getattr(node, field.name))


def printable(node: Any) -> Any:
    """The document, or a part of it, without the signs that no XML file can hold. They come with
    text pasted from other programs; a Word file or a feed could not be written with them."""
    if isinstance(node, str):
        return NO_XML.sub(" ", node)
    if isinstance(node, tuple):
        return tuple(printable(part) for part in node)
    if is_dataclass(node) and not isinstance(node, type):
        return replace(node, **{f.name: printable(getattr(node, f.name)) for f in fields(node)})
    return node


_TYPES: Mapping[str, type] = {
    cls.__name__: cls
    for cls in (
        Line, Image, Cell, Row, Column, Table, Title, Heading, Paragraph,
        Opinion, Signature, Memo, Images, PageBreak, Document,
    )
}  # fmt: skip


def to_json(node: Any) -> Any:
    """Plain data for ``json.dumps``: each object as a dict with its class name in ``type``."""
    if is_dataclass(node) and not isinstance(node, type):
        data = {field.name: to_json(getattr(node, field.name)) for field in fields(node)}
        return {"type": type(node).__name__, **data}
    if isinstance(node, tuple):
        return [to_json(part) for part in node]
    return node


def from_json(data: Any) -> Any:
    """The inverse of ``to_json``. Unknown fields are refused with ``TypeError``, an unknown
    type with ``KeyError``: a document that is not understood must not be shown by half."""
    if isinstance(data, dict):
        values = {key: from_json(value) for key, value in data.items() if key != "type"}
        return _TYPES[data["type"]](**values)
    if isinstance(data, list):
        return tuple(from_json(part) for part in data)
    return data
