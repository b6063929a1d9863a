"""From weak points to measures: ``measures.views.coverage`` and ``measures.from_weak_points``."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from agencies.models import Agency
from assessments.models import Assessment, Framework
from measures.models import Measure, MeasurePlan, UnplannedWeakPoint
from tests import factories

PAGE = "/work/test/coverage/2565/"
MAKE, REASON = PAGE + "measures/", PAGE + "reason/"


@pytest.fixture(autouse=True)
def result(agency: Agency) -> Assessment:
    """Weak: indicator 2 with I7, and item O33 of an indicator that is not scored."""
    factories.load_all_frameworks()
    return factories.make_assessment(
        agency,
        2565,
        indicators={1: 90, 2: 80},
        questions={"I7": 65},
        items={"O33": 0, "O1": 100},
        guidance={"I7": "แจ้งแผนให้ทุกคนทราบ", "O33": "เปิดช่องทางออนไลน์"},
    )


def rows(client: Client) -> dict[str, Any]:
    return {row.point.key: row for row in client.get(PAGE).context["rows"]}


def test_what_is_weak_and_has_no_measure(coordinator: Client) -> None:
    found = rows(coordinator)
    assert list(found) == ["indicator-2", "question-I7", "item-O33"]
    assert all(row.is_open for row in found.values())
    assert "ยังไม่มีมาตรการ" in coordinator.get(PAGE).content.decode()


def test_a_year_without_scores_says_what_to_do(sign_in: Any) -> None:
    page = sign_in("coordinator").get("/work/test/coverage/2569/")
    html = page.content.decode()
    assert page.status_code == 200
    assert "ยังไม่มีคะแนนของปี 2569" in html
    assert 'href="/work/test/scores/2569/edit/"' in html
    assert 'href="/work/test/scores/2565/analysis/"' in html
    reader = sign_in("staff").get("/work/test/coverage/2569/").content.decode()
    assert "ผู้ประสานงาน ITA เป็นผู้กรอกคะแนน" in reader
    assert "/edit/" not in reader
    assert sign_in("staff").get("/work/test/coverage/2599/").status_code == 404


def test_all_passed_and_an_unknown_pass_mark_are_told_apart(
    coordinator: Client, agency: Agency
) -> None:
    """The pass mark of 2569 is not established, so nothing is called weak or passed."""
    factories.make_assessment(agency, 2566, indicators={1: 95})
    factories.make_assessment(agency, 2569, indicators={1: 99})
    passed = coordinator.get("/work/test/coverage/2566/").content.decode()
    assert "คะแนนที่ทราบผ่านเกณฑ์ทุกข้อ" in passed
    unknown = coordinator.get("/work/test/coverage/2569/").content.decode()
    assert "ยังไม่ทราบเกณฑ์ผ่านของปีนี้ จึงเรียงตัวชี้วัดที่ทราบคะแนนให้เลือกเอง 1 ข้อ" in unknown
    assert "ผ่านเกณฑ์ทุกข้อ" not in unknown


def test_one_action_makes_the_measures(
    coordinator: Client, agency: Agency, result: Assessment
) -> None:
    coordinator.post(MAKE, {"point": ["question-I7", "item-O33"]})

    plan = MeasurePlan.objects.get()
    assert (plan.agency, plan.fiscal_year, plan.source_assessment) == (agency, 2566, result)
    first, second = Measure.objects.order_by("position")
    assert first.issue == (
        "ตัวชี้วัดที่ 2 การใช้งบประมาณ\n"
        "I7 ท่านรู้เกี่ยวกับแผนการใช้จ่ายงบประมาณประจำปี ของหน่วยงานของท่าน มากน้อยเพียงใด"
    )
    assert (first.instrument, first.steps) == ("IIT", "แจ้งแผนให้ทุกคนทราบ")
    assert [question.code for question in first.questions.all()] == ["I7"]
    assert [item.code for item in second.items.all()] == ["O33"]
    assert [sub.number for sub in second.sub_indicators.all()] == ["9.5"]
    found = rows(coordinator)
    assert found["question-I7"].measures == (first,)
    assert found["indicator-2"].measures == (first,)


def test_pressing_twice_makes_nothing_twice(coordinator: Client) -> None:
    for _ in range(2):
        coordinator.post(MAKE, {"point": ["item-O33"]})
    assert Measure.objects.count() == 1


def test_texts_come_from_the_earlier_measure_on_the_same_item(
    coordinator: Client, agency: Agency
) -> None:
    """The item of 2565's O33 is O20 in 2568; its last year's dates are not taken over."""
    division = factories.make_division(agency, "กองช่าง")
    earlier = factories.make_measure(
        factories.make_plan(agency, 2569),
        divisions=(division,),
        steps="จัดเวทีประชาคม",
        monitoring="รายงานภายในเดือนมีนาคม 2569\nรายงานผู้บริหารทุกเดือน",
    )
    later = Framework.objects.current(2568)
    assert later is not None
    earlier.items.add(later.items.get(code="O20"))
    assert rows(coordinator)["item-O33"].earlier == earlier

    coordinator.post(MAKE, {"point": ["item-O33"]})

    made = Measure.objects.get(plan__fiscal_year=2566)
    assert (made.steps, made.monitoring) == ("จัดเวทีประชาคม", "รายงานผู้บริหารทุกเดือน")
    assert list(made.divisions.all()) == [division]


def test_a_reason_closes_a_weak_point(coordinator: Client) -> None:
    coordinator.post(REASON, {"point": "indicator-2", "reason": "ทำต่อเนื่องจากปีก่อนแล้ว"})
    row = rows(coordinator)["indicator-2"]
    assert (row.reason, row.is_open) == ("ทำต่อเนื่องจากปีก่อนแล้ว", False)
    coordinator.post(REASON, {"point": "indicator-2", "reason": ""})
    assert rows(coordinator)["indicator-2"].is_open
    assert coordinator.post(REASON, {"point": "item-O99", "reason": "x"}).status_code == 404


def test_nothing_chosen_and_too_long(coordinator: Client) -> None:
    response = coordinator.post(MAKE, {})
    assert response.status_code == 422
    assert "กรุณาเลือกจุดอ่อน" in response.content.decode()
    long = {"point": "indicator-2", "reason": "ก" * 2001}
    assert coordinator.post(REASON, long).status_code == 422
    assert not UnplannedWeakPoint.objects.exists()


@pytest.mark.parametrize("role", ["staff", "executive", "overseer"])
def test_readers_see_and_do_not_write(sign_in: Any, role: str) -> None:
    client = sign_in(role)
    page = client.get(PAGE)
    assert page.status_code == 200
    assert '<button class="btn btn-primary" form' not in page.content.decode()
    assert client.post(MAKE, {"point": ["item-O33"]}).status_code == 403
    assert client.post(REASON, {"point": "item-O33", "reason": "x"}).status_code == 403
    assert not Measure.objects.exists()


def test_other_agency_and_anonymous(client: Client, stranger: Client) -> None:
    assert stranger.get(PAGE).status_code == 404
    own = stranger.get("/work/other/coverage/2565/").content.decode()
    assert "ยังไม่มีคะแนนของปี 2565" in own
    assert "O33" not in own
    assert (
        stranger.post("/work/other/coverage/2565/measures/", {"point": "item-O33"}).status_code
        == 404
    )
    client.logout()
    assert client.post(MAKE)["Location"].startswith("/accounts/login/")
    assert not Measure.objects.exists()


def test_get_is_refused_where_something_is_done(coordinator: Client) -> None:
    assert coordinator.get(MAKE).status_code == 405
    assert coordinator.get(REASON).status_code == 405


def test_another_agencys_measures_answer_nothing(
    coordinator: Client, other_agency: Agency, result: Assessment
) -> None:
    theirs = factories.make_measure(factories.make_plan(other_agency, 2566))
    theirs.items.add(result.framework.items.get(code="O33"))
    assert rows(coordinator)["item-O33"].is_open


@pytest.mark.parametrize("count", [1, 12])
def test_queries_do_not_grow(
    coordinator: Client,
    agency: Agency,
    result: Assessment,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    plan = factories.make_plan(agency, 2566)
    for _ in range(count):
        measure = factories.make_measure(plan)
        measure.items.add(result.framework.items.get(code="O33"))
        measure.questions.add(result.framework.questions.get(code="I7"))
        measure.indicators.add(result.framework.indicators.get(number=2))
    with django_assert_num_queries(26):
        coordinator.get(PAGE)
