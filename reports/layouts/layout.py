"""A layout is data: which parts a report has, which columns, under which headings.

The built-in layouts lie in ``fixtures/layouts/``; they follow the forms that municipalities
really use. The headings belong to the layout, never to the field behind a column.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings

from reports.document import Align, Orientation

# The fields that a column may show, with the name that a person choosing columns reads.
FIELDS: dict[str, str] = {
    "number": "ลำดับที่",
    "issue": "ประเด็นที่ต้องปรับปรุงหรือพัฒนา",
    "title": "ชื่อมาตรการ/กิจกรรม",
    "indicators": "ตัวชี้วัด",
    "responsible": "ผู้รับผิดชอบ",
    "steps": "ขั้นตอนหรือวิธีการ",
    "monitoring": "การกำกับติดตามและกำหนดเวลา",
    "period": "ระยะเวลาดำเนินการ",
    "status": "สถานะพร้อมวันที่แล้วเสร็จ",
    "tick_not_started": "เครื่องหมาย: ยังไม่ดำเนินการ",
    "tick_in_progress": "เครื่องหมาย: อยู่ระหว่างดำเนินการ",
    "tick_done": "เครื่องหมาย: ดำเนินการแล้ว",
    "results": "ผลการดำเนินการ",
    "outcomes": "ผลลัพธ์หรือความสำเร็จ",
    "note": "หมายเหตุ",
}


@dataclass(frozen=True, slots=True)
class LayoutColumn:
    """One column: the field, its printed heading, the width in per cent of the table.
    Neighbouring columns with the same ``over`` share a heading cell above theirs."""

    field: str
    heading: str
    width: float
    align: Align = "start"
    over: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a report is set out. ``grouping`` says what stands as a heading above the rows:
    nothing, the instrument, or the indicator."""

    name: str
    label: str
    kind: str  # "measures" or "progress"
    columns: tuple[LayoutColumn, ...]
    orientation: Orientation = "landscape"
    cover: bool = False
    grouping: str = "none"
    title_lines: tuple[str, ...] = ()
    measures_heading: str = ""
    intro: str = ""
    date_style: str = "long"
    parts: tuple[str, ...] = field(default=("measures",))

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Layout:
        """A layout from plain data. Raises ``ValueError`` for a field that does not exist."""
        columns = tuple(LayoutColumn(**column) for column in data["columns"])
        if unknown := [column.field for column in columns if column.field not in FIELDS]:
            raise ValueError(f"not a field: {', '.join(unknown)}")
        plain: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in data.items()
        }
        plain["columns"] = columns
        return cls(**plain)


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
    """The layout of this name. Raises ``KeyError`` when there is none."""
    return builtin_layouts()[name]
