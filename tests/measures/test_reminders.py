"""Reminders: what is told when, once, and through every kill; the calendar."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.core import mail
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from agencies.models import Agency, Division
from ita_portal.thai.fiscal import FiscalYear
from measures.models import CalendarFeed, Measure, MeasurePlan, Reminder, ReminderItem
from measures.reminding import milestone, plan_reminders
from measures.sending import LEASE, MAX_ATTEMPTS, message_id, send_due
from tests import factories

DUE = date(2023, 3, 31)
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def division(agency: Agency) -> Division:
    division = factories.make_division(agency)
    division.email = "palad@test.example"
    division.save()
    return division


@pytest.fixture
def due_measure(plan: MeasurePlan, division: Division) -> Measure:
    return factories.make_measure(plan, divisions=(division,), due_date=DUE)


@pytest.mark.parametrize(
    ("days", "expected"),
    [(60, ""), (31, ""), (30, "30d"), (8, "30d"), (7, "7d"), (2, "7d"), (1, "1d"), (0, "1d"),
     (-1, "late0"), (-6, "late0"), (-7, "late1"), (-13, "late1"), (-14, "late2"), (-70, "late10")],
)  # fmt: skip
def test_milestones(days: int, expected: str) -> None:
    assert milestone(DUE, DUE - timedelta(days=days)) == expected


def test_a_year_of_days_tells_each_thing_once(due_measure: Measure) -> None:
    for days in range(-60, 40):
        plan_reminders(DUE + timedelta(days=days))
        plan_reminders(DUE + timedelta(days=days))
    told = list(ReminderItem.objects.order_by("pk").values_list("milestone", flat=True))
    assert told == ["30d", "7d", "1d", *(f"late{week}" for week in range(6))]


def test_after_a_standstill_only_the_latest_is_told(due_measure: Measure) -> None:
    plan_reminders(DUE - timedelta(days=3))
    assert [item.milestone for item in ReminderItem.objects.all()] == ["7d"]


def test_done_and_closed_are_left_in_peace(due_measure: Measure, coordinator: Client) -> None:
    progress = factories.make_progress(due_measure, status="done", completion_date=DUE)
    assert plan_reminders(DUE) == 0
    progress.delete()
    coordinator.post(f"/work/test/plans/{due_measure.plan_id}/rounds/6m/close/")
    assert plan_reminders(DUE) == 0


def test_one_digest_for_each_address(
    plan: MeasurePlan, division: Division, due_measure: Measure
) -> None:
    factories.make_measure(plan, divisions=(division,), issue="เรื่องที่สอง", due_date=DUE)
    other = factories.make_division(plan.agency, "กองช่าง", email="chang@test.example")
    everybody = factories.make_division(plan.agency, "ทุกส่วนราชการ", covers_all=True)
    factories.make_measure(plan, divisions=(everybody,), issue="เรื่องของทุกคน", due_date=DUE)
    staff = factories.make_member(plan.agency, "staff", division)
    staff.email = "person@test.example"
    staff.save()

    assert plan_reminders(DUE - timedelta(days=7)) == 3
    bodies = {reminder.address: reminder.body for reminder in Reminder.objects.all()}

    assert set(bodies) == {"palad@test.example", "person@test.example", other.email}
    assert "เรื่องที่สอง" in bodies["palad@test.example"]
    assert "เรื่องที่สอง" not in bodies[other.email]
    assert "เรื่องของทุกคน" in bodies[other.email]
    assert "ครบกำหนดในอีก 7 วัน (31 มีนาคม 2566)" in bodies[other.email]


def test_it_is_sent_once(due_measure: Measure) -> None:
    plan_reminders(DUE)
    assert send_due() == (1, 0)
    assert send_due() == (0, 0)
    [message] = mail.outbox
    assert message.to == ["palad@test.example"]
    reminder = Reminder.objects.get()
    assert message.extra_headers["Message-ID"] == message_id(reminder)
    assert reminder.sent_at is not None


def test_a_lease_is_respected_until_it_runs_out(due_measure: Measure) -> None:
    plan_reminders(DUE)
    Reminder.objects.update(lease_until=timezone.now() + LEASE, attempts=1)
    assert send_due() == (0, 0)
    Reminder.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert send_due() == (1, 0)


def test_failure_is_told_and_tried_again(due_measure: Measure, settings: Any) -> None:
    plan_reminders(DUE)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert send_due() == (0, 1)
    reminder = Reminder.objects.get()
    assert reminder.error
    assert reminder.lease_until is not None
    assert send_due() == (0, 0)
    Reminder.objects.update(lease_until=None, attempts=MAX_ATTEMPTS)
    assert send_due() == (0, 0)


def test_database_holds_each_thing_once(due_measure: Measure) -> None:
    plan_reminders(DUE)
    item = ReminderItem.objects.get()
    item.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        item.save()


def test_command_and_job(due_measure: Measure, capsys: pytest.CaptureFixture[str]) -> None:
    today = timezone.localdate()
    year = FiscalYear.of(today).be
    MeasurePlan.objects.filter(pk=due_measure.plan_id).update(fiscal_year=year)
    Measure.objects.update(due_date=today + timedelta(days=3))
    call_command("send_reminders", "--json")
    assert '"sent": 1' in capsys.readouterr().out
    call_command("work", "--once", "--json")
    assert len(mail.outbox) == 1


def test_who_cannot_be_reminded_is_named(sign_in: Any, due_measure: Measure, settings: Any) -> None:
    page, plan = "/work/test/reminders/", due_measure.plan
    above = factories.make_division(plan.agency, "กองช่าง", email="chang@test.example")
    for values in ({"parent": above}, {"name": "กองการศึกษา"}):
        unit = factories.make_division(plan.agency, **{"name": "งานแบบแผน", **values})
        factories.make_measure(plan, divisions=(unit,))
    text = sign_in("coordinator").get(page).content.decode()
    assert "ยังไม่มีที่อยู่อีเมลของ กองการศึกษา จึงเตือนไม่ได้" in text
    assert "EMAIL_URL" not in text
    assert "จึงเตือนไม่ได้" not in sign_in("staff").get(page).content.decode()
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert "EMAIL_URL" in sign_in("coordinator").get(page).content.decode()


def test_page_shows_what_was_sent(sign_in: Any, due_measure: Measure) -> None:
    elsewhere = factories.make_division(due_measure.agency, "กองช่าง", email="chang@test.example")
    factories.make_measure(due_measure.plan, divisions=(elsewhere,), due_date=DUE)
    plan_reminders(DUE)
    send_due()
    page = sign_in("coordinator").get("/work/test/reminders/").content.decode()
    assert "palad@test.example" in page
    assert "chang@test.example" in page
    assert "ส่งแล้ว" in page
    staff_page = sign_in("staff").get("/work/test/reminders/").content.decode()
    assert "palad@test.example" in staff_page
    assert "chang@test.example" not in staff_page


class Inbox:
    """A mail server that remembers what it accepted, and is slow enough to be interrupted."""

    def __init__(self) -> None:
        self.accepted: list[tuple[str, str]] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        text = envelope.content.decode("ascii", "replace")
        name = next(line for line in text.splitlines() if line.startswith("Message-ID"))
        await asyncio.sleep(0.05)
        self.accepted.append((envelope.rcpt_tos[0], name))
        return "250 OK"


@pytest.fixture
def inbox() -> Iterator[tuple[Inbox, int]]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    handler = Inbox()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield handler, port
    finally:
        controller.stop()


@pytest.fixture
def run(transactional_db: None, tmp_path: Path, inbox: tuple[Inbox, int]) -> Any:
    """Start a Python of its own on a database that other processes see: on SQLite one in a file,
    on PostgreSQL that of the tests."""
    environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    environment |= {
        "ITA_PORTAL_DATA": str(tmp_path),
        "EMAIL_URL": f"smtp://127.0.0.1:{inbox[1]}",
        "DJANGO_SETTINGS_MODULE": "ita_portal.settings",
    }
    if connection.vendor != "sqlite":
        environment["DATABASE_URL"] = _database_url()

    def start(script: str) -> subprocess.Popen[bytes]:
        code = f"import django; django.setup()\n{script}"
        return subprocess.Popen(
            [sys.executable, "-c", code], cwd=ROOT, env=environment, stdout=subprocess.PIPE
        )

    def wait(script: str) -> str:
        process = start(script)
        output, _ = process.communicate(timeout=120)
        assert process.returncode == 0
        return output.decode().strip()

    wait("from django.core.management import call_command; call_command('migrate', verbosity=0)")
    start.wait = wait  # type: ignore[attr-defined]
    return start


_PREPARE = """
from datetime import date
from measures.reminding import plan_reminders
from tests import factories
agency = factories.make_agency(slug="kill")
plan = factories.make_plan(agency)
for number in range(30):
    division = factories.make_division(agency, f"d {number}", email=f"d{number}@test.example")
    factories.make_measure(plan, divisions=(division,), due_date=date(2023, 3, 31))
print(plan_reminders(date(2023, 3, 31)))
"""

# Time passes: the leases of the dead run out.
_EXPIRE = """
from measures.models import Reminder
waiting = Reminder.objects.filter(sent_at__isnull=True)
waiting.update(lease_until=None)
print(waiting.count())
"""


def test_killed_in_the_middle_every_reminder_arrives(inbox: tuple[Inbox, int], run: Any) -> None:
    """Workers are killed with SIGKILL again and again while they send. In the end every digest
    has arrived; a second copy can only be one whose worker died between the server's "250"
    and the mark, at most one for each kill, and it carries the same Message-ID."""
    handler, _ = inbox
    assert run.wait(_PREPARE) == "30"
    kills = 0
    for _ in range(20):
        before = len(handler.accepted)
        worker = run("from measures.sending import send_due; send_due()")
        deadline = time.monotonic() + 60
        while len(handler.accepted) < before + 7 and worker.poll() is None:
            assert time.monotonic() < deadline, "the worker sent nothing"
            time.sleep(0.01)
        if worker.poll() is None:
            worker.send_signal(signal.SIGKILL)
            kills += 1
        worker.wait()
        if run.wait(_EXPIRE) == "0":
            break
    copies = Counter(handler.accepted)
    assert kills >= 3
    assert {address for address, _ in copies} == {f"d{n}@test.example" for n in range(30)}
    assert len(copies) == 30, "one Message-ID for each reminder"
    assert sum(copies.values()) - 30 <= kills


def _database_url() -> str:
    settings = connection.settings_dict
    return (
        f"postgres://{settings['USER']}:{settings['PASSWORD']}"
        f"@{settings['HOST']}:{settings['PORT']}/{settings['NAME']}"
    )


def test_calendar_shows_ones_own_until_revoked(
    sign_in: Any, due_measure: Measure, people: Any
) -> None:
    elsewhere = factories.make_division(due_measure.agency, "กองช่าง")
    factories.make_measure(
        due_measure.plan, divisions=(elsewhere,), issue="CANARY ของกองอื่น", due_date=DUE
    )
    client = sign_in("staff")
    page = client.post("/work/test/reminders/calendar/issue/")
    address = page.context["new_address"]
    path = address[address.index("/feed/") :]
    client.logout()

    calendar = Calendar.from_ical(client.get(path).content)

    [entry] = calendar.walk("VEVENT")
    assert entry["DTSTART"].dt == DUE
    assert due_measure.heading in str(entry["SUMMARY"])
    token = path.removeprefix("/feed/").removesuffix(".ics")
    assert token not in str(CalendarFeed.objects.values())
    assert client.get(path.replace(".ics", "x.ics")).status_code == 404
    sign_in("staff").post("/work/test/reminders/calendar/revoke/")
    client.logout()
    assert client.get(path).status_code == 404


def test_calendar_ends_with_the_account(sign_in: Any, due_measure: Measure, people: Any) -> None:
    client = sign_in("staff")
    page = client.post("/work/test/reminders/calendar/issue/")
    path = "/feed/" + page.context["new_address"].rsplit("/feed/")[1]
    people["staff"].is_active = False
    people["staff"].save()
    client.logout()
    assert client.get(path).status_code == 404


def test_an_agency_that_is_not_in_use_is_not_reminded(due_measure: Measure) -> None:
    plan_reminders(DUE)
    Agency.objects.update(is_active=False)
    assert send_due() == (0, 0)
    assert plan_reminders(DUE + timedelta(days=7)) == 0
    Agency.objects.update(is_active=True)
    assert send_due() == (1, 0)


def test_a_division_that_was_dissolved_is_not_reminded(due_measure: Measure) -> None:
    Division.objects.update(is_active=False)
    assert plan_reminders(DUE) == 0


def test_the_calendar_of_an_agency_that_is_not_in_use(
    client: Client, sign_in: Any, due_measure: Measure
) -> None:
    page = sign_in("staff").post("/work/test/reminders/calendar/issue/")
    path = "/feed/" + page.context["new_address"].rsplit("/feed/")[1]
    client.logout()
    assert client.get(path).status_code == 200
    Agency.objects.update(is_active=False)
    assert client.get(path).status_code == 404


def test_a_name_with_line_ends_begins_no_other_header(due_measure: Measure) -> None:
    Agency.objects.update(name="เทศบาล\r\nBcc: somebody@evil.example\n\nข้อความ")
    assert plan_reminders(DUE) == 1
    assert send_due() == (1, 0)
    [message] = mail.outbox
    assert message.recipients() == ["palad@test.example"]
    assert message.message()["Bcc"] is None
    assert "Bcc: somebody@evil.example" in message.subject


def test_a_servers_answer_stays_on_one_line(
    due_measure: Measure, monkeypatch: Any, caplog: Any
) -> None:
    def refuse(*args: Any) -> None:
        raise OSError("550 no\n2026-01-01 ERROR forged line")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    plan_reminders(DUE)
    assert send_due() == (0, 1)
    assert "\n" not in Reminder.objects.get().error
    assert all("\n" not in record.getMessage() for record in caplog.records)
