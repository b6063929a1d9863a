"""Scores in: ``assessments.views.sheet``."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from agencies.models import Agency, Event, User
from assessments.models import Assessment, Framework
from assessments.selectors import sheet_of
from tests import factories
from tests.assessments.test_arithmetic import PUBLISHED_2565
from tests.assessments.workbooks import INDICATORS, QUESTIONS, workbook

SHEET, UPLOAD = "/work/test/scores/2565/edit/", "/work/test/scores/2565/upload/"
TEN = {f"indicator-{number}": str(score) for number, score in PUBLISHED_2565.items()}


@pytest.fixture(autouse=True)
def _frameworks(frameworks: None) -> None:
    pass


def typed(**more: str) -> dict[str, str]:
    return {
        "version": "0",
        "rating": "",
        **TEN,
        **{k.replace("__", "-"): v for k, v in more.items()},
    }


def test_ten_scores_are_enough(
    coordinator: Client, people: dict[str, User], agency: Agency
) -> None:
    response = coordinator.post(SHEET, typed())
    assert response["Location"] == "/work/test/scores/2565/"
    assessment = Assessment.objects.get()
    assert (assessment.agency, assessment.fiscal_year, assessment.version) == (agency, 2565, 1)
    assert (assessment.computed_total, assessment.computed_rating) == (Decimal("83.94"), "B")
    assert assessment.updated_by == people["coordinator"]
    event = Event.objects.get()
    assert event.verb == "changed"
    assert event.changes["ตัวชี้วัดที่ 1"] == [None, "88.35"]


def test_thai_digits_options_and_guidance(coordinator: Client) -> None:
    more = {
        "indicator-1": "๘๘.๓๕", "question-I6": "98.20", "item-O4": "๐", "total": "83.94",
        "options-I6": "เงิน ๑๐๐\nทรัพย์สิน 97.30", "guidance-I6": "รักษาระดับ",
        "instrument-IIT": "83.19", "sub_indicator-9.1": "88.89", "rating": "B",
    }  # fmt: skip
    coordinator.post(SHEET, {**typed(), **more})
    sheet = sheet_of(Assessment.objects.get())
    assert sheet.indicators[1] == Decimal("88.35")
    assert sheet.items == {"O4": Decimal("0.00")}
    assert sheet.guidance == {"I6": "รักษาระดับ"}
    assert [str(option) for option in sheet.options["I6"]] == ["เงิน 100.00", "ทรัพย์สิน 97.30"]
    assert (sheet.total, sheet.rating) == (Decimal("83.94"), "B")
    assert sheet.sub_indicators == {"9.1": Decimal("88.89")}


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("indicator-3", "100.01", "คะแนนต้องอยู่ระหว่าง 0 ถึง 100"),
        ("indicator-3", "-5", "คะแนนต้องอยู่ระหว่าง 0 ถึง 100"),
        ("indicator-3", "แปดสิบ", "ไม่ใช่ตัวเลข"),
        ("item-O4", "๑๐๐๐", "ไม่ใช่ตัวเลข"),
        ("options-I6", "เงินเท่านั้น", "ต้องเป็นข้อความตามด้วยคะแนน"),
        ("guidance-I6", "มีข้อความแต่ไม่มีคะแนน", "กรุณาระบุคะแนน"),
        ("version", "", "จำเป็น"),
    ],
)
def test_a_wrong_cell_stores_nothing_and_keeps_what_was_typed(
    coordinator: Client, name: str, value: str, message: str
) -> None:
    response = coordinator.post(SHEET, {**typed(), "guidance-O4": "", name: value})
    assert response.status_code == 422
    page = response.content.decode()
    assert message in page
    assert value in page
    assert 'value="88.35"' in page
    assert not Assessment.objects.exists()
    assert not Event.objects.exists()


def test_what_is_emptied_is_removed_and_the_history_says_so(coordinator: Client) -> None:
    coordinator.post(SHEET, typed(question__I7="65.88"))
    coordinator.post(SHEET, {**typed(), "version": "1", "indicator-10": ""})
    sheet = sheet_of(Assessment.objects.get())
    assert 10 not in sheet.indicators
    assert sheet.questions == {}
    assert Event.objects.first().changes == {"ตัวชี้วัดที่ 10": ["93.75", None], "I7": ["65.88", None]}


def test_saving_what_stands_leaves_no_trace(coordinator: Client) -> None:
    coordinator.post(SHEET, typed())
    coordinator.post(SHEET, {**typed(), "version": "1"})
    assert Assessment.objects.get().version == 1
    assert Event.objects.count() == 1


def test_the_second_of_two_gets_both(coordinator: Client) -> None:
    coordinator.post(SHEET, typed())
    response = coordinator.post(SHEET, {**typed(), "indicator-1": "99.99"})
    assert response.status_code == 409
    page = response.content.decode()
    assert 'value="99.99"' in page
    assert "ที่บันทึกไว้แล้ว: 88.35" in page
    assert page.count("ที่บันทึกไว้แล้ว:") == 1
    assert 'name="version" value="1"' in page
    assert sheet_of(Assessment.objects.get()).indicators[1] == Decimal("88.35")


def test_a_pasted_column_fills_the_indicators_without_saving(coordinator: Client) -> None:
    column = "\n".join(f"ตัวชี้วัด\t{score}" for score in PUBLISHED_2565.values())
    response = coordinator.post(
        SHEET, {"version": "0", "rating": "", "column": column, "fill": "1"}
    )
    assert response.status_code == 200
    for score in PUBLISHED_2565.values():
        assert f'value="{score}"' in response.content.decode()
    assert not Assessment.objects.exists()


@pytest.mark.parametrize("role", ["staff", "executive", "overseer"])
def test_only_the_coordinator_and_the_administrator_write(sign_in: Any, role: str) -> None:
    assert sign_in(role).post(SHEET, typed()).status_code == 403
    assert not Assessment.objects.exists()


def test_what_the_form_does_not_offer_changes_nothing(
    coordinator: Client, other_agency: Agency
) -> None:
    coordinator.post(
        SHEET, typed(agency=str(other_agency.pk), indicator__99="5", computed_total="1")
    )
    assessment = Assessment.objects.get()
    assert assessment.agency.slug == "test"
    assert assessment.computed_total == Decimal("83.94")


def upload(client: Client, content: bytes, name: str = "scores.xlsx") -> Any:
    return client.post(UPLOAD, {"file": SimpleUploadedFile(name, content)})


def test_a_workbook_fills_the_sheet_to_be_looked_at(coordinator: Client) -> None:
    content = workbook(
        ผล=[INDICATORS, ["๑", "IIT", "การปฏิบัติหน้าที่", "๘๘.๓๕", ""]],
        ข้อ=[QUESTIONS, ["I6", "", "98.20", "รักษาระดับ"], [None, "เงิน", 100, None],
             ["O42", "รายงานผลการดำเนินการป้องกันการทุจริตประจำปี", 100, ""]],
    )  # fmt: skip
    response = upload(coordinator, content)
    page = response.content.decode()
    assert response.status_code == 200
    assert 'value="88.35"' in page
    assert "เงิน 100.00" in page
    assert "รหัส O42 แต่ชื่อตรงกับ O41" in page
    assert 'name="source" value="scores.xlsx"' in page
    assert not Assessment.objects.exists()


def test_a_file_with_problems_names_their_cells(coordinator: Client) -> None:
    content = workbook(ผล=[INDICATORS, [1, "IIT", "การปฏิบัติหน้าที่", 188, ""], [2, "", "ไม่มี", 5, ""]])
    response = upload(coordinator, content)
    assert response.status_code == 422
    page = response.content.decode()
    assert "ผล!D2: คะแนนต้องอยู่ระหว่าง 0 ถึง 100" in page
    assert "ผล!C3: ไม่รู้จัก" in page
    assert not Assessment.objects.exists()


@pytest.mark.parametrize("content", [b"", b"%PDF-1.5", b"PK\x03\x04rest"])
def test_what_is_no_workbook_is_refused(coordinator: Client, content: bytes) -> None:
    assert upload(coordinator, content).status_code == 422
    assert not Assessment.objects.exists()


@pytest.mark.parametrize("role", ["staff", "executive", "overseer"])
def test_readers_may_not_upload(sign_in: Any, role: str) -> None:
    assert upload(sign_in(role), workbook(ผล=[INDICATORS])).status_code == 403


def test_the_template_comes_back_unchanged(coordinator: Client, result: Assessment) -> None:
    """Download, upload, save: nothing has changed and nothing is in the history."""
    before = Event.objects.count()
    response = coordinator.get("/work/test/scores/2565/template.xlsx")
    assert response["Content-Disposition"] == 'attachment; filename="ita-scores-2565.xlsx"'
    page = upload(coordinator, response.content)
    assert page.status_code == 200
    assert page.context["form"]["indicator-1"].value() == "88.35"
    assert page.context["form"]["guidance-I7"].value() == "แจ้งแผนการใช้จ่ายให้ทุกคนทราบ"
    form = page.context["form"]
    data = {name: form[name].value() or "" for name in form.fields}
    data["source"] = ""
    assert coordinator.post(SHEET, data).status_code == 302
    assert Event.objects.count() == before


def test_no_cell_of_the_template_is_live(coordinator: Client, agency: Agency) -> None:
    factories.make_assessment(agency, 2565, questions={"I7": 5}, guidance={"I7": "=HYPERLINK(1)"})
    content = coordinator.get("/work/test/scores/2565/template.xlsx").content
    cells = [c for s in load_workbook(BytesIO(content)) for row in s.iter_rows() for c in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert "'=HYPERLINK(1)" in [cell.value for cell in cells]


def test_a_corrected_edition_takes_the_scores_over(
    coordinator: Client, result: Assessment, people: dict[str, User], agency: Agency
) -> None:
    from assessments.framework_editing import copy_to_new_edition

    newer = copy_to_new_edition(
        framework=result.framework, agency=agency, actor=people["coordinator"]
    )
    newer.instruments.filter(code="IIT").update(weight=20)
    newer.instruments.filter(code="EIT").update(weight=40)
    before = sheet_of(result)
    assert "มีฉบับแก้ไขแล้ว" in coordinator.get("/work/test/scores/2565/").content.decode()

    coordinator.post("/work/test/scores/2565/edition/")

    moved = Assessment.objects.get()
    assert moved.framework == newer == Framework.objects.current(2565)
    assert sheet_of(moved) == before
    # 0.2 x 83.194 + 0.4 x 78.7267 + 0.4 x 88.405 of the published figures
    assert moved.computed_total == Decimal("83.49")
