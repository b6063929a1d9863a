"""What stands while every address is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings as now
from django.db import transaction
from django.test import override_settings

from agencies.models import Role, User
from tests import factories
from tests.codebase.world import make_world


@dataclass(frozen=True)
class Standing:
    """People by role and a stranger, for each address the arguments that lead to something of
    the first agency, and where its files are."""

    people: dict[str, User]
    world: dict[str, dict[str, Any]]
    storages: dict[str, Any]


@pytest.fixture(scope="module")
def standing_still(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Standing]:
    """Made once for all rows, and rolled back after the last one: frameworks take their time."""
    storages = {
        **now.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path_factory.mktemp("files")},
        },
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    hashers = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with (
        django_db_blocker.unblock(),
        override_settings(PASSWORD_HASHERS=hashers, STORAGES=storages),
        transaction.atomic(),
    ):
        agency = factories.make_agency()
        other = factories.make_agency("เทศบาลตำบลเมืองอื่น", slug="other")
        people = {role: factories.make_member(agency, role) for role in Role.values}
        people["stranger"] = factories.make_member(other, Role.ADMINISTRATOR)
        yield Standing(people, make_world(agency), storages)
        transaction.set_rollback(True)


@pytest.fixture
def standing(standing_still: Standing, db: None, settings: Any) -> Standing:
    """The same for one test, whose changes are rolled back."""
    settings.STORAGES = standing_still.storages
    return standing_still
