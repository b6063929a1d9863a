"""Which rows make one measure: page breaks, merged cells, shifted cells."""

from __future__ import annotations

import pytest

from reports.document import PageBreak, Table
from reports.readers.recognised import RecognisedMeasure
from reports.readers.repairs import SHIFTED
from tests.readers.building import cell, heading, read, table, text

HEAD = ("มาตรการ/กิจกรรม", "วิธีการดำเนินการ", "ผู้รับผิดชอบ", "ระยะเวลา", "ผลลัพธ์")
ISSUES = ("ประเด็นที่ต้องปรับปรุง", "ผู้รับผิดชอบ", "ขั้นตอนหรือวิธีการ", "การกำกับติดตาม", "การดำเนินการ")
YEAR = "ปีงบประมาณ ๒๕๖๖"


def measures(*tables: Table) -> tuple[RecognisedMeasure, ...]:
    blocks = [block for one in tables for block in (one, PageBreak())]
    return read(*blocks).measures


def test_a_row_cut_by_the_page_goes_on_where_its_other_cells_are_empty() -> None:
    (one,) = measures(
        table(HEAD, ("เผยแพร่ข้อมูล", "๑. ปรับปรุงเว็บไซต์\n๒. จัดให้มีช่องทางการ", "สำนักปลัด", YEAR, "ดี")),
        table(HEAD, ("", "สอบถามข้อมูล\n๓. ประชาสัมพันธ์", "", "", "")),
    )
    assert one.source_rows == ("t1r1", "t2r1")
    assert one.steps == "๑. ปรับปรุงเว็บไซต์\n๒. จัดให้มีช่องทางการ สอบถามข้อมูล\n๓. ประชาสัมพันธ์"


def test_a_page_may_repeat_the_first_cells() -> None:
    first = ("ควบคุมการใช้อำนาจ", "๑. ประเมินความเสี่ยง\n๒. ประกาศ\n- ฉบับที่หนึ่ง", "สำนักปลัด", YEAR, "ดี")
    (some,) = measures(
        table(HEAD, first),
        table(HEAD, ("ควบคุม การใช้อำนาจ", "- ฉบับที่สอง\n๓. เผยแพร่", "สำนักปลัด", YEAR, "")),
    )
    assert some.steps.split("\n")[2:] == ["- ฉบับที่หนึ่ง", "- ฉบับที่สอง", "๓. เผยแพร่"]
    assert (some.title, some.responsible_text, some.period_text) == (first[0], "สำนักปลัด", YEAR)
    (one,) = measures(
        table(HEAD, first), table(HEAD, ("ควบคุมการใช้อำนาจ (ต่อ)", "๓. เผยแพร่", "", "", ""))
    )
    assert one.steps.endswith("- ฉบับที่หนึ่ง\n๓. เผยแพร่")


def test_a_table_goes_on_without_a_header() -> None:
    first, second = measures(
        table(HEAD, ("มาตรการแรก", "๑. จัดทำ", "สำนักปลัด", YEAR, "ดี")),
        table(("", "๒. เผยแพร่", "", "", ""), ("มาตรการที่สอง", "๑. จัดทำ", "กองคลัง", YEAR, "ดี")),
    )
    assert first.steps == "๑. จัดทำ\n๒. เผยแพร่"
    assert (second.title, second.source_rows) == ("มาตรการที่สอง", ("t2r2",))


def test_a_first_row_that_begins_like_headings_is_none() -> None:
    found = measures(
        table(ISSUES, ("E๑ การบริการ", "กองคลัง", "๑. จัดทำ", "ทุกเดือน", "ดำเนินการแล้ว")),
        table((
            "เครื่องมือการประเมิน EIT\nE๖ การเผยแพร่ข้อมูล", "ทุกส่วนราชการ", "๑. จัดทำ", "รายงานทุกเดือน",
            "ดำเนินการแล้ว เมื่อวันที่ ๕ มกราคม ๒๕๖๖",
        )),
    )  # fmt: skip
    assert [one.questions for one in found] == [("E1",), ("E6",)]
    assert [one.status for one in found] == ["done", "done"]
    assert found[1].responsible_text == "ทุกส่วนราชการ"


def test_headers_that_come_again_do_not_count_as_contents() -> None:
    head = (*ISSUES[:4], "ผลการดำเนินการ")
    row = ("E๑ การบริการ", "กองคลัง", "๑. จัดทำ", "ทุกเดือน", "ยังไม่ดำเนินการ")
    (one,) = measures(table(head, row, head, ("", "", "๒. เผยแพร่", "", "")))
    assert (one.status, one.status_text, one.results) == ("not_started", "ยังไม่ดำเนินการ", "")


def test_a_header_repeated_in_the_middle_is_no_row() -> None:
    found = measures(
        table(HEAD, ("ก", "๑. จัดทำ", "สำนักปลัด", YEAR, ""), HEAD, ("ข", "๑. ทำ", "กองช่าง", YEAR, ""))
    )
    assert [one.title for one in found] == ["ก", "ข"]
    assert found[1].source_rows == ("t1r2",)


def test_a_header_run_together_with_a_row_on_a_later_page() -> None:
    joined = [f"{a} {b}" for a, b in zip(HEAD, ("ข", "๑. ทำ", "กองช่าง", YEAR, "ดีมาก"), strict=True)]
    found = measures(table(HEAD, ("ก", "๑. จัดทำ", "สำนักปลัด", YEAR, "ดี")), table(joined))
    assert [(one.title, one.steps, one.outcomes) for one in found] == [
        ("ก", "๑. จัดทำ", "ดี"),
        ("ข", "๑. ทำ", "ดีมาก"),
    ]


def test_rows_with_the_same_issue_are_measures_of_their_own() -> None:
    found = measures(
        table(
            ISSUES,
            ("E๑ การบริการ", "สำนักปลัด", "๑. จัดทำคู่มือ", "ทุกเดือน", "ดำเนินการแล้ว"),
            ("E๑ การบริการ", "กองคลัง", "๑. ติดป้าย", "ทุกเดือน", "อยู่ระหว่างดำเนินการ"),
        )
    )
    assert [one.status for one in found] == ["done", "in_progress"]


def test_a_cell_merged_downwards_holds_for_every_row() -> None:
    found = measures(
        table(
            ISSUES,
            (
                cell("E๑ การบริการ", down=2),
                cell("สำนักปลัด", down=2),
                "๑. จัดทำคู่มือ",
                "ทุกเดือน",
                "ดำเนินการแล้ว",
            ),
            ("๑. ติดป้าย", "ทุกไตรมาส", "อยู่ระหว่างดำเนินการ"),
        )
    )
    assert [(one.issue, one.divisions, one.steps, one.status) for one in found] == [
        ("E๑ การบริการ", ("สำนักปลัด",), "๑. จัดทำคู่มือ", "done"),
        ("E๑ การบริการ", ("สำนักปลัด",), "๑. ติดป้าย", "in_progress"),
    ]


def test_steps_in_rows_of_their_own_below_a_merged_title_are_one_measure() -> None:
    (one,) = measures(
        table(
            HEAD,
            (cell("จัดทำคู่มือ", down=3), "๑. ร่าง", cell("กองคลัง", down=3), cell(YEAR, down=3), "มีร่าง"),
            ("๒. ประกาศ", "มีประกาศ"),
            ("๓. เผยแพร่", "เผยแพร่แล้ว"),
        )
    )
    assert one.steps == "๑. ร่าง\n๒. ประกาศ\n๓. เผยแพร่"
    assert one.outcomes == "มีร่าง\nมีประกาศ\nเผยแพร่แล้ว"


def test_an_empty_first_cell_with_a_status_of_its_own_is_another_measure() -> None:
    found = measures(
        table(
            ISSUES,
            ("E๑ การบริการ", "สำนักปลัด", "๑. จัดทำคู่มือ", "ทุกเดือน", "ดำเนินการแล้ว"),
            ("", "กองคลัง", "๑. ติดป้าย", "ทุกเดือน", "อยู่ระหว่างดำเนินการ"),
        )
    )
    assert [one.steps for one in found] == ["๑. จัดทำคู่มือ", "๑. ติดป้าย"]


def test_rows_over_all_columns_are_headings_of_the_rows_below() -> None:
    found = measures(
        table(
            ISSUES,
            [cell("ตัวชี้วัดที่ ๖ คุณภาพการดำเนินงาน", across=5)],
            ("E๑ การบริการ", "สำนักปลัด", "๑. จัดทำ", "ทุกเดือน", "ดำเนินการแล้ว"),
            [cell("ตัวชี้วัดที่ ๗ ประสิทธิภาพการสื่อสาร", across=5)],
            ("E๖ การเผยแพร่", "สำนักปลัด", "๑. เผยแพร่", "ทุกเดือน", "ดำเนินการแล้ว"),
        )
    )
    assert [(one.group_headings, one.indicators) for one in found] == [
        (("ตัวชี้วัดที่ ๖ คุณภาพการดำเนินงาน",), (6,)),
        (("ตัวชี้วัดที่ ๗ ประสิทธิภาพการสื่อสาร",), (7,)),
    ]


def test_a_heading_alone_in_the_first_cell_groups_too() -> None:
    found = measures(
        table(
            ISSUES,
            ("ตัวชี้วัดที่ 8 การปรับปรุงการทำงาน", "", "", "", ""),
            ("E๑๑ การปรับปรุง", "สำนักปลัด", "๑. จัดทำ", "ทุกเดือน", "ดำเนินการแล้ว"),
        )
    )
    assert len(found) == 1
    assert found[0].indicators == (8,)


def test_a_title_over_all_columns_names_the_row_below_it() -> None:
    (one,) = measures(
        table(
            HEAD,
            [cell("มาตรการที่ ๑ การเผยแพร่ข้อมูลต่อสาธารณะ", across=5)],
            ("", "๑. เผยแพร่", "สำนักปลัด", YEAR, "ดี"),
        )
    )
    assert one.title == "มาตรการที่ ๑ การเผยแพร่ข้อมูลต่อสาธารณะ"


def test_empty_rows_say_nothing() -> None:
    found = measures(
        table(HEAD, ("ก", "๑. ทำ", "กองคลัง", YEAR, ""), [""] * 5, ("ข", "๑. ทำ", "", "", ""))
    )
    assert [one.title for one in found] == ["ก", "ข"]


def test_cells_that_ran_into_the_responsible_cell_are_put_right() -> None:
    long = "จัดทำแผนการจัดซื้อจัดจ้างและประกาศบนเว็บไซต์ของหน่วยงานให้เป็นปัจจุบันทุกเดือนอย่างต่อเนื่อง"
    result = read(
        table(
            ISSUES[:4],
            (
                "-การจัดซื้อจัดจ้าง",
                f"กองคลัง/งานพัสดุ\n๑.{long}\n๒.รายงานผู้บริหาร",
                "๑.ดำเนินการภายในเดือนตุลาคม ๒๕๖๕",
                "-การจัดซื้อจัดจ้าง กองคลัง /งานพัสดุ",
            ),
        )
    )
    (one,) = result.measures
    assert one.responsible_text == "กองคลัง/งานพัสดุ"
    assert one.steps == f"๑.{long}\n๒.รายงานผู้บริหาร"
    assert one.monitoring == "๑.ดำเนินการภายในเดือนตุลาคม ๒๕๖๕"
    assert one.warnings == (SHIFTED,)
    assert [loose.text for loose in result.unrecognised] == ["-การจัดซื้อจัดจ้าง กองคลัง /งานพัสดุ"]


def test_officers_below_the_divisions_are_no_shift() -> None:
    (one,) = measures(
        table(ISSUES, ("E๑", "สำนักปลัด\n๑. ปลัดเทศบาล\n๒. นิติกร", "๑. ทำ", "ทุกเดือน", "ดำเนินการแล้ว"))
    )
    assert one.officers == ("ปลัดเทศบาล", "นิติกร")
    assert one.warnings == ()


def test_cells_moved_sideways_are_put_right() -> None:
    result = read(
        table(
            ("ที่", "มาตรการ", "ผู้รับผิดชอบ", "ระยะเวลา", "สถานะ"),
            ("๑", "จัดทำคู่มือ", "กองคลัง", "ต.ค. ๒๕๖๕ - มี.ค. ๒๕๖๖", "ดำเนินการแล้ว"),
            ("", "๒", "จัดทำแผน", "กองช่าง", "ต.ค. ๒๕๖๕ - มี.ค. ๒๕๖๖", "อยู่ระหว่างดำเนินการ"),
        )
    )
    second = result.measures[1]
    assert (second.title, second.divisions, second.status) == (
        "จัดทำแผน",
        ("กองช่าง",),
        "in_progress",
    )
    assert second.warnings == (SHIFTED,)


def test_order_numbers_tell_the_measures_apart() -> None:
    head = ("ที่", *HEAD)
    found = measures(
        table(
            head,
            ("๑", "ก", "จัดทำแผน", "กองคลัง", YEAR, ""),
            ("๒", "ก", "จัดทำแผน", "กองคลัง", YEAR, ""),
        )
    )
    assert len(found) == 2
    assert all(one.extra == () for one in found)


def test_order_numbers_that_do_not_count_on_are_kept() -> None:
    head = ("ที่", *HEAD)
    found = measures(
        table(head, ("๑", "ก", "ทำ", "กองคลัง", YEAR, ""), ("๑.๒", "ข", "ทำ", "กองคลัง", YEAR, ""))
    )
    assert found[1].extra == (("ลำดับ", "๑.๒"),)


@pytest.mark.parametrize("words", ["งบประมาณ (บาท)", "ตัวชี้วัดความสำเร็จ", "เรื่องอื่นของหน่วยงาน"])
def test_columns_without_a_field_are_kept_under_their_heading(words: str) -> None:
    (one,) = measures(table((*HEAD, words), ("ก", "๑. ทำ", "กองคลัง", YEAR, "ดี", "๕,๐๐๐")))
    assert one.extra == ((words, "๕,๐๐๐"),)


def test_headings_between_tables_go_on_until_the_next_one() -> None:
    plan = table(ISSUES, ("E๖ ก", "กองคลัง", "๑. ทำ", "ทุกเดือน", "ดำเนินการแล้ว"))
    found = read(
        text("จากการวิเคราะห์ผลการประเมินนำมาสู่การกำหนดมาตรการดังนี้"),
        heading("ตัวชี้วัดที่ ๗ ประสิทธิภาพการสื่อสาร"),
        plan,
        PageBreak(),
        table(ISSUES, ("E๗ ข", "กองคลัง", "๑. ทำ", "ทุกเดือน", "ดำเนินการแล้ว")),
        heading("ตัวชี้วัดที่ ๘ การปรับปรุงการทำงาน"),
        table(ISSUES, ("E๑๑ ค", "กองคลัง", "๑. ทำ", "ทุกเดือน", "ดำเนินการแล้ว")),
    ).measures
    assert [one.group_headings[0][:14] for one in found] == ["ตัวชี้วัดที่ ๗"] * 2 + ["ตัวชี้วัดที่ ๘"]


def test_a_first_table_without_a_header_has_the_columns_of_the_next_one() -> None:
    found = measures(
        table(("ก", "๑. ทำ", "กองคลัง", YEAR, "ดี")),
        table(HEAD, ("ข", "๑. ทำ", "กองช่าง", YEAR, "ดี")),
    )
    assert [(one.title, one.divisions) for one in found] == [("ก", ("กองคลัง",)), ("ข", ("กองช่าง",))]


def test_steps_numbered_in_two_levels_go_on_below_their_measure() -> None:
    first, second = measures(
        table(
            HEAD,
            ("1. เผยแพร่", "1.1 ประกาศ", "สำนักปลัด", YEAR, "ประกาศแล้ว"),
            ("", "1.2 แต่งตั้ง", "กองคลัง", "", "แต่งตั้งแล้ว"),
            ("", "1.3 รายงาน", "สำนักปลัด", "", "รายงานแล้ว"),
            ("2. จัดซื้อ", "2.1 ประกาศ", "กองคลัง", YEAR, "ประกาศแล้ว"),
        )
    )
    assert first.steps == "1.1 ประกาศ\n1.2 แต่งตั้ง\n1.3 รายงาน"
    assert first.divisions == ("สำนักปลัด", "กองคลัง")
    assert second.title == "2. จัดซื้อ"


def test_an_empty_first_cell_means_as_above() -> None:
    found = measures(
        table(
            ISSUES,
            ("E๑ การบริการ", "สำนักปลัด", "๑. จัดทำคู่มือ", "ทุกเดือน", "ดำเนินการแล้ว"),
            ("", "กองคลัง", "๑. ติดป้าย", "ทุกเดือน", "อยู่ระหว่างดำเนินการ"),
        )
    )
    assert [one.issue for one in found] == ["E๑ การบริการ"] * 2


def test_rows_below_a_merged_title_with_people_of_their_own_are_measures() -> None:
    found = measures(
        table(
            HEAD,
            (cell("การให้บริการ", down=2), "จัดทำคู่มือ", "สำนักปลัด", "ต.ค. ๒๕๖๕", "มีคู่มือ"),
            ("อบรมเจ้าหน้าที่", "สำนักปลัด", "ม.ค. ๒๕๖๖", "อบรมแล้ว"),
        )
    )
    assert [(one.title, one.steps) for one in found] == [
        ("การให้บริการ", "จัดทำคู่มือ"),
        ("การให้บริการ", "อบรมเจ้าหน้าที่"),
    ]
