"""Fixtures that all tests share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from hypothesis import settings

from agencies.models import Agency, Role, User
from tests import factories

# The same examples in every run: a red suite must say that the change is wrong. Look for new
# counterexamples with HYPOTHESIS_PROFILE=explore.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("explore", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database-only", action="store_true",
        help="leave out the tests that open no database: they say the same on every one",
    )  # fmt: skip


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--database-only"):
        return
    kept = [item for item in items if opens_a_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


def opens_a_database(item: pytest.Item) -> bool:
    """Whether a test may behave differently on another database: it asks for one, or starts
    processes that open it by themselves."""
    asks = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
    marked = item.get_closest_marker("django_db") is not None
    return bool(asks) or marked or item.path.is_relative_to(ROOT / "tests" / "operations")


class GetWroteError(AssertionError):
    """A page wrote to the database although it was only looked at."""


class ReadOnlyGetClient(Client):
    """A client whose GET fails when the page writes: looking must change nothing."""

    def get(self, *args: Any, **kwargs: Any) -> Any:
        with connection.execute_wrapper(_refuse_writes):
            return super().get(*args, **kwargs)


def _refuse_writes(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    word = sql.lstrip(" (").split(None, 1)[0].upper()
    if word not in ("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK", "WITH", "EXPLAIN"):
        raise GetWroteError(sql)
    return execute(sql, params, many, context)


@pytest.fixture(autouse=True)
def _quick_settings(settings: Any, tmp_path: Path) -> None:
    """Cheap passwords, plain static addresses, files in a folder of the test's own."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "files"},
        },
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def client() -> Client:
    return ReadOnlyGetClient()


@pytest.fixture
def seeds() -> Path:
    """The folder with real municipalities' documents, where it lies beside the project."""
    folder = SHARED / "seeds"
    if not folder.is_dir():
        pytest.skip("the real documents (../shared/seeds) are not here")
    return folder


@pytest.fixture
def agency(db: None) -> Agency:
    return factories.make_agency()


@pytest.fixture
def other_agency(db: None) -> Agency:
    return factories.make_agency("เทศบาลตำบลเมืองอื่น", slug="other")


@pytest.fixture
def people(agency: Agency) -> dict[str, User]:
    """One person for each role in the agency; staff belong to สำนักปลัด."""
    return {role: factories.make_member(agency, role) for role in Role.values}


@pytest.fixture
def sign_in(client: Client, people: dict[str, User]) -> Iterator[Any]:
    """Sign somebody in by role; ``None`` signs out."""

    def go(role: str | None) -> Client:
        client.logout()
        if role:
            client.force_login(people[role], backend="django.contrib.auth.backends.ModelBackend")
        return client

    return go


@pytest.fixture
def coordinator(sign_in: Any) -> Client:
    return sign_in("coordinator")


@pytest.fixture
def stranger(other_agency: Agency, client: Client) -> Client:
    """Somebody who is signed in, but coordinates another agency."""
    user = factories.make_member(other_agency, Role.COORDINATOR)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client
