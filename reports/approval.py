"""The way of a report from draft to publication: who submits, approves, returns."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from agencies.events import log_event
from agencies.models import User
from measures.models import Measure
from reports.checks.gate import open_errors
from reports.models import Report, ReportState


class NotPossible(Exception):
    """The report is not in a state that allows this; the message is Thai, for the user."""


def missing_to_submit(report: Report, *, check: bool = True) -> list[str]:
    """What the report still lacks, as sentences. Used by the page, the button and the message.
    Without ``check`` the findings are left out: they take seconds for 1,000 measures."""
    missing = []
    if not report.title_lines.strip():
        missing.append("ยังไม่มีชื่อรายงาน")
    if not Measure.objects.filter(plan=report.plan).exists():
        missing.append("ยังไม่มีมาตรการในแผนของปีนี้")
    elif check and (errors := open_errors(report)):
        missing.append(f"ผลตรวจก่อนเผยแพร่ยังมีข้อที่ต้องแก้ไขหรือยืนยัน {len(errors)} ข้อ")
    return missing


def submit_report(*, report: Report, actor: User) -> None:
    """Put a draft before the executive."""
    if missing := missing_to_submit(report):
        raise NotPossible(" ".join(missing))
    _move(
        report,
        actor,
        "submitted",
        {ReportState.DRAFT},
        state=ReportState.SUBMITTED,
        submitted_at=timezone.now(),
        submitted_by=actor,
    )


def withdraw_report(*, report: Report, actor: User) -> None:
    """Take a submitted report back before anybody decided."""
    _move(report, actor, "withdrawn", {ReportState.SUBMITTED}, state=ReportState.DRAFT)


def approve_report(*, report: Report, actor: User, opinion: str) -> None:
    """Approve what was submitted; the opinion is kept with the report."""
    _move(
        report,
        actor,
        "approved",
        {ReportState.SUBMITTED},
        comment=opinion,
        state=ReportState.APPROVED,
        approved_at=timezone.now(),
        approved_by=actor,
        opinion=opinion,
    )


def return_report(*, report: Report, actor: User, comment: str) -> None:
    """Send a submitted report back. The comment is required: somebody must know what to mend."""
    if not comment.strip():
        raise NotPossible("กรุณาเขียนความเห็นว่าต้องแก้ไขอะไร")
    _move(
        report, actor, "returned", {ReportState.SUBMITTED}, comment=comment, state=ReportState.DRAFT
    )


def reopen_report(*, report: Report, actor: User) -> None:
    """Begin a correction: the report is a draft again, what was published stays as it is."""
    _move(
        report,
        actor,
        "withdrawn",
        {ReportState.APPROVED, ReportState.PUBLISHED},
        state=ReportState.DRAFT,
        approved_at=None,
        approved_by=None,
        opinion="",
    )


def mark_published(*, report: Report, actor: User | None) -> None:
    """The last step, taken by ``publishing.publish_report`` inside its transaction."""
    _move(report, actor, "published", {ReportState.APPROVED}, state=ReportState.PUBLISHED)


def _move(
    report: Report,
    actor: User | None,
    verb: str,
    allowed: set[ReportState],
    comment: str = "",
    **values: Any,
) -> None:
    """Change the state if nobody did so in between, and log it. Raises ``NotPossible``."""
    if report.state not in allowed:
        raise NotPossible(f"ทำรายการนี้ไม่ได้ เพราะรายงานมีสถานะ “{report.get_state_display()}”")
    before = {field: getattr(report, field) for field in values}
    with transaction.atomic():
        moved = Report.objects.filter(pk=report.pk, version=report.version).update(
            **values, version=report.version + 1
        )
        if not moved:
            raise NotPossible("มีผู้อื่นเปลี่ยนรายงานนี้ไปก่อนแล้ว กรุณาเปิดหน้านี้ใหม่เพื่อดูสถานะล่าสุด")
        report.refresh_from_db()
        changes = {"state": (before["state"], report.state)}
        log_event(
            agency=report.agency,
            actor=actor,
            verb=verb,
            thing=report,
            changes=changes,
            comment=comment,
        )
