"""G1: names of other agencies."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reports.checks.finding import Hit, Severity
from reports.checks.keys import compact
from reports.checks.lexicon import is_word, tokens
from reports.checks.parts import Passage
from reports.checks.registry import rule
from reports.checks.subject import Subject

# The kinds of local authorities with their short forms and those of their heads.
_KINDS = (
    ("เทศบาลนคร", ("เทศบาลนคร", "ทน.", "เทศมนตรีนคร")),
    ("เทศบาลเมือง", ("เทศบาลเมือง", "ทม.", "เทศมนตรีเมือง")),
    ("เทศบาลตำบล", ("เทศบาลตำบล", "ทต.", "เทศมนตรีตำบล")),
    ("องค์การบริหารส่วนตำบล", ("องค์การบริหารส่วนตำบล", "อบต.")),
    ("องค์การบริหารส่วนจังหวัด", ("องค์การบริหารส่วนจังหวัด", "อบจ.")),
)
_SHORTS = {short: kind for kind, forms in _KINDS for short in forms}
AGENCY_KINDS = tuple(kind for kind, _ in _KINDS)
_PREFIX = re.compile("|".join(sorted(map(re.escape, _SHORTS), key=len, reverse=True)))
# Visits and agreements are with other agencies.
_WITH_OTHERS = re.compile(
    r"(?:ดูงาน|ร่วมกับ|ร่วมมือ|ประสาน(?:งาน)?(?:กับ)?|ข้อตกลงกับ|วิทยากรจาก|ตัวอย่าง(?:จาก|ของ)|เครือข่าย|พื้นที่(?:ของ)?|"
    r"ใกล้เคียง|ข้างเคียง|อาทิ|เช่น|โอนย้าย(?:ไป|มา)|รับโอน)[^.]{0,24}$"
)
# What names of places begin with; other words of the dictionary after a blank begin a sentence.
_PLACES = re.compile(
    r"^(?:บ้าน|หนอง|คลอง|ห้วย|โคก|ดอน|นา|ท่า|บาง|วัง|เขา|ทุ่ง|โนน|ป่า|แม่|สัน|เวียง|บึง|บ่อ|ลำ|น้ำ|สวน|ไร่|ถ้ำ|เกาะ|แหลม|ปาก|หาด|"
    r"ศาลา|วัด|พระ|ศรี|สระ|ดง|กุด|ควน|เชียง|เมือง|ปราสาท|ธาตุ|ไผ่|หัว|สาม|ช่อง|ด่าน|ซับ|คำ|โพธิ์|โพน|ตลาด|พลับ|ยาง)"
)
# Words that follow the bare kind when it means local authorities in general.
_GENERAL = re.compile(
    r"^(?:และ|หรือ|ใน|ของ|ที่|ได้|มี|ให้|เพื่อ|โดย|จะ|ต้อง|ควร|เป็น|ไม่|ซึ่ง|กับ|ตาม|จาก|แห่ง|ทุก|ต่าง|ดัง|นี้|นั้น|"
    r"ทั้ง|พ\.ศ|เรื่อง|ว่า|แล้ว|ขึ้น|ไป|มา|ถือ|ใช้|ทำ|สามารถ|ยัง|คือ|ด้วย|ขอ|รับ|ส่ง|เรา|ท่าน|เอง|ประจำ|ตั้ง|เข้า|ออก|"
    r"อื่น|ใด|ใกล้|ข้าง|แต่|เมื่อ|หลัง|ก่อน|ต่อ|สู่|ถึง|ภายใน|ภายนอก|ร่วม|พร้อม|อาจ|คง|เคย|กำลัง|จึง|เช่น|ฯ|ขนาด|ประเภท|ชั้น|"
    r"อำเภอ|จังหวัด|[0-9A-Za-z(),./:;\"“”'-]|$)"
)
_VERBS = frozenset({
    "จัด", "จัดทำ", "ดำเนินการ", "กำหนด", "ประกาศ", "รายงาน", "เผยแพร่", "ปฏิบัติ",
    "พิจารณา", "ประชาสัมพันธ์", "มอบหมาย", "แจ้ง", "เปิด", "ปรับปรุง", "สร้าง",
    "ส่งเสริม", "สนับสนุน", "ดำเนิน", "วิเคราะห์", "ประเมิน", "ตรวจสอบ", "กำกับ",
    "ติดตาม", "แต่งตั้ง", "ประชุม", "อบรม", "พัฒนา", "บริหาร", "บริการ", "ให้บริการ",
    "ทราบ", "อนุมัติ", "เสนอ", "สรุป", "เห็นชอบ", "มอบ", "ขับเคลื่อน", "นำ", "ผ่าน",
    "ทาง", "เพจ", "เว็บไซต์", "สามัญ", "หน่วยงาน", "ประชาชน", "พนักงาน", "ลูกจ้าง",
    "ผู้บริหาร",
})  # fmt: skip


@rule("G1", Severity.ERROR, "ต้องไม่มีชื่อหน่วยงานอื่น")
def no_other_agency(subject: Subject) -> Iterator[Hit]:
    """Local authorities of another name than the own one, and the own name under another kind."""
    own = _own_names(subject)
    if not own:
        return
    for line in subject.body():
        text = line.squeezed.text
        for found in _PREFIX.finditer(text):
            start = found.start() - (len("นายก") if text[: found.start()].endswith("นายก") else 0)
            rest = text[found.end() :].lstrip("-")
            kind = _SHORTS[found[0]]
            if any(rest.startswith(name) for own_kind, name in own if own_kind in (kind, "")):
                continue
            if any(rest.startswith(name) for own_kind, name in own):
                end = found.end() + max(len(n) for _, n in own if rest.startswith(n))
                yield line.hit_squeezed(
                    f"หน่วยงานนี้คือ{subject.agency.name}", start, min(end, len(text))
                )
            elif length := _name_length(line, text, found.end()):
                with_others = _WITH_OTHERS.search(text[: found.start()])
                yield line.hit_squeezed(
                    f"ชื่อนี้ไม่ใช่{subject.agency.name}", start, found.end() + length,
                    severity=Severity.INFO if with_others else None,
                )  # fmt: skip


def _own_names(subject: Subject) -> list[tuple[str, str]]:
    """Kind and bare name of each name of the own agency; "" where an alias has no kind."""
    found = []
    for name in (subject.agency.name, *subject.agency.aliases):
        plain = compact(name)
        if (match := _PREFIX.match(plain)) and (bare := plain[match.end() :]):
            found.append((_SHORTS[match[0]], bare))
    return found


def _stands_apart(line: Passage, at: int) -> bool:
    """Whether a blank stands before this letter of the squeezed text."""
    source = line.squeezed.starts[at]
    return source > 0 and line.text[source - 1].isspace()


def _name_length(line: Passage, text: str, at: int) -> int:
    """How long the name is that stands at ``at``; 0 when what follows is no name."""
    rest = text[at : at + 40]
    if _GENERAL.match(rest) or not re.match("[ก-๎]", rest):
        return 0
    words = tokens(rest)
    if not words or words[0].text in _VERBS:
        return 0
    if _stands_apart(line, at) and is_word(words[0].text) and not _PLACES.match(rest):
        return 0
    # A blank ends a name; without one it takes the words up to a common one.
    source = line.text[line.squeezed.starts[at] :]
    until_blank = re.match("[ก-๎]+", source)
    length = len(compact(until_blank[0])) if until_blank else len(words[0].text)
    total = 0
    for word in words:
        if total and (_GENERAL.match(word.text) or word.text in _VERBS):
            break
        total += len(word.text)
        if total >= length:
            break
    return min(total, length)
