"""Agencies: names, positions, addresses."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from agencies.models import Agency, AgencyKind, Membership
from agencies.models.agency import RESERVED_SLUGS, validate_slug
from tests import factories


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("เทศบาลนครตัวอย่าง", AgencyKind.CITY),
        ("เทศบาลเมืองตัวอย่าง", AgencyKind.TOWN),
        ("เทศบาลตำบลตัวอย่าง", AgencyKind.SUBDISTRICT),
        ("องค์การบริหารส่วนตำบลตัวอย่าง", AgencyKind.SAO),
        ("อบต.ตัวอย่าง", AgencyKind.SAO),
        ("องค์การบริหารส่วนจังหวัดตัวอย่าง", AgencyKind.PAO),
        ("ทต.ตัวอย่าง", AgencyKind.SUBDISTRICT),
        ("สำนักงานตัวอย่าง", AgencyKind.OTHER),
    ],
)
def test_kind_is_read_from_the_name(name: str, kind: AgencyKind) -> None:
    assert AgencyKind.of_name(name) is kind


@pytest.mark.parametrize(
    ("name", "head", "clerk"),
    [
        ("เทศบาลตำบลเวียงใหม่", "นายกเทศมนตรีตำบลเวียงใหม่", "ปลัดเทศบาลตำบลเวียงใหม่"),
        ("เทศบาลเมืองดอน", "นายกเทศมนตรีเมืองดอน", "ปลัดเทศบาลเมืองดอน"),
        ("องค์การบริหารส่วนตำบลทุ่ง", "นายกองค์การบริหารส่วนตำบลทุ่ง", "ปลัดองค์การบริหารส่วนตำบลทุ่ง"),
    ],
)
def test_positions_follow_the_kind(name: str, head: str, clerk: str) -> None:
    """The forms of titles stand in ita-facts §9."""
    agency = Agency(name=name, kind=AgencyKind.of_name(name))
    assert (agency.head_position, agency.clerk_position) == (head, clerk)


def test_place_line_says_what_is_known() -> None:
    assert Agency(district="ทดสอบ", province="ตัวอย่าง").place_line == "อำเภอทดสอบ จังหวัดตัวอย่าง"
    assert Agency(province="ตัวอย่าง").place_line == "จังหวัดตัวอย่าง"
    assert Agency().place_line == ""


@pytest.mark.parametrize(
    "slug", ["", "a b", "A", "ไทย", "-a", "a-", "a--b", "2566", *sorted(RESERVED_SLUGS)]
)
def test_slugs_that_no_address_can_carry(slug: str) -> None:
    with pytest.raises(ValidationError):
        validate_slug(slug)


@pytest.mark.parametrize("slug", ["a", "ban-mai", "t2566", "works"])
def test_slugs_that_can(slug: str) -> None:
    validate_slug(slug)


@pytest.mark.parametrize(("role", "with_division"), [("staff", False), ("coordinator", True)])
def test_only_staff_belong_to_a_division(agency: Agency, role: str, with_division: bool) -> None:
    division = factories.make_division(agency) if with_division else None
    with pytest.raises(IntegrityError):
        Membership.objects.create(
            user=factories.make_user(), agency=agency, role=role, division=division
        )


def test_a_role_that_there_is_not(agency: Agency) -> None:
    """``permissions.can`` would not know it."""
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(user=factories.make_user(), agency=agency, role="owner")
    member = Membership(user=factories.make_user(), agency=agency, role="owner")
    with pytest.raises(ValidationError, match="ไม่มีบทบาทนี้"):
        member.validate_constraints()


def test_a_division_is_not_below_itself(agency: Agency) -> None:
    division = factories.make_division(agency)
    division.parent = division
    with pytest.raises(ValidationError, match="ภายใต้ตนเองไม่ได้"):
        division.validate_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        division.save()
