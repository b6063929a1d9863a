"""One change for many measures: ``measures.bulk`` and its view."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from agencies.models import Event
from measures.models import Measure, MeasurePlan, Progress
from tests import factories

BULK = "/work/test/measures/bulk/"


@pytest.fixture
def measures(plan: MeasurePlan) -> list[Measure]:
    division = factories.make_division(plan.agency)
    return [factories.make_measure(plan, divisions=(division,)) for _ in range(3)]


def data(measures: list[Measure], **values: Any) -> dict[str, Any]:
    return {
        "round": "6m",
        "pick": [str(measure.pk) for measure in measures],
        "action": "status",
        "status": "in_progress",
        "completion_date": "",
        "note": "",
        **values,
    }


def seen(response: Any) -> list[str]:
    return re.findall(r'name="seen" value="([^"]+)"', response.content.decode())


def test_preview_writes_nothing(coordinator: Client, measures: list[Measure]) -> None:
    response = coordinator.post(BULK, data(measures))
    assert response.status_code == 200
    assert len(seen(response)) == 3
    assert not Progress.objects.exists()
    assert not Event.objects.exists()


def test_confirmed_it_is_done_and_can_be_undone(
    coordinator: Client, measures: list[Measure]
) -> None:
    tokens = seen(coordinator.post(BULK, data(measures, note="ตามแผน")))
    page = coordinator.post(
        BULK, data(measures, note="ตามแผน", confirm="1", seen=tokens), follow=True
    )
    assert "บันทึกแล้ว 3 มาตรการ" in page.content.decode()
    assert set(Progress.objects.values_list("status", "note")) == {("in_progress", "ตามแผน")}
    numbers = re.search(r'name="events" value="([0-9-]+)"', page.content.decode())
    assert numbers is not None

    coordinator.post("/work/test/undo/", {"events": numbers[1]})

    assert set(Progress.objects.values_list("status", "note")) == {("", "")}


def test_a_change_since_the_preview_stops_all(coordinator: Client, measures: list[Measure]) -> None:
    tokens = seen(coordinator.post(BULK, data(measures)))
    factories.make_progress(measures[1], status="not_started", note="แก้ระหว่างนั้น")

    response = coordinator.post(BULK, data(measures, confirm="1", seen=tokens))

    assert response.status_code == 409
    assert [p.note for p in Progress.objects.all()] == ["แก้ระหว่างนั้น"]


def test_empty_note_keeps_the_notes(coordinator: Client, measures: list[Measure]) -> None:
    factories.make_progress(measures[0], status="not_started", note="อย่าลบ")
    tokens = seen(coordinator.post(BULK, data(measures)))
    coordinator.post(BULK, data(measures, confirm="1", seen=tokens))
    assert Progress.objects.get(measure=measures[0]).note == "อย่าลบ"


def test_staff_skip_what_is_not_theirs(
    sign_in: Any, measures: list[Measure], elsewhere: Measure
) -> None:
    client = sign_in("staff")
    page = client.post(BULK, data([*measures, elsewhere]))
    assert "ไม่อยู่ในความรับผิดชอบ" in page.content.decode()
    client.post(BULK, data([*measures, elsewhere], confirm="1", seen=seen(page)))
    assert Progress.objects.count() == 3
    assert not Progress.objects.filter(measure=elsewhere).exists()


def test_other_agencys_measures_are_not_found(stranger: Client, measures: list[Measure]) -> None:
    response = stranger.post("/work/other/measures/bulk/", data(measures))
    assert response.status_code == 302
    assert not Progress.objects.exists()


def test_bad_values_come_back(coordinator: Client, measures: list[Measure]) -> None:
    response = coordinator.post(BULK, data(measures, status="done", completion_date="เมื่อไร"))
    assert response.status_code == 422
    assert "เมื่อไร" in response.content.decode()


def test_sending_skips_what_is_incomplete(sign_in: Any, measures: list[Measure]) -> None:
    factories.make_progress(measures[0], status="in_progress", results="ทำแล้วครึ่งหนึ่ง")
    factories.make_progress(measures[1], status="in_progress")
    client = sign_in("staff")
    page = client.post(BULK, data(measures, action="send"))
    assert "ยังไม่ได้เขียนผลการดำเนินการ" in page.content.decode()
    client.post(BULK, data(measures, action="send", confirm="1", seen=seen(page)))
    states = Progress.objects.order_by("measure").values_list("review", flat=True)
    assert list(states) == ["submitted", "draft"]


def test_only_the_coordinator_accepts(sign_in: Any, measures: list[Measure]) -> None:
    for measure in measures:
        factories.make_progress(measure, status="in_progress", results="ทำแล้ว")
    for role, accepted in (("staff", 0), ("coordinator", 3)):
        client = sign_in(role)
        tokens = seen(client.post(BULK, data(measures, action="accept")))
        client.post(BULK, data(measures, action="accept", confirm="1", seen=tokens))
        assert Progress.objects.filter(review="accepted").count() == accepted
