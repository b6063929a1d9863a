"""The first day of an agency: what is there already, and what comes next.

Nothing is kept: each step is done when what it makes is there, whoever made it and however.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from agencies.models import Agency, Division, Membership
from agencies.permissions import Action, can
from assessments.models import Assessment, Framework
from ita_portal.thai.fiscal import FiscalYear
from measures.models import Measure
from reports.models import Publication, Report


@dataclass(frozen=True, slots=True)
class Step:
    """One step. ``address`` is empty where this member may not do it; ``needs`` tells who may."""

    title: str
    why: str
    is_done: bool
    action: str
    address: str
    needs: str = ""


def first_day(membership: Membership, today: date) -> list[Step]:
    """The steps from an empty agency to a published page. Seven queries."""
    agency = membership.agency
    year = _year_with_scores(agency, today)
    scores = Assessment.objects.filter(agency=agency).exists()
    steps: list[tuple[str, str, bool, str, tuple[str, *tuple[object, ...]], Action]] = [
        ("ข้อมูลหน่วยงาน", "ชื่อ อำเภอ จังหวัด และเว็บไซต์ จะอยู่บนปกและหน้าที่เผยแพร่",
         bool(agency.district and agency.province and agency.website), "กรอกข้อมูลหน่วยงาน",
         ("agency-details",), "administer"),
        ("ส่วนราชการ", "สำนักและกองที่รับผิดชอบมาตรการ",
         Division.objects.filter(agency=agency).exists(), "เพิ่มส่วนราชการ",
         ("divisions",), "administer"),
        ("ผู้ใช้งาน", "ให้ส่วนราชการรายงานเอง และให้ผู้บริหารอนุมัติในระบบ",
         Membership.objects.filter(agency=agency).count() > 1, "เพิ่มผู้ใช้งาน",
         ("people",), "administer"),
        ("ผลการประเมินที่ผ่านมา", "ระบบจะหาจุดอ่อนที่ต้องมีมาตรการให้",
         scores, "กรอกหรือนำเข้าคะแนน", ("score-upload", year), "edit_scores"),
        ("รายงาน Word ของปีที่ผ่านมา", "ระบบอ่านตารางมาตรการ แล้วท่านตรวจก่อนบันทึก",
         Measure.objects.filter(agency=agency).exists(), "นำเข้าจาก Word",
         ("import",), "edit_measures"),
        ("เสนอและอนุมัติ", "ผู้ประสานงานเสนอรายงาน ผู้บริหารอนุมัติพร้อมความเห็น",
         Report.objects.filter(agency=agency, approved_at__isnull=False).exists()
         or Publication.objects.filter(agency=agency).exists(), "เปิดรายงาน",
         ("reports",), "compose_report"),
        ("เผยแพร่", "ประชาชนเปิดอ่านได้ทันทีที่ที่อยู่ถาวร",
         Publication.objects.filter(agency=agency).exists(), "เปิดรายงาน",
         ("reports",), "compose_report"),
    ]  # fmt: skip
    return [
        Step(title, why, done, action, _address(membership, name, wanted), _WHO[wanted])
        for title, why, done, action, name, wanted in steps
    ]


_WHO: dict[Action, str] = {
    "administer": "ผู้ดูแลระบบของหน่วยงาน",
    "edit_scores": "ผู้ประสานงาน ITA",
    "edit_measures": "ผู้ประสานงาน ITA",
    "compose_report": "ผู้ประสานงาน ITA",
}


def _address(membership: Membership, name: tuple[str, *tuple[object, ...]], wanted: Action) -> str:
    if not can(membership, wanted):
        return ""
    return reverse(name[0], args=[membership.agency.slug, *name[1:]])


def _year_with_scores(agency: Agency, today: date) -> int:
    """Last year where its framework is known, else the newest year that is."""
    last = FiscalYear.of(today).previous.be
    years = Framework.objects.filter(fiscal_year__lte=last).order_by("-fiscal_year")
    return years.values_list("fiscal_year", flat=True).first() or last
