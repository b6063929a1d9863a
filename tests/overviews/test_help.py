"""Help pages: ``reports.views.help``."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from agencies.models import Agency
from reports.models import Publication
from reports.templatetags.hints import hints
from tests import factories

MATRIX = Path(__file__).resolve().parents[1] / "access_matrix.csv"


def done(page: Any) -> list[bool]:
    return [step.is_done for step in page.context["steps"]]


def test_the_first_day_follows_what_exists(sign_in: Any, agency: Agency) -> None:
    client = sign_in("administrator")
    # People: the fixture's five members. Divisions: the staff member's own.
    assert done(client.get("/work/test/start/")) == [False, True, True, False, False, False, False]

    Agency.objects.update(website="https://test.example/")
    factories.load_all_frameworks()
    factories.make_assessment(agency, 2565, indicators={1: 80})
    plan = factories.make_plan(agency)
    factories.make_measure(plan)
    assert done(client.get("/work/test/start/")) == [True, True, True, True, True, False, False]

    Publication.objects.create(
        agency=agency, report=factories.make_report(plan), year=2566, item="o43", version=1,
        title="t", document={}, published_at=timezone.now(), published_by_name="x",
    )  # fmt: skip
    page = client.get("/work/test/start/")
    assert all(done(page))
    assert "ครบทุกขั้นแล้ว" in page.content.decode()


def test_what_somebody_may_not_do_names_who_may(sign_in: Any, agency: Agency) -> None:
    steps = sign_in("executive").get("/work/test/start/").context["steps"]
    assert {step.address for step in steps} == {""}
    assert "ทำโดยผู้ประสานงาน ITA" in sign_in("executive").get("/work/test/start/").content.decode()
    steps = sign_in("coordinator").get("/work/test/start/").context["steps"]
    assert steps[4].address == "/work/test/import/"


@pytest.mark.parametrize("page", ["glossary", "keys", "design"])
def test_pages_answer(coordinator: Client, page: str) -> None:
    assert coordinator.get(f"/work/test/{page}/").status_code == 200


def test_every_key_of_the_page_is_a_link_of_the_menu(coordinator: Client, agency: Agency) -> None:
    menu = coordinator.get("/work/test/keys/").content.decode()
    for key in "hdsmr":
        assert f'data-key="{key}"' in menu
        assert f"<kbd>g</kbd> <kbd>{key}</kbd>" in menu


def test_every_working_page_has_a_hint() -> None:
    """The pages of the access matrix but files, public pages, and those that explain themselves."""
    rows = csv.DictReader(MATRIX.read_text(encoding="utf-8").splitlines())
    pages = {row["url"] for row in rows if row["method"] == "GET" and row["anonymous"] == "login"}
    plain = {
        "add-framework", "add-framework-part", "dashboard-file", "design", "edit-framework",
        "edit-framework-part", "evidence-file", "export-measures", "framework-file", "glossary",
        "home", "measure-findings", "measures-template", "oversight-file", "quick-update",
        "report-draft", "report-picture", "score-template", "shortcuts",
    }  # fmt: skip
    # At least eight in ten, so that somebody else's new page does not fail here at once.
    told = pages & hints().keys()
    assert len(told) >= 0.8 * len(pages - plain)
    assert hints().keys() - pages == set()


def test_a_hint_stands_on_its_page(coordinator: Client, agency: Agency) -> None:
    assert hints()["measures"] in coordinator.get("/work/test/measures/").content.decode()
    assert "page-hint" not in coordinator.get("/work/test/nothing/").content.decode()
