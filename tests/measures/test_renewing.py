"""A new year's plan from last year's: ``measures.renewing`` and ``measures.moving_dates``."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from agencies.models import Agency
from assessments.models import Framework, Item
from ita_portal.thai.dates import find_dates, format_date
from ita_portal.thai.fiscal import FiscalYear
from measures.models import Evidence, Measure, MeasurePlan, Progress
from measures.moving_dates import move_day, move_years
from measures.renewing import renew_plan
from tests import factories

YEAR = FiscalYear(2566)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("รายงานผลภายในเดือนมีนาคม ๒๕๖๖", "รายงานผลภายในเดือนมีนาคม ๒๕๖๗"),
        ("ภายในวันที่ 31 มกราคม 2566", "ภายในวันที่ 31 มกราคม 2567"),
        ("วันที่ ๑๕ ธ.ค. ๒๕๖๕", "วันที่ ๑๕ ธ.ค. ๒๕๖๖"),
        ("ต.ค. ๒๕๖๕ - มี.ค. ๒๕๖๖", "ต.ค. ๒๕๖๖ - มี.ค. ๒๕๖๗"),
        ("ปีงบประมาณ พ.ศ. 2566", "ปีงบประมาณ พ.ศ. 2567"),
        ("ตาม พ.ร.บ. ข้อมูลข่าวสารของราชการ พ.ศ. ๒๕๔๐", "ตาม พ.ร.บ. ข้อมูลข่าวสารของราชการ พ.ศ. ๒๕๔๐"),
        ("งบประมาณ 2,566 บาท โทร 0 2566 1234", "งบประมาณ 2,566 บาท โทร 0 2566 1234"),
        ("1. ประชุม\n2. รายงานภายในเดือนเมษายน 2566", "1. ประชุม\n2. รายงานภายในเดือนเมษายน 2567"),
        ("", ""),
    ],
)
def test_years_move_in_dates_only(before: str, after: str) -> None:
    assert move_years(before, YEAR, 1) == after


@given(st.dates(date(2022, 10, 1), date(2023, 9, 30)), st.sampled_from(["thai", "arabic"]))
def test_every_date_moves_by_a_year(day: date, numerals: Any) -> None:
    text = f"รายงานภายในวันที่ {format_date(day, numerals=numerals)}"
    moved = find_dates(move_years(text, YEAR, 1))
    assert [found.date for found in moved] == [move_day(day, 1)]


def test_29_february() -> None:
    assert move_day(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert move_years("ภายใน 29 กุมภาพันธ์ 2567", FiscalYear(2567), 1) == "ภายใน 28 กุมภาพันธ์ 2568"


@pytest.fixture
def source(agency: Agency) -> Measure:
    """A measure of 2566 on O33 of 2565, with results and evidence."""
    factories.load_all_frameworks()
    plan = factories.make_plan(agency, 2566)
    division = factories.make_division(agency)
    measure = factories.make_measure(
        plan,
        divisions=(division,),
        issue="O๓๓ ข้อมูลเชิงสถิติเรื่องร้องเรียน",
        monitoring="รายงานผลภายในเดือนมีนาคม ๒๕๖๖",
        due_date=date(2023, 3, 31),
    )
    measure.items.add(Item.objects.get(framework__fiscal_year=2565, code="O33"))
    factories.make_progress(measure, status="in_progress", results="ทำแล้วครึ่งหนึ่ง")
    factories.make_evidence(measure)
    return measure


def test_links_are_mapped_by_title_not_by_code(source: Measure, people: Any) -> None:
    """O33 of 2565 is O30 of 2566 (the frameworks' titles say so)."""
    renewed = renew_plan(source=source.plan, fiscal_year=2567, actor=people["coordinator"])

    measure = renewed.plan.measures.get()
    item = measure.items.get()
    old = Item.objects.get(framework__fiscal_year=2565, code="O33")
    assert item.framework == Framework.objects.current(2566)
    assert item.title == old.title
    assert item.code == "O30"
    assert measure.issue.startswith("O๓๐ ")


def test_dates_move_and_results_stay_behind(source: Measure, people: Any) -> None:
    renewed = renew_plan(source=source.plan, fiscal_year=2567, actor=people["coordinator"])

    measure = renewed.plan.measures.get()
    assert measure.monitoring == "รายงานผลภายในเดือนมีนาคม ๒๕๖๗"
    assert measure.due_date == date(2024, 3, 31)
    assert [d.name for d in measure.divisions.all()] == ["สำนักปลัด"]
    assert not Progress.objects.filter(measure=measure).exists()
    assert Evidence.objects.count() == 1
    source.refresh_from_db()
    assert source.monitoring.endswith("๒๕๖๖")


def test_what_has_no_place_is_named(source: Measure, people: Any) -> None:
    """The framework of 2568 lists no items yet."""
    renewed = renew_plan(source=source.plan, fiscal_year=2569, actor=people["coordinator"])
    newer = Framework.objects.current(2568)
    if newer is not None and newer.items.filter(title=source.items.get().title).exists():
        assert renewed.unmapped == ()
    else:
        assert [text[:3] for text in renewed.unmapped] == ["O33"]
        assert not renewed.plan.measures.get().items.exists()


def test_in_the_browser(coordinator: Client, plan: MeasurePlan) -> None:
    factories.make_measure(plan, issue="เรื่องเดิม")
    done = factories.make_measure(plan, issue="เรื่องที่เสร็จ")
    factories.make_progress(done, "12m", status="done", completion_date=date(2023, 1, 1))
    data = {"fiscal_year": "๒๕๖๗", "source": str(plan.pk), "only_open": "on"}

    page = coordinator.post("/work/test/plans/new/", data, follow=True).content.decode()

    assert "เรื่องเดิม" in page
    assert "เรื่องที่เสร็จ" not in page
    again = coordinator.post("/work/test/plans/new/", data)
    assert again.status_code == 422
    assert "อยู่แล้ว" in again.content.decode()
    assert coordinator.post("/work/test/plans/new/", {"fiscal_year": "2024"}).status_code == 422


def test_another_agencys_plan_is_no_choice(stranger: Client, plan: MeasurePlan) -> None:
    data = {"fiscal_year": "2567", "source": str(plan.pk)}
    assert stranger.post("/work/other/plans/new/", data).status_code == 422
