"""Ten scores by keyboard, and the pages of results on a telephone, in a real browser."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Portal, assert_accessible, sign_in

PASSWORD = "demo-ita-2566"
# The published figures of FY2565: total 83.94.
SCORES = ("๘๘.๓๕", "81.51", "86.43", "81.99", "77.69", "78.31", "79.46", "78.41", "83.06", "93.75")


def open_scores(portal: Portal, page: Page) -> str:
    sign_in(page, "sao-coordinator", PASSWORD)
    page.get_by_role("link", name="ผลการประเมิน").first.click()
    return page.url.rstrip("/") + "/2564/"


def test_ten_scores_take_under_a_minute(portal: Portal, new_page: Callable[..., Page]) -> None:
    """At a typing speed of five keys a second; Enter goes on, a button at the end saves."""
    page = new_page()
    page.goto(open_scores(portal, page) + "edit/")
    assert_accessible(page)
    begun = time.monotonic()
    page.locator("#id_indicator-1").focus()
    for score in SCORES:
        page.keyboard.press("Control+A")
        page.keyboard.type(score, delay=200)
        page.keyboard.press("Enter")
    page.get_by_role("button", name="บันทึก").first.press("Enter")
    expect(page.get_by_text("บันทึกคะแนนแล้ว")).to_be_visible()
    assert time.monotonic() - begun < 60
    expect(page.locator(".counts")).to_contain_text("83.94")
    assert_accessible(page)


@pytest.mark.parametrize("part", ["", "edit/", "analysis/", "oit/"])
def test_pages_fit_a_telephone(portal: Portal, new_page: Callable[..., Page], part: str) -> None:
    page = new_page()
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(open_scores(portal, page) + part)
    beyond = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert beyond <= 0
