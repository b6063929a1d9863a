"""Open data: ``reports.open_data`` and its addresses; and that nothing private is published."""

from __future__ import annotations

import csv
import json
import zipfile
from datetime import date
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.test import Client

from agencies.models import Agency, User
from measures.models import Measure
from reports import approval
from reports.document import Document, Paragraph, to_json
from reports.models import Publication, Report
from reports.open_data import describe_fields
from reports.publishing import publish_report
from reports.readers.docx import read_docx
from reports.static_site import as_zip, report_files, site_files
from tests import factories
from tests.writers.pdf_tools import extract, needs_poppler


def publish(report: Report, person: User) -> Publication:
    approval.submit_report(report=report, actor=person)
    approval.approve_report(report=report, actor=person, opinion="CANARY-opinion")
    return publish_report(report=report, actor=person)


@pytest.fixture
def person(agency: Agency) -> User:
    return factories.make_member(agency, "administrator")


@pytest.fixture
def report(agency: Agency) -> Report:
    factories.load_all_frameworks()
    plan = factories.make_plan(agency)
    first = factories.make_measure(plan, issue="E6 การเผยแพร่ข้อมูล", steps="=1+1\n-2")
    factories.make_progress(first, status="done", completion_date=date(2023, 1, 23))
    factories.make_measure(plan, issue="E9 การตอบคำถาม", group_headings=["ตัวชี้วัดที่ ๗"])
    return factories.make_report(plan)


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline="")))


def test_csv_has_the_published_measures(client: Client, report: Report, person: User) -> None:
    publish(report, person)
    response = client.get("/test/2566/data.csv")
    assert response.content.startswith(b"\xef\xbb\xbf")
    first, second = rows_of(response.content)
    assert (first["agency"], first["year"], first["item"], first["number"]) == (
        "เทศบาลตำบลทดสอบ", "2566", "o43", "1")  # fmt: skip
    assert first["issue"] == "E๖ การเผยแพร่ข้อมูล"
    assert first["status"] == "ดำเนินการแล้ว เมื่อวันที่ ๒๓ มกราคม ๒๕๖๖"
    assert first["headings"].startswith("มาตรการส่งเสริมคุณธรรมและความโปร่งใสของเทศบาลตำบลทดสอบ")
    assert second["headings"] == "ตัวชี้วัดที่ ๗"


def test_no_cell_is_live(client: Client, report: Report, person: User) -> None:
    publish(report, person)
    cells = [cell for row in rows_of(client.get("/test/2566/data.csv").content)
             for cell in row.values()]  # fmt: skip
    assert "'=๑+๑\n-๒" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_json_describes_its_fields(client: Client, report: Report, person: User) -> None:
    publish(report, person)
    data = json.loads(client.get("/test/2566/data.json").content)
    described = {field["name"]: field["description"] for field in data["fields"]}
    assert described["steps"] == "ขั้นตอนหรือวิธีการ"
    assert len(data["measures"]) == 2
    assert set().union(*data["measures"]) <= set(described)
    table = json.loads(client.get("/test/2566/data.csv-metadata.json").content)
    columns = [column["name"] for column in table["tableSchema"]["columns"]]
    assert columns == [field["name"] for field in describe_fields()]
    head = client.get("/test/2566/data.csv").content.decode("utf-8-sig").splitlines()[0]
    assert head.split(",") == columns


def test_later_changes_are_not_open_data(client: Client, report: Report, person: User) -> None:
    publish(report, person)
    before = client.get("/test/2566/data.csv").content
    Measure.objects.update(issue="เปลี่ยนหลังเผยแพร่")
    assert client.get("/test/2566/data.csv").content == before


@pytest.mark.parametrize(
    "address", ["/test/2567/data.csv", "/nobody/2566/data.csv", "/test/2566/data.xml"]
)
def test_what_is_not_there(client: Client, report: Report, person: User, address: str) -> None:
    publish(report, person)
    assert client.get(address).status_code == 404


# --- nothing private goes out -----------------------------------------------------------------

# Every field that holds a text and is for the office only, by its place.
PRIVATE = {
    "measure": {"officers": "CANARY-officers"},
    "progress": {"review_comment": "CANARY-review"},
    "report": {
        "unplaced": [{"where": "CANARY-where", "text": "CANARY-unplaced", "reason": "CANARY-why"}],
        "source": to_json(Document((Paragraph("CANARY-source"),))),
        "source_name": "CANARY-name.docx",
    },
}


@needs_poppler
def test_private_fields_are_in_nothing_public(
    client: Client, report: Report, person: User, agency: Agency
) -> None:
    """A layout that does not show them; opinion and names of users included."""
    User.objects.filter(pk=person.pk).update(
        display_name="CANARY-user", email="canary@example.org", username="CANARY-login"
    )
    person.refresh_from_db()
    Measure.objects.update(
        title="CANARY-title", period_text="CANARY-period", extra=[["x", "CANARY-extra"]]
    )
    for measure in Measure.objects.all():
        factories.make_progress(
            measure, "12m", status="in_progress", note="CANARY-note", results="CANARY-12m"
        )
        measure.progress.filter(round="6m").update(results="CANARY-6m", outcomes="CANARY-outcomes")
    factories.make_evidence(Measure.objects.all()[0], caption="CANARY-evidence")
    Measure.objects.update(officers="")
    Report.objects.update(**PRIVATE["report"])
    report.refresh_from_db()
    publish(report, person)

    content: dict[str, bytes] = {
        address: client.get(address).content
        for address in (
            "/test/", "/test/feed.xml", "/sitemap.xml", "/test/2566/o43/", "/test/2566/o43.json",
            "/test/2566/o43/embed/", "/test/2566/data.csv", "/test/2566/data.json",
        )
    }  # fmt: skip
    content["pdf"] = extract(client.get("/test/2566/o43.pdf").content).encode()
    word = read_docx(client.get("/test/2566/o43.docx").content, name="x.docx")
    content["docx"] = "\n".join(word.document.texts()).encode()
    content["site"] = b"".join(data for _, data in site_files([agency]))
    with zipfile.ZipFile(BytesIO(as_zip(report_files(report)))) as archive:
        content["zip"] = b"".join(
            archive.read(name) for name in archive.namelist() if name.endswith((".html", ".json"))
        )
    found = {place for place, data in content.items() if b"canary" in data.lower()}
    assert found == set()


def test_the_canary_would_be_seen(client: Client, report: Report, person: User) -> None:
    """The control of the test above: what the layout shows is there."""
    Measure.objects.update(steps="CANARY-steps")
    publish(report, person)
    pages: list[Any] = ["/test/2566/o43/", "/test/2566/o43.json", "/test/2566/data.csv"]
    assert all(b"CANARY" in client.get(page).content for page in pages)
