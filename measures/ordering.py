"""The place of a measure in its plan: moved to another, or taken out."""

from __future__ import annotations

from django.db import models, transaction

from agencies.events import log_event
from agencies.models import User
from measures.editing import LINKS, MEASURE_FIELDS
from measures.errors import NotPossible
from measures.models import Measure, MeasurePlan

_ASIDE = 1_000_000  # beyond every place; two measures are never in one place, not even on the way


def move_measure(*, measure: Measure, place: int, actor: User) -> None:
    """Give a measure another place, counted from 1; the others close up. A place beyond the last
    is the last."""
    with transaction.atomic():
        order = _order(measure)
        before = order.index(measure.pk) + 1
        order.remove(measure.pk)
        order.insert(max(1, place) - 1, measure.pk)
        after = order.index(measure.pk) + 1
        _number(measure.plan_id, order)
        if after != before:
            changes = {"position": (before, after)}
            log_event(
                agency=measure.agency, actor=actor, verb="changed", thing=measure, changes=changes
            )


def remove_measure(*, measure: Measure, actor: User) -> None:
    """Take a measure that nobody has reported on out of its plan; the others close up. What it
    said stays in the log. Raises ``NotPossible`` where there is a report or evidence."""
    with transaction.atomic():
        order = _order(measure)
        if reason := why_it_stays(measure):
            raise NotPossible(reason)
        said = {field: (getattr(measure, field), None) for field in MEASURE_FIELDS}
        linked = {
            name: ([str(row) for row in getattr(measure, name).all()], None) for name in LINKS
        }
        changes = {key: pair for key, pair in {**said, **linked}.items() if pair[0]}
        log_event(
            agency=measure.agency, actor=actor, verb="deleted", thing=measure, changes=changes
        )
        order.remove(measure.pk)
        measure.delete()
        _number(measure.plan_id, order)


def why_it_stays(measure: Measure) -> str:
    """What stands against taking a measure out, as a sentence; "" for nothing."""
    if any(not row.is_blank() for row in measure.progress.all()):
        return "นำออกไม่ได้ เพราะมีผู้รายงานผลของมาตรการนี้แล้ว"
    if measure.evidence_uses.exists():
        return "นำออกไม่ได้ เพราะมีหลักฐานแนบอยู่ กรุณานำหลักฐานออกก่อน"
    return ""


def _order(measure: Measure) -> list[int]:
    """The measures of the plan in order. The plan's row is held, so that places change one after
    the other."""
    MeasurePlan.objects.select_for_update().get(pk=measure.plan_id)
    rows = Measure.objects.filter(plan=measure.plan_id).order_by("position")
    return list(rows.values_list("pk", flat=True))


def _number(plan_pk: int, order: list[int]) -> None:
    """Number the measures in this order, from 1; only those that move are written."""
    rows = Measure.objects.filter(plan=plan_pk).only("pk", "position")
    wanted = {pk: place for place, pk in enumerate(order, start=1)}
    moving = [row for row in rows if row.position != wanted[row.pk]]
    pks = [row.pk for row in moving]
    Measure.objects.filter(pk__in=pks).update(position=models.F("position") + _ASIDE)
    for row in moving:
        row.position = wanted[row.pk]
    Measure.objects.bulk_update(moving, ["position"], batch_size=200)
