import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ita_portal.thai.dates import Deadline, find_deadlines
from ita_portal.thai.fiscal import FiscalYear

FY2566 = FiscalYear(2566)


def only(text: str, fiscal_year: FiscalYear | None = FY2566) -> Deadline:
    (deadline,) = find_deadlines(text, fiscal_year)
    return deadline


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("ภายในเดือนมกราคม ๒๕๖๖", date(2023, 1, 31)),
        ("ภายในเดือนกุมภาพันธ์ 2567", date(2024, 2, 29)),
        ("ภายใน ม.ค. ๖๖", date(2023, 1, 31)),
        ("ภายใน เม. ย. ๒๕๖๖", date(2023, 4, 30)),
        ("ภายในเดือนมกราคม พ.ศ. ๒๕๖๖", date(2023, 1, 31)),
        ("ภายในเดือนมกราคม ปี 2566", date(2023, 1, 31)),
        ("ภายในเดือนมกราคม 256๖", date(2023, 1, 31)),
        ("ภายในเดือนมกราคม 2023", date(2023, 1, 31)),
        ("ภายในเดือนตุลาคม ของปีงบประมาณ พ.ศ. ๒๕๖๖", date(2022, 10, 31)),
        ("ภายในสิ้นเดือนมีนาคม ๒๕๖๖", date(2023, 3, 31)),
        ("ภายในวันสุดท้ายของเดือนมีนาคม ๒๕๖๖", date(2023, 3, 31)),
        ("ไม่เกินเดือนเมษายน ๒๕๖๖", date(2023, 4, 30)),
        ("แล้วเสร็จในเดือนเมษายน ๒๕๖๖", date(2023, 4, 30)),
        ("กำหนดแล้วเสร็จ : มีนาคม ๒๕๖๖", date(2023, 3, 31)),
        ("สิ้นเดือนกันยายน ๒๕๖๖", date(2023, 9, 30)),
        ("ก่อนเดือนเมษายน ๒๕๖๖", date(2023, 3, 31)),
        ("ภายในไตรมาสที่ ๒/๒๕๖๖", date(2023, 3, 31)),
        ("ภายในไตรมาส 1 ปีงบประมาณ 2566", date(2022, 12, 31)),
        ("ภายในเดือนตุลาคม ๒๕๖๕ ถึงเดือนมีนาคม ๒๕๖๖", date(2023, 3, 31)),
        ("ตั้งแต่เดือนตุลาคม ๒๕๖๕ ถึงเดือนกันยายน ๒๕๖๖", date(2023, 9, 30)),
        ("มีนาคม ๒๕๖๖", date(2023, 3, 31)),
        ("- ต.ค. ๖๕ – มี.ค. ๖๖", date(2023, 3, 31)),
        ("ไตรมาสที่ ๒ (ม.ค. - มี.ค. ๒๕๖๖)", date(2023, 3, 31)),
    ],
)
def test_a_month_ends_on_its_last_day(text: str, day: date) -> None:
    deadline = only(text, FiscalYear(2570))
    assert (deadline.date, deadline.precision) == (day, "month")
    assert (deadline.year_inferred, deadline.recurring) == (False, "")


@pytest.mark.parametrize(
    "text",
    [
        "ภายในวันที่ ๓๐ เมษายน ๒๕๖๖",
        "ภายใน 30 เมษายน 2566",
        "ภายใน ๓๐/๐๔/๒๕๖๖",
        "ภายใน ๓๐ - ๐๔ - ๖๖",
        "ไม่เกินวันที่ 30 เม.ย. 66",
        "ให้แล้วเสร็จภายในวันอาทิตย์ที่ ๓๐ เมษายน ๒๕๖๖",
        "ก่อนวันที่ ๑ พฤษภาคม ๒๕๖๖",
        "ตั้งแต่วันที่ ๑ ตุลาคม ๒๕๖๕ ถึงวันที่ ๓๐ เมษายน ๒๕๖๖",
        "๑. ๓๐ เมษายน ๒๕๖๖",
        "๓๐.๐๔.๒๕๖๖",
        "ภายในวันที่.....๓๐.....เดือน.....เมษายน.....พ.ศ......๒๕๖๖.....",
    ],
)
def test_a_day(text: str) -> None:
    deadline = only(text)
    assert (deadline.date, deadline.precision) == (date(2023, 4, 30), "day")
    assert not deadline.year_inferred


@pytest.mark.parametrize(
    ("text", "day", "inferred"),
    [
        ("ภายในปีงบประมาณ ๒๕๖๖", date(2023, 9, 30), False),
        ("ภายในปี ๒๕๖๖", date(2023, 9, 30), False),
        ("ภายในปีงบประมาณ", date(2023, 9, 30), True),
        ("ภายในปีงบประมาณนี้", date(2023, 9, 30), True),
        ("ณ สิ้นปีงบประมาณ", date(2023, 9, 30), True),
        ("ก่อนสิ้นปีงบประมาณ พ.ศ. ๒๕๖๗", date(2024, 9, 30), False),
        ("ตลอดปีงบประมาณ ๒๕๖๖", date(2023, 9, 30), False),
        ("ปีงบประมาณ ๒๕๖๘", date(2025, 9, 30), False),
    ],
)
def test_a_year_ends_on_30_september(text: str, day: date, inferred: bool) -> None:
    deadline = only(text)
    assert (deadline.date, deadline.precision, deadline.year_inferred) == (day, "year", inferred)


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        ("ภายในเดือนตุลาคม", date(2022, 10, 31), "month"),
        ("ภายในเดือนธันวาคม", date(2022, 12, 31), "month"),
        ("ภายในเดือนมกราคม", date(2023, 1, 31), "month"),
        ("ภายในเดือนกันยายน", date(2023, 9, 30), "month"),
        ("ภายในวันที่ ๑๕ ธันวาคม", date(2022, 12, 15), "day"),
        ("ภายในไตรมาสที่ ๑", date(2022, 12, 31), "month"),
        ("ภายในไตรมาสสุดท้าย", date(2023, 9, 30), "month"),
        ("ภายในรอบ ๖ เดือน", date(2023, 3, 31), "month"),
        ("ภายใน ๖ เดือนแรก", date(2023, 3, 31), "month"),
        ("ภายในเดือนตุลาคมของปีงบประมาณถัดไป", date(2023, 10, 31), "month"),
        ("ภายในเดือนมกราคม ๑๐ ครั้ง", date(2023, 1, 31), "month"),
        ("ภายในเดือนมกราคม\n๑๐. รายงานผู้บริหาร", date(2023, 1, 31), "month"),
    ],
)
def test_a_missing_year_is_inferred_and_said(text: str, day: date, precision: str) -> None:
    deadline = only(text)
    assert (deadline.date, deadline.precision) == (day, precision)
    assert deadline.year_inferred
    without = only(text, None)
    assert (without.date, without.precision, without.year_inferred) == (None, precision, False)


@pytest.mark.parametrize(
    ("text", "recurring"),
    [
        ("ทุกเดือน", "monthly"),
        ("ทุก ๆ เดือน", "monthly"),
        ("ทุกสิ้นเดือน", "monthly"),
        ("เดือนละ ๑ ครั้ง", "monthly"),
        ("๑ ครั้ง/เดือน", "monthly"),
        ("ภายในวันที่ ๕ ของทุกเดือน", "monthly"),
        ("ภายในวันที่ ๑๐ ของเดือนถัดไป", "monthly"),
        ("ภายใน ๕ วันทำการของเดือนถัดไป", "monthly"),
        ("ทุกวันที่ ๕ ของเดือน", "monthly"),
        ("ไตรมาสละ ๑ ครั้ง", "quarterly"),
        ("ไตรมาสละครั้ง", "quarterly"),
        ("ทุกไตรมาส", "quarterly"),
        ("ทุก\nไตร มาส", "quarterly"),
        ("ทุก ๓ เดือน", "quarterly"),
        ("ทุกสามเดือน", "quarterly"),
        ("๓ เดือนต่อครั้ง", "quarterly"),
        ("ปีละ ๔ ครั้ง", "quarterly"),
        ("รายงานเป็นรายไตรมาส", "quarterly"),
        ("- รายไตรมาส", "quarterly"),
        ("ทุก ๖ เดือน", "half_yearly"),
        ("ทุกรอบ 6 เดือน", "half_yearly"),
        ("ปีละสองครั้ง", "half_yearly"),
        ("6 เดือน/ครั้ง", "half_yearly"),
        ("ทุกครึ่งปี", "half_yearly"),
        ("รอบ ๖ เดือนและประจำปี", "half_yearly"),
        ("รอบ ๖ เดือน และรอบ ๑๒ เดือน", "half_yearly"),
        ("ภายในเดือน เมษายน และเดือนตุลาคม ของทุก ปี", "half_yearly"),
        ("เดือนเมษายน และเดือนตุลาคม ของทุกปี", "half_yearly"),
        ("ทุกเดือนมกราคม และเดือนกรกฎาคม", "half_yearly"),
        ("ภายในวันที่ ๓๑ มีนาคม และวันที่ ๓๐ กันยายน ของทุกปี", "half_yearly"),
        ("ภายในเดือนมกราคม เมษายน กรกฎาคม และตุลาคม ของทุกปี", "quarterly"),
        ("ภายในเดือนเมษายนของทุกปี", "yearly"),
        ("ภายในวันที่ ๓๐ เมษายน ของแต่ละปี", "yearly"),
        ("ปีละ ๑ ครั้ง", "yearly"),
        ("ทุกปีงบประมาณ", "yearly"),
        ("เดือนละ ๒ ครั้ง", "other"),
        ("สัปดาห์ละ ๑ ครั้ง", "other"),
        ("ทุกวันจันทร์", "other"),
        ("ทุก ๒ ปี", "other"),
    ],
)
def test_what_recurs_has_no_date(text: str, recurring: str) -> None:
    deadline = only(text)
    assert deadline.recurring == recurring
    assert (deadline.date, deadline.precision, deadline.year_inferred) == (None, "", False)


@pytest.mark.parametrize(
    "months", ["ภายในเดือนเมษายน และเดือนตุลาคม ของทุกปี", "ภายในเดือนเมษายน และเดือนตุลาคม"]
)
def test_the_months_of_a_frequency_get_no_year(months: str) -> None:
    found = find_deadlines(f"รายงานผู้บริหารทุก ๖ เดือน {months}", FY2566)
    assert [(one.text, one.recurring, one.date) for one in found] == [
        ("ทุก ๖ เดือน", "half_yearly", None),
        (months, "half_yearly", None),
    ]


@pytest.mark.parametrize(
    "text", ["ไม่เกิน ๗ วันหลังเสร็จสิ้นแต่ละภารกิจ", "ภายใน ๓๐ วัน นับแต่วันสิ้นปีงบประมาณ", "ภายในสามวันทำการ"]
)
def test_a_limit_that_is_no_date(text: str) -> None:
    deadline = only(text)
    assert (deadline.date, deadline.precision, deadline.recurring) == (None, "", "")


def test_a_day_that_does_not_exist_is_kept_without_a_date() -> None:
    text = "ภายในวันที่ ๓๑ กุมภาพันธ์ ๒๕๖๖"
    assert only(text) == Deadline(text, None, "day")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "พระราชบัญญัติข้อมูลข่าวสารของราชการ พ.ศ. ๒๕๔๐",
        "ตามแผนปฏิบัติการ (พ.ศ. ๒๕๖๖ - ๒๕๗๐) ของหน่วยงาน",
        "จัดทำแผนประจำปีงบประมาณ พ.ศ. ๒๕๖๖",
        "ประจำปีงบประมาณ พ.ศ. ๒๕๖๖",
        "๒๕๖๖",
        "การควบคุมภายใน ปีงบประมาณ ๒๕๖๖",
        "คุณธรรมภายในหน่วยงาน ๒๕๖๖",
        "ให้แล้วเสร็จภายในระยะเวลาที่กำหนด",
        "ดำเนินการแล้วเสร็จเมื่อวันที่ ๓ มกราคม ๒๕๖๖",
        "สรุปผลการจัดซื้อจัดจ้างรายเดือน",
        "รายงานรอบ ๖ เดือนของปีงบประมาณ พ.ศ. ๒๕๖๖",
        "ตั้งแต่วันที่ ๑ ตุลาคม ๒๕๖๕ เป็นต้นไป",
        "ภายใน ก.ค.ศ. กำหนด",
        "ทุกวันนี้",
        "เดือนละ ๕๐๐ บาท",
        "ไม่เกิน ๕๐๐,๐๐๐ บาท",
        "ภายในปีงบประมาณที่ผ่านมา",
        "ตลอดปี ๖๐ ครั้ง",
    ],
)
def test_silent_where_there_is_no_deadline(text: str) -> None:
    assert find_deadlines(text, FY2566) == ()


def test_a_list_gives_each_month_its_deadline() -> None:
    found = find_deadlines("ให้แล้วเสร็จภายในเดือนตุลาคม และภายในเดือนเมษายน ๒๕๖๗", FY2566)
    assert [(one.text, one.date, one.year_inferred) for one in found] == [
        ("ภายในเดือนตุลาคม", date(2023, 10, 31), True),
        ("ภายในเดือนเมษายน ๒๕๖๗", date(2024, 4, 30), False),
    ]


def test_reading_order_lines_and_wording_as_typed() -> None:
    text = (
        "๑.เจ้าหน้าที่รายงานผู้บริหาร ภายในเดือน\nมกราคม\n"
        "๒.ผู้บริหารติดตามทุก เดือน\n\n๓. เผยแพร่ภายในวันที่ ๓๐ เม.ย. ๖๖"
    )
    found = find_deadlines(text, FY2566)
    assert [(one.text, one.line) for one in found] == [
        ("ภายในเดือน มกราคม", 0),
        ("ทุก เดือน", 2),
        ("ภายในวันที่ ๓๐ เม.ย. ๖๖", 4),
    ]


def test_a_period_over_several_lines_is_one_deadline() -> None:
    assert only("ต.ค. ๒๕๖๕\nถึง\nมี.ค. ๒๕๖๖").date == date(2023, 3, 31)


PIECES = [
    "ภายใน", "เดือน", "มกราคม", "ม.ค.", "และ", "ทุก", "ปี", "๒๕๖๖", "66", " ", "\n", "-", "ถึง",
    "ไตรมาส", "๑.", "ที่", "วัน", "สิ้น", "ก่อน", "ละ", "ครั้ง", "/", "(", ")", "รอบ", "6",
    "ตั้งแต่", "พ.ศ.", "งบประมาณ", "\u0e4d\u0e32",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join) | st.text(max_size=60))
def test_whatever_stands_there_nothing_raises_and_nothing_is_invented(text: str) -> None:
    lines = text.split("\n")
    for deadline in find_deadlines(text, FY2566):
        assert deadline.text in text.replace("\n", " ")
        assert deadline.text.split(" ")[0] in " ".join(lines[deadline.line :])
        assert not (deadline.date and deadline.recurring)
        assert not deadline.year_inferred or deadline.date


HARD = [
    "ภายใน", "ทุก", "วัน", "วันที่", "เมษายน", "เมษายน,", "ม.ค.", "ภายในเดือนมกราคมและ", "ของ",
    "ภายในวันที่1มกราคม-", "1-", "1/", "12", "1.", " ", "\n", ".", "\u0e48", "\u0e33", "เเ", "(",
    "ไตรมาสที่1-", "ปีงบประมาณ", "ปี", "รายเดือน", "\n- รายเดือน", "พ.ศ.", "มกราคม ",
]  # fmt: skip


@pytest.mark.parametrize("piece", HARD)
def test_time_grows_with_the_length_of_a_line_not_its_square(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        runs = []
        for _ in range(2):
            started = time.perf_counter()
            find_deadlines(text, FY2566)
            runs.append(time.perf_counter() - started)
        return min(runs)

    # Ten times the text is ten times the work; were it quadratic, a hundred times.
    assert seconds(100_000) < 40 * seconds(10_000)
