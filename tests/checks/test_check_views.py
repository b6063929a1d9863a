"""The pages of the check: findings beside the report, repairs, dismissals, any Word file."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client

from agencies.models import Agency, Event
from measures.models import Measure, Progress
from reports import approval
from reports.checks.gate import check_report, open_errors
from reports.models import Dismissal, Report
from tests import factories
from tests.docx_files import docx, p, row, table

TITLE = (
    "รายงานการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน เทศบาลตำบลทดสอบ\n"
    "ประจำปีงบประมาณ พ.ศ. ๒๕๖๖ รอบ ๖ เดือน"
)


@pytest.fixture
def report(agency: Agency) -> Report:
    """A report of one measure with a spelling slip, and an error: digits mixed in a number."""
    factories.load_all_frameworks()
    plan = factories.make_plan(agency)
    factories.make_measure(
        plan,
        issue="E๖ การเผยแพร่ข้อมูลของหน่วยงานที่ท่านติดต่อ มีลักษณะดังต่อไปนี้ มากน้อยเพียงใด",
        steps="๑. ประชุมชี้แจงตามกฏหมาย\n๒. รายงานผู้บริหารในปี ๒๕6๖",
        monitoring="๑. รายงานผลภายในเดือนมีนาคม ๒๕๖๖",
    )
    return factories.make_report(plan, title_lines=TITLE, numerals="as_typed")


def address(report: Report, step: str = "", slug: str = "test") -> str:
    return f"/work/{slug}/reports/{report.pk}/check/{step}"


def of(report: Report, rule: str) -> str:
    """The fingerprint of the open finding of a rule."""
    return next(f.fingerprint for f in check_report(report).open if f.rule == rule)


def test_the_page_shows_findings_by_severity_linked_to_their_text(
    report: Report, coordinator: Client
) -> None:
    page = coordinator.get(address(report)).content.decode()
    assert page.index('id="group-error"') < page.index('id="group-warning"')
    for rule in ("G2", "G9"):
        fingerprint = of(report, rule)
        assert f'id="on-{fingerprint}"' in page
        assert f'id="at-{fingerprint}"' in page
    assert "<mark>กฏหมาย</mark>" in page
    assert "<mark>๒๕6๖</mark>" in page
    assert "องค์ประกอบที่ต้องมี" in page


def test_a_repair_is_written_to_the_measure_with_its_history(
    report: Report, coordinator: Client
) -> None:
    response = coordinator.post(address(report, "repair/"), {"finding": of(report, "G9")})

    assert response.status_code == 302
    measure = Measure.objects.get()
    assert measure.steps.split("\n")[0] == "๑. ประชุมชี้แจงตามกฎหมาย"
    event = Event.objects.of(measure).first()
    assert event is not None
    assert event.verb == "repaired"
    assert "กฏหมาย" in event.changes["steps"][0]
    assert "G9" not in {f.rule for f in check_report(report).open}


def test_all_repairs_of_a_kind_at_once(report: Report, coordinator: Client) -> None:
    Measure.objects.update(steps="๑. ปฎิบัติตามกฏหมาย\n๒. เผยแพร่กฏหมาย")
    fingerprints = [f.fingerprint for f in check_report(report).open if f.rule == "G9"]
    assert len(fingerprints) == 3

    coordinator.post(address(report, "repair/"), {"finding": fingerprints})

    assert Measure.objects.get().steps == "๑. ปฏิบัติตามกฎหมาย\n๒. เผยแพร่กฎหมาย"


def test_a_wrong_year_of_completion_is_repaired_as_a_date(
    report: Report, coordinator: Client
) -> None:
    measure = Measure.objects.get()
    factories.make_progress(
        measure, status="done", completion_date="2022-01-24",
        status_text="ดำเนินการแล้ว เมื่อวันที่ ๒๔ มกราคม ๒๕๖๕",
    )  # fmt: skip

    coordinator.post(address(report, "repair/"), {"finding": of(report, "A1")})

    progress = Progress.objects.get()
    assert progress.completion_date.isoformat() == "2023-01-24"
    assert "A1" not in {f.rule for f in check_report(report).open}


def test_the_title_of_the_report_is_repaired_too(report: Report, coordinator: Client) -> None:
    Report.objects.update(title_lines=TITLE.replace("๒๕๖๖", "๒๕6๖"))
    report.refresh_from_db()
    finding = next(f for f in check_report(report).open if f.rule == "G2" and not f.place.measure)

    coordinator.post(address(report, "repair/"), {"finding": finding.fingerprint})

    report.refresh_from_db()
    assert report.title_lines == TITLE


def test_errors_hold_publishing_back_until_somebody_answers_for_them(
    report: Report, coordinator: Client
) -> None:
    assert any("ต้องแก้ไข" in sentence for sentence in approval.missing_to_submit(report))

    for finding in open_errors(report):
        coordinator.post(
            address(report, "dismiss/"), {"finding": finding.fingerprint, "reason": "ตามต้นฉบับ"}
        )

    assert open_errors(report) == ()
    assert approval.missing_to_submit(report) == []
    assert any(f.severity == "warning" for f in check_report(report).open)  # these hold nothing


def test_a_dismissal_keeps_its_reason_in_the_history_and_can_be_taken_back(
    report: Report, coordinator: Client
) -> None:
    fingerprint = of(report, "G2")
    coordinator.post(address(report, "dismiss/"), {"finding": fingerprint, "reason": "เป็นรหัส"})

    dismissal = Dismissal.objects.get()
    assert (dismissal.rule, dismissal.reason, dismissal.text) == ("G2", "เป็นรหัส", "๒๕6๖")
    event = Event.objects.of(report).first()
    assert event is not None
    assert (event.verb, event.comment) == ("dismissed", "เป็นรหัส")
    assert "เป็นรหัส" in coordinator.get(address(report)).content.decode()

    coordinator.post(address(report, "take-up/"), {"finding": fingerprint})

    assert not Dismissal.objects.exists()
    assert of(report, "G2") == fingerprint
    assert [e.verb for e in Event.objects.of(report)][:2] == ["taken_up", "dismissed"]


def test_a_dismissal_ends_when_the_text_changes(report: Report, coordinator: Client) -> None:
    coordinator.post(address(report, "dismiss/"), {"finding": of(report, "G2"), "reason": "เป็นรหัส"})
    Measure.objects.update(steps="๑. รายงานในปี ๒๕6๗")
    assert "G2" in {f.rule for f in open_errors(report)}


def test_a_dismissal_needs_a_reason_and_what_was_typed_comes_back(
    report: Report, coordinator: Client
) -> None:
    response = coordinator.post(
        address(report, "dismiss/"), {"finding": of(report, "G2"), "reason": "  "}
    )
    assert response.status_code == 409
    assert "กรุณาเขียนเหตุผล" in response.content.decode()
    assert not Dismissal.objects.exists()


def test_the_database_keeps_reasons(report: Report, people: dict[str, Any]) -> None:
    values = {
        "agency": report.agency, "report": report, "rule": "G2", "fingerprint": "x",
        "where": "b01", "dismissed_by": people["coordinator"],
    }  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic():
        Dismissal.objects.create(**values, reason="")
    Dismissal.objects.create(**values, reason="ถูกต้อง")
    with pytest.raises(IntegrityError), transaction.atomic():
        Dismissal.objects.create(**values, reason="อีกครั้ง")


def test_a_finding_that_is_gone_is_told(report: Report, coordinator: Client) -> None:
    for step in ("repair/", "dismiss/", "take-up/"):
        response = coordinator.post(address(report, step), {"finding": "0" * 32, "reason": "ถูกต้อง"})
        assert response.status_code == 409, step


def test_a_report_with_the_executive_is_not_repaired(report: Report, coordinator: Client) -> None:
    fingerprint = of(report, "G9")
    person = factories.make_user()
    Report.objects.update(state="submitted", submitted_at="2023-04-01T00:00Z", submitted_by=person)
    response = coordinator.post(address(report, "repair/"), {"finding": fingerprint})
    assert response.status_code == 409
    assert "กฏหมาย" in Measure.objects.get().steps


@pytest.mark.parametrize("role", ["staff", "executive", "overseer"])
def test_readers_see_the_findings_and_may_not_answer_them(
    report: Report, sign_in: Any, role: str
) -> None:
    client = sign_in(role)
    page = client.get(address(report))
    assert page.status_code == 200
    assert "<textarea" not in page.content.decode()
    for step in ("repair/", "dismiss/", "take-up/"):
        assert client.post(address(report, step), {"finding": of(report, "G2")}).status_code == 403


def test_another_agency_finds_nothing(report: Report, stranger: Client) -> None:
    assert stranger.get(address(report, slug="other")).status_code == 404
    assert stranger.post(address(report, "repair/", slug="other")).status_code == 404
    measure = Measure.objects.get()
    assert stranger.get(f"/work/other/measures/{measure.pk}/check/").status_code == 404


def test_nobody_without_a_login(report: Report, client: Client) -> None:
    for url in (address(report), "/work/test/check/"):
        response = client.get(url)
        assert response.status_code == 302
        assert response["Location"].startswith("/accounts/login/")


def test_all_of_a_kind_are_dismissed_with_one_reason(report: Report, coordinator: Client) -> None:
    factories.make_measure(report.plan, issue="E๗ เรื่องอื่น", steps="๑. ทำตามกฏหมาย\n๒. ถือตามกฏหมาย")
    found = [one for one in check_report(report).open if one.text == "กฏหมาย"]
    assert len(found) > 1
    page = coordinator.get(address(report)).content.decode()
    assert f"ทั้ง {len(found)} แห่งถูกต้องแล้ว" in page
    fields = {"finding": [one.fingerprint for one in found], "kind": "G9", "reason": "  "}
    refused = coordinator.post(address(report, "dismiss/"), fields)
    assert refused.status_code == 409
    assert "กรุณาเขียนเหตุผล" in refused.content.decode()
    assert Dismissal.objects.count() == 0
    coordinator.post(address(report, "dismiss/"), fields | {"reason": "ชื่อเฉพาะ"})
    places = {one.fingerprint for one in found}  # a cell that says it twice counts once
    assert {one.fingerprint: one.reason for one in Dismissal.objects.all()} == dict.fromkeys(
        places, "ชื่อเฉพาะ"
    )
    assert not [one for one in check_report(report).open if one.text == "กฏหมาย"]
    log = Event.objects.filter(verb="dismissed", comment="ชื่อเฉพาะ")
    assert log.count() == len(places) < len(found)
    assert len(re.findall('id="on-', page)) == len(set(re.findall('id="(on-[0-9a-f]+)"', page)))


def test_a_heading_is_repaired_in_all_measures_below_it(
    report: Report, coordinator: Client
) -> None:
    heading = ["ตัวชี้วัดที่ ๖ ประสิทธิภาพการสื่อสาร"]
    factories.make_measure(report.plan, issue="E๗ เรื่องอื่น", group_headings=heading)
    Measure.objects.update(group_headings=heading)
    page = coordinator.get(address(report)).content.decode()
    assert "ตัวชี้วัดที่ ๗ ประสิทธิภาพการสื่อสาร" in page
    coordinator.post(address(report, "repair/"), {"finding": of(report, "C1")})
    right = ["ตัวชี้วัดที่ ๗ ประสิทธิภาพการสื่อสาร"]
    assert [one.group_headings for one in Measure.objects.all()] == [right, right]
    assert "C1" not in {one.rule for one in check_report(report).open}


def test_wrong_methods(report: Report, coordinator: Client) -> None:
    assert coordinator.post(address(report)).status_code == 405
    assert coordinator.get(address(report, "repair/")).status_code == 405


def test_a_measure_shows_its_own_findings(report: Report, coordinator: Client) -> None:
    other = factories.make_measure(report.plan, issue="E๗ เรื่องอื่น", steps="๑. ทำตามกฏหมาย")
    measure = Measure.objects.get(position=1)
    url = f"/work/test/measures/{measure.pk}/check/?round=6m"
    page = coordinator.get(url).content.decode()
    assert "กฎหมาย" in page
    assert "๒๕6๖" in page
    panel = coordinator.get(url, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in panel
    other_page = coordinator.get(f"/work/test/measures/{other.pk}/check/").content.decode()
    assert "๒๕6๖" not in other_page


def typed(client: Client, measure: Measure, **texts: str) -> str:
    return client.post(f"/work/test/measures/{measure.pk}/check/", texts).content.decode()


def test_a_form_shows_the_findings_of_what_is_typed_below_its_fields(
    report: Report, coordinator: Client
) -> None:
    measure = Measure.objects.get(position=1)
    before = Measure.objects.values().get(pk=measure.pk)
    page = typed(coordinator, measure, steps="๑. ทำตามกฏหมาย", monitoring="๑. ภายในเดือนมีนาคม ๒๕๖๖")
    below_steps = page.partition('id="found-steps"')[2].partition("</div>")[0]
    below_monitoring = page.partition('id="found-monitoring"')[2].partition("</div>")[0]
    assert "กฎหมาย" in below_steps
    assert "<li>" not in below_monitoring
    assert 'id="found-results"' not in page  # of another form
    assert "1 แห่ง" in page
    assert Measure.objects.values().get(pk=measure.pk) == before


def test_what_is_typed_in_progress_is_checked_too(report: Report, coordinator: Client) -> None:
    page = typed(
        coordinator, Measure.objects.get(position=1), results="๑. จัดทําแผน\n๑. <b>เผยแพร่</b>"
    )
    assert "ทำ" in page
    assert "เลขข้อ 1 ต่อจากข้อ 1" not in page  # a second list may begin
    assert "<b>" not in page


def test_right_words_leave_the_fields_empty(report: Report, coordinator: Client) -> None:
    page = typed(coordinator, Measure.objects.get(position=1), steps="๑. จัดทำแผน", results="")
    assert "<li>" not in page
    assert "ไม่พบข้อที่ควรดู" in page


def word_file() -> SimpleUploadedFile:
    content = docx(
        p("รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรม ประจำปีงบประมาณ พ.ศ. ๒๕๖๖"),
        table(
            row("มาตรการ", "ผู้รับผิดชอบ", "วิธีการดำเนินการ", header=True),
            row("จัดทำคู่มือ", "สำนักปลัด", "๑. กำชับให้ถือปฏิบัติตามกฏหมาย"),
        ),
    )
    return SimpleUploadedFile("report.docx", content)


def test_a_word_file_is_checked_on_the_page_and_not_kept(
    agency: Agency, sign_in: Any, django_assert_num_queries: Any
) -> None:
    client = sign_in("staff")
    before = Event.objects.count(), Report.objects.count()
    response = client.post("/work/test/check/", {"file": word_file(), "fiscal_year": "๒๕๖๖"})
    page = response.content.decode()
    assert response.status_code == 200
    assert re.search("<mark>กฏหมาย</mark>", page)
    assert (Event.objects.count(), Report.objects.count()) == before


def test_a_word_file_comes_back_with_comments(agency: Agency, coordinator: Client) -> None:
    response = coordinator.post("/work/test/check/", {"file": word_file(), "word": "1"})
    assert response["Content-Type"].endswith("wordprocessingml.document")
    assert "no-store" in response["Cache-Control"]
    assert response.content[:2] == b"PK"
    assert "attachment" in response["Content-Disposition"]


def test_a_file_that_is_no_word_file_is_told(agency: Agency, coordinator: Client) -> None:
    upload = SimpleUploadedFile("report.docx", b"no word file at all")
    response = coordinator.post("/work/test/check/", {"file": upload})
    assert response.status_code == 422
    assert "Word" in response.content.decode()
