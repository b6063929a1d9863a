"""The table of measures: ``measures.views.table``."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from agencies.models import Agency
from measures.models import Measure, MeasurePlan
from tests import factories

LIST = "/work/test/measures/"


@pytest.fixture
def plan(agency: Agency) -> MeasurePlan:
    return factories.make_plan(agency)


def shown(response: Any) -> list[int]:
    """The positions of the measures in the table, in order."""
    return [row.record.position for row in response.context["table"].page.object_list]


@pytest.mark.parametrize("role", ["staff", "coordinator", "executive", "overseer", "administrator"])
def test_every_member_reads(sign_in: Any, plan: MeasurePlan, role: str) -> None:
    measure = factories.make_measure(plan, issue="E๖ การเผยแพร่ข้อมูล")

    page = sign_in(role).get(LIST)

    assert page.status_code == 200
    assert f'href="/work/test/measures/{measure.pk}/' in page.content.decode()
    assert "E๖ การเผยแพร่ข้อมูล" in page.content.decode()


def test_only_who_may_report_finds_the_quick_change(sign_in: Any, plan: MeasurePlan) -> None:
    mine = factories.make_measure(plan, divisions=(factories.make_division(plan.agency),))
    other = factories.make_measure(plan)

    def offered(role: str) -> list[bool]:
        page = sign_in(role).get(LIST, {"round": "6m"}).content.decode()
        return [f'href="{LIST}{pk}/quick/6m/?next=' in page for pk in (mine.pk, other.pk)]

    assert offered("coordinator") == [True, True]
    assert offered("staff") == [True, False]
    assert offered("executive") == [False, False]


def test_other_agencys_measures_are_invisible(
    coordinator: Client, plan: MeasurePlan, other_agency: Agency
) -> None:
    factories.make_measure(factories.make_plan(other_agency), issue="ของหน่วยงานอื่น")
    factories.make_measure(plan)

    page = coordinator.get(LIST).content.decode()

    assert "ของหน่วยงานอื่น" not in page
    assert coordinator.get("/work/other/measures/").status_code == 404


def test_anonymous_is_sent_to_the_login(client: Client, agency: Agency) -> None:
    assert client.get(LIST)["Location"].startswith("/accounts/login/")


def test_post_is_refused(coordinator: Client) -> None:
    assert coordinator.post(LIST).status_code == 405


def test_empty_says_so(coordinator: Client) -> None:
    assert "ไม่พบมาตรการ" in coordinator.get(LIST).content.decode()


@pytest.mark.parametrize("count", [1, 50])
def test_queries_do_not_grow(
    coordinator: Client,
    plan: MeasurePlan,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    division = factories.make_division(plan.agency)
    for _ in range(count):
        factories.make_progress(
            factories.make_measure(plan, divisions=(division,)), status="in_progress"
        )
    with django_assert_num_queries(12):
        assert len(shown(coordinator.get(LIST + "?round=6m"))) == count


def test_status_filter_counts_missing_reports_as_not_started(
    coordinator: Client, plan: MeasurePlan
) -> None:
    done, running, silent, _ = (factories.make_measure(plan) for _ in range(4))
    factories.make_progress(done, status="done", completion_date=date(2023, 1, 1))
    factories.make_progress(running, status="in_progress")
    factories.make_progress(silent, status="not_started")

    def listed(status: str) -> list[int]:
        return shown(coordinator.get(LIST, {"round": "6m", "status": status}))

    assert listed("done") == [1]
    assert listed("in_progress") == [2]
    assert listed("not_started") == [3, 4]


def test_overdue_rule_is_the_same_on_row_and_list(coordinator: Client, plan: MeasurePlan) -> None:
    today = date.today()
    days = [today - timedelta(days=1), today, today + timedelta(days=1), None]
    for day in days:
        for status in ("done", "in_progress", "not_started", ""):
            factories.make_progress(factories.make_measure(plan, due_date=day), status=status)

    listed = shown(coordinator.get(LIST, {"round": "6m", "overdue": "on"}))

    by_row = [
        measure.position
        for measure in Measure.objects.filter(plan=plan)
        if measure.progress.get().is_overdue(today)
    ]
    assert listed == by_row == [2, 3, 4]


@pytest.mark.parametrize("words", ["ดำเนินการ", "ดําเนินการ", "ดำ เนิน การ", "ปี 2566", "ปี ๒๕๖๖", "o33"])
def test_search_finds_thai_in_either_form(
    coordinator: Client, plan: MeasurePlan, words: str
) -> None:
    factories.make_measure(plan, issue="O๓๓ การดำเนินการ ปี ๒๕๖๖")
    factories.make_measure(plan, issue="E6 เรื่องอื่น", steps="", monitoring="")

    assert shown(coordinator.get(LIST, {"q": words})) == [1]


def test_wrong_filter_value_says_so_and_shows_the_rest(
    coordinator: Client, plan: MeasurePlan
) -> None:
    factories.make_measure(plan)

    response = coordinator.get(LIST, {"status": "exploded"})

    assert shown(response) == [1]
    assert "exploded" in response.content.decode()


def test_year_and_round_stand_in_the_address(coordinator: Client, plan: MeasurePlan) -> None:
    factories.make_measure(plan, issue="ของปี 2566")
    newer = factories.make_plan(plan.agency, 2567)
    factories.make_measure(newer, issue="ของปี 2567")

    assert "ของปี 2567" in coordinator.get(LIST).content.decode()
    older = coordinator.get(LIST, {"year": "2566"}).content.decode()
    assert "ของปี 2566" in older
    assert "ของปี 2567" not in older
    assert coordinator.get(LIST, {"round": "9m"}).status_code == 404
