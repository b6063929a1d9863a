"""Bringing a Word file in through the browser: ``reports.views.imports``."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from agencies.models import Agency
from assessments.models import Assessment
from measures.models import Measure, MeasurePlan, Progress
from reports.models import PendingImport, Report
from tests import factories
from tests.reports.word_files import HEADER, ROWS, small_report, with_scores

UPLOAD = "/work/test/import/"


@pytest.fixture(autouse=True)
def _frameworks(db: None) -> None:
    factories.load_all_frameworks()


def word(content: bytes | None = None, name: str = "รายงาน.docx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, small_report() if content is None else content)


def upload(client: Client, **values: Any) -> Any:
    return client.post(UPLOAD, {"file": word(), "fiscal_year": "", "round": "", **values})


@pytest.fixture
def pending(coordinator: Client) -> PendingImport:
    upload(coordinator)
    return PendingImport.objects.get()


def test_upload_leads_to_the_preview_and_stores_nothing_else(coordinator: Client) -> None:
    response = upload(coordinator)

    pending = PendingImport.objects.get()
    assert response["Location"] == f"/work/test/import/{pending.pk}/"
    assert pending.name == "รายงาน.docx"
    assert not MeasurePlan.objects.exists()


def test_preview_shows_what_was_recognised_beside_the_wording(
    coordinator: Client, pending: PendingImport
) -> None:
    page = coordinator.get(f"/work/test/import/{pending.pk}/").content.decode()

    for text in ("เทศบาลตำบลบ้านใหม่ทดสอบ", "รอบ 6 เดือน", "“ดำเนินการแล้ว เมื่อวันที่ ๒๓ มกราคม ๒๕๖๖”",
                 "ตัวชี้วัดที่ ๗ ประสิทธิภาพการสื่อสาร", ROWS[0][0], "31 มกราคม 2566"):  # fmt: skip
        assert text in page
    assert "ไม่ตรงกับ เทศบาลตำบลทดสอบ" in page  # the file is of another agency: say so


def test_preview_tells_of_the_result_that_the_document_analyses(coordinator: Client) -> None:
    """The scores of the year before, and where the document contradicts itself."""
    upload(coordinator, file=word(with_scores(small_report())))
    pending = PendingImport.objects.get()
    address = f"/work/test/import/{pending.pk}/"
    page = " ".join(coordinator.get(address).content.decode().split())
    assert "ผลการประเมินปี 2565 ในเอกสาร" in page
    assert "83.94 ระดับ B" in page
    assert "<dd>2 ตัวชี้วัด</dd>" in page
    assert "98.20 แต่ตารางเขียนว่า 88.35" in page
    assert not Assessment.objects.exists()
    coordinator.post(f"{address}confirm/")
    assessment = Assessment.objects.get()
    assert (assessment.fiscal_year, assessment.announced_total) == (2565, Decimal("83.94"))


def test_confirming_stores_it_all(coordinator: Client, pending: PendingImport) -> None:
    response = coordinator.post(f"/work/test/import/{pending.pk}/confirm/")

    report = Report.objects.get()
    assert response["Location"] == f"/work/test/reports/{report.pk}/"
    assert [m.steps for m in Measure.objects.order_by("position")] == [ROWS[0][2], ROWS[1][2]]
    assert Progress.objects.filter(status="done").count() == 1
    assert not PendingImport.objects.exists()


def test_cancelling_forgets_the_file(coordinator: Client, pending: PendingImport) -> None:
    coordinator.post(f"/work/test/import/{pending.pk}/cancel/")
    assert not PendingImport.objects.exists()
    assert not MeasurePlan.objects.exists()


def test_a_columns_meaning_can_be_corrected(coordinator: Client) -> None:
    """The last column's heading says nothing; a person says what it means."""
    upload(coordinator, file=word(small_report(header=[*HEADER[:4], "ข้อมูลอื่น ๆ ของเรา"])))
    pending = PendingImport.objects.get()
    address = f"/work/test/import/{pending.pk}/"
    correction = {"column-1-4": "results"}
    assert "ข้อมูลอื่น ๆ ของเรา" in coordinator.get(address).content.decode()

    preview = coordinator.get(address, correction).content.decode()
    assert 'name="column-1-4" value="results"' in preview  # travels with the confirmation

    coordinator.post(f"{address}confirm/", correction)
    assert Progress.objects.get(measure__position=1).results == ROWS[0][4]
    assert Measure.objects.get(position=1).extra == []


def test_unknown_columns_are_kept_under_their_heading(coordinator: Client) -> None:
    header = ["ลำดับความสำคัญของเรา", *HEADER]
    rows = [["สูง", *ROWS[0]], ["ต่ำ", *ROWS[1]]]
    upload(coordinator, file=word(small_report(rows, header)))
    coordinator.post(f"/work/test/import/{PendingImport.objects.get().pk}/confirm/")
    extra = [m.extra for m in Measure.objects.order_by("position")]
    assert extra == [[["ลำดับความสำคัญของเรา", "สูง"]], [["ลำดับความสำคัญของเรา", "ต่ำ"]]]


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (word(b""), "ว่าง"),
        (word(b"%PDF-1.7 ..."), "PDF"),
        (word(b"GIF89a....", "ภาพ.docx"), "กรุณา"),
        (word(small_report(rows=[], header=["ก", "ข"])), "ตาราง"),
        (word(small_report(rows=[["x", "y"]], header=["วันที่", "จำนวนเงิน"])), "ตาราง"),
    ],
    ids=["empty", "pdf", "picture", "no-measures", "unknown-headers"],
)
def test_a_file_that_cannot_be_read_says_what_to_do(
    coordinator: Client, file: SimpleUploadedFile, says: str
) -> None:
    response = upload(coordinator, file=file, fiscal_year="2566")

    assert response.status_code == 422
    errors = " ".join(response.context["form"].errors["file"])
    assert says in errors
    assert 'value="2566"' in response.content.decode()
    assert not PendingImport.objects.exists()


def test_too_large_a_file(coordinator: Client, settings: Any) -> None:
    settings.MAX_WORD_FILE_BYTES = 1000
    response = upload(coordinator)
    assert "ใหญ่เกิน" in " ".join(response.context["form"].errors["file"])


@pytest.mark.parametrize("year", ["66", "2023", "สองพัน", "๒๕๖"])
def test_a_year_that_is_none(coordinator: Client, year: str) -> None:
    response = upload(coordinator, fiscal_year=year)
    assert response.status_code == 422
    assert "ปี พ.ศ. สี่หลัก" in response.content.decode()


def test_a_report_with_the_executive_is_not_overwritten(
    coordinator: Client, agency: Agency, pending: PendingImport, people: dict[str, Any]
) -> None:
    coordinator.post(f"/work/test/import/{pending.pk}/confirm/")
    report = Report.objects.get()
    coordinator.post(f"/work/test/reports/{report.pk}/submit/")
    measures = list(Measure.objects.values())
    upload(coordinator)
    again = PendingImport.objects.get()

    response = coordinator.post(f"/work/test/import/{again.pk}/confirm/")

    assert response.status_code == 409
    assert "รออนุมัติ" in response.content.decode()
    assert list(Measure.objects.values()) == measures
    assert PendingImport.objects.exists()  # nothing lost: it can be confirmed later


def test_another_agencys_upload_is_not_found(
    client: Client, other_agency: Agency, agency: Agency
) -> None:
    other = factories.make_member(other_agency, "coordinator")
    pending = PendingImport.objects.create(
        agency=agency, name="x", content=small_report(), created_by=other
    )
    client.force_login(other, backend="django.contrib.auth.backends.ModelBackend")
    for verb in ("", "confirm/", "cancel/"):
        ask = client.post if verb else client.get
        assert ask(f"/work/other/import/{pending.pk}/{verb}").status_code == 404
    assert PendingImport.objects.exists()
