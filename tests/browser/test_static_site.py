"""The exported site in a folder: the same pages, whole, without a server or another host."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urldefrag

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Portal, assert_accessible


@pytest.fixture(scope="module")
def site(portal: Portal, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export") / "site"
    portal.manage("export_site", str(folder))
    return folder


def published(site: Path) -> list[Path]:
    """The pages of items at their own addresses."""
    return sorted(path for path in site.glob("*/25[0-9][0-9]/*/index.html"))


@pytest.fixture
def offline(browser: Browser) -> object:
    """A page without network, and what it asked for and did not get."""
    context = browser.new_context(offline=True, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    asked: list[str] = []
    failed: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("requestfailed", lambda request: failed.append(request.url))
    yield page, asked, failed
    context.close()


def test_every_link_of_every_page_leads_to_a_file(
    site: Path, offline: tuple[Page, list[str], list[str]]
) -> None:
    page, asked, failed = offline
    waiting, seen = [(site / "index.html").as_uri()], set[str]()
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        page.goto(address)
        assert page.locator("main").count() == 1
        assert page.evaluate("document.styleSheets.length") == 1
        assert page.evaluate("[...document.images].every(i => i.complete && i.naturalWidth > 0)")
        links = page.evaluate("[...document.querySelectorAll('a')].map(a => a.href)")
        for link in {urldefrag(link)[0] for link in links}:
            if link.startswith("file:"):
                target = Path(link.removeprefix("file://"))
                assert target.is_file(), (address, link)
                if target.suffix == ".html":
                    waiting.append(link)
    assert len(seen) > 3
    assert failed == []
    assert all(address.startswith("file:") for address in asked)


def test_the_page_in_the_folder_is_the_page_of_the_portal(
    site: Path,
    portal: Portal,
    offline: tuple[Page, list[str], list[str]],
    new_page: Callable[..., Page],
) -> None:
    page, _, _ = offline
    for path in published(site):
        page.goto(path.as_uri())
        served = new_page()
        served.goto(f"/{path.parent.relative_to(site).as_posix()}/")
        for what in ("document.querySelector('main').innerText", "document.title",
                     "getComputedStyle(document.body).fontFamily",
                     "document.fonts.check('16px Sarabun')"):  # fmt: skip
            assert page.evaluate(what) == served.evaluate(what)
        assert_accessible(served)


@pytest.mark.parametrize("width", [320, 360, 768])
def test_pages_fit_a_phone(
    site: Path, offline: tuple[Page, list[str], list[str]], width: int
) -> None:
    page, _, _ = offline
    page.set_viewport_size({"width": width, "height": 800})
    for path in published(site):
        page.goto(path.as_uri())
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, path
        if width < 768:
            label = "getComputedStyle(document.querySelector('td[data-label]'), '::before').content"
            assert page.evaluate(label) != "none"
