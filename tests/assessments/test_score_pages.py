"""Looking at results: ``assessments.views.years`` and ``assessments.views.analysis``."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from agencies.models import Agency
from assessments.models import Assessment
from tests import factories
from tests.assessments.test_arithmetic import PUBLISHED_2565

YEARS, YEAR = "/work/test/scores/", "/work/test/scores/2565/"
ALL = ["", "analysis/", "indicators/2/", "indicators/9/", "oit/"]


def text(response: Any) -> str:
    """The page's words, tags and runs of blanks taken away."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.mark.parametrize("role", ["staff", "coordinator", "executive", "overseer", "administrator"])
def test_every_member_reads(sign_in: Any, result: Assessment, role: str) -> None:
    client = sign_in(role)
    for page in ("", *ALL):
        assert client.get(YEAR + page).status_code == 200


def test_the_year_at_a_glance(coordinator: Client, result: Assessment) -> None:
    """Total 83.94, level B and the instruments are those that the analysis prints."""
    page = text(coordinator.get(YEAR))
    for figure in ("83.94", "83.19", "78.73", "88.41"):
        assert figure in page
    assert "B ระดับผลการประเมิน" in page
    assert page.count("✓ ผ่านเกณฑ์") == 3
    assert page.count("! ไม่ผ่านเกณฑ์") == 7


def test_bars_are_pictures_of_the_figures_beside_them(
    coordinator: Client, result: Assessment
) -> None:
    html = coordinator.get(YEAR).content.decode()
    widths = re.findall(r'<rect class="bar-value" width="([0-9.]+)"', html)
    assert widths == [f"{PUBLISHED_2565[number]:.2f}" for number in range(1, 11)]
    assert html.count('<rect class="bar-mark" x="85.00"') == 10
    assert "<text" not in html
    assert len(re.findall(r'<svg class="bar[^>]* aria-hidden="true"', html)) == 10


def test_the_change_to_the_year_before(
    coordinator: Client, result: Assessment, agency: Agency
) -> None:
    factories.make_assessment(
        agency, 2564, indicators=dict.fromkeys(range(1, 11), 80), total="80.00"
    )
    page = text(coordinator.get(YEAR))
    assert "▲ เพิ่มขึ้น 3.94" in page
    assert "▲ เพิ่มขึ้น 8.35" in page
    assert "▼ ลดลง 2.31" in page
    trend = text(coordinator.get(YEARS))
    assert "2565" in trend
    assert "2564" in trend


def test_an_older_year_is_not_the_year_before(
    coordinator: Client, result: Assessment, agency: Agency
) -> None:
    factories.make_assessment(agency, 2567, indicators=dict.fromkeys(range(1, 11), 80))
    page = text(coordinator.get(f"{YEARS}2567/"))
    assert "เทียบกับปี" not in page
    assert "ไม่มีคะแนนของปีก่อนหน้าให้เทียบ" in page


def test_an_announced_total_is_explained(
    coordinator: Client, agency: Agency, frameworks: None
) -> None:
    factories.make_assessment(agency, 2565, indicators=PUBLISHED_2565, total="82.90", rating="A")
    page = text(coordinator.get(YEAR))
    assert "คะแนนที่ประกาศ 82.90 ต่ำกว่าที่คำนวณ 1.04 คะแนน" in page
    assert "ไม่ได้ถ่วงน้ำหนัก" in page
    assert "ระดับที่ประกาศ “A” ไม่ตรงกับระดับที่คำนวณ “B”" in page


def test_a_year_without_weights_says_so_and_computes_nothing(
    coordinator: Client, agency: Agency, frameworks: None
) -> None:
    factories.make_assessment(agency, 2568, indicators=dict.fromkeys(range(1, 11), 90))
    page = text(coordinator.get("/work/test/scores/2568/"))
    assert "ยังไม่ทราบน้ำหนักของเครื่องมือ" in page
    assert "สิ่งที่ยังคำนวณไม่ได้" in page
    assert Assessment.objects.get().computed_total is None


def test_a_high_total_with_a_low_instrument_is_only_a_pass(
    coordinator: Client, agency: Agency, frameworks: None
) -> None:
    """A published total of FY2567: 91.21, level ผ่าน."""
    factories.make_assessment(
        agency, 2567, total="91.21", instruments={"IIT": "92.00", "EIT": "84.50", "OIT": "96.00"}
    )
    assert "ผ่าน ระดับผลการประเมิน" in text(coordinator.get("/work/test/scores/2567/"))


def test_indicator_down_to_questions_and_items(coordinator: Client, result: Assessment) -> None:
    page = text(coordinator.get(YEAR + "indicators/2/"))
    assert "I7 ท่านรู้เกี่ยวกับแผนการใช้จ่ายงบประมาณประจำปี" in page
    assert "แจ้งแผนการใช้จ่ายให้ทุกคนทราบ" in page
    assert "ยังไม่ทราบคะแนนอีก 5 ข้อ เฉลี่ยข้อละ 84.64 ในจำนวนนี้ต้องมีอย่างน้อย 1 ข้อ" in page
    page = text(coordinator.get(YEAR + "indicators/10/"))
    assert "10.1 การดำเนินการเพื่อป้องกันการทุจริต" in page
    assert "คำนวณจากข้อมูล OIT ได้ 93.75 (ถือว่าข้อมูลอีก 8 ข้อที่ไม่ได้ระบุได้เต็ม) ตรงกับคะแนนที่ประกาศ" in page
    assert coordinator.get(YEAR + "indicators/11/").status_code == 404


def test_analysis_names_the_weak_and_what_one_item_would_bring(
    coordinator: Client, result: Assessment
) -> None:
    page = text(coordinator.get(YEAR + "analysis/"))
    assert "O38 การเสริมสร้างวัฒนธรรมองค์กร ตามมาตรฐานทางจริยธรรม 1.25" in page
    assert "A: เปลี่ยนน้อยที่สุด" in page
    assert "ถึงระดับนี้แล้ว" in text(coordinator.get(YEAR + "analysis/?level=B"))
    assert coordinator.get(YEAR + "analysis/?level=Z").status_code == 404


def test_a_year_without_scores_offers_to_enter_them(
    sign_in: Any, frameworks: None, agency: Agency
) -> None:
    page = sign_in("coordinator").get("/work/test/scores/2564/").content.decode()
    assert "/work/test/scores/2564/edit/" in page
    assert "ยังไม่มีคะแนนของปีนี้" in page
    assert "/edit/" not in sign_in("staff").get("/work/test/scores/2564/").content.decode()
    assert sign_in("staff").get("/work/test/scores/2599/").status_code == 404


def test_an_empty_year_promises_a_total_only_when_the_weights_are_known(
    coordinator: Client, frameworks: None
) -> None:
    promise, unknown = "ระบบคำนวณคะแนนรวมให้", "ยังไม่ทราบน้ำหนักของเครื่องมือในปีนี้"
    known, open_year = (text(coordinator.get(f"{YEARS}{year}/")) for year in (2564, 2569))
    assert promise in known
    assert unknown not in known
    assert promise not in open_year
    assert unknown in open_year


def test_a_total_below_the_pass_mark_has_the_bar_of_one(
    coordinator: Client, result: Assessment
) -> None:
    """83.94 is below 85, as on the dashboard."""
    html = coordinator.get(YEARS).content.decode()
    below = html.partition('id="trend-head"')[0]
    assert [reading.passed for reading in coordinator.get(YEARS).context["readings"]] == [False]
    assert below.count('class="bar bar-low"') == 1


@pytest.mark.parametrize("page", ["", *ALL, "edit/", "upload/", "template.xlsx"])
def test_other_agencies_and_anonymous(
    client: Client, stranger: Client, result: Assessment, page: str
) -> None:
    assert stranger.get(YEAR + page).status_code == 404
    client.logout()
    assert client.get(YEAR + page)["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("page", ALL)
def test_posting_is_refused(coordinator: Client, result: Assessment, page: str) -> None:
    assert coordinator.post(YEAR + page).status_code == 405


def test_another_agencys_result_is_invisible(
    coordinator: Client, result: Assessment, other_agency: Agency
) -> None:
    factories.make_assessment(other_agency, 2565, indicators={1: "12.34"})
    factories.make_assessment(other_agency, 2564, indicators={1: "12.34"})
    for page in ("", "analysis/", "indicators/1/"):
        assert "12.34" not in coordinator.get(YEAR + page).content.decode()


@pytest.mark.parametrize(("agencies", "years"), [(1, 1), (6, 3)])
def test_queries_do_not_grow(
    coordinator: Client,
    agency: Agency,
    frameworks: None,
    agencies: int,
    years: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    _fill(agency, agencies, years)
    with django_assert_num_queries(17):
        coordinator.get(YEARS)
    with django_assert_num_queries(18):
        coordinator.get(YEAR)
    with django_assert_num_queries(16):
        coordinator.get(YEAR + "indicators/1/")
    with django_assert_num_queries(16):
        coordinator.get(YEAR + "analysis/")


def _fill(agency: Agency, agencies: int, years: int) -> None:
    others = [
        factories.make_agency(f"เทศบาลตำบลที่ {number}", slug=f"town{number}")
        for number in range(agencies - 1)
    ]
    for each in (agency, *others):
        for year in (2565, 2564, 2566)[:years]:
            factories.make_assessment(each, year, indicators=PUBLISHED_2565, items={"O4": 0})
