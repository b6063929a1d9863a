"""The divisions of an agency: added, renamed, closed when they are dissolved."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Max, ProtectedError

from agencies.errors import NotPossible
from agencies.events import change_logged, log_event
from agencies.models import Agency, AgencyKind, Division, User

# What most local authorities have; an agency ticks its own. "ทุกส่วนราชการ" covers them all.
_EVERYWHERE = ("กองคลัง", "กองช่าง", "กองการศึกษา", "กองสาธารณสุขและสิ่งแวดล้อม", "กองสวัสดิการสังคม",
               "กองยุทธศาสตร์และงบประมาณ", "หน่วยตรวจสอบภายใน")  # fmt: skip
ALL = "ทุกส่วนราชการ"


def usual_divisions(kind: AgencyKind) -> tuple[str, ...]:
    """Names to choose from for a kind of authority."""
    is_municipal = kind in (AgencyKind.CITY, AgencyKind.TOWN, AgencyKind.SUBDISTRICT)
    return ("สำนักปลัดเทศบาล" if is_municipal else "สำนักปลัด", *_EVERYWHERE, ALL)


@transaction.atomic
def add_divisions(*, agency: Agency, names: Iterable[str], actor: User) -> list[Division]:
    """Add divisions behind those that are there; names that are there are left out."""
    known = set(agency.divisions.values_list("name", flat=True))
    position = agency.divisions.aggregate(last=Max("position"))["last"] or 0
    added = []
    for name in dict.fromkeys(names):
        if name in known:
            continue
        position += 1
        division = Division.objects.create(
            agency=agency, name=name, position=position, covers_all=name == ALL
        )
        log_event(agency=agency, actor=actor, verb="created", thing=division)
        added.append(division)
    return added


@transaction.atomic
def change_division(*, division: Division, values: dict[str, Any], actor: User) -> None:
    """Change a division; measures and people stay with it under its new name."""
    change_logged(division, values, agencies=[division.agency], actor=actor)


@transaction.atomic
def switch_division(*, division: Division, active: bool, actor: User) -> None:
    """Close a dissolved division, or use it again. What it did stays under its name."""
    if division.is_active == active:
        return
    division.is_active = active
    division.save(update_fields=["is_active"])
    verb = "switched_on" if active else "switched_off"
    log_event(agency=division.agency, actor=actor, verb=verb, thing=division)


@transaction.atomic
def delete_division(*, division: Division, actor: User) -> None:
    """Delete a division that nothing belongs to. Raises ``NotPossible`` for any other: its
    measures would be nobody's."""
    used = [
        relation
        for relation in division._meta.related_objects
        if getattr(division, relation.get_accessor_name() or "").exists()
    ]
    if used:
        raise NotPossible("ส่วนราชการนี้มีมาตรการ ผู้ใช้ หรือข้อมูลอื่นอยู่ ลบไม่ได้ แต่เลิกใช้ได้")
    log_event(agency=division.agency, actor=actor, verb="deleted", thing=division)
    try:
        division.delete()
    except ProtectedError as error:
        raise NotPossible("ส่วนราชการนี้มีข้อมูลอื่นอยู่ ลบไม่ได้ แต่เลิกใช้ได้") from error
