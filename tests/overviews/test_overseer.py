"""The overseer's list: ``reports.views.overseer``."""

from __future__ import annotations

import csv
import re
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from agencies.models import Agency, Membership, Role, User
from assessments.models import Assessment, Framework
from measures.models import MeasurePlan
from reports.models import Publication
from tests import factories

PAGE = "/work/"


@pytest.fixture
def overseer(client: Client, agency: Agency, other_agency: Agency) -> Client:
    """Somebody who oversees two agencies, and coordinates a third."""
    user = factories.make_user()
    for each in (agency, other_agency):
        Membership.objects.create(user=user, agency=each, role=Role.OVERSEER)
    third = factories.make_agency("เทศบาลตำบลที่สาม", slug="third")
    Membership.objects.create(user=user, agency=third, role=Role.COORDINATOR)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def fill(agency: Agency, *statuses: str) -> MeasurePlan:
    plan = factories.make_plan(agency)
    for status in statuses:
        measure = factories.make_measure(plan)
        if status:
            factories.make_progress(measure, status=status)
    return plan


def give_score(agency: Agency, total: str) -> None:
    factories.load_all_frameworks()
    framework = Framework.objects.current(2565)
    Assessment.objects.create(agency=agency, framework=framework, announced_total=total)


def publish(plan: MeasurePlan) -> None:
    report = factories.make_report(plan)
    Publication.objects.create(
        agency=plan.agency, report=report, year=2566, item="o43", version=1, title="t",
        document={}, published_at=timezone.now(), published_by_name="x",
    )  # fmt: skip


def rows(response: Any) -> dict[str, Any]:
    return {row.record.slug: row.record for row in response.context["table"].page.object_list}


def test_figures_of_each_agency(overseer: Client, agency: Agency, other_agency: Agency) -> None:
    plan = fill(agency, "done", "in_progress", "")
    factories.make_progress(plan.measures.all()[1], round="12m", status="done")
    factories.make_measure(factories.make_plan(agency, 2565))
    publish(plan)
    give_score(agency, "83.94")

    found = rows(overseer.get(f"{PAGE}?year=2566&round=6m"))

    mine, other = found["test"], found["other"]
    assert (mine.total, mine.done, mine.late, mine.published, f"{mine.score:.2f}") == (
        3,
        1,
        2,
        True,
        "83.94",
    )
    assert (other.total, other.done, other.late, other.published, other.score) == (
        0,
        0,
        0,
        False,
        None,
    )
    assert set(found) == {"test", "other"}  # coordinating an agency is not overseeing it


@pytest.mark.parametrize("kind", ["all", "published", "unpublished", "late", "no_plan"])
def test_figures_equal_their_lists(
    overseer: Client, agency: Agency, other_agency: Agency, kind: str
) -> None:
    publish(fill(agency, "done", ""))
    page = overseer.get(f"{PAGE}?year=2566&round=6m")
    query = {"all": "", "published": "&out=yes", "unpublished": "&out=no", "late": "&work=late",
             "no_plan": "&work=none"}[kind]  # fmt: skip
    listed = overseer.get(f"{PAGE}?year=2566&round=6m{query}")
    assert (
        f"?year=2566&amp;round=6m{query}".replace("&o", "&amp;o").replace("&w", "&amp;w")
        in page.content.decode()
    )
    assert len(rows(listed)) == page.context["summary"][kind] > 0


@pytest.mark.parametrize(
    ("total", "band"),
    [("95.00", "95"), ("94.99", "85"), ("85.00", "85"), ("84.99", "70"), ("69.99", "0")],
)
def test_bands(overseer: Client, agency: Agency, total: str, band: str) -> None:
    fill(agency)
    give_score(agency, total)
    shown = {
        key: set(rows(overseer.get(f"{PAGE}?year=2566&band={key}")))
        for key in ("95", "85", "70", "0", "none")
    }
    assert shown.pop("none") == {"other"}
    assert {key for key, slugs in shown.items() if slugs == {"test"}} == {band}


def test_sorting_and_searching(overseer: Client, agency: Agency, other_agency: Agency) -> None:
    fill(agency, "done")
    fill(other_agency, "done", "done")
    assert list(rows(overseer.get(f"{PAGE}?sort=-done"))) == ["other", "test"]
    assert list(rows(overseer.get(f"{PAGE}?sort=done"))) == ["test", "other"]
    assert list(rows(overseer.get(PAGE, {"q": "เมืองอื่น"}))) == ["other"]


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_file_has_the_same_rows_and_no_live_cell(
    overseer: Client, agency: Agency, other_agency: Agency, format: str
) -> None:
    Agency.objects.filter(pk=other_agency.pk).update(name="=HYPERLINK(1)")
    fill(agency, "done")
    content = overseer.get(f"/work/agencies.{format}?year=2566&round=6m").content
    if format == "csv":
        table = list(csv.reader(StringIO(content.decode("utf-8-sig"))))
    else:
        sheet = load_workbook(BytesIO(content)).active
        table = [
            ["" if v is None else str(v) for v in row] for row in sheet.iter_rows(values_only=True)
        ]
    assert table[0] == [
        "หน่วยงาน",
        "อำเภอ จังหวัด",
        "มาตรการ",
        "แล้วเสร็จ",
        "เกินกำหนด",
        "รายงานของรอบ",
        "คะแนนปีก่อน",
    ]
    names = {row[0]: row[2:4] for row in table[1:]}
    assert names == {"เทศบาลตำบลทดสอบ": ["1", "1"], "'=HYPERLINK(1)": ["0", "0"]}


def test_opens_an_agency_to_read_only(overseer: Client, agency: Agency) -> None:
    plan = fill(agency, "done")
    assert re.search('href="/work/test/dashboard/"', overseer.get(PAGE).content.decode())
    assert overseer.get("/work/test/dashboard/").status_code == 200
    measure = plan.measures.get()
    assert overseer.post(f"/work/test/measures/{measure.pk}/progress/6m/").status_code == 403


def test_others_are_refused(sign_in: Any, people: dict[str, User]) -> None:
    for role in ("staff", "coordinator", "executive", "administrator"):
        assert sign_in(role).get(PAGE).status_code == 403
    assert sign_in(None).get(PAGE)["Location"].startswith("/accounts/login/")


def test_login_leads_here(overseer: Client, client: Client, agency: Agency) -> None:
    Membership.objects.filter(role=Role.COORDINATOR).delete()
    assert client.get("/")["Location"] == PAGE


@pytest.mark.parametrize("count", [1, 60])
def test_queries_do_not_grow(
    overseer: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    user = User.objects.get(memberships__role=Role.COORDINATOR)
    for number in range(count):
        each = factories.make_agency(f"เทศบาลตำบลที่ {number}", slug=f"a{number}")
        Membership.objects.create(user=user, agency=each, role=Role.OVERSEER)
        fill(each, "done")
    with django_assert_num_queries(8):
        page = overseer.get(f"{PAGE}?year=2566&round=6m")
    assert len(rows(page)) == min(count + 2, 50)
    assert page.context["table"].paginator.count == count + 2
