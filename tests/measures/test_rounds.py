"""Rounds that open, close and reopen: ``measures.round_keeping`` and its views."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from agencies.models import Event
from measures.errors import NotPossible
from measures.models import Measure, MeasurePlan, Progress, RoundState
from measures.round_keeping import open_round
from measures.services import update_progress
from tests import factories


def address(plan: MeasurePlan, verb: str, round: str = "6m") -> str:
    return f"/work/test/plans/{plan.pk}/rounds/{round}/{verb}/"


def test_opening_the_second_round_starts_from_the_first(plan: MeasurePlan, people: Any) -> None:
    done, running, silent = (factories.make_measure(plan) for _ in range(3))
    factories.make_progress(
        done,
        status="done",
        completion_date=date(2023, 1, 2),
        results="ครบ",
        updated_at=timezone.now(),
    )
    factories.make_progress(running, status="in_progress", note="รอ", updated_at=timezone.now())

    open_round(plan=plan, round="12m", actor=people["coordinator"], report_by=date(2023, 10, 15))

    later = {p.measure_id: p for p in Progress.objects.filter(round="12m")}
    assert set(later) == {done.pk, running.pk}
    assert (later[done.pk].status, later[done.pk].completion_date) == ("done", date(2023, 1, 2))
    assert (later[running.pk].status, later[running.pk].note) == ("in_progress", "รอ")
    assert {p.review for p in later.values()} == {"draft"}
    assert {p.updated_at for p in later.values()} == {None}
    assert not Progress.objects.filter(measure=silent).exists()


def test_what_is_reported_already_stays(plan: MeasurePlan, people: Any) -> None:
    measure = factories.make_measure(plan)
    factories.make_progress(measure, "6m", status="in_progress", note="เก่า")
    factories.make_progress(measure, "12m", status="in_progress", note="ใหม่")
    open_round(plan=plan, round="12m", actor=people["coordinator"])
    assert Progress.objects.get(round="12m").note == "ใหม่"


def test_closed_is_frozen_until_reopened_for_a_reason(
    coordinator: Client, measure: Measure
) -> None:
    plan = measure.plan
    coordinator.post(address(plan, "open"), {"report_by": "15 เมษายน 2566"})
    assert RoundState.objects.get().report_by == date(2023, 4, 15)
    coordinator.post(address(plan, "close"))

    def save() -> None:
        update_progress(
            measure=measure, round="6m", actor=None, seen_version=0, values={"status": "done"}
        )

    with pytest.raises(NotPossible, match="ปิดแล้ว"):
        save()
    response = coordinator.post(address(plan, "reopen"), {"reason": " "})
    assert response.status_code == 409
    with pytest.raises(NotPossible):
        save()
    coordinator.post(address(plan, "reopen"), {"reason": "กองคลังส่งข้อมูลเพิ่ม"})
    save()
    verbs = Event.objects.filter(kind="measures.roundstate").order_by("pk")
    assert [event.verb for event in verbs] == ["opened", "closed", "reopened"]
    assert verbs[2].comment == "กองคลังส่งข้อมูลเพิ่ม"


def test_the_other_round_stays_open(coordinator: Client, measure: Measure) -> None:
    coordinator.post(address(measure.plan, "close"))
    update_progress(
        measure=measure, round="12m", actor=None, seen_version=0, values={"status": "in_progress"}
    )
    assert Progress.objects.get().round == "12m"


def test_bad_date_comes_back(coordinator: Client, plan: MeasurePlan) -> None:
    response = coordinator.post(address(plan, "open"), {"report_by": "สิ้นเดือน"})
    assert response.status_code == 409
    assert "สิ้นเดือน" in response.content.decode()
    assert not RoundState.objects.exists()


@pytest.mark.parametrize("role", ["staff", "executive", "overseer"])
def test_only_the_coordinator_moves_rounds(sign_in: Any, plan: MeasurePlan, role: str) -> None:
    assert sign_in(role).post(address(plan, "close")).status_code == 403
    assert not RoundState.objects.exists()


def test_other_agencys_plan_is_not_found(stranger: Client, plan: MeasurePlan) -> None:
    assert stranger.post(f"/work/other/plans/{plan.pk}/rounds/6m/close/").status_code == 404


def test_database_refuses_a_closed_round_without_person(plan: MeasurePlan, people: Any) -> None:
    state = open_round(plan=plan, round="6m", actor=people["coordinator"])
    with pytest.raises(IntegrityError), transaction.atomic():
        RoundState.objects.filter(pk=state.pk).update(state="closed")
    with pytest.raises(IntegrityError), transaction.atomic():
        RoundState.objects.filter(pk=state.pk).update(reopened_at=timezone.now())
