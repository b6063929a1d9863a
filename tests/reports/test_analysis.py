"""The analysis part of a report: read from Word, stored, and written again."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import timezone

from agencies.models import Agency
from assessments.models import Assessment, Disclosure
from assessments.selectors import read_assessments, sheet_of
from reports.document import Block, Cell, Heading, Paragraph, Row, Table
from reports.importing_analysis import store_analysis
from reports.layouts.analysis import score_blocks, strong_blocks, weak_blocks
from reports.layouts.build import build_document
from reports.layouts.wording import Wording
from reports.models import Report
from reports.publishing import publish_report
from reports.readers.analysis import RecognisedAnalysis, read_analysis
from reports.readers.docx import read_docx
from tests import factories
from tests.assessments.test_arithmetic import PUBLISHED_2565, YEAR_2565, ZERO_ITEMS_2565

SCORE_HEAD = ("ลำดับ", "เครื่องมือ\nการประเมิน", "ตัวชี้วัด", "คะแนน", "ผลการประเมิน")
WEAK_HEAD = ("ลำดับ", "เครื่องมือ", "ตัวชี้วัด", "คะแนน", "แนวทางการพัฒนา")
STRONG_HEAD = ("ข้อคำถาม", "คะแนน", "ประเด็นที่ควรพัฒนา/รักษาระดับ")


def table(*rows: tuple[str, ...]) -> Table:
    return Table(tuple(Row(tuple(map(Cell.of, row))) for row in rows))


def read(*blocks: Block) -> RecognisedAnalysis:
    return read_analysis(blocks, YEAR_2565)


def test_total_scores_weak_points_and_strengths() -> None:
    found = read(
        Paragraph("คะแนนภาพรวมหน่วยงาน เทศบาลตำบลทดสอบ: ๘๓.๙๔ คะแนน ระดับผลการประเมิน B"),
        table(SCORE_HEAD, ("๑", "IIT", "การปฏิบัติหน้าที่", "๘๘.๓๕", "ผ่านเกณฑ์")),
        table(
            WEAK_HEAD,
            ("1", "IIT", "การใช้งบประมาณ", "81.51", ""),
            ("", "", "ข้อ I7 ท่านรู้เกี่ยวกับแผน", "65.88", "แจ้งแผน"),
            ("", "OIT", "การเสริมสร้างวัฒนธรรมองค์กร", "0", "จัดทำมาตรฐาน"),
            ("", "", "ข้อ O๓๘ การเสริมสร้างวัฒนธรรมองค์กร", "", ""),
        ),
        table(
            STRONG_HEAD,
            ("I6 บุคลากรมีการให้สิ่งต่อไปนี้\n- เงิน\n- ทรัพย์สิน", "98.65\n๑๐๐\n97.30", "รักษาระดับ"),
            ("O34 นโยบาย\nO35 ผู้บริหาร", "100\n100", ""),
        ),
    )
    assert (found.sheet.total, found.sheet.rating) == (Decimal("83.94"), "B")
    assert found.sheet.indicators == {1: Decimal("88.35"), 2: Decimal("81.51")}
    assert found.sheet.questions == {"I7": Decimal("65.88"), "I6": Decimal("98.65")}
    assert found.sheet.items == {"O38": 0, "O34": 100, "O35": 100}
    assert found.sheet.guidance == {"I7": "แจ้งแผน", "O38": "จัดทำมาตรฐาน", "I6": "รักษาระดับ"}
    assert [str(o) for o in found.sheet.options["I6"]] == ["เงิน 100.00", "ทรัพย์สิน 97.30"]
    assert found.warnings == ()


def test_what_the_document_contradicts_is_said_and_the_first_figure_counts() -> None:
    found = read(
        table(SCORE_HEAD, ("๑", "IIT", "การปฏิบัติหน้าที่", "88.35", "")),
        Heading("1.ตัวชี้วัดการปฏิบัติหน้าที่ 98.20 คะแนน ผลการประเมิน ผ่านเกณฑ์"),
        table(WEAK_HEAD, ("", "", "การปฏิบัติหน้าที่", "88.53", ""), ("", "", "ข้อ O99 x", "0", "")),
        table(STRONG_HEAD, ("O34 ก\nO35 ข", "100", "")),
    )
    assert found.sheet.indicators == {1: Decimal("88.35")}
    assert found.sheet.items == {}
    assert [w for w in found.warnings if "98.20" in w and "88.35" in w]
    assert found.warnings[1:] == (
        "ข้อ O34 O35: มี 2 ข้อ แต่มีคะแนน 1 ค่า จึงไม่นำเข้าคะแนนของข้อเหล่านี้",
        "ตารางที่ 2 แถวที่ 2: มีคะแนนของ ตัวชี้วัดที่ 1 ซ้ำกันมากกว่าหนึ่งแถว (88.35 และ 88.53)",
        "ตารางที่ 2 แถวที่ 3: ไม่รู้จัก “ข้อ O99 x” ในกรอบการประเมินปี 2565",
    )


def test_scores_told_in_the_text_alone() -> None:
    found = read(
        Paragraph("มีผลการประเมิน ITA ในภาพรวม ๘๓.๙๔ คะแนน อยู่ในระดับ B"),
        Paragraph("๑. ตัวชี้วัดที่ ๑ การปฏิบัติหน้าที่ ได้คะแนน ๘๘.๓๕ คะแนน"),
        Paragraph("๒. ตัวชี้วัดการใช้งบประมาณ: 81.51"),
    )
    assert (found.sheet.total, found.sheet.rating) == (Decimal("83.94"), "B")
    assert found.sheet.indicators == {1: Decimal("88.35"), 2: Decimal("81.51")}
    assert found.warnings == ()


def test_tables_of_other_documents() -> None:
    """Two years side by side, other headings, codes in a column, one guideline for a group."""
    found = read(
        table(
            ("ตัวชี้วัด", "ปี 2564", "ปี 2565"),
            ("การใช้อำนาจ", "70", "86.43"),
            ("คะแนนรวม", "70", "83.94"),
        ),
        table(("ที่", "ข้อคำถาม", "ผลคะแนน", "ข้อเสนอแนะ"), ("1", "i7 ท่านรู้", "65.88", "แจ้ง")),
        table(("รหัส", "ประเด็น", "คะแนน"), ("E๖", "การเผยแพร่", "๗๐")),
        table(
            ("ตัวชี้วัด/ประเด็น", "คะแนน", "แนวทาง"),
            ("ข้อมูลพื้นฐาน", "", "จัดทำให้ครบ"),
            ("O4 แผน", "0", ""),
            ("9.4 การบริหารและพัฒนาทรัพยากรบุคคล", "75", "รายงาน"),
            ("O26 นโยบาย", "0", ""),
        ),
        table(("ระดับ", "คะแนน"), ("AA", "95.00 - 100"), ("A", "85.00 - 94.99")),
    )
    assert found.sheet.total == Decimal("83.94")
    assert found.sheet.indicators == {3: Decimal("86.43")}
    assert found.sheet.questions == {"I7": Decimal("65.88"), "E6": Decimal("70.00")}
    assert found.sheet.items == {"O4": 0, "O26": 0}
    assert found.sheet.sub_indicators == {"9.4": Decimal("75.00")}
    assert found.sheet.guidance == {"I7": "แจ้ง", "O4": "จัดทำให้ครบ", "O26": "รายงาน"}
    assert found.warnings == ()


def test_tables_of_measures_are_no_analysis() -> None:
    head = ("ประเด็นที่ต้องปรับปรุง", "ผู้รับผิดชอบ", "ขั้นตอน", "กำหนดเวลา")
    assert read(table(head, ("E6 เรื่อง 50", "กองช่าง", "ทำ", "2566"))).sheet.is_empty()


def test_a_real_document(seeds: Path) -> None:
    """The Word file and the workbook made from it tell the same; the text gives indicator 1 as
    98.20 where the table says 88.35, and O42 has the title of O41."""
    document = read_docx((seeds / "003.docx").read_bytes()).document
    found = read_analysis(document.blocks, YEAR_2565)
    assert (found.sheet.total, found.sheet.rating) == (Decimal("83.94"), "B")
    assert found.sheet.indicators == PUBLISHED_2565
    assert {code for code, score in found.sheet.items.items() if score == 0} == ZERO_ITEMS_2565
    assert len(found.sheet.items) == 15
    assert len(found.sheet.questions) == 9
    assert len(found.sheet.guidance) == 24
    assert [len(parts) for parts in found.sheet.options.values()] == [3, 3, 3]
    assert len(found.warnings) == 2
    assert "98.20" in found.warnings[0]
    assert "O42 แต่ชื่อตรงกับ O41" in found.warnings[1]


@pytest.fixture
def frameworks(db: None) -> None:
    factories.load_all_frameworks()


def test_an_import_fills_the_assessment_and_keeps_what_stands(
    frameworks: None, agency: Agency
) -> None:
    factories.make_assessment(agency, 2565, indicators={1: "88.00"})
    plan = factories.make_plan(agency, 2566)
    blocks = [
        table(
            SCORE_HEAD,
            ("1", "", "การปฏิบัติหน้าที่", "88.35", ""),
            ("2", "", "การใช้งบประมาณ", "81.51", ""),
        )
    ]
    stored = store_analysis(agency=agency, plan=plan, blocks=blocks, source="x.docx", actor=None)
    assert stored == Assessment.objects.get()
    assert sheet_of(stored).indicators == {1: Decimal("88.00"), 2: Decimal("81.51")}
    plan.refresh_from_db()
    assert plan.source_assessment == stored
    nothing = store_analysis(agency=agency, plan=plan, blocks=[], source="", actor=None)
    assert nothing is None


def test_the_same_figures_come_out_as_went_in(frameworks: None, agency: Agency) -> None:
    """Written as blocks and read again: the same scores, and nothing contradicts itself."""
    assessment = factories.make_assessment(
        agency,
        2565,
        total="83.94",
        rating="B",
        indicators=PUBLISHED_2565,
        questions={"I7": "65.88", "I6": "98.20"},
        items=dict.fromkeys(ZERO_ITEMS_2565, 0) | {"O34": 100},
        guidance={"I7": "แจ้งแผน"},
    )
    reading = read_assessments([Assessment.objects.get(pk=assessment.pk)])[0]
    for system in ("thai", "arabic"):
        wording = Wording(system, "as_typed")  # type: ignore[arg-type]
        blocks = [
            *score_blocks(reading, agency.name, wording),
            *weak_blocks(reading, wording),
            *strong_blocks(reading, wording),
        ]
        again = read_analysis(blocks, YEAR_2565)
        assert again.warnings == ()
        assert again.sheet.updated(reading.sheet) == reading.sheet.updated(again.sheet)
        assert again.sheet.indicators == reading.sheet.indicators
        assert again.sheet.items == reading.sheet.items
        assert again.sheet.questions == reading.sheet.questions
    texts = " ".join(block.text for block in blocks if isinstance(block, Paragraph))
    assert "การแก้ไขปัญหาการทุจริต 77.69" in texts


def test_without_scores_there_is_no_analysis(frameworks: None, agency: Agency) -> None:
    assessment = factories.make_assessment(agency, 2565)
    reading = read_assessments([assessment])[0]
    wording = Wording("thai", "as_typed")
    assert not [*score_blocks(reading, "", wording), *weak_blocks(reading, wording)]


def test_the_plan_of_measures_carries_the_analysis(frameworks: None, agency: Agency) -> None:
    assessment = factories.make_assessment(
        agency, 2565, indicators=PUBLISHED_2565, questions={"I7": "65.88"}
    )
    plan = factories.make_plan(agency, 2566, source_assessment=assessment)
    report = factories.make_report(plan, kind="measures", round="", layout="analysis-plan")
    texts = " ".join(build_document(report).texts())
    assert "ระดับผลการประเมิน B" in texts
    assert "การแก้ไขปัญหาการทุจริต" in texts


def test_a_publication_answers_its_own_item(frameworks: None, agency: Agency) -> None:
    report = factories.make_report(factories.make_plan(agency))
    approved = {"state": "approved", "submitted_at": timezone.now(), "approved_at": timezone.now()}
    user = factories.make_user()
    Report.objects.filter(pk=report.pk).update(**approved, submitted_by=user, approved_by=user)
    publication = publish_report(report=Report.objects.get(pk=report.pk), actor=None)
    disclosure = Disclosure.objects.get()
    assert (disclosure.item.code, disclosure.answer) == ("O43", "yes")
    assert disclosure.links.get().url.endswith(publication.path)
    assert disclosure.is_published
