"""Reports that wait for somebody, on the page of their work: ``reports.waiting``."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from agencies.models import Agency
from reports.models import Report
from tests import factories

WORK = "/work/test/"


@pytest.fixture
def reports(agency: Agency, people: Any) -> dict[str, Report]:
    """A report in each state that waits for somebody, and a draft that waits for nobody."""
    plan = factories.make_plan(agency)
    sent = {"submitted_at": timezone.now(), "submitted_by": people["coordinator"]}
    decided = {"approved_at": timezone.now(), "approved_by": people["executive"]}
    return {
        "draft": factories.make_report(plan),
        "submitted": factories.make_report(plan, state="submitted", round="12m", **sent),
        "approved": factories.make_report(
            plan, state="approved", kind="measures", round="", **sent, **decided
        ),
    }


@pytest.mark.parametrize(
    ("role", "waiting"),
    [
        ("staff", []),
        ("coordinator", ["approved"]),
        ("executive", ["submitted"]),
        ("administrator", ["submitted", "approved"]),
    ],
)
def test_each_sees_what_waits_for_them(
    sign_in: Any, reports: dict[str, Report], role: str, waiting: list[str]
) -> None:
    page = sign_in(role).get(WORK)
    addresses = {f"{WORK}reports/{reports[state].pk}/" for state in waiting}
    assert {task.address for task in page.context["tasks"]} == addresses
    for address in addresses:
        assert f'href="{address}"' in page.content.decode()


def test_nothing_to_approve_says_so(sign_in: Any, reports: dict[str, Report]) -> None:
    reports["submitted"].delete()
    assert "ไม่มีรายงานรออนุมัติ" in sign_in("executive").get(WORK).content.decode()


def test_reports_of_another_agency_wait_for_others(
    stranger: Client, reports: dict[str, Report]
) -> None:
    assert stranger.get(WORK).status_code == 404
