"""A layout is data: which parts a report has, which columns, under which headings.

The built-in layouts lie in ``fixtures/layouts/``; they follow the forms that municipalities
really use. The headings belong to the layout, never to the field behind a column. An agency
may keep layouts of its own, and an imported report keeps the columns of its source: both are
the same data (``reports.layouts.selection``).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from reports.document import Align, Block, Orientation, from_json

# The fields that a column may show, with the name that a person choosing columns reads.
FIELDS: dict[str, str] = {
    "number": "ลำดับที่",
    "issue": "ประเด็นที่ต้องปรับปรุงหรือพัฒนา",
    "title": "ชื่อมาตรการ/กิจกรรม",
    "result_title": "ชื่อมาตรการในตารางผล",
    "indicators": "ตัวชี้วัด",
    "instrument": "เครื่องมือการประเมิน",
    "questions": "ข้อคำถามและข้อมูล OIT",
    "topics": "ประเด็นตามกรอบการประเมิน",
    "heading": "หัวข้อที่มาตรการอยู่ภายใต้",
    "responsible": "ผู้รับผิดชอบ",
    "officers": "เจ้าหน้าที่ผู้รับผิดชอบ",
    "steps": "ขั้นตอนหรือวิธีการ",
    "monitoring": "การกำกับติดตามและกำหนดเวลา",
    "due_date": "วันครบกำหนด",
    "period": "ระยะเวลาดำเนินการ",
    "status": "สถานะพร้อมวันที่แล้วเสร็จ",
    "status_only": "สถานะอย่างเดียว",
    "completion_date": "วันที่แล้วเสร็จ",
    "tick_not_started": "เครื่องหมาย: ยังไม่ดำเนินการ",
    "tick_in_progress": "เครื่องหมาย: อยู่ระหว่างดำเนินการ",
    "tick_done": "เครื่องหมาย: ดำเนินการแล้ว",
    "results": "ผลการดำเนินการ",
    "outcomes": "ผลลัพธ์หรือความสำเร็จ",
    "photographs": "ภาพถ่าย",
    "note": "หมายเหตุ",
    "extra": "ข้อความจากคอลัมน์อื่นของเอกสารต้นฉบับ",
}

# What may stand above the rows, with the name that a person choosing reads.
GROUPINGS: dict[str, str] = {
    "none": "ไม่จัดกลุ่ม",
    "instrument": "ตามเครื่องมือการประเมิน (IIT EIT OIT)",
    "indicator": "ตามตัวชี้วัด",
    "topic": "ตามประเด็นของกรอบการประเมิน",
}

# The parts of a report between title and measures, in the order in which they are printed.
PARTS: dict[str, str] = {
    "memo": "บันทึกข้อความ",
    "principles": "หลักการและเครื่องมือการประเมิน",
    "scores": "คะแนนตามตัวชี้วัด",
    "weak": "ประเด็นที่เป็นข้อบกพร่องหรือจุดอ่อน",
    "strong": "ประเด็นที่ต้องพัฒนาให้ดีขึ้น",
}

SIGNERS: dict[str, str] = {
    "preparer": "ผู้จัดทำรายงาน",
    "clerk": "ปลัด",
    "head": "ผู้บริหาร",
}


@dataclass(frozen=True, slots=True)
class LayoutColumn:
    """One column: the field, its printed heading, the width in per cent of the table.
    Neighbouring columns with the same ``over`` share a heading cell above theirs. ``source``
    names the column of an imported document whose texts stand beside our fields; where it has
    one for a measure, that is shown. ``pictured`` columns have the measure's photographs below
    the text of their cells."""

    field: str
    heading: str
    width: float
    align: Align = "start"
    over: str = ""
    source: str = ""
    pictured: bool = False

    @property
    def shows_photographs(self) -> bool:
        """Whether the measure's photographs stand in the column."""
        return self.pictured or self.field == "photographs"

    @property
    def key(self) -> str:
        """The name of the column within a report."""
        return f"{self.field}:{self.source}" if self.source else self.field


@dataclass(frozen=True, slots=True)
class LayoutTable:
    """One table of the measures: what stands above it, and its columns. ``before`` holds
    blocks of an imported document that stand between the table before and this one; ``number``,
    ``tick`` and ``no_tick`` show its manner of numbering rows and marking columns ("๑.", "☑",
    "☐"), and are empty where there is none to follow."""

    columns: tuple[LayoutColumn, ...]
    heading: str = ""
    before: tuple[Block, ...] = ()
    restart: bool = False  # whether the numbers begin anew below each heading
    number: str = ""
    tick: str = ""
    no_tick: str = ""

    @property
    def fields(self) -> frozenset[str]:
        """The fields that the table shows."""
        return frozenset(column.field for column in self.columns)

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> LayoutTable:
        """A table from plain data. Raises ``ValueError`` for a field that does not exist."""
        columns = tuple(LayoutColumn(**column) for column in data["columns"])
        if unknown := [column.field for column in columns if column.field not in FIELDS]:
            raise ValueError(f"not a field: {', '.join(unknown)}")
        before = from_json(data.get("before", []))
        return cls(**{**data, "columns": columns, "before": before})


@dataclass(frozen=True, slots=True)
class Layout:
    """How a report is set out. ``grouping`` says what stands as a heading above the rows
    (``GROUPINGS``), ``parts`` what stands beside the tables (``PARTS``)."""

    name: str
    label: str
    kind: str  # "measures" or "progress"
    tables: tuple[LayoutTable, ...]
    orientation: Orientation = "landscape"
    cover: bool = False
    grouping: str = "none"
    title_lines: tuple[str, ...] = ()
    intro: str = ""
    date_style: str = "long"
    tick: str = "/"
    numerals: str = ""  # "thai", "arabic", "as_typed"; "" leaves it to the agency's custom
    parts: tuple[str, ...] = ()
    signers: tuple[str, ...] = ()

    @property
    def columns(self) -> Iterator[LayoutColumn]:
        """The columns of all tables."""
        return (column for table in self.tables for column in table.columns)

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Layout:
        """A layout from plain data. Raises ``ValueError`` for a field that does not exist and
        ``TypeError`` for a key that there is none of."""
        plain: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in data.items()
        }
        plain["tables"] = tuple(LayoutTable.from_data(table) for table in data["tables"])
        return cls(**plain)

    def as_data(self) -> dict[str, Any]:
        """The inverse of ``from_data``, without what only an imported document has."""
        data = asdict(self)
        for table in data["tables"]:
            del table["before"]
        return data


@cache
def builtin_layouts() -> dict[str, Layout]:
    """All layouts that come with the portal, by name."""
    folder = Path(settings.BASE_DIR) / "fixtures" / "layouts"
    layouts = (
        Layout.from_data(json.loads(path.read_text(encoding="utf-8")))
        for path in sorted(folder.glob("*.json"))
    )
    return {layout.name: layout for layout in layouts}


def get_layout(name: str) -> Layout:
    """The built-in layout of this name. Raises ``KeyError`` when there is none."""
    return builtin_layouts()[name]
