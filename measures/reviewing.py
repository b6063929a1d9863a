"""The way of a report: the division sends it, the coordinator accepts or returns it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from agencies.events import log_event
from agencies.models import User
from measures.errors import EditConflict, NotPossible
from measures.models import Progress, Review
from measures.services import refuse_closed_round, write_progress


def submit_progress(*, progress: Progress, actor: User, seen_version: int) -> None:
    """Send the report of one measure to the coordinator. Raises ``NotPossible`` with what is
    missing, ``EditConflict`` when somebody changed it since it was read."""
    with transaction.atomic():
        current = _current(progress, seen_version)
        if current.review not in (Review.DRAFT, Review.RETURNED):
            raise NotPossible(f"ส่งไม่ได้ เพราะรายงานนี้มีสถานะ “{current.get_review_display()}”")
        if missing := current.missing_to_submit():
            raise NotPossible("ยังส่งไม่ได้: " + " ".join(missing))
        _move(
            current,
            seen_version,
            actor,
            verb="sent",
            review=Review.SUBMITTED,
            submitted_at=timezone.now(),
            submitted_by=actor,
            reviewed_at=None,
            reviewed_by=None,
        )


def accept_progress(*, progress: Progress, actor: User, seen_version: int) -> None:
    """Take the report as it is. The coordinator may also accept what nobody sent, for what
    they wrote themselves or imported; it must be complete all the same."""
    with transaction.atomic():
        current = _current(progress, seen_version)
        if current.review == Review.ACCEPTED:
            raise NotPossible("รายงานนี้รับแล้ว")
        if missing := current.missing_to_submit():
            raise NotPossible("ยังรับไม่ได้: " + " ".join(missing))
        _move(
            current,
            seen_version,
            actor,
            verb="accepted",
            review=Review.ACCEPTED,
            reviewed_at=timezone.now(),
            reviewed_by=actor,
            review_comment="",
        )


def return_progress(*, progress: Progress, actor: User, seen_version: int, comment: str) -> None:
    """Give a report back to the division; the comment says what to change and is required."""
    comment = comment.strip()
    if not comment:
        raise NotPossible("กรุณาเขียนความเห็นว่าต้องแก้ไขอะไร ก่อนส่งกลับ")
    with transaction.atomic():
        current = _current(progress, seen_version)
        if current.review not in (Review.SUBMITTED, Review.ACCEPTED):
            raise NotPossible(f"ส่งกลับไม่ได้ เพราะรายงานนี้มีสถานะ “{current.get_review_display()}”")
        _move(
            current,
            seen_version,
            actor,
            verb="returned",
            comment=comment,
            review=Review.RETURNED,
            reviewed_at=timezone.now(),
            reviewed_by=actor,
            review_comment=comment,
        )


def _current(progress: Progress, seen_version: int) -> Progress:
    """The row as it stands; a report that was never saved has none."""
    refuse_closed_round(progress.measure.plan_id, progress.round)
    current = Progress.objects.filter(measure=progress.measure_id, round=progress.round).first()
    if current is None:
        raise NotPossible("ยังไม่มีการรายงานในรอบนี้ กรุณาบันทึกสถานะก่อน")
    if current.version != seen_version:
        raise EditConflict(current)
    return current


def _move(
    progress: Progress,
    seen_version: int,
    actor: User,
    *,
    verb: str,
    comment: str = "",
    **values: Any,
) -> None:
    before = progress.review
    for field, value in values.items():
        setattr(progress, field, value)
    write_progress(progress, seen_version)
    log_event(
        agency=progress.agency,
        actor=actor,
        verb=verb,
        thing=progress,
        changes={"review": (before, progress.review)},
        comment=comment,
    )
