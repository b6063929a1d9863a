"""Word's automatic numbering: the text that stands before a list item but is not in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from reports.readers.word.number_formats import format_number
from reports.readers.word.styles import ParagraphProperties, RunProperties, Style, Styles
from reports.readers.word.symbols import symbol, unicode_text
from reports.readers.word.xml import find, find_all, integer, is_on, value

LEVELS = 9
MAX_TEXT = 64  # signs of a level's text; a hostile file could repeat a long one on every line
NOT_NUMBERED = "0"
_PLACEHOLDER = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered. ``restart`` is the level (from 1) whose use makes
    it start again; None for any higher level, 0 for never."""

    start: int = 0
    format: str = "decimal"
    text: str = ""
    separator: str = " "
    restart: int | None = None
    legal: bool = False
    style: str = ""
    font: str | None = None
    hidden: bool = False

    @classmethod
    def of(cls, node: Element) -> Level:
        """From a ``w:lvl``."""
        run = RunProperties.of(find(node, "w:rPr"))
        restart = value(node, "w:lvlRestart")
        return cls(
            start=integer(value(node, "w:start")),
            format=value(node, "w:numFmt") or "decimal",
            text=(value(node, "w:lvlText") or "")[:MAX_TEXT],
            separator="" if value(node, "w:suff") == "nothing" else " ",
            restart=None if restart is None else integer(restart),
            legal=bool(is_on(node, "w:isLgl")),
            style=value(node, "w:pStyle") or "",
            font=run.font,
            hidden=bool(run.hidden),
        )


@dataclass(frozen=True, slots=True)
class List:
    """A numbering instance: its levels, the sequence that it counts on, which it may share
    with other lists, and the levels at which it starts that sequence again."""

    sequence: str
    levels: dict[int, Level]
    restarts: dict[int, int]

    def start(self, index: int) -> int:
        """The number with which a level of this list begins."""
        return self.restarts.get(index, self.levels[index].start)


class Numbering:
    """The lists of a file and where each of them has got to. Ask for the labels of all
    paragraphs in reading order, once each."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, Element] = {}
        self._numbers: dict[str, Element] = {}
        self._lists: dict[str, List | None] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._restarted: set[tuple[str, int]] = set()
        if root is not None:
            self._abstract = {
                node.get("w:abstractNumId", ""): node for node in root.iter("w:abstractNum")
            }
            self._numbers = {node.get("w:numId", ""): node for node in root.iter("w:num")}

    def label(self, direct: ParagraphProperties, style: Style) -> str:
        """The number or bullet of the next paragraph with its separator, "" when it has none."""
        number = direct.numbering or style.paragraph.numbering
        found = None if number in (None, NOT_NUMBERED) else self._list(number or "")
        if number is None or found is None:
            return ""
        index = self._level_index(found, direct, style)
        level = found.levels.get(index)
        if level is None:
            return ""
        counters = self._advance(number, found, index)
        text = _written(level, found, counters)
        return f"{text}{level.separator}" if text and not level.hidden else ""

    def _level_index(self, found: List, direct: ParagraphProperties, style: Style) -> int:
        if direct.level is not None:
            return direct.level
        if direct.numbering is None:
            linked = {level.style: index for index, level in found.levels.items() if level.style}
            for style_id in style.lineage:
                if style_id in linked:
                    return linked[style_id]
            return style.paragraph.level or 0
        return 0

    def _advance(self, number: str, found: List, index: int) -> dict[int, int]:
        """Count one item at a level, and let the levels below it start again. Levels above
        that were not used yet count as begun: after 1.1 the first of them is 2 (by design in
        Word, Microsoft KB Q110380)."""
        counters = self._counters.setdefault(found.sequence, {})
        for passed in range(index + 1):
            if passed in found.restarts and (number, passed) not in self._restarted:
                self._restarted.add((number, passed))
                counters.pop(passed, None)
            if passed < index and passed in found.levels:
                counters.setdefault(passed, found.start(passed))
        if index in counters:
            counters[index] += 1
        else:
            counters[index] = found.start(index)
        for below in range(index + 1, LEVELS):
            restart = found.levels[below].restart if below in found.levels else None
            if restart is None or index < restart:
                counters.pop(below, None)
        return counters

    def _list(self, number: str) -> List | None:
        if number not in self._lists:
            self._lists[number] = self._read_list(number)
        return self._lists[number]

    def _read_list(self, number: str) -> List | None:
        node = self._numbers.get(number)
        sequence = value(node, "w:abstractNumId")
        if node is None or sequence is None:
            return None
        abstract = self._abstract.get(sequence)
        link = value(abstract, "w:numStyleLink")
        if link is not None:  # the definition stands at the list of a numbering style
            target = self._numbers.get(self._styles.numbering_of(link) or "")
            sequence = value(target, "w:abstractNumId") or sequence
            abstract = self._abstract.get(sequence)
        if abstract is None:
            return None
        levels = {_index(level): Level.of(level) for level in find_all(abstract, "w:lvl")}
        restarts: dict[int, int] = {}
        for override in find_all(node, "w:lvlOverride"):
            own = find(override, "w:lvl")
            if own is not None:
                levels[_index(override)] = Level.of(own)
            start = value(override, "w:startOverride")
            if start is not None:
                restarts[_index(override)] = integer(start)
        return List(sequence, levels, restarts)


def _index(node: Element) -> int:
    return integer(node.get("w:ilvl"))


def _written(level: Level, found: List, counters: dict[int, int]) -> str:
    if level.format == "bullet":
        return symbol(level.text, level.font)

    def replace(match: re.Match[str]) -> str:
        index = int(match[1]) - 1
        other = found.levels.get(index)
        if other is None:
            return ""
        number = counters.get(index, found.start(index))
        return format_number(number, "decimal" if level.legal else other.format)

    return _PLACEHOLDER.sub(replace, unicode_text(level.text, level.font))
