"""No template of ours asks for a variable that its view does not give."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from django.template import Context, engines
from django.template.base import Node
from django.test import Client
from django.urls import reverse

from tests.codebase.conftest import Standing
from tests.codebase.test_access import ACROSS, PUBLIC, ROWS

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
BACKEND = "django.contrib.auth.backends.ModelBackend"


class Undefined(str):
    """Stands for a variable that is not there, and notes where one was asked for: Django puts
    the variable's name into it with ``%`` when it contains ``%s``."""

    found: set[tuple[str, str]]

    def __new__(cls) -> Undefined:
        made = super().__new__(cls, "%s")
        made.found = set()
        return made

    def __mod__(self, variable: object) -> str:
        frame = sys._getframe(1)
        while frame is not None:
            node = frame.f_locals.get("self")
            if isinstance(node, Node) and getattr(node, "origin", None):
                break
            frame = frame.f_back  # type: ignore[assignment]
        path = Path(node.origin.name)  # type: ignore[union-attr]
        if path.is_relative_to(TEMPLATES):
            self.found.add((path.relative_to(TEMPLATES).as_posix(), str(variable)))
        return ""


@pytest.fixture
def undefined(monkeypatch: Any) -> Undefined:
    made = Undefined()
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", made)
    return made


@pytest.mark.parametrize("who", ["administrator", "staff", "executive", "overseer", None])
def test_every_page_gives_what_its_template_asks_for(
    client: Client, standing: Standing, undefined: Undefined, who: str | None
) -> None:
    if who:
        client.force_login(standing.people[who], backend=BACKEND)
    shown = 0
    for row in ROWS:
        name = row["url"]
        own = {} if name in PUBLIC | ACROSS else {"agency_slug": "test"}
        address = reverse(name, kwargs={**own, **standing.world.get(name, {})})
        response = client.get(address) if row["method"] == "GET" else client.post(address)
        shown += response.get("Content-Type", "").startswith("text/html")
    assert undefined.found == set()
    assert shown > 10


def test_the_test_would_notice(undefined: Undefined) -> None:
    engine = engines["django"].engine
    template = engine.get_template("errors/413.html")
    template.render(Context())
    assert undefined.found == {("errors/413.html", "megabytes")}
