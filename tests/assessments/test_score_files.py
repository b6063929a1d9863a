"""Workbooks of scores: ``assessments.spreadsheets.scores`` and ``ita_portal.spreadsheets``."""

from __future__ import annotations

import tracemalloc
import zipfile
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from assessments.spreadsheets.scores import ReadScores, question_doubts, read_scores
from ita_portal.archives import UnreadableDocument
from ita_portal.spreadsheets import read_workbook, safe_cell
from ita_portal.thai.numerals import to_thai
from tests.assessments.test_arithmetic import YEAR_2565
from tests.assessments.workbooks import INDICATORS, QUESTIONS, workbook


def read(**sheets: list[list[Any]]) -> ReadScores:
    return read_scores(read_workbook(workbook(**sheets)), YEAR_2565)


def problems(**sheets: list[list[Any]]) -> list[str]:
    return [str(problem) for problem in read(**sheets).problems]


def test_indicators_by_number_and_name_in_any_digits() -> None:
    found = read(
        ผล=[
            ["ผลการประเมิน ITA ปี 2565"],
            [],
            INDICATORS,
            ["๑", "IIT", "การปฏิบัติหน้าที่", "๘๘.๓๕", "ผ่านเกณฑ์"],
            [2, "IIT", "การใช้งบประมาณ", 81.51, "ไม่ผ่านเกณฑ์"],
            ["", "EIT", "ตัวชี้วัดที่ ๘ การปรับปรุงการทำงาน", "78.41 คะแนน", ""],
        ]
    )
    assert found.problems == ()
    assert found.sheet.indicators == {
        1: Decimal("88.35"),
        2: Decimal("81.51"),
        8: Decimal("78.41"),
    }
    assert found.warnings == ()


def test_questions_with_parts_items_and_guidance() -> None:
    found = read(
        ข้อ=[
            QUESTIONS,
            ["I6", "", "98.20", "รักษาระดับ"],
            [None, "เงิน", "๑๐๐", None],
            [None, "ทรัพย์สิน", 97.3, None],
            [None, "ประโยชน์อื่น", "97.30", None],
            ["O๔", "แผนยุทธศาสตร์หรือแผนพัฒนาหน่วยงาน", "๐", "จัดทำข้อมูลให้ครบ"],
        ]
    )
    assert found.problems == ()
    assert found.sheet.questions == {"I6": Decimal("98.20")}
    assert found.sheet.items == {"O4": Decimal("0.00")}
    assert found.sheet.guidance == {"I6": "รักษาระดับ", "O4": "จัดทำข้อมูลให้ครบ"}
    assert [str(option) for option in found.sheet.options["I6"]] == [
        "เงิน 100.00",
        "ทรัพย์สิน 97.30",
        "ประโยชน์อื่น 97.30",
    ]
    assert list(question_doubts(found.sheet)) == []


def test_total_rating_instruments_and_sub_indicators() -> None:
    found = read(
        ภาพรวม=[
            ["รายการ", "คะแนน"],
            ["คะแนนรวม", 83.94],
            ["ระดับผลการประเมิน", "B"],
            ["IIT", "83.19"],
        ],
        ย่อย=[["ตัวชี้วัดย่อยที่", "ตัวชี้วัดย่อย", "คะแนน"], ["9.1", "ข้อมูลพื้นฐาน", 88.89],
              [10.2, None, 100]],
    )  # fmt: skip
    assert found.problems == ()
    assert (found.sheet.total, found.sheet.rating) == (Decimal("83.94"), "B")
    assert found.sheet.instruments == {"IIT": Decimal("83.19")}
    assert found.sheet.sub_indicators == {"9.1": Decimal("88.89"), "10.2": Decimal("100.00")}


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (["O99", "ไม่มีจริง", 100], "ข้อ!A2: ไม่รู้จัก “O99”"),
        (["I7", "", 100.01], "ข้อ!C2: คะแนนต้องอยู่ระหว่าง 0 ถึง 100"),
        (["I7", "", "-1"], "ข้อ!C2: คะแนนต้องอยู่ระหว่าง 0 ถึง 100"),
        (["I7", "", "แปดสิบ"], "ข้อ!C2: “แปดสิบ” ไม่ใช่ตัวเลข"),
        (["I7", "", "88,35"], "ข้อ!C2: “88,35” ใช้จุดคั่นทศนิยม"),
        (["I7", "", "88.355"], "ข้อ!C2: “88.355” มีทศนิยมเกินสองตำแหน่ง"),
    ],
)
def test_a_wrong_cell_is_named(row: list[Any], told: str) -> None:
    assert problems(ข้อ=[QUESTIONS[:3], row])[0].startswith(told)


def test_duplicates_are_refused_across_sheets() -> None:
    found = problems(
        หนึ่ง=[QUESTIONS[:3], ["I7", "", 80]],
        สอง=[QUESTIONS[:3], ["ข้อ ไม่ใช่", "", ""], ["i๗", "", 81]],
    )
    assert found == ["สอง!C3: มีคะแนนของ I7 ซ้ำกันมากกว่าหนึ่งแถว (80.00 และ 81.00)"]


def test_number_and_name_that_disagree_are_refused() -> None:
    rows = [INDICATORS, [3, "IIT", "การใช้งบประมาณ", 80, ""], [6, "IIT", "คุณภาพการดำเนินงาน", 80, ""]]
    assert problems(ผล=rows) == [
        "ผล!A2: ลำดับ 3 ไม่ตรงกับชื่อ “การใช้งบประมาณ” ซึ่งเป็นตัวชี้วัดที่ 2",
        "ผล!B3: ตัวชี้วัดที่ 6 เป็นของ EIT ไม่ใช่ IIT",
    ]


def test_what_contradicts_itself_is_stored_and_said() -> None:
    found = read(
        ผล=[INDICATORS, [1, "IIT", "การปฏิบัติหน้าที่", 88.35, "ไม่ผ่านเกณฑ์"]],
        ข้อ=[QUESTIONS, ["O42", "รายงานผลการดำเนินการป้องกัน การทุจริตประจำปี", 100, ""]],
    )
    assert found.problems == ()
    assert found.warnings == (
        "ผล!D2: ระบุว่า “ไม่ผ่านเกณฑ์” แต่ 88.35 เทียบกับเกณฑ์ 85 แล้วผ่าน",
        "ข้อ!C2: รหัส O42 แต่ชื่อตรงกับ O41",
    )


def test_a_long_number_of_a_formula_is_rounded_half_up_and_said() -> None:
    found = read(ผล=[INDICATORS, [1, "IIT", "การปฏิบัติหน้าที่", 88.345, ""]])
    assert found.sheet.indicators == {1: Decimal("88.35")}
    assert found.warnings == ("ผล!D2: 88.345 ปัดเป็น 88.35",)


def test_a_file_without_a_table_or_without_scores_is_refused() -> None:
    assert "ไม่พบตารางคะแนน" in problems(ผล=[["สวัสดี"]])[0]
    assert "ยังไม่มีคะแนน" in problems(ผล=[INDICATORS, [1, "IIT", "การปฏิบัติหน้าที่", None, ""]])[0]


@given(st.decimals(0, 100, places=2), st.booleans())
def test_every_score_comes_back_as_written(score: Decimal, thai: bool) -> None:
    text = to_thai(str(score)) if thai else str(score)
    from assessments.score_sheet import parse_score

    assert parse_score(f" {text} ") == score


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"PK\x03\x04 broken", b"a,b\n1,2\n"])
def test_what_is_no_workbook_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableDocument):
        read_workbook(content, name="x.xlsx")


def test_a_bomb_is_refused_without_cost() -> None:
    """Deflated blanks just under the ratio of the archive check: the unpacked size decides."""
    file = BytesIO()
    noise = bytes(range(256)) * 4
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        for number in range(30):
            archive.writestr(f"xl/media/{number}", (noise + b" " * 30_000) * 30)
    tracemalloc.start()
    with pytest.raises(UnreadableDocument) as refused:
        read_workbook(file.getvalue())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert refused.value.code in ("too_large", "compressed")
    assert peak < 20_000_000


def test_a_sheet_that_claims_a_million_rows_is_read_to_its_cap() -> None:
    book = Workbook()
    book.active.append(INDICATORS)
    book.active["D1048576"] = 99
    file = BytesIO()
    book.save(file)
    assert len(read_workbook(file.getvalue())[0].rows) == 1


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "=HYPERLINK(1)", "＝1", "－1", " =1", "'=1"]
)
def test_no_cell_is_live(text: str) -> None:
    book = Workbook()
    book.active["A1"] = safe_cell(text)
    file = BytesIO()
    book.save(file)
    cell = load_workbook(BytesIO(file.getvalue())).active["A1"]
    assert cell.data_type != "f"
    assert cell.value == "'" + text.strip("\r")


@pytest.mark.parametrize("text", ["มาตรการ", "a=b", "'quoted'", "", "O43 – ผล", "1-2"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert safe_cell(text) == text


def test_signs_that_no_workbook_can_hold_do_not_break_it() -> None:
    book = Workbook()
    book.active["A1"] = safe_cell("บรรทัด\x0bเดียว\x1f\ud800")
    book.save(BytesIO())
    assert book.active["A1"].value == "บรรทัด เดียว  "
