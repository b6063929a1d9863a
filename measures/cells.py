"""What a cell of an imported table means for a measure."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from agencies.models import Division
from assessments.codes import find_codes
from assessments.models import Item, Question
from ita_portal.thai.dates import parse_date
from ita_portal.thai.formatting import BUDDHIST_ERA_OFFSET
from ita_portal.thai.text import search_key
from measures.lines import clean_lines
from measures.measure_form import framework_of
from measures.models import MeasurePlan, Status

MAX_TEXT = 10_000


class BadCell(Exception):
    """A cell that cannot be understood; the message is Thai and names the value."""


def read_cell(key: str, typed: str, plan: MeasurePlan) -> dict[str, Any]:
    """The values or links that a cell sets, for the services. Raises ``BadCell``."""
    return _READERS.get(key, _text)(key, typed, plan)


def _text(key: str, typed: str, plan: MeasurePlan) -> dict[str, Any]:
    if len(typed) >= MAX_TEXT:
        raise BadCell(f"ข้อความยาวเกิน {MAX_TEXT:,} ตัวอักษร กรุณาแก้ไขในระบบแทน")
    return {key: clean_lines(typed)}


def _day(key: str, typed: str, plan: MeasurePlan) -> dict[str, Any]:
    if not typed:
        return {key: None}
    day = _iso(typed) or parse_date(typed)
    if day is None:
        raise BadCell(f"อ่านวันที่ “{typed}” ไม่ได้ กรุณาพิมพ์เช่น 23 มกราคม 2566")
    if key == "completion_date" and day > date.today():
        raise BadCell(f"วันที่แล้วเสร็จ “{typed}” ยังมาไม่ถึง")
    return {key: day}


def _iso(typed: str) -> date | None:
    """A date cell of Excel arrives in ISO form, often with a Buddhist year taken for a CE one."""
    match = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:T00:00:00)?", typed)
    if match is None:
        return None
    year = int(match[1])
    try:
        return date(
            year - BUDDHIST_ERA_OFFSET if year > 2400 else year, int(match[2]), int(match[3])
        )
    except ValueError:
        return None


def _status(key: str, typed: str, plan: MeasurePlan) -> dict[str, Any]:
    labels = {search_key(status.label): status.value for status in Status}
    labels[search_key("ไม่ได้ระบุสถานะ")] = labels[""] = ""
    if search_key(typed) not in labels:
        known = ", ".join(status.label for status in Status)
        raise BadCell(f"ไม่รู้จักสถานะ “{typed}” ใช้ได้: {known}")
    return {key: labels[search_key(typed)]}


def _instrument(key: str, typed: str, plan: MeasurePlan) -> dict[str, Any]:
    value = typed.strip().upper()
    if value not in ("", "IIT", "EIT", "OIT"):
        raise BadCell(f"ไม่รู้จักเครื่องมือ “{typed}” ใช้ได้: IIT, EIT, OIT")
    return {key: value}


def _divisions(key: str, typed: str, plan: MeasurePlan) -> dict[str, Any]:
    known: dict[str, Division] = {
        search_key(name): division
        for division in plan.agency.divisions.all()
        for name in (division.name, *division.aliases)
    }
    names = [name.strip() for name in re.split(r"[,\n;]", typed) if name.strip()]
    unknown = [name for name in names if search_key(name) not in known]
    if unknown:
        raise BadCell(f"ไม่พบส่วนราชการ “{', '.join(unknown)}”")
    return {key: [known[search_key(name)] for name in names]}


def _codes(key: str, typed: str, plan: MeasurePlan) -> dict[str, Any]:
    framework = framework_of(plan)
    questions: list[Question] = []
    items: list[Item] = []
    codes = find_codes(typed)
    if typed and not codes:
        raise BadCell(f"ไม่พบรหัสใน “{typed}” กรุณาพิมพ์เช่น E6, O33")
    for code in codes:
        named = {"framework": framework, "code": str(code)}
        found = (*Question.objects.filter(**named), *Item.objects.filter(**named))
        if not found:
            raise BadCell(f"ไม่พบรหัส {code} ในกรอบการประเมินของปีนี้")
        questions += [row for row in found if isinstance(row, Question)]
        items += [row for row in found if isinstance(row, Item)]
    return {"questions": questions, "items": items}


_READERS: dict[str, Callable[[str, str, MeasurePlan], dict[str, Any]]] = {
    "due_date": _day,
    "completion_date": _day,
    "status": _status,
    "instrument": _instrument,
    "divisions": _divisions,
    "codes": _codes,
}
