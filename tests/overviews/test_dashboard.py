"""The executive's dashboard: ``reports.views.dashboard``."""

from __future__ import annotations

import re
import subprocess
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from agencies.models import Agency
from assessments.models import Assessment, Framework, IndicatorScore, QuestionScore
from assessments.selectors import read_assessments
from measures.from_weak_points import coverage
from measures.models import MeasurePlan
from tests import factories
from tests.writers.pdf_tools import compact, extract, needs_poppler

PAGE = "/work/test/dashboard/"
FILE = "/work/test/dashboard.pdf"
_FIGURE = re.compile(
    r'<a href="([^"]*)">\s*(?:<strong[^>]*>)?([0-9]+)(?:</strong>| มาตรการ| ข้อ|</a>)'
)


@pytest.fixture
def plan(agency: Agency) -> MeasurePlan:
    """Six measures: two divisions, one measure in both, one in none; every state."""
    factories.load_all_frameworks()
    plan = factories.make_plan(agency)
    first, second = (factories.make_division(agency, name) for name in ("สำนักปลัด", "กองคลัง"))
    framework = Framework.objects.current(2565)
    assert framework
    indicator = framework.indicators.get(number=7)
    later = date.today() + timedelta(days=20)
    for divisions, status, due in (
        ((first,), "done", date(2023, 3, 31)),
        ((first, second), "in_progress", date(2023, 3, 31)),
        ((second,), "in_progress", later),
        ((second,), "not_started", date(2023, 3, 31)),
        ((second,), "", None),
        ((), "", date(2023, 3, 31)),
    ):
        measure = factories.make_measure(plan, divisions=divisions, due_date=due)
        if status:
            factories.make_progress(measure, status=status, updated_at=timezone.now())
        if divisions:
            measure.indicators.add(indicator)
    return plan


def figures(page: str) -> list[tuple[str, int]]:
    """Every figure that is a link: its address and the number."""
    return [(unescape(address), int(number)) for address, number in _FIGURE.findall(page)]


def listed(client: Client, address: str) -> int:
    """How many rows the list at an address says it has."""
    page = client.get(address)
    assert page.status_code == 200
    text = page.content.decode()
    found = re.search(r"พบ ([0-9]+) มาตรการ", text) or re.search(
        r"ยังไม่มีมาตรการหรือเหตุผล ([0-9]+) ข้อ", text
    )
    assert found, address
    return int(found[1])


def test_every_figure_equals_the_list_that_it_opens(sign_in: Any, plan: MeasurePlan) -> None:
    give_result(plan)
    client = sign_in("executive")
    found = figures(client.get(f"{PAGE}?year=2566&round=6m").content.decode())
    linked = [(address, number) for address, number in found if "/scores/" not in address]
    assert len(linked) > 15
    assert {number for _, number in linked} > {0, 1, 2, 6} - {0}
    assert [(a, n) for a, n in linked if listed(client, a) != n] == []


def test_counts(sign_in: Any, plan: MeasurePlan) -> None:
    board = sign_in("executive").get(f"{PAGE}?year=2566&round=6m").context["board"]
    counts = board.counts
    assert (counts.total, counts.done, counts.in_progress, counts.not_started) == (6, 1, 2, 3)
    assert counts.overdue == 3  # past due and not done: one in progress, one not, one silent
    divisions = {row.label: row.counts.total for row in board.tallies.divisions}
    assert divisions == {"กองคลัง": 4, "สำนักปลัด": 2, "": 1}
    assert [row.counts.total for row in board.tallies.indicators] == [5, 1]
    assert board.silent == 2


def give_result(plan: MeasurePlan) -> Assessment:
    """A result of the year before with two weak indicators, of which measures answer one."""
    framework = Framework.objects.current(plan.fiscal_year - 1)
    assert framework
    assessment = Assessment.objects.create(
        agency=plan.agency, framework=framework, announced_total="83.94", announced_rating="B"
    )
    for number, score in ((1, 95), (6, 71), (7, 80)):
        IndicatorScore.objects.create(
            assessment=assessment, agency=plan.agency, score=score,
            indicator=framework.indicators.get(number=number),
        )  # fmt: skip
    return assessment


def test_weak_points_without_measures_and_trend(sign_in: Any, plan: MeasurePlan) -> None:
    result = give_result(plan)
    framework = result.framework
    for code, score in (("E6", 70), ("E9", 80), ("E1", 60)):
        QuestionScore.objects.create(
            assessment=result, agency=plan.agency, score=score,
            question=framework.questions.get(code=code),
        )  # fmt: skip
    plan.measures.last().questions.add(framework.questions.get(code="E1"))
    page = sign_in("executive").get(f"{PAGE}?year=2566")
    assert [row.code for row in page.context["board"].weak] == ["6"]
    assert 'href="/work/test/coverage/2565/">1 ข้อ</a>' in page.content.decode()
    result.refresh_from_db()
    reading = read_assessments([result])[0]
    open_rows = [row.point for row in coverage(plan.agency, reading) if row.is_open]
    assert page.context["board"].weak == open_rows
    (year,) = page.context["board"].trend
    assert (year.fiscal_year, str(year.total), year.rating, year.passed) == (
        2565,
        "83.94",
        "B",
        False,
    )


def test_without_the_scores_of_the_year_before_it_says_what_to_do(
    sign_in: Any, plan: MeasurePlan
) -> None:
    factories.make_assessment(plan.agency, 2564, indicators={1: 80})
    page = sign_in("coordinator").get(f"{PAGE}?year=2566").content.decode()
    assert 'href="/work/test/scores/2565/edit/">กรอกคะแนนปี 2565</a>' in page
    assert 'href="/work/test/scores/2564/analysis/">ดูจุดอ่อนของปี 2564</a>' in page
    assert "/edit/" not in sign_in("executive").get(f"{PAGE}?year=2566").content.decode()


def test_without_a_pass_mark_no_weak_point_is_called_answered(
    sign_in: Any, plan: MeasurePlan
) -> None:
    """A result whose framework does not know the pass mark says nothing of weak points."""
    Framework.objects.filter(fiscal_year=2565).update(pass_mark=None)
    factories.make_assessment(plan.agency, 2565, questions={"I7": 10})
    page = sign_in("executive").get(f"{PAGE}?year=2566").content.decode()
    assert "ยังไม่ทราบเกณฑ์ผ่านของปี 2565" in page
    assert "มีมาตรการหรือเหตุผลแล้ว" not in page


def test_readiness_says_what_is_missing(sign_in: Any, plan: MeasurePlan) -> None:
    client = sign_in("executive")
    (measures, progress) = client.get(f"{PAGE}?round=6m").context["board"].readiness
    assert (measures.code, progress.code) == ("O42", "O43")  # FY2566: ita-facts §3.2
    assert measures.sentences == ("ยังไม่ได้จัดทำรายงาน",)
    factories.make_report(plan, title_lines=" ")
    progress = client.get(f"{PAGE}?round=6m").context["board"].readiness[1]
    assert "ยังไม่มีชื่อรายงาน" in progress.sentences


def test_a_large_draft_is_not_checked_for_the_dashboard(
    sign_in: Any, agency: Agency, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = factories.make_plan(agency)
    factories.make_report(plan)
    for position in range(1, 4):
        factories.make_measure(plan, position=position)
    asked: list[object] = []
    monkeypatch.setattr("reports.approval.open_errors", lambda report: asked.append(report) or ())
    sign_in("executive").get(f"{PAGE}?round=6m")
    assert len(asked) == 1
    monkeypatch.setattr("reports.overviews.readiness.AT_ONCE", 2)
    page = sign_in("executive").get(f"{PAGE}?round=6m").content.decode()
    assert len(asked) == 1
    assert "เปิดรายงานเพื่อดูผลตรวจ" in page


def test_code_that_is_not_established_is_not_shown(sign_in: Any, agency: Agency) -> None:
    factories.load_all_frameworks()
    factories.make_measure(factories.make_plan(agency, 2567))  # its codes: memory only, §3.2
    board = sign_in("executive").get(PAGE).context["board"]
    assert [each.code for each in board.readiness] == ["", ""]


def test_other_agencies_do_not_count(sign_in: Any, plan: MeasurePlan, other_agency: Agency) -> None:
    other = factories.make_plan(other_agency)
    factories.make_measure(other, divisions=(factories.make_division(other_agency),))
    client = sign_in("executive")
    assert client.get(f"{PAGE}?round=6m").context["board"].counts.total == 6
    assert client.get("/work/other/dashboard/").status_code == 404


@pytest.mark.parametrize("query", ["year=2500", "round=9m", "year=๒๕๖๖&round=๖m"])
def test_unknown_choice_is_404(sign_in: Any, plan: MeasurePlan, query: str) -> None:
    assert sign_in("executive").get(f"{PAGE}?{query}").status_code == 404


def test_empty_agency_is_told_where_to_begin(sign_in: Any, agency: Agency) -> None:
    page = sign_in("executive").get(PAGE).content.decode()
    assert 'href="/work/test/start/"' in page
    assert sign_in("executive").get(FILE).status_code == 404


def test_executive_begins_at_the_dashboard(sign_in: Any, agency: Agency) -> None:
    assert sign_in("executive").get("/")["Location"] == PAGE
    assert sign_in("coordinator").get("/")["Location"] == "/work/test/"


@pytest.mark.parametrize("count", [1, 30])
def test_queries_do_not_grow(
    sign_in: Any, plan: MeasurePlan, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    give_result(plan)
    factories.make_report(plan)
    division = factories.make_division(plan.agency)
    for _ in range(count):
        factories.make_progress(factories.make_measure(plan, divisions=(division,)), status="done")
    client = sign_in("executive")
    with django_assert_num_queries(61):
        client.get(f"{PAGE}?year=2566&round=6m")


@needs_poppler
def test_pdf_is_one_page_with_exact_text(sign_in: Any, plan: MeasurePlan) -> None:
    give_result(plan)
    for number in range(25):
        division = factories.make_division(plan.agency, f"กองที่ดำเนินการเรื่องสำคัญลำดับ {number}")
        factories.make_measure(plan, divisions=(division,))
    response = sign_in("executive").get(f"{FILE}?year=2566&round=6m")
    assert response["Content-Type"] == "application/pdf"
    info = subprocess.run(["pdfinfo", "-"], input=response.content, capture_output=True, check=True)
    assert re.search(r"Pages:\s+1\n", info.stdout.decode())
    text = compact(extract(response.content))
    for part in (
        "สรุปความก้าวหน้ามาตรการ",
        "อยู่ระหว่างดำเนินการ",
        "83.94",
        "และอีก18แถว",
        "ประสิทธิภาพการสื่อสาร",
    ):
        assert part in text


@pytest.mark.parametrize("count", [1, 60])
def test_measures_of_no_division_page_by_page(
    sign_in: Any, agency: Agency, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    plan = factories.make_plan(agency)
    for number in range(count):
        factories.make_measure(plan, issue=f"มาตรการลำดับ {number + 1} จบ")
    client = sign_in("executive")
    address = f"{PAGE}without/division/?year=2566&round=6m"
    with django_assert_num_queries(7):
        first = client.get(address).content.decode()
    assert f"พบ {count} มาตรการ" in first
    assert ("ลำดับ 50 จบ" in first, "ลำดับ 51 จบ" in first) == (count > 50, False)
    if count > 50:
        assert unescape(first).count('href="?year=2566&round=6m&page=2"') == 1
        second = client.get(f"{address}&page=2").content.decode()
        assert "ลำดับ 51 จบ" in second
        assert "ลำดับ 60 จบ" in second
        assert "ลำดับ 50 จบ" not in second
