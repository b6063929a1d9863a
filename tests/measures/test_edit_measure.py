"""Writing a measure, with drafts and conflicts: ``measures.views.edit`` and ``drafts``."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from agencies.models import Event
from assessments.models import Item, Question
from measures.lines import clean_lines
from measures.models import Draft, Measure, MeasurePlan
from tests import factories


def address(measure: Measure) -> str:
    return f"/work/test/measures/{measure.pk}/edit/"


def typed(**values: Any) -> dict[str, Any]:
    return {
        "version": "1", "issue": "E6 การเผยแพร่ข้อมูล", "title": "", "instrument": "",
        "responsible_text": "สำนักปลัด", "officers": "", "steps": "๑. ประชุม",
        "monitoring": "๑. รายงานผลภายในเดือนมีนาคม ๒๕๖๖", "period_text": "", "due_date": "",
        "codes": "", **values,
    }  # fmt: skip


def test_saved_with_its_history(coordinator: Client, measure: Measure) -> None:
    measure.issue = "E6 การเผยแพร่ข้อมูล"
    measure.save()
    response = coordinator.post(address(measure), typed(steps="๑. ประชุม\r\n๒. รายงาน"))
    assert response.status_code == 302
    measure.refresh_from_db()
    assert (measure.steps, measure.version) == ("๑. ประชุม\n๒. รายงาน", 2)
    assert "รายงาน" in measure.search_text
    event = Event.objects.get()
    assert event.changes["steps"] == ["๑. ประชุมชี้แจง\n๒. รายงานผู้บริหาร", "๑. ประชุม\n๒. รายงาน"]
    assert event.changes["divisions"] == [["สำนักปลัด"], []]
    page = coordinator.get(f"/work/test/measures/{measure.pk}/").content.decode()
    assert "<del>" in page


def test_the_date_is_read_from_the_text(coordinator: Client, measure: Measure) -> None:
    coordinator.post(address(measure), typed(monitoring="รายงานภายในวันที่ ๑๕ มิถุนายน ๒๕๖๖"))
    measure.refresh_from_db()
    assert measure.due_date == date(2023, 6, 15)
    assert measure.deadlines[0]["date"] == "2023-06-15"


def test_a_date_that_is_given_stands(coordinator: Client, measure: Measure) -> None:
    coordinator.post(address(measure), typed(due_date="๑ พ.ค. ๒๕๖๖", monitoring="ทุกเดือน"))
    measure.refresh_from_db()
    assert measure.due_date == date(2023, 5, 1)


def test_conflict_shows_both_texts_and_can_be_settled(
    coordinator: Client, measure: Measure
) -> None:
    coordinator.post(address(measure), typed(steps="ของคนแรก"))
    response = coordinator.post(address(measure), typed(steps="ของคนที่สอง"))
    page = response.content.decode()
    assert response.status_code == 409
    assert "ของคนแรก" in page
    assert "ของคนที่สอง" in page
    measure.refresh_from_db()
    assert measure.steps == "ของคนแรก"
    coordinator.post(address(measure), typed(steps="รวมกัน", version="2"))
    measure.refresh_from_db()
    assert (measure.steps, measure.version) == ("รวมกัน", 3)


def test_conflict_shows_what_is_ticked_too(coordinator: Client, measure: Measure) -> None:
    """Else the second would put back the divisions that the first had changed, unseen."""
    other = factories.make_division(measure.agency, "กองช่าง")
    coordinator.post(address(measure), typed(divisions=[str(other.pk)]))
    own = [str(division.pk) for division in measure.agency.divisions.filter(name="สำนักปลัด")]
    response = coordinator.post(address(measure), typed(divisions=own, steps="ของคนที่สอง"))
    assert response.status_code == 409
    assert ("ส่วนราชการที่รับผิดชอบ", "กองช่าง", "สำนักปลัด") in response.context["differing"]
    assert [division.name for division in measure.divisions.all()] == ["กองช่าง"]


def test_links_by_code(coordinator: Client, measure: Measure) -> None:
    factories.load_all_frameworks()
    response = coordinator.post(address(measure), typed(codes="E6, o๓๓"))
    assert response.status_code == 302
    assert measure.questions.get() == Question.objects.get(framework__fiscal_year=2565, code="E6")
    assert measure.items.get() == Item.objects.get(framework__fiscal_year=2565, code="O33")
    wrong = coordinator.post(address(measure), typed(codes="O44", version="2"))
    assert wrong.status_code == 422
    assert "O44" in wrong.content.decode()


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"issue": ""}, "กรุณาระบุ"),
        ({"due_date": "วันไหน"}, "วันไหน"),
        ({"codes": "ไม่มีรหัส"}, "ไม่พบรหัส"),
        ({"divisions": ["999999"]}, "999999"),
    ],
)
def test_bad_input_keeps_what_was_typed(
    coordinator: Client, measure: Measure, values: dict[str, Any], message: str
) -> None:
    response = coordinator.post(address(measure), typed(steps="ข้อความยาว", **values))
    assert response.status_code == 422
    assert message in response.content.decode()
    assert "ข้อความยาว" in response.content.decode()
    assert not Event.objects.exists()


def test_another_agencys_division_is_no_choice(
    coordinator: Client, measure: Measure, other_agency: Any
) -> None:
    foreign = factories.make_division(other_agency)
    response = coordinator.post(address(measure), typed(divisions=[foreign.pk]))
    assert response.status_code == 422


def test_new_measure(coordinator: Client, plan: MeasurePlan) -> None:
    response = coordinator.post(f"/work/test/plans/{plan.pk}/measures/new/", typed(version="0"))
    assert response.status_code == 302
    measure = plan.measures.get()
    assert (measure.position, measure.due_date) == (1, date(2023, 3, 31))
    assert Event.objects.get().verb == "created"


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("1.\tประชุม\n2.\tรายงาน", "1. ประชุม\n2. รายงาน"),
        ("๑.\tประชุม\r\n๒)\tรายงาน", "๑. ประชุม\n๒) รายงาน"),
        ("1.1\tข้อย่อย\n\uf0b7\tจุด\n·\tจุด\no\tวง", "1.1 ข้อย่อย\n- จุด\n- จุด\n- วง"),
        ("\n\nบรรทัด\vต่อ  \n\n\n\nท้าย\n", "บรรทัด\nต่อ\n\nท้าย"),
        ("ปี 2566\t100 บาท", "ปี 2566 100 บาท"),
        ("ดําเนินการ", "ดำเนินการ"),
    ],
)
def test_steps_pasted_from_word(pasted: str, kept: str) -> None:
    assert clean_lines(pasted) == kept
    assert clean_lines(kept) == kept


def test_a_draft_comes_back_and_goes_when_saved(coordinator: Client, measure: Measure) -> None:
    key = f"measure-{measure.pk}"
    coordinator.post(f"/work/test/drafts/{key}/", typed(steps="พิมพ์ค้างไว้", csrfmiddlewaretoken="x"))
    assert "csrfmiddlewaretoken" not in Draft.objects.get().data
    page = coordinator.get(address(measure)).content.decode()
    assert "พิมพ์ค้างไว้" in page
    assert "ยังไม่ได้บันทึก" in page
    measure.refresh_from_db()
    assert measure.steps != "พิมพ์ค้างไว้"
    coordinator.post(address(measure), typed(steps="พิมพ์ค้างไว้"))
    assert not Draft.objects.exists()


def test_a_draft_over_an_older_version_is_a_conflict(coordinator: Client, measure: Measure) -> None:
    coordinator.post(f"/work/test/drafts/measure-{measure.pk}/", typed(steps="ค้าง"))
    coordinator.post(address(measure), typed(steps="คนอื่นบันทึก"))
    Draft.objects.all().delete()
    coordinator.post(f"/work/test/drafts/measure-{measure.pk}/", typed(steps="ค้าง", version="1"))
    page = coordinator.get(address(measure)).content.decode()
    assert 'value="1"' in page
    assert coordinator.post(address(measure), typed(steps="ค้าง")).status_code == 409


def test_a_draft_is_its_writers_alone(sign_in: Any, measure: Measure) -> None:
    key = f"progress-{measure.pk}-6m"
    sign_in("staff").post(f"/work/test/drafts/{key}/", {"version": "0", "results": "ของฉันคนเดียว"})
    here = f"/work/test/measures/{measure.pk}/?round=6m"
    assert "ของฉันคนเดียว" in sign_in("staff").get(here).content.decode()
    assert "ของฉันคนเดียว" not in sign_in("coordinator").get(here).content.decode()
    sign_in("staff").post(f"/work/test/drafts/{key}/drop/")
    assert "ของฉันคนเดียว" not in sign_in("staff").get(here).content.decode()


@pytest.mark.parametrize("key", ["measure-0", "measure-999999", "progress-1", "nonsense", "new-0"])
def test_a_draft_needs_a_form(coordinator: Client, measure: Measure, key: str) -> None:
    assert coordinator.post(f"/work/test/drafts/{key}/", {"a": "b"}).status_code == 404


def test_a_draft_has_a_limit(coordinator: Client, measure: Measure) -> None:
    response = coordinator.post(
        f"/work/test/drafts/measure-{measure.pk}/", {"steps": "ก" * 200_001}
    )
    assert response.status_code == 413
