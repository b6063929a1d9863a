"""Taking changes back: ``measures.undoing`` and its view."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from agencies.models import Event
from measures.editing import update_measure
from measures.models import Measure, MeasurePlan, Progress
from measures.services import update_progress
from tests import factories

UNDO = "/work/test/undo/"


def report(measure: Measure, version: int = 0, **values: Any) -> Event:
    """Save progress and give back its event."""
    progress = update_progress(
        measure=measure, round="6m", actor=None, seen_version=version, values=values
    )
    event = Event.objects.filter(agency=measure.agency).of(progress).first()
    assert event is not None
    return event


def test_undo_puts_back_what_stood(coordinator: Client, measure: Measure) -> None:
    report(measure, status="in_progress", note="เดิม")
    event = report(measure, 1, status="done", completion_date=date(2023, 1, 2), note="")

    coordinator.post(UNDO, {"events": str(event.pk)})

    progress = Progress.objects.get()
    assert (progress.status, progress.completion_date, progress.note) == (
        "in_progress",
        None,
        "เดิม",
    )
    assert progress.version == 3
    last = Event.objects.filter(agency=measure.agency).of(progress).first()
    assert last is not None
    assert last.verb == "undone"
    assert last.changes["completion_date"] == ["2023-01-02", None]


def test_undo_can_be_undone(coordinator: Client, measure: Measure) -> None:
    event = report(measure, status="done", completion_date=date(2023, 1, 2))
    coordinator.post(UNDO, {"events": str(event.pk)})
    undone = Event.objects.filter(verb="undone").get()
    coordinator.post(UNDO, {"events": str(undone.pk)})
    assert Progress.objects.get().completion_date == date(2023, 1, 2)


def test_the_first_report_taken_back_is_no_report(coordinator: Client, measure: Measure) -> None:
    event = report(measure, status="in_progress", note="ผิดเรื่อง")
    coordinator.post(UNDO, {"events": str(event.pk)})

    progress = Progress.objects.get()
    assert (progress.is_blank(), progress.version) == (True, 2)
    assert (progress.updated_at, progress.updated_by) == (None, None)
    page = coordinator.get("/work/test/measures/?round=6m&silent=on").content.decode()
    assert measure.heading in page
    assert "ยังไม่ดำเนินการ</span>" in page
    assert "ไม่ได้ระบุสถานะ" not in page


@pytest.mark.parametrize("htmx", [{}, {"HTTP_HX_REQUEST": "true"}])
def test_saving_what_stands_offers_no_undo_of_an_earlier_change(
    coordinator: Client, measure: Measure, htmx: dict[str, str]
) -> None:
    report(measure, status="in_progress", note="ของเดิม")
    typed = {"status": "in_progress", "note": "ของเดิม", "completion_date": ""}
    address = f"/work/test/measures/{measure.pk}"
    for path in (f"{address}/quick/6m/", f"{address}/progress/6m/"):
        data = {**typed, "version": "1", "next": "/work/test/measures/"}
        said = coordinator.post(path, data, follow=True, **htmx).content.decode()
        assert ("บันทึก" in said, 'class="undo"' in said) == (True, False)
        said = coordinator.post(path, {**data, "note": path}, follow=True, **htmx).content.decode()
        assert 'class="undo"' in said
        Progress.objects.update(note="ของเดิม", version=1)


def test_a_later_change_stands_against_it(coordinator: Client, measure: Measure) -> None:
    first = report(measure, status="in_progress", note="หนึ่ง")
    report(measure, 1, note="สอง")

    page = coordinator.post(UNDO, {"events": str(first.pk)}, follow=True)

    assert "ถูกแก้ไขอีกครั้ง" in page.content.decode()
    assert Progress.objects.get().note == "สอง"
    assert Progress.objects.get().status == "in_progress"


def test_several_are_taken_back_together_or_not_at_all(
    coordinator: Client, plan: MeasurePlan
) -> None:
    one, two = factories.make_measure(plan), factories.make_measure(plan)
    events = [report(one, status="in_progress"), report(two, status="in_progress")]
    report(two, 1, status="not_started")

    coordinator.post(UNDO, {"events": "-".join(str(event.pk) for event in events)})

    assert [p.status for p in Progress.objects.order_by("measure")] == [
        "in_progress",
        "not_started",
    ]


def test_a_measure_is_put_back_with_its_due_date(coordinator: Client, measure: Measure) -> None:
    update_measure(
        measure=measure,
        actor=None,
        seen_version=1,
        values={"monitoring": "รายงานภายในเดือนมิถุนายน ๒๕๖๖", "title": "ใหม่"},
    )
    assert Measure.objects.get().due_date == date(2023, 6, 30)
    event = Event.objects.filter(agency=measure.agency).of(measure).first()
    assert event is not None

    coordinator.post(UNDO, {"events": str(event.pk)})

    measure.refresh_from_db()
    assert (measure.title, measure.due_date) == ("", date(2023, 3, 31))
    assert "ใหม่" not in measure.search_text


@pytest.mark.parametrize(
    ("role", "status"), [("staff", 403), ("executive", 403), ("overseer", 403)]
)
def test_who_may_not_change_may_not_undo(
    sign_in: Any, elsewhere: Measure, role: str, status: int
) -> None:
    event = report(elsewhere, status="in_progress")
    assert sign_in(role).post(UNDO, {"events": str(event.pk)}).status_code == status
    assert Progress.objects.get().status == "in_progress"


def test_staff_may_not_undo_an_edit_of_the_measure(sign_in: Any, measure: Measure) -> None:
    update_measure(measure=measure, actor=None, seen_version=1, values={"title": "ใหม่"})
    event = Event.objects.filter(agency=measure.agency).of(measure).first()
    assert event is not None
    assert sign_in("staff").post(UNDO, {"events": str(event.pk)}).status_code == 403


def test_other_agencys_event_is_not_found(stranger: Client, measure: Measure) -> None:
    event = report(measure, status="in_progress")
    assert stranger.post("/work/other/undo/", {"events": str(event.pk)}).status_code == 404
    assert Progress.objects.get().status == "in_progress"


@pytest.mark.parametrize("events", ["", "x", "1-", "-1", "๑"])
def test_nonsense_is_not_found(coordinator: Client, events: str) -> None:
    assert coordinator.post(UNDO, {"events": events}).status_code == 404
