"""Writing the event log, and what its verbs are called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models

from agencies.models import Agency, Event, User

VERBS: dict[str, str] = {
    "created": "สร้าง",
    "changed": "แก้ไข",
    "deleted": "ลบ",
    "imported": "นำเข้าจากเอกสาร",
    "submitted": "เสนอขออนุมัติ",
    "approved": "อนุมัติ",
    "returned": "ส่งกลับให้แก้ไข",
    "withdrawn": "ดึงกลับมาแก้ไข",
    "published": "เผยแพร่",
    "sent": "ส่งรายงานให้ผู้ประสานงาน",
    "accepted": "รับรายงาน",
    "undone": "ย้อนการแก้ไข",
    "attached": "แนบหลักฐาน",
    "detached": "นำหลักฐานออก",
    "opened": "เปิดรอบ",
    "closed": "ปิดรอบ",
    "reopened": "เปิดรอบที่ปิดแล้ว",
    "repaired": "แก้ไขตามผลตรวจ",
    "dismissed": "ยืนยันผลตรวจว่าถูกต้องแล้ว",
    "taken_up": "นำผลตรวจกลับมาพิจารณา",
    "handed_over": "ออกรหัสผ่านครั้งแรก",
    "factor_dropped": "ล้างการยืนยันสองขั้นตอน",
    "switched_off": "ปิดใช้",
    "switched_on": "เปิดใช้อีกครั้ง",
}


def log_event(
    *,
    agency: Agency,
    actor: User | None,
    verb: str,
    thing: models.Model,
    changes: Mapping[str, Any] | None = None,
    comment: str = "",
) -> Event:
    """Add a row to the log. Call it inside the transaction of the change itself.

    ``changes`` maps field names to ``(before, after)``. An ``actor`` of None is the system
    (a command or a job). An unknown verb raises ``KeyError``: every verb has a Thai name.
    """
    VERBS[verb]
    return Event.objects.create(
        agency=agency,
        actor=actor,
        actor_name=str(actor) if actor else "ระบบ",
        verb=verb,
        kind=thing._meta.label_lower,
        object_id=thing.pk,
        title=str(thing)[:300],
        changes={key: [plain(a), plain(b)] for key, (a, b) in (changes or {}).items()},
        comment=comment,
    )


def change_logged(
    thing: models.Model, values: Mapping[str, Any], *, agencies: Iterable[Agency], actor: User
) -> None:
    """Set the fields that differ, save them, and log the change in each of ``agencies``; nothing
    is written where nothing differs. Call it inside a transaction; ``thing`` holds what is
    stored, so a form must not have filled it in before."""
    changes = differences({name: getattr(thing, name) for name in values}, values)
    if not changes:
        return
    for name in changes:
        setattr(thing, name, values[name])
    thing.save(update_fields=list(changes))
    for agency in agencies:
        log_event(agency=agency, actor=actor, verb="changed", thing=thing, changes=changes)


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """The fields whose value changed, as ``{field: (before, after)}``."""
    return {key: (before.get(key), after[key]) for key in after if before.get(key) != after[key]}


def plain(value: Any) -> Any:
    """A value as it is kept in JSON: dates in ISO, decimals and objects as text."""
    match value:
        case None | bool() | int() | str():
            return value
        case date() | datetime():
            return value.isoformat()
        case Decimal():
            return str(value)
        case list() | tuple():
            return [plain(part) for part in value]
        case dict():
            return {str(key): plain(part) for key, part in value.items()}
        case _:
            return str(value)
