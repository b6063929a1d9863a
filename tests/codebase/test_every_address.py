"""What every address answers carries the headers that ``test_headers`` asks for.

In a module of its own: what stands for it is made once and stays for the whole module."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.codebase.conftest import Standing
from tests.codebase.test_access import ACROSS, PUBLIC, ROWS
from tests.codebase.test_headers import BACKEND, FRAMED, assert_guarded


@pytest.mark.parametrize("who", ["administrator", None])
def test_every_address(client: Client, standing: Standing, who: str | None) -> None:
    if who:
        client.force_login(standing.people[who], backend=BACKEND)
    statuses = set()
    for row in ROWS:
        name, arguments = row["url"], standing.world.get(row["url"], {})
        own = {} if name in PUBLIC | ACROSS else {"agency_slug": "test"}
        address = reverse(name, kwargs={**own, **arguments})
        response = client.get(address) if row["method"] == "GET" else client.post(address)
        statuses.add(response.status_code)
        framed = FRAMED.get(name, "'none'") if response.status_code == 200 else "'none'"
        assert_guarded(response, framed=framed)
    assert {200, 302} <= statuses
    assert who is None or {200, 302, 403, 404, 409, 422} <= statuses
