"""Writing into a draft: texts, memo, emblem, the wording of cells, and their pages."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.test import Client

from agencies.models import Agency, Event, Official
from measures.models import Measure
from reports import approval, describing
from reports.document import Cell, Column, Image, Images, Memo, Row, Table, to_json
from reports.layouts.build import build_document
from reports.models import CellOverride, MemoEmblem, Report, ReportPicture
from reports.pictures import pictures_of
from reports.readers.docx import read_docx
from reports.writers.formats import render
from tests import factories
from tests.docx_files import png

MEMO = {
    "department": "สำนักปลัด เทศบาลตำบลทดสอบ", "number": "ตย ๗๑๒๐๑/๔๕", "date": "๒๓ พฤศจิกายน ๒๕๖๖",
    "subject": "รายงานผลการดำเนินการ", "to": "นายกเทศมนตรีตำบลทดสอบ",
    "paragraphs": "ตามที่ประกาศมาตรการไว้ นั้น\r\n\r\nจึงเรียนมาเพื่อโปรดทราบ",
    "signer_name": "นางสมมติ ทดสอบ",
    "signer_position": "หัวหน้าสำนักปลัด", "signer_acting": "",
    "opinion0_text": "เห็นควรเผยแพร่", "opinion0_name": "นายตัวอย่าง ไม่มีจริง",
    "opinion0_position": "รองปลัดเทศบาล", "opinion0_acting_for": "ปลัดเทศบาลตำบลทดสอบ",
    "opinion1_text": "", "opinion1_name": "", "opinion1_position": "นายกเทศมนตรีตำบลทดสอบ",
    "opinion1_acting_for": "", "on_web": "on",
}  # fmt: skip


@pytest.fixture
def report(agency: Agency) -> Report:
    factories.load_all_frameworks()
    plan = factories.make_plan(agency)
    factories.make_measure(plan, issue="E6 การเผยแพร่ข้อมูล", steps="๑. ประชุม")
    return factories.make_report(plan)


def page_of(report: Report, name: str) -> str:
    return f"/work/test/reports/{report.pk}/{name}/"


def memo_of(report: Report) -> Memo:
    report = Report.objects.select_related("agency", "plan").get(pk=report.pk)
    return next(block for block in build_document(report).blocks if isinstance(block, Memo))


class TestTexts:
    def test_are_saved_and_stand_in_the_history(self, coordinator: Client, report: Report) -> None:
        values = {"layout": "results", "numerals": "arabic", "title_lines": "ชื่อใหม่", "intro": "นำ"}
        coordinator.post(page_of(report, "texts"), values)
        report.refresh_from_db()
        assert (report.layout, report.numerals, report.title_lines) == (
            "results", "arabic", "ชื่อใหม่")  # fmt: skip
        event = Event.objects.filter(verb="changed").first()
        assert event is not None
        assert event.changes["layout"] == ["progress-text", "results"]

    def test_a_preview_saves_nothing(self, coordinator: Client, report: Report) -> None:
        values = {"layout": "progress-ticks", "numerals": "thai", "title_lines": "ลองดู",
                  "intro": "", "preview": "1"}  # fmt: skip
        before = Report.objects.values().get()
        page = coordinator.post(page_of(report, "texts"), values).content.decode()
        assert "ลองดู" in page
        assert "(๕) การรายงานผลการดำเนินการ" in page
        assert Report.objects.values().get() == before

    def test_title_and_intro_as_the_layout_words_them(
        self, coordinator: Client, report: Report
    ) -> None:
        values = {"layout": "progress-ticks", "numerals": "thai", "title_lines": "x", "intro": "x",
                  "refill": "on"}  # fmt: skip
        coordinator.post(page_of(report, "texts"), values)
        report.refresh_from_db()
        assert report.title_lines.splitlines()[1] == "ตาม O๔๒ ไปสู่การปฏิบัติอย่างเป็นรูปธรรม"
        assert "เทศบาลตำบลทดสอบ" in report.intro

    def test_what_is_missing_is_said(self, coordinator: Client, report: Report) -> None:
        Report.objects.update(title_lines="")
        page = coordinator.get(page_of(report, "texts")).content.decode()
        assert "ยังไม่มีชื่อรายงาน" in page

    def test_no_draft_any_more(self, coordinator: Client, report: Report) -> None:
        Report.objects.update(state="submitted", submitted_at="2026-01-01T00:00Z",
                              submitted_by=factories.make_user())  # fmt: skip
        values = {"layout": "results", "numerals": "thai", "title_lines": "ใหม่", "intro": ""}
        response = coordinator.post(page_of(report, "texts"), values)
        assert response.status_code == 422
        assert "แก้ไขไม่ได้" in response.content.decode()

    def test_the_tables_of_the_source_can_be_left_and_taken_up_again(
        self, coordinator: Client, report: Report
    ) -> None:
        columns = [{"field": "issue", "heading": "หัวของเดิม", "width": 100}]
        Report.objects.update(tables=[{"columns": columns}])
        values = {"layout": "results", "numerals": "thai", "title_lines": "ก", "intro": ""}

        def headings() -> list[str]:
            report = Report.objects.select_related("agency", "plan").get()
            table: Table = next(build_document(report).tables())
            return [cell.text for cell in table.rows[0].cells]

        assert headings() == ["หัวของเดิม"]
        coordinator.post(page_of(report, "texts"), values)
        assert headings()[0] == "มาตรการ/กิจกรรม"
        coordinator.post(page_of(report, "texts"), {**values, "layout": "source"})
        assert headings() == ["หัวของเดิม"]


class TestMemo:
    def test_all_fields_in_the_official_order(self, coordinator: Client, report: Report) -> None:
        page = coordinator.get(page_of(report, "memo")).content.decode()
        names = ["department", "number", "date", "subject", "to", "paragraphs", "signer_name"]
        places = [page.index(f'id="id_{name}"') for name in names]
        assert places == sorted(places)
        # Positions by the agency's kind.
        assert "ความเห็นของปลัดเทศบาลตำบลทดสอบ" in page
        assert "ความเห็นของนายกเทศมนตรีตำบลทดสอบ" in page

        coordinator.post(page_of(report, "memo"), MEMO)

        memo = memo_of(report)
        assert (memo.number, memo.date, memo.subject) == (
            "ตย ๗๑๒๐๑/๔๕", "๒๓ พฤศจิกายน ๒๕๖๖", "รายงานผลการดำเนินการ")  # fmt: skip
        assert memo.paragraphs == ("ตามที่ประกาศมาตรการไว้ นั้น", "จึงเรียนมาเพื่อโปรดทราบ")
        assert memo.opinions[0].acting_for == "ปลัดเทศบาลตำบลทดสอบ"
        assert memo.emblem is None
        page = coordinator.get(f"/work/test/reports/{report.pk}/").content.decode()
        assert "รักษาราชการแทน ปลัดเทศบาลตำบลทดสอบ" in page

    def test_the_opinion_of_the_approval_stands_in_it(
        self, coordinator: Client, report: Report, people: dict[str, Any]
    ) -> None:
        coordinator.post(page_of(report, "memo"), MEMO)
        report.refresh_from_db()
        approval.submit_report(report=report, actor=people["coordinator"])
        approval.approve_report(report=report, actor=people["executive"], opinion="อนุมัติให้เผยแพร่")
        last = memo_of(report).opinions[-1]
        assert (last.text, last.name) == ("อนุมัติให้เผยแพร่", str(people["executive"]))

    def test_missing_fields_come_back_with_what_was_typed(
        self, coordinator: Client, report: Report
    ) -> None:
        response = coordinator.post(page_of(report, "memo"), {**MEMO, "subject": ""})
        assert response.status_code == 422
        assert "ตย ๗๑๒๐๑/๔๕" in response.content.decode()
        assert Report.objects.get().memo is None

    def test_can_be_taken_away(self, coordinator: Client, report: Report) -> None:
        coordinator.post(page_of(report, "memo"), MEMO)
        coordinator.post(page_of(report, "memo"), {"remove": "1"})
        assert Report.objects.get().memo is None

    def test_the_garuda_only_when_uploaded(self, coordinator: Client, report: Report) -> None:
        coordinator.post(page_of(report, "memo"), MEMO)
        picture = BytesIO(factories.make_picture())
        picture.name = "krut.jpg"
        coordinator.post(page_of(report, "memo/emblem"), {"emblem": picture})
        emblem = MemoEmblem.objects.get()
        shown = memo_of(report).emblem
        assert shown is not None
        assert shown.name == emblem.name
        address = f"/work/test/reports/{report.pk}/pictures/{emblem.name}"
        assert coordinator.get(address).content == bytes(emblem.content)

    def test_what_is_no_picture_is_refused(self, coordinator: Client, report: Report) -> None:
        file = BytesIO(b"<script>")
        file.name = "krut.png"
        response = coordinator.post(page_of(report, "memo/emblem"), {"emblem": file})
        assert response.status_code == 422
        assert not MemoEmblem.objects.exists()

    def test_layout_with_a_memo_offers_a_blank_one(self, report: Report) -> None:
        Report.objects.update(layout="memo-results")
        Official.objects.create(agency=report.agency, name="นายทดสอบ", job_title="นิติกร")
        memo = memo_of(report)
        assert memo.to == "นายกเทศมนตรีตำบลทดสอบ"
        assert [opinion.text for opinion in memo.opinions] == ["", ""]


class TestWording:
    def post(self, client: Client, report: Report, **texts: str) -> Any:
        measure = Measure.objects.get()
        return client.post(page_of(report, f"wording/{measure.pk}"), texts)

    def cells(self, report: Report) -> list[str]:
        report = Report.objects.select_related("agency", "plan").get(pk=report.pk)
        return [cell.text for cell in next(build_document(report).tables()).rows[-1].cells]

    def test_holds_in_the_report_and_leaves_the_data(
        self, coordinator: Client, report: Report
    ) -> None:
        self.post(coordinator, report, cell2="๑. ถ้อยคำเฉพาะรายงาน")
        assert self.cells(report)[2] == "๑. ถ้อยคำเฉพาะรายงาน"
        assert Measure.objects.get().steps == "๑. ประชุม"
        row = CellOverride.objects.get()
        assert (row.field, row.original) == ("steps", "๑. ประชุม")
        event = Event.objects.filter(kind="reports.report", verb="changed").first()
        assert event is not None
        assert ["๑. ประชุม", "๑. ถ้อยคำเฉพาะรายงาน"] in event.changes.values()

    def test_shown_as_changed(self, coordinator: Client, report: Report) -> None:
        self.post(coordinator, report, cell2="ถ้อยคำใหม่")
        page = coordinator.get(page_of(report, "texts")).content.decode()
        assert "<del>๑. ประชุม</del> → <ins>ถ้อยคำใหม่</ins>" in page

    def test_the_words_of_the_data_take_it_away(self, coordinator: Client, report: Report) -> None:
        self.post(coordinator, report, cell2="ถ้อยคำใหม่")
        self.post(coordinator, report, cell2="๑. ประชุม")
        assert not CellOverride.objects.exists()

    def test_data_that_changed_meanwhile_are_told(
        self, coordinator: Client, report: Report
    ) -> None:
        self.post(coordinator, report, cell2="ถ้อยคำใหม่")
        Measure.objects.update(steps="๑. ประชุมใหม่")
        page = coordinator.get(page_of(report, f"wording/{Measure.objects.get().pk}"))
        assert "ปัจจุบันคือ: ๑. ประชุมใหม่" in page.content.decode()

    def test_saving_unchanged_changes_nothing(self, coordinator: Client, report: Report) -> None:
        events = Event.objects.count()
        self.post(coordinator, report, cell2="๑. ประชุม")
        assert (CellOverride.objects.count(), Event.objects.count()) == (0, events)

    def test_a_measure_of_another_plan_is_not_found(
        self, coordinator: Client, report: Report, other_agency: Agency
    ) -> None:
        other = factories.make_measure(factories.make_plan(other_agency))
        assert coordinator.get(page_of(report, f"wording/{other.pk}")).status_code == 404


class TestDescriptions:
    """What the pictures before and behind the tables show."""

    NAMES = (f"{'a' * 24}.png", f"{'b' * 24}.png")

    @pytest.fixture
    def pictured(self, report: Report) -> Report:
        first, second = (Image(name, "") for name in self.NAMES)
        table = Table((Row((Cell.of("แผนภูมิ"), Cell((), (second,)))),), (Column("a"), Column("b")))
        report.front = to_json((Images((first,)), table))
        report.back = to_json((Images((first,)),))
        report.save()
        for name in self.NAMES:
            ReportPicture.objects.create(
                agency=report.agency, report=report, name=name, content=png()
            )
        return report

    def test_are_asked_for_beside_the_pictures(self, coordinator: Client, pictured: Report) -> None:
        compose = coordinator.get(page_of(pictured, "texts")).content.decode()
        assert "ยังไม่มีคำอธิบาย 2 จาก 2 ภาพ" in compose
        assert page_of(pictured, "descriptions") in compose
        page = coordinator.get(page_of(pictured, "descriptions")).content.decode()
        for name in self.NAMES:
            assert f'src="/work/test/reports/{pictured.pk}/pictures/{name}"' in page

    def test_stand_in_every_format(self, coordinator: Client, pictured: Report) -> None:
        values = {"picture0": "ประชุมหัวหน้าส่วนราชการ", "picture1": " กราฟคะแนน "}
        coordinator.post(page_of(pictured, "descriptions"), values)
        pictured.refresh_from_db()
        document = build_document(pictured)
        pictures = pictures_of(pictured, document)
        page = render(document, "html", pictures=pictures).decode()
        assert page.count('alt="ประชุมหัวหน้าส่วนราชการ"') == 2
        assert page.count('alt="กราฟคะแนน"') == 1
        word = read_docx(render(document, "docx", pictures=pictures), name="x.docx")
        alts = [image.alt for block in word.document.blocks if isinstance(block, Images)
                for image in block.images]  # fmt: skip
        assert alts == ["ประชุมหัวหน้าส่วนราชการ"] * 2
        event = Event.objects.filter(verb="changed").first()
        assert event is not None
        assert event.changes["front"] == ["\n", "ประชุมหัวหน้าส่วนราชการ\nกราฟคะแนน"]
        assert "มีคำอธิบายครบ 2 ภาพ" in coordinator.get(page_of(pictured, "texts")).content.decode()

    def test_too_long_a_text_stays_in_the_form(self, coordinator: Client, pictured: Report) -> None:
        values = {"picture0": "ย" * 301, "picture1": "กราฟ"}
        answer = coordinator.post(page_of(pictured, "descriptions"), values)
        assert answer.status_code == 422
        assert "ย" * 301 in answer.content.decode()
        pictured.refresh_from_db()
        assert describing.described_pictures(pictured) == dict.fromkeys(self.NAMES, "")

    def test_a_submitted_report_is_not_described_anew(
        self, coordinator: Client, pictured: Report
    ) -> None:
        Report.objects.update(state="submitted", submitted_at="2026-01-01T00:00Z",
                              submitted_by=factories.make_user())  # fmt: skip
        answer = coordinator.post(page_of(pictured, "descriptions"), {"picture0": "ใหม่"})
        assert answer.status_code == 422
        assert "ใหม่" in answer.content.decode()
        pictured.refresh_from_db()
        assert describing.described_pictures(pictured)[self.NAMES[0]] == ""

    def test_without_pictures_the_page_says_so(self, coordinator: Client, report: Report) -> None:
        assert (
            "ไม่มีรูปภาพนอกตาราง" in coordinator.get(page_of(report, "descriptions")).content.decode()
        )
        assert "คำอธิบายรูปภาพ" not in coordinator.get(page_of(report, "texts")).content.decode()
