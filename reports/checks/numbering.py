"""F1 to F3: the numbers of lists and headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ita_portal.thai.numerals import numeral_system, to_arabic
from reports.checks.finding import Hit, Severity
from reports.checks.lists import item_of, items_of, lists_of
from reports.checks.parts import Passage
from reports.checks.registry import rule
from reports.checks.subject import Subject

# "๒ . จัดทำ", "๒จัดทำ", "๒ จัดทำ": no dot behind the number, or a blank before it.
_BAD_MARKER = re.compile(
    r"^\s*(?P<number>[0-9๐-๙]{1,2})(?:\s+\.|(?=[ก-ฮเ-ไ]{2}|[ก-ฮ][ะ-๎])|\s+(?=[ก-ฮเ-ไ]))"
)


@rule("F1", Severity.WARNING, "เลขข้อต้องเรียงต่อเนื่องจาก 1")
def items_in_sequence(subject: Subject) -> Iterator[Hit]:
    """Numbers twice, left out or out of order; a first item without a number. Told once a list."""
    for lines in lists_of(subject):
        if hit := _first_break(lines, subject):
            yield hit
    yield from _headings_in_sequence(subject)


def _first_break(lines: Sequence[Passage], subject: Subject) -> Hit | None:
    before = 0
    plain: list[Passage] = []  # lines before the first number
    for line in lines:
        item = item_of(line)
        bare = _BAD_MARKER.match(line.text)
        if before and item is None and bare and int(to_arabic(bare["number"])) == before + 1:
            before += 1  # its missing dot is F3's
            continue
        if item is None or not item.number:
            if not before:
                plain.append(line)
            continue
        if item.number == 1 or item.number == before + 1:
            if not before and item.number == 2:
                return None
            before = item.number
            continue
        if not before:
            if item.number == 2 and len(plain) == 1 and item_of(plain[0]) is None:
                return plain[0].hit("ข้อแรกไม่มีเลขข้อ ขณะที่ข้อถัดไปเป็นข้อ 2")
            return line.hit(f"รายการเริ่มที่ข้อ {item.number}")
        right = subject.digits_like(str(before + 1), item.typed)
        text = line.text.strip()
        at = line.text.find(item.typed)
        repair = line.text[:at].lstrip() + right + line.text[at + len(item.typed) :].rstrip()
        return line.hit(
            f"เลขข้อ {item.number} ต่อจากข้อ {before} ควรเป็นข้อ {before + 1}",
            repair=repair if text else None,
        )
    return None


def _headings_in_sequence(subject: Subject) -> Iterator[Hit]:
    """Numbered headings of one level and kind ("1.", "1)") below the same heading."""
    open_lists: list[tuple[int, str, int]] = []  # level, sign, last number
    for line in subject.passages:
        if line.kind != "heading":
            continue
        item = item_of(line)
        while open_lists and open_lists[-1][0] > line.level:
            open_lists.pop()
        if item is None or not item.number:
            open_lists = [one for one in open_lists if one[0] < line.level]
            continue
        same = [n for n, one in enumerate(open_lists) if one[:2] == (line.level, item.sign)]
        last = open_lists[same[-1]][2] if same else 0
        del open_lists[same[-1] if same else len(open_lists) :]
        if item.number == last + 1:
            open_lists.append((line.level, item.sign, item.number))
        else:
            open_lists.append((line.level, item.sign, last + 1))
            yield line.hit(f"เลขหัวข้อ {item.number} ไม่ต่อจาก {last}")


@rule("F2", Severity.WARNING, "เลขข้อในรายการเดียวกันควรใช้เลขระบบเดียว")
def one_system_in_a_list(subject: Subject) -> Iterator[Hit]:
    """Thai and Arabic markers in one list; told at the first that differs from the document."""
    usual = _usual_markers(subject)
    for lines in lists_of(subject):
        items = [item for item in items_of(lines) if item.number]
        systems = {numeral_system(item.typed) for item in items}
        if len(systems) > 1:
            odd = next(item for item in items if numeral_system(item.typed) != usual)
            right = subject.digits_like(odd.typed, "๑" if usual == "thai" else "1")
            text = odd.line.text.strip()
            yield odd.line.hit(
                "เลขข้อในรายการนี้ปนกันทั้งเลขไทยและเลขอารบิก",
                repair=text.replace(odd.typed, right, 1),
            )


def _usual_markers(subject: Subject) -> str:
    found = [
        numeral_system(item.typed) for lines in lists_of(subject) for item in items_of(lines)
        if item.number
    ]  # fmt: skip
    return "arabic" if found.count("arabic") > found.count("thai") else "thai"


@rule("F3", Severity.INFO, "เครื่องหมายหลังเลขข้อ")
def markers_have_a_dot(subject: Subject) -> Iterator[Hit]:
    """Numbers without a dot, or with a blank before it, in a list whose others are right."""
    for lines in lists_of(subject):
        signed = {item.number for item in items_of(lines) if item.sign}
        for line in lines if signed else ():
            if found := _BAD_MARKER.match(line.text):
                number = int(to_arabic(found["number"]))
                # Else it is a number of the text: "๓ ครั้ง".
                blank = "." in found[0]
                if blank or (number not in signed and {number - 1, number + 1} & signed):
                    yield line.hit("เลขข้อไม่มีจุด หรือมีช่องว่างก่อนจุด", 0, found.end() + 12)
