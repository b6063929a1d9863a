"""Where the header of a table stands, and what its columns mean."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reports.readers.columns import Head, of_round
from reports.readers.headers import find_head
from tests.readers.building import cell, grid

PLAN = ("ประเด็นที่ต้องปรับปรุง", "ผู้รับผิดชอบ", "ขั้นตอนหรือวิธีการ", "การกำกับติดตาม")
FIRST = ("E๑ เจ้าหน้าที่ให้บริการ", "สำนักปลัด", "๑. จัดทำคู่มือ", "๑. รายงานทุกเดือน")


def keys(head: Head | None) -> list[str]:
    assert head is not None
    return [column.key for column in head.columns]


def test_a_plain_header() -> None:
    head = find_head(grid(PLAN, FIRST))
    assert keys(head) == ["issue", "responsible", "steps", "monitoring"]
    assert head is not None
    assert head.rows == 1
    assert head.is_of_measures


def test_a_header_of_two_levels_with_a_cell_over_the_ticks() -> None:
    head = find_head(
        grid(
            [cell("ตัวชี้วัด", down=2), cell("ผู้รับผิดชอบ", down=2), cell("สถานะ", across=3)],
            ["ยังไม่ดำเนินการ", "อยู่ระหว่างดำเนินการ", "ดำเนินการแล้ว"],
            ["การใช้อำนาจ", "กองคลัง", "", "/", ""],
        )
    )
    ticks = ["tick_not_started", "tick_in_progress", "tick_done"]
    assert keys(head) == ["indicator", "responsible", *ticks]
    assert head is not None
    assert head.rows == 2
    assert head.columns[3].heading == "สถานะ / อยู่ระหว่างดำเนินการ"


def test_a_header_of_two_levels_without_merged_cells_below_each_other() -> None:
    head = find_head(
        grid(
            ["ที่", "มาตรการ", "ผลการดำเนินการ", "", ""],
            ["", "", "ดำเนินการแล้ว", "อยู่ระหว่างดำเนินการ", "ยังไม่ดำเนินการ"],
            ["๑", "จัดทำคู่มือ", "✓", "", ""],
        )
    )
    assert keys(head) == ["order", "title", "tick_done", "tick_in_progress", "tick_not_started"]


def test_a_row_that_numbers_the_columns_belongs_to_the_header() -> None:
    head = find_head(grid(PLAN, ["(๑)", "(๒)", "(๓)", "(๔)"], FIRST))
    assert head is not None
    assert head.rows == 2
    assert keys(head) == ["issue", "responsible", "steps", "monitoring"]


def test_a_title_above_the_header_inside_the_table() -> None:
    head = find_head(grid([cell("แบบรายงานผลการดำเนินการตามมาตรการ", across=4)], PLAN, FIRST))
    assert head is not None
    assert head.captions == ("แบบรายงานผลการดำเนินการตามมาตรการ",)
    assert head.rows == 2


@pytest.mark.parametrize("between", ["\n", " "])
def test_headings_run_together_with_the_first_row(between: str) -> None:
    joined = [a + between + b for a, b in zip(PLAN, FIRST, strict=True)]
    head = find_head(grid(joined))
    assert keys(head) == ["issue", "responsible", "steps", "monitoring"]
    assert head is not None
    assert head.first is not None
    assert [slot.text for slot in head.first.slots] == list(FIRST)


def test_unusual_headings_run_together_are_known_from_another_table() -> None:
    unusual = ("เรื่องของเรา", "ใคร", "ทำอย่างไร", "ดูแลโดย")
    explained = find_head(grid(PLAN, FIRST))
    assert explained is not None
    columns = tuple(
        replace(column, heading=heading)
        for column, heading in zip(explained.columns, unusual, strict=True)
    )
    joined = [a + b for a, b in zip(unusual, FIRST, strict=True)]
    assert find_head(grid(joined)) is None
    head = find_head(grid(joined), [Head(columns, 1, grid(unusual))])
    assert head is not None
    assert head.first is not None
    assert [slot.text for slot in head.first.slots] == list(FIRST)


def test_longer_headings_are_not_taken_apart() -> None:
    longer = ("มาตรการที่กำหนดไว้", "ผู้รับผิดชอบ หลัก", "ขั้นตอน การทำงาน", "ระยะเวลา ที่ใช้")
    head = find_head(grid(longer, FIRST))
    assert head is not None
    assert head.first is None
    assert keys(head) == ["title", "responsible", "steps", "period"]


def test_hyphens_of_narrow_columns_and_hints_in_brackets() -> None:
    cells = ("ประเด็นที่ต้อง-ปรับปรุง", "ผู้รับผิด-ชอบ", "ขั้นตอนหรือวิธี-การ", "สถานะ (ทำเครื่องหมาย ✓)")
    head = find_head(grid(cells, FIRST))
    assert head is not None
    assert head.first is None
    assert keys(head) == ["issue", "responsible", "steps", "status"]


def test_a_longer_heading_than_on_another_page_is_not_taken_apart() -> None:
    shorter = find_head(grid(("มาตรการ", "ผู้รับผิดชอบ", "ขั้นตอน", "การกำกับติดตาม")))
    longer = ("มาตรการ", "ผู้รับผิดชอบ หรือผู้ที่เกี่ยวข้อง", "ขั้นตอน หรือวิธีการ", "การกำกับติดตาม และรายงานผล")
    assert shorter is not None
    head = find_head(grid(longer, FIRST), [shorter])
    assert head is not None
    assert head.first is None


@pytest.mark.parametrize(
    "cells",
    [
        FIRST,
        ("มาตรการใช้ทรัพย์สิน", "๑. จัดทำขั้นตอนการยืม", "เจ้าหน้าที่ผู้รับผิดชอบ", "อยู่ระหว่างดำเนินการ"),
        ("-ข้อมูลพื้นฐาน", "สำนักปลัด", "๑.รายงานผู้บริหาร", "ดำเนินการแล้ว"),
        ("มาตรการที่ ๓ นโยบายไม่รับของขวัญ", "- ประกาศนโยบาย", "ผู้บริหาร", "ติดตามทุกเดือน"),
        ("", "", "", ""),
    ],
)
def test_a_row_of_the_body_is_no_header(cells: tuple[str, ...]) -> None:
    assert find_head(grid(cells)) is None


def test_two_columns_of_one_meaning_are_not_mixed() -> None:
    head = find_head(
        grid(["มาตรการ", "กิจกรรม", "ผู้รับผิดชอบ", "ผลการดำเนินงาน", "สรุปผลการดำเนินการ"], ["a"] * 5)
    )
    assert keys(head) == ["title", "steps", "responsible", "results", ""]


def test_columns_of_two_rounds_give_the_round_that_is_wanted() -> None:
    rows = grid(
        ["มาตรการ", "ผู้รับผิดชอบ", "ผลการดำเนินการ รอบ 6 เดือน", "ผลการดำเนินการ รอบ 12 เดือน"],
        ["a", "b", "c", "d"],
    )
    head = find_head(rows)
    assert head is not None
    assert keys(of_round(head, "12m")) == ["title", "responsible", "", "results"]
    assert keys(of_round(head, "6m")) == ["title", "responsible", "results", ""]
    assert of_round(head, "") == head


def test_a_table_of_scores_is_not_one_of_measures() -> None:
    head = find_head(
        grid(["ลำดับ", "เครื่องมือ การประเมิน", "ตัวชี้วัด", "คะแนน", "แนวทางการพัฒนา"], ["1"] * 5)
    )
    assert head is not None
    assert not head.is_of_measures
    assert not head.is_perhaps_of_measures
