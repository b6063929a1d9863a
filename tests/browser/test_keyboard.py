"""Journeys with the keyboard alone, and the keys that can be switched off."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import sign_in

PASSWORD = "demo-ita-2566"


def tab_to(page: Page, text: str, *, most: int = 120) -> None:
    """Press Tab until the focus stands on something with this text or label, and shows it."""
    for _ in range(most):
        page.keyboard.press("Tab")
        told = page.evaluate(
            "(e => (e.innerText || e.labels?.[0]?.innerText || e.ariaLabel || e.value || ''))"
            "(document.activeElement)"
        )
        if text in told:
            outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            shadow = page.evaluate("getComputedStyle(document.activeElement).boxShadow")
            assert (outline, shadow) != ("none", "none"), f"the focus on {text} cannot be seen"
            return
    raise AssertionError(f"Tab never comes to {text}")


def test_from_login_to_an_overdue_measure(new_page: Callable[..., Page]) -> None:
    page = new_page()
    page.goto("/accounts/login/")
    tab_to(page, "ชื่อผู้ใช้")
    page.keyboard.type("executive")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("ภาพรวม")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the skip link
    assert page.url.endswith("#content")
    late = page.locator(".counts li", has_text="เกินกำหนด").locator("strong").inner_text()
    tab_to(page, "เกินกำหนด")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text(f"พบ {late} มาตรการ")


def test_keys_lead_and_can_be_switched_off(new_page: Callable[..., Page]) -> None:
    page = new_page()
    sign_in(page, "coordinator", PASSWORD)
    page.wait_for_url("**/work/na-sommot/")
    page.keyboard.press("g")
    page.keyboard.press("d")
    page.wait_for_url("**/dashboard/")
    page.keyboard.press("/")
    expect(page.locator("#site-search")).to_be_focused()
    page.keyboard.type("gm ข้อมูล")  # typing is typing
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/search/\?q=gm"))

    page.goto("/work/na-sommot/keys/")
    box = page.get_by_label("ใช้แป้นลัดในเบราว์เซอร์นี้")
    expect(box).to_be_checked()
    box.uncheck()
    box.blur()
    page.keyboard.press("g")
    page.keyboard.press("m")
    page.wait_for_timeout(400)
    assert page.url.endswith("/keys/")
    page.reload()
    expect(box).not_to_be_checked()
    box.check()
    box.blur()
    page.keyboard.press("g")
    page.keyboard.press("m")
    page.wait_for_url("**/measures/")


def test_pages_work_without_scripts(new_page: Callable[..., Page]) -> None:
    page = new_page(java_script_enabled=False)
    sign_in(page, "overseer", PASSWORD)
    expect(page.get_by_role("heading", level=1)).to_have_text("หน่วยงานที่กำกับดูแล")
    page.get_by_label("ชื่อหน่วยงาน").fill("นาสมมติ")
    page.get_by_role("button", name="แสดง").click()
    expect(page.get_by_role("status")).to_have_text("พบ 1 หน่วยงาน")
    page.locator("tbody a").first.click()
    page.get_by_label("ค้นหามาตรการ").fill("ข้อมูล")
    page.get_by_role("button", name="ค้นหา").click()
    expect(page.get_by_role("status")).to_contain_text("พบมาตรการ")
