"""Rows to test with, made with the least that a test has to say."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any

from django.conf import settings
from PIL import Image

from agencies.models import Agency, AgencyKind, Division, Membership, Role, User
from assessments.disclosures import publish_disclosure, save_disclosure
from assessments.frameworks import load_frameworks
from assessments.models import Assessment, Disclosure, Framework, Item
from assessments.recording import record_scores
from assessments.score_sheet import ScoreSheet
from measures.evidence import attach_files
from measures.models import EvidenceUse, Measure, MeasurePlan, Progress
from measures.uploads import check_upload
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


def make_membership(user: User, agency: Agency, role: str) -> Membership:
    return Membership.objects.create(user=user, agency=agency, role=role)


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


def make_picture(color: str = "navy", size: tuple[int, int] = (64, 48)) -> bytes:
    """The bytes of a small photograph."""
    out = BytesIO()
    Image.new("RGB", size, color).save(out, "JPEG")
    return out.getvalue()


def make_evidence(measure: Measure, round: str = "6m", **values: Any) -> EvidenceUse:
    """A photograph attached to a measure."""
    upload = check_upload("ประชุม.jpg", make_picture())
    return attach_files(
        measure=measure, round=round, uploads=[upload], actor=make_user(), description=values
    )[0]


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


def make_assessment(agency: Agency, fiscal_year: int = 2565, **sheet: Any) -> Assessment:
    """A result with what is given of a ``ScoreSheet``; scores may be numbers or texts. The
    frameworks must be loaded."""
    framework = Framework.objects.current(fiscal_year)
    assert framework is not None
    told = {
        level: {code: Decimal(str(score)) for code, score in value.items()}
        if level in ("instruments", "indicators", "sub_indicators", "questions", "items")
        else value
        for level, value in sheet.items()
    }
    return record_scores(agency=agency, framework=framework, sheet=ScoreSheet(**told), actor=None)


def make_disclosure(
    agency: Agency,
    fiscal_year: int,
    code: str,
    *,
    urls: tuple[str, ...] = ("https://www.example.go.th/data",),
    published: bool = False,
    **values: Any,
) -> Disclosure:
    item = Item.objects.get(framework=Framework.objects.current(fiscal_year), code=code)
    disclosure = save_disclosure(
        agency=agency,
        item=item,
        values={"answer": "yes", **values},
        links=[(url, "หน้าหลัก > ข้อมูล") for url in urls],
        actor=None,
    )
    if published:
        publish_disclosure(disclosure=disclosure, actor=None)
        disclosure.refresh_from_db()
    return disclosure
