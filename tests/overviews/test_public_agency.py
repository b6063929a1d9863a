"""The public page of an agency: ``reports.overviews.public_agency``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from agencies.models import Agency
from measures.models import Measure
from reports.document import Cell, Column, Document, Paragraph, Row, Table, to_json
from reports.models import Publication
from reports.overviews.public_agency import told_measures
from tests import factories


def document(keys: Sequence[str], *rows: Sequence[str], text: str = "") -> Document:
    body = tuple(
        Row(tuple(Cell.of(cell) for cell in row), anchor=f"measure-{n}")
        for n, row in enumerate(rows, start=1)
    )
    table = Table(body, tuple(Column(key, 10) for key in keys))
    return Document((Paragraph(text), table), title="รายงาน")


@pytest.mark.parametrize(
    ("keys", "row", "name", "label"),
    [
        (("issue", "status"), ("ตัวชี้วัดที่ ๗\nE๖ การเผยแพร่", "ดำเนินการแล้ว เมื่อวันที่ ๒๓ มกราคม ๒๕๖๖"),
         "E๖ การเผยแพร่", "ทำเสร็จแล้ว"),
        (("title", "tick_not_started", "tick_in_progress", "tick_done"), ("จัดประชุม", "", "/", ""),
         "จัดประชุม", "กำลังทำ"),
        (("title", "status_only"), ("จัดประชุม", "ยังไม่ดำเนินการ"), "จัดประชุม", "ยังไม่เริ่ม"),
        (("title", "results"), ("จัดประชุม", "ประชุมแล้ว ๒ ครั้ง"), "จัดประชุม", ""),
    ],
)  # fmt: skip
def test_measures_as_published(
    keys: tuple[str, ...], row: tuple[str, ...], name: str, label: str
) -> None:
    (told,) = told_measures(document(keys, row), "/test/2566/o43/")
    assert (told.name, told.label, told.address) == (name, label, "/test/2566/o43/#measure-1")


def publish(agency: Agency, content: Document, **values: Any) -> Publication:
    plan = agency.plans.filter(fiscal_year=2566).first() or factories.make_plan(agency)
    values = {"kind": "progress", "round": "6m", **values}
    return Publication.objects.create(
        agency=agency, report=factories.make_report(plan, **values), year=2566, version=1,
        item="o43" if values["kind"] == "progress" else "o42", title="รายงาน",
        document=to_json(content), published_at=timezone.now(), published_by_name="x",
    )  # fmt: skip


def test_page_tells_counts_and_does_not_follow_the_data(client: Client, agency: Agency) -> None:
    rows = [("เรื่องที่หนึ่ง", "ดำเนินการแล้ว"), ("เรื่องที่สอง", "อยู่ระหว่างดำเนินการ")]
    publish(agency, document(("title", "status"), *rows))
    factories.make_measure(agency.plans.get(), title="ยังไม่เผยแพร่")

    page = client.get("/test/")

    assert page.context["view"].counts == [
        ("done", "ทำเสร็จแล้ว", 1), ("in_progress", "กำลังทำ", 1), ("not_started", "ยังไม่เริ่ม", 0),
    ]  # fmt: skip
    text = page.content.decode()
    assert 'href="/test/2566/o43/#measure-2"' in text
    assert "ยังไม่เผยแพร่" not in text
    assert Measure.objects.count() == 1


@pytest.mark.parametrize(("text", "shown"), [("ได้คะแนนรวม ๘๓.๙๔ คะแนน", True), ("ได้คะแนนดี", False)])
def test_a_score_is_told_only_when_it_was_published(
    client: Client, agency: Agency, text: str, shown: bool
) -> None:
    factories.load_all_frameworks()
    assessment = factories.make_assessment(agency, 2565, indicators={1: 80})
    type(assessment).objects.update(announced_total="83.94")
    publish(agency, document(("title",), ("เรื่อง",), text=text), kind="measures", round="")
    page = client.get("/test/").content.decode()
    assert ("83.94" in page) is shown
    assert ("ไม่ผ่านเกณฑ์" in page) is shown


def test_other_agencies_stay_out(client: Client, agency: Agency, other_agency: Agency) -> None:
    publish(other_agency, document(("title", "status"), ("ของเมืองอื่น", "ดำเนินการแล้ว")))
    publish(agency, document(("title", "status"), ("ของเรา", "ดำเนินการแล้ว")))
    page = client.get("/test/").content.decode()
    assert "ของเรา" in page
    assert "ของเมืองอื่น" not in page


@pytest.mark.parametrize("count", [1, 30])
def test_queries_do_not_grow(
    client: Client, agency: Agency, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    publish(agency, document(("title", "status"), *[("เรื่อง", "ดำเนินการแล้ว")] * count))
    with django_assert_num_queries(4):
        client.get("/test/")
