"""Reading the XML of an office file: bounded, without entities, with short names.

Elements and attributes come out as ``w:p`` and ``r:id`` whatever prefixes the file declares,
and the namespaces of Strict Open XML come out as their ordinary counterparts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from reports.readers.archive import UnreadableDocument

MAX_XML = 20 * 1024 * 1024
MAX_NODES = 400_000  # elements and attributes of one part; a real report of 25 pages has 11,500
MAX_TAG = 2 * 1024 * 1024  # one tag with its attributes; Word keeps drawings in some
MAX_DEPTH = 120  # Word nests tables and text boxes a few dozen deep at most

_OFFICE = "http://schemas.openxmlformats.org"
_STRICT = "http://purl.oclc.org/ooxml"
_MICROSOFT = "http://schemas.microsoft.com/office"
_PREFIXES = {
    f"{_OFFICE}/wordprocessingml/2006/main": "w",
    f"{_STRICT}/wordprocessingml/main": "w",
    f"{_OFFICE}/officeDocument/2006/relationships": "r",
    f"{_STRICT}/officeDocument/relationships": "r",
    f"{_OFFICE}/officeDocument/2006/math": "m",
    f"{_STRICT}/officeDocument/math": "m",
    f"{_OFFICE}/drawingml/2006/main": "a",
    f"{_STRICT}/drawingml/main": "a",
    f"{_OFFICE}/drawingml/2006/wordprocessingDrawing": "wp",
    f"{_STRICT}/drawingml/wordprocessingDrawing": "wp",
    f"{_OFFICE}/drawingml/2006/chart": "c",
    f"{_STRICT}/drawingml/chart": "c",
    f"{_MICROSOFT}/drawing/2014/chartex": "c",
    f"{_OFFICE}/drawingml/2006/diagram": "dgm",
    f"{_STRICT}/drawingml/diagram": "dgm",
    f"{_OFFICE}/markup-compatibility/2006": "mc",
    f"{_OFFICE}/package/2006/relationships": "rel",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
    "http://www.w3.org/XML/1998/namespace": "xml",
}
_EDITING_MARK = "w:rsid"  # Word's notes on editing sessions, up to five on a paragraph
_INTEGER = re.compile(r"[+-]?[0-9]{1,9}")

_UNSAFE = "ไฟล์นี้มีคำสั่ง XML ที่ไม่ปลอดภัย (DTD) ระบบจึงไม่เปิด กรุณาเปิดไฟล์ด้วย Word แล้วบันทึกเป็นไฟล์ .docx ใหม่"
_BROKEN = "เนื้อหาภายในไฟล์เสียหาย จึงอ่านไม่ได้ กรุณาเปิดไฟล์ด้วย Word ให้ซ่อมแซม แล้วบันทึกเป็นไฟล์ .docx ใหม่"
_TOO_COMPLEX = "เนื้อหาในไฟล์ยาวหรือซับซ้อนเกินกำหนด กรุณาแบ่งเป็นหลายไฟล์ หรือเก็บเฉพาะส่วนที่เป็นรายงาน แล้วบันทึกใหม่"


def parse(chunks: Iterable[bytes]) -> Element:
    """The root element. Raises ``UnreadableDocument`` for XML that is broken, declares a
    document type, or is larger than a report can be; nothing outside is ever fetched."""
    parser = DefusedXMLParser(target=_BoundedBuilder(), forbid_dtd=True)
    fed = 0
    try:
        for chunk in chunks:
            parser.feed(chunk)
            fed += len(chunk)
            # The builder sees a tag only when all of its attributes are in memory.
            if fed - parser.parser.CurrentByteIndex > MAX_TAG:
                raise UnreadableDocument("too_complex", _TOO_COMPLEX)
        root: Element = parser.close()
    except DefusedXmlException as error:
        raise UnreadableDocument("unsafe_xml", _UNSAFE) from error
    except (ParseError, ValueError, LookupError) as error:
        raise UnreadableDocument("broken", _BROKEN) from error
    return root


class _BoundedBuilder(TreeBuilder):
    """Builds the tree while counting it, so that a hostile file stops early."""

    def __init__(self) -> None:
        super().__init__()
        self._names: dict[str, str] = {}
        self._nodes = 0
        self._depth = 0

    def start(self, tag: str, attrs: dict[str, str]) -> Element:
        named = ((self._short(name), value) for name, value in attrs.items())
        kept = {name: value for name, value in named if not name.startswith(_EDITING_MARK)}
        self._nodes += 1 + len(kept)
        self._depth += 1
        if self._nodes > MAX_NODES or self._depth > MAX_DEPTH:
            raise UnreadableDocument("too_complex", _TOO_COMPLEX)
        return super().start(self._short(tag), kept)

    def end(self, tag: str) -> Element:
        self._depth -= 1
        return super().end(self._short(tag))

    def _short(self, name: str) -> str:
        known = self._names.get(name)
        if known is None:
            uri, _, local = name[1:].rpartition("}")
            prefix = _PREFIXES.get(uri)
            known = self._names[name] = f"{prefix}:{local}" if prefix else name
        return known


def find_all(parent: Element, path: str) -> Iterator[Element]:
    """The descendants along a path of names such as ``w:tr/w:tc``. (ElementTree's own search
    takes a colon for a prefix that it must look up.)"""
    name, _, rest = path.partition("/")
    for child in parent:
        if child.tag == name:
            if rest:
                yield from find_all(child, rest)
            else:
                yield child


def find(parent: Element | None, path: str) -> Element | None:
    """The first descendant along a path of names; None when it or the parent is not there."""
    return None if parent is None else next(find_all(parent, path), None)


def value(parent: Element | None, tag: str, attribute: str = "w:val") -> str | None:
    """The attribute of a child, None when the child or the attribute is not there."""
    child = find(parent, tag)
    return None if child is None else child.get(attribute)


def integer(text: str | None, default: int = 0) -> int:
    """A whole number in ASCII digits, the default for anything else."""
    return int(text) if text and _INTEGER.fullmatch(text) else default


def is_on(parent: Element | None, tag: str) -> bool | None:
    """An on/off property: None when it is not given, on when given without a value."""
    child = find(parent, tag)
    if child is None:
        return None
    return child.get("w:val", "1").lower() not in ("0", "false", "off", "none")
