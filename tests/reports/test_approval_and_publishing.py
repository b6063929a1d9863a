"""The way of a report to publication: ``reports.approval`` and ``reports.publishing``."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from agencies.models import Agency, Event, User
from measures.models import Measure
from reports import approval
from reports.approval import NotPossible
from reports.document import from_json
from reports.models import Publication, PublicationFile, Report
from reports.publishing import address_of, publish_report
from tests import factories


@pytest.fixture
def person(agency: Agency) -> User:
    return factories.make_member(agency, "administrator")


@pytest.fixture
def report(agency: Agency) -> Report:
    plan = factories.make_plan(agency)
    measure = factories.make_measure(plan)
    factories.make_progress(measure, status="done", completion_date=date(2023, 1, 23))
    return factories.make_report(plan)


def approved(report: Report, person: User) -> Report:
    approval.submit_report(report=report, actor=person)
    approval.approve_report(report=report, actor=person, opinion="เห็นชอบ")
    return report


def test_from_draft_to_approved(report: Report, person: User) -> None:
    approved(report, person)

    report.refresh_from_db()
    assert (report.state, report.submitted_by, report.approved_by) == ("approved", person, person)
    assert report.opinion == "เห็นชอบ"
    assert [(e.verb, e.changes["state"]) for e in Event.objects.of(report)] == [
        ("approved", ["submitted", "approved"]),
        ("submitted", ["draft", "submitted"]),
    ]


def test_empty_plan_cannot_be_submitted(report: Report, person: User) -> None:
    Measure.objects.all().delete()
    assert approval.missing_to_submit(report) == ["ยังไม่มีมาตรการในแผนของปีนี้"]
    with pytest.raises(NotPossible, match="ยังไม่มีมาตรการ"):
        approval.submit_report(report=report, actor=person)
    report.refresh_from_db()
    assert report.state == "draft"


def test_returning_needs_a_comment(report: Report, person: User) -> None:
    approval.submit_report(report=report, actor=person)
    with pytest.raises(NotPossible, match="ความเห็น"):
        approval.return_report(report=report, actor=person, comment="  ")
    approval.return_report(report=report, actor=person, comment="ขาดลายเซ็น")
    assert report.state == "draft"
    assert Event.objects.of(report)[0].comment == "ขาดลายเซ็น"


@pytest.mark.parametrize("verb", ["approve", "return", "withdraw", "reopen"])
def test_a_draft_can_only_be_submitted(report: Report, person: User, verb: str) -> None:
    steps = {
        "approve": lambda: approval.approve_report(report=report, actor=person, opinion=""),
        "return": lambda: approval.return_report(report=report, actor=person, comment="x"),
        "withdraw": lambda: approval.withdraw_report(report=report, actor=person),
        "reopen": lambda: approval.reopen_report(report=report, actor=person),
    }
    with pytest.raises(NotPossible, match="ฉบับร่าง"):
        steps[verb]()
    assert not Event.objects.exists()


def test_two_deciders_cannot_both_decide(report: Report, person: User) -> None:
    approval.submit_report(report=report, actor=person)
    stale = Report.objects.get(pk=report.pk)
    approval.return_report(report=report, actor=person, comment="แก้ชื่อ")

    with pytest.raises(NotPossible, match="ไปก่อนแล้ว"):
        approval.approve_report(report=stale, actor=person, opinion="")
    assert Report.objects.get().state == "draft"


def test_the_database_ties_state_to_persons(report: Report) -> None:
    for state in ("submitted", "approved", "published"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Report.objects.filter(pk=report.pk).update(state=state)


def test_only_approved_reports_are_published(report: Report, person: User) -> None:
    with pytest.raises(NotPossible):
        publish_report(report=report, actor=person)
    assert not Publication.objects.exists()


def test_publication_is_a_frozen_snapshot(report: Report, person: User) -> None:
    publication = publish_report(report=approved(report, person), actor=person)

    files = {file.format: file for file in publication.files.all()}
    assert {"html", "pdf", "json"} <= set(files)
    before = {}
    for format, file in files.items():
        before[format] = bytes(file.content)
        assert hashlib.sha256(before[format]).hexdigest() == file.sha256
    assert before["pdf"].startswith(b"%PDF-")
    assert "ดำเนินการแล้ว เมื่อวันที่ ๒๓ มกราคม ๒๕๖๖" in before["html"].decode()

    Measure.objects.update(steps="เปลี่ยนหมดแล้ว", issue="เปลี่ยน")
    for file in PublicationFile.objects.all():
        assert bytes(file.content) == before[file.format]
    texts = list(from_json(Publication.objects.get().document).texts())
    assert "เปลี่ยนหมดแล้ว" not in texts


def test_a_correction_is_a_new_version(report: Report, person: User) -> None:
    first = publish_report(report=approved(report, person), actor=person)
    approval.reopen_report(report=report, actor=person)
    second = publish_report(report=approved(report, person), actor=person, note="แก้วันที่")

    assert (first.version, second.version, second.note) == (1, 2, "แก้วันที่")
    assert first.path == second.path
    assert Publication.objects.count() == 2


@pytest.mark.parametrize("table", ["reports_publication", "reports_publicationfile"])
@pytest.mark.parametrize("sql", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_the_database_keeps_publications(
    report: Report, person: User, table: str, sql: str
) -> None:
    publish_report(report=approved(report, person), actor=person)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute(sql.format(table))


@pytest.mark.parametrize(
    ("fiscal_year", "kind", "round", "address"),
    [
        # Item codes and what the report covers: ita-facts §3.2.
        (2566, "measures", "", (2566, "o42")),
        (2566, "progress", "6m", (2566, "o43")),
        (2566, "progress", "12m", (2566, "o43-12m")),
        (2568, "measures", "", (2568, "measures")),  # O27 is not established
        (2568, "progress", "12m", (2569, "o26")),  # FY2569's O26 reports on FY2568
        (2568, "progress", "6m", (2569, "o26-6m")),
        (2575, "progress", "12m", (2575, "progress-12m")),  # no framework at all
    ],
)
def test_address_follows_the_framework(
    agency: Agency, fiscal_year: int, kind: str, round: str, address: tuple[int, str]
) -> None:
    factories.load_all_frameworks()
    plan = factories.make_plan(agency, fiscal_year)
    assert address_of(factories.make_report(plan, kind=kind, round=round)) == address
