"""My work, and the comforts of the table: ``measures.worklist``, saved views, filters."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from agencies.models import Agency
from ita_portal.thai.fiscal import FiscalYear
from measures.models import Measure, MeasurePlan, SavedView
from measures.round_keeping import close_round, open_round
from measures.rounds import current_round
from tests import factories

WORK, LIST = "/work/test/", "/work/test/measures/"


@pytest.fixture
def plan(agency: Agency) -> MeasurePlan:
    """This year's plan: my work is about now."""
    return factories.make_plan(agency, FiscalYear.of(date.today()).be)


@pytest.fixture
def round(plan: MeasurePlan) -> str:
    return current_round(plan.year, date.today())


def make(plan: MeasurePlan, days: int | None, **values: Any) -> Measure:
    due = None if days is None else date.today() + timedelta(days=days)
    division = factories.make_division(plan.agency)
    return factories.make_measure(plan, due_date=due, divisions=(division,), **values)


def sections(response: Any) -> dict[str, list[int]]:
    return {s.key: [m.position for m, _ in s.rows] for s in response.context["sections"]}


def test_each_measure_stands_where_it_is_most_urgent(
    sign_in: Any, plan: MeasurePlan, round: str, people: Any
) -> None:
    now = timezone.now()
    late, soon, silent, far, done, mute, back, sent = (
        make(plan, days) for days in (-1, 30, None, 31, -5, -5, -9, -9)
    )
    factories.make_progress(far, round, status="in_progress", updated_at=now)
    finished = {"status": "done", "completion_date": date.today(), "updated_at": now}
    factories.make_progress(done, round, results="ครบ", **finished)
    factories.make_progress(mute, round, **finished)
    judged = {"reviewed_at": now, "reviewed_by": people["coordinator"]}
    factories.make_progress(
        back, round, status="in_progress", review="returned", review_comment="ขอภาพ", **judged
    )
    factories.make_progress(
        sent, round, status="in_progress", review="submitted", results="ทำแล้ว",
        submitted_at=now, submitted_by=people["staff"],
    )  # fmt: skip

    assert sections(sign_in("staff").get(WORK)) == {
        "returned": [back.position], "overdue": [sent.position, late.position],
        "soon": [soon.position], "unwritten": [mute.position], "silent": [silent.position],
    }  # fmt: skip
    assert sections(sign_in("coordinator").get(WORK)) == {
        "returned": [back.position], "overdue": [late.position], "waiting": [sent.position],
        "soon": [soon.position], "unwritten": [mute.position], "silent": [silent.position],
    }  # fmt: skip
    listed = sign_in("staff").get(LIST, {"round": round, "unwritten": "on"})
    assert [row.record.pk for row in listed.context["table"].rows] == [mute.pk]


def test_one_click_says_done_today_and_keeps_the_note(
    sign_in: Any, plan: MeasurePlan, round: str
) -> None:
    measure = make(plan, -1)
    factories.make_progress(measure, round, status="in_progress", note="บรรทัดหนึ่ง\nบรรทัดสอง")
    client = sign_in("staff")
    button = re.search(
        r'<form class="d-inline".*?</form>', client.get(WORK).content.decode(), re.DOTALL
    )
    assert button is not None
    typed = dict(re.findall(r'name="(\w+)" value="([^"]*)"', button[0], re.DOTALL))
    address = re.findall(r'action="([^"]+)"', button[0])[0]

    page = client.post(address, typed, follow=True)

    progress = measure.progress.get()
    assert (progress.status, progress.completion_date) == ("done", date.today())
    assert progress.note == "บรรทัดหนึ่ง\nบรรทัดสอง"
    assert "ย้อนกลับ" in page.content.decode()
    assert sections(page) == {"unwritten": [measure.position]}


def test_a_measure_opens_in_the_round_that_is_reported(
    coordinator: Client, plan: MeasurePlan, round: str
) -> None:
    measure, old = make(plan, 5), factories.make_measure(factories.make_plan(plan.agency, 2560))
    for row, expected in ((measure, round), (old, "12m")):
        assert coordinator.get(f"{LIST}{row.pk}/").context["round"] == expected
    assert coordinator.get(f"{LIST}{old.pk}/?round=6m").context["round"] == "6m"


def test_next_years_plan_does_not_hide_this_years_work(
    coordinator: Client, plan: MeasurePlan
) -> None:
    year = plan.fiscal_year
    others = {n: factories.make_plan(plan.agency, n) for n in (year - 1, year + 1)}
    plans = {year: plan, **others}
    assert coordinator.get(WORK).context["plan"] == plans[year]
    assert coordinator.get(LIST).context["plan"] == plans[year]
    assert coordinator.get(WORK, {"year": year + 1}).context["plan"] == plans[year + 1]
    assert coordinator.get(WORK, {"year": year + 2}).status_code == 404


def test_an_open_round_of_last_year_is_not_forgotten(
    coordinator: Client, plan: MeasurePlan, people: Any
) -> None:
    year = plan.fiscal_year
    last = factories.make_plan(plan.agency, year - 1)
    link = f'<a href="?year={year - 1}">ดูงานของปีนั้น</a>'
    assert link not in coordinator.get(WORK).content.decode()
    open_round(plan=last, round="12m", actor=people["coordinator"])
    assert link in coordinator.get(WORK).content.decode()
    close_round(plan=last, round="12m", actor=people["coordinator"])
    assert link not in coordinator.get(WORK).content.decode()


def test_a_closed_round_is_no_work(
    sign_in: Any, plan: MeasurePlan, round: str, people: Any
) -> None:
    make(plan, -1)
    client = sign_in("staff")
    assert sections(client.get(WORK)) == {"overdue": [1]}
    assert "ปรับสถานะ" in client.get(LIST, {"round": round}).content.decode()
    close_round(plan=plan, round=round, actor=people["coordinator"])
    page = client.get(WORK)
    assert sections(page) == {}
    assert "ปิดแล้ว</h2>" in page.content.decode()
    listed = client.get(LIST, {"round": round}).content.decode()
    assert "ปรับสถานะ" not in listed
    assert 'name="pick"' not in listed
    assert "อ่านได้อย่างเดียว" in listed


def test_nothing_to_do_says_so(sign_in: Any, plan: MeasurePlan, round: str) -> None:
    factories.make_progress(
        make(plan, -1), round, status="done", completion_date=date.today(), results="ครบ"
    )
    assert "ไม่มีงานค้าง" in sign_in("staff").get(WORK).content.decode()


def test_counts_are_those_of_the_lists(sign_in: Any, plan: MeasurePlan, round: str) -> None:
    for days, status in ((-1, "done"), (-1, ""), (5, "in_progress"), (None, "not_started")):
        day = date.today() if status == "done" else None
        factories.make_progress(make(plan, days), round, status=status, completion_date=day)
    client = sign_in("executive")
    counts = client.get(WORK).context["counts"]

    def listed(**query: str) -> int:
        response = client.get(LIST, {"round": round, **query})
        return int(response.context["table"].paginator.count)

    assert counts.total == listed() == 4
    assert counts.done == listed(status="done") == 1
    assert counts.not_started == listed(status="not_started") == 2
    assert counts.overdue == listed(overdue="on") == 1
    assert listed(due="30") == 1
    assert listed(due="past") == 2
    assert listed(due="none") == 1


def test_staff_send_all_that_is_ready(sign_in: Any, plan: MeasurePlan, round: str) -> None:
    ready = make(plan, 90)
    factories.make_progress(ready, round, status="in_progress", results="ทำแล้ว")
    page = sign_in("staff").get(WORK)
    assert [m.pk for m in page.context["to_send"]] == [ready.pk]


@pytest.mark.parametrize("count", [1, 15])
def test_queries_do_not_grow(
    sign_in: Any,
    plan: MeasurePlan,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(count):
        make(plan, number - 5)
    client = sign_in("coordinator")
    with django_assert_num_queries(14):
        client.get(WORK)


def test_filters_without_evidence_and_silent(coordinator: Client, plan: MeasurePlan) -> None:
    shown, proven = make(plan, 1), make(plan, 1)
    factories.make_evidence(proven)
    factories.make_progress(proven, "6m", status="in_progress", updated_at=timezone.now())

    def listed(**query: str) -> list[int]:
        page = coordinator.get(LIST, {"round": "6m", **query})
        return [row.record.pk for row in page.context["table"].page.object_list]

    assert listed(no_evidence="on") == [shown.pk]
    assert listed(silent="on") == [shown.pk]
    assert listed() == [shown.pk, proven.pk]


def test_equal_rows_keep_their_places_from_page_to_page(
    coordinator: Client, plan: MeasurePlan
) -> None:
    for _ in range(60):
        make(plan, 1)
    for sort in ("due_date", "-due_date", "status", "-status"):
        pages = [coordinator.get(LIST, {"sort": sort, "page": n}) for n in (1, 2)]
        shown = [row.record.pk for p in pages for row in p.context["table"].page.object_list]
        assert len(set(shown)) == 60


def test_saved_view(coordinator: Client, plan: MeasurePlan) -> None:
    query = "status=done&col=heading&col=status"
    coordinator.post(LIST + "views/", {"name": "เสร็จแล้ว", "query": query})
    page = coordinator.get(LIST).content.decode()
    assert "เสร็จแล้ว" in page
    assert query.replace("&", "&amp;") in page
    view = SavedView.objects.get()
    coordinator.post(f"{LIST}views/{view.pk}/delete/")
    assert not SavedView.objects.exists()


def test_a_view_is_its_owners_alone(sign_in: Any, plan: MeasurePlan) -> None:
    sign_in("coordinator").post(LIST + "views/", {"name": "มุมมองลับ", "query": "q=1"})
    client = sign_in("staff")
    assert "มุมมองลับ" not in client.get(LIST).content.decode()
    assert client.post(f"{LIST}views/{SavedView.objects.get().pk}/delete/").status_code == 404
