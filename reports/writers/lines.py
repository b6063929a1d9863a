"""The words around names and fields that every writer prints alike."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reports.document import Image, Memo, Opinion, Signature

MEMO_TITLE = "บันทึกข้อความ"
BLANK_NAME = "." * 40  # to be written by hand
BLANK_OPINION = "." * 80
UNDESCRIBED = "รูปภาพประกอบ (ไม่มีคำอธิบาย)"
LONG_CELL = 600  # characters; half a page of a column of usual width

_SAYS_ACTING = re.compile(r"^(?:รักษา|ปฏิบัติ|ทำการแทน)")


def signature_lines(signature: Signature | Opinion) -> Iterator[str]:
    """The name in brackets, the position, and for whom the person acts."""
    yield f"({signature.name or BLANK_NAME})"
    if signature.position:
        yield signature.position
    if signature.acting_for:
        yield (
            signature.acting_for
            if _SAYS_ACTING.match(signature.acting_for)
            else f"รักษาราชการแทน {signature.acting_for}"
        )


def image_alt(image: Image) -> str:
    """What a picture is to those who do not see it; a picture in a report is never decoration,
    so one that nobody described is told to be there."""
    return image.alt or image.caption or UNDESCRIBED


def opinion_lines(opinion: Opinion) -> list[str]:
    """What the official says, or a line to write it on."""
    return opinion.text.split("\n") if opinion.text else [BLANK_OPINION]


def memo_fields(memo: Memo) -> tuple[tuple[tuple[str, str], ...], ...]:
    """The lines at the head of a memo in the official order, each with its fields."""
    return (
        (("ส่วนราชการ", memo.department),),
        (("ที่", memo.number), ("วันที่", memo.date)),
        (("เรื่อง", memo.subject),),
        (("เรียน", memo.to),),
    )
