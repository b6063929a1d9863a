"""The event log: ``agencies.events`` and ``agencies.models.event``."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from agencies.events import differences, log_event
from agencies.models import Agency, Event
from tests import factories


def test_names_are_kept_as_text(agency: Agency) -> None:
    user = factories.make_user(display_name="ผู้ทดสอบ")
    log_event(agency=agency, actor=user, verb="changed", thing=agency)
    user.display_name = "ชื่อใหม่"
    user.save()

    event = Event.objects.get()
    assert (event.actor_name, event.title, event.kind) == (
        "ผู้ทดสอบ", "เทศบาลตำบลทดสอบ", "agencies.agency",
    )  # fmt: skip


def test_without_a_person_it_was_the_system(agency: Agency) -> None:
    assert log_event(agency=agency, actor=None, verb="changed", thing=agency).actor_name == "ระบบ"


def test_changes_are_plain(agency: Agency) -> None:
    changes = {"day": (None, date(2023, 1, 23)), "score": (Decimal("1.50"), 2)}
    event = log_event(agency=agency, actor=None, verb="changed", thing=agency, changes=changes)
    event.refresh_from_db()
    assert event.changes == {"day": [None, "2023-01-23"], "score": ["1.50", 2]}


def test_a_verb_without_a_thai_name_is_refused(agency: Agency) -> None:
    with pytest.raises(KeyError):
        log_event(agency=agency, actor=None, verb="exploded", thing=agency)


def test_rows_are_never_touched_again(agency: Agency) -> None:
    event = log_event(agency=agency, actor=None, verb="changed", thing=agency)
    with pytest.raises(TypeError):
        event.save()
    with pytest.raises(TypeError):
        event.delete()
    with pytest.raises(TypeError):
        Event.objects.all().delete()
    with pytest.raises(TypeError):
        Event.objects.update(verb="x")


@pytest.mark.parametrize(
    "sql", ["UPDATE agencies_event SET verb = 'x'", "DELETE FROM agencies_event"]
)
def test_the_database_refuses_as_well(agency: Agency, sql: str) -> None:
    log_event(agency=agency, actor=None, verb="changed", thing=agency)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(sql)
    assert Event.objects.get().verb == "changed"


def test_differences_name_only_what_changed() -> None:
    assert differences({"a": 1, "b": 2}, {"a": 1, "b": 3, "c": 4}) == {"b": (2, 3), "c": (None, 4)}
