"""One change for many measures: looked at first, then made in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from agencies.events import differences
from agencies.models import Event, Membership, User
from agencies.permissions import Action, can
from measures.errors import EditConflict, NotPossible
from measures.models import Measure, Progress, Review
from measures.reviewing import accept_progress, submit_progress
from measures.selectors import progress_of
from measures.services import refuse_closed_round, update_progress


@dataclass(frozen=True, slots=True)
class BulkRow:
    """What the change would do to one measure: ``problem`` says why it cannot be done."""

    measure: Measure
    progress: Progress
    changed: bool
    problem: str = ""

    @property
    def token(self) -> str:
        """The measure and the version that was seen, for the form that confirms."""
        return f"{self.measure.pk}:{self.progress.version}"


def preview_bulk(
    *,
    measures: Iterable[Measure],
    round: str,
    member: Membership,
    action: str,
    values: Mapping[str, Any],
) -> list[BulkRow]:
    """What would happen to each measure, without doing it."""
    return [_look(measure, round, member, action, values) for measure in measures]


def _look(
    measure: Measure, round: str, member: Membership, action: str, values: Mapping[str, Any]
) -> BulkRow:
    progress = progress_of(measure, round)
    needed: Action = "review_progress" if action == "accept" else "update_progress"
    if not can(member, needed) or not measure.is_reportable_by(member):
        return BulkRow(measure, progress, False, "ไม่อยู่ในความรับผิดชอบของท่าน")
    if action == "status":
        before = {field: getattr(progress, field) for field in values}
        return BulkRow(measure, progress, bool(differences(before, values)))
    if missing := progress.missing_to_submit():
        return BulkRow(measure, progress, False, " ".join(missing))
    done = {"send": (Review.SUBMITTED, Review.ACCEPTED), "accept": (Review.ACCEPTED,)}[action]
    return BulkRow(measure, progress, progress.review not in done)


def apply_bulk(
    *, rows: Sequence[BulkRow], round: str, actor: User, action: str, values: Mapping[str, Any]
) -> list[Event]:
    """Do it to all rows or to none; returns the events, for taking it back.

    Raises ``NotPossible`` with the sentence for the row that stands against it, among them one
    that somebody changed since the preview.
    """
    last = Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    with transaction.atomic():
        for row in rows:
            try:
                _apply(row, round, actor, action, values)
            except EditConflict:
                raise NotPossible(
                    f"“{row.measure.heading}” ถูกแก้ไขหลังจากที่ท่านดูตัวอย่าง จึงยังไม่บันทึกรายการใด "
                    "กรุณาดูตัวอย่างอีกครั้ง"
                ) from None
    made = Event.objects.filter(pk__gt=last, actor=actor, verb="changed", kind="measures.progress")
    written = Progress.objects.filter(round=round, measure__in=[row.measure for row in rows])
    return list(made.filter(object_id__in=written.values("pk")).order_by("pk"))


def _apply(row: BulkRow, round: str, actor: User, action: str, values: Mapping[str, Any]) -> None:
    seen = row.progress.version
    if action == "status":
        update_progress(
            measure=row.measure, round=round, actor=actor, seen_version=seen, values=values
        )
        return
    refuse_closed_round(row.measure.plan_id, round)
    verb = submit_progress if action == "send" else accept_progress
    verb(progress=row.progress, actor=actor, seen_version=seen)
