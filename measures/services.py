"""Saving what is reported on a measure. One transaction, and it writes the history."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from agencies.events import differences, log_event
from agencies.models import User
from measures.errors import EditConflict, NotPossible
from measures.models import Measure, Progress, Review, RoundState

__all__ = ["PROGRESS_FIELDS", "EditConflict", "update_progress"]

# What a person writes about a round; the rest of the row is bookkeeping.
PROGRESS_FIELDS = ("status", "completion_date", "note", "results", "outcomes")

REVIEW_FIELDS = (
    "review", "submitted_at", "submitted_by", "reviewed_at", "reviewed_by", "review_comment",
)  # fmt: skip


def update_progress(
    *,
    measure: Measure,
    round: str,
    actor: User | None,
    seen_version: int,
    values: Mapping[str, Any],
    verb: str = "changed",
) -> Progress:
    """Save what is reported on a measure in a round, if nobody saved since it was read.

    ``seen_version`` is the version that the writer had before their eyes, 0 when there was no
    report yet. ``values`` holds any of ``PROGRESS_FIELDS``. Saving what stands already changes
    nothing and leaves no trace. A report that was sent or accepted has to be sent again after
    a change. Raises ``EditConflict`` when the row has another version, ``NotPossible`` when the
    round is closed.
    """
    unknown = set(values) - set(PROGRESS_FIELDS)
    if unknown:
        raise TypeError(f"not a field of progress: {unknown}")
    with transaction.atomic():
        refuse_closed_round(measure.plan_id, round)
        progress = Progress.objects.filter(measure=measure, round=round).first()
        if progress is None:
            progress = Progress(
                agency_id=measure.agency_id, measure=measure, round=round, version=0
            )
        if progress.version != seen_version:
            raise EditConflict(progress)
        before = {field: getattr(progress, field) for field in PROGRESS_FIELDS}
        changes = differences(before, values)
        if not changes and progress.pk:
            return progress
        for field, value in values.items():
            setattr(progress, field, value)
        if {"status", "completion_date", "note"} & set(changes):
            progress.status_text = ""
        changes |= _take_back(progress)
        # What was taken back whole is no report: the measure waits for one again.
        told = not progress.is_blank()
        progress.updated_at, progress.updated_by = (timezone.now(), actor) if told else (None, None)
        write_progress(progress, seen_version)
        log_event(agency=measure.agency, actor=actor, verb=verb, thing=progress, changes=changes)
    return progress


def refuse_closed_round(plan_id: int, round: str) -> None:
    """Raise ``NotPossible`` when the round is frozen."""
    closed = RoundState.State.CLOSED
    if RoundState.objects.filter(plan=plan_id, round=round, state=closed).exists():
        raise NotPossible("รอบนี้ปิดแล้ว จึงแก้ไขไม่ได้ หากจำเป็นต้องแก้ไข กรุณาขอให้ผู้ประสานงานเปิดรอบใหม่")


def _take_back(progress: Progress) -> dict[str, tuple[Any, Any]]:
    """What was changed has not been sent: a sent or accepted report becomes a draft."""
    if progress.review not in (Review.SUBMITTED, Review.ACCEPTED):
        return {}
    before = progress.review
    progress.review = Review.DRAFT
    progress.submitted_at = progress.submitted_by = None
    progress.reviewed_at = progress.reviewed_by = None
    return {"review": (before, Review.DRAFT)}


def write_progress(progress: Progress, seen_version: int) -> None:
    """Insert, or update only the version that was seen: of two writers one finds no row and
    gets ``EditConflict``."""
    progress.version = seen_version + 1
    if progress._state.adding:
        try:
            with transaction.atomic():
                progress.save()
        except IntegrityError:
            raise EditConflict(
                Progress.objects.get(measure=progress.measure, round=progress.round)
            ) from None
        return
    fields = (
        *PROGRESS_FIELDS, *REVIEW_FIELDS, "status_text", "version", "updated_at", "updated_by",
    )  # fmt: skip
    written = Progress.objects.filter(pk=progress.pk, version=seen_version).update(
        **{field: getattr(progress, field) for field in fields}
    )
    if not written:
        raise EditConflict(Progress.objects.get(pk=progress.pk))
