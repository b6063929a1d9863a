"""Status, date and note in the row of the table: ``measures.views.quick``."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from measures.models import Measure, Progress
from tests import factories

HTMX = {"HTTP_HX_REQUEST": "true"}


def address(measure: Measure, agency: str = "test") -> str:
    return f"/work/{agency}/measures/{measure.pk}/quick/6m/"


def typed(**values: str) -> dict[str, str]:
    return {"version": "0", "status": "in_progress", "completion_date": "", "note": "", **values}


def test_plain_form_saves_and_leads_back(sign_in: Any, measure: Measure) -> None:
    response = sign_in("staff").post(
        address(measure), typed(note="รอประชุม", next="/work/test/measures/?q=E6")
    )

    assert response["Location"] == "/work/test/measures/?q=E6"
    progress = Progress.objects.get()
    assert (progress.status, progress.note, progress.version) == ("in_progress", "รอประชุม", 1)


@pytest.mark.parametrize("next_page", ["https://elsewhere.example/", "//elsewhere.example", ""])
def test_it_leads_nowhere_else(coordinator: Client, measure: Measure, next_page: str) -> None:
    response = coordinator.post(address(measure), typed(next=next_page))
    assert response["Location"] == "/work/test/measures/"


def test_htmx_gets_the_row_with_the_columns_of_the_list(
    coordinator: Client, measure: Measure
) -> None:
    response = coordinator.post(
        address(measure),
        typed(next="/work/test/measures/?col=position&col=status&col=note", note="ใหม่"),
        **HTMX,
    )
    page = response.content.decode()
    assert response.status_code == 200
    assert page.count("data-label=") == 3
    assert "อยู่ระหว่างดำเนินการ" in page
    assert "ใหม่" in page
    assert "ย้อนกลับ" in page
    assert "<html" not in page


def test_done_without_a_date_is_today(coordinator: Client, measure: Measure) -> None:
    coordinator.post(address(measure), typed(status="done"))
    assert Progress.objects.get().completion_date == date.today()


@pytest.mark.parametrize("extra", [{}, HTMX])
def test_bad_date_keeps_what_was_typed(
    coordinator: Client, measure: Measure, extra: dict[str, str]
) -> None:
    response = coordinator.post(
        address(measure), typed(status="done", completion_date="วันหนึ่ง", note="ข้อความ"), **extra
    )
    assert response.status_code == 422
    assert "วันหนึ่ง" in response.content.decode()
    assert "ข้อความ" in response.content.decode()
    assert not Progress.objects.exists()


def test_conflict_shows_both_and_loses_neither(coordinator: Client, measure: Measure) -> None:
    coordinator.post(address(measure), typed(note="ของคนแรก"))

    response = coordinator.post(address(measure), typed(note="ของคนที่สอง"), **HTMX)

    page = response.content.decode()
    assert response.status_code == 409
    assert "ของคนแรก" in page
    assert "ของคนที่สอง" in page
    assert Progress.objects.get().note == "ของคนแรก"
    coordinator.post(address(measure), typed(note="ทั้งสอง", version="1"))
    assert Progress.objects.get().note == "ทั้งสอง"


def test_other_division_is_forbidden(sign_in: Any, elsewhere: Measure) -> None:
    client = sign_in("staff")
    assert client.get(address(elsewhere)).status_code == 403
    assert client.post(address(elsewhere), typed()).status_code == 403
    assert not Progress.objects.exists()


def test_other_agency_is_not_found(stranger: Client, measure: Measure) -> None:
    assert stranger.post(address(measure), typed()).status_code == 404
    assert stranger.post(address(measure, "other"), typed()).status_code == 404


def test_closed_round_is_refused_with_the_text_kept(coordinator: Client, measure: Measure) -> None:
    coordinator.post(f"/work/test/plans/{measure.plan_id}/rounds/6m/close/")

    response = coordinator.post(address(measure), typed(note="สายไป"))

    assert response.status_code == 409
    assert "รอบนี้ปิดแล้ว" in response.content.decode()
    assert "สายไป" in response.content.decode()
    assert not Progress.objects.exists()


def test_cancel_brings_the_row_back(coordinator: Client, measure: Measure) -> None:
    factories.make_progress(measure, status="done")
    page = coordinator.get(address(measure), {"row": "1", "next": "/work/test/measures/"}, **HTMX)
    assert page.content.decode().startswith(f'<tr id="m{measure.pk}"')
