"""Reports that wait for somebody, for the page of their work."""

from __future__ import annotations

from django.urls import reverse

from agencies.models import Membership
from agencies.permissions import can
from ita_portal.templatetags.thai import thai_moment
from measures.worklist import Task
from reports.models import ReportState
from reports.selectors import reports_of


def reports_waiting(member: Membership) -> list[Task]:
    """What this member is to approve, and what they are to publish, longest waiting first. One
    query for whoever may do one of them."""
    mine = []
    if can(member, "approve_report"):
        mine.append(ReportState.SUBMITTED)
    if can(member, "compose_report"):
        mine.append(ReportState.APPROVED)
    if not mine:
        return []
    rows = reports_of(member.agency).filter(state__in=mine).order_by("submitted_at", "pk")
    return [
        Task(
            title=str(report),
            state=report.get_state_display(),
            since=thai_moment(report.approved_at or report.submitted_at),
            address=reverse("report", args=[member.agency.slug, report.pk]),
        )
        for report in rows
    ]
