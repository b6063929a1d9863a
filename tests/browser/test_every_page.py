"""Every page, every role, in light and dark, on a desk and on a telephone.

Each role walks along the links from its first page and looks at one page of every kind. What is
found so must be all that the access matrix lets it read, so a page that no link leads to fails.
Some pages are there only when somebody has worked: ``day_of_work`` does it, as a person would.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, Page
from tinyhtml5.parser import HTMLParser

from tests.browser.conftest import WCAG, Portal, sign_in

PASSWORD = "demo-ita-2566"
MATRIX = Path(__file__).resolve().parents[1] / "access_matrix.csv"
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 700}
FIRST_VIEW = 200_000  # bytes over the wire without pictures

PEOPLE = {
    "staff": "palad",
    "coordinator": "coordinator",
    "executive": "executive",
    "overseer": "overseer",
    "administrator": "administrator",
}

# Answers that are files, and the home page, which leads on.
FILES = {
    "agency-logo", "agency-theme", "calendar-feed", "dashboard-file", "draft-picture",
    "evidence-file", "export-measures", "framework-file", "health", "home", "measures-template",
    "open-data", "oversight-file", "public-feed", "published-file", "published-picture",
    "published-version-file", "published-version-picture", "report-draft", "report-picture",
    "robots", "score-template", "sitemap",
}  # fmt: skip
# The same pages under other addresses: what a static copy and other websites link to.
OTHER_ADDRESSES = {
    "published-embedded", "published-index", "published-version-index", "public-agency-index",
}  # fmt: skip


def readable(role: str) -> set[str]:
    """The names of the pages that a role may read, by the access matrix."""
    rows = csv.DictReader(MATRIX.read_text(encoding="utf-8").splitlines())
    return {row["url"] for row in rows if row["method"] == "GET" and row[role] == "200"} - FILES


def may_read(address: str, role: str) -> bool:
    """Whether the role may open the page at a working address."""
    return resolve(urlsplit(address).path).url_name in readable(role)


@pytest.fixture(scope="module")
def day_of_work(portal: Portal, browser: Browser) -> list[str]:
    """A day of work: a layout of one's own, a Word file that is read and not yet confirmed,
    evidence on a measure, somebody who signs. The addresses where a walk should also begin."""
    page = browser.new_context(base_url=portal.address, locale="th-TH").new_page()
    sign_in(page, PEOPLE["coordinator"], PASSWORD)
    work = f"{portal.address}/work/na-sommot"
    begins = [
        f"{work}/search/?q=ข้อมูล",
        f"{work}/dashboard/without/division/",
        f"{work}/scores/2565/",  # the dashboard leads to a year that has no scores yet
        f"{portal.address}/na-sommot/2566/o42/v1/",
        f"{portal.address}/na-sommot/2566/oit/",
    ]
    page.goto(f"{work}/layouts/")
    page.get_by_label("ชื่อรูปแบบใหม่").fill("แบบสำหรับดูทุกหน้า")
    page.get_by_role("button", name="คัดลอก").click()
    begins.append(page.url)

    page.goto(f"{work}/import/")
    page.get_by_label("แฟ้ม Word (.docx)").set_input_files(
        portal.data / "samples" / "sample-report.docx"
    )
    page.get_by_role("button", name="อ่านเอกสาร").click()
    page.get_by_role("heading", name="ตรวจก่อนนำเข้า").wait_for()
    begins.append(page.url)

    page.goto(f"{work}/reports/")
    page.get_by_role("row").filter(has_text="ฉบับร่าง").get_by_role("link").first.click()
    # Only reports with pictures of their own lead to the last one.
    begins += [page.url, f"{page.url}descriptions/"]

    page.goto(f"{work}/")
    attach = page.get_by_role("link", name="แนบภาพ").first.get_attribute("href") or ""
    page.goto(attach.split("?")[0])
    page.get_by_label("ลิงก์").fill("https://na-sommot.example/news/1")
    page.get_by_role("button", name="แนบ", exact=True).click()
    page.get_by_role("link", name="แก้คำบรรยาย").first.wait_for()
    begins.append(page.url)
    page.context.close()

    page = browser.new_context(base_url=portal.address, locale="th-TH").new_page()
    sign_in(page, PEOPLE["administrator"], PASSWORD)
    page.goto(f"{work}/officials/")
    page.get_by_label("ชื่อ-สกุล").fill("นายตัวอย่าง ทดสอบ")
    page.get_by_label("ตำแหน่ง").first.fill("ปลัดเทศบาล")
    page.get_by_role("button", name="เพิ่ม", exact=True).click()
    page.get_by_role("link", name="นายตัวอย่าง ทดสอบ").wait_for()
    page.context.close()
    return begins


def walk(page: Page, portal: Portal, begins: Sequence[str] = ()) -> Iterator[str]:
    """Open one page of each kind, from the page that is open and from ``begins`` on; yields the
    kind's name."""
    seen: set[str] = set()
    waiting = [*begins, page.url]
    while waiting:
        address = urldefrag(waiting.pop(0)).url  # a part of the open page is not loaded anew
        name = name_of(address, portal)
        if name is None or name in seen:
            continue
        seen.add(name)
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        waiting += page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
        yield name


def name_of(address: str, portal: Portal) -> str | None:
    """The name of the page at an address; None for files, other hosts and parts of a page."""
    if not address.startswith(portal.address):
        return None
    try:
        name = resolve(urlsplit(address).path).url_name
    except Resolver404:
        return None
    return None if name in FILES or (name or "").startswith("account_log") else name


def assert_fine(page: Page) -> None:
    """Valid HTML without a doubled id; no violation at either width in light and in dark; no
    sideways scrolling of the page."""
    assert invalid_html(page.request.get(page.url).text()) == [], page.url
    doubled = page.evaluate(
        "(ids => ids.filter((id, n) => ids.indexOf(id) != n))"
        "([...document.querySelectorAll('[id]')].map(e => e.id))"
    )
    assert doubled == [], page.url
    # Without motion: a button that is fading to its other colour has neither's contrast.
    page.emulate_media(reduced_motion="reduce")
    for viewport in (WIDE, NARROW):
        page.set_viewport_size(viewport)
        shown = page.evaluate("document.documentElement.scrollWidth")
        assert shown <= viewport["width"], f"{page.url} is {shown} px wide"
        page.emulate_media(color_scheme="light")
        assert violations(page, {"type": "tag", "values": WCAG}) == [], f"{page.url} {viewport}"
        page.emulate_media(color_scheme="dark")
        assert violations(page, {"type": "rule", "values": ["color-contrast"]}) == [], page.url
    page.set_viewport_size(WIDE)


def invalid_html(html: str) -> list[str]:
    """What the HTML standard's parser calls an error, with the line where it was met."""
    parser = HTMLParser()
    parser.parse(html)
    lines = html.splitlines()
    return [f"{kind}: {lines[row - 1][:160]}" for (row, _), kind, _ in parser.errors[:5]]


def violations(page: Page, rules: dict[str, object]) -> list[str]:
    """What axe finds wrong."""
    found = Axe().run(page, options={"runOnly": rules, "resultTypes": ["violations"]})
    return [
        f"{v['id']}: {[node['html'][:140] for node in v['nodes'][:3]]}"
        for v in found.response["violations"]
    ]


LOOKED_AT: set[str] = set()


def is_new(page: Page) -> bool:
    """Whether no role before had this page letter for letter. The frame around it, which names
    the person, is looked at with every page that is new, the first of each role at least."""
    inner = page.evaluate("(document.querySelector('main') || document.body).innerHTML")
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", inner)
    fingerprint = hashlib.sha256(text.encode()).hexdigest()
    known = fingerprint in LOOKED_AT
    LOOKED_AT.add(fingerprint)
    return not known


@pytest.mark.parametrize("role", PEOPLE)
def test_every_page_of_a_role(
    portal: Portal, new_page: Callable[..., Page], day_of_work: list[str], role: str
) -> None:
    page = new_page()
    sign_in(page, PEOPLE[role], PASSWORD)
    problems: list[str] = []
    seen: set[str] = set()
    for name in walk(page, portal, [each for each in day_of_work if may_read(each, role)]):
        first = not seen
        seen.add(name)
        try:
            if is_new(page) or first:
                assert_fine(page)
        except AssertionError as problem:
            problems.append(str(problem))
    assert problems == [], "\n\n".join(problems)
    assert readable(role) - seen - OTHER_ADDRESSES == set()


def test_every_public_page(portal: Portal, new_page: Callable[..., Page]) -> None:
    page = new_page()
    for start in ("/accounts/login/", "/na-sommot/", "/thung-sathit/", "/no-such-agency/"):
        page.goto(start)
        assert_fine(page)
    for path in ("index.html", "2566/o42/embed/", "2566/o42/index.html", "2566/o42/v1/index.html"):
        page.goto(f"/na-sommot/{path}")
        assert_fine(page)
    page.goto("/na-sommot/")
    for _ in walk(page, portal):
        assert_fine(page)


def test_first_page_view_is_small(portal: Portal, new_page: Callable[..., Page]) -> None:
    """Page, styles, scripts and fonts as they come over the wire, with an empty cache."""
    page = new_page()
    sizes: dict[str, int] = {}
    page.on("requestfinished", lambda r: sizes.update({r.url: r.sizes()["responseBodySize"]}))
    sign_in(page, "coordinator", PASSWORD)
    cold = new_page()
    cold.context.add_cookies(page.context.cookies())
    sizes.clear()
    cold.on("requestfinished", lambda r: sizes.update({r.url: r.sizes()["responseBodySize"]}))
    cold.goto("/work/na-sommot/dashboard/")
    cold.wait_for_load_state("networkidle")
    html = [url for url in sizes if urlsplit(url).path.endswith("/dashboard/")]
    # gunicorn alone sends the page itself uncompressed; a reverse proxy would not.
    total = sum(sizes.values()) - sum(sizes[url] for url in html)
    total += len(gzip.compress(cold.request.get(html[0]).body()))
    print(f"first view of the dashboard: {total} bytes")
    assert total < FIRST_VIEW, sizes
