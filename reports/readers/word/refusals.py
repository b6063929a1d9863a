"""Files that are not a .docx, told by what is in them, with a message that says what to do."""

from __future__ import annotations

import re
from typing import BinaryIO

from reports.readers.archive import CHUNK, Archive, UnreadableDocument

_SAVE_AS = "ให้เปิดไฟล์ด้วย Microsoft Word เลือก ไฟล์ > บันทึกเป็น แล้วเลือกชนิด “เอกสาร Word (*.docx)”"
_MESSAGES = {
    "empty": "ไฟล์ว่างเปล่า (0 ไบต์) กรุณาเลือกไฟล์ใหม่ หรือบันทึกเอกสารจาก Word อีกครั้ง",
    "pdf": "ไฟล์นี้เป็น PDF ไม่ใช่เอกสาร Word กรุณาใช้ไฟล์ Word (.docx) ที่ใช้จัดทำ PDF ฉบับนี้",
    "image": "ไฟล์นี้เป็นรูปภาพ ไม่ใช่เอกสาร Word กรุณาใช้ไฟล์ Word (.docx) ต้นฉบับ "
    "หรือพิมพ์ข้อความในรูปภาพลงในเอกสาร Word ก่อน",
    "html": f"ไฟล์นี้เป็นหน้าเว็บ (HTML) ไม่ใช่ .docx {_SAVE_AS}",
    "rtf": f"ไฟล์นี้เป็น RTF ไม่ใช่ .docx {_SAVE_AS}",
    "word_xml": f"ไฟล์นี้เป็น Word แบบ XML ไม่ใช่ .docx {_SAVE_AS}",
    "old_word": f"ไฟล์นี้เป็น Word รุ่นเก่า (.doc) ระบบอ่านได้เฉพาะ .docx {_SAVE_AS} แล้วนำเข้าไฟล์ใหม่",
    "encrypted": "ไฟล์นี้มีรหัสผ่าน ให้เปิดด้วย Microsoft Word แล้วเลือก ไฟล์ > ข้อมูล > ป้องกันเอกสาร > "
    "เข้ารหัสลับด้วยรหัสผ่าน ลบรหัสผ่านให้ว่าง แล้วบันทึกไฟล์ก่อนนำเข้าอีกครั้ง",
    "spreadsheet": "ไฟล์นี้เป็นตารางคำนวณ (Excel) ไม่ใช่เอกสาร Word กรุณาเลือกไฟล์ .docx "
    "หากมีเฉพาะ Excel ให้คัดลอกตารางไปวางใน Word แล้วบันทึกเป็น .docx",
    "presentation": "ไฟล์นี้เป็นงานนำเสนอ (PowerPoint) ไม่ใช่เอกสาร Word กรุณาเลือกไฟล์ .docx",
    "open_document": "ไฟล์นี้เป็น OpenDocument (.odt) ไม่ใช่ .docx "
    "ให้เปิดด้วย LibreOffice หรือ Word เลือก บันทึกเป็น แล้วเลือกชนิด Word (.docx)",
    "no_document": "ไม่พบเนื้อหาเอกสาร Word ในไฟล์นี้ กรุณาตรวจว่าเลือกไฟล์ถูกต้อง "
    "หรือเปิดไฟล์ด้วย Word แล้วบันทึกเป็นไฟล์ .docx ใหม่",
    "other": "ไฟล์นี้ไม่ใช่เอกสาร Word กรุณาเลือกไฟล์ที่บันทึกจาก Word เป็นชนิด “เอกสาร Word (*.docx)”",
}

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The streams of an old office file, as its directory names them.
_OLE_STREAMS = {
    "EncryptedPackage": "encrypted",
    "WordDocument": "old_word",
    "Workbook": "spreadsheet",
    "PowerPoint Document": "presentation",
}
_SIGNATURES = {
    b"{\\rtf": "rtf",
    b"\x89PNG": "image",
    b"\xff\xd8\xff": "image",
    b"GIF8": "image",
    b"BM": "image",
    b"II*\x00": "image",
    b"MM\x00*": "image",
    b"RIFF": "image",
}
_HEIC = re.compile(rb"....ftyp(heic|heix|mif1|avif)", re.DOTALL)
_HTML = re.compile(rb"<(!doctype html|html|head|body|meta|table|div)\b", re.IGNORECASE)
_WORD_XML = re.compile(rb"<\?mso-application|<pkg:package|<w:wordDocument")
_MHTML = re.compile(rb"mime-version:", re.IGNORECASE)
_OTHER_MAIN_PARTS = {
    "xl/workbook.xml": "spreadsheet",
    "xl/workbook.bin": "spreadsheet",
    "ppt/presentation.xml": "presentation",
}


def refuse_other_formats(file: BinaryIO) -> None:
    """Raise ``UnreadableDocument`` for what is not a zip archive; leaves the file at its start."""
    head = file.read(1024)
    file.seek(0)
    if head.startswith(b"PK\x03\x04"):
        return
    code = _ole_kind(file) if head.startswith(_OLE) else _kind(head)
    raise refusal(code)


def refuse_other_archives(archive: Archive) -> None:
    """Raise ``UnreadableDocument`` for spreadsheets, presentations and OpenDocument files."""
    if "mimetype" in archive and archive.read("mimetype", limit=CHUNK).startswith(
        b"application/vnd.oasis.opendocument"
    ):
        raise refusal("open_document")
    for name, code in _OTHER_MAIN_PARTS.items():
        if name in archive:
            raise refusal(code)
    if "[Content_Types].xml" not in archive and "_rels/.rels" not in archive:
        raise refusal("other")


def refusal(code: str) -> UnreadableDocument:
    """The refusal of a file that is not a Word document, for one of the reasons above."""
    return UnreadableDocument(code, _MESSAGES[code])


def _kind(head: bytes) -> str:
    if not head:
        return "empty"
    if b"%PDF-" in head:
        return "pdf"
    for signature, code in _SIGNATURES.items():
        if head.startswith(signature):
            return code
    if _HEIC.match(head):
        return "image"
    if _WORD_XML.search(head):
        return "word_xml"
    if _HTML.search(head) or _MHTML.match(head):
        return "html"
    return "other"


def _ole_kind(file: BinaryIO) -> str:
    """What an old office file holds, by the names of its streams (UTF-16 in its directory)."""
    found: set[str] = set()
    overlap = b""
    while chunk := file.read(CHUNK):
        window = overlap + chunk
        found |= {code for name, code in _OLE_STREAMS.items() if name.encode("utf-16-le") in window}
        overlap = window[-64:]
    file.seek(0)
    # an encrypted package may hold a copy of any name, so it is asked for first
    return next((code for code in _OLE_STREAMS.values() if code in found), "other")
