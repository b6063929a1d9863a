"""The blocks around the measure tables: cover, front matter, intro, headings, back matter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ita_portal.thai.text import compact, fold_blanks, search_key
from reports.document import Block, Heading, Images, PageBreak, Paragraph, Title
from reports.readers.cells import item_number
from reports.readers.mentions import is_group_line
from reports.readers.recognised import Unplaced
from reports.readers.titles import is_place_line

PAGE_NUMBER = "เลขหน้าของเอกสารต้นฉบับ"

_TITLE_WORDS = re.compile(
    r"รายงาน|มาตรการ|ปีงบประมาณ|ประจำปี|^ปี|รอบ[0-9]|ครั้งที่|เทศบาล|องค์การบริหาร|อบต|อบจ|อำเภอ|จังหวัด|ความก้าวหน้า|"
    r"การดำเนินการ|การดำเนินงาน|คุณธรรม|โปร่งใส|การประเมิน|^\(|เดือน|โดย|จัดทำ|เสนอ|แผน|หน่วยงาน|พ\.ศ|ita|oit|o[0-9]{2}|สำนัก|กอง"
)
_ANEW = re.compile(r"^(มาตรการ|รายงาน|การนำมาตรการ|แผน|การวิเคราะห์|ส่วนที่|ตอนที่|บทที่)")
_YEAR = re.compile(r"(ประจำปี|ปีงบประมาณ|พ\.?ศ\.?).{0,14}2[45][0-9]{2}")
_OF_DOCUMENT = re.compile(
    r"มาตรการ(เพื่อ)?ส่งเสริมคุณธรรม|ไปสู่การปฏิบัติ|ประจำปี|ปีงบประมาณ|^(สรุป)?(รายงาน)?ผลการ|^รายงาน|รอบ[0-9]+เดือน"
)
_DIGITS = re.compile(r"^\s*[0-9๐-๙]{1,3}\s*$")
_LONGEST_LINE = 150
_LONGEST_HEADING = 130
_SHORTEST_INTRO = 25
_MOST_INTRO = 3


@dataclass(slots=True)
class Parts:
    """What stands around the tables. ``headings`` gives for each table of measures (by its
    index among the blocks) the lines directly above it, with where they stand."""

    title_lines: list[str] = field(default_factory=list)
    place_lines: list[str] = field(default_factory=list)
    front: list[Block] = field(default_factory=list)
    intro: list[str] = field(default_factory=list)
    headings: dict[int, list[tuple[str, str]]] = field(default_factory=dict)
    back: list[Block] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)

    def add_captions(self, captions: Sequence[str]) -> None:
        """Titles that stand inside the tables: of the report when it has no other, else kept
        before the measures."""
        titled = bool(self.title_lines)
        for text in captions:
            if not titled:
                (self.place_lines if is_place_line(text) else self.title_lines).append(text)
            elif not _repeats_title(text, self.title_lines):
                self.front.append(Heading(text, align="center"))


def split_parts(blocks: Sequence[Block], tables: Sequence[int]) -> Parts:
    """Divide the blocks; ``tables`` are the indices of the tables of measures, in order."""
    parts = Parts()
    begin = _take_title(blocks[: tables[0]], parts)
    taken: set[int] = set()
    for before, table in zip([begin - 1, *tables], tables, strict=False):
        found = _row_headings(blocks, range(before + 1, table), parts, first=before < begin)
        taken.update(found)
        parts.headings[table] = [(fold_blanks(_text(blocks[n])), _where(n)) for n in found]
    intro = _intro(blocks, [n for n in range(begin, tables[0]) if n not in taken])
    parts.intro = [fold_blanks(_text(blocks[n])) for n in intro]
    taken.update(intro, tables)
    for n in range(begin, len(blocks)):
        if n not in taken:
            _keep(blocks[n], n, parts.front if n < tables[0] else parts.back, parts)
    return parts


def _where(n: int) -> str:
    return f"ย่อหน้าที่ {n + 1}"


def _text(block: Block) -> str:
    match block:
        case Heading(text=text) | Paragraph(text=text, role="text"):
            return text
        case Title(lines=lines):
            return "\n".join(line.text for line in lines)
    return ""


def _keep(block: Block, n: int, kept: list[Block], parts: Parts) -> None:
    """A block goes to the front or back matter; page numbers are told instead, page breaks and
    headings that repeat the title say nothing."""
    match block:
        case Paragraph(text=text) if block.role == "page_number" or _DIGITS.match(text):
            parts.unplaced.append(Unplaced(_where(n), text, PAGE_NUMBER))
        case PageBreak():
            if kept and not isinstance(kept[-1], PageBreak) and kept is parts.front:
                kept.append(block)
        case _ if _repeats_title(_text(block), parts.title_lines):
            return
        case _ if _text(block) and _is_prominent(block) and block in (*parts.front, *parts.back):
            return  # a heading that every page repeats
        case _:
            kept.append(block)


def _repeats_title(text: str, title_lines: Sequence[str]) -> bool:
    key = compact(text)
    return bool(key) and len(key) > 20 and key in compact("".join(title_lines))


def _take_title(blocks: Sequence[Block], parts: Parts) -> int:
    """Read the title lines from the beginning; gives the index of the block after them."""
    has_year = complete = prominent = False
    for n, block in enumerate(blocks):
        text = _text(block)
        key = search_key(text)
        if isinstance(block, (PageBreak, Images)):
            if parts.title_lines:
                return n
            if isinstance(block, Images):
                parts.front.append(block)
            continue
        place = bool(key) and is_place_line(text)
        starts_anew = bool(_ANEW.match(key)) and has_year
        fits = isinstance(block, Title) or (len(key) <= _LONGEST_LINE and _TITLE_WORDS.search(key))
        if not key or not (fits or place) or key.endswith("ดังนี้"):
            return n
        if is_group_line(text) or _is_numbered(text):
            return n
        plain = isinstance(block, Paragraph) and not _is_prominent(block)
        if not place and (complete or (starts_anew and not isinstance(block, Title))):
            return n
        if plain and prominent:
            return n
        prominent = prominent or not plain
        for line in text.split("\n"):
            (parts.place_lines if is_place_line(line) else parts.title_lines).append(line)
        complete = bool(place and parts.title_lines)
        has_year = has_year or bool(_YEAR.search(key))
    return len(blocks)


def _row_headings(
    blocks: Sequence[Block], between: range, parts: Parts, *, first: bool
) -> list[int]:
    """The indices of the lines that stand as headings above the rows of the table after
    ``between``: directly above it, or above a paragraph that explains them. Above the first
    table, and for lines that name the whole report, only the words of a group count."""
    found: list[int] = []
    touching = True
    for n in reversed(between):
        block = blocks[n]
        text = _text(block)
        if not text and isinstance(block, (PageBreak, Paragraph)):
            continue
        numbered = first and touching and _is_numbered(text) and _is_row_heading(block, ("",))
        group = is_group_line(text) or numbered
        if (group and (touching or found or _is_prominent(block))) or (
            touching and not first and _is_row_heading(block, parts.title_lines)
        ):
            found.append(n)
        elif found or _is_prominent(block) or not isinstance(block, Paragraph):
            break
        else:
            touching = False
    return found[::-1]


def _is_numbered(text: str) -> bool:
    return item_number(text) is not None


def _is_prominent(block: Block) -> bool:
    return isinstance(block, Heading) or (
        isinstance(block, Paragraph) and (block.bold or block.align == "center")
    )


def _is_row_heading(block: Block, title_lines: Sequence[str]) -> bool:
    text = _text(block)
    if not compact(text) or len(compact(text)) > _LONGEST_HEADING or isinstance(block, Title):
        return False
    of_document = _OF_DOCUMENT.search(search_key(text)) or not title_lines
    return _is_prominent(block) and not of_document and not _repeats_title(text, title_lines)


def _intro(blocks: Sequence[Block], candidates: Sequence[int]) -> list[int]:
    """The indices of the introduction: the running text nearest above the first table, one
    paragraph or the lines of one."""
    found: list[int] = []
    for n in reversed(candidates):
        block = blocks[n]
        if isinstance(block, PageBreak):
            continue
        text = isinstance(block, Paragraph) and block.role == "text"
        if not text or _is_prominent(block):
            break
        found.append(n)
    if len(found) > _MOST_INTRO:
        del found[1:]
    length = sum(len(compact(_text(blocks[n]))) for n in found)
    return found[::-1] if length >= _SHORTEST_INTRO else []
