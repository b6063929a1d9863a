"""Databases and servers of a test's own."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg2
import pytest

from tests.operations.live import LivePortal

DATABASE_URL = os.environ.get("DATABASE_URL", "")
ON_POSTGRESQL = DATABASE_URL.startswith("postgres")


@pytest.fixture
def new_database() -> Iterator[Callable[[], str]]:
    """Makes an empty database on the PostgreSQL of the tests; its address."""
    with ExitStack() as at_the_end:

        def make() -> str:
            name = f"ita_portal_{uuid4().hex[:12]}"
            _execute(f'CREATE DATABASE "{name}"')
            at_the_end.callback(_execute, f'DROP DATABASE "{name}" WITH (FORCE)')
            return urlsplit(DATABASE_URL)._replace(path=f"/{name}").geturl()

        yield make


def _execute(sql: str) -> None:
    connection = psycopg2.connect(DATABASE_URL)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(sql)
    connection.close()


@pytest.fixture
def make_portal(
    tmp_path: Path, new_database: Callable[[], str]
) -> Iterator[Callable[..., LivePortal]]:
    """Makes a portal that is ready to be started, on the kind of database that the suite has."""
    portals: list[LivePortal] = []

    def make(name: str = "portal", *, database_url: str | None = None) -> LivePortal:
        if database_url is None:
            database_url = new_database() if ON_POSTGRESQL else ""
        folder = tmp_path / name
        folder.mkdir()
        portals.append(LivePortal(folder, database_url))
        return portals[-1]

    yield make
    for portal in portals:
        portal.kill()
