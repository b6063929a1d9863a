"""Suggestions for the gaps of a framework: ``assessments.views.suggestions``.

The years' gaps are those of the framework files, built on the project's collection of facts.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from agencies.models import Agency, Event, User
from assessments.catalogue import Catalogue
from assessments.models import Framework
from assessments.suggesting import suggestions_for
from tests import factories

KEYS_2569 = {"fact:pass_mark", "fact:calculation", "weight:IIT", "weight:EIT", "weight:OIT",
             "levels", "title:O2", "title:O5", "title:O7"}  # fmt: skip


@pytest.fixture(autouse=True)
def _frameworks(frameworks: None) -> None:
    pass


@pytest.fixture
def central(sign_in: Any, people: dict[str, User]) -> Client:
    people["administrator"].is_staff = True
    people["administrator"].save()
    return sign_in("administrator")


def current(year: int) -> Framework:
    found = Framework.objects.current(year)
    assert found is not None
    return found


def address(framework: Framework) -> str:
    return f"/work/test/frameworks/{framework.pk}/suggestions/"


def test_each_gap_has_its_suggestion_and_why() -> None:
    offered = {row.key: row for row in suggestions_for(current(2569))}
    assert set(offered) == KEYS_2569
    assert (offered["fact:pass_mark"].shown, offered["fact:pass_mark"].basis[:7]) == (
        "85.00",
        "ปี 2568",
    )
    assert offered["weight:OIT"].shown == "ร้อยละ 40"
    assert offered["weight:OIT"].basis.startswith("ปี 2566")
    assert "ผ่านดีเยี่ยม" in offered["levels"].shown


def test_codes_do_not_travel_between_years() -> None:
    framework = current(2569)
    framework.measures_item = ""
    framework.save()
    assert "fact:measures_item" not in {row.key for row in suggestions_for(framework)}


def test_missing_items_and_questions_come_in_groups(central: Client) -> None:
    """FY2567 of the file: 35 items in seven groups, 15 and 9 questions, three an indicator."""
    framework = current(2567)
    keys = [row.key for row in suggestions_for(framework) if row.key[:5] in ("items", "quest")]
    assert keys == [
        "items:9.1", "items:9.2", "items:9.3", "items:9.4", "items:9.5", "items:10.1",
        "items:10.2", "questions:IIT", "questions:EIT",
    ]  # fmt: skip
    central.post(address(framework), {"keys": keys, "source": "คู่มือ ITA 2567"})
    items = dict(framework.items.values_list("code", "sub_indicator__number"))
    assert len(items) == 35
    assert (items["O6"], items["O13"], items["O35"]) == ("9.1", "9.2", "10.2")
    item = framework.items.get(code="O7")
    assert (item.title[:16], item.source) == ("แผนยุทธศาสตร์หรื", "คู่มือ ITA 2567")
    counts = [row.questions.count() for row in framework.indicators.order_by("number")]
    assert counts == [3] * 8 + [0, 0]
    assert Catalogue.from_framework(framework).lists_all("OIT")
    again = {row.key for row in suggestions_for(framework)}
    assert not again & set(keys)


def test_what_is_established_is_not_suggested() -> None:
    assert [row.key for row in suggestions_for(current(2566))] == []


def test_nothing_is_computed_with_a_suggestion(central: Client, agency: Agency) -> None:
    factories.make_assessment(agency, 2569, indicators=dict.fromkeys(range(1, 11), 90))
    page = central.get("/work/test/scores/2569/").content.decode()
    assert "กรอบการประเมินของปีนี้ยังไม่ทราบน้ำหนักของเครื่องมือ" in page
    assert f"/work/test/frameworks/{current(2569).pk}/" in page


def test_chosen_ones_are_written_with_their_source(central: Client) -> None:
    framework = current(2569)
    data = {"keys": sorted(KEYS_2569 - {"title:O5"}), "source": "คู่มือ ITA 2569 หน้า 7"}
    response = central.post(address(framework), data)
    assert response["Location"] == f"/work/test/frameworks/{framework.pk}/"
    framework.refresh_from_db()
    assert (framework.pass_mark, framework.calculation) == (85, "mean_of_means")
    assert framework.provenance("pass_mark").source == "คู่มือ ITA 2569 หน้า 7"
    assert framework.provenance("pass_mark").confidence == "one_source"
    weights = framework.instruments.values_list("weight", flat=True)
    assert sorted(weights) == [Decimal(30), Decimal(30), Decimal(40)]
    assert framework.rating_levels.count() == 5
    item = framework.items.get(code="O2")
    assert (item.title, item.confidence) == ("ข้อมูลผู้บริหาร", "one_source")
    assert framework.items.get(code="O5").title == ""
    assert [row.key for row in suggestions_for(framework)] == ["title:O5"]
    event = Event.objects.latest("pk")
    assert event.changes["น้ำหนักของ IIT"] == ["", "ร้อยละ 30"]


def test_an_edition_in_use_stays_and_the_next_one_gets_them(
    central: Client, agency: Agency
) -> None:
    framework = current(2569)
    factories.make_assessment(agency, 2569, indicators={1: 80})
    central.post(address(framework), {"keys": ["fact:pass_mark"], "source": "คู่มือ"})
    framework.refresh_from_db()
    assert framework.pass_mark is None
    assert (current(2569).edition, current(2569).pass_mark) == (2, 85)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"keys": ["fact:pass_mark"], "source": " "}, "กรุณาระบุแหล่งข้อมูล"),
        ({"source": "คู่มือ"}, "กรุณาเลือกอย่างน้อยหนึ่งเรื่อง"),
        ({"keys": ["fact:nonsense"], "source": "คู่มือ"}, "nonsense"),
    ],
)
def test_bad_input_stores_nothing_and_keeps_what_was_typed(
    central: Client, data: dict[str, Any], message: str
) -> None:
    framework = current(2569)
    response = central.post(address(framework), data)
    assert response.status_code == 422
    page = response.content.decode()
    assert message in page
    assert (data["source"].strip() or 'value="fact:pass_mark"') in page
    assert page.count(" checked") == (1 if data.get("keys") == ["fact:pass_mark"] else 0)
    framework.refresh_from_db()
    assert framework.pass_mark is None


def test_a_year_without_gaps_says_so(central: Client) -> None:
    assert "ไม่มีข้อเสนอ" in central.get(address(current(2566))).content.decode()


def test_only_central_administrators(sign_in: Any, people: dict[str, User]) -> None:
    framework = current(2569)
    data = {"keys": ["fact:pass_mark"], "source": "คู่มือ"}
    for role in ("staff", "coordinator", "executive", "overseer", "administrator"):
        assert sign_in(role).post(address(framework), data).status_code == 403
    framework.refresh_from_db()
    assert framework.pass_mark is None
