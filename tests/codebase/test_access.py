"""Who reaches what: every address has its rows in ``tests/access_matrix.csv``.

The object behind each address belongs to the first agency. A stranger administers another one:
they ask both at the owner's address and, with the same number, at their own.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from agencies.models import Role
from tests.codebase.conftest import Standing

MATRIX = Path(__file__).resolve().parents[1] / "access_matrix.csv"
ROWS = list(csv.DictReader(MATRIX.read_text(encoding="utf-8").splitlines()))
WHO = ("anonymous", "stranger", *Role.values)

# What may be read without a login. A new public page has to be added here on purpose.
PUBLIC = {
    "agency-logo",
    "agency-theme",
    "calendar-feed",
    "health",
    "oit-index",
    "open-data",
    "public-agency",
    "public-agency-index",
    "public-feed",
    "published",
    "published-file",
    "published-version",
    "published-version-file",
    "published-picture",
    "published-version-picture",
    "published-index",
    "published-embedded",
    "published-version-index",
    "robots",
    "sitemap",
}

# What belongs to no single agency: no agency in the address.
ACROSS = {"account", "agencies", "home", "move-agency", "new-agency", "oversight", "oversight-file",
          "portal-agency"}  # fmt: skip


def own_names(resolver: URLResolver | None = None) -> set[str]:
    """The names of all addresses but those of the account package."""
    names = set()
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            if not str(entry.pattern).startswith("accounts/"):
                names |= own_names(entry)
        elif isinstance(entry, URLPattern) and entry.name:
            names.add(entry.name)
    return names


def test_every_address_has_its_rows() -> None:
    assert {row["url"] for row in ROWS} == own_names()


def test_public_addresses_are_those_listed() -> None:
    assert {row["url"] for row in ROWS if row["anonymous"] == "200"} == PUBLIC


def ask(client: Client, row: dict[str, str], arguments: dict[str, Any], slug: str) -> Any:
    public = row["url"] in PUBLIC or row["url"] in ACROSS
    address = reverse(
        row["url"], kwargs=arguments if public else {"agency_slug": slug, **arguments}
    )
    return client.get(address) if row["method"] == "GET" else client.post(address)


def counts() -> dict[str, int]:
    """How many rows each table has, to see that nothing was written."""
    with connection.cursor() as cursor:
        tables = [t for t in connection.introspection.table_names(cursor) if "session" not in t]
        found = {}
        for table in tables:
            cursor.execute(f'SELECT COUNT(*) FROM "{table}"')
            found[table] = cursor.fetchone()[0]
    return found


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['url']}-{row['method']}")
def test_matrix(client: Client, standing: Standing, row: dict[str, str], who: str) -> None:
    world = standing.world
    if who != "anonymous":
        backend = "django.contrib.auth.backends.ModelBackend"
        client.force_login(standing.people[who], backend=backend)
    before = counts()
    arguments = world.get(row["url"], {})

    response = ask(client, row, arguments, "test")

    if row[who] == "login":
        assert response.status_code == 302
        assert response["Location"].startswith("/accounts/login/")
    else:
        assert response.status_code == int(row[who])
    if row[who] in ("login", "404", "403"):
        assert counts() == before
    if (
        who == "stranger"
        and row[who] == "404"
        and any(name.endswith("pk") or name == "key" for name in arguments)
    ):
        assert ask(client, row, arguments, "other").status_code == 404
        assert counts() == before
