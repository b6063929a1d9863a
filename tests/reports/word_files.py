"""Small Word reports of our own, as an office would save them."""

from __future__ import annotations

from io import BytesIO

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH

HEADER = ["ประเด็นที่ต้องปรับปรุงแก้ไข/ ประเด็นที่ต้องพัฒนา", "ผู้รับผิดชอบ", "ขั้นตอนหรือวิธีการ/มาตรการ",
          "การรายงานผลและการกำกับติดตาม กำหนดเวลาแล้วเสร็จ", "การดำเนินการ"]  # fmt: skip

ROWS = [
    [
        "E๖ การเผยแพร่ข้อมูลของหน่วยงานที่ท่านติดต่อ มีลักษณะดังต่อไปนี้ มากน้อยเพียงใด",
        "สำนักปลัด",
        "๑. จัดทำแผนผังเว็บไซต์ใหม่\n๒. รายงานผู้บริหาร",
        "๑. รายงานผลภายในเดือนมกราคม ๒๕๖๖",
        "ดำเนินการแล้ว เมื่อวันที่ ๒๓ มกราคม ๒๕๖๖",
    ],
    [
        "E๙ หน่วยงานที่ท่านติดต่อ มีการชี้แจงและตอบคำถามได้อย่างชัดเจน มากน้อยเพียงใด",
        "กองคลัง กองช่าง",
        "๑. ตั้งเจ้าหน้าที่ตอบข้อซักถามประจำช่องทางออนไลน์",
        "๑. ติดตามทุกเดือน และสรุปภายในเดือนกันยายน ๒๕๖๖",
        "อยู่ระหว่างดำเนินการ",
    ],
]


def small_report(rows: list[list[str]] | None = None, header: list[str] | None = None) -> bytes:
    """A report of the 6-month round with a title, one group heading and one table."""
    document = Document()
    for line in (
        "รายงานการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน",
        "ประจำปีงบประมาณ พ.ศ. ๒๕๖๖",
        "รอบ ๖ เดือน (เดือนตุลาคม ๒๕๖๕ - มีนาคม ๒๕๖๖)",
        "เทศบาลตำบลบ้านใหม่ทดสอบ",
        "อำเภอเมืองทดสอบ จังหวัดตัวอย่าง",
    ):
        document.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph("ตัวชี้วัดที่ ๗ ประสิทธิภาพการสื่อสาร")
    rows = ROWS if rows is None else rows
    header = HEADER if header is None else header
    table = document.add_table(rows=0, cols=len(header))
    for values in [header, *rows]:
        for cell, text in zip(table.add_row().cells, values, strict=True):
            first, *others = text.split("\n")
            cell.paragraphs[0].text = first
            for line in others:
                cell.add_paragraph(line)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def with_scores(report: bytes) -> bytes:
    """The report with the analysis of the year before ahead of its group heading: a total, a table
    of two indicators, and a sentence that gives the first another score."""
    document = Document(BytesIO(report))
    heading = document.paragraphs[5]
    heading.insert_paragraph_before("คะแนนภาพรวมหน่วยงาน: ๘๓.๙๔ คะแนน ระดับผลการประเมิน B")
    heading.insert_paragraph_before("ตัวชี้วัดการปฏิบัติหน้าที่ 98.20 คะแนน ผ่านเกณฑ์")
    table = document.add_table(rows=0, cols=3)
    for values in (("ลำดับ", "ตัวชี้วัด", "คะแนน"), ("๑", "การปฏิบัติหน้าที่", "๘๘.๓๕"),
                   ("๒", "การใช้งบประมาณ", "๘๑.๕๑")):  # fmt: skip
        for cell, text in zip(table.add_row().cells, values, strict=True):
            cell.text = text
    heading._p.addprevious(table._tbl)
    out = BytesIO()
    document.save(out)
    return out.getvalue()
