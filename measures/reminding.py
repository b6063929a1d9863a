"""Which divisions are to be reminded of what today, written down before anything is sent.

A measure is due in 30, 7 or 1 days, or overdue by whole weeks. Of several milestones that have
passed, for instance because the portal stood still, only the latest is told. Each thing is
told once to an address: the database holds it unique.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q

from agencies.models import Agency, Division, Membership
from ita_portal.thai.dates import format_date
from ita_portal.thai.fiscal import FiscalYear
from measures.models import Measure, MeasurePlan, Reminder, ReminderItem, RoundState, Status
from measures.rounds import current_round

BEFORE = (1, 7, 30)
# After the year's end overdue measures are reminded of for two months more, then no longer.
AFTER_THE_YEAR = timedelta(days=60)

Address = tuple[str, Division]
Thing = tuple[Measure, str, str]  # measure, round, milestone


def plan_reminders(today: date) -> int:
    """Write down today's digests for all agencies; how many are new. Repeating it, even at the
    same time in two processes, adds nothing."""
    plans = MeasurePlan.objects.filter(agency__is_active=True).select_related("agency")
    return sum(_plan_agency(plan, today) for plan in plans if _is_current(plan, today))


def milestone(due: date, today: date) -> str:
    """The latest milestone that has been reached, "" for none yet."""
    days = (due - today).days
    if days < 0:
        return f"late{-days // 7 if -days >= 7 else 0}"
    return next((f"{before}d" for before in BEFORE if days <= before), "")


def _is_current(plan: MeasurePlan, today: date) -> bool:
    year: FiscalYear = plan.year
    return year.start <= today <= year.end + AFTER_THE_YEAR


def _plan_agency(plan: MeasurePlan, today: date) -> int:
    round = current_round(plan.year, today)
    closed = RoundState.objects.filter(plan=plan, round=round, state="closed")
    if closed.exists():
        return 0
    measures = Measure.objects.filter(plan=plan, due_date__isnull=False).for_lists()
    things: dict[str, list[Thing]] = defaultdict(list)
    divisions: dict[str, Division] = {}
    addresses = _addresses(plan.agency)
    for measure in measures:
        mark = milestone(measure.due_date, today) if measure.due_date else ""
        # What was done in one round is done, whether or not the next one says so yet.
        if not mark or any(row.status == Status.DONE for row in measure.progress.all()):
            continue
        for address, division in _recipients(measure, addresses):
            things[address].append((measure, round, mark))
            divisions.setdefault(address, division)
    return sum(
        _write_digest(plan.agency, address, divisions[address], found, today)
        for address, found in things.items()
    )


def _addresses(agency: Agency) -> list[Address]:
    """The mailbox of each division and those of its people, each address once."""
    found = {d.email.lower(): d for d in agency.divisions.filter(is_active=True).exclude(email="")}
    members = Membership.objects.filter(
        ~Q(user__email=""), agency=agency, division__isnull=False, user__is_active=True
    ).select_related("user", "division")
    for member in members:
        if member.division is not None:
            found.setdefault(member.user.email.lower(), member.division)
    return list(found.items())


def unreachable_divisions(agency: Agency, plan: MeasurePlan | None) -> list[Division]:
    """The divisions responsible in a plan whom no reminder can reach: neither they nor their
    people, nor those of the division above, have an address."""
    reached = {division.pk for _, division in _addresses(agency)}
    wanted = Division.objects.filter(agency=agency, measures__plan=plan, covers_all=False)
    return [
        division
        for division in wanted.distinct()
        if not {division.pk, division.parent_id} & reached
    ]


def _recipients(measure: Measure, addresses: Iterable[Address]) -> list[Address]:
    """The rule of ``Measure.is_reportable_by``, for a division."""
    wanted = list(measure.divisions.all())
    return [
        (address, division)
        for address, division in addresses
        if any(d.covers_all or division.pk in (d.pk, d.parent_id) for d in wanted)
    ]


def _write_digest(
    agency: Agency, address: str, division: Division, things: list[Thing], today: date
) -> int:
    """One digest with what this address was not told yet; 1 if there is one. What comes up
    after the day's digest was written waits for the next day."""
    if Reminder.objects.filter(agency=agency, address=address, day=today).exists():
        return 0
    told = set(
        ReminderItem.objects.filter(
            address=address, measure__in=[measure for measure, _, _ in things]
        ).values_list("measure", "due_date", "milestone")
    )
    fresh = [
        (measure, round, mark)
        for measure, round, mark in things
        if (measure.pk, measure.due_date, mark) not in told
    ]
    if not fresh:
        return 0
    fresh.sort(key=lambda thing: (thing[0].due_date or today, thing[0].position))
    try:
        with transaction.atomic():
            reminder = Reminder.objects.create(
                agency=agency,
                division=division,
                address=address,
                day=today,
                subject=_subject(agency, len(fresh)),
                body=_body(agency, division, fresh, today),
            )
            ReminderItem.objects.bulk_create(
                ReminderItem(
                    agency=agency,
                    reminder=reminder,
                    address=address,
                    measure=measure,
                    round=round,
                    due_date=measure.due_date or today,
                    milestone=mark,
                )
                for measure, round, mark in fresh
            )
    except IntegrityError:  # another process wrote it at the same moment
        return 0
    return 1


def _subject(agency: Agency, count: int) -> str:
    """On one line, whatever was typed as the name: a line end would begin another header."""
    name = " ".join(agency.name.split())
    return f"มาตรการ ITA ที่ต้องดำเนินการ {count} เรื่อง – {name}"[:200]


def _body(agency: Agency, division: Division, things: list[Thing], today: date) -> str:
    lines = [f"เรียน {division.name}", "", f"มาตรการ ITA ของ{agency.name}ที่ต้องดำเนินการ", ""]
    for measure, round, _ in things:
        lines.append(f"- {measure.heading}")
        lines.append(f"  {_when(measure.due_date or today, today)}")
        address = f"{settings.SITE_URL}/work/{agency.slug}/measures/{measure.pk}/?round={round}"
        lines += [f"  {address}", ""]
    lines.append("ปรับสถานะได้จากลิงก์ข้างต้น ระบบจะไม่เตือนเรื่องเดิมซ้ำในระยะเดียวกัน")
    return "\n".join(lines)


def _when(due: date, today: date) -> str:
    days = (due - today).days
    day = format_date(due)
    if days < 0:
        return f"เกินกำหนดแล้ว {-days} วัน (ครบกำหนด {day})"
    return f"ครบกำหนดวันนี้ ({day})" if days == 0 else f"ครบกำหนดในอีก {days} วัน ({day})"
