"""What everybody may read: ``reports.views.public``."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from agencies.models import Agency, User
from measures.models import Measure
from reports import approval
from reports.models import PublicationFile, Report
from reports.publishing import publish_report
from tests import factories

PAGE = "/test/2566/o43/"


def publish(report: Report, person: User, note: str = "") -> None:
    if report.state != "draft":
        approval.reopen_report(report=report, actor=person)
    approval.submit_report(report=report, actor=person)
    approval.approve_report(report=report, actor=person, opinion="")
    publish_report(report=report, actor=person, note=note)


@pytest.fixture
def person(agency: Agency) -> User:
    return factories.make_member(agency, "administrator")


@pytest.fixture
def report(agency: Agency, person: User) -> Report:
    factories.load_all_frameworks()
    plan = factories.make_plan(agency)
    measure = factories.make_measure(plan, issue="E6 การเผยแพร่ข้อมูลของหน่วยงาน")
    factories.make_progress(measure, status="done", completion_date=date(2023, 1, 23))
    report = factories.make_report(plan)
    publish(report, person)
    return report


def test_page_without_a_login(client: Client, report: Report) -> None:
    response = client.get(PAGE)

    page = response.content.decode()
    assert response.status_code == 200
    assert '<html lang="th">' in page
    assert "<title>รายงานผลการดำเนินการ ประจำปีงบประมาณ พ.ศ. ๒๕๖๖ เทศบาลตำบลทดสอบ</title>" in page
    assert "E๖ การเผยแพร่ข้อมูลของหน่วยงาน" in page
    assert "ดำเนินการแล้ว เมื่อวันที่ ๒๓ มกราคม ๒๕๖๖" in page
    assert 'href="../o43.pdf"' in page


def test_the_bytes_are_those_that_were_frozen(client: Client, report: Report) -> None:
    for format, address in (("html", PAGE), ("pdf", "/test/2566/o43.pdf"),
                            ("json", "/test/2566/o43.json")):  # fmt: skip
        stored = PublicationFile.objects.get(format=format)
        assert client.get(address).content == bytes(stored.content)


def test_later_changes_do_not_show(client: Client, report: Report) -> None:
    before = client.get(PAGE).content
    Measure.objects.update(issue="เปลี่ยนหลังเผยแพร่")
    factories.make_measure(report.plan)
    assert client.get(PAGE).content == before


def test_one_query_finds_the_page(
    client: Client, report: Report, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        client.get(PAGE)


def test_unchanged_costs_no_bytes(client: Client, report: Report) -> None:
    etag = client.get(PAGE)["ETag"]
    response = client.get(PAGE, headers={"if-none-match": etag})
    assert (response.status_code, response.content) == (304, b"")


def test_drafts_are_not_visible(client: Client, agency: Agency) -> None:
    factories.load_all_frameworks()
    plan = factories.make_plan(agency)
    factories.make_measure(plan)
    report = factories.make_report(plan)
    for address in (PAGE, "/test/2566/o43.pdf", "/test/"):
        assert client.get(address).status_code == 404
    draft = client.get(f"/work/test/reports/{report.pk}/draft.html")
    assert draft["Location"].startswith("/accounts/login/")


def test_old_versions_stay_with_a_notice(client: Client, report: Report, person: User) -> None:
    first = client.get(PAGE).content
    Measure.objects.update(issue="ฉบับแก้ไข")
    publish(report, person, note="แก้ถ้อยคำ")

    newest = client.get(PAGE).content.decode()
    old = client.get(f"{PAGE}v1/").content.decode()
    assert "ฉบับแก้ไข" in newest
    assert "สิ่งที่แก้ไขในฉบับนี้: แก้ถ้อยคำ" in newest
    assert "ฉบับแก้ไข" not in old
    assert "เปิดฉบับล่าสุด (ฉบับที่ 2)" in old
    assert 'href="../../o43.pdf"' in old
    assert (
        bytes(PublicationFile.objects.get(format="html", publication__version=1).content) == first
    )
    assert client.get("/test/2566/o43/v1.pdf").content.startswith(b"%PDF-")
    assert client.get(f"{PAGE}v2/").content.decode() == newest
    assert client.get(f"{PAGE}v3/").status_code == 404


def test_agency_page_lists_what_is_public(client: Client, report: Report) -> None:
    page = client.get("/test/").content.decode()
    assert 'href="/test/2566/o43/"' in page
    assert 'href="/test/2566/o43.pdf"' in page
    assert client.get("/nobody/").status_code == 404


@pytest.mark.parametrize(
    "address", ["/test/2567/o43/", "/test/2566/o42/", "/other/2566/o43/", "/test/๒๕๖๖/o43/",
                "/test/2566/o43.exe", "/test/2566/o43.html"],
)  # fmt: skip
def test_what_is_not_there(client: Client, report: Report, address: str) -> None:
    assert client.get(address).status_code == 404


def test_only_looking_is_allowed(client: Client, report: Report) -> None:
    assert client.post(PAGE).status_code == 405


def test_headers(client: Client, report: Report) -> None:
    response: Any = client.get(PAGE)
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
