"""A person's due dates as a calendar, behind a secret address that can be revoked."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from icalendar import Calendar, Event

from agencies.models import Agency, Membership, User
from agencies.permissions import can
from measures.models import CalendarFeed, Measure, MeasurePlan, Progress
from measures.rounds import current_round
from measures.selectors import current_plan, progress_of


def issue_feed(*, agency: Agency, user: User) -> str:
    """A new secret for this person; an earlier one no longer works. It is shown once."""
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        revoke_feed(agency=agency, user=user)
        CalendarFeed.objects.create(agency=agency, user=user, token_hash=_hash(token))
    return token


def revoke_feed(*, agency: Agency, user: User) -> None:
    """The person's address answers 404 from now on."""
    CalendarFeed.objects.filter(agency=agency, user=user, revoked_at__isnull=True).update(
        revoked_at=timezone.now()
    )


def active_feed(agency: Agency, user: User) -> CalendarFeed | None:
    """The address that works at present, without its secret."""
    return CalendarFeed.objects.filter(agency=agency, user=user, revoked_at__isnull=True).first()


def member_of_feed(token: str) -> Membership | None:
    """Whose calendar the secret opens: nobody's when it is revoked, or when the person has no
    longer an account or a role in the agency, or the agency is no longer in use."""
    feed = CalendarFeed.objects.filter(token_hash=_hash(token), revoked_at__isnull=True).first()
    if feed is None:
        return None
    members = Membership.objects.select_related("agency", "user", "division")
    return members.filter(
        agency=feed.agency_id, user=feed.user_id, user__is_active=True, agency__is_active=True
    ).first()


def calendar_of(member: Membership) -> bytes:
    """The due dates that this member works on, or all of the agency for who only reads."""
    calendar = Calendar()
    calendar.add("prodid", "-//ita-portal//measures//TH")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"มาตรการ ITA {member.agency.name}")
    plan = current_plan(member.agency)
    if plan is not None:
        for measure, progress in _dated(plan, member):
            calendar.add_component(_entry(measure, progress, member.agency))
    content: bytes = calendar.to_ical()
    return content


def _dated(plan: MeasurePlan, member: Membership) -> list[tuple[Measure, Progress]]:
    measures = Measure.objects.filter(plan=plan, due_date__isnull=False)
    if can(member, "update_progress"):
        measures = measures.reportable_by(member)
    round = current_round(plan.year, timezone.localdate())
    return [(measure, progress_of(measure, round)) for measure in measures.for_lists()]


def _entry(measure: Measure, progress: Progress, agency: Agency) -> Event:
    status = progress.get_status_display() or "ยังไม่ดำเนินการ"
    address = f"{settings.SITE_URL}/work/{agency.slug}/measures/{measure.pk}/"
    entry = Event()
    entry.add("uid", f"measure-{measure.pk}@{agency.slug}.ita-portal")
    entry.add("summary", f"{measure.heading} ({status})")
    entry.add("dtstart", measure.due_date)
    entry.add("dtend", (measure.due_date or timezone.localdate()) + timedelta(days=1))
    entry.add("dtstamp", progress.updated_at or timezone.now())
    entry.add("url", address)
    entry.add("transp", "TRANSPARENT")
    return entry


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
