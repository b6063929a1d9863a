"""Composing a report in the browser: texts, memo, wording and a layout of one's own, beside the
preview, and all of it without scripts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import assert_accessible, sign_in

PASSWORD = "demo-ita-2566"


@pytest.mark.parametrize("scripts", [True, False])
def test_a_layout_of_ones_own(new_page: Callable[..., Page], scripts: bool) -> None:
    page = new_page(java_script_enabled=scripts)
    sign_in(page, "sao-coordinator", PASSWORD)
    page.get_by_role("link", name="รายงาน", exact=True).first.click()
    page.get_by_role("link", name="รูปแบบรายงาน").click()
    name = f"แบบทดลอง {'มี' if scripts else 'ไม่มี'}สคริปต์"
    page.get_by_label("ชื่อรูปแบบใหม่").fill(name)
    page.get_by_role("button", name="คัดลอก").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)

    page.get_by_label("หัวคอลัมน์").first.fill("หัวที่เราตั้งเอง")
    page.get_by_role("button", name="ดูตัวอย่างก่อนบันทึก").click()
    preview = page.get_by_role("region", name="ตัวอย่างด้วยข้อมูลจริง")
    expect(preview.get_by_role("columnheader", name="หัวที่เราตั้งเอง").first).to_be_visible()
    page.get_by_role("button", name="บันทึก", exact=True).click()
    expect(page.get_by_text("บันทึกรูปแบบแล้ว")).to_be_visible()
    if scripts:
        assert_accessible(page)


def test_texts_memo_and_wording(new_page: Callable[..., Page]) -> None:
    page = new_page()
    sign_in(page, "sao-coordinator", PASSWORD)
    page.get_by_role("link", name="รายงาน", exact=True).first.click()
    page.get_by_role("link", name="สร้างรายงาน").click()
    page.get_by_label("ชนิดรายงาน").select_option("progress")
    page.get_by_label("รอบ (เฉพาะรายงานผล)").select_option("6m")
    page.get_by_role("button", name="สร้าง").click()
    page.get_by_role("link", name="จัดทำรายงาน").click()
    assert_accessible(page)
    expect(page.locator("iframe.pdf-preview")).to_have_attribute("src", page.locator(
        "a", has_text="เปิด PDF").get_attribute("href") or "")  # fmt: skip

    page.get_by_label("ชื่อรายงาน", exact=True).fill("ชื่อที่ลองพิมพ์")
    page.get_by_role("button", name="ดูตัวอย่างก่อนบันทึก").click()
    expect(page.get_by_role("region", name="ตัวอย่างหน้าเว็บ")).to_contain_text("ชื่อที่ลองพิมพ์")
    expect(page.get_by_label("ชื่อรายงาน", exact=True)).to_have_value("ชื่อที่ลองพิมพ์")

    page.get_by_text("เลือกมาตรการที่จะแก้ถ้อยคำ").click()
    page.locator("details ol a").first.click()
    assert_accessible(page)
    page.locator("textarea").nth(1).fill("ถ้อยคำเฉพาะในรายงาน")
    page.get_by_role("button", name="บันทึก", exact=True).click()
    expect(page.get_by_text("ข้อมูลของมาตรการไม่เปลี่ยน")).to_be_visible()
    preview = page.get_by_role("region", name="ตัวอย่างตามข้อมูลปัจจุบัน")
    expect(preview).to_contain_text("ถ้อยคำเฉพาะในรายงาน")

    page.get_by_role("link", name="บันทึกข้อความ").first.click()
    assert_accessible(page)
    page.get_by_label("ที่", exact=True).fill("ตย ๗๑๒๐๑/๑")
    page.get_by_role("button", name="บันทึก", exact=True).click()
    expect(preview).to_contain_text("ตย ๗๑๒๐๑/๑")
