"""Rows to test with, made with the least that a test has to say."""

from __future__ import annotations

from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

from django.conf import settings

from agencies.models import Agency, AgencyKind, Division, Membership, Role, User
from assessments.frameworks import load_frameworks
from measures.models import Measure, MeasurePlan, Progress
from reports.models import Report

_numbers = count(1)


def make_agency(name: str = "เทศบาลตำบลทดสอบ", *, slug: str = "test", **values: Any) -> Agency:
    values.setdefault("district", "เมือง")
    values.setdefault("province", "ตัวอย่าง")
    return Agency.objects.create(name=name, slug=slug, kind=AgencyKind.of_name(name), **values)


def make_division(agency: Agency, name: str = "สำนักปลัด", **values: Any) -> Division:
    return Division.objects.get_or_create(agency=agency, name=name, defaults=values)[0]


def make_user(name: str = "", **values: Any) -> User:
    name = name or f"user{next(_numbers)}"
    return User.objects.create_user(username=name, password="a long enough secret", **values)


def make_member(agency: Agency, role: str, division: Division | None = None) -> User:
    if role == Role.STAFF and division is None:
        division = make_division(agency)
    user = make_user(display_name=f"ผู้ใช้บทบาท {Role(role).label}")
    Membership.objects.create(user=user, agency=agency, role=role, division=division)
    return user


def make_plan(agency: Agency, fiscal_year: int = 2566, **values: Any) -> MeasurePlan:
    return MeasurePlan.objects.create(agency=agency, fiscal_year=fiscal_year, **values)


def make_measure(
    plan: MeasurePlan, *, divisions: tuple[Division, ...] = (), **values: Any
) -> Measure:
    values.setdefault("position", Measure.objects.filter(plan=plan).count() + 1)
    values.setdefault("issue", f"E6 การเผยแพร่ข้อมูลเรื่องที่ {values['position']}")
    values.setdefault("steps", "๑. ประชุมชี้แจง\n๒. รายงานผู้บริหาร")
    values.setdefault("monitoring", "๑. รายงานผลภายในเดือนมีนาคม ๒๕๖๖")
    values.setdefault("responsible_text", "สำนักปลัด")
    values.setdefault("due_date", date(2023, 3, 31))
    measure = Measure.objects.create(agency=plan.agency, plan=plan, **values)
    measure.divisions.add(*divisions)
    return measure


def make_progress(measure: Measure, round: str = "6m", **values: Any) -> Progress:
    return Progress.objects.create(agency=measure.agency, measure=measure, round=round, **values)


def make_report(plan: MeasurePlan, **values: Any) -> Report:
    values = {
        "kind": "progress",
        "round": "6m",
        "layout": "progress-text",
        "title_lines": "รายงานผลการดำเนินการ\nประจำปีงบประมาณ พ.ศ. ๒๕๖๖",
        **values,
    }
    return Report.objects.create(agency=plan.agency, plan=plan, **values)


def load_all_frameworks() -> None:
    """The frameworks that come with the portal."""
    load_frameworks(Path(settings.BASE_DIR) / "fixtures" / "frameworks")
