"""The days ahead: ``reports.overviews.calendar``. The calendar of FY2565 stands in
ita-facts §6: OIT from 1 March to 30 April 2565, clarification from 1 to 15 June."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone

from agencies.models import Agency
from measures.models import MeasurePlan, RoundState
from reports.overviews.calendar import coming_dates
from tests import factories


@pytest.fixture
def _frameworks(db: None) -> None:
    factories.load_all_frameworks()


def told(plan: MeasurePlan, today: date) -> list[tuple[str, str, int, str]]:
    return [(each.name, each.text, each.days, each.note) for each in coming_dates(plan, today)]


@pytest.mark.usefixtures("_frameworks")
def test_established_days_of_the_year(agency: Agency) -> None:
    plan = factories.make_plan(agency, 2565)
    assert told(plan, date(2022, 4, 20))[:3] == [
        ("ตอบแบบ OIT (สิ้นสุด)", "ถึง 30 เมษายน 2565", 10, ""),
        ("ตรวจให้คะแนน OIT (เริ่ม)", "1 พฤษภาคม 2565", 11, ""),
        ("ชี้แจงเพิ่มเติม OIT (เริ่ม)", "1 มิถุนายน 2565", 42, ""),
    ]


@pytest.mark.usefixtures("_frameworks")
def test_a_year_without_calendar_borrows_and_says_so(agency: Agency) -> None:
    plan = factories.make_plan(agency, 2569)
    found = {name: (text, note) for name, text, _, note in told(plan, date(2026, 2, 10))}
    assert found["ตอบแบบ OIT (เริ่ม)"] == ("1 มีนาคม 2569", "ยังไม่ยืนยัน: วันของปี 2565")
    assert found["ลงทะเบียนและเตรียมข้อมูล (สิ้นสุด)"][0] == "ถึง 28 กุมภาพันธ์ 2569"
    assert found["สิ้นสุดรอบ 6 เดือน"] == ("31 มีนาคม 2569", "")


def test_the_last_day_of_february_stays_the_last(agency: Agency) -> None:
    factories.load_all_frameworks()
    plan = factories.make_plan(agency, 2567)  # 2024 is a leap year
    assert [each.name for each in coming_dates(plan, date(2025, 1, 1))] == []
    borrowed = factories.make_plan(agency, 2571)
    ends = [each.text for each in coming_dates(borrowed, date(2028, 2, 20))]
    assert "ถึง 29 กุมภาพันธ์ 2571" in ends


def test_own_deadline_of_the_round(agency: Agency) -> None:
    plan = factories.make_plan(agency)
    RoundState.objects.create(
        agency=agency, plan=plan, round="6m", state="open", report_by=date(2023, 3, 20),
        opened_at=timezone.now(), opened_by=factories.make_user(),
    )  # fmt: skip
    names = [(each.name, each.days) for each in coming_dates(plan, date(2023, 3, 10))]
    assert names[0] == ("ให้ส่วนราชการรายงานรอบ 6 เดือน", 10)
    assert names[1] == ("สิ้นสุดรอบ 6 เดือน", 21)
