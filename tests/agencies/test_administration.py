"""An agency's administrator in the browser: details, divisions, people, those who sign."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from agencies.models import Agency, AgencyLogo, Event, Membership, Official, Role, User
from agencies.one_time import OneTimePasswordHasher, is_one_time
from ita_portal.contrast import contrast
from tests import factories

WORK = "/work/test/"
DETAILS: dict[str, Any] = {
    "name": "เทศบาลตำบลทดสอบใหม่", "short_name": "ทต.ทดสอบ", "kind": "subdistrict",
    "district": "อำเภอเมือง", "province": "จังหวัดตัวอย่าง", "website": "www.example.go.th",
    "numerals": "arabic", "aliases": "ทต.ทดสอบ\n\nทดสอบ  ใหม่\nทต.ทดสอบ", "colour": "#7a1f3d",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _one_time_passwords(settings: Any) -> None:
    settings.PASSWORD_HASHERS = [
        *settings.PASSWORD_HASHERS,
        f"{OneTimePasswordHasher.__module__}.{OneTimePasswordHasher.__name__}",
    ]


@pytest.fixture
def administrator(sign_in: Any) -> Client:
    client: Client = sign_in("administrator")
    return client


def place(**values: Any) -> dict[str, Any]:
    return {"username": "somsri", "display_name": "สมศรี ตัวอย่าง", "role": "coordinator",
            "division": "", "email": "", **values}  # fmt: skip


def member(agency: Agency, role: str) -> Membership:
    return agency.memberships.get(role=role)


def verbs(agency: Agency) -> list[str]:
    return list(Event.objects.filter(agency=agency).order_by("pk").values_list("verb", flat=True))


def test_details_are_kept_without_the_words_that_pages_add(
    administrator: Client, agency: Agency
) -> None:
    assert administrator.post(f"{WORK}agency/", DETAILS).status_code == 302
    agency.refresh_from_db()
    assert agency.name == "เทศบาลตำบลทดสอบใหม่"
    assert agency.place_line == "อำเภอเมือง จังหวัดตัวอย่าง"
    assert agency.aliases == ["ทต.ทดสอบ", "ทดสอบ ใหม่"]
    assert agency.website == "https://www.example.go.th"
    assert agency.slug == "test"
    event = Event.objects.get(agency=agency)
    assert event.changes["name"] == ["เทศบาลตำบลทดสอบ", "เทศบาลตำบลทดสอบใหม่"]


def test_a_field_that_the_form_does_not_offer_changes_nothing(
    administrator: Client, agency: Agency
) -> None:
    administrator.post(f"{WORK}agency/", {**DETAILS, "slug": "stolen", "is_active": ""})
    agency.refresh_from_db()
    assert (agency.slug, agency.is_active) == ("test", True)


def test_bad_details_come_back_as_typed(administrator: Client, agency: Agency) -> None:
    answer = administrator.post(f"{WORK}agency/", {**DETAILS, "website": "ไม่ใช่เว็บ", "name": ""})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "ไม่ใช่เว็บ" in page
    assert "ทต.ทดสอบ" in page
    agency.refresh_from_db()
    assert agency.name == "เทศบาลตำบลทดสอบ"


def test_a_colour_that_cannot_be_read_is_refused_with_one_that_can(
    administrator: Client, agency: Agency
) -> None:
    answer = administrator.post(f"{WORK}agency/", {**DETAILS, "colour": "#ffd700"})
    assert answer.status_code == 422
    offered = re.search(r"ที่ใช้ได้คือ (#[0-9a-f]{6})", answer.content.decode())
    assert offered
    # 4.5 is what WCAG 2.2 AA asks for text (success criterion 1.4.3).
    assert contrast(offered[1], "#ffffff") >= 4.5
    administrator.post(f"{WORK}agency/", {**DETAILS, "colour": offered[1]})
    agency.refresh_from_db()
    assert agency.colour == offered[1]


@pytest.mark.parametrize("colour", ["#7a1f3d", "#00695c", "#4a148c", "#0b3d0b", "#000000"])
def test_the_theme_can_be_read_in_light_and_in_dark(
    client: Client, agency: Agency, colour: str
) -> None:
    assert client.get("/portal/theme/test.css").status_code == 404
    Agency.objects.update(colour=colour)
    css = client.get("/portal/theme/test.css").content.decode()
    light, dark = css.split("@media")
    brand = re.findall(r"--brand:(#[0-9a-f]{6})", light)[0]
    header = re.findall(r"--header:(#[0-9a-f]{6})", light)[0]
    assert contrast(header, "#ffffff") >= 4.5  # the header's letters are white
    assert contrast(brand, "#f4f6f8") >= 4.5  # links on the page's ground
    by_night = re.findall(r"--brand:(#[0-9a-f]{6})", dark)[0]
    ink = re.findall(r"--on-brand:(#[0-9a-f]{6})", dark)[0]
    assert contrast(by_night, "#1b232b") >= 4.5
    assert contrast(by_night, ink) >= 4.5


def test_the_logo_is_drawn_anew_and_shown_and_removed(
    administrator: Client, agency: Agency
) -> None:
    picture = SimpleUploadedFile("ตรา.png", factories.make_picture(), "image/png")
    assert administrator.post(f"{WORK}agency/logo/", {"logo": picture}).status_code == 302
    agency.refresh_from_db()
    address = f"/portal/logo/test/{agency.logo_name}"
    assert address in administrator.get(WORK).content.decode()
    assert administrator.get(address)["Content-Type"] in ("image/png", "image/jpeg")
    administrator.post(f"{WORK}agency/logo/", {"remove": "1"})
    agency.refresh_from_db()
    assert agency.logo_name == ""
    assert not AgencyLogo.objects.exists()
    broken = SimpleUploadedFile("x.png", b"<html>", "image/png")
    assert administrator.post(f"{WORK}agency/logo/", {"logo": broken}).status_code == 422


def test_several_divisions_at_once(administrator: Client, agency: Agency) -> None:
    answer = administrator.post(
        f"{WORK}divisions/", {"usual": ["กองคลัง", "ทุกส่วนราชการ"], "others": "กองการประปา\nกองคลัง\n"}
    )
    assert answer.status_code == 302
    added = agency.divisions.exclude(name="สำนักปลัด")
    assert [d.name for d in added] == ["กองคลัง", "ทุกส่วนราชการ", "กองการประปา"]
    assert [d.covers_all for d in added] == [False, True, False]
    assert verbs(agency) == ["created"] * 3
    page = administrator.get(f"{WORK}divisions/").content.decode()
    assert 'value="กองคลัง"' not in page  # what is there is not offered again
    assert administrator.post(f"{WORK}divisions/", {"others": " \n"}).status_code == 422


def test_a_division_keeps_its_measures_under_its_new_name(
    administrator: Client, agency: Agency
) -> None:
    division = factories.make_division(agency, "กองช่าง")
    measure = factories.make_measure(factories.make_plan(agency), divisions=(division,))
    values = {"name": "กองช่างและผังเมือง", "aliases": "กองช่าง", "email": "", "position": "2",
              "parent": ""}  # fmt: skip
    assert administrator.post(f"{WORK}divisions/{division.pk}/", values).status_code == 302
    assert [d.name for d in measure.divisions.all()] == ["กองช่างและผังเมือง"]
    same = {**values, "name": "สำนักปลัด"}
    answer = administrator.post(f"{WORK}divisions/{division.pk}/", same)
    assert answer.status_code == 422
    assert "มีส่วนราชการชื่อนี้อยู่แล้ว" in answer.content.decode()


def test_a_division_with_work_is_closed_not_deleted(administrator: Client, agency: Agency) -> None:
    used, unused = (factories.make_division(agency, name) for name in ("กองช่าง", "กองว่าง"))
    plan = factories.make_plan(agency)
    measure = factories.make_measure(plan, divisions=(used,))
    for division in (used, unused):
        administrator.post(f"{WORK}divisions/{division.pk}/delete/")
    assert set(agency.divisions.values_list("name", flat=True)) == {"สำนักปลัด", "กองช่าง"}
    administrator.post(f"{WORK}divisions/{used.pk}/close/")
    used.refresh_from_db()
    assert not used.is_active
    assert "เลิกใช้แล้ว" in administrator.get(f"{WORK}divisions/").content.decode()
    # A new measure cannot choose it; the one that had it keeps it.
    assert (
        "กองช่าง" not in administrator.get(f"{WORK}plans/{plan.pk}/measures/new/").content.decode()
    )
    assert "กองช่าง" in administrator.get(f"{WORK}measures/{measure.pk}/edit/").content.decode()
    administrator.post(f"{WORK}divisions/{used.pk}/reopen/")
    used.refresh_from_db()
    assert used.is_active
    assert administrator.post(f"{WORK}divisions/{used.pk}/burn/").status_code == 404


def test_a_new_person_gets_a_first_password_that_is_shown_once(
    administrator: Client, agency: Agency
) -> None:
    answer = administrator.post(f"{WORK}people/", place())
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    password = re.search(r'class="password">([^<]+)<', answer.content.decode())
    assert password
    user = User.objects.get(username="somsri")
    assert is_one_time(user.password)
    assert user.check_password(password[1])
    assert password[1] not in administrator.get(f"{WORK}people/").content.decode()
    assert password[1] not in str(list(Event.objects.values()))

    fresh = Client()
    assert fresh.login(username="somsri", password=password[1])
    assert fresh.get(WORK)["Location"] == "/accounts/password/change/"


def test_somebody_with_an_account_keeps_their_password(
    administrator: Client, agency: Agency, other_agency: Agency
) -> None:
    user = factories.make_member(other_agency, Role.COORDINATOR)
    before = User.objects.get(pk=user.pk)
    answer = administrator.post(f"{WORK}people/", place(username=user.username, role="overseer"))
    assert "รหัสผ่านเดิม" in answer.content.decode()
    after = User.objects.get(pk=user.pk)
    assert (after.password, after.display_name) == (before.password, before.display_name)
    assert agency.memberships.get(user=user).role == Role.OVERSEER
    again = administrator.post(f"{WORK}people/", place(username=user.username))
    assert again.status_code == 422
    assert "มีสิทธิในหน่วยงานนี้แล้ว" in again.content.decode()


def test_staff_need_a_division_of_this_agency(
    administrator: Client, agency: Agency, other_agency: Agency
) -> None:
    theirs = factories.make_division(other_agency, "กองของที่อื่น")
    for division in ("", theirs.pk):
        answer = administrator.post(f"{WORK}people/", place(role="staff", division=division))
        assert answer.status_code == 422
        assert "สมศรี ตัวอย่าง" in answer.content.decode()
    assert not User.objects.filter(username="somsri").exists()
    own = factories.make_division(agency, "กองช่าง")
    administrator.post(f"{WORK}people/", place(role="staff", division=own.pk))
    assert agency.memberships.get(user__username="somsri").division == own


def test_a_person_changes_role_and_name(administrator: Client, agency: Agency) -> None:
    person = member(agency, Role.STAFF)
    values = place(role="executive", display_name="ชื่อใหม่")
    assert administrator.post(f"{WORK}people/{person.pk}/", values).status_code == 302
    person.refresh_from_db()
    assert (person.role, person.division) == ("executive", None)
    assert person.user.display_name == "ชื่อใหม่"
    assert verbs(agency) == ["changed", "changed"]


def test_the_last_administrator_stays(administrator: Client, agency: Agency) -> None:
    me = member(agency, Role.ADMINISTRATOR)
    assert administrator.post(f"{WORK}people/{me.pk}/", place()).status_code == 422
    administrator.post(f"{WORK}people/{me.pk}/remove/")
    assert member(agency, Role.ADMINISTRATOR) == me
    factories.make_member(agency, Role.ADMINISTRATOR)
    administrator.post(f"{WORK}people/{me.pk}/remove/")
    assert not Membership.objects.filter(pk=me.pk).exists()
    assert administrator.get(WORK).status_code == 404


def test_a_new_password_signs_the_person_out(administrator: Client, agency: Agency) -> None:
    person = member(agency, Role.STAFF)
    theirs = Client()
    theirs.force_login(person.user, backend="django.contrib.auth.backends.ModelBackend")
    answer = administrator.post(f"{WORK}people/{person.pk}/password/")
    assert 'class="password"' in answer.content.decode()
    assert verbs(agency) == ["handed_over"]
    assert theirs.get(WORK)["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("verb", ["password", "factor"])
def test_an_account_of_several_agencies_is_not_one_agencys_to_change(
    administrator: Client, agency: Agency, other_agency: Agency, verb: str
) -> None:
    person = member(agency, Role.EXECUTIVE)
    factories.make_membership(person.user, other_agency, Role.EXECUTIVE)
    before = User.objects.get(pk=person.user_id).password
    answer = administrator.post(f"{WORK}people/{person.pk}/{verb}/")
    assert answer.status_code == 302
    administrator.post(f"{WORK}people/{person.pk}/", place(role="executive", display_name="ปลอม"))
    after = User.objects.get(pk=person.user_id)
    assert (after.password, after.display_name != "ปลอม") == (before, True)


def test_those_who_sign(administrator: Client, agency: Agency) -> None:
    values = {"name": "นายตัวอย่าง ทดสอบ", "job_title": "รองปลัดเทศบาล", "acting_for": "ปลัดเทศบาล",
              "division": ""}  # fmt: skip
    assert administrator.post(f"{WORK}officials/", values).status_code == 302
    official = Official.objects.get(agency=agency)
    assert "รองปลัดเทศบาล" in administrator.get(f"{WORK}officials/").content.decode()
    administrator.post(f"{WORK}officials/{official.pk}/", {**values, "acting_for": ""})
    official.refresh_from_db()
    assert official.acting_for == ""
    bad = administrator.post(f"{WORK}officials/{official.pk}/", {**values, "name": ""})
    assert bad.status_code == 422
    administrator.post(f"{WORK}officials/{official.pk}/remove/")
    assert not Official.objects.exists()
    assert verbs(agency) == ["created", "changed", "deleted"]


@pytest.mark.parametrize("count", [1, 5])
def test_lists_do_not_ask_more_for_more_rows(
    administrator: Client,
    agency: Agency,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(count):
        division = factories.make_division(agency, f"กอง {number}")
        factories.make_member(agency, Role.STAFF, division)
        Official.objects.create(agency=agency, name=f"{number}", job_title="x", division=division)
    for page, queries in (("divisions", 5), ("people", 5), ("officials", 5)):
        with django_assert_num_queries(queries):
            assert administrator.get(f"{WORK}{page}/").status_code == 200


def test_ones_own_name(sign_in: Any, people: dict[str, User], agency: Agency) -> None:
    client = sign_in("staff")
    assert client.post("/accounts/", {"display_name": "", "email": "x"}).status_code == 422
    client.post("/accounts/", {"display_name": "ชื่อของฉัน", "email": "a@example.go.th"})
    people["staff"].refresh_from_db()
    assert (people["staff"].display_name, people["staff"].email) == ("ชื่อของฉัน", "a@example.go.th")
    assert verbs(agency) == ["changed"]
