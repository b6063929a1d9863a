"""Saving the status of a measure: ``measures.views.measure.save_progress``."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from agencies.models import Agency, Event, User
from measures.models import Measure, Progress
from tests import factories


@pytest.fixture
def measure(agency: Agency) -> Measure:
    division = factories.make_division(agency)
    return factories.make_measure(factories.make_plan(agency), divisions=(division,))


@pytest.fixture
def elsewhere(agency: Agency) -> Measure:
    """A measure of another division of the same agency."""
    division = factories.make_division(agency, "กองช่าง")
    return factories.make_measure(factories.make_plan(agency, 2565), divisions=(division,))


def address(measure: Measure, round: str = "6m") -> str:
    return f"/work/{measure.agency.slug}/measures/{measure.pk}/progress/{round}/"


def typed(**values: str) -> dict[str, str]:
    return {
        "version": "0",
        "status": "done",
        "completion_date": "๒๓ มกราคม ๒๕๖๖",
        "note": "",
        "results": "จัดทำประกาศแล้ว",
        "outcomes": "",
        **values,
    }


def test_staff_report_their_measure(
    sign_in: Any, people: dict[str, User], measure: Measure
) -> None:
    response = sign_in("staff").post(address(measure), typed())

    assert response.status_code == 302
    assert response["Location"] == f"/work/test/measures/{measure.pk}/?round=6m"
    progress = Progress.objects.get(measure=measure)
    assert progress.round == "6m"
    assert progress.status == "done"
    assert progress.completion_date == date(2023, 1, 23)
    assert progress.results == "จัดทำประกาศแล้ว"
    assert (progress.version, progress.updated_by) == (1, people["staff"])
    event = Event.objects.get()
    assert event.actor == people["staff"]
    assert event.changes["status"] == ["", "done"]
    assert event.changes["completion_date"] == [None, "2023-01-23"]


def test_page_says_when_and_by_whom(
    sign_in: Any, people: dict[str, User], measure: Measure
) -> None:
    page = sign_in("staff").post(address(measure), typed(), follow=True).content.decode()

    assert f"โดย {people['staff']}" in page
    assert "ปรับปรุงล่าสุด" in page
    assert "เมื่อวันที่ 23 มกราคม 2566" in page


def test_other_division_is_forbidden(sign_in: Any, elsewhere: Measure) -> None:
    response = sign_in("staff").post(address(elsewhere), typed())

    assert response.status_code == 403
    assert not Progress.objects.exists()


def test_measure_of_all_divisions_is_everybodys(sign_in: Any, measure: Measure) -> None:
    everybody = factories.make_division(measure.agency, "ทุกส่วนราชการ", covers_all=True)
    measure.divisions.set([everybody])

    assert sign_in("staff").post(address(measure), typed()).status_code == 302
    assert Progress.objects.get().status == "done"


def test_other_agency_is_not_found(stranger: Client, measure: Measure) -> None:
    assert stranger.post(address(measure), typed()).status_code == 404
    own = f"/work/other/measures/{measure.pk}/progress/6m/"
    assert stranger.post(own, typed()).status_code == 404
    assert not Progress.objects.exists()


@pytest.mark.parametrize("role", ["executive", "overseer"])
def test_readers_may_not_write(sign_in: Any, measure: Measure, role: str) -> None:
    assert sign_in(role).post(address(measure), typed()).status_code == 403
    assert not Progress.objects.exists()


def test_anonymous_is_sent_to_the_login(client: Client, measure: Measure) -> None:
    response = client.post(address(measure), typed())

    assert response["Location"].startswith("/accounts/login/")
    assert not Progress.objects.exists()


def test_get_is_refused(coordinator: Client, measure: Measure) -> None:
    assert coordinator.get(address(measure)).status_code == 405


def test_unknown_round_is_not_found(coordinator: Client, measure: Measure) -> None:
    assert coordinator.post(address(measure, "9m"), typed()).status_code == 404


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"completion_date": "๓๑ กุมภาพันธ์ ๒๕๖๖"}, "อ่านวันที่"),
        ({"completion_date": ""}, "กรุณาระบุวันที่ดำเนินการแล้วเสร็จ"),
        ({"status": "in_progress"}, "เฉพาะเมื่อเลือก"),
        ({"completion_date": "1 มกราคม 2640"}, "ยังมาไม่ถึง"),
        ({"status": "finished"}, "finished"),
        ({"version": "-1"}, "0"),
    ],
)
def test_bad_input_keeps_what_was_typed(
    coordinator: Client, measure: Measure, values: dict[str, str], message: str
) -> None:
    response = coordinator.post(address(measure), typed(results="ข้อความที่ยาวมาก", **values))

    assert response.status_code == 422
    page = response.content.decode()
    assert message in page
    assert "ข้อความที่ยาวมาก" in page
    assert not Progress.objects.exists()


def test_staff_cannot_choose_what_is_theirs(sign_in: Any, measure: Measure) -> None:
    """Fields beyond the form change nothing."""
    sign_in("staff").post(address(measure), typed(agency="999", updated_by="1", status_text="x"))

    progress = Progress.objects.get()
    assert progress.agency == measure.agency
    assert progress.status_text == ""


def test_second_edit_gets_both_texts(coordinator: Client, measure: Measure) -> None:
    coordinator.post(address(measure), typed(results="ฉบับของคนแรก"))

    response = coordinator.post(address(measure), typed(results="ฉบับของคนที่สอง"))

    assert response.status_code == 409
    page = response.content.decode()
    assert "ฉบับของคนแรก" in page
    assert "ฉบับของคนที่สอง" in page
    assert Progress.objects.get().results == "ฉบับของคนแรก"
    assert 'name="version" value="1"' in page.replace("  ", " ")


def test_conflict_can_be_settled(coordinator: Client, measure: Measure) -> None:
    """The form of the conflict page carries the new version: saving it is a decision."""
    coordinator.post(address(measure), typed(results="ฉบับของคนแรก"))
    coordinator.post(address(measure), typed(results="ฉบับของคนที่สอง"))

    coordinator.post(address(measure), typed(results="ทั้งสองฉบับ", version="1"))

    progress = Progress.objects.get()
    assert (progress.results, progress.version) == ("ทั้งสองฉบับ", 2)
    assert [event.changes["results"] for event in Event.objects.all()] == [
        ["ฉบับของคนแรก", "ทั้งสองฉบับ"],
        ["", "ฉบับของคนแรก"],
    ]


def test_imported_wording_goes_with_its_status(coordinator: Client, measure: Measure) -> None:
    factories.make_progress(measure, status="in_progress", status_text="กำลังทำอยู่ตามแผน", version=1)

    coordinator.post(address(measure), typed(version="1"))

    assert Progress.objects.get().status_text == ""


def test_saving_what_stands_leaves_no_trace(coordinator: Client, measure: Measure) -> None:
    coordinator.post(address(measure), typed())
    coordinator.post(address(measure), typed(version="1"))

    assert Progress.objects.get().version == 1
    assert Event.objects.count() == 1
