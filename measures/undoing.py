"""Taking a change back, from the message after it or from the history at any later time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import models, transaction

from agencies.models import Event, User
from measures.editing import MEASURE_FIELDS, update_measure
from measures.errors import EditConflict, MeasureConflict, NotPossible
from measures.models import Measure, Progress
from measures.services import PROGRESS_FIELDS, update_progress

PROGRESS, MEASURE = "measures.progress", "measures.measure"
UNDOABLE_VERBS = ("changed", "imported", "undone")


def is_undoable(event: Event) -> bool:
    """Whether the change can be taken back: it wrote texts, dates or a status."""
    fields = {PROGRESS: PROGRESS_FIELDS, MEASURE: MEASURE_FIELDS}.get(event.kind, ())
    return event.verb in UNDOABLE_VERBS and bool(set(event.changes) & set(fields))


def undo_changes(*, events: Sequence[Event], actor: User) -> None:
    """Put back what stood before the changes, all of them or none.

    A field that was changed again since is not touched: that is somebody's later decision.
    Raises ``NotPossible`` then, and for a change that cannot be taken back.
    """
    with transaction.atomic():
        for event in sorted(events, key=lambda event: -event.pk):
            if not is_undoable(event):
                raise NotPossible("รายการนี้ย้อนกลับไม่ได้")
            try:
                _undo(event, actor)
            except (EditConflict, MeasureConflict):
                raise NotPossible("มีผู้อื่นกำลังบันทึกรายการเดียวกัน กรุณาลองอีกครั้ง") from None


def _undo(event: Event, actor: User) -> None:
    model: type[models.Model] = Progress if event.kind == PROGRESS else Measure
    thing: Any = model._default_manager.get(pk=event.object_id, agency=event.agency)
    fields = PROGRESS_FIELDS if event.kind == PROGRESS else MEASURE_FIELDS
    values = {}
    for field, (before, after) in event.changes.items():
        if field in fields:
            if getattr(thing, field) != _stored(model, field, after):
                raise NotPossible(_changed_since(model, field))
            values[field] = _stored(model, field, before)
    if event.kind == PROGRESS:
        update_progress(
            measure=thing.measure,
            round=thing.round,
            actor=actor,
            seen_version=thing.version,
            values=values,
            verb="undone",
        )
    else:
        update_measure(
            measure=thing, actor=actor, seen_version=thing.version, values=values, verb="undone"
        )


def _stored(model: type[models.Model], field: str, value: Any) -> Any:
    """A value of the log as the field holds it: dates are kept there as text."""
    column = model._meta.get_field(field)
    if not isinstance(column, models.Field):
        return value
    if value in (None, ""):
        return None if column.null else column.get_default()
    return column.to_python(value)


def _changed_since(model: type[models.Model], field: str) -> str:
    name = getattr(model._meta.get_field(field), "verbose_name", field)
    return f"ย้อนกลับไม่ได้ เพราะ “{name}” ถูกแก้ไขอีกครั้งหลังจากนั้นแล้ว กรุณาดูประวัติและแก้ไขข้อความด้วยตนเอง"
