"""The portal's central administrators: agencies founded, given an administrator, closed."""

from __future__ import annotations

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from agencies.models import Agency, Event, Membership, Role, User
from agencies.one_time import OneTimePasswordHasher, is_one_time
from tests import factories

NEW = {"name": "องค์การบริหารส่วนตำบลใหม่เอี่ยม", "slug": "mai-iam", "district": "เมือง",
       "province": "ตัวอย่าง"}  # fmt: skip
PERSON = {"username": "first", "display_name": "ผู้ดูแลคนแรก", "role": "administrator"}


@pytest.fixture(autouse=True)
def _one_time_passwords(settings: Any) -> None:
    settings.PASSWORD_HASHERS = [
        *settings.PASSWORD_HASHERS,
        f"{OneTimePasswordHasher.__module__}.{OneTimePasswordHasher.__name__}",
    ]


@pytest.fixture
def central(client: Client, db: None) -> Client:
    user = factories.make_user("central", is_staff=True)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_an_empty_portal_leads_to_the_first_agency(central: Client) -> None:
    assert central.get("/")["Location"] == "/portal/"
    assert "ยังไม่มีหน่วยงาน" in central.get("/portal/").content.decode()
    answer = central.post("/portal/new/", {**NEW, "join": "on"})
    assert answer["Location"] == "/work/mai-iam/start/"
    agency = Agency.objects.get()
    assert (agency.kind, agency.place_line) == ("sao", "อำเภอเมือง จังหวัดตัวอย่าง")
    assert Membership.objects.get().role == Role.ADMINISTRATOR
    assert central.get("/work/mai-iam/start/").status_code == 200


@pytest.mark.parametrize("slug", ["work", "portal", "ภาษาไทย", "Upper", "test"])
def test_an_address_must_be_free_and_plain(central: Client, agency: Agency, slug: str) -> None:
    answer = central.post("/portal/new/", {**NEW, "slug": slug})
    assert answer.status_code == 422
    assert NEW["name"] in answer.content.decode()
    assert list(Agency.objects.all()) == [agency]


def test_the_same_agency_is_not_founded_twice(central: Client) -> None:
    central.post("/portal/new/", NEW)
    answer = central.post("/portal/new/", {**NEW, "slug": "mai-iam2"})
    assert answer.status_code == 422
    # The name alone may be that of another district's.
    assert central.post("/portal/new/", {**NEW, "slug": "b", "district": "อื่น"}).status_code == 302
    assert Agency.objects.count() == 2


def test_an_agency_gets_an_administrator_who_can_sign_in(central: Client, agency: Agency) -> None:
    page = f"/portal/{agency.pk}/"
    answer = central.post(page, PERSON)
    assert 'class="password"' in answer.content.decode()
    first = agency.memberships.get()
    assert (first.role, is_one_time(first.user.password)) == (Role.ADMINISTRATOR, True)
    before = first.user.password
    again = central.post(f"{page}password/", {"person": first.pk})
    assert 'class="password"' in again.content.decode()
    assert User.objects.get(pk=first.user_id).password != before
    assert central.post(f"{page}password/", {"person": "x"}).status_code == 404
    # Founding an agency does not open its pages to whoever founded it.
    assert central.get("/work/test/").status_code == 404


def test_a_closed_agency_keeps_what_is_published(
    central: Client, agency: Agency, people: dict[str, User]
) -> None:
    central.post(f"/portal/{agency.pk}/close/")
    theirs = Client()
    theirs.force_login(people["coordinator"], backend="django.contrib.auth.backends.ModelBackend")
    assert theirs.get("/work/test/").status_code == 404
    assert "ยังไม่ได้รับสิทธิ" in theirs.get("/").content.decode()
    central.post(f"/portal/{agency.pk}/open/")
    assert theirs.get("/work/test/").status_code == 200
    verbs = Event.objects.filter(agency=agency).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["switched_off", "switched_on"]
    assert central.post(f"/portal/{agency.pk}/burn/").status_code == 404


@pytest.mark.parametrize("count", [1, 60])
def test_the_list_is_searched_and_paged(
    central: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        agency = factories.make_agency(f"เทศบาลตำบลที่ {number}", slug=f"a{number}")
        factories.make_member(agency, Role.ADMINISTRATOR)
    with django_assert_num_queries(5):
        page = central.get("/portal/").content.decode()
    assert page.count("<tr>") - 1 == min(count, 50)
    assert f"พบ {count} หน่วยงาน" in page
    with_seven = sum("7" in str(number) for number in range(count))
    found = central.get("/portal/?q=ตัวอย่าง+ตำบลที่+7").content.decode()
    assert f"พบ {with_seven} หน่วยงาน" in found


def test_the_command_makes_the_first_account_and_lets_back_in(db: None) -> None:
    def run(*arguments: str) -> dict[str, Any]:
        out = StringIO()
        call_command("add_administrator", *arguments, "--json", stdout=out)
        told: dict[str, Any] = json.loads(out.getvalue())
        return told

    told = run("root", "--name", "ผู้ดูแลระบบ")
    user = User.objects.get(username="root")
    assert (user.is_staff, user.display_name, told["made"]) == (True, "ผู้ดูแลระบบ", True)
    assert user.check_password(told["password"])
    again = run("root")
    assert again["made"] is False
    assert again["password"] != told["password"]
    assert User.objects.get().display_name == "ผู้ดูแลระบบ"
    with pytest.raises(CommandError, match="letters"):
        run("bad name")
