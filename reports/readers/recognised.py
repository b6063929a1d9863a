"""What the recogniser found in a document: plain values, nothing stored yet.

``Recognised`` is shown in the preview, can be corrected there (a column's meaning), and is
then stored by ``reports.importing``. Texts are kept as typed, line by line; what was read
from them (codes, dates, divisions) stands beside them, never in their place.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from ita_portal.thai.dates import Deadline
from reports.document import Block, Image

# The meaning that a column can have: field keys, with the Thai name that the preview offers.
COLUMN_KEYS: dict[str, str] = {
    "order": "ลำดับที่",
    "title": "มาตรการ/กิจกรรม",
    "issue": "ประเด็นที่ต้องปรับปรุงหรือพัฒนา",
    "indicator": "ตัวชี้วัด",
    "responsible": "ผู้รับผิดชอบ",
    "steps": "ขั้นตอนหรือวิธีการ",
    "monitoring": "การกำกับติดตามและกำหนดเวลา",
    "period": "ระยะเวลา",
    "status": "สถานะการดำเนินการ",
    "tick_not_started": "ช่องทำเครื่องหมาย: ยังไม่ดำเนินการ",
    "tick_in_progress": "ช่องทำเครื่องหมาย: อยู่ระหว่างดำเนินการ",
    "tick_done": "ช่องทำเครื่องหมาย: ดำเนินการแล้ว",
    "results": "ผลการดำเนินการ",
    "outcomes": "ผลลัพธ์หรือความสำเร็จ",
    "photographs": "ภาพถ่าย",
    "note": "หมายเหตุ",
    "": "ไม่ทราบความหมาย (เก็บไว้เป็นข้อมูลเพิ่มเติม)",
}


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """A column of a measure table: its heading as typed (blanks folded), what it means, and
    whether pictures stand in it (others than pasted ticks)."""

    heading: str
    key: str
    pictured: bool = False


@dataclass(frozen=True, slots=True)
class RecognisedTable:
    """One table of the source. ``number`` counts all tables from 1; ``kind`` is "measures"
    for a table of measures (plan or progress), "other" for one that was left to the front
    or back matter (scores, weak points)."""

    number: int
    kind: str
    columns: tuple[ColumnGuess, ...]
    rows: int


@dataclass(frozen=True, slots=True)
class RecognisedMeasure:
    """One logical measure, continuation rows joined. Multi-line texts are joined by "\\n"."""

    position: int
    source_rows: tuple[str, ...]  # "t2r1": table 2, first row below its header
    group_headings: tuple[str, ...] = ()  # heading lines that stand above the rows, as typed
    title: str = ""
    issue: str = ""
    instrument: str = ""  # "IIT", "EIT", "OIT" or ""
    indicators: tuple[int, ...] = ()
    sub_indicators: tuple[str, ...] = ()  # "9.5"
    questions: tuple[str, ...] = ()  # canonical codes "I7", "E6"
    items: tuple[str, ...] = ()  # canonical codes "O33"
    topics: tuple[int, ...] = ()
    responsible_text: str = ""
    divisions: tuple[str, ...] = ()
    officers: tuple[str, ...] = ()
    steps: str = ""
    monitoring: str = ""
    deadlines: tuple[Deadline, ...] = ()
    period_text: str = ""
    period_start: date | None = None
    period_end: date | None = None
    status: str | None = None  # "not_started", "in_progress", "done"; None when not told
    status_text: str = ""  # the wording of the source; "" for ticks
    completion_date: date | None = None
    note: str = ""
    results: str = ""
    outcomes: str = ""
    extra: tuple[tuple[str, str], ...] = ()  # (heading, text) of columns without a meaning
    images: tuple[Image, ...] = ()
    warnings: tuple[str, ...] = ()  # Thai sentences, e.g. cells that were shifted and put right


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A text of the source that has no place in the data: where it stood, and why (Thai)."""

    where: str
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Recognised:
    """Everything that a document told. Empty values mean that it did not say."""

    kind: str  # "measures" (a plan, O42) or "progress" (a report on it, O43)
    layout: str  # the layout that the document resembles most
    title_lines: tuple[str, ...]
    agency_name: str
    district: str
    province: str
    fiscal_year: int | None
    round: str  # "6m", "12m" or ""
    intro: str
    numerals: str  # "thai", "arabic" or "as_typed" (mixed)
    front: tuple[Block, ...]  # blocks before the measures that are kept as they are
    back: tuple[Block, ...]
    tables: tuple[RecognisedTable, ...]
    measures: tuple[RecognisedMeasure, ...]
    unrecognised: tuple[Unplaced, ...]
    warnings: tuple[str, ...] = ()
    memo: Any = None  # reports.document.Memo when the source begins with one
