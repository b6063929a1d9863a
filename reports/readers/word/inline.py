"""What stands in a paragraph: its text as Word shows it, its breaks, pictures and text boxes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal
from xml.etree.ElementTree import Element

from reports.document import Image
from reports.readers.word.styles import RunProperties, Styles
from reports.readers.word.symbols import unicode_text
from reports.readers.word.xml import find, find_all, integer, is_on, value

HIDDEN_TEXT = "ข้ามข้อความที่ซ่อนไว้ในเอกสาร (ข้อความซ่อนไม่แสดงใน Word จึงไม่นำเข้า)"
EMBEDDED = "มีแผนภูมิหรือวัตถุฝังตัวในเอกสาร ระบบอ่านข้อความภายในวัตถุเหล่านี้ไม่ได้ กรุณาตรวจสอบกับต้นฉบับ"

_LINE_SPACE = re.compile(r"[\r\n]")
_CODE = re.compile(r"(?!00[01].|d[89a-f]..)[0-9a-f]{4}$", re.IGNORECASE)  # no control, no surrogate
_SIGNS = {"w:tab": "\t", "w:ptab": "\t", "w:noBreakHyphen": "-"}
_IGNORED = frozenset(
    ("w:pPr", "w:rPr", "w:instrText", "w:delText", "w:delInstrText", "w:softHyphen")
)
_NOTES: dict[str, Literal["footnotes", "endnotes"]] = {
    "w:footnoteReference": "footnotes",
    "w:endnoteReference": "endnotes",
}
_GRAPHICS = ("w:drawing", "w:pict", "w:object")
_EMBEDDED_TAGS = ("c:chart", "dgm:relIds", "o:OLEObject")


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of text in one weight."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Break:
    """A manual break inside a paragraph."""

    page: bool = False


@dataclass(frozen=True, slots=True)
class TextBox:
    """The content of a text box, a container of blocks, at the place of its anchor."""

    content: Element


Part = Text | Break | Image | TextBox


def joined(parts: list[Text]) -> Text:
    """One line of text: tabs are blanks, none at its ends; bold when all that is seen is."""
    columns = (column.strip(" ") for column in "".join(part.text for part in parts).split("\t"))
    text = " ".join(column for column in columns if column)
    seen = [part.bold for part in parts if part.text.strip()]
    return Text(text, bool(seen) and all(seen))


class InlineReader:
    """Reads the paragraphs of a file one after another, because fields run across them.

    ``picture`` turns a relationship id and an alternative text into an image, or None. What
    was left out is told to ``warn``; the notes referred to are collected in ``notes``.
    """

    def __init__(
        self,
        styles: Styles,
        picture: Callable[[str, str], Image | None],
        warn: Callable[[str], None],
    ) -> None:
        self._styles = styles
        self._picture = picture
        self._warn = warn
        self._fields: list[bool] = []  # for each open field: whether its result has begun
        self._fields_balanced = True
        self.notes: list[tuple[Literal["footnotes", "endnotes"], str]] = []

    @contextmanager
    def story(self, root: Element) -> Iterator[None]:
        """Read a text of its own, such as a text box, with its own fields. When they do not
        begin and end alike, their instructions cannot be told from text, and all is read."""
        outer = self._fields, self._fields_balanced
        kinds = [node.get("w:fldCharType") for node in root.iter("w:fldChar")]
        self._fields = []
        self._fields_balanced = kinds.count("begin") == kinds.count("end")
        yield
        self._fields, self._fields_balanced = outer

    def read(self, paragraph: Element, style: RunProperties) -> list[Part]:
        """The parts of a paragraph in order; ``style`` is that of its paragraph style."""
        return [part for child in paragraph for part in self._parts(child, style, style)]

    def _parts(self, node: Element, run: RunProperties, style: RunProperties) -> Iterator[Part]:
        tag = node.tag
        if tag in _IGNORED:
            return
        if tag == "w:r":
            run = self._run_properties(node, style)
            for child in node:
                yield from self._parts(child, run, style)
        elif tag == "w:fldChar":
            yield from self._field_mark(node)
        elif not all(self._fields) and self._fields_balanced:
            return  # inside the instruction of a field
        elif run.hidden:
            if any(text.text and text.text.strip() for text in node.iter("w:t")):
                self._warn(HIDDEN_TEXT)
        elif tag in _GRAPHICS:
            yield from self._graphic(node)
        elif tag in ("w:br", "w:cr"):
            yield Break(page=node.get("w:type") == "page")
        elif tag in _NOTES:
            self.notes.append((_NOTES[tag], node.get("w:id", "")))
        elif (text := _shown_text(node, run)) is not None:
            if text:
                yield Text(text, bool(run.bold))
        else:
            for child in node:
                yield from self._parts(child, run, style)

    def _run_properties(self, node: Element, style: RunProperties) -> RunProperties:
        """The formatting of a run. Bold in a character style toggles that of the paragraph."""
        properties = find(node, "w:rPr")
        named = self._styles.character(value(properties, "w:rStyle"))
        if named.bold and style.bold:
            named = RunProperties(bold=False).over(named)
        return RunProperties.of(properties).over(named).over(style)

    def _field_mark(self, node: Element) -> Iterator[Part]:
        kind = node.get("w:fldCharType")
        if kind == "begin":
            self._fields.append(False)
            result = _form_field(find(node, "w:ffData"))
            if result and all(self._fields[:-1]):
                yield Text(result)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _graphic(self, node: Element) -> Iterator[Part]:
        """The pictures and texts of a drawing, however its shapes are grouped."""
        if any(next(node.iter(tag), None) is not None for tag in _EMBEDDED_TAGS):
            self._warn(EMBEDDED)
        names = next(node.iter("wp:docPr"), None)
        shape = next(node.iter("v:shape"), None)
        alt = (names.get("descr") or names.get("title") or "") if names is not None else ""
        alt = alt or (shape.get("alt", "") if shape is not None else "")
        yield from self._drawn(node, " ".join(alt.split()))

    def _drawn(self, node: Element, alt: str) -> Iterator[Part]:
        if node.tag == "w:txbxContent":
            yield TextBox(node)
        elif node.tag == "v:textpath" and node.get("string"):
            yield TextBox(_content(node.get("string", "")))
        elif node.tag == "a:p":
            yield TextBox(_content("".join(text.text or "" for text in node.iter("a:t"))))
        else:
            relation = None
            if node.tag == "a:blip":
                relation = node.get("r:embed") or node.get("r:link")
            elif node.tag == "v:imagedata":
                relation = node.get("r:id")
            if relation and (image := self._picture(relation, alt)):
                yield image
            for child in node:
                yield from self._drawn(child, alt)


def _shown_text(node: Element, run: RunProperties) -> str | None:
    """The text that an element stands for, None when it is not one that stands for text."""
    if node.tag in ("w:t", "m:t"):
        text = _LINE_SPACE.sub(" ", node.text or "")
        if node.get("xml:space") != "preserve":
            text = text.strip(" \t")
        return unicode_text(text, run.font)
    if node.tag == "w:sym":
        code = node.get("w:char", "")
        return unicode_text(chr(int(code, 16)), node.get("w:font")) if _CODE.match(code) else ""
    return _SIGNS.get(node.tag)


def _form_field(data: Element | None) -> str:
    """What an old form field shows that has no text of its own: a box, or the choice made."""
    if data is None:
        return ""
    box = find(data, "w:checkBox")
    if box is not None:
        checked = is_on(box, "w:checked")
        return "☒" if (is_on(box, "w:default") if checked is None else checked) else "☐"
    choices = find(data, "w:ddList")
    if choices is not None:
        entries = [entry.get("w:val", "") for entry in find_all(choices, "w:listEntry")]
        chosen = integer(value(choices, "w:result") or value(choices, "w:default"))
        return entries[chosen] if 0 <= chosen < len(entries) else ""
    return ""


def _content(text: str) -> Element:
    """A text that a drawing holds as an attribute, as a container with one paragraph."""
    content = Element("w:txbxContent")
    paragraph = Element("w:p")
    run = Element("w:r")
    words = Element("w:t")
    words.text = text
    run.append(words)
    paragraph.append(run)
    content.append(paragraph)
    return content
