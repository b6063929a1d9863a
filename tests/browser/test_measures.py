"""The daily work of divisions, coordinator and executive, with JavaScript and without."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests import factories
from tests.browser.conftest import Portal, assert_accessible, sign_in

PASSWORD = "demo-ita-2566"
PHONE = {"viewport": {"width": 360, "height": 740}}
WORK = "/work/na-sommot/"


@pytest.fixture
def photograph(tmp_path: Path) -> Path:
    path = tmp_path / "ประชุมชี้แจง.jpg"
    path.write_bytes(factories.make_picture(size=(1600, 1200)))
    return path


@pytest.fixture
def measures(portal: Portal) -> list[int]:
    """Four fresh measures of กองคลัง in this year's plan, due soon, in the place of those of the
    test before: my work shows the first twenty only."""
    script = """
from datetime import date, timedelta
from agencies.models import Agency
from measures.editing import create_measure
from measures.models import Measure
from measures.selectors import current_plan
agency = Agency.objects.get(slug="na-sommot")
plan = current_plan(agency)
division = agency.divisions.get(name="กองคลัง")
Measure.objects.filter(agency=agency, title__startswith="เรื่องทดลองที่").delete()
for n in range(4):
    measure = create_measure(plan=plan, actor=None, links={"divisions": [division]}, values={
        "title": f"เรื่องทดลองที่ {n + 1}", "due_date": date.today() + timedelta(days=3)})
    print("pk", measure.pk)
"""
    output = portal.manage("shell", "-c", script)
    return [int(pk) for pk in re.findall(r"pk (\d+)", output)]


def current_round(page: Page) -> str:
    """The round that my work is about, from an address on the page."""
    page.goto(WORK)
    href = page.locator(".counts a").first.get_attribute("href") or ""
    return re.findall(r"round=(\w+)", href)[0]


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_a_division_on_a_phone(
    portal: Portal,
    new_page: Callable[..., Page],
    measures: list[int],
    photograph: Path,
    script: bool,
) -> None:
    """Three measures updated and a photograph attached in under a minute, on 360 px."""
    page = new_page(**PHONE, java_script_enabled=script, has_touch=True)
    sign_in(page, "khlang", PASSWORD)
    page.goto(WORK)
    if script:
        assert_accessible(page)
    start = time.monotonic()
    for number, pk in enumerate(measures[:3], 1):
        row = page.locator(f"tr#m{pk}")
        row.get_by_role("link", name="ปรับสถานะ").click()
        page.get_by_label("ดำเนินการแล้ว", exact=True).check()
        page.get_by_role("button", name="บันทึก", exact=True).click()
        if script:
            expect(row.locator(".status")).to_have_text("✓ดำเนินการแล้ว")
        else:
            expect(page.get_by_text(f"บันทึก “เรื่องทดลองที่ {number}” แล้ว")).to_be_visible()
    page.locator(f"tr#m{measures[3]}").get_by_role("link", name="แนบภาพ").click()
    page.get_by_label("แฟ้มหลักฐาน").set_input_files(photograph)
    page.get_by_label("คำบรรยาย", exact=True).fill("ประชุมชี้แจง")
    page.get_by_role("button", name="แนบ", exact=True).click()
    expect(page.get_by_text("แนบหลักฐานแล้ว 1 รายการ")).to_be_visible()
    assert time.monotonic() - start < 60

    page.goto(f"{WORK}measures/{measures[3]}/?round={current_round(page)}")
    picture = page.locator(".evidence-list img")
    expect(picture).to_be_visible()
    if script:
        picture.scroll_into_view_if_needed()
        # Not wait_for_function: its polling evaluates a text, which the pages' policy refuses.
        picture.evaluate("image => image.decode()")
        assert picture.evaluate("image => image.naturalWidth") > 0
        assert_accessible(page)
    for pk in measures[:3]:
        page.goto(f"{WORK}measures/{pk}/?round={current_round(page)}")
        expect(page.locator("#report").get_by_text("ดำเนินการแล้ว").first).to_be_visible()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_sent_returned_sent_again_accepted_read(
    portal: Portal, new_page: Callable[..., Page], measures: list[int], script: bool
) -> None:
    pk = measures[0]
    staff = new_page(java_script_enabled=script)
    sign_in(staff, "khlang", PASSWORD)
    round = current_round(staff)
    address = f"{WORK}measures/{pk}/?round={round}"
    staff.goto(address)
    staff.get_by_label("อยู่ระหว่างดำเนินการ").check()
    staff.get_by_role("button", name="บันทึกและส่ง").click()
    expect(staff.get_by_text("ยังไม่ได้เขียนผลการดำเนินการ").first).to_be_visible()
    staff.get_by_label("ผลการดำเนินการ").fill("จัดประชุมแล้ว 1 ครั้ง")
    staff.get_by_role("button", name="บันทึกและส่ง").click()
    expect(staff.get_by_text("ส่งรายงานให้ผู้ประสานงานแล้ว")).to_be_visible()

    coordinator = new_page(java_script_enabled=script)
    sign_in(coordinator, "coordinator", PASSWORD)
    coordinator.goto(WORK)
    row = coordinator.locator(f"tr#m{pk}")
    row.get_by_role("link", name="อ่านและตรวจ").click()
    coordinator.get_by_role("button", name="ส่งกลับให้แก้ไข").click()
    expect(coordinator.get_by_text("กรุณาเขียนความเห็น")).to_be_visible()
    coordinator.get_by_label("ความเห็น").fill("ขอจำนวนผู้เข้าร่วม")
    if script:
        assert_accessible(coordinator)
    coordinator.get_by_role("button", name="ส่งกลับให้แก้ไข").click()
    expect(coordinator.get_by_text("ส่งกลับให้ส่วนราชการแก้ไขแล้ว")).to_be_visible()

    staff.goto(WORK)
    expect(staff.locator("section.returned").get_by_text("ขอจำนวนผู้เข้าร่วม")).to_be_visible()
    staff.goto(address)
    staff.get_by_label("ผลการดำเนินการ").fill("จัดประชุมแล้ว 1 ครั้ง ผู้เข้าร่วม 40 คน")
    staff.get_by_role("button", name="บันทึกและส่ง").click()

    coordinator.goto(WORK)
    coordinator.locator(f"tr#m{pk}").get_by_role("button", name="รับ").click()
    expect(coordinator.get_by_text("รับรายงานแล้ว")).to_be_visible()

    executive = new_page(java_script_enabled=script)
    sign_in(executive, "executive", PASSWORD)
    executive.goto(address)
    expect(executive.get_by_text("ผู้เข้าร่วม 40 คน").first).to_be_visible()
    expect(executive.get_by_text("ตรวจแล้ว").first).to_be_visible()
    expect(executive.get_by_role("button", name="บันทึก", exact=True)).to_have_count(0)
    if script:
        assert_accessible(executive)


def test_two_browsers_edit_one_measure(
    portal: Portal, new_page: Callable[..., Page], measures: list[int]
) -> None:
    one, two = new_page(), new_page()
    for page, who in ((one, "coordinator"), (two, "administrator")):
        sign_in(page, who, PASSWORD)
        page.goto(f"{WORK}measures/{measures[0]}/edit/")
    one.get_by_label("ขั้นตอนหรือวิธีการ").fill("ขั้นตอนของคนแรก")
    two.get_by_label("ขั้นตอนหรือวิธีการ").fill("ขั้นตอนของคนที่สอง")
    one.get_by_role("button", name="บันทึก", exact=True).click()
    expect(one.get_by_text("ขั้นตอนของคนแรก").first).to_be_visible()

    two.get_by_role("button", name="บันทึก", exact=True).click()

    expect(two.get_by_text("มีผู้อื่นบันทึกมาตรการนี้ก่อน")).to_be_visible()
    expect(two.get_by_role("cell", name="ขั้นตอนของคนแรก")).to_be_visible()
    expect(two.get_by_role("cell", name="ขั้นตอนของคนที่สอง")).to_be_visible()
    assert_accessible(two)
    two.get_by_label("ขั้นตอนหรือวิธีการ").fill("ขั้นตอนของคนแรก\nขั้นตอนของคนที่สอง")
    two.get_by_role("button", name="บันทึกข้อความในแบบฟอร์มนี้แทน").click()
    one.reload()
    expect(one.get_by_text("ขั้นตอนของคนที่สอง").first).to_be_visible()


def test_what_is_typed_is_there_after_the_window_was_closed(
    portal: Portal, new_page: Callable[..., Page], measures: list[int]
) -> None:
    page = new_page()
    sign_in(page, "khlang", PASSWORD)
    address = f"{WORK}measures/{measures[0]}/?round={current_round(page)}"
    page.goto(address)
    page.get_by_label("ผลการดำเนินการ").fill("พิมพ์ไว้แต่ยังไม่บันทึก")
    expect(page.get_by_text("เก็บข้อความที่พิมพ์ไว้แล้ว")).to_be_visible(timeout=10_000)
    page.close()

    again = new_page()
    sign_in(again, "khlang", PASSWORD)
    again.goto(address)
    expect(again.get_by_label("ผลการดำเนินการ")).to_have_value("พิมพ์ไว้แต่ยังไม่บันทึก")
    assert_accessible(again)
    again.get_by_role("button", name="ทิ้งข้อความที่ค้าง").click()
    expect(again.get_by_label("ผลการดำเนินการ")).to_have_value("")


def test_undo_in_the_table(
    portal: Portal, new_page: Callable[..., Page], measures: list[int]
) -> None:
    page = new_page()
    sign_in(page, "coordinator", PASSWORD)
    page.goto(f"{WORK}measures/?q=เรื่องทดลองที่&sort=-position")
    row = page.locator(f"tr#m{measures[1]}")
    row.get_by_role("link", name="ปรับสถานะ").click()
    page.get_by_label("อยู่ระหว่างดำเนินการ").last.check()
    page.get_by_role("button", name="บันทึก", exact=True).click()
    expect(row.locator(".status")).to_have_text("◐อยู่ระหว่างดำเนินการ")
    expect(row.get_by_role("link", name="ปรับสถานะ")).to_be_focused()
    page.locator("#toast").get_by_role("button", name="ย้อนกลับ").click()
    expect(page.get_by_text("ย้อนกลับแล้ว 1 รายการ")).to_be_visible()
    expect(row.locator(".status")).to_have_text("○ยังไม่ดำเนินการ")
    assert_accessible(page)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_one_click_for_done_and_one_change_for_several(
    portal: Portal, new_page: Callable[..., Page], measures: list[int], script: bool
) -> None:
    page = new_page(**PHONE, java_script_enabled=script)
    sign_in(page, "khlang", PASSWORD)
    page.goto(WORK)
    row = page.locator(f"tr#m{measures[0]}")
    row.get_by_role("button", name="เสร็จแล้ว").click()
    if script:
        expect(row.locator(".status")).to_have_text("✓ดำเนินการแล้ว")
    expect(page.get_by_role("button", name="ย้อนกลับ")).to_be_visible()
    page.goto(WORK)
    unwritten = page.locator("section.unwritten")
    expect(unwritten.locator(f"tr#m{measures[0]}")).to_be_visible()

    page.goto(f"{WORK}measures/?q=เรื่องทดลองที่")
    for pk in measures[1:3]:
        page.locator(f"tr#m{pk} input[name=pick]").check()
    bulk = page.locator("details[data-picked]")
    if script:
        expect(bulk.locator(".count")).to_have_text("2 มาตรการ")
        expect(bulk).to_be_in_viewport()
        assert_accessible(page)
    bulk.locator("summary").click()
    bulk.get_by_label("สถานะใหม่").select_option("in_progress")
    bulk.get_by_role("button", name="ดูตัวอย่างก่อนบันทึก").click()
    expect(page.get_by_text("ยังไม่มีรายการใดถูกบันทึก")).to_be_visible()
    if script:
        assert_accessible(page)
    page.get_by_role("button", name="บันทึก 2 มาตรการ").click()
    expect(page.get_by_text("บันทึกแล้ว 2 มาตรการ")).to_be_visible()
    for pk in measures[1:3]:
        expect(page.locator(f"tr#m{pk} .status")).to_have_text("◐อยู่ระหว่างดำเนินการ")
    page.get_by_role("button", name="ย้อนกลับ").click()
    expect(page.get_by_text("ย้อนกลับแล้ว 2 รายการ")).to_be_visible()
    for pk in measures[1:3]:
        expect(page.locator(f"tr#m{pk} .status")).to_have_text("○ยังไม่ดำเนินการ")


def test_the_undo_goes_after_ten_seconds(
    portal: Portal, new_page: Callable[..., Page], measures: list[int]
) -> None:
    page = new_page()
    page.clock.install()
    sign_in(page, "khlang", PASSWORD)
    page.goto(WORK)
    page.locator(f"tr#m{measures[0]}").get_by_role("link", name="ปรับสถานะ").click()
    page.get_by_label("อยู่ระหว่างดำเนินการ").check()
    page.get_by_role("button", name="บันทึก", exact=True).click()
    undo = page.locator("#toast").get_by_role("button", name="ย้อนกลับ")
    expect(undo).to_be_visible()
    page.clock.fast_forward(11_000)
    expect(undo).to_have_count(0)
    assert_accessible(page)


@pytest.mark.parametrize("width", [320, 1280])
def test_every_page_is_accessible(
    portal: Portal, new_page: Callable[..., Page], measures: list[int], width: int
) -> None:
    page = new_page(viewport={"width": width, "height": 800})
    sign_in(page, "coordinator", PASSWORD)
    round = current_round(page)
    assert_accessible(page)
    page.goto(f"{WORK}measures/")
    plan = page.locator("a", has_text="รอบการรายงาน").get_attribute("href") or ""
    columns = "&".join(f"col={key}" for key in ("position", "heading", "steps", "note", "review"))
    for address in (
        f"{WORK}measures/?{columns}",
        f"{WORK}measures/?status=nonsense",
        f"{WORK}measures/{measures[0]}/",
        f"{WORK}measures/{measures[0]}/edit/",
        f"{WORK}measures/{measures[0]}/quick/{round}/",
        f"{WORK}measures/{measures[0]}/evidence/{round}/",
        f"{WORK}measures/import/",
        f"{WORK}plans/new/",
        f"{WORK}reminders/",
        plan,
    ):
        page.goto(address)
        assert_accessible(page)


def test_what_is_typed_is_checked_below_its_field(
    portal: Portal, measures: list[int], new_page: Callable[..., Page]
) -> None:
    page = new_page()
    sign_in(page, "coordinator", PASSWORD)
    page.goto(f"{WORK}measures/{measures[0]}/edit/")
    steps = page.get_by_label("ขั้นตอนหรือวิธีการ")
    below = page.locator("#found-steps")

    steps.fill("๑. ทำตามกฏหมาย")
    expect(below).to_contain_text("แก้เป็น “กฎหมาย”")
    expect(page.get_by_role("status").filter(has_text="1 แห่ง")).to_be_visible()
    assert_accessible(page)

    steps.fill("๑. ทำตามกฎหมาย")
    expect(below).to_be_empty()
