"""Whole reports of the kinds that municipalities write, in other words than theirs."""

from __future__ import annotations

from datetime import date

import pytest

from reports.document import Cell, Heading, Image, Images, PageBreak, Paragraph
from reports.readers.reading import MANY_TICKS, NO_TICK
from reports.readers.recogniser import NotRecognised
from tests.readers.building import cell, heading, read, table, text, title
from tests.readers.test_memos import HEAD as MEMO
from tests.readers.test_memos import OPINIONS

STARS = Paragraph("**********", align="center", role="separator")
PROGRESS = (
    "ประเด็นที่ต้องปรับปรุงแก้ไข/ ประเด็นที่ต้องพัฒนา",
    "ผู้รับผิดชอบ",
    "ขั้นตอนหรือวิธีการ/มาตรการ",
    "การรายงานผลและการกำกับติดตาม กำหนดเวลาแล้วเสร็จ",
    "การดำเนินการ",
)
TICKS = (
    "ตัวชี้วัดของการประเมิน ITA",
    "(๑) ผู้รับผิดชอบหรือผู้ที่เกี่ยวข้อง",
    "(๒) ขั้นตอนหรือวิธีปฏิบัติ",
    "(๓) แนวทางการกำกับติดตามให้นำไปสู่การปฏิบัติและการรายงานผล",
    "(๔) ระยะเวลาดำเนินการ",
    "ยังไม่ดำเนินการ",
    "อยู่ระหว่างดำเนินการ",
    "ดำเนินการแล้ว",
    "(๕) การรายงานผลการดำเนินการ",
)


def tick_row(*ticks: str) -> tuple[str, ...]:
    return (
        "๑. การใช้งบประมาณ",
        "สำนักปลัด กองคลัง\n๑. ปลัดเทศบาล\n๒. ผู้อำนวยการกองคลัง",
        "๑. จัดทำแผน\n๒. เผยแพร่",
        "๑. รายงานผลภายในเดือนเมษายน ๒๕๖๖",
        "ต.ค. ๒๕๖๕ ถึง มี.ค. ๒๕๖๖",
        *ticks,
        "- รายไตรมาส\n๑. เผยแพร่แผนแล้ว",
    )


def test_a_progress_report_with_status_and_day() -> None:
    result = read(
        title("รายงานการดำเนินการตามมาตรการส่งเสริมคุณธรรม"),
        title("และความโปร่งใสภายในหน่วยงาน"),
        title("ประจำปีงบประมาณ พ.ศ. ๒๕๖๖"),
        title("รอบ ๖ เดือน (เดือนตุลาคม ๒๕๖๕ - มีนาคม ๒๕๖๖)"),
        title("เทศบาลตำบลบ้านดี"),
        title("อำเภอเมือง จังหวัดเลย"),
        PageBreak(),
        title("มาตรการส่งเสริมคุณธรรมและความโปร่งใสของ เทศบาลตำบลบ้านดี ประจำปีงบประมาณ พ.ศ. ๒๕๖๖"),
        text("จากการวิเคราะห์ผลการประเมินของปีที่ผ่านมา นำมาสู่มาตรการ ดังนี้"),
        table(
            PROGRESS,
            (
                "ตัวชี้วัดที่ ๙ การเปิดเผยข้อมูล\n๐๓๓ การเปิดโอกาสให้เกิดการมีส่วนร่วม ได้ ๐ คะแนน",
                "สำนักปลัด",
                "๑.ศึกษา\n๒.เผยแพร่",
                "๑.รายงานผู้บริหาร ภายในเดือนมกราคม",
                "ดำเนินการแล้ว เมื่อวันที่ ๒๓ มกราคม ๒๕๖๖",
            ),
        ),
    )
    assert (result.kind, result.layout, result.round) == ("progress", "progress-text", "6m")
    assert (result.agency_name, result.district, result.province) == (
        "เทศบาลตำบลบ้านดี",
        "เมือง",
        "เลย",
    )
    assert len(result.title_lines) == 4
    assert result.fiscal_year == 2566
    assert result.intro.endswith("ดังนี้")
    assert [type(block) for block in result.front] == [Paragraph]
    (one,) = result.measures
    assert one.issue.split("\n")[1].startswith("๐๓๓")
    assert (one.instrument, one.indicators, one.items) == ("OIT", (9,), ("O33",))
    assert (one.status, one.completion_date) == ("done", date(2023, 1, 23))
    assert [deadline.date for deadline in one.deadlines] == [date(2023, 1, 31)]


def test_a_report_with_tick_columns() -> None:
    result = read(
        title("ความก้าวหน้าหรือผลการดำเนินงานตามมาตรการเพื่อส่งเสริมคุณธรรมและความโปร่งใส ตาม O๔๒"),
        STARS,
        text("เทศบาลตำบลบ้านดีได้ดำเนินการตามมาตรการ ประจำปีงบประมาณ พ.ศ. ๒๕๖๖ ดังนี้"),
        heading("แบบวัดการรับรู้ของผู้มีส่วนได้เสียภายใน (IIT)"),
        table(TICKS, tick_row("", "", "/")),
        PageBreak(),
        table(TICKS, ("๒. การใช้อำนาจ", *tick_row("", "\uf0fc", "")[1:])),
        heading("แบบวัดการรับรู้ของผู้มีส่วนได้เสียภายนอก (EIT)"),
        table(
            TICKS,
            ("๑. คุณภาพการดำเนินงาน\n๒. ประสิทธิภาพการสื่อสาร", *tick_row("-", "-", "√")[1:]),
        ),
    )
    assert (result.kind, result.layout) == ("progress", "progress-ticks")
    assert (result.agency_name, result.fiscal_year) == ("เทศบาลตำบลบ้านดี", 2566)
    assert result.front == (STARS,)
    assert [one.status for one in result.measures] == ["done", "in_progress", "done"]
    assert [one.instrument for one in result.measures] == ["IIT", "IIT", "EIT"]
    assert [one.indicators for one in result.measures] == [(2,), (3,), (6, 7)]
    first = result.measures[0]
    assert first.issue == "๑. การใช้งบประมาณ"
    assert first.group_headings == ("แบบวัดการรับรู้ของผู้มีส่วนได้เสียภายใน (IIT)",)
    assert first.officers == ("ปลัดเทศบาล", "ผู้อำนวยการกองคลัง")
    assert (first.period_start, first.period_end) == (date(2022, 10, 1), date(2023, 3, 31))
    assert first.results == "- รายไตรมาส\n๑. เผยแพร่แผนแล้ว"


@pytest.mark.parametrize(
    ("ticks", "warning"), [(("", "", ""), NO_TICK), (("/", "", "/"), MANY_TICKS)]
)
def test_no_tick_or_several_leave_the_status_open(ticks: tuple[str, ...], warning: str) -> None:
    (one,) = read(table(TICKS, tick_row(*ticks))).measures
    assert one.status is None
    assert warning in one.warnings


def test_a_tick_may_be_a_picture_and_is_no_evidence() -> None:
    row = [cell(picture="tick.png") if words == "/" else words for words in tick_row("", "/", "")]
    (one,) = read(table(TICKS, row)).measures
    assert (one.status, one.images) == ("in_progress", ())


def test_done_or_not_in_two_columns() -> None:
    heads = (*TICKS[:5], "ดำเนินการ", "ไม่ดำเนินการ", TICKS[8])
    cells = tick_row("/", "")
    first, second = read(table(heads, cells, ("๒. การใช้อำนาจ", *tick_row("", "/")[1:]))).measures
    assert (first.status, second.status) == ("done", "not_started")
    assert first.results == cells[-1]


def test_a_day_in_the_column_of_what_is_done() -> None:
    (one,) = read(table(TICKS, tick_row("", "", "๒๓ ม.ค. ๒๕๖๖"))).measures
    assert (one.status, one.completion_date) == ("done", date(2023, 1, 23))
    assert one.status_text == "๒๓ ม.ค. ๒๕๖๖"


def test_a_memo_a_plan_and_its_results_with_photographs() -> None:
    plan = ("มาตรการส่งเสริมคุณธรรมและความโปร่งใส", "ขั้นตอนหรือวิธีการ", "ผู้รับผิดชอบ", "การกำกับติดตาม")
    results = (*plan[:2], "ความสำเร็จของการดำเนินการ")
    result = read(
        *MEMO,
        *OPINIONS,
        PageBreak(),
        title("มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปี ๒๕๖๖"),
        table(
            plan,
            ("๑. มาตรการเผยแพร่ข้อมูลต่อสาธารณะ", "๑. จัดทำประกาศ", "สำนักปลัด", "รอบ ๖ เดือนและประจำปี"),
            ("๒. มาตรการให้ผู้มีส่วนได้ส่วนเสียมีส่วนร่วม", "- ประชุม", "กองคลัง", "ณ สิ้นปีงบประมาณ"),
        ),
        table(
            [
                f"{a} {b}"
                for a, b in zip(
                    plan,
                    ("๓. มาตรการป้องกันสินบน", "๑. ประกาศนโยบาย", "สำนักปลัด", "ทุกเดือน"),
                    strict=True,
                )
            ]
        ),
        title("การนำมาตรการส่งเสริมคุณธรรมและความโปร่งใสไปสู่การปฏิบัติ ประจำปี พ.ศ. ๒๕๖๖"),
        table(
            results,
            ("๑. มาตรการเผยแพร่ข้อมูลต่อสาธารณะ", cell(picture="a.png"), "๑. ประชาชนเข้าถึงข้อมูล"),
            ("๒. มาตรการให้ผู้มีส่วนได้เสียมีส่วนร่วม", cell(picture="b.png"), "๑. มีการประชุม"),
        ),
        table(
            (
                f"{results[0]} ๓. มาตรการป้องกันสินบน",
                Cell(cell(results[1]).lines, cell(picture="c.png").images),
                f"{results[2]}\n๑. ไม่มีการรับสินบน",
            )
        ),
    )
    assert (result.kind, result.layout) == ("progress", "memo-results")
    assert result.memo is not None
    assert result.memo.subject == "รายงานผลการดำเนินการตามมาตรการ"
    assert [one.title[:2] for one in result.measures] == ["๑.", "๒.", "๓."]
    assert [one.outcomes[:9] for one in result.measures] == ["๑. ประชาช", "๑. มีการป", "๑. ไม่มีก"]
    assert [image.name for one in result.measures for image in one.images] == [
        "a.png",
        "b.png",
        "c.png",
    ]
    assert all(one.steps and one.responsible_text and one.monitoring for one in result.measures)
    assert [bool(one.warnings) for one in result.measures] == [False, True, False]
    assert result.measures[0].source_rows == ("t1r1", "t3r1")
    assert result.tables[2].columns[1].key == "photographs"
    assert [type(block) for block in result.back] == [Paragraph]


def test_an_analysis_before_the_plan_is_kept_as_it_is() -> None:
    scores = table(
        ("ลำดับ", "เครื่องมือ\nการประเมิน", "ตัวชี้วัด", "คะแนน", "แนวทางการพัฒนา"),
        ("๑", "IIT", "การใช้งบประมาณ", "๘๑.๕๑", ""),
        ("", "", "ข้อ I7 ท่านรู้เกี่ยวกับแผน", "๖๕.๘๘", "แจ้งแผนการใช้จ่าย"),
    )
    result = read(
        title("เทศบาลเมืองบ้านดี"),
        title("การประเมินคุณธรรมและความโปร่งใส (ITA)"),
        title("ประจำปีงบประมาณ พ.ศ. 2565"),
        STARS,
        heading("หลักการประเมิน"),
        text("แนวคิดของการประเมินคือการเปิดเผยข้อมูลต่อสาธารณะและการเปิดโอกาสให้มีส่วนร่วม"),
        scores,
        Paragraph("-๗-", align="center", role="page_number"),
        Heading("มาตรการส่งเสริมคุณธรรมและความโปร่งใสของเทศบาลเมืองบ้านดี ประจำปีงบประมาณ พ.ศ. 256๖"),
        text("จากการวิเคราะห์ผลการประเมินนำมาสู่มาตรการดังนี้"),
        table(PROGRESS[:4], ("E3 ก", "กองคลัง", "๑. ทำ", "ทุกเดือน")),
    )
    assert (result.kind, result.layout, result.fiscal_year) == ("measures", "analysis-plan", 2566)
    assert result.agency_name == "เทศบาลเมืองบ้านดี"
    assert scores in result.front
    assert [table.kind for table in result.tables] == ["other", "measures"]
    assert [loose.text for loose in result.unrecognised] == ["-๗-"]
    assert len(result.measures) == 1


def test_results_that_are_statuses_are_read_as_such() -> None:
    rows = table(
        ("มาตรการ", "ผู้รับผิดชอบ", "ผลการดำเนินงาน", "หมายเหตุ"),
        ("จัดทำคู่มือ", "กองคลัง", "ดำเนินการแล้ว เมื่อวันที่ 5 ม.ค. 2566", "เผยแพร่แล้ว"),
        ("จัดทำแผน", "กองช่าง", "อยู่ระหว่างดำเนินการ", ""),
    )
    result = read(rows)
    assert [one.status for one in result.measures] == ["done", "in_progress"]
    assert result.measures[0].note == "เผยแพร่แล้ว"
    assert result.layout == "progress-text"


def test_a_person_may_correct_the_meaning_of_a_column() -> None:
    rows = table(
        ("มาตรการ", "ผู้รับผิดชอบ", "เรื่องอื่น", "ผลลัพธ์"), ("จัดทำคู่มือ", "กองคลัง", "๑. ร่างคู่มือ", "ดี")
    )
    (before,) = read(rows).measures
    assert before.extra == (("เรื่องอื่น", "๑. ร่างคู่มือ"),)
    first, second = read(rows, rows, column_keys={(1, 2): "steps"}).measures
    assert (first.steps, first.extra) == ("๑. ร่างคู่มือ", ())
    assert second.steps == "๑. ร่างคู่มือ"  # the same heading in a later table


def test_a_table_with_unknown_headings_can_be_explained() -> None:
    rows = table(("เรื่องของเรา", "ใคร", "ทำอย่างไร"), ("จัดทำคู่มือ", "กองคลัง", "๑. ร่าง"))
    keys = {(1, 0): "title", (1, 1): "responsible", (1, 2): "steps"}
    (one,) = read(rows, column_keys=keys).measures
    assert (one.title, one.divisions, one.steps) == ("จัดทำคู่มือ", ("กองคลัง",), "๑. ร่าง")


def test_without_a_table_nothing_is_recognised() -> None:
    with pytest.raises(NotRecognised, match="ไม่พบตารางในเอกสาร"):
        read(title("รายงาน"), text("ไม่มีตาราง"))


def test_the_headings_of_a_foreign_table_are_named() -> None:
    with pytest.raises(NotRecognised, match=r"ชื่อสินค้า \| ราคา"):
        read(table(("ชื่อสินค้า", "ราคา", "จำนวน"), ("ดินสอ", "๕", "๑๐")))


def test_another_year_than_the_chosen_one_is_told() -> None:
    result = read(
        title("รายงานผลการดำเนินการตามมาตรการ ประจำปีงบประมาณ พ.ศ. ๒๕๖๕"),
        table(PROGRESS, ("E3 ก", "กองคลัง", "๑. ทำ", "ทุกเดือน", "แล้วเสร็จ")),
    )
    assert result.fiscal_year == 2565
    assert "2565" in result.warnings[0]


def test_beginning_and_end_in_two_columns_say_a_period() -> None:
    upper = [cell("มาตรการ", down=2), cell("ผู้รับผิดชอบ", down=2), cell("ระยะเวลา", across=2)]
    row = ("จัดทำคู่มือ", "กองคลัง", "ต.ค. ๒๕๖๕", "มี.ค. ๒๕๖๖")
    (one,) = read(table(upper, ("เริ่มต้น", "สิ้นสุด"), row)).measures
    assert (one.period_start, one.period_end) == (date(2022, 10, 1), date(2023, 3, 31))


def test_months_as_columns_say_a_period() -> None:
    months = ("ต.ค.", "พ.ย.", "ธ.ค.", "ม.ค.", "ก.พ.", "มี.ค.")
    upper = [cell("มาตรการ", down=2), cell("ผู้รับผิดชอบ", down=2), cell("ระยะเวลา", across=6)]
    row = ("จัดทำคู่มือ", "กองคลัง", "", "/", "/", "/", "", "")
    (one,) = read(table(upper, months, row)).measures
    assert one.period_text == "พ.ย.\nธ.ค.\nม.ค."
    assert (one.period_start, one.period_end) == (date(2022, 11, 1), date(2023, 1, 31))


def test_columns_for_two_rounds_give_one_of_them() -> None:
    upper = ("มาตรการ", "ผู้รับผิดชอบ", cell("ผลการดำเนินการ", across=2))
    rows = table(upper, ("", "", "รอบ 6 เดือน", "รอบ 12 เดือน"), ("คู่มือ", "กองคลัง", "ร่าง", "เผยแพร่"))
    last = read(rows)
    assert (last.round, last.measures[0].results) == ("12m", "เผยแพร่")
    assert last.measures[0].extra == (("ผลการดำเนินการ / รอบ 6 เดือน", "ร่าง"),)
    wanted = read(rows, round="6m")
    assert (wanted.round, wanted.measures[0].results) == ("6m", "ร่าง")
    titled = read(title("รายงานผลการดำเนินการ รอบ 6 เดือน"), rows)
    assert (titled.round, titled.measures[0].results) == ("6m", "ร่าง")


@pytest.mark.parametrize(
    ("periods", "round"),
    [
        (("ต.ค. ๒๕๖๕ ถึง มี.ค. ๒๕๖๖", "มี.ค. ๒๕๖๖"), "6m"),
        (("ต.ค. ๒๕๖๕ ถึง มี.ค. ๒๕๖๖", "ปีงบประมาณ ๒๕๖๖"), ""),
        (("ต.ค. ๒๕๖๕ ถึง มี.ค. ๒๕๖๖", ""), ""),
    ],
)
def test_periods_that_all_end_in_the_first_half_tell_the_round(
    periods: tuple[str, str], round: str
) -> None:
    rows = [
        ("๑. การใช้อำนาจ", *tick_row("", "", "/")[1:4], p, *tick_row("", "", "/")[5:])
        for p in periods
    ]
    rows[1] = ("๒. การใช้งบประมาณ", *rows[1][1:])
    assert read(table(TICKS, *rows)).round == round


def test_blocks_behind_the_tables_are_kept() -> None:
    result = read(
        table(PROGRESS, ("E3 ก", "กองคลัง", "๑. ทำ", "ทุกเดือน", "แล้วเสร็จ")),
        text("หมายเหตุ ข้อมูล ณ วันที่ ๓๑ มีนาคม ๒๕๖๖"),
        Images((Image("scan.png", ""),)),
    )
    assert len(result.back) == 2


def test_the_title_may_stand_inside_the_table() -> None:
    caption = [cell("แบบรายงานผลการดำเนินการตามมาตรการ ประจำปีงบประมาณ พ.ศ. ๒๕๖๖", across=5)]
    place = [cell("เทศบาลตำบลบ้านดี อำเภอเมือง จังหวัดเลย", across=5)]
    row = ("E3 ก", "กองคลัง", "๑. ทำ", "ทุกเดือน", "แล้วเสร็จ")
    result = read(table(caption, place, PROGRESS, row))
    assert result.title_lines == ("แบบรายงานผลการดำเนินการตามมาตรการ ประจำปีงบประมาณ พ.ศ. ๒๕๖๖",)
    assert (result.agency_name, result.province) == ("เทศบาลตำบลบ้านดี", "เลย")
    assert result.measures[0].group_headings == ()


def test_the_day_of_completion_in_a_column_of_its_own() -> None:
    rows = table(
        ("มาตรการ", "ผู้รับผิดชอบ", "สถานะ", "วันที่ดำเนินการแล้วเสร็จ"),
        ("คู่มือ", "กองคลัง", "ดำเนินการแล้ว", "๒๓ มกราคม ๒๕๖๖"),
        ("แผน", "กองช่าง", "อยู่ระหว่างดำเนินการ", "-"),
    )
    first, second = read(rows).measures
    assert (first.status, first.completion_date) == ("done", date(2023, 1, 23))
    assert (second.status, second.completion_date) == ("in_progress", None)


def test_a_heading_that_every_page_repeats_is_kept_once() -> None:
    repeated = title("มาตรการส่งเสริมคุณธรรมของเทศบาลตำบลบ้านดี ประจำปีงบประมาณ พ.ศ. ๒๕๖๖")
    rows = [("E3 ก", "กองคลัง", "๑. ทำ", "ทุกเดือน", "แล้วเสร็จ")] * 2
    result = read(
        title("รายงานผลการดำเนินการ รอบ ๖ เดือน"),
        PageBreak(),
        repeated,
        table(PROGRESS, rows[0]),
        text("๒"),
        repeated,
        table(PROGRESS, ("", "", "๒. ทำต่อ", "", "")),
    )
    assert result.front == (repeated,)
    assert result.back == ()
    assert [one.steps for one in result.measures] == ["๑. ทำ\n๒. ทำต่อ"]
    assert [loose.text for loose in result.unrecognised] == ["๒"]


def test_a_first_column_without_a_known_heading_says_what_the_measures_are() -> None:
    rows = table(("เรื่องของเรา", "ผู้รับผิดชอบ", "สถานะ"), ("จัดทำคู่มือ", "กองคลัง", "แล้วเสร็จ"))
    plan = table(
        ("เรื่องของเรา", "ขั้นตอน", "ผู้รับผิดชอบ", "ระยะเวลา"), ("คู่มือ", "๑. ทำ", "กองคลัง", "ปี ๒๕๖๖")
    )
    assert read(plan, rows).measures[0].issue == "คู่มือ"


def test_numbers_below_an_empty_heading_are_order_numbers() -> None:
    rows = table(("", "มาตรการ", "ผู้รับผิดชอบ", "สถานะ"), ("๑", "คู่มือ", "กองคลัง", "แล้วเสร็จ"))
    result = read(rows)
    assert result.tables[0].columns[0].key == "order"
    assert result.measures[0].extra == ()


@pytest.mark.parametrize(
    ("last", "closing"),
    [
        (
            (cell("หมายเหตุ ข้อมูล ณ วันที่ ๓๑ มีนาคม ๒๕๖๖", across=5),),
            ["หมายเหตุ ข้อมูล ณ วันที่ ๓๑ มีนาคม ๒๕๖๖"],
        ),
        (
            (cell("ลงชื่อ ............ ผู้รายงาน\n(นางสาวสมมุติ ไม่มีจริง)", across=5),),
            ["ลงชื่อ ............ ผู้รายงาน", "(นางสาวสมมุติ ไม่มีจริง)"],
        ),
        (("รวมทั้งสิ้น", "", "", "๑ มาตรการ", ""), ["รวมทั้งสิ้น ๑ มาตรการ"]),
    ],
)
def test_what_closes_a_table_comes_behind_the_measures(
    last: tuple[str | Cell, ...], closing: list[str]
) -> None:
    measure = ("๑. การใช้งบประมาณ", "กองคลัง", "๑. จัดทำแผน", "๑. รายงานทุกเดือน", "ดำเนินการแล้ว")
    result = read(title("รายงาน"), table(PROGRESS, measure, last), text("ข้อเสนอแนะ ควรอบรมต่อไป"))
    assert len(result.measures) == 1
    assert result.unrecognised == ()
    assert [block.text for block in result.back if isinstance(block, Paragraph)] == [
        *closing,
        "ข้อเสนอแนะ ควรอบรมต่อไป",
    ]
