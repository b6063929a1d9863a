"""Word reports of our own in each of the five municipal forms, and what their cells hold.

The forms are those of real municipalities, the municipalities and their words are invented.
Each file has what such files have: rows cut over two tables, headers that come again, merged
cells, pictures in cells, lists typed by hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm
from PIL import Image

AGENCY = "เทศบาลตำบลดอนตัวอย่าง"
PLACE = "อำเภอเมืองทดสอบ จังหวัดตัวอย่าง"


@dataclass(frozen=True)
class Source:
    """A file, the layout that it is in, and the cells of its measures in reading order."""

    layout: str
    content: bytes
    year: int
    measures: int
    cells: tuple[str, ...]


def sources() -> dict[str, Source]:
    """One file for each layout, by its name."""
    made = (progress_text(), results(), memo_results(), analysis_plan(), progress_ticks())
    return {source.layout: source for source in made}


class _File:
    def __init__(self) -> None:
        self.document = docx.Document()
        self.cells: list[str] = []

    def line(self, text: str, *, bold: bool = False, center: bool = False) -> None:
        paragraph = self.document.add_paragraph()
        paragraph.add_run(text).bold = bold
        if center:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER

    def title(self, *lines: str) -> None:
        for text in lines:
            self.line(text, bold=True, center=True)

    def table(
        self, *rows: Sequence[str | bytes], kept: bool = True, header: int = 1
    ) -> docx.table.Table:
        """Rows of cells; bytes are a picture. ``kept``: the cells are to come back."""
        table = self.document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
        for n, row in enumerate(rows):
            for cell, content in zip(table.add_row().cells, row, strict=True):
                if isinstance(content, bytes):
                    cell.paragraphs[0].add_run().add_picture(BytesIO(content), width=Mm(30))
                    continue
                first, *others = content.split("\n")
                cell.paragraphs[0].text = first
                for text in others:
                    cell.add_paragraph(text)
                if n >= header and content:
                    self.cells.append(content)
        return table

    def done(self, layout: str, year: int, measures: int) -> Source:
        out = BytesIO()
        self.document.save(out)
        return Source(layout, out.getvalue(), year, measures, tuple(self.cells))


def photograph(colour: str) -> bytes:
    out = BytesIO()
    Image.new("RGB", (320, 240), colour).save(out, "JPEG")
    return out.getvalue()


def progress_text() -> Source:
    """Five columns, the status as a sentence; indicators in the cell or above the table."""
    file = _File()
    file.title(
        "รายงานการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน",
        "ประจำปีงบประมาณ พ.ศ. ๒๕๖๖",
        "รอบ ๖ เดือน (เดือนตุลาคม ๒๕๖๕ - มีนาคม ๒๕๖๖)",
        AGENCY,
        PLACE,
    )
    file.document.add_page_break()
    file.line(f"มาตรการส่งเสริมคุณธรรมและความโปร่งใสของ{AGENCY} ประจำปีงบประมาณ พ.ศ. ๒๕๖๖", bold=True)
    file.line("จากผลการประเมินประจำปีงบประมาณ พ.ศ. ๒๕๖๕ เทศบาลได้กำหนดมาตรการและมีความก้าวหน้าดังนี้")
    header = ["ประเด็นที่ต้องปรับปรุงแก้ไข/ ประเด็นที่ต้องพัฒนา", "ผู้รับผิดชอบ", "ขั้นตอนหรือวิธีการ/มาตรการ",
              "การรายงานผลและการกำกับติดตาม กำหนดเวลาแล้วเสร็จ", "การดำเนินการ"]  # fmt: skip
    file.table(
        header,
        [
            "เครื่องมือการประเมิน OIT\nตัวชี้วัดที่ ๙ การเปิดเผยข้อมูล\nตัวชี้วัดย่อยที่ ๙.๕ การส่งเสริมความโปร่งใส\n"
            "๐๓๓ การเปิดโอกาสให้เกิดการมีส่วนร่วม ได้ ๐ คะแนน",
            "สำนักปลัด",
            "๑. รวบรวมกิจกรรมที่ประชาชนมีส่วนร่วม\n๒. เผยแพร่บนเว็บไซต์ของเทศบาล",
            "๑. รายงานภายในเดือนมกราคม\n๒. ติดตามไตรมาสละ ๑ ครั้ง",
            "ดำเนินการแล้ว เมื่อวันที่ ๒๓ มกราคม ๒๕๖๖",
        ],
    )
    file.line("ตัวชี้วัดที่ ๗ ประสิทธิภาพการสื่อสาร", bold=True)
    file.table(
        header,
        [
            "E๖ การเผยแพร่ข้อมูลของหน่วยงานที่ท่านติดต่อ มีลักษณะดังต่อไปนี้ มากน้อยเพียงใด\n"
            "- เข้าถึงง่าย ไม่ซับซ้อน\n- มีช่องทางหลากหลาย",
            "สำนักปลัด กองคลัง",
            "๑. ปรับแผนผังเว็บไซต์ใหม่\n๒. ทดสอบกับผู้ใช้สูงอายุ",
            "รายงานผู้บริหารทุก ๖ เดือน ภายในเดือนเมษายน และเดือนตุลาคม ของทุกปี",
            "อยู่ระหว่างดำเนินการ",
        ],
    )
    file.table(
        header,
        [
            "E๙ หน่วยงานที่ท่านติดต่อ มีการชี้แจงและตอบคำถามได้อย่างชัดเจน มากน้อยเพียงใด",
            "กองช่าง",
            "๑. ตั้งผู้ตอบข้อซักถามประจำช่องทางออนไลน์",
            "๑. ติดตามทุกเดือน",
            "ยังไม่ดำเนินการ",
        ],
    )
    return file.done("progress-text", 2566, 3)


def results() -> Source:
    """Six columns with results and outcomes; one measure goes on in the table of the next page."""
    file = _File()
    file.title(
        "รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน",
        f"ประจำปีงบประมาณ พ.ศ. ๒๕๖๘ {AGENCY} {PLACE}",
    )
    header = ["มาตรการ/กิจกรรม", "วิธีการดำเนินการ", "ผู้รับผิดชอบ", "ระยะเวลา",
              "สรุปผลการดำเนินการตามมาตรการ/กิจกรรม", "ผลลัพธ์หรือความสำเร็จของการดำเนินการ"]  # fmt: skip
    file.table(
        header,
        [
            "กระบวนการให้บริการประชาชนด้วยระบบ E-Service",
            "๑. ทบทวนคำขอที่ใช้บ่อย\n๒. เปิดคำขอออนไลน์เพิ่ม ๓ เรื่อง",
            "กองคลัง",
            "ปีงบประมาณ ๒๕๖๘",
            "- เปิดใช้แล้ว ๓ เรื่อง\n- มีผู้ใช้ ๑๒๐ ราย",
            "ประชาชนไม่ต้องเดินทางมาที่สำนักงาน",
        ],
        [
            "นโยบายไม่รับของขวัญ No Gift Policy",
            "๑. ประกาศนโยบายสองภาษา\n๒. แจ้งผู้รับจ้างทุกราย",
            "ทุกส่วนราชการ",
            "ปีงบประมาณ ๒๕๖๘",
            "ประกาศเมื่อต้นปีและแจ้งครบทุกราย",
            "ไม่พบการให้หรือรับของขวัญ",
        ],
    )
    file.table(
        header,
        [
            "",
            "๓. สรุปผลเสนอผู้บริหารทุกครึ่งปี",
            "",
            "",
            "",
            "",
        ],
    )
    # The rest of the cut row belongs to the steps of its measure.
    rest = file.cells.pop()
    steps = file.cells.index("๑. ประกาศนโยบายสองภาษา\n๒. แจ้งผู้รับจ้างทุกราย")
    file.cells[steps] += f"\n{rest}"
    return file.done("results", 2568, 2)


def memo_results() -> Source:
    """A memo, the measures, and the same measures with photographs and what came of them."""
    file = _File()
    file.title("บันทึกข้อความ")
    for text in (
        f"ส่วนราชการ สำนักปลัด {AGENCY}",
        "ที่ ตย ๗๑๒๐๑/๔๕\tวันที่ ๒๓ พฤศจิกายน ๒๕๖๖",
        "เรื่อง รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปี พ.ศ. ๒๕๖๖",
        "เรียน นายกเทศมนตรีตำบลดอนตัวอย่าง",
        "ตามที่เทศบาลได้ประกาศมาตรการไว้แล้ว นั้น",
        "ในการนี้ สำนักปลัดได้สรุปผลการดำเนินการตามเอกสารที่แนบ",
        "จึงเรียนมาเพื่อโปรดทราบ และพิจารณา",
        "(นางสาวสมมติ ทดสอบงาน)",
        "หัวหน้าสำนักปลัด",
        "ความเห็นของปลัดเทศบาล",
        "เห็นควรเผยแพร่",
        "(นายตัวอย่าง ไม่มีจริง)",
        "ปลัดเทศบาลตำบลดอนตัวอย่าง",
        "ความเห็นของนายกเทศมนตรีตำบลดอนตัวอย่าง",
        "อนุมัติ",
        "(นายสมมุติ ทดลองการ)",
        "นายกเทศมนตรีตำบลดอนตัวอย่าง",
    ):
        file.line(text)
    file.document.add_page_break()
    file.title("มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน", "ประจำปี พ.ศ. ๒๕๖๖")
    plan = ["มาตรการส่งเสริมคุณธรรมและความโปร่งใส", "ขั้นตอนหรือวิธีการ", "ผู้รับผิดชอบ", "การกำกับติดตาม"]
    first, second = "๑. มาตรการเผยแพร่ข้อมูลต่อสาธารณะ", "๒. มาตรการป้องกันการรับสินบน"
    file.table(
        plan,
        [first, "๑. แต่งตั้งผู้รับผิดชอบ\n๒. ตรวจเว็บไซต์ทุกเดือน", "สำนักปลัด", "รายงานรอบ ๖ เดือนและประจำปี"],
    )
    file.table(plan, [second, "๑. ประกาศเจตนารมณ์\n๒. จัดอบรม", "กองคลัง", "สรุปผล ณ สิ้นปีงบประมาณ"])
    file.title("การนำมาตรการส่งเสริมคุณธรรมและความโปร่งใสไปสู่การปฏิบัติภายในหน่วยงาน ประจำปี พ.ศ. ๒๕๖๖")
    outcome = ["มาตรการส่งเสริมคุณธรรมและความโปร่งใส", "ขั้นตอนหรือวิธีการ", "ความสำเร็จของการดำเนินการ"]
    table = file.table(
        outcome, [first, photograph("navy"), "๑. เว็บไซต์เป็นปัจจุบัน\n๒. ประชาชนค้นข้อมูลได้เอง"]
    )
    table.rows[1].cells[1].paragraphs[0].add_run().add_picture(
        BytesIO(photograph("teal")), width=Mm(30)
    )
    file.table(outcome, [second, photograph("maroon"), "ผู้เข้าอบรม ๔๐ คน ไม่พบการรับสินบน"])
    return file.done("memo-results", 2566, 2)


def analysis_plan() -> Source:
    """Principles, scores and weak points before a plan of four columns; numerals mixed."""
    file = _File()
    file.title(
        AGENCY, PLACE, "การวิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใส (ITA)", "ประจำปีงบประมาณ พ.ศ. ๒๕๖๖"
    )
    file.line("*********************", center=True)
    file.line("หลักการประเมิน", bold=True)
    file.line("การประเมินใช้เครื่องมือสามอย่างและมีคะแนนเต็ม 100 คะแนน")
    file.line(f"คะแนนภาพรวมหน่วยงาน {AGENCY}: ๘๓.๙๔ คะแนน ระดับผลการประเมิน B", bold=True)
    file.table(
        ["ลำดับ", "เครื่องมือการประเมิน", "ตัวชี้วัด", "คะแนน", "ผลการประเมิน"],
        ["๑", "IIT", "การปฏิบัติหน้าที่", "๘๘.๓๕", "ผ่านเกณฑ์"],
        ["๒", "EIT", "ประสิทธิภาพการสื่อสาร", "๗๙.๔๖", "ไม่ผ่านเกณฑ์"],
    )
    file.line("๑) ประเด็นที่เป็นข้อบกพร่องหรือจุดอ่อนที่จะต้องแก้ไขโดยเร่งด่วน", bold=True)
    table = file.table(
        ["ลำดับ", "เครื่องมือการประเมิน", "ตัวชี้วัด", "คะแนน", "แนวทางการพัฒนา"],
        ["๑", "EIT", "ประสิทธิภาพการสื่อสาร", "79.46", "ปรับปรุงช่องทางสื่อสารให้เข้าถึงง่าย"],
        ["", "", "ข้อ E9 การชี้แจงและตอบคำถาม", "71.20", ""],
    )
    table.cell(1, 4).merge(table.cell(2, 4))
    file.line(f"มาตรการส่งเสริมคุณธรรมและความโปร่งใสของ{AGENCY} ประจำปีงบประมาณ พ.ศ. 256๖", bold=True)
    file.line("จากการวิเคราะห์ผลการประเมินประจำปีงบประมาณ พ.ศ. 2565 จึงกำหนดมาตรการไว้ดังนี้")
    plan = ["ประเด็นที่ต้องปรับปรุงแก้ไข/\nประเด็นที่ต้องพัฒนา", "ผู้รับผิดชอบ", "ขั้นตอนหรือวิธีการ/มาตรการ",
            "การรายงานผลและการกำกับติดตาม\nกำหนดเวลาแล้วเสร็จ"]  # fmt: skip
    file.table(
        plan,
        [
            "-ข้อมูลพื้นฐาน",
            "ทุกส่วนราชการ",
            "ตรวจข้อมูลบนเว็บไซต์ให้ครบทุกข้อ",
            "ภายในเดือนเมษายน ๒๕๖๖",
        ],
    )
    file.line("เครื่องมือการประเมิน EIT", bold=True)
    file.line("ตัวชี้วัดที่ ๗ ประสิทธิภาพการสื่อสาร", bold=True)
    file.table(
        plan,
        [
            "E9 หน่วยงานที่ท่านติดต่อ มีการชี้แจงและตอบคำถามได้อย่างชัดเจน มากน้อยเพียงใด",
            "สำนักปลัด",
            "1. จัดทำคำถามที่พบบ่อย\n๒. ตั้งผู้ตอบประจำวัน",
            "1. รายงานภายในเดือนมีนาคม 2566",
        ],
    )
    return file.done("analysis-plan", 2566, 2)


def progress_ticks() -> Source:
    """Nine columns, the status as a mark in one of three below a common heading."""
    file = _File()
    file.title("ความก้าวหน้าหรือผลการดำเนินงานตามมาตรการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน",
               "ตาม O๔๒ ไปสู่การปฏิบัติอย่างเป็นรูปธรรม ประจำปีงบประมาณ พ.ศ. ๒๕๖๖")  # fmt: skip
    file.title(AGENCY)
    file.line("**********************", center=True)
    file.line("เทศบาลได้นำผลการประเมินปีที่ผ่านมากำหนดเป็นมาตรการ และรายงานความก้าวหน้ารอบ ๖ เดือนดังนี้")
    upper = ["ตัวชี้วัดของการประเมิน ITA", "(๑) ผู้รับผิดชอบหรือผู้ที่เกี่ยวข้อง", "(๒) ขั้นตอนหรือวิธีปฏิบัติ",
             "(๓) แนวทางการกำกับติดตามให้นำไปสู่การปฏิบัติและการรายงานผล", "(๔) ระยะเวลาดำเนินการ",
             "ความก้าวหน้า", "", "", "(๕) การรายงานผลการดำเนินการ"]  # fmt: skip
    lower = ["", "", "", "", "", "ยังไม่ดำเนินการ", "อยู่ระหว่างดำเนินการ", "ดำเนินการแล้ว", ""]
    first = ["๑. การปฏิบัติหน้าที่", "สำนักปลัด\n๑. นักทรัพยากรบุคคล\n๒. นิติกร",
             "๑. จัดทำคู่มือการให้บริการ\n๒. ปิดประกาศขั้นตอน", "รายงานที่ประชุมหัวหน้าส่วนราชการ",
             "มี.ค. ๒๕๖๖", "", "", "/", "- รายไตรมาส\n๑. จัดทำคู่มือแล้ว ๑๒ งาน"]  # fmt: skip
    second = ["๒. การใช้งบประมาณ\n๓. การใช้อำนาจ", "กองคลัง", "เผยแพร่แผนการใช้จ่าย", "รายงานทุกเดือน",
              "ต.ค. ๒๕๖๕ ถึง มี.ค. ๒๕๖๖", "", "/", "", "๑. อยู่ระหว่างรวบรวมข้อมูล"]  # fmt: skip
    third = ["๑. คุณภาพการดำเนินงาน", "กองช่าง", "ลดขั้นตอนการขออนุญาต", "สำรวจความพึงพอใจ",
             "มี.ค. ๒๕๖๖", "/", "", "", "- รายปี"]  # fmt: skip
    parts = (("ภายใน (IIT)", [first, second]), ("ภายนอก (EIT)", [third]))
    for who, rows in parts:
        file.line(f"แบบวัดการรับรู้ของผู้มีส่วนได้เสีย{who}", bold=True)
        table = file.table(upper, lower, *rows, header=2)
        table.cell(0, 5).merge(table.cell(0, 7))
        for x in (0, 1, 2, 3, 4, 8):
            table.cell(0, x).merge(table.cell(1, x))
    return file.done("progress-ticks", 2566, 3)
