"""The main job in a real browser: Word in, status corrected, published, read by everybody."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page, expect

from ita_portal.thai.text import compact
from tests.browser.conftest import Portal, assert_accessible, send_login, sign_in

PASSWORD = "demo-ita-2566"
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def word_file(portal: Portal) -> Path:
    """Document 000 where it lies beside the project, else the project's own sample."""
    real = ROOT.parent / "shared" / "seeds" / "000.docx"
    return real if real.is_file() else portal.data / "samples" / "sample-report.docx"


def test_from_word_file_to_public_page(
    portal: Portal, new_page: Callable[..., Page], word_file: Path, tmp_path: Path
) -> None:
    page = new_page()
    sign_in(page, "sao-coordinator", PASSWORD)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert_accessible(page)

    # Word in: upload, look at what was recognised, confirm.
    page.get_by_role("link", name="นำเข้าจาก Word").first.click()
    assert_accessible(page)
    page.get_by_label("แฟ้ม Word (.docx)").set_input_files(word_file)
    page.get_by_role("button", name="อ่านเอกสาร").click()
    expect(page.get_by_role("heading", name="ตรวจก่อนนำเข้า")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="ยืนยันนำเข้า").click()
    expect(page.get_by_text("มาตรการแล้ว")).to_be_visible()
    report_address = page.url
    assert_accessible(page)

    # Correct a status.
    page.goto(
        "/work/" + page.url.split("/")[4] + "/measures/?year=2566&round=6m&status=in_progress"
    )
    assert_accessible(page)
    page.locator("tbody a").first.click()
    heading = page.get_by_role("heading", level=1).inner_text()
    page.get_by_label("ดำเนินการแล้ว", exact=True).check()
    page.get_by_label("วันที่ดำเนินการแล้วเสร็จ").fill("30 มีนาคม 2566")
    page.get_by_role("button", name="บันทึก", exact=True).click()
    expect(page.get_by_text("บันทึกแล้ว")).to_be_visible()
    expect(page.get_by_text("ปรับปรุงล่าสุด")).to_be_visible()
    assert_accessible(page)

    # Clear what the check holds against the report, submit, approve as somebody else, publish.
    page.goto(report_address)
    page.get_by_role("link", name="ดูผลตรวจก่อนเผยแพร่").click()
    assert_accessible(page)
    clear_errors(page)
    page.goto(report_address)
    page.get_by_role("button", name="เสนอผู้บริหาร").click()
    executive = new_page()
    sign_in(executive, "sao-executive", PASSWORD)
    executive.goto(report_address)
    assert_accessible(executive)
    executive.get_by_label("ความเห็น").fill("เห็นชอบให้เผยแพร่")
    executive.get_by_role("button", name="อนุมัติ").click()
    page.goto(report_address)
    page.get_by_role("button", name="เผยแพร่").click()
    expect(page.get_by_text("เปิดหน้าที่เผยแพร่")).to_be_visible()
    public_address = page.get_by_role("link", name="เปิดหน้าที่เผยแพร่").get_attribute("href")
    assert public_address

    # Everybody reads it, on a desk and on a phone, and downloads the PDF.
    for width in (1280, 360):
        visitor = new_page(viewport={"width": width, "height": 800})
        visitor.goto(public_address)
        expect(visitor.get_by_role("heading", level=1)).to_be_visible()
        assert_accessible(visitor)
    assert compact("เมื่อวันที่ ๓๐ มีนาคม ๒๕๖๖") in compact(visitor.content())
    assert compact(heading)[:40] in compact(visitor.locator("main").inner_text())
    pdf_address = visitor.get_by_role("link", name="ดาวน์โหลด PDF").get_attribute("href")
    assert pdf_address
    answer = visitor.request.get(urljoin(visitor.url, pdf_address))
    assert answer.headers["content-type"] == "application/pdf"
    path = tmp_path / "o43.pdf"
    path.write_bytes(answer.body())
    text = subprocess.run(
        ["pdftotext", "-raw", str(path), "-"], check=True, capture_output=True, text=True
    ).stdout
    assert compact("ดำเนินการแล้ว เมื่อวันที่ ๓๐ มีนาคม ๒๕๖๖") in compact(text)
    assert "\u0e4d\u0e32" not in text  # no sara am in two parts


def clear_errors(page: Page) -> None:
    """On the page of the check: accept every repair of an error, give a reason for the others."""
    errors = page.locator("section.group-error")
    for button in ("แก้ไขทั้งหมดของข้อ", "แก้ไขตามนี้"):
        repairs = errors.get_by_role("button", name=button)
        while repairs.count():
            with page.expect_navigation():
                repairs.first.click()
    while errors.locator("li.one").count():
        first = errors.locator("li.one").first
        first.get_by_text("ถูกต้องแล้ว ไม่ต้องแก้").click()
        first.get_by_label("เหตุผล").fill("ตรวจกับเอกสารต้นฉบับแล้ว")
        with page.expect_navigation():
            first.get_by_role("button", name="บันทึกเหตุผล").click()
    expect(page.get_by_text("ไม่มีข้อที่ต้องแก้ไขค้างอยู่")).to_be_visible()


def test_a_second_edit_shows_both_texts(portal: Portal, new_page: Callable[..., Page]) -> None:
    """Two browsers on one measure: the second is asked, nothing is overwritten."""
    first, second = new_page(), new_page()
    for page, who in ((first, "coordinator"), (second, "administrator")):
        sign_in(page, who, PASSWORD)
        page.get_by_role("link", name="มาตรการ", exact=True).click()
        page.locator("tbody a").first.click()
        page.wait_for_url(re.compile(r"/measures/[0-9]+/"))
        page.get_by_label("อยู่ระหว่างดำเนินการ").check()
        page.get_by_label("วันที่ดำเนินการแล้วเสร็จ").fill("")
    for page, text in ((first, "ข้อความของคนแรก"), (second, "ข้อความของคนที่สอง")):
        page.get_by_label("หมายเหตุ").fill(text)
        page.get_by_role("button", name="บันทึก", exact=True).click()

    expect(second.get_by_role("heading", name="มีผู้อื่นบันทึกมาตรการนี้ก่อน")).to_be_visible()
    assert_accessible(second)
    expect(second.get_by_text("ข้อความของคนแรก")).to_be_visible()
    expect(second.get_by_label("หมายเหตุ")).to_have_value("ข้อความของคนที่สอง")
    second.get_by_label("หมายเหตุ").fill("ข้อความของทั้งสองคน")
    second.get_by_role("button", name="บันทึกฝั่งของฉันแทน").click()
    expect(second.get_by_text("บันทึกแล้ว")).to_be_visible()


def test_wrong_password_says_so(new_page: Callable[..., Page]) -> None:
    page = new_page()
    send_login(page, "coordinator", "not the password")
    expect(page.get_by_role("alert")).to_be_visible()
    assert_accessible(page)
