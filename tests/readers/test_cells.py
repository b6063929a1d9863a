"""Ticks, statuses in words, items of lists."""

from datetime import date

import pytest

from ita_portal.thai.fiscal import FiscalYear
from reports.readers.cells import (
    begins_item,
    is_mark,
    is_ticked,
    item_number,
    looks_like_status,
    read_status,
)

YEAR = FiscalYear(2566)


@pytest.mark.parametrize(
    ("words", "status", "day"),
    [
        ("ดำเนินการแล้ว เมื่อวันที่ ๒๓ มกราคม ๒๕๖๖", "done", date(2023, 1, 23)),
        ("ดำเนินการเมื่อแล้ว วันที่ ๒๓ มกราคม ๒๕๖๖", "done", date(2023, 1, 23)),
        ("เมื่อวันที่ ๓๐ มีนาคม ๒๕๖๖ ดำเนินการแล้ว", "done", date(2023, 3, 30)),
        ("ดำเนินการ แล้วเสร็จ\nวันที่ 4 เม.ย. 66", "done", date(2023, 4, 4)),
        ("ดำเนินการเมื่อวันที่ 5 ม.ค. 2566", "done", date(2023, 1, 5)),
        ("๒๓ มกราคม ๒๕๖๖", "done", date(2023, 1, 23)),
        ("ดำเนินการเสร็จสิ้นแล้ว", "done", None),
        ("ดำเนินการแลัว เมื่อวันที่ ๒ ก.พ. ๒๕๖๖", "done", date(2023, 2, 2)),
        ("อยุ่ระหวางดำเนินการ", "in_progress", None),
        ("แล้วเสร็จ", "done", None),
        ("/", "done", None),
        ("ร้อยละ ๑๐๐", "done", None),
        ("อยู่ระหว่างดำเนินการ", "in_progress", None),
        ("อยู่ ระหว่าง การดำเนินการ", "in_progress", None),
        ("กำลังดำเนินการ", "in_progress", None),
        ("ดำเนินการแล้วบางส่วน", "in_progress", None),
        ("ยังไม่แล้วเสร็จ", "in_progress", None),
        ("อยู่ระหว่างดำเนินการ คาดว่าจะแล้วเสร็จภายในเดือนมิถุนายน 2566", "in_progress", None),
        ("ยังไม่ได้ดำเนินการ", "not_started", None),
        ("ยังไม่ดำเนินการ", "not_started", None),
        ("ไม่ได้ดำเนินการ เนื่องจากไม่มีงบประมาณ", "not_started", None),
        ("-", None, None),
    ],
)
def test_a_status_in_words(words: str, status: str | None, day: date | None) -> None:
    reading = read_status(words, YEAR)
    assert (reading.status, reading.completion_date, reading.warning) == (status, day, "")


def test_what_stands_beside_the_status_is_a_note() -> None:
    plain = read_status("ดำเนินการแล้ว เมื่อวันที่ ๕ มกราคม ๒๕๖๖", YEAR)
    assert plain.note == ""
    order = read_status("ดำเนินการแล้ว เมื่อวันที่ ๕ มกราคม ๒๕๖๖ ตามคำสั่งที่ ๕/๒๕๖๖", YEAR)
    assert order.note == "ตามคำสั่งที่ ๕/๒๕๖๖"
    expected = read_status("อยู่ระหว่างดำเนินการ คาดว่าจะแล้วเสร็จในเดือนมิถุนายน 2566", YEAR)
    assert expected.note == "คาดว่าจะแล้วเสร็จในเดือนมิถุนายน 2566"


@pytest.mark.parametrize(
    "words",
    ["ขั้นตอนที่ ๑ ดำเนินการแล้ว ขั้นตอนที่ ๒ อยู่ระหว่างดำเนินการ", "ดำเนินการอย่างต่อเนื่อง", "ตามแผน"],
)
def test_what_is_not_one_status_is_left_open_with_a_warning(words: str) -> None:
    reading = read_status(words, YEAR)
    assert reading.status is None
    assert words[:20] in reading.warning


@pytest.mark.parametrize(
    ("choices", "status"),
    [
        ("☐ ยังไม่ดำเนินการ\n☐ อยู่ระหว่างดำเนินการ\n☑ ดำเนินการแล้ว เมื่อวันที่ ๕ ม.ค. ๒๕๖๖", "done"),
        ("( ) ดำเนินการแล้ว (/) อยู่ระหว่างดำเนินการ", "in_progress"),
        ("☐ ดำเนินการแล้ว ☐ ยังไม่ดำเนินการ", None),
        ("☑ ดำเนินการแล้ว ☑ ยังไม่ดำเนินการ", None),
    ],
)
def test_of_choices_in_one_cell_the_marked_one_counts(choices: str, status: str | None) -> None:
    reading = read_status(choices, YEAR)
    assert reading.status == status
    assert reading.completion_date == (date(2023, 1, 5) if status == "done" else None)


def test_of_several_days_the_last_is_the_completion_and_all_are_kept() -> None:
    reading = read_status("ดำเนินการแล้ว วันที่ 3 มกราคม 2566 และวันที่ 9 มีนาคม 2566", YEAR)
    assert reading.completion_date == date(2023, 3, 9)
    assert "3 มกราคม 2566" in reading.note
    assert reading.warning


@pytest.mark.parametrize("mark", ["/", "✓", "√", "☑", "x", "●", "P", "\uf0fc", "\uf050", "ü"])
def test_marks(mark: str) -> None:
    assert is_mark(mark)
    assert is_ticked(f" {mark} ")


@pytest.mark.parametrize("empty", ["", " ", "-", "–", "☐", "\uf0a8", "..."])
def test_empty_boxes_are_not_ticked(empty: str) -> None:
    assert not is_ticked(empty)


def test_a_day_in_a_tick_column_ticks_it() -> None:
    assert is_ticked("๒๓ ม.ค. ๖๖")
    assert not is_mark("๒๓ ม.ค. ๖๖")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("ดำเนินการแล้ว เมื่อวันที่ ๒๓ มกราคม ๒๕๖๖", True),
        ("เมื่อวันที่ ๓๐ มีนาคม ๒๕๖๖ ดำเนินการแล้ว", True),
        ("มีการจัดทำคู่มือการปฏิบัติงานและเผยแพร่ให้ประชาชนทราบ", False),
        ("/", False),
        ("", False),
    ],
)
def test_cells_that_tell_a_status(words: str, expected: bool) -> None:
    assert looks_like_status(words) is expected


def test_items_of_lists() -> None:
    assert item_number("๑๒. เผยแพร่") == 12
    assert item_number("(3) รายงาน") == 3
    assert item_number("๖ เดือน") is None
    assert begins_item("- ประกาศ")
    assert begins_item("\uf0a7 เงิน")
    assert not begins_item("สอบถามข้อมูลต่าง ๆ")
