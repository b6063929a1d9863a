"""Answers to findings: accept the repair, or let the text stand with a reason."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from agencies.events import log_event
from agencies.models import User
from measures.editing import update_measure
from measures.errors import EditConflict, MeasureConflict
from measures.errors import NotPossible as RoundClosed
from measures.models import Measure, Progress
from measures.services import update_progress
from reports.approval import NotPossible
from reports.checks.finding import Finding
from reports.checks.gate import check_report
from reports.checks.mending import Mending, find_mending
from reports.models import Dismissal, Report

CHANGED_SINCE = "ผลตรวจนี้ไม่มีแล้ว อาจมีผู้แก้ไขไปก่อน กรุณาดูผลตรวจล่าสุด"


def dismiss_findings(
    *, report: Report, fingerprints: Iterable[str], reason: str, actor: User
) -> int:
    """Let findings stand, all for the same reason; gives how many. Raises ``NotPossible``
    without a reason, and when none of them is there any more."""
    if not reason.strip():
        raise NotPossible("กรุณาเขียนเหตุผลว่าเหตุใดข้อความนี้ถูกต้องแล้ว")
    wanted = set(fingerprints)
    findings = [one for one in check_report(report).open if one.fingerprint in wanted]
    if not findings:
        raise NotPossible(CHANGED_SINCE)
    # Where a cell says the same twice, both have one fingerprint.
    with transaction.atomic():
        for finding in {one.fingerprint: one for one in findings}.values():
            _dismiss(report, finding, reason.strip(), actor)
    return len(findings)


def _dismiss(report: Report, finding: Finding, reason: str, actor: User) -> None:
    where = finding.place.told
    Dismissal.objects.get_or_create(
        report=report,
        fingerprint=finding.fingerprint,
        defaults={
            "agency": report.agency,
            "rule": finding.rule,
            "where": where[:300],
            "text": finding.text,
            "reason": reason,
            "dismissed_by": actor,
        },
    )
    _log(report, finding.rule, where, "dismissed", actor, reason)


def take_up_finding(*, report: Report, fingerprint: str, actor: User) -> None:
    """Take a dismissal back: the finding is open again."""
    with transaction.atomic():
        dismissal = Dismissal.objects.filter(report=report, fingerprint=fingerprint).first()
        if dismissal is None:
            raise NotPossible(CHANGED_SINCE)
        dismissal.delete()
        _log(report, dismissal.rule, dismissal.where, "taken_up", actor, dismissal.reason)


def repair_findings(*, report: Report, fingerprints: Iterable[str], actor: User) -> int:
    """Accept the repairs of some findings; gives how many texts were changed.

    Each is written where the text lives (measure, progress, report), with its history. A text
    that changed meanwhile is left alone. Raises ``NotPossible`` when nothing could be repaired.
    """
    if not report.is_editable():
        raise NotPossible(f"แก้ไขไม่ได้ เพราะรายงานมีสถานะ “{report.get_state_display()}”")
    wanted = set(fingerprints)
    findings = [f for f in check_report(report).open if f.fingerprint in wanted]
    # From the end of each line to its beginning, so that the places before stay where they are.
    findings.sort(key=lambda f: (f.place.spot is not None, f.place.spot, f.start), reverse=True)
    with transaction.atomic():
        count = sum(_repair(report, finding, actor) for finding in findings)
    if not count:
        raise NotPossible("แก้ไขให้อัตโนมัติไม่ได้ ข้อความอาจถูกแก้ไขไปแล้ว กรุณาแก้ไขที่มาตรการโดยตรง")
    return count


def _repair(report: Report, finding: Finding, actor: User) -> bool:
    mending = find_mending(report, finding)
    if mending is None:
        return False
    try:
        for part in (mending, *mending.more):
            _write(report, part, actor)
    except (EditConflict, MeasureConflict):
        return False
    except RoundClosed as reason:
        raise NotPossible(str(reason)) from reason
    return True


def _write(report: Report, mending: Mending, actor: User) -> None:
    match mending.thing:
        case Measure() as measure:
            update_measure(
                measure=measure,
                actor=actor,
                seen_version=measure.version,
                values=mending.values,
                verb="repaired",
            )
        case Progress() as progress if "status_text" in mending.values:
            _drop_wording(progress, actor)
        case Progress() as progress:
            update_progress(
                measure=progress.measure,
                round=progress.round,
                actor=actor,
                seen_version=progress.version,
                values=mending.values,
                verb="repaired",
            )
        case Report():
            before = {field: getattr(report, field) for field in mending.values}
            Report.objects.filter(pk=report.pk).update(**mending.values, version=report.version + 1)
            report.refresh_from_db()
            changes = {field: (before[field], mending.values[field]) for field in mending.values}
            log_event(agency=report.agency, actor=actor, verb="repaired", thing=report,
                      changes=changes)  # fmt: skip


def _drop_wording(progress: Progress, actor: User) -> None:
    """The wording of an imported status gives way to the one that the forms prescribe."""
    before = progress.status_text
    Progress.objects.filter(pk=progress.pk, version=progress.version).update(
        status_text="", version=progress.version + 1
    )
    log_event(agency=progress.agency, actor=actor, verb="repaired", thing=progress,
              changes={"status_text": (before, "")})  # fmt: skip


def _log(report: Report, rule: str, where: str, verb: str, actor: User, reason: str) -> None:
    log_event(
        agency=report.agency,
        actor=actor,
        verb=verb,
        thing=report,
        changes={"finding": (None, f"{rule}: {where}")},
        comment=reason,
    )
