"""The body of a Word file, and every text inside it, as blocks and as lines of cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal
from xml.etree.ElementTree import Element

from reports.document import (
    Align,
    Block,
    Heading,
    Image,
    Images,
    Line,
    PageBreak,
    Paragraph,
)
from reports.readers.word.final_state import shows_something
from reports.readers.word.inline import Break, InlineReader, Part, Text, TextBox, joined
from reports.readers.word.numbering import Numbering
from reports.readers.word.styles import ParagraphProperties, Styles
from reports.readers.word.tables import Content, read_table
from reports.readers.word.xml import find, find_all, is_on, value

HIDDEN_ROW = "ข้ามแถวของตารางที่ซ่อนไว้ในเอกสาร (แถวซ่อนไม่แสดงใน Word จึงไม่นำเข้า)"
NESTED_TABLE = "มีตารางซ้อนอยู่ในช่องของตาราง ระบบนำข้อความของตารางที่ซ้อนมาต่อเป็นบรรทัดในช่องนั้น กรุณาตรวจสอบ"
UNDER_MERGE = "มีข้อความอยู่ใต้ช่องที่ผสานไว้ (Word ไม่แสดง) ระบบนำมาต่อท้ายช่องที่ผสาน กรุณาตรวจสอบ"
OTHER_FILE = "เอกสารนี้แทรกเนื้อหาจากไฟล์อื่นไว้ ระบบอ่านเนื้อหาส่วนนั้นไม่ได้ กรุณาเปิดด้วย Word แล้วบันทึกใหม่ก่อนนำเข้า"

_PAGE_NUMBER = re.compile(
    r"[-–—]\s*[0-9๐-๙]{1,4}\s*[-–—]|หน้า(?:ที่)?\s*[0-9๐-๙]{1,4}(?:\s*(?:จาก|/)\s*[0-9๐-๙]{1,4})?"
)
_SEPARATOR = re.compile(r"(?:[*＊∗=_~–—-]\s*){3,}")
_BODY_LEVEL = 9


@dataclass(slots=True)
class _ParagraphContent:
    """A paragraph taken apart: what is anchored at its beginning, its lines, and the rest."""

    align: Align
    heading: int  # 0 for running text
    page_break_before: bool
    before: list[Image | TextBox] = field(default_factory=list)
    lines: list[Text | Break] = field(default_factory=list)
    after: list[Image | TextBox] = field(default_factory=list)


class BlockReader:
    """Reads containers in their final state, in reading order and each once: lists count on."""

    def __init__(
        self,
        inline: InlineReader,
        styles: Styles,
        numbering: Numbering,
        warn: Callable[[str], None],
    ) -> None:
        self._inline = inline
        self._styles = styles
        self._numbering = numbering
        self._warn = warn

    def blocks(self, children: Iterable[Element], *, alone: bool = False) -> Iterator[Block]:
        """The blocks of a body, a note or a text box. ``alone`` tells that a table among them
        is all that there is, so that a table of one cell is the frame of the page."""
        for child in children:
            if child.tag == "w:p":
                yield from self._paragraph_blocks(child)
            elif child.tag == "w:tbl":
                if is_layout_table(child, alone=alone):
                    for cell in find_all(child, "w:tr/w:tc"):
                        yield from self.blocks(cell)
                elif self._drop_hidden_rows(child):
                    yield read_table(child, self._cell)
            elif child.tag in ("w:altChunk", "w:subDoc"):
                self._warn(OTHER_FILE)
            elif shows_something(child):
                yield from self._paragraph_blocks(_in_paragraph(child))

    def _paragraph_blocks(self, node: Element) -> Iterator[Block]:
        content = self._content(node)
        if content.page_break_before:
            yield PageBreak()
        yield from self._anchored(content.before)
        for line in content.lines:
            yield PageBreak() if isinstance(line, Break) else _block(line, content)
        yield from self._anchored(content.after)

    def _anchored(self, items: list[Image | TextBox]) -> Iterator[Block]:
        for boxes, group in groupby(items, key=lambda item: isinstance(item, TextBox)):
            if boxes:
                for item in group:
                    if isinstance(item, TextBox):
                        with self._inline.story(item.content):
                            yield from list(self.blocks(item.content))
            else:
                yield Images(tuple(item for item in group if isinstance(item, Image)))

    def _cell(self, node: Element, continued: bool) -> Content:
        items = list(self._cell_items(node, continued))
        lines = tuple(item for item in items if isinstance(item, Line))
        if continued and lines:
            self._warn(UNDER_MERGE)
        return Content(lines, tuple(item for item in items if isinstance(item, Image)))

    def _cell_items(
        self, container: Iterable[Element], continued: bool = False
    ) -> Iterator[Line | Image]:
        for child in container:
            if child.tag == "w:p":
                content = self._content(child, numbered=not continued or shows_something(child))
                yield from self._anchored_in_cell(content.before)
                for line in content.lines:
                    if isinstance(line, Text):
                        yield Line(line.text, line.bold, content.align)
                yield from self._anchored_in_cell(content.after)
            elif child.tag == "w:tbl":
                if shows_something(child):
                    self._warn(NESTED_TABLE)
                self._drop_hidden_rows(child)
                for cell in find_all(child, "w:tr/w:tc"):
                    yield from self._cell_items(cell)
            elif child.tag in ("w:altChunk", "w:subDoc"):
                self._warn(OTHER_FILE)
            elif shows_something(child):
                yield from self._cell_items([_in_paragraph(child)])

    def _anchored_in_cell(self, items: list[Image | TextBox]) -> Iterator[Line | Image]:
        for item in items:
            if isinstance(item, Image):
                yield item
            else:
                with self._inline.story(item.content):
                    yield from list(self._cell_items(item.content))

    def _content(self, node: Element, *, numbered: bool = True) -> _ParagraphContent:
        properties = find(node, "w:pPr")
        direct = ParagraphProperties.of(properties)
        style = self._styles.paragraph(value(properties, "w:pStyle"))
        resolved = direct.over(style.paragraph)
        level = _BODY_LEVEL if resolved.outline is None else resolved.outline
        content = _ParagraphContent(
            align=resolved.align or "start",
            heading=level + 1 if 0 <= level < _BODY_LEVEL else 0,
            page_break_before=bool(resolved.page_break_before),
        )
        _sort(self._inline.read(node, style.run), content)
        mark = find(properties, "w:rPr")
        hidden = is_on(mark, "w:vanish") and not content.lines
        label = "" if hidden or not numbered else self._numbering.label(direct, style)
        if label:
            _put_before(label, content.lines)
        return content

    def _drop_hidden_rows(self, table: Element) -> bool:
        """Take the hidden rows away; whether any row is left."""
        hidden = {row for row in find_all(table, "w:tr") if is_on(find(row, "w:trPr"), "w:hidden")}
        if hidden:
            table[:] = [child for child in table if child not in hidden]
            if any(map(shows_something, hidden)):
                self._warn(HIDDEN_ROW)
        return find(table, "w:tr") is not None


def is_layout_table(table: Element, *, alone: bool) -> bool:
    """Whether a table only places what is in it: no two cells of a row have content, and it
    holds another table, or is one cell around everything (``alone``)."""
    filled = [
        sum(not _is_empty(cell) for cell in find_all(row, "w:tc"))
        for row in find_all(table, "w:tr")
    ]
    if max(filled, default=0) > 1:
        return False
    return find(table, "w:tr/w:tc/w:tbl") is not None or (alone and sum(filled) == 1)


def _in_paragraph(content: Element) -> Element:
    """What stands between paragraphs without being in one (a formula may) as a paragraph."""
    paragraph = Element("w:p")
    paragraph.append(content)
    return paragraph


def _is_empty(cell: Element) -> bool:
    return not shows_something(cell) and next(cell.iter("w:numPr"), None) is None


def _sort(parts: list[Part], content: _ParagraphContent) -> None:
    """Put the parts of a paragraph in their places, its text cut into lines at the breaks."""
    line: list[Text] = []
    begun = False

    def finish() -> None:
        text = joined(line)
        line.clear()
        if text.text:
            content.lines.append(text)

    for part in parts:
        if isinstance(part, Text):
            line.append(part)
            begun = begun or bool(part.text.strip())
        elif isinstance(part, Break):
            finish()
            if part.page:
                content.lines.append(part)
        elif content.lines or begun:
            content.after.append(part)
        else:
            content.before.append(part)
    finish()


def _put_before(label: str, lines: list[Text | Break]) -> None:
    """The number of a list item goes before its first text; an empty item shows it alone."""
    for index, line in enumerate(lines):
        if isinstance(line, Text):
            lines[index] = Text(label + line.text, line.bold)
            return
    lines.append(Text(label.strip()))


def _block(line: Text, content: _ParagraphContent) -> Heading | Paragraph:
    role: Literal["text", "separator", "page_number"] = "text"
    if _PAGE_NUMBER.fullmatch(line.text):
        role = "page_number"
    elif _SEPARATOR.fullmatch(line.text):
        role = "separator"
    if content.heading and role == "text":
        return Heading(line.text, content.heading, content.align)
    return Paragraph(line.text, line.bold, content.align, role)
