"""The main pages as pictures, at two widths: for the manual, and to be looked at.

``script/screenshots`` keeps them in ``var/screenshots``; otherwise they go to a folder of the
test. The manual may only show what is made here, so its pictures cannot rot.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Portal, sign_in

PASSWORD = "demo-ita-2566"
MANUAL = Path(__file__).resolve().parents[2] / "docs" / "manual"
WIDTHS = (1280, 360)


class Shot(NamedTuple):
    """A page: who looks, where they begin, and the link that they follow (a CSS selector)."""

    name: str
    who: str
    address: str
    follow: str = ""


SHOTS = (
    Shot("login", "", "/accounts/login/"),
    Shot("work", "coordinator", "/work/na-sommot/"),
    Shot("dashboard", "executive", "/work/na-sommot/dashboard/"),
    Shot("measures", "coordinator", "/work/na-sommot/measures/"),
    Shot("measure", "palad", "/work/na-sommot/measures/", "main td a"),
    Shot("scores", "coordinator", "/work/na-sommot/scores/2565/"),
    Shot("coverage", "coordinator", "/work/na-sommot/coverage/2565/"),
    Shot("import", "coordinator", "/work/na-sommot/import/"),
    Shot("report", "executive", "/work/na-sommot/reports/", "main td a, main li a"),
    Shot("oversight", "overseer", "/work/"),
    Shot("public", "", "/na-sommot/"),
    Shot("details", "administrator", "/work/na-sommot/agency/"),
    Shot("people", "administrator", "/work/na-sommot/people/"),
    Shot("start", "administrator", "/work/na-sommot/start/"),
)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    kept = os.environ.get("SCREENSHOTS")
    path = Path(kept) if kept else tmp_path_factory.mktemp("screenshots")
    path.mkdir(parents=True, exist_ok=True)
    return path


@pytest.mark.parametrize("shot", SHOTS, ids=lambda shot: shot.name)
def test_picture(portal: Portal, new_page: Callable[..., Page], shot: Shot, folder: Path) -> None:
    page = new_page()
    if shot.who:
        sign_in(page, shot.who, PASSWORD)
    page.goto(shot.address)
    if shot.follow:
        page.locator(shot.follow).first.click()
        page.wait_for_load_state()
    page.evaluate("document.fonts.ready")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        path = folder / f"{shot.name}-{width}.png"
        page.screenshot(path=path, full_page=True)
        assert path.stat().st_size > 10_000
    assert page.get_by_role("heading", level=1).count() >= 1


def test_the_manual_shows_only_pictures_that_are_made() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in MANUAL.glob("*.md"))
    shown = set(re.findall(r"!\[[^\]]+\]\(\.\./\.\./var/screenshots/([a-z0-9-]+)\.png\)", text))
    made = {f"{shot.name}-{width}" for shot in SHOTS for width in WIDTHS}
    assert len(shown) >= 8
    assert shown - made == set()
    assert text.count("![") == len(re.findall(r"!\[[^\]]+\]\(\.\./\.\./var/screenshots/", text))
