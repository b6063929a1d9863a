"""Links of measures to the framework: by name, by code, by the headings and rows before."""

from __future__ import annotations

import pytest

from reports.document import Block
from reports.readers.mentions import is_group_line, read_lines
from reports.readers.recognised import RecognisedMeasure
from tests.readers.building import catalogue, heading, read, table

HEAD = ("ประเด็นที่ต้องปรับปรุง", "ผู้รับผิดชอบ", "ขั้นตอนหรือวิธีการ", "การกำกับติดตาม")
REST = ("กองคลัง", "๑. จัดทำ", "ทุกเดือน")
FRAMEWORKS = [catalogue(2565), catalogue(2566)]


def links(*issues: str, above: tuple[Block, ...] = ()) -> tuple[RecognisedMeasure, ...]:
    return read(*above, table(HEAD, *((issue, *REST) for issue in issues))).measures


@pytest.mark.parametrize(
    ("line", "questions", "items"),
    [
        ("๐๓๓ การเปิดโอกาสให้เกิดการมีส่วนร่วม ได้ ๐ คะแนน", (), ("O33",)),
        ("O๓๓ การเปิดโอกาสให้เกิดการมีส่วนร่วม", (), ("O33",)),
        ("OIT 33", (), ("O33",)),
        ("e๖ การเผยแพร่ข้อมูลของหน่วยงาน", ("E6",), ()),
        ("ข้อ I7 ท่านรู้เกี่ยวกับแผนการใช้จ่ายงบประมาณ", ("I7",), ()),
        ("-ข่าวประชาสัมพันธ์", (), ("O7",)),
        ("การประเมินความเสี่ยงการทุจริตประจำปี", (), ("O36",)),
        (
            "เจ้าหน้าที่ของหน่วยงานที่ท่านติดต่อ มีการปิดบังหรือบิดเบือนข้อมูลเกี่ยวกับการดำเนินการ/"
            "ให้บริการแก่ท่าน มากน้อยเพียงใด",
            ("E3",),
            (),
        ),
    ],
)
def test_questions_and_items(line: str, questions: tuple[str], items: tuple[str]) -> None:
    found = read_lines([line], FRAMEWORKS)
    assert (found.questions, found.items) == (questions, items)


@pytest.mark.parametrize(
    ("line", "indicators", "warned"),
    [
        ("ตัวชี้วัดที่ ๙ การเปิดเผยข้อมูล", (9,), False),
        ("ตัวชี้วัดที่ ๑๐การป้องกันการทุจริต", (10,), False),
        ("ตัวชี้วัดที่ ๑๐ ประสิทธิภาพการสื่อสาร", (7,), True),
        ("ตัวชี้วัดที่ 8 EIT การปรับปรุงการทำงาน E11 เจ้าหน้าที่ของหน่วยงาน", (8,), False),
        ("ตัวชี้วัดการปรับปรุงระบบการทำงาน", (8,), False),
        ("ตัวชี้วัดที่ ๖", (6,), False),
        ("ตัวชี้วัดที่ ๓ และตัวชี้วัดที่ ๔", (3, 4), False),
        ("1.ตัวชี้วัดการใช้งบประมาณ 81.51 คะแนน ผลการประเมิน ไม่ผ่านเกณฑ์", (2,), False),
        ("ตัวชี้วัดความสำเร็จของโครงการ", (), False),
    ],
)
def test_the_name_of_an_indicator_decides(
    line: str, indicators: tuple[int, ...], warned: bool
) -> None:
    found = read_lines([line], FRAMEWORKS)
    assert (found.indicators, bool(found.warnings)) == (indicators, warned)


def test_a_sub_indicator_by_number_or_by_name() -> None:
    assert read_lines(["ตัวชี้วัดย่อยที่ ๑๐.๑"], FRAMEWORKS).sub_indicators == ("10.1",)
    assert read_lines(["- ข้อมูลพื้นฐาน"], FRAMEWORKS).sub_indicators == ("9.1",)
    wrong = read_lines(["ตัวชี้วัดย่อยที่ ๙.๔ การส่งเสริมความโปร่งใส"], FRAMEWORKS)
    assert wrong.sub_indicators == ("9.5",)
    assert wrong.warnings


def test_a_cell_of_an_indicator_column_may_name_several() -> None:
    lines = ["๑. คุณภาพการดำเนินงาน", "๒. ประสิทธิภาพการสื่อสาร", "๓. การปรับปรุงระบบการทำงาน"]
    assert read_lines(lines, FRAMEWORKS, names_alone=True).indicators == (6, 7, 8)
    one_line = ["คุณภาพการดำเนินงาน ประสิทธิภาพการสื่อสาร และการปรับปรุงการทำงาน"]
    assert read_lines(one_line, FRAMEWORKS, names_alone=True).indicators == (6, 7, 8)


def test_the_name_of_an_instrument_is_not_that_of_an_indicator() -> None:
    lines = ["แบบตรวจการเปิดเผยข้อมูลสาธารณะ (OIT)", "ตัวชี้วัดที่ ๑๐ การป้องกันการทุจริต"]
    found = read_lines(lines, FRAMEWORKS, names_alone=True)
    assert (found.instrument, found.indicators) == ("OIT", (10,))


def test_topics_of_the_newer_years_by_name() -> None:
    found = read_lines(["กลไกและมาตรการใน การแก้ไขและป้องกันการ ทุจริตภายในหน่วยงาน"], [catalogue(2567)])
    assert found.topics == (7,)


def test_rows_inherit_from_the_row_before() -> None:
    first, second, third = links(
        "เครื่องมือการประเมิน OIT\nตัวชี้วัดที่ ๙ การเปิดเผยข้อมูล\n-ข้อมูลพื้นฐาน",
        "-เรื่องที่ไม่มีในกรอบ",
        "E๓ เจ้าหน้าที่ปิดบังข้อมูล",
    )
    assert (first.instrument, first.indicators, first.sub_indicators) == ("OIT", (9,), ("9.1",))
    assert (second.instrument, second.indicators, second.sub_indicators) == ("OIT", (9,), ())
    assert (third.instrument, third.indicators) == ("EIT", (6,))


def test_a_heading_directly_above_wins_over_the_code_with_a_warning() -> None:
    (one,) = links("E3 ข้อมูล", above=(heading("ตัวชี้วัดที่ ๗ ประสิทธิภาพการสื่อสาร"),))
    assert one.indicators == (7,)
    assert "E3" in one.warnings[0]


def test_a_heading_of_an_earlier_page_does_not() -> None:
    plan = table(HEAD, ("E๑๑ การปรับปรุง", *REST))
    blocks = (heading("ตัวชี้วัดที่ ๘ การปรับปรุงการทำงาน"), plan, table(HEAD, ("E๑ การบริการ", *REST)))
    first, second = read(*blocks).measures
    assert (first.indicators, second.indicators) == ((8,), (6,))


def test_an_instrument_heading_holds_for_the_indicators_below_it() -> None:
    rows = table(("ตัวชี้วัด", *HEAD[1:]), ("๑. การใช้อำนาจ", *REST))
    (one,) = read(heading("แบบวัดการรับรู้ของผู้มีส่วนได้เสียภายใน (IIT)"), rows).measures
    assert (one.instrument, one.indicators, one.issue) == ("IIT", (3,), "๑. การใช้อำนาจ")


def test_a_code_that_the_year_did_not_have_is_told() -> None:
    (one,) = links("E๑๕ ก") if catalogue(2565).question("E15") is None else links("O45 ก")
    assert any("ไม่พบรหัส" in warning for warning in one.warnings)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("เครื่องมือการประเมิน EIT", True),
        ("ตัวชี้วัดที่ ๗ ประสิทธิภาพการสื่อสาร", True),
        ("แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก (EIT)", True),
        ("ด้านที่ ๑ กระบวนการปฏิบัติงาน", True),
        ("มาตรการส่งเสริมคุณธรรมและความโปร่งใสของเทศบาล ประจำปีงบประมาณ พ.ศ. ๒๕๖๖", False),
        ("-ข่าวประชาสัมพันธ์", False),
        ("สำนักปลัด", False),
    ],
)
def test_lines_that_group_rows(line: str, expected: bool) -> None:
    assert is_group_line(line) is expected


def test_a_numbered_heading_above_the_first_table_names_its_topic() -> None:
    rows = table(HEAD, ("ความล่าช้า", *REST))
    blocks = (heading("1. กระบวนการปฏิบัติงานที่โปร่งใสและมีประสิทธิภาพ"), rows)
    (one,) = read(*blocks, year=2568).measures
    assert one.topics == (1,)
    assert one.group_headings == ("1. กระบวนการปฏิบัติงานที่โปร่งใสและมีประสิทธิภาพ",)


def test_an_issue_that_is_the_name_of_an_indicator() -> None:
    (one,) = links("การใช้ทรัพย์สินของทางราชการ")
    assert (one.instrument, one.indicators) == ("IIT", (4,))


def test_a_row_of_another_indicator_below_rows_that_answer_the_heading() -> None:
    """E11 and E12 belong to the heading; E1 is a row that the writer put there without one."""
    above = (heading("ตัวชี้วัดที่ ๘ การปรับปรุงการทำงาน"),)
    measures = links("E11 การปรับปรุงคุณภาพ", "E12 การปรับปรุงวิธีการ", "E1 การปฏิบัติงาน", above=above)
    assert [m.indicators for m in measures] == [(8,), (8,), (6,)]
    assert any("E1" in warning for warning in measures[2].warnings)
