"""The place of a measure in its plan: ``measures.ordering`` and its pages."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from agencies.models import Event
from measures.models import Measure, MeasurePlan
from tests import factories


@pytest.fixture
def measures(plan: MeasurePlan) -> list[Measure]:
    """Four measures, with a gap where a fifth was."""
    return [factories.make_measure(plan, issue=name, position=n) for n, name in
            ((1, "ก"), (2, "ข"), (4, "ค"), (5, "ง"))]  # fmt: skip


def post(client: Client, measure: Measure, verb: str, **data: str) -> Any:
    return client.post(f"/work/test/measures/{measure.pk}/{verb}/", data, follow=True)


def order(plan: MeasurePlan) -> list[tuple[int, str]]:
    return list(plan.measures.order_by("position").values_list("position", "issue"))


@pytest.mark.parametrize(
    ("which", "place", "expected"),
    [(0, "3", "ขคกง"), (3, "1", "งกขค"), (1, "99", "กคงข"), (2, "๑", "คกขง"), (0, "1", "กขคง")],
)
def test_moved(
    coordinator: Client,
    plan: MeasurePlan,
    measures: list[Measure],
    which: int,
    place: str,
    expected: str,
) -> None:
    post(coordinator, measures[which], "place", place=place)
    assert order(plan) == list(enumerate(expected, start=1))


def test_the_history_tells_it(
    coordinator: Client, plan: MeasurePlan, measures: list[Measure]
) -> None:
    post(coordinator, measures[0], "place", place="2")
    assert Event.objects.get().changes == {"position": [1, 2]}
    post(coordinator, measures[0], "place", place="2")
    assert Event.objects.count() == 1


@pytest.mark.parametrize("place", ["", "0", "-1", "สาม", "1" * 30])
def test_no_place(
    coordinator: Client, plan: MeasurePlan, measures: list[Measure], place: str
) -> None:
    before = order(plan)
    assert "จึงยังไม่ได้ย้าย" in post(coordinator, measures[0], "place", place=place).content.decode()
    assert order(plan) == before


def test_taken_out_the_others_close_up_and_the_log_keeps_what_it_said(
    coordinator: Client, plan: MeasurePlan, measures: list[Measure]
) -> None:
    measures[1].divisions.add(factories.make_division(plan.agency))
    page = post(coordinator, measures[1], "remove").content.decode()
    assert "นำ “ข” ออกจากแผนแล้ว" in page
    assert order(plan) == [(1, "ก"), (2, "ค"), (3, "ง")]
    event = Event.objects.get()
    assert (event.verb, event.title) == ("deleted", "ข")
    assert event.changes["issue"] == ["ข", None]
    assert event.changes["divisions"] == [["สำนักปลัด"], None]


def test_what_was_reported_on_stays(
    coordinator: Client, plan: MeasurePlan, measures: list[Measure]
) -> None:
    factories.make_progress(measures[0], status="in_progress")
    factories.make_evidence(measures[1])
    before = order(plan)
    for measure, reason in zip(measures, ("มีผู้รายงานผล", "มีหลักฐานแนบอยู่"), strict=False):
        assert reason in post(coordinator, measure, "remove").content.decode()
        page = coordinator.get(f"/work/test/measures/{measure.pk}/edit/").content.decode()
        assert "นำออกจากแผน</button>" not in page
    assert order(plan) == before


@pytest.mark.parametrize("verb", ["place", "remove"])
@pytest.mark.parametrize(("role", "status"), [("staff", 403), ("executive", 403)])
def test_for_who_writes_the_plan_only(
    sign_in: Any, plan: MeasurePlan, measures: list[Measure], verb: str, role: str, status: int
) -> None:
    before = order(plan)
    assert post(sign_in(role), measures[0], verb, place="3").status_code == status
    assert order(plan) == before


@pytest.mark.parametrize("verb", ["place", "remove"])
def test_another_agencys_measure_is_not_found(
    stranger: Client, plan: MeasurePlan, measures: list[Measure], verb: str
) -> None:
    before = order(plan)
    assert post(stranger, measures[0], verb, place="3").status_code == 404
    assert order(plan) == before


@pytest.mark.parametrize("verb", ["place", "remove"])
def test_get_is_refused(coordinator: Client, measures: list[Measure], verb: str) -> None:
    assert coordinator.get(f"/work/test/measures/{measures[0].pk}/{verb}/").status_code == 405
