"""What everybody may read: ``reports.views.public``."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from lxml import etree
from pytest_django import DjangoAssertNumQueries

from agencies.models import Agency, User
from measures.models import Measure
from reports import approval
from reports.document import Memo, to_json
from reports.models import PublicationFile, Report
from reports.publishing import publish_report
from reports.readers.docx import read_docx
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


@pytest.mark.parametrize("address", [PAGE, "/test/2566/o43.pdf"])
def test_nobody_asks_who_looks(
    coordinator: Client,
    report: Report,
    address: str,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    """Signed in or not: one query, and one copy in a cache before the portal."""
    with django_assert_num_queries(1):
        response = coordinator.get(address)
    assert "Cookie" not in response.headers.get("Vary", "")


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
    assert 'href="../../../../static/published/v1/report.css"' in old
    assert (
        bytes(PublicationFile.objects.get(format="html", publication__version=1).content) == first
    )
    assert client.get("/test/2566/o43/v1.pdf").content.startswith(b"%PDF-")
    assert client.get(f"{PAGE}v2/").content.decode().replace('="../../', '="../') == newest
    assert client.get(f"{PAGE}v3/").status_code == 404


def test_agency_page_lists_what_is_public(client: Client, report: Report) -> None:
    page = client.get("/test/").content.decode()
    assert 'href="/test/2566/o43/"' in page
    assert 'href="/test/2566/o43.pdf"' in page
    assert 'href="/test/2566/data.csv"' in page
    assert 'href="/test/feed.xml"' in page
    assert client.get("/test/index.html").content.decode() == page
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


def test_word_is_published_too(client: Client, report: Report) -> None:
    response = client.get("/test/2566/o43.docx")
    assert response.content == bytes(PublicationFile.objects.get(format="docx").content)
    assert response["Content-Disposition"] == 'inline; filename="test-2566-o43.docx"'


def test_files_of_a_version_may_be_kept_for_ever(client: Client, report: Report) -> None:
    assert client.get("/test/2566/o43/v1.pdf")["Cache-Control"].endswith("immutable")
    assert client.get("/test/2566/o43.pdf")["Cache-Control"] == "public, max-age=300"
    # The page of a version tells of newer ones, so it is asked for again.
    page = client.get(f"{PAGE}v1/")
    assert page["Cache-Control"] == "public, max-age=300"
    again = client.get(f"{PAGE}v1/", headers={"if-none-match": page["ETag"]})
    assert again.status_code == 304


def test_only_the_embedded_page_may_be_framed_by_others(client: Client, report: Report) -> None:
    response: Any = client.get(f"{PAGE}embed/")
    assert "frame-ancestors *" in response["Content-Security-Policy"]
    assert "X-Frame-Options" not in response
    page = response.content.decode()
    assert "E๖ การเผยแพร่ข้อมูลของหน่วยงาน" in page
    assert "doc-bar" not in page
    assert 'href="http://127.0.0.1:8000/test/2566/o43/"' in page
    whole: Any = client.get(PAGE)
    assert "frame-ancestors *" not in whole["Content-Security-Policy"]
    assert whole["X-Frame-Options"] in ("DENY", "SAMEORIGIN")


def test_metadata_for_machines(client: Client, report: Report) -> None:
    page = client.get(PAGE).content.decode()
    address = "http://127.0.0.1:8000/test/2566/o43/"
    assert f'<link rel="canonical" href="{address}">' in page
    assert '<meta name="DC.language" content="th">' in page
    assert f'<meta property="og:url" content="{address}">' in page
    assert "<script" not in page
    assert " style=" not in page


def test_feed_and_site_map(client: Client, report: Report, person: User) -> None:
    publish(report, person, note="แก้ถ้อยคำ")
    feed = client.get("/test/feed.xml")
    assert feed["Content-Type"] == "application/atom+xml"
    entries = etree.fromstring(feed.content).findall("{*}entry")
    assert [entry.findtext("{*}summary") for entry in entries] == ["แก้ถ้อยคำ"]
    assert entries[0].findtext("{*}id") == "http://127.0.0.1:8000/test/2566/o43/v2/"
    site = etree.fromstring(client.get("/sitemap.xml").content)
    assert site.xpath("//*[local-name()='loc']/text()") == [
        "http://127.0.0.1:8000/test/", "http://127.0.0.1:8000/test/2566/o43/"]  # fmt: skip
    assert client.get("/nobody/feed.xml").status_code == 404
    assert b"Sitemap: http://127.0.0.1:8000/sitemap.xml" in client.get("/robots.txt").content


def test_memo_may_be_left_out_of_the_page_only(
    client: Client, report: Report, person: User
) -> None:
    memo = Memo("สำนักปลัด", "ตย ๑", "๑ มกราคม ๒๕๖๖", "รายงานผล", "นายก", ("ข้อความในบันทึก",))
    Report.objects.filter(pk=report.pk).update(memo=to_json(memo), memo_on_web=False)
    report.refresh_from_db()
    publish(report, person)
    assert "ข้อความในบันทึก" not in client.get(PAGE).content.decode()
    word = read_docx(client.get("/test/2566/o43.docx").content, name="x.docx")
    assert "ข้อความในบันทึก" in " ".join(word.document.texts())
