"""What the columns of a score table mean, by their headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ita_portal.spreadsheets import SheetRow
from ita_portal.thai.text import search_key

# From the more to the less particular; the first that fits a heading is its meaning.
_MEANINGS = (
    ("guidance", r"แนวทาง|ข้อเสนอแนะ|ประเด็นที่ควร|รักษาระดับ"),
    ("code", r"รหัส|^code$"),
    ("ignored", r"คะแนนเต็ม|น้ำหนัก|ร้อยละของ|ปีที่ผ่านมา"),
    ("score", r"คะแนน|ค่าคะแนน|^score"),
    ("result", r"ผลการประเมิน|ผ่านเกณฑ์|ระดับ"),
    ("instrument", r"เครื่องมือ"),
    ("number", r"^ลำดับ(?:ที่)?$|^ที่$|^ข้อที่$|^no\.?$|^ตัวชี้วัด(?:ย่อย)?ที่$|^เลขที่"),
    ("name", r"ตัวชี้วัด|ข้อคำถาม|คำถาม|ข้อมูล|รายการ|ประเด็น|ชื่อ"),
)
HEADER_WITHIN = 15  # rows; titles may stand above the table


@dataclass(frozen=True, slots=True)
class Columns:
    """The column of each meaning, counted from 0; None where there is none."""

    score: int
    number: int | None = None
    code: int | None = None
    instrument: int | None = None
    name: int | None = None
    result: int | None = None
    guidance: int | None = None


def find_header(rows: Sequence[SheetRow]) -> tuple[int, Columns] | None:
    """The position of the header row and its columns: the first row that names a score and what
    is scored. None when the sheet is no table of scores."""
    for position, row in enumerate(rows[:HEADER_WITHIN]):
        found: dict[str, int] = {}
        for column in range(len(row.values)):
            meaning = meaning_of(row.text(column))
            if meaning and meaning not in found:
                found[meaning] = column
        found.pop("ignored", None)
        if "score" in found and ({"name", "code", "number"} & set(found)):
            return position, Columns(**found)
    return None


def meaning_of(heading: str) -> str:
    """The meaning of a heading, or "" for an unknown one. A long text is no heading."""
    key = search_key(heading)
    if not key or len(key) > 60:
        return ""
    return next((name for name, pattern in _MEANINGS if re.search(pattern, key)), "")
