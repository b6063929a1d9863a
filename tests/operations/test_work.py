"""``work``: what is due in the background, one failure not keeping the rest from its turn."""

from __future__ import annotations

import json
from io import StringIO
from typing import Any

import pytest
from django.conf import settings as real
from django.core.management import CommandError, call_command
from django.utils import timezone

from agencies.models import Agency
from assessments.link_check import Checked
from assessments.models import DisclosureLink
from tests import factories


def fail() -> int:
    raise ValueError("a job that fails")


def test_each_job_has_its_turn(db: None, settings: Any, caplog: Any) -> None:
    settings.BACKGROUND_JOBS = [f"{__name__}.fail", *real.BACKGROUND_JOBS]
    call_command("work", "--once", "--json", stdout=(out := StringIO()))
    done = json.loads(out.getvalue())["done"]
    assert list(done) == settings.BACKGROUND_JOBS
    assert set(done.values()) == {0}
    assert "a job that fails" in caplog.text


def test_addresses_of_disclosures_are_checked(agency: Agency, monkeypatch: Any) -> None:
    factories.load_all_frameworks()
    factories.make_disclosure(agency, 2566, "O1", urls=("https://www.example.go.th/data",))
    monkeypatch.setattr(
        "assessments.link_check.check_address", lambda url, **_: Checked("works", url)
    )
    call_command("work", "--once", "--json", stdout=(out := StringIO()))
    assert json.loads(out.getvalue())["done"]["assessments.jobs.check_links"] == 1
    link = DisclosureLink.objects.get()
    assert (link.outcome, link.detail) == ("works", "https://www.example.go.th/data")
    assert link.checked_at is not None
    assert link.checked_at <= timezone.now()


@pytest.mark.parametrize("every", ["0", "-5", "nan", "1e9"])
def test_a_pause_that_is_none(db: None, every: str) -> None:
    with pytest.raises(CommandError, match="from 1 to 86400 seconds"):
        call_command("work", "--every", every)
