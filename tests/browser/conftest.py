"""A real server with demonstration data, and a real Chromium that watches what pages do."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = Path("/usr/bin/chromium")
# Expectations wait, they don't measure: a busy machine may take its time.
expect.set_options(timeout=30_000)
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test here is a browser test."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


@dataclass
class Portal:
    """A running portal: its address, its data folder, its command line."""

    address: str
    environment: dict[str, str]
    data: Path

    def manage(self, *arguments: str) -> str:
        """Run a command against the same data; its output."""
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment, check=True, capture_output=True, text=True
        ).stdout


@pytest.fixture(scope="session")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """A portal with the demonstration data, shared by all browser tests."""
    with serve(tmp_path_factory.mktemp("portal"), "--demo") as portal:
        yield portal


@contextmanager
def serve(data: Path, *init: str) -> Iterator[Portal]:
    """gunicorn on a free port, with an embedded database of its own in the folder ``data``,
    made by ``init`` with these arguments."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    environment = {
        key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "SECRET_KEY")
    }
    environment |= {"ITA_PORTAL_DATA": str(data), "SITE_URL": address}
    portal = Portal(address, environment, data)
    portal.manage("init", *init)
    gunicorn = Path(sys.executable).with_name("gunicorn")
    command = [str(gunicorn), "ita_portal.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", "8"]
    with (data / "server.log").open("wb") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        _wait_for(f"{address}/health/", server)
        yield portal
    finally:
        server.terminate()
        server.wait(60)  # a slow machine may still be answering


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        assert server.poll() is None, "the server ended by itself"
        try:
            urllib.request.urlopen(address, timeout=1)
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the server did not answer")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Closed after each file: while Playwright runs, Django believes that the tests of other
    files in this process are asynchronous, and refuses them the database."""
    if not CHROMIUM.exists():
        pytest.skip("there is no /usr/bin/chromium")
    # As root Chromium's sandbox cannot start; the pages are our own.
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking",
                 "--disable-component-update", "--disable-sync", "--no-first-run"]  # fmt: skip
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=arguments)
        yield browser
        browser.close()


@dataclass
class Watch:
    """What a page did that it must not do."""

    foreign: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


@pytest.fixture
def new_page(portal: Portal, browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open a fresh browser window. At the end of the test: no request went to another host, no
    content security policy was violated, no script failed."""
    watch = Watch()
    contexts: list[BrowserContext] = []

    def open_page(**options: Any) -> Page:
        options.setdefault("viewport", {"width": 1280, "height": 900})
        context = browser.new_context(base_url=portal.address, locale="th-TH", **options)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda r: _note_foreign(watch, r.url, portal.address))
        page.on("console", lambda m: _note_violation(watch, m.text))
        page.on("pageerror", lambda error: watch.failures.append(str(error)))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert watch == Watch()


def _note_foreign(watch: Watch, url: str, own: str) -> None:
    # Chromium shows a framed PDF with a page of its own: that is no host.
    inside = ("data:", "blob:", "file:", "about:", "chrome://", "chrome-extension://")
    if not url.startswith((own, *inside)):
        watch.foreign.append(url)


def _note_violation(watch: Watch, text: str) -> None:
    if "Content Security Policy" in text:
        watch.violations.append(text)


def sign_in(page: Page, username: str, password: str) -> None:
    """Through the login page, as a person does."""
    send_login(page, username, password)
    # Whoever goes on before the answer came interrupts the login.
    expect(page.get_by_role("button", name="ออกจากระบบ")).to_be_visible()


def send_login(page: Page, username: str, password: str) -> None:
    """Fill the login page in and send it, whatever the answer is."""
    page.goto("/")
    page.get_by_label("ชื่อผู้ใช้").fill(username)
    page.get_by_label("รหัสผ่าน").fill(password)
    page.get_by_role("button", name="เข้าสู่ระบบ").click()


def assert_accessible(page: Page) -> None:
    """No violation of WCAG 2.2 AA that axe can see, and no sideways scrolling of the page."""
    results = Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}})
    found = [
        f"{v['id']}: {v['help']} {[node['html'][:160] for node in v['nodes'][:3]]}"
        for v in results.response["violations"]
    ]
    assert found == [], f"{page.url}: {found}"
    wide, shown = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert wide <= shown, f"{page.url} is {wide} px wide in a window of {shown} px"
