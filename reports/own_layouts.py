"""Layouts that an agency makes for itself: copied from another, changed, deleted."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db import IntegrityError, transaction

from agencies.events import differences, log_event
from agencies.models import Agency, User
from reports.approval import NotPossible
from reports.layouts.layout import Layout, LayoutTable
from reports.models import OwnLayout, Report

TAKEN = "มีรูปแบบชื่อนี้อยู่แล้ว กรุณาใช้ชื่ออื่น"


def copy_layout(*, agency: Agency, source: Layout, label: str, actor: User) -> OwnLayout:
    """A layout of the agency's own that begins as a copy. Raises ``NotPossible`` when it has
    one of this name."""
    try:
        with transaction.atomic():
            own = OwnLayout.objects.create(agency=agency, label=label, data=data_of(source))
            log_event(agency=agency, actor=actor, verb="created", thing=own)
    except IntegrityError:
        raise NotPossible(TAKEN) from None
    return own


def change_layout(*, own: OwnLayout, layout: Layout, seen_version: int, actor: User) -> None:
    """Keep the layout as changed. Raises ``NotPossible`` when somebody changed it meanwhile,
    or another one has its name. Publications stay as they are."""
    values = {"label": layout.label, "data": data_of(layout)}
    changes = differences({"label": own.label, "data": own.data}, values)
    try:
        with transaction.atomic():
            changed = OwnLayout.objects.filter(pk=own.pk, version=seen_version).update(
                **values, version=seen_version + 1
            )
            if not changed:
                raise NotPossible("มีผู้อื่นแก้ไขรูปแบบนี้ไปก่อนแล้ว กรุณาเปิดหน้านี้ใหม่แล้วแก้ไขอีกครั้ง")
            log_event(agency=own.agency, actor=actor, verb="changed", thing=own, changes=changes)
    except IntegrityError:
        raise NotPossible(TAKEN) from None


def delete_layout(*, own: OwnLayout, actor: User) -> None:
    """Delete a layout that no report uses. Raises ``NotPossible``."""
    if Report.objects.filter(agency=own.agency, layout=own.name).exists():
        raise NotPossible("มีรายงานใช้รูปแบบนี้อยู่ กรุณาเปลี่ยนรูปแบบของรายงานก่อนลบ")
    with transaction.atomic():
        log_event(agency=own.agency, actor=actor, verb="deleted", thing=own)
        own.delete()


def data_of(layout: Layout) -> dict[str, Any]:
    """The data that an own layout keeps: all but its name and label, which the row has."""
    data = layout.as_data()
    del data["name"], data["label"]
    return data


def with_full_width(table: LayoutTable) -> LayoutTable:
    """The table with widths that add up to 100 per cent."""
    total = sum(column.width for column in table.columns)
    columns = tuple(replace(c, width=round(100 * c.width / total, 1)) for c in table.columns)
    return replace(table, columns=columns)
