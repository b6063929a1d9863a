"""Workbooks as clerks have them: other headings, digits, layouts, years; each read by rule.

The scores are made up; what must come out is what a person reads in the table.
"""

from __future__ import annotations

import json
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from assessments.catalogue import Catalogue
from assessments.importing import warnings_of
from assessments.spreadsheets.scores import ReadScores, read_scores
from ita_portal.spreadsheets import Sheet, SheetRow, read_workbook
from ita_portal.thai.numerals import to_thai
from tests.assessments.workbooks import workbook

FRAMEWORKS = Path(__file__).resolve().parents[2] / "fixtures" / "frameworks"
NAMES = ("การปฏิบัติหน้าที่", "การใช้งบประมาณ", "การใช้อำนาจ", "การใช้ทรัพย์สินของราชการ",
         "การแก้ไขปัญหาการทุจริต", "คุณภาพการดำเนินงาน", "ประสิทธิภาพการสื่อสาร", "การปรับปรุงการทำงาน",
         "การเปิดเผยข้อมูล", "การป้องกันการทุจริต")  # fmt: skip
SCORES = (91.12, 88.4, 90.05, 84.99, 79.31, 86.2, 83.75, 80.1, 92.5, 100)
CODES = ("IIT",) * 5 + ("EIT",) * 3 + ("OIT",) * 2
TEN = [(number, *row) for number, row in enumerate(zip(NAMES, SCORES, strict=True), start=1)]
ALL_TEN = {number: Decimal(f"{score:.2f}") for number, _, score in TEN}
Rows = list[list[Any]]


def read(*sheets: Rows, year: int = 2565, names: tuple[str, ...] = ()) -> ReadScores:
    catalogue = Catalogue.from_data(json.loads((FRAMEWORKS / f"{year}.json").read_text("utf-8")))
    book = workbook(**{f"S{number}": rows for number, rows in enumerate(sheets, start=1)})
    return read_scores(read_workbook(book), catalogue, names)


def problems(*sheets: Rows, year: int = 2565) -> list[str]:
    return [str(problem) for problem in read(*sheets, year=year).problems]


def cents(scores: dict[Any, float]) -> dict[Any, Decimal]:
    return {key: Decimal(f"{score:.2f}") for key, score in scores.items()}


@pytest.mark.parametrize(
    "rows",
    [
        [["ลำดับที่", "ตัวชี้วัด", "ค่าคะแนน", "ระดับ"], *([n, t, s, "A"] for n, t, s in TEN)],
        [["ที่", "ตัวชี้วัด", "คะแนนเต็ม", "คะแนนที่ได้"], *([n, t, 100, s] for n, t, s in TEN)],
        [["ตัวชี้วัดการประเมิน", "ร้อยละ"], *([t, f"ร้อยละ {s}"] for _, t, s in TEN)],
        [["No.", "Indicator", "Score"], *([n, t, f"{s}%"] for n, t, s in TEN)],
        [["ตัวชี้วัดที่", "ตัวชี้วัด", "ผลการประเมิน"], *([n, t, s] for n, t, s in TEN)],
        [["ตัวชี้วัด", "คะแนน"], *([f"ตัวชี้วัดที่ {to_thai(str(n))} {t}", to_thai(f"{s:.2f}")]
                                for n, t, s in TEN)],
        [["ตัวชี้วัด", "คะแนน"], *([f"{n}) {t} ({CODES[n - 1]})", f"{s} คะแนน"] for n, t, s in TEN)],
        [["ตัวชี้วัด", "คะแนน"], *([f"ตัวชี้วัดที่ {n}", s] for n, _, s in TEN)],
        [[" ลำดับ ", "ตัวชี้วัด\nการประเมิน", "คะ แนน"], *([f" {n} ", t, f" {s} "] for n, t, s in TEN)],
        [[], ["", "", "ลำดับ", "", "ตัวชี้วัด", "", "คะแนน"], *(["", "", n, "", t, "", s]
                                                          for n, t, s in TEN)],
        [["ตัวชี้วัดที่", *range(1, 11)], ["คะแนน", *SCORES]],
        [["หัวข้อการประเมิน", "คะแนน (เต็ม 100)"], *([t, f"{s:.2f} (ผ่าน)"] for _, t, s in TEN)],
        [["อันดับ", "ตัวชี้วัด", "คะแนน"], *([11 - n, t, s] for n, t, s in TEN)],
        [["เครื่องมือ", "คะแนนเครื่องมือ", "ตัวชี้วัด", "คะแนนตัวชี้วัด"],
         *([CODES[n - 1], 80, t, s] for n, t, s in TEN)],
        [["ตัวชี้วัด", "คะแนน", "", "รหัสข้อ", "คะแนน"],
         *([t, s, "", f"I{n}", 80] for n, t, s in TEN)],
        [["ลำดับ", "ตัวชี้วัด", "คะแนน"], [], *(row for n, t, s in TEN for row in ([n, t, s], []))],
        [[n, CODES[n - 1], t, s] for n, t, s in TEN],
    ],
)  # fmt: skip
def test_ten_indicators_under_many_headings(rows: Rows) -> None:
    found = read(rows)
    assert found.problems == ()
    assert found.sheet.indicators == ALL_TEN


@pytest.mark.parametrize(
    "rows",
    [
        [["ลำดับ", "ตัวชี้วัด", "คะแนน ปี 2564", "คะแนน ปี 2565", "เพิ่ม/ลด"],
         *([n, t, 70, s, s - 70] for n, t, s in TEN)],
        [["ตัวชี้วัด", "พ.ศ. ๒๕๖๔", "พ.ศ. ๒๕๖๕"], *([t, 70, s] for _, t, s in TEN)],
        [["ตัวชี้วัด", 2564, 2565, 2566], *([t, 70, s, None] for _, t, s in TEN)],
        [["ตัวชี้วัด", "ปี 64", "ปี 65"], *([t, 70, s] for _, t, s in TEN)],
        [["ตัวชี้วัด", "ผลการประเมิน ปี 2564", "ผลการประเมิน ปี 2565"], *([t, 70, s] for _, t, s in TEN)],
        [["ตัวชี้วัด", "ปี 2564", None, "ปี 2565", None], [None, "คะแนนเต็ม", "ที่ได้", "คะแนนเต็ม",
         "คะแนนที่ได้"], *([t, 100, 70, 100, s] for _, t, s in TEN)],
    ],
)  # fmt: skip
def test_the_column_of_the_year_counts(rows: Rows) -> None:
    found = read(rows)
    assert found.problems == ()
    assert found.sheet.indicators == ALL_TEN


def test_the_sheet_and_the_row_of_the_year_count() -> None:
    catalogue = Catalogue.from_data(json.loads((FRAMEWORKS / "2565.json").read_text("utf-8")))
    heads = ["ตัวชี้วัด", "คะแนน"]
    book = workbook(**{"2564": [heads, *([t, 70] for _, t, _ in TEN)],
                       "ปี 2565": [heads, *([t, s] for _, t, s in TEN)],
                       "เกณฑ์": [["ลำดับ", "คะแนน", "ระดับ"], [1, "95.00 - 100", "AA"]]})  # fmt: skip
    found = read_scores(read_workbook(book), catalogue)
    assert found.problems == ()
    assert found.sheet.indicators == ALL_TEN
    assert found.warnings == ("ไม่ได้อ่านแผ่นงาน “2564” เพราะเป็นของปี 2564",)
    measures = [["จุดอ่อนเพื่อจัดทำมาตรการปี 2566"], ["ข้อ", "คะแนน"], ["I7", 65.88]]
    book = workbook(**{"ปี 2565": [heads, ["การใช้อำนาจ", 90]], "จุดอ่อน": measures})
    assert read_scores(read_workbook(book), catalogue).sheet.questions == cents({"I7": 65.88})
    years = read([["ปีงบประมาณ", "IIT", "EIT", "OIT", "คะแนนรวม", "ระดับ"],
                  [2564, 80, 81, 82, 81, "B"],
                  [2565, 86.77, 83.35, 96.25, 89.54, "A"]])  # fmt: skip
    assert years.problems == ()
    assert years.sheet.instruments == cents({"IIT": 86.77, "EIT": 83.35, "OIT": 96.25})
    assert (years.sheet.total, years.sheet.rating) == (Decimal("89.54"), "A")


def test_the_rating_beside_the_total_and_the_noise_of_arithmetic() -> None:
    found = read([["ตัวชี้วัด", "คะแนน", "ระดับ"], ["การป้องกันการทุจริต", 100.00000000001, "AA"],
                  ["คะแนนรวม", 89.54, "A"]])  # fmt: skip
    assert found.problems == found.warnings == ()
    assert found.sheet.indicators == cents({10: 100})
    assert found.sheet.rating == "A"


def test_a_verdict_alone_is_no_score() -> None:
    assert problems([["ตัวชี้วัด", "คะแนน"], ["การใช้อำนาจ", "ผ่าน"]]) == [
        "S1!B2: “ผ่าน” ไม่ใช่ตัวเลข กรุณาพิมพ์เช่น 88.35"
    ]


def test_a_formula_counts_with_its_last_result() -> None:
    """As Excel saves it: the formula and, beside it, what it came to."""
    book = workbook(S=[["ตัวชี้วัด", "คะแนน"], ["การใช้อำนาจ", "=AVERAGE(86.42,86.44)"]])
    cached = BytesIO()
    with ZipFile(BytesIO(book)) as source, ZipFile(cached, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content.replace(b"</f><v></v>", b"</f><v>86.43</v>")
                            .replace(b"</f><v />", b"</f><v>86.43</v>"))  # fmt: skip
    catalogue = Catalogue.from_data(json.loads((FRAMEWORKS / "2565.json").read_text("utf-8")))
    found = read_scores(read_workbook(cached.getvalue()), catalogue)
    assert found.sheet.indicators == cents({3: 86.43})


def test_scores_of_other_years_only_are_refused() -> None:
    rows = [["ตัวชี้วัด", "คะแนน ปี 2563", "คะแนน ปี 2564"], ["การใช้อำนาจ", 80, 81]]
    assert problems(rows) == ["S1!B1: ตารางมีคะแนนของปี 2563 2564 ไม่มีปี 2565"]


def test_a_title_of_another_year_is_said() -> None:
    rows = [["ผลการประเมิน ITA ปีงบประมาณ พ.ศ. ๒๕๖๔"], ["ตัวชี้วัด", "คะแนน"], ["การใช้อำนาจ", 80]]
    assert read(rows).warnings == ("หัวเรื่องในไฟล์เขียนว่าปี 2564 แต่กำลังนำเข้าเป็นผลของปี 2565",)
    measures = [["ผลปี 2565 เพื่อจัดทำมาตรการปี 2566"], *rows[1:]]
    assert read(measures).warnings == ()


def test_groups_means_totals_titles_and_notes() -> None:
    rows: Rows = [["เทศบาลตำบลตัวอย่าง"], [], ["ลำดับ", "เครื่องมือ", "ตัวชี้วัด", "คะแนน", "ผล"]]
    means = {0: ("IIT", 86.77), 5: ("EIT", 83.35), 8: ("OIT", 96.25)}
    for position, (number, name, score) in enumerate(TEN):
        if position in means:
            code, mean = means[position]
            rows += [[f"แบบวัดการรับรู้ ({code})"], ["", "", f"คะแนนเฉลี่ย {code}", mean]]
        rows.append([number, CODES[position], name, score, "ผ่าน" if score >= 85 else "ไม่ผ่าน"])
    rows += [["คะแนนรวม", None, None, 89.54], ["เฉลี่ย", None, None, 87.64], ["ระดับ", "", "", "A"],
             [], ["หมายเหตุ: เกณฑ์ผ่าน 85 คะแนน"], ["", "", "ผู้รายงาน", "(ลงชื่อ) ......"]]  # fmt: skip
    found = read(rows)
    assert found.problems == ()
    assert found.warnings == ()
    assert found.sheet.indicators == ALL_TEN
    assert found.sheet.instruments == cents({"IIT": 86.77, "EIT": 83.35, "OIT": 96.25})
    assert (found.sheet.total, found.sheet.rating) == (Decimal("89.54"), "A")


@pytest.mark.parametrize(
    ("last", "total"),
    [
        (["รวม", "", 89.54], "89.54"),
        (["ผลคะแนนรวม", "", 89.54], "89.54"),
        (["", "ผลการประเมินภาพรวมหน่วยงาน", "89.54"], "89.54"),
        (["คะแนนรวม 89.54 คะแนน ระดับ A"], "89.54"),
        (["รวม", "", 876.42], None),
        (["เฉลี่ย", "", 87.64], None),
    ],
)
def test_a_total_is_told_in_many_words_and_a_sum_is_none(last: list[Any], total: str) -> None:
    found = read([["ลำดับ", "ตัวชี้วัด", "คะแนน"], *([n, t, s] for n, t, s in TEN), last])
    assert found.problems == ()
    assert found.sheet.total == (Decimal(total) if total else None)


def test_a_table_of_the_instruments_alone() -> None:
    found = read([["ลำดับ", "เครื่องมือ", "น้ำหนัก", "คะแนน", "คะแนนถ่วงน้ำหนัก"],
                  [1, "IIT", 30, 86.77, 26.03], [2, "แบบวัด EIT", 30, 83.35, 25.01],
                  [3, "แบบตรวจการเปิดเผยข้อมูลสาธารณะ", 40, 96.25, 38.5],
                  ["", "รวม", 100, "", 89.54]])  # fmt: skip
    assert found.problems == ()
    assert found.sheet.instruments == cents({"IIT": 86.77, "EIT": 83.35, "OIT": 96.25})
    assert found.sheet.total is None


@pytest.mark.parametrize(
    "heads", [("รหัส", "คำถาม"), ("ข้อ", "ข้อคำถาม"), ("ลำดับ", "รายการ"), (None, "ข้อคำถาม")]
)
def test_codes_in_every_spelling_and_column(heads: tuple[str | None, str]) -> None:
    codes = {
        "i1": "I1",
        "I 2": "I2",
        "ข้อ I7": "I7",
        "E๖": "E6",
        "O๔": "O4",
        "๐๓๓": "O33",
        "OIT 42": "O42",
    }
    rows: Rows = [[*filter(None, heads), "คะแนน"]]
    rows += [[code, "ก", 80] if heads[0] else [f"{code} ก", 80] for code in codes]
    found = read(rows)
    assert found.problems == ()
    assert {*found.sheet.questions, *found.sheet.items} == set(codes.values())


def test_bare_numbers_on_the_sheet_of_an_instrument() -> None:
    book = workbook(IIT=[["ข้อ", "คำถาม", "คะแนน"], [1, "ก", 90], [30, "ข", 91]],
                    OIT=[["ข้อ", "ข้อมูล", "คะแนน"], ["๔", "", 0]])  # fmt: skip
    catalogue = Catalogue.from_data(json.loads((FRAMEWORKS / "2565.json").read_text("utf-8")))
    found = read_scores(read_workbook(book), catalogue)
    assert found.problems == ()
    assert found.sheet.questions == cents({"I1": 90, "I30": 91})
    assert found.sheet.items == cents({"O4": 0})


PARTS = ["เงิน 100.00", "ทรัพย์สิน 97.30", "ประโยชน์อื่น 97.30"]
I6 = [["เงิน", 100], ["ทรัพย์สิน", 97.3], ["ประโยชน์อื่น", 97.3]]


@pytest.mark.parametrize(
    "rows",
    [
        [["รหัสข้อ", "ข้อคำถาม", "คะแนน"], ["I6", "ก", 98.2], *([None, *part] for part in I6)],
        [["รหัสข้อ", "ข้อคำถาม", "คะแนน"], ["I6", "ก", 98.2], *(["-", *part] for part in I6)],
        [
            ["รหัสข้อ", "ข้อคำถาม", "คะแนน"],
            ["I6", "ก", 98.2],
            *([f"I6.{n}", *p] for n, p in enumerate(I6, 1)),
        ],
        [
            ["รหัสข้อ", "ข้อคำถาม", "ตัวเลือก", "คะแนน"],
            ["I6", "ก", "", 98.2],
            *(["I6", "ก", *p] for p in I6),
        ],
        [["รหัสข้อ", *(name for name, _ in I6), "คะแนน"], ["I6", *(score for _, score in I6), 98.2]],
        [["ข้อคำถาม", "คะแนน"], ["I6 ก\n- เงิน\n- ทรัพย์สิน\n- ประโยชน์อื่น", "98.20\n๑๐๐\n97.30\n97.30"]],
    ],
)
def test_the_parts_of_a_question_in_many_layouts(rows: Rows) -> None:
    found = read(rows)
    assert found.problems == ()
    assert found.sheet.questions == cents({"I6": 98.2})
    assert [str(option) for option in found.sheet.options["I6"]] == PARTS


def test_other_figures_beside_a_question_are_no_parts() -> None:
    found = read([["รหัส", "ผู้ตอบ", "ค่า S.D.", "คะแนน"], ["I7", 74, 12.5, 65.88]])
    assert found.sheet.options == {}


def test_a_second_table_may_repeat_a_score_and_not_contradict_it() -> None:
    first = [["ลำดับ", "ตัวชี้วัด", "คะแนน"], [5, "การแก้ไขปัญหาการทุจริต", 79.31]]
    weak = [["ลำดับ", "ตัวชี้วัด", "คะแนน", "แนวทาง"], [5, "การแก้ไขปัญหาการทุจริต", 79.31, ""],
            ["", "ข้อ I27 มีปัญหา", 62.69, "แก้ไข"]]  # fmt: skip
    found = read([*first, [], ["จุดอ่อน"], *weak])
    assert found.problems == ()
    assert found.sheet.indicators == cents({5: 79.31})
    assert found.sheet.guidance == {"I27": "แก้ไข"}
    weak[1][2] = 79.32
    assert problems(first, weak) == ["S2!C2: มีคะแนนของ ตัวชี้วัดที่ 5 ซ้ำกันมากกว่าหนึ่งแถว (79.31 และ 79.32)"]


def test_a_running_number_is_no_number_of_an_indicator() -> None:
    weakest = [["ลำดับ", "ตัวชี้วัด", "คะแนน"], [1, "การแก้ไขปัญหาการทุจริต", 77.69],
               [2, "คุณภาพการดำเนินงาน", 78.31], [1, "การเปิดเผยข้อมูล", 83.06]]  # fmt: skip
    found = read(weakest)
    assert found.problems == ()
    assert found.sheet.indicators == cents({5: 77.69, 6: 78.31, 9: 83.06})
    weakest[0][0] = "ตัวชี้วัดที่"
    assert len(read(weakest).problems) == 3


def test_the_agencys_row_in_the_table_of_a_province() -> None:
    rows = [["ลำดับ", "หน่วยงาน", "คะแนน", "ระดับ", *(f"ตัวชี้วัดที่ {n}" for n in range(1, 11))],
            [1, "ทต.อื่น", 95, "AA", *[95] * 10], [2, "ทต.ตัวอย่าง", 89.54, "A", *SCORES]]  # fmt: skip
    found = read(rows, names=("เทศบาลตำบลตัวอย่าง", "ทต.ตัวอย่าง"))
    assert found.problems == ()
    assert found.sheet.indicators == ALL_TEN
    assert (found.sheet.total, found.sheet.rating) == (Decimal("89.54"), "A")
    assert [p.place for p in read(rows, names=("ทต.ไม่มี",)).problems] == ["S1!A3"]


def test_a_share_shown_as_per_cent_is_what_is_shown() -> None:
    book = Workbook()
    for row in (["ตัวชี้วัด", "คะแนน"], ["การใช้อำนาจ", 0.8643]):
        book.active.append(row)
    book.active["B2"].number_format = "0.00%"
    file = BytesIO()
    book.save(file)
    catalogue = Catalogue.from_data(json.loads((FRAMEWORKS / "2565.json").read_text("utf-8")))
    assert read_scores(read_workbook(file.getvalue()), catalogue).sheet.indicators == cents(
        {3: 86.43}
    )


def test_codes_of_a_list_that_is_not_established_are_left_out_and_said() -> None:
    """The questions of FY2568 are known to nobody here; its 28 items are."""
    found = read(
        [["ตัวชี้วัด", "คะแนน"], ["การใช้อำนาจ", 90]],
        [["ข้อ", "คะแนน"], ["i1", 80], ["O28", 100]],
        year=2568,
    )
    assert found.problems == ()
    assert found.sheet.questions == {}
    assert found.sheet.items == cents({"O28": 100})
    assert "ยังไม่เก็บคะแนนของ I1 (1 รายการ)" in found.warnings[0]
    assert problems([["ข้อ", "คะแนน"], ["O29", 100]], year=2568) == [
        "S1!A2: ไม่รู้จัก “O29” ในกรอบการประเมินปี 2568"
    ]


def test_levels_of_2566_by_name() -> None:
    rows = [["ลำดับ", "ตัวชี้วัด", "คะแนน"], *([n, t, s] for n, t, s in TEN), ["EIT ส่วนที่ 1", "", 84.2],
            ["", "ระดับผลการประเมิน : ผ่าน", ""]]  # fmt: skip
    found = read(rows, year=2566)
    assert found.problems == ()
    assert (found.sheet.indicators, found.sheet.rating) == (ALL_TEN, "ผ่าน")
    assert found.sheet.instruments == {}


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ([1, "การปฏิบัติหน้าที่", 101], "S1!C2: คะแนนต้องอยู่ระหว่าง 0 ถึง 100"),
        ([1, "การปฏิบัติหน้าที่", "N/A"], "S1!C2: “N/A” ไม่ใช่ตัวเลข กรุณาพิมพ์เช่น 88.35"),
        ([11, "การอื่น", 80], "S1!B2: ไม่รู้จัก “11 การอื่น” ในกรอบการประเมินปี 2565"),
        (["I31", "", 80], "S1!A2: ไม่รู้จัก “I31” ในกรอบการประเมินปี 2565"),
        (["O99", "โครงสร้าง", 80], "S1!A2: ไม่รู้จัก “O99 โครงสร้าง” ในกรอบการประเมินปี 2565"),
        (["", "O99 โครงสร้าง", 80], "S1!B2: ไม่รู้จัก “O99 โครงสร้าง” ในกรอบการประเมินปี 2565"),
    ],
)
def test_what_is_wrong_is_told_at_its_cell(row: list[Any], told: str) -> None:
    assert problems([["ลำดับ", "ตัวชี้วัด", "คะแนน"], row]) == [told]


def test_scores_of_at_most_one_are_doubted() -> None:
    found = read([["ข้อ", "คะแนน"], ["O1", 1], ["O4", 0]])
    catalogue = Catalogue.from_data(json.loads((FRAMEWORKS / "2565.json").read_text("utf-8")))
    assert "ไม่เกิน 1" in warnings_of(found, catalogue)[0]


CELLS = ["ลำดับ", "ตัวชี้วัด", "คะแนน", "ระดับ", "ผลการประเมิน", "รหัส", "ข้อ", "แนวทาง", "รวม", "คะแนนรวม",
         "IIT", "OIT", "ปี 2564", "ปี 2565", "I6", "I6.1", "O๔", "๐๓๓", "O99", "-", None, 1, 85.5,
         101, -1, "๘๘.๓๕%", "95 - 100", "98.2\n100", "9.1 ข้อมูลพื้นฐาน", "เงิน", "(" * 50,
         *NAMES]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.sampled_from(CELLS), min_size=1, max_size=6), max_size=10))
def test_whatever_a_sheet_holds_it_is_read_or_refused(rows: Rows) -> None:
    catalogue = Catalogue.from_data(json.loads((FRAMEWORKS / "2565.json").read_text("utf-8")))
    sheet = Sheet("S", tuple(SheetRow(n, tuple(row)) for n, row in enumerate(rows, start=1)))
    found = read_scores([sheet], catalogue)
    assert found.problems or not found.sheet.is_empty()
    assert all(0 <= score <= 100 for score in found.sheet.indicators.values())
