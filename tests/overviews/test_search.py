"""Search: ``reports.views.search``."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from agencies.models import Agency
from tests import factories

PAGE = "/work/test/search/"


def found(client: Client, query: str) -> Any:
    return client.get(PAGE, {"q": query}).context["found"]


@pytest.mark.parametrize("query", ["ดำเนินการ ๓๓", "ดําเนินการ33", "ดำ\u200bเนินการ 33"])
def test_finds_thai_in_either_form(coordinator: Client, agency: Agency, query: str) -> None:
    measure = factories.make_measure(factories.make_plan(agency), title="การดำเนินการ ๓๓ เรื่อง")
    assert [row.pk for row in found(coordinator, query).measures] == [measure.pk]


def test_finds_reports_and_items_of_every_year(coordinator: Client, agency: Agency) -> None:
    factories.load_all_frameworks()
    report = factories.make_report(factories.make_plan(agency), title_lines="ชื่อที่ค้นหา")
    assert [row.pk for row in found(coordinator, "ชื่อที่ค้น").reports] == [report.pk]
    parts = found(coordinator, "การมีส่วนร่วม").parts
    # One title under another code each year: ita-facts §0.1.
    assert {(p.code, p.framework.fiscal_year) for p in parts} >= {("O33", 2565), ("O30", 2566)}


def test_other_agencies_are_invisible(
    coordinator: Client, agency: Agency, other_agency: Agency
) -> None:
    plan = factories.make_plan(other_agency)
    factories.make_measure(plan, title="เรื่องของหน่วยงานอื่น")
    factories.make_report(plan, title_lines="เรื่องของหน่วยงานอื่น")
    assert found(coordinator, "เรื่องของหน่วยงานอื่น").is_empty


@pytest.mark.parametrize("query", ["", " ", "ก", "\u200b\u200b\u200b", "ย" * 300])
def test_what_cannot_be_searched(coordinator: Client, query: str) -> None:
    page = coordinator.get(PAGE, {"q": query})
    assert (page.status_code, page.context["found"]) == (200, None)


def test_typed_text_is_shown_not_run(coordinator: Client) -> None:
    page = coordinator.get(PAGE, {"q": "<script>x</script>"}).content.decode()
    assert "<script>x" not in page


@pytest.mark.parametrize("count", [1, 40])
def test_queries_do_not_grow(
    coordinator: Client, agency: Agency, count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    plan = factories.make_plan(agency)
    for _ in range(count):
        factories.make_measure(plan, title="คำที่ค้น")
    with django_assert_num_queries(8):
        assert found(coordinator, "คำที่ค้น").measure_count == count
