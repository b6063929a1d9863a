"""Opening, closing and reopening the rounds of a plan."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from agencies.events import log_event
from agencies.models import User
from measures.errors import NotPossible
from measures.models import MeasurePlan, Progress, Review, RoundCode, RoundState, Status
from measures.services import PROGRESS_FIELDS


def open_round(
    *, plan: MeasurePlan, round: str, actor: User, report_by: date | None = None
) -> RoundState:
    """Begin a round. The 12-month round starts from what the 6-month round says."""
    with transaction.atomic():
        if RoundState.objects.filter(plan=plan, round=round).exists():
            raise NotPossible("รอบนี้เปิดไว้แล้ว")
        state = RoundState.objects.create(
            agency=plan.agency,
            plan=plan,
            round=round,
            state=RoundState.State.OPEN,
            report_by=report_by,
            opened_at=timezone.now(),
            opened_by=actor,
        )
        carried = carry_over(plan) if round == RoundCode.TWELVE_MONTHS else 0
        log_event(
            agency=plan.agency,
            actor=actor,
            verb="opened",
            thing=state,
            changes={"measures": (None, carried)} if carried else None,
        )
    return state


def carry_over(plan: MeasurePlan) -> int:
    """Begin the 12-month report of each measure with what its 6-month report says; how many.

    Both rounds count from 1 October, so what was done by March is done; what was open is open
    and still to be reported: the new rows have nobody who updated them. Reports of the round
    that are there already stay.
    """
    there = Progress.objects.filter(measure__plan=plan, round=RoundCode.TWELVE_MONTHS)
    before = Progress.objects.filter(measure__plan=plan, round=RoundCode.SIX_MONTHS)
    rows = [
        Progress(
            agency_id=row.agency_id,
            measure_id=row.measure_id,
            round=RoundCode.TWELVE_MONTHS,
            status_text=row.status_text,
            **{field: getattr(row, field) for field in PROGRESS_FIELDS},
        )
        for row in before.exclude(measure__in=there.values("measure"))
    ]
    Progress.objects.bulk_create(rows)
    return len(rows)


def close_round(*, plan: MeasurePlan, round: str, actor: User) -> None:
    """Freeze a round: nobody changes its reports and evidence until it is reopened."""
    with transaction.atomic():
        state = RoundState.objects.select_for_update().filter(plan=plan, round=round).first()
        if state is None:
            now = timezone.now()
            state = RoundState(
                agency=plan.agency, plan=plan, round=round, opened_at=now, opened_by=actor
            )
        elif state.is_closed:
            raise NotPossible("รอบนี้ปิดแล้ว")
        state.state = RoundState.State.CLOSED
        state.closed_at, state.closed_by = timezone.now(), actor
        state.save()
        log_event(agency=plan.agency, actor=actor, verb="closed", thing=state)


def reopen_round(*, plan: MeasurePlan, round: str, actor: User, reason: str) -> None:
    """Let a closed round be changed again; the reason is required and stays in the history."""
    reason = reason.strip()
    if not reason:
        raise NotPossible("กรุณาระบุเหตุผลที่เปิดรอบใหม่")
    with transaction.atomic():
        state = RoundState.objects.select_for_update().filter(plan=plan, round=round).first()
        if state is None or not state.is_closed:
            raise NotPossible("รอบนี้ยังไม่ได้ปิด")
        state.state = RoundState.State.OPEN
        state.closed_at = state.closed_by = None
        state.reopened_at, state.reopen_reason = timezone.now(), reason
        state.save()
        log_event(agency=plan.agency, actor=actor, verb="reopened", thing=state, comment=reason)


def outstanding(plan: MeasurePlan, round: str) -> list[str]:
    """What is not settled in a round, as sentences, for whoever is about to close it."""
    total = plan.measures.count()
    reports = Progress.objects.filter(measure__plan=plan, round=round)
    accepted = reports.filter(review=Review.ACCEPTED).count()
    sent = reports.filter(review=Review.SUBMITTED).count()
    returned = reports.filter(review=Review.RETURNED).count()
    done = reports.filter(status=Status.DONE).count()
    sentences = []
    if sent:
        sentences.append(f"รอผู้ประสานงานตรวจรับ {sent} มาตรการ")
    if returned:
        sentences.append(f"ส่งกลับให้แก้ไขและยังไม่ส่งใหม่ {returned} มาตรการ")
    if rest := total - accepted - sent - returned:
        sentences.append(f"ยังไม่ได้ส่งรายงาน {rest} มาตรการ")
    if rest := total - done:
        sentences.append(f"ยังไม่แล้วเสร็จ {rest} มาตรการ")
    return sentences
