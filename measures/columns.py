"""The columns that a table of measures can have: on the page, in an export, in an import.

One text for each cell, so that what is exported is exactly what is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.utils import timezone

from ita_portal.thai.dates import format_date
from measures.models import Measure, Progress

Text = Callable[[Measure, Progress], str]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key in addresses, its Thai heading, its text, and where an import writes."""

    key: str
    label: str
    text: Text
    writes: Literal["", "measure", "progress", "links"] = ""
    is_long: bool = False


def short_date(day: date | None) -> str:
    """A date as tables show it; nothing for no date."""
    return format_date(day, style="short") if day else ""


def _field(key: str, label: str, *, is_long: bool = True) -> Column:
    return Column(key, label, lambda measure, _: getattr(measure, key), "measure", is_long)


def _reported(key: str, label: str) -> Column:
    return Column(key, label, lambda _, progress: getattr(progress, key), "progress", True)


def _status(_: Measure, progress: Progress) -> str:
    if progress.status:
        return progress.get_status_display()
    return "ยังไม่ดำเนินการ" if progress.is_blank() else "ไม่ได้ระบุสถานะ"


def _divisions(measure: Measure, _: Progress) -> str:
    names = ", ".join(division.name for division in measure.divisions.all())
    return names or measure.responsible_text


def _codes(measure: Measure, _: Progress) -> str:
    codes = [row.code for row in measure.questions.all()]
    return ", ".join(codes + [row.code for row in measure.items.all()])


def _indicators(measure: Measure, _: Progress) -> str:
    return ", ".join(str(row.number) for row in measure.indicators.all())


def _updated(_: Measure, progress: Progress) -> str:
    if not progress.updated_at:
        return ""
    day = timezone.localtime(progress.updated_at).date()
    return f"{short_date(day)} {progress.updated_by or 'ระบบ'}"


def _overdue(_: Measure, progress: Progress) -> str:
    return "เกินกำหนด" if progress.is_overdue(timezone.localdate()) else ""


COLUMNS: dict[str, Column] = {
    column.key: column
    for column in (
        Column("position", "ที่", lambda measure, _: str(measure.position)),
        Column("heading", "มาตรการ", lambda measure, _: measure.heading, "", True),
        _field("issue", "ประเด็นที่ต้องปรับปรุง"),
        _field("title", "มาตรการ/กิจกรรม"),
        _field("instrument", "เครื่องมือ", is_long=False),
        Column("indicators", "ตัวชี้วัดที่", _indicators),
        Column("codes", "ข้อคำถาม/ข้อมูล OIT", _codes, "links"),
        Column("divisions", "ส่วนราชการ", _divisions, "links"),
        _field("responsible_text", "ผู้รับผิดชอบ"),
        _field("officers", "เจ้าหน้าที่"),
        _field("steps", "ขั้นตอน"),
        _field("monitoring", "การกำกับติดตาม"),
        _field("period_text", "ระยะเวลา"),
        Column("due_date", "ครบกำหนด", lambda m, _: short_date(m.due_date), "measure"),
        Column("overdue", "เกินกำหนด", _overdue),
        Column("status", "สถานะ", _status, "progress"),
        Column("completion_date", "วันที่แล้วเสร็จ",
               lambda _, p: short_date(p.completion_date), "progress"),
        _reported("note", "หมายเหตุ"),
        _reported("results", "ผลการดำเนินการ"),
        _reported("outcomes", "ผลลัพธ์"),
        Column("review", "การส่งรายงาน", lambda _, p: p.get_review_display()),
        Column("evidence", "หลักฐาน (รายการ)", lambda m, p: str(_evidence_count(m, p.round))),
        Column("updated", "ปรับปรุงล่าสุด", _updated),
    )
}  # fmt: skip

USUAL = ("position", "heading", "divisions", "due_date", "status", "updated")
# Those that need more than the measure, its divisions and its progress.
PREFETCH = {
    "indicators": ("indicators",),
    "codes": ("questions", "items"),
    "evidence": ("evidence_uses",),
}


def _evidence_count(measure: Measure, round: str) -> int:
    return sum(use.round == round for use in measure.evidence_uses.all())


def chosen_columns(keys: Iterable[str]) -> tuple[str, ...]:
    """The known ones of ``keys`` in the order of the portal; the usual ones for none."""
    wanted = set(keys)
    return tuple(key for key in COLUMNS if key in wanted) or USUAL
