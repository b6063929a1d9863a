"""The first day of a new agency, from an empty database to a page that everybody can read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from time import monotonic

import pytest
from playwright.sync_api import Page, expect

from reports.demo.word import write_sample_report
from tests.browser.conftest import Portal, assert_accessible, serve, sign_in
from tests.browser.test_main_journey import clear_errors

OWN = "บ้านเรือน-ริมน้ำ-77"
MINUTES = 15  # what issue 7 grants a person; a browser that never reads must need far less


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """A portal of this test's own: the frameworks of the years, no agency, no account."""
    with serve(tmp_path_factory.mktemp("empty")) as portal:
        yield portal


def begin(page: Page, username: str, first_password: str) -> None:
    """Sign in with what was handed over, and set a password of one's own."""
    sign_in(page, username, first_password)
    page.wait_for_url("**/accounts/password/change/**")
    assert_accessible(page)
    page.locator("input[name=oldpassword]").fill(first_password)
    page.locator("input[name=password1]").fill(OWN)
    page.locator("input[name=password2]").fill(OWN)
    page.locator("main button[type=submit], main form button").last.click()
    page.wait_for_url(lambda url: "/password/change/" not in url)


def add_person(page: Page, username: str, name: str, role: str, division: str = "") -> str:
    """On the page of people: add somebody; the first password that is shown."""
    page.get_by_role("textbox", name="ชื่อผู้ใช้").fill(username)
    page.get_by_label("ชื่อที่แสดง").fill(name)
    page.get_by_role("combobox", name="บทบาท").select_option(label=role)
    if division:
        page.get_by_role("combobox", name="ส่วนราชการ").select_option(label=division)
    page.get_by_role("button", name="เพิ่ม", exact=True).click()
    assert_accessible(page)
    password = page.locator("code.password").inner_text()
    page.get_by_role("link", name="กลับไปที่ผู้ใช้งาน").click()
    return password


def test_from_an_empty_database_to_a_published_page(
    portal: Portal, new_page: Callable[..., Page]
) -> None:
    started = monotonic()
    word = portal.data / "last-year.docx"
    write_sample_report(word)
    first = json.loads(portal.manage("add_administrator", "somchai", "--json"))["password"]

    # The first account founds the agency and is led to the steps of the day.
    page = new_page()
    begin(page, "somchai", first)
    page.goto("/")
    expect(page.get_by_role("heading", name="ยังไม่มีหน่วยงาน")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="เพิ่มหน่วยงาน").click()
    page.get_by_label("ชื่อหน่วยงาน").fill("เทศบาลตำบลนาสมมติ")
    page.get_by_label("ชื่อในที่อยู่เว็บ").fill("na-sommot")
    page.get_by_label("อำเภอ", exact=True).fill("แบบอย่าง")
    page.get_by_label("จังหวัด", exact=True).fill("ตัวอย่าง")
    page.get_by_role("button", name="เพิ่มหน่วยงาน").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("เริ่มต้นใช้งาน")
    assert_accessible(page)
    start = page.url

    page.get_by_role("link", name="กรอกข้อมูลหน่วยงาน").click()
    page.get_by_label("เว็บไซต์หลัก").fill("www.na-sommot.example")
    page.get_by_label("สีของหน่วยงาน").fill("#0b5d3b")
    page.get_by_role("button", name="บันทึก", exact=True).click()
    expect(page.get_by_text("บันทึกข้อมูลหน่วยงานแล้ว")).to_be_visible()
    ground = page.locator(".site-header").evaluate("e => getComputedStyle(e).backgroundColor")
    assert ground == "rgb(11, 93, 59)"
    assert_accessible(page)

    page.goto(start)
    page.get_by_role("link", name="เพิ่มส่วนราชการ").click()
    for name in ("สำนักปลัดเทศบาล", "กองคลัง", "กองช่าง"):
        page.get_by_label(name).check()
    page.get_by_label("ส่วนราชการอื่น").fill("กองการประปา")
    page.get_by_role("button", name="เพิ่ม", exact=True).click()
    expect(page.get_by_text("เพิ่มส่วนราชการแล้ว 4 แห่ง")).to_be_visible()

    page.goto(start)
    page.get_by_role("link", name="เพิ่มผู้ใช้งาน").click()
    mayor = add_person(page, "nayok", "นายกเทศมนตรีตัวอย่าง", "ผู้บริหาร")
    add_person(page, "khlang", "เจ้าหน้าที่กองคลัง", "เจ้าหน้าที่ส่วนราชการ", "กองคลัง")

    # Last year's scores, typed; then last year's Word file.
    page.goto(start)
    page.get_by_role("link", name="กรอกหรือนำเข้าคะแนน").click()
    page.get_by_role("link", name="กรอกเองในหน้าเว็บ").click()
    cells = page.locator("tbody[data-column]").first.locator("input")
    for number in range(cells.count()):
        cells.nth(number).fill(f"{80 + number}.25")
    page.get_by_role("button", name="บันทึก", exact=True).last.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("ผลการประเมิน")

    page.goto(start)
    page.locator("main").get_by_role("link", name="นำเข้าจาก Word").click()
    page.get_by_label("แฟ้ม Word (.docx)").set_input_files(word)
    page.get_by_role("button", name="อ่านเอกสาร").click()
    page.get_by_role("button", name="ยืนยันนำเข้า").click()
    expect(page.get_by_text("มาตรการแล้ว")).to_be_visible()
    report = page.url
    if page.get_by_role("link", name="ดูผลตรวจก่อนเผยแพร่").count():
        page.get_by_role("link", name="ดูผลตรวจก่อนเผยแพร่").click()
        clear_errors(page)
        page.goto(report)
    page.get_by_role("button", name="เสนอผู้บริหาร").click()

    executive = new_page()
    begin(executive, "nayok", mayor)
    executive.goto(report)
    executive.get_by_label("ความเห็น").fill("เห็นชอบให้เผยแพร่")
    executive.get_by_role("button", name="อนุมัติ").click()

    page.goto(report)
    page.get_by_role("button", name="เผยแพร่").click()
    address = page.get_by_role("link", name="เปิดหน้าที่เผยแพร่").get_attribute("href")
    assert address

    visitor = new_page()
    visitor.goto(address)
    expect(visitor.get_by_role("heading", level=1)).to_be_visible()
    visitor.goto("/na-sommot/")
    expect(visitor.get_by_role("heading", level=1)).to_have_text("ความโปร่งใสของเทศบาลตำบลนาสมมติ")
    assert_accessible(visitor)

    page.goto(start)
    expect(page.get_by_text("ครบทุกขั้นแล้ว")).to_be_visible()
    took = monotonic() - started
    print(f"the first day took {took:.0f} seconds")
    assert took < MINUTES * 60
