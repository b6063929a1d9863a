"""The pages of a report in work: ``reports.views.report``."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from agencies.models import Agency, Event
from measures.models import MeasurePlan
from reports.models import Publication, Report
from tests import factories


@pytest.fixture
def plan(agency: Agency) -> MeasurePlan:
    return factories.make_plan(agency)


@pytest.fixture
def report(plan: MeasurePlan) -> Report:
    measure = factories.make_measure(plan)
    factories.make_progress(measure, status="done", completion_date=date(2023, 1, 23))
    return factories.make_report(plan)


def step(client: Client, report: Report, verb: str, text: str = "") -> Any:
    return client.post(f"/work/test/reports/{report.pk}/{verb}/", {"text": text})


def test_the_whole_way(sign_in: Any, report: Report) -> None:
    """Coordinator submits, executive returns and approves, coordinator publishes."""
    step(sign_in("coordinator"), report, "submit")
    step(sign_in("executive"), report, "return", "ขอให้เพิ่มผลการดำเนินการ")
    report.refresh_from_db()
    assert report.state == "draft"
    assert "ขอให้เพิ่มผลการดำเนินการ" in (
        sign_in("coordinator").get(f"/work/test/reports/{report.pk}/").content.decode()
    )
    step(sign_in("coordinator"), report, "submit")
    step(sign_in("executive"), report, "approve", "เห็นชอบ")
    step(sign_in("coordinator"), report, "publish")

    report.refresh_from_db()
    assert (report.state, report.opinion) == ("published", "เห็นชอบ")
    assert Publication.objects.get().version == 1
    assert [e.verb for e in Event.objects.of(report)] == [
        "published", "approved", "submitted", "returned", "submitted",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("role", "verb"),
    [
        ("coordinator", "approve"),
        ("coordinator", "return"),
        ("executive", "submit"),
        ("executive", "publish"),
        ("staff", "submit"),
        ("overseer", "approve"),
    ],
)
def test_steps_of_others_are_forbidden(sign_in: Any, report: Report, role: str, verb: str) -> None:
    assert step(sign_in(role), report, verb, "x").status_code == 403
    report.refresh_from_db()
    assert report.state == "draft"


def test_a_step_that_is_not_possible_says_why(sign_in: Any, report: Report) -> None:
    response = step(sign_in("executive"), report, "approve", "เห็นชอบตามที่เสนอ")
    assert response.status_code == 409
    assert "ทำรายการนี้ไม่ได้ เพราะรายงานมีสถานะ “ฉบับร่าง”" in response.content.decode()


def test_returning_without_a_comment_keeps_the_report(sign_in: Any, report: Report) -> None:
    step(sign_in("coordinator"), report, "submit")
    response = step(sign_in("executive"), report, "return", " ")
    assert response.status_code == 409
    assert "กรุณาเขียนความเห็น" in response.content.decode()
    report.refresh_from_db()
    assert report.state == "submitted"


def test_unknown_step_is_not_found(coordinator: Client, report: Report) -> None:
    assert step(coordinator, report, "explode").status_code == 404
    assert coordinator.get(f"/work/test/reports/{report.pk}/submit/").status_code == 405


def test_begin_a_report(coordinator: Client, plan: MeasurePlan) -> None:
    response = coordinator.post(
        "/work/test/reports/new/", {"plan": plan.pk, "kind": "progress", "round": "6m"}
    )
    report = Report.objects.get()
    assert response["Location"] == f"/work/test/reports/{report.pk}/"
    assert report.title_lines.splitlines()[2:] == [
        "ประจำปีงบประมาณ พ.ศ. ๒๕๖๖", "รอบ ๖ เดือน (เดือนตุลาคม ๒๕๖๕ - มีนาคม ๒๕๖๖)",
    ]  # fmt: skip
    assert "พ.ศ. ๒๕๖๕" in report.intro
    again = coordinator.post(
        "/work/test/reports/new/", {"plan": plan.pk, "kind": "progress", "round": "6m"}
    )
    assert again.status_code == 422
    assert "มีรายงานนี้อยู่แล้ว" in again.content.decode()


def test_another_agencys_plan_cannot_be_chosen(coordinator: Client, other_agency: Agency) -> None:
    foreign = factories.make_plan(other_agency)
    data = {"plan": foreign.pk, "kind": "progress", "round": "6m"}
    assert coordinator.post("/work/test/reports/new/", data).status_code == 422
    assert not Report.objects.exists()


def test_texts_of_a_draft(coordinator: Client, report: Report) -> None:
    address = f"/work/test/reports/{report.pk}/texts/"
    data = {"layout": "progress-text", "numerals": "arabic", "title_lines": "ชื่อใหม่", "intro": "ดังนี้"}

    coordinator.post(address, data)

    report.refresh_from_db()
    assert (report.title_lines, report.intro, report.numerals) == ("ชื่อใหม่", "ดังนี้", "arabic")
    assert Event.objects.of(report)[0].changes["title_lines"][1] == "ชื่อใหม่"
    page = coordinator.get(f"/work/test/reports/{report.pk}/").content.decode()
    assert "ดำเนินการแล้ว เมื่อวันที่ 23 มกราคม 2566" in page  # the numerals were changed as well


def test_bad_texts_keep_what_was_typed(coordinator: Client, report: Report) -> None:
    address = f"/work/test/reports/{report.pk}/texts/"
    data = {"layout": "no-such", "numerals": "thai", "title_lines": "พิมพ์ไว้แล้ว", "intro": ""}
    response = coordinator.post(address, data)
    assert response.status_code == 422
    assert "พิมพ์ไว้แล้ว" in response.content.decode()
    report.refresh_from_db()
    assert report.title_lines != "พิมพ์ไว้แล้ว"


def test_submitted_texts_are_locked(coordinator: Client, report: Report) -> None:
    step(coordinator, report, "submit")
    data = {"layout": "progress-text", "numerals": "thai", "title_lines": "ชื่อใหม่", "intro": ""}
    response = coordinator.post(f"/work/test/reports/{report.pk}/texts/", data)
    assert response.status_code == 422
    assert "แก้ไขไม่ได้" in response.content.decode()
    report.refresh_from_db()
    assert report.title_lines != "ชื่อใหม่"


@pytest.mark.parametrize(
    ("format", "start"), [("html", b"<!doctype html>"), ("pdf", b"%PDF-"), ("json", b"{")]
)
def test_draft_in_each_format(
    coordinator: Client, report: Report, format: str, start: bytes
) -> None:
    response = coordinator.get(f"/work/test/reports/{report.pk}/draft.{format}")
    assert response.content.startswith(start)
    assert response["Cache-Control"] == "private, no-store"
    assert coordinator.get(f"/work/test/reports/{report.pk}/draft.exe").status_code == 404


@pytest.mark.parametrize("count", [1, 50])
def test_report_page_costs_the_same_for_any_length(
    coordinator: Client,
    plan: MeasurePlan,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(count):
        factories.make_progress(factories.make_measure(plan), status="in_progress")
    report = factories.make_report(plan)
    with django_assert_num_queries(23):
        coordinator.get(f"/work/test/reports/{report.pk}/")


@pytest.mark.parametrize("rest", ["", "texts/"])
def test_a_long_report_shows_its_first_measures_and_leads_to_the_whole(
    coordinator: Client, plan: MeasurePlan, monkeypatch: pytest.MonkeyPatch, rest: str
) -> None:
    monkeypatch.setattr("reports.previewing.AT_ONCE", 2)
    monkeypatch.setattr("reports.approval.open_errors", lambda report: ["one finding"])
    steps = ["กรอกแบบ", "ตรวจแบบ", "ลงนาม", "ประกาศ", "ติดตาม"]
    for text in steps:
        factories.make_measure(plan, steps=text)
    report = factories.make_report(plan)
    page = coordinator.get(f"/work/test/reports/{report.pk}/{rest}").content.decode()
    preview = page[page.index("doc-body") :]
    assert [text for text in steps if f">{text}<" in preview] == steps[:2]
    assert "อีก 3 มาตรการ" in page
    whole = f"/work/test/reports/{report.pk}/draft.html"
    assert whole in page
    assert steps[-1] in coordinator.get(whole).content.decode()
    assert "ผลตรวจก่อนเผยแพร่ยังมีข้อ" not in page  # not checked only to look at it
    response = coordinator.post(f"/work/test/reports/{report.pk}/submit/")
    assert "ผลตรวจก่อนเผยแพร่ยังมีข้อ" in response.content.decode()


def test_list_shows_only_own_reports(
    coordinator: Client, report: Report, other_agency: Agency
) -> None:
    factories.make_report(factories.make_plan(other_agency, 2567))
    page = coordinator.get("/work/test/reports/").content.decode()
    assert f"/work/test/reports/{report.pk}/" in page
    assert "2567" not in page


@pytest.mark.parametrize("format", ["html", "pdf", "docx", "json"])
def test_signs_pasted_from_other_programs_break_no_format(
    coordinator: Client, agency: Agency, format: str
) -> None:
    """A vertical tab comes with every line break copied from a slide; no XML file can hold it."""
    plan = factories.make_plan(agency)
    measure = factories.make_measure(plan, issue="เรื่อง\x0bหนึ่ง", steps="ก\x01ข\ufffe")
    factories.make_progress(measure, results="ผล\x1f")
    report = factories.make_report(plan, title_lines="รายงาน\x0bผล", intro="\x08")
    response = coordinator.get(f"/work/test/reports/{report.pk}/draft.{format}")
    assert response.status_code == 200
    assert len(response.content) > 500
