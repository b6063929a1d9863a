"""Fields that no form offers, posted to every address, change nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from agencies.models import Membership, User
from measures.models import Evidence, Progress
from reports.models import Report
from tests.codebase.conftest import Standing
from tests.codebase.test_access import ACROSS, PUBLIC, ROWS

BACKEND = "django.contrib.auth.backends.ModelBackend"
PACKAGES = ("agencies", "assessments", "measures", "reports")


def protected(standing: Standing) -> dict[str, Any]:
    """What only its own verbs may change: whose a row is, roles and rights, states."""
    whose = {
        model._meta.label: dict(model._base_manager.values_list("pk", "agency"))
        for name in PACKAGES
        for model in apps.get_app_config(name).get_models()
        if "agency" in {field.name for field in model._meta.concrete_fields}
    }
    return {
        **whose,
        "roles": dict(Membership.objects.values_list("pk", "role")),
        "rights": list(User.objects.order_by("pk").values_list("is_superuser", "is_staff")),
        "reports": dict(Report.objects.values_list("pk", "state")),
        "approvals": dict(Report.objects.values_list("pk", "approved_by")),
        "reviews": dict(Progress.objects.values_list("pk", "review")),
        "files": dict(Evidence.objects.values_list("pk", "file")),
    }


@pytest.mark.parametrize("who", ["staff", "coordinator", "executive", "stranger"])
def test_nothing_but_what_a_form_offers(client: Client, standing: Standing, who: str) -> None:
    client.force_login(standing.people[who], backend=BACKEND)
    other = standing.people["stranger"].memberships.get().agency_id
    smuggled = {
        "agency": other, "agency_id": other, "state": "approved", "role": "administrator",
        "approved_by": 1, "approved_at": "2023-01-01", "published_by": 1, "review": "accepted",
        "is_superuser": "on", "is_staff": "on", "is_active": "on", "user": 1, "plan": 10**6,
        "measure": 10**6, "id": 10**6, "pk": 10**6, "file": "/etc/passwd", "kind": "measures",
        "sha256": "0" * 64, "updated_by": 1, "version": 1, "title": "x", "issue": "x", "name": "x",
        "status": "in_progress", "note": "x", "results": "x", "outcomes": "", "caption": "x",
        "steps": "x", "completion_date": "", "divisions": "", "text": "x",
    }  # fmt: skip
    before = protected(standing)
    for row in ROWS:
        # What a role may do by its own verb is tested where the verb is.
        if row["method"] == "GET" or row["url"] in ("move-report", "review-progress"):
            continue
        own = {} if row["url"] in PUBLIC | ACROSS else {"agency_slug": "test"}
        address = reverse(row["url"], kwargs={**own, **standing.world.get(row["url"], {})})
        client.post(address, smuggled)
    after = protected(standing)
    for name, rows in before.items():
        if isinstance(rows, dict):
            kept = {pk: value for pk, value in after[name].items() if pk in rows}
            gone = {pk: value for pk, value in rows.items() if pk not in kept}
            assert kept == {pk: value for pk, value in rows.items() if pk in kept}, name
            assert who != "stranger" or not gone
        else:
            assert after[name] == rows, name
    new = {pk: whose for pk, whose in after["measures.Measure"].items() if whose == other}
    assert new == {}
