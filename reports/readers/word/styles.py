"""Styles and direct formatting: what of them decides how a paragraph is read."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import Self
from xml.etree.ElementTree import Element

from reports.document import Align
from reports.readers.word.xml import find, integer, is_on, value

_ALIGNMENTS: dict[str, Align] = {
    "center": "center",
    "right": "end",
    "end": "end",
    "both": "justify",
    "distribute": "justify",
    "thaiDistribute": "justify",
    "left": "start",
    "start": "start",
}
# The names of Word's heading styles, in English and in its Thai user interface; they count
# where the style itself gives no outline level, as in files of other programs.
_HEADING_NAME = re.compile(r"(?:heading|หัวเรื่อง|หัวข้อ|ส่วนหัวเรื่อง)\s*([1-9])", re.IGNORECASE)
_TITLE_NAMES = ("title", "ชื่อเรื่อง")
_BODY_LEVEL = 9  # w:outlineLvl of running text


@dataclass(frozen=True, slots=True)
class Properties:
    """Formatting at one place; None where that place says nothing."""

    def over(self, below: Self) -> Self:
        """These properties, and where they say nothing, those below."""
        mine = {field.name: getattr(self, field.name) for field in fields(self)}
        return type(self)(
            **{
                name: getattr(below, name) if given is None else given
                for name, given in mine.items()
            }
        )


@dataclass(frozen=True, slots=True)
class RunProperties(Properties):
    """``bold`` is on when either the Latin or the complex-script switch is: files of other
    programs often set only one of them on Thai text."""

    bold: bool | None = None
    hidden: bool | None = None
    font: str | None = None

    @classmethod
    def of(cls, node: Element | None) -> RunProperties:
        """From a ``w:rPr``."""
        switches = [on for tag in ("w:b", "w:bCs") if (on := is_on(node, tag)) is not None]
        return cls(
            bold=any(switches) if switches else None,
            hidden=is_on(node, "w:vanish"),
            font=value(node, "w:rFonts", "w:ascii") or value(node, "w:rFonts", "w:hAnsi"),
        )


@dataclass(frozen=True, slots=True)
class ParagraphProperties(Properties):
    """``outline`` counts from 0, 9 is running text; ``numbering`` is Word's numId, "0" means
    that the paragraph is explicitly not numbered."""

    align: Align | None = None
    outline: int | None = None
    numbering: str | None = None
    level: int | None = None
    page_break_before: bool | None = None

    @classmethod
    def of(cls, node: Element | None) -> ParagraphProperties:
        """From a ``w:pPr``."""
        numbering = find(node, "w:numPr")
        level = value(numbering, "w:ilvl")
        outline = value(node, "w:outlineLvl")
        return cls(
            align=_ALIGNMENTS.get(value(node, "w:jc") or ""),
            outline=None if outline is None else integer(outline, _BODY_LEVEL),
            numbering=value(numbering, "w:numId"),
            level=None if level is None else min(max(integer(level), 0), 8),
            page_break_before=is_on(node, "w:pageBreakBefore"),
        )


@dataclass(frozen=True, slots=True)
class Style:
    """A style with what it inherits; ``lineage`` are the ids from itself to its root."""

    lineage: tuple[str, ...] = ()
    paragraph: ParagraphProperties = ParagraphProperties()
    run: RunProperties = RunProperties()


class Styles:
    """The styles of a file, by their ids."""

    def __init__(self, root: Element | None) -> None:
        self._nodes: dict[str, Element] = {}
        self._resolved: dict[str, Style] = {}
        self._default_id = ""
        self._defaults = Style()
        if root is None:
            return
        self._defaults = Style(
            paragraph=ParagraphProperties.of(find(root, "w:docDefaults/w:pPrDefault/w:pPr")),
            run=RunProperties.of(find(root, "w:docDefaults/w:rPrDefault/w:rPr")),
        )
        for node in root.iter("w:style"):
            style_id = node.get("w:styleId", "")
            self._nodes[style_id] = node
            if node.get("w:type") == "paragraph" and node.get("w:default") in ("1", "true", "on"):
                self._default_id = style_id

    def paragraph(self, style_id: str | None) -> Style:
        """The style of a paragraph; the default style for None or an unknown id."""
        if style_id is None or (style_id not in self._nodes and not _level_by_name(style_id)):
            style_id = self._default_id
        style = self._style(style_id)
        return Style(
            style.lineage,
            style.paragraph.over(self._defaults.paragraph),
            style.run.over(self._defaults.run),
        )

    def character(self, style_id: str | None) -> RunProperties:
        """What a character style says, without the defaults of the file."""
        return self._style(style_id).run if style_id else RunProperties()

    def numbering_of(self, style_id: str) -> str | None:
        """The numId that a numbering style stands for."""
        return self._style(style_id).paragraph.numbering

    def _style(self, style_id: str) -> Style:
        if style_id not in self._resolved:
            self._resolved[style_id] = Style()  # ends a circle of styles that inherit each other
            self._resolved[style_id] = self._resolve(style_id)
        return self._resolved[style_id]

    def _resolve(self, style_id: str) -> Style:
        node = self._nodes.get(style_id)
        if node is None:
            return Style((style_id,), ParagraphProperties(outline=_level_by_name(style_id)))
        own = ParagraphProperties.of(find(node, "w:pPr"))
        by_name = ParagraphProperties(outline=_level_by_name(value(node, "w:name") or ""))
        base = self._style(value(node, "w:basedOn") or "")
        return Style(
            (style_id, *base.lineage),
            own.over(by_name).over(base.paragraph),
            RunProperties.of(find(node, "w:rPr")).over(base.run),
        )


def _level_by_name(name: str) -> int | None:
    if name.strip().lower() in _TITLE_NAMES:
        return 0
    found = _HEADING_NAME.fullmatch(name.strip())
    return integer(found[1]) - 1 if found else None
