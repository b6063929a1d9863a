"""What may be kept as evidence: opened and looked at before it is accepted."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath

from ita_portal.archives import MB, Archive, UnreadableDocument, as_file
from ita_portal.pictures import NotAPictureError, clean_picture, make_thumbnail
from ita_portal.thai.text import normalise
from measures.errors import NotPossible

MAX_FILE = 20 * MB
MAX_FILES = 20
MAX_NAME = 120

PICTURES = ("jpg", "jpeg", "png", "webp")
OFFICE = {
    "docx": ("word/document.xml",
             "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": ("xl/workbook.xml",
             "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}  # fmt: skip
ACCEPTED = ",".join(f".{extension}" for extension in (*PICTURES, "pdf", *OFFICE))
_ALLOWED = "แนบได้เฉพาะภาพ (JPG, PNG, WEBP), PDF, Word (.docx) และ Excel (.xlsx)"
_IN_NAMES = re.compile(
    r"[/\\\x00-\x1f\x7f<>:\"|?*\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was found harmless. A picture is drawn anew, so its bytes are our own."""

    is_picture: bool
    name: str
    extension: str
    content_type: str
    data: bytes
    thumbnail: bytes | None


def check_upload(name: str, content: bytes) -> Upload:
    """The file as it may be kept. Raises ``NotPossible`` with a Thai message."""
    name = clean_name(name)
    extension = PurePosixPath(name).suffix.lower().lstrip(".")
    if not content:
        raise NotPossible(f"“{name}” ว่างเปล่า กรุณาเลือกแฟ้มใหม่")
    if len(content) > MAX_FILE:
        raise NotPossible(f"“{name}” ใหญ่เกิน {MAX_FILE // MB} MB กรุณาลดขนาดแล้วแนบใหม่")
    if extension in PICTURES:
        return _picture(name, content)
    if extension == "pdf":
        return _pdf(name, content)
    if extension in OFFICE:
        return _office(name, extension, content)
    hint = " ภาพจาก iPhone ให้ตั้งค่ากล้องเป็น “เข้ากันได้มากที่สุด”" if extension == "heic" else ""
    raise NotPossible(f"“{name}” แนบไม่ได้ {_ALLOWED}{hint}")


def clean_name(name: str) -> str:
    """The human name of a file for its download: no folder, no control or direction signs, at
    most 120 characters with its extension kept."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    path = PurePosixPath(_IN_NAMES.sub("", normalise(last)).strip(" .") or "file")
    suffix = path.suffix[:10]
    return f"{path.name.removesuffix(path.suffix)[: MAX_NAME - len(suffix)]}{suffix}"


def _picture(name: str, content: bytes) -> Upload:
    try:
        own_name, data = clean_picture(content)
    except NotAPictureError as reason:
        raise NotPossible(f"“{name}”: {reason}") from None
    extension = own_name.rsplit(".", 1)[-1]
    stem = PurePosixPath(name).stem
    kind = "image/jpeg" if extension == "jpg" else "image/png"
    return Upload(True, f"{stem}.{extension}", extension, kind, data, make_thumbnail(data))


def _pdf(name: str, content: bytes) -> Upload:
    """A PDF begins as one and has its end: a page of HTML with a PDF inside is none."""
    if not content.startswith(b"%PDF-") or b"%%EOF" not in content[-2048:]:
        raise NotPossible(f"“{name}” ไม่ใช่แฟ้ม PDF ที่สมบูรณ์ กรุณาบันทึกเป็น PDF ใหม่")
    return Upload(False, name, "pdf", "application/pdf", content, None)


def _office(name: str, extension: str, content: bytes) -> Upload:
    member, content_type = OFFICE[extension]
    try:
        with Archive(as_file(BytesIO(content))) as archive:
            members = set(archive)
    except UnreadableDocument as error:
        raise NotPossible(f"“{name}”: {error}") from None
    if member not in members or "[Content_Types].xml" not in members:
        raise NotPossible(f"“{name}” ไม่ใช่แฟ้ม .{extension} กรุณาบันทึกใหม่ด้วย Word หรือ Excel")
    if any(part.lower().endswith("vbaproject.bin") for part in members):
        raise NotPossible(f"“{name}” มีมาโคร กรุณาบันทึกเป็นแฟ้มที่ไม่มีมาโคร")
    return Upload(False, name, extension, content_type, content, None)
