"""Frameworks on screen and their correction: ``assessments.views.frameworks``."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from agencies.models import Agency, Event, User
from assessments.catalogue import Catalogue
from assessments.framework_export import framework_to_data
from assessments.framework_files import read_framework
from assessments.models import Assessment, Framework
from tests import factories

LIST = "/work/test/frameworks/"


@pytest.fixture(autouse=True)
def _frameworks(frameworks: None) -> None:
    pass


@pytest.fixture
def central(sign_in: Any, people: dict[str, User]) -> Client:
    """A central administrator who is also a coordinator of the agency."""
    people["coordinator"].is_staff = True
    people["coordinator"].save()
    return sign_in("coordinator")


def current(year: int) -> Framework:
    found = Framework.objects.current(year)
    assert found is not None
    return found


def address(framework: Framework, rest: str = "") -> str:
    return f"{LIST}{framework.pk}/{rest}"


def text(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_every_fact_says_how_sure_it_is(coordinator: Client) -> None:
    page = text(coordinator.get(address(current(2568))))
    assert "น้ำหนัก" in page
    assert "ยังไม่ทราบ" in page
    assert "ยังไม่ยืนยัน" in page
    assert "แหล่งข้อมูล" in page


def test_the_same_item_in_other_years(coordinator: Client) -> None:
    """O33 of 2565 is O30 of 2566 and O20 of 2568."""
    page = text(coordinator.get(address(current(2565))))
    row = page[page.index("O33 การเปิดโอกาส") : page.index("O34 ")]
    assert "O30 ปี 2566" in row
    assert "O20 ปี 2568" in row


def test_page_queries(
    coordinator: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """Fixed whatever the rows: 43 items and 45 questions of 2565, 26 items of 2569."""
    with django_assert_num_queries(26):
        coordinator.get(address(current(2565)))
    with django_assert_num_queries(26):
        coordinator.get(address(current(2569)))


@pytest.mark.parametrize("year", [2564, 2565, 2566, 2567, 2568, 2569])
def test_a_file_comes_back_as_it_was(coordinator: Client, year: int) -> None:
    framework = current(year)
    response = coordinator.get(address(framework, "file.json"))
    data = read_framework(response.content, "x")
    assert Catalogue.from_data(data) == Catalogue.from_framework(framework)
    assert data == json.loads(json.dumps(framework_to_data(framework)))


def test_a_fact_is_corrected(central: Client, agency: Agency) -> None:
    framework = current(2568)
    instrument = framework.instruments.get(code="IIT")
    data = {
        "code": "IIT", "name": instrument.name, "weight": "30", "position": instrument.position,
        "confidence": "one_source", "source": "คู่มือการประเมิน หน้า 12",
    }  # fmt: skip
    central.post(address(framework, f"instruments/{instrument.pk}/"), data)
    instrument.refresh_from_db()
    assert (instrument.weight, instrument.source) == (30, "คู่มือการประเมิน หน้า 12")
    event = Event.objects.get()
    assert (event.agency, event.title) == (agency, str(framework))


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"confidence": "confirmed", "source": ""}, "ต้องระบุแหล่งข้อมูล"),
        ({"code": "33"}, "รหัสต้องเขียนอย่าง"),
        ({"code": "I7"}, "รหัสต้องเขียนอย่าง"),
        ({"code": "O2"}, "มีข้อมูลรหัสนี้อยู่แล้ว"),
    ],
)
def test_a_wrong_row_is_refused(central: Client, values: dict[str, str], message: str) -> None:
    framework = current(2568)
    data = {
        "code": "O29", "title": "ข้อมูลใหม่", "sub_indicator": "", "components": "", "note": "",
        "components_note": "", "placement_confidence": "unconfirmed", "confidence": "unconfirmed",
        "source": "", **values,
    }  # fmt: skip
    before = framework.items.count()
    response = central.post(address(framework, "items/add/"), data)
    assert response.status_code == 422
    assert message in response.content.decode()
    assert "ข้อมูลใหม่" in response.content.decode()
    assert framework.items.count() == before


def test_a_row_is_added_and_removed(central: Client) -> None:
    framework = current(2568)
    data = {
        "code": "o๒๙", "title": "ข้อมูลใหม่", "sub_indicator": "", "components": "ก\nข", "note": "",
        "components_note": "", "placement_confidence": "unconfirmed", "confidence": "unconfirmed",
        "source": "",
    }  # fmt: skip
    central.post(address(framework, "items/add/"), data)
    item = framework.items.get(code="O29")
    assert (item.number, item.components) == (29, ["ก", "ข"])
    central.post(address(framework, f"items/{item.pk}/"), {"remove": "1"})
    assert not framework.items.filter(code="O29").exists()


def test_facts_of_the_year(central: Client) -> None:
    framework = current(2569)
    data = {"pass_mark": "85", "note": "", "calculation": "", "measures_item": "o๒๕",
            "report_item": "O26", "report_covers": "previous_year"}  # fmt: skip
    for name in ("pass_mark", "calculation", "measures_item", "report_item", "report_covers"):
        data |= {f"{name}_confidence": "one_source", f"{name}_source": "คู่มือ"}
    assert central.post(address(framework, "facts/"), data).status_code == 302
    framework.refresh_from_db()
    assert (framework.pass_mark, framework.measures_item) == (85, "O25")
    assert framework.provenance("pass_mark").source == "คู่มือ"
    assert (
        central.post(address(framework, "facts/"), {**data, "pass_mark_source": ""}).status_code
        == 422
    )


def test_an_edition_in_use_is_copied_never_changed(central: Client, agency: Agency) -> None:
    framework = current(2565)
    factories.make_assessment(agency, 2565, indicators={1: 80})
    row = framework.indicators.get(number=1)
    data = {"number": 1, "instrument": row.instrument_id, "name": "ชื่ออื่น", "aliases": "",
            "confidence": "unconfirmed", "source": ""}  # fmt: skip
    response = central.post(address(framework, f"indicators/{row.pk}/"), data)
    assert response.status_code == 422
    assert "สร้างฉบับใหม่" in response.content.decode()
    row.refresh_from_db()
    assert row.name == "การปฏิบัติหน้าที่"

    central.post(address(framework, "copy/"))

    copy = current(2565)
    assert (copy.edition, copy.items.count()) == (2, 43)
    assert Assessment.objects.get().framework == framework
    theirs = copy.indicators.get(number=1)
    data["instrument"] = theirs.instrument_id
    assert central.post(address(copy, f"indicators/{theirs.pk}/"), data).status_code == 302


def test_a_year_is_added_like_another_and_nothing_of_it_is_confirmed(central: Client) -> None:
    response = central.post(LIST + "add/", {"fiscal_year": "2570", "like": current(2569).pk})
    added = current(2570)
    assert response["Location"] == address(added)
    assert added.items.count() == 26
    assert set(added.items.values_list("confidence", flat=True)) == {"unconfirmed"}
    again = central.post(LIST + "add/", {"fiscal_year": "2570", "like": current(2569).pk})
    assert again.status_code == 422


def test_a_year_from_a_file(central: Client) -> None:
    data = framework_to_data(current(2566)) | {"fiscal_year": 2571}
    file = SimpleUploadedFile("2571.json", json.dumps(data).encode())
    central.post(LIST + "add/", {"file": file})
    assert current(2571).items.count() == 43
    file = SimpleUploadedFile("x.json", b"{}")
    response = central.post(LIST + "add/", {"file": file})
    assert response.status_code == 422
    assert "ขาด fiscal_year" in response.content.decode()


@pytest.mark.parametrize("role", ["coordinator", "administrator", "overseer"])
def test_roles_of_an_agency_do_not_edit_what_all_share(sign_in: Any, role: str) -> None:
    framework = current(2568)
    client = sign_in(role)
    for rest in ("copy/", "facts/", "items/add/"):
        assert client.post(address(framework, rest)).status_code == 403
    assert "เพิ่มปี" not in client.get(LIST).content.decode()
    assert Framework.objects.filter(fiscal_year=2568).count() == 1


def test_unknown_section_and_row(central: Client) -> None:
    framework = current(2568)
    assert central.get(address(framework, "secrets/add/")).status_code == 404
    other = current(2569).items.all()[0]
    assert central.get(address(framework, f"items/{other.pk}/")).status_code == 404
