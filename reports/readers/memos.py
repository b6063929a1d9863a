"""The memo (บันทึกข้อความ) that a report may begin with.

Its fields stand in the official order (ita-facts §8): ส่วนราชการ, ที่ and วันที่ on one line, เรื่อง,
เรียน, the paragraphs, who signs; then a block for each official who gives an opinion.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ita_portal.thai.text import compact, fold_blanks, search_key
from reports.document import (
    Block,
    Heading,
    Image,
    Images,
    Memo,
    Opinion,
    PageBreak,
    Paragraph,
    Signature,
    Table,
    Title,
)
from reports.readers.grid import grid_of
from reports.readers.headers import find_head

_START = re.compile(r"^บันทึกข้อความ")
_FIELD = re.compile(r"^\s*(ส่วน\s*ราชการ|ที่|วัน\s*ที่|เรื่อง|เรียน)(?![ก-๎])[\s.:…]*(.*)$", re.DOTALL)
_JOINED_FIELD = re.compile(r"^\s*(ส่วนราชการ|เรื่อง|เรียน)[\s.:…]*(.+)$", re.DOTALL)
_DATE_INSIDE = re.compile(r"\s*วัน\s*ที่\s*(?=[.…]*\s*(?:[0-9๐-๙]|[.…]|$|เดือน))[.…]*\s*")
_DOTS = re.compile(r"[.…_]{3,}")
_OPINION = re.compile(r"^(?:ความเห็น|ความคิดเห็น|ข้อสั่งการ|คำสั่ง|ข้อพิจารณา)(?:ของ|/|ผู้|$)")
_NAME = re.compile(r"^\s*(?:\(?\s*(?:ลงชื่อ|ลงนาม)\s*\)?)?\s*[.…\s]*\(\s*([^()]{3,80}?)\s*\)\s*$")
_SIGNED = re.compile(r"^\s*\(?\s*(?:ลงชื่อ|ลงนาม)\s*\)?[\s.…]*")
_ACTING = re.compile(r"(?:ปฏิบัติราชการแทน|รักษาราชการแทน|รักษาการแทน|ทำการแทน)")
_POSITION = re.compile(r"^(?:นายก|ปลัด|รอง|หัวหน้า|ผู้อำนวยการ|ผอ|เจ้า|นัก|ผู้|กำนัน|เลขา|ประธาน|รักษา|ปฏิบัติ)")
_REPORT = re.compile(
    r"^(?:มาตรการ|รายงาน|การนำมาตรการ|ความก้าวหน้า|แผน|สรุปผล|ผลการดำเนิน|การดำเนินการตาม)"
)
_LONGEST = 80  # blocks that a memo can take, two pages of short lines


@dataclass(slots=True)
class _Draft:
    fields: dict[str, str] = field(default_factory=dict)
    paragraphs: list[str] = field(default_factory=list)
    signatures: list[Signature] = field(default_factory=list)
    opinions: list[Opinion] = field(default_factory=list)
    emblem: Image | None = None


def split_memo(blocks: Sequence[Block]) -> tuple[Memo | None, tuple[Block, ...]]:
    """The memo at the beginning and the blocks after it; ``(None, blocks)`` without one."""
    if blocks and isinstance(blocks[0], Memo):
        return blocks[0], tuple(blocks[1:])
    original, blocks = blocks, _without_frames(blocks)
    begun = (n for n, block in enumerate(blocks[:3]) if _START.match(compact(_text(block))))
    start = next(begun, None)
    if start is None:
        return None, tuple(original)
    end = _end(blocks, start + 1)
    memo = _read([text for block in blocks[start:end] if (text := _text(block))])
    images = [image for b in blocks[:end] if isinstance(b, Images) for image in b.images]
    others = (Images(tuple(images[1:])),) if images[1:] else ()
    before = tuple(b for b in blocks[:start] if not isinstance(b, (Images, PageBreak)))
    return _memo(memo, next(iter(images), None)), (*before, *others, *blocks[end:])


def _without_frames(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with the lines of tables that only place the parts of a memo side by side; the
    tables of the report are left alone."""
    opened: list[Block] = []
    for n, block in enumerate(blocks):
        lines = _framed(block) if isinstance(block, Table) else []
        if isinstance(block, Table) and not lines:
            return [*opened, *blocks[n:]]
        opened.extend(lines or [block])
    return opened


def _framed(table: Table) -> list[Block]:
    """The pictures and lines of a table of memo parts, column by column; empty for another."""
    grid = grid_of(table)
    width = max((len(row.slots) for row in grid), default=0)
    slots = [row.slots[x] for x in range(width) for row in grid if row.slots[x].is_own]
    lines = [line for slot in slots for line in slot.lines]
    parts = (_START, _FIELD, _OPINION, _NAME)
    if find_head(grid) or not any(part.match(line) for line in lines for part in parts):
        return []
    images = tuple(image for slot in slots for image in slot.images)
    return [*([Images(images)] if images else []), *map(Paragraph, lines)]


def _text(block: Block) -> str:
    match block:
        case Heading(text=text) | Paragraph(text=text, role="text"):
            return text
        case Title(lines=lines):
            return " ".join(line.text for line in lines)
    return ""


def _end(blocks: Sequence[Block], start: int) -> int:
    """Where the report begins behind the memo: at its heading, or at the first table."""
    signed = False
    for n in range(start, min(len(blocks), start + _LONGEST)):
        block = blocks[n]
        text = _text(block)
        if isinstance(block, (Table, Memo)):
            return n
        if _NAME.match(text):
            signed = True
        if signed and isinstance(block, PageBreak) and not _is_signed_later(blocks[n:]):
            return n
        prominent = isinstance(block, (Heading, Title)) or (
            isinstance(block, Paragraph) and (block.bold or block.align == "center")
        )
        if signed and _REPORT.match(compact(text)) and (prominent or len(compact(text)) < 160):
            return n
    return min(len(blocks), start + _LONGEST)


def _is_signed_later(blocks: Sequence[Block]) -> bool:
    """Whether somebody signs or gives an opinion before the first table."""
    for block in blocks[:_LONGEST]:
        if isinstance(block, Table):
            return False
        if _NAME.match(_text(block)) or _OPINION.match(compact(_text(block))):
            return True
    return False


def _read(texts: Sequence[str]) -> _Draft:
    memo = _Draft()
    rest = [fold_blanks(_START.sub("", texts[0]))] if texts else []
    lines = [line for line in [*rest, *texts[1:]] if compact(line)]
    n = 0
    while n < len(lines):
        line = lines[n]
        n += 1
        if _OPINION.match(compact(line)) and len(compact(line)) < 60:
            n = _opinion(memo, lines, line, n)
        elif (name := _NAME.match(line)) and not memo.opinions:
            position, n = _position(lines, n)
            memo.signatures.append(_signature(name[1], position))
        elif not memo.signatures and not memo.paragraphs and _take_field(memo, line):
            continue
        elif compact(_DOTS.sub("", _SIGNED.sub("", line))):
            memo.paragraphs.append(fold_blanks(line))
    return memo


def _take_field(memo: _Draft, line: str) -> bool:
    """Whether a line is one of the fields at the head; a number line may hold the date too."""
    found = _FIELD.match(line) or _JOINED_FIELD.match(line)
    if not found:
        return False
    name = compact(found[1])
    value = found[2]
    if name == "ที่" and (date := _DATE_INSIDE.search(value)):
        memo.fields["วันที่"] = _clean(value[date.end() :])
        value = value[: date.start()]
    if name in memo.fields:
        return False
    memo.fields[name] = _clean(value)
    return True


def _clean(value: str) -> str:
    return fold_blanks(_DOTS.sub(" ", value)).strip(" …")


def _opinion(memo: _Draft, lines: Sequence[str], heading: str, n: int) -> int:
    """Read one opinion from line ``n`` on; gives the line after it."""
    said: list[str] = []
    name = position = ""
    while n < len(lines) and not (_OPINION.match(compact(lines[n])) and len(lines[n]) < 80):
        line = lines[n]
        n += 1
        if found := _NAME.match(line):
            name = fold_blanks(found[1])
            position, n = _position(lines, n)
            break
        if rest := _clean(_SIGNED.sub("", line)):
            said.append(rest)
    acting = _acting(position)
    memo.opinions.append(Opinion(fold_blanks(heading), "\n".join(said), name, acting[0], acting[1]))
    return n


def _position(lines: Sequence[str], n: int) -> tuple[str, int]:
    """The lines below a name that say what the person is."""
    found: list[str] = []
    while n < len(lines) and len(found) < 3 and len(compact(lines[n])) < 90:
        line = fold_blanks(lines[n])
        if _OPINION.match(compact(line)) or _NAME.match(line):
            break
        if found and not _ACTING.search(line) and not _ACTING.search(found[-1]):
            break
        if not found and not (_POSITION.match(search_key(line)) or len(compact(line)) < 40):
            break
        found.append(line)
        n += 1
    return " ".join(found), n


def _signature(name: str, position: str) -> Signature:
    return Signature(fold_blanks(name), *_acting(position))


def _acting(position: str) -> tuple[str, str]:
    """The position, and for whom the person acts."""
    found = _ACTING.search(position)
    if not found or not found.start():
        return position, ""
    return position[: found.start()].strip(), position[found.start() :].strip()


def _memo(memo: _Draft, emblem: Image | None) -> Memo:
    others = memo.signatures[1:]
    opinions = [Opinion("", "", other.name, other.position, other.acting_for) for other in others]
    return Memo(
        department=memo.fields.get("ส่วนราชการ", ""),
        number=memo.fields.get("ที่", ""),
        date=memo.fields.get("วันที่", ""),
        subject=memo.fields.get("เรื่อง", ""),
        to=memo.fields.get("เรียน", ""),
        paragraphs=tuple(memo.paragraphs),
        signature=next(iter(memo.signatures), None),
        opinions=(*opinions, *memo.opinions),
        emblem=emblem,
    )
