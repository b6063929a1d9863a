"""What the headings of measure tables mean: the terms that such forms use, field by field.

A heading is first compared with whole terms (tolerant of slips), and only then searched for
the words that decide its meaning. The first kind is ``certain``: a row with two such cells is
a header wherever it stands. The second needs a neighbourhood that speaks for it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from ita_portal.thai.text import search_key, similarity


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a heading means. ``key`` is a key of ``COLUMN_KEYS``; an empty one with ``known``
    is a heading of such forms that has no field (a budget, a score)."""

    key: str = ""
    known: bool = False
    certain: bool = False


UNKNOWN = Meaning()

# Headings of a column with the day of completion: it is read together with the status.
COMPLETION_DAY = (
    "วันที่แล้วเสร็จ", "วันที่ดำเนินการแล้วเสร็จ", "วันที่เสร็จสิ้น", "วันเดือนปีที่แล้วเสร็จ", "วันที่ดำเนินการเสร็จ",
)  # fmt: skip

# Whole headings, by field. Blanks, numbering and small slips do not matter. Terms joined by
# "/", "และ" or "หรือ" are understood when the first of them is.
TERMS: dict[str, tuple[str, ...]] = {
    "order": ("ลำดับ", "ลำดับที่", "ที่", "ข้อ", "ข้อที่", "no.", "เลขที่", "อันดับ"),
    "title": (
        "มาตรการ", "มาตรการ/กิจกรรม", "กิจกรรม", "โครงการ", "โครงการ/กิจกรรม", "แผนงาน/โครงการ",
        "มาตรการ/โครงการ/กิจกรรม", "ชื่อมาตรการ", "ชื่อโครงการ/กิจกรรม", "มาตรการ/แนวทาง",
        "มาตรการส่งเสริมคุณธรรมและความโปร่งใส", "มาตรการ/แนวทางการดำเนินการ",
        "มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน", "มาตรการเพื่อส่งเสริมคุณธรรมและความโปร่งใส",
        "มาตรการ/กิจกรรมที่ดำเนินการ", "มาตรการภายใน", "รายการมาตรการ", "กิจกรรม/มาตรการ",
        "มาตรการ/แนวทางแก้ไข", "มาตรการในการแก้ไข",
    ),
    "issue": (
        "ประเด็น", "ประเด็นที่ต้องปรับปรุง", "ประเด็นที่ต้องปรับปรุงแก้ไข", "ประเด็นที่ต้องพัฒนา",
        "ประเด็นที่ต้องปรับปรุงแก้ไข/ประเด็นที่ต้องพัฒนา", "ประเด็นที่ต้องแก้ไข", "ประเด็นการประเมิน",
        "ประเด็นปัญหา", "ประเด็นข้อบกพร่อง", "ข้อบกพร่อง", "จุดอ่อน", "ข้อบกพร่องหรือจุดอ่อน",
        "ประเด็นที่เป็นข้อบกพร่องหรือจุดอ่อนที่จะต้องแก้ไขโดยเร่งด่วน", "ประเด็นที่จะต้องพัฒนาให้ดีขึ้น",
        "ข้อคำถาม", "คำถาม", "หัวข้อการประเมิน", "ประเด็นที่ควรพัฒนา", "ประเด็นที่ควรปรับปรุง",
        "ประเด็นการพัฒนา", "สิ่งที่ต้องปรับปรุง", "เรื่องที่ต้องปรับปรุง", "ประเด็นคำถาม", "หัวข้อ",
        "ประเด็นที่ควรพัฒนา/รักษาระดับ",
    ),
    "indicator": (
        "ตัวชี้วัด", "ตัวชี้วัดของการประเมิน", "ตัวชี้วัดของการประเมินita", "ตัวชี้วัดการประเมินita",
        "ตัวชี้วัดita", "ตัวชี้วัดการประเมิน", "ตัวชี้วัดที่", "ตัวชี้วัด/ประเด็นการประเมิน", "ตัวชี้วัดย่อย",
        "ตัวชี้วัด/ข้อคำถาม",
    ),
    "responsible": (
        "ผู้รับผิดชอบ", "ผู้รับผิดชอบหรือผู้ที่เกี่ยวข้อง", "หน่วยงานรับผิดชอบ", "หน่วยงานที่รับผิดชอบ",
        "ผู้รับผิดชอบ/หน่วยงาน", "ส่วนราชการที่รับผิดชอบ", "ส่วนราชการ", "กองที่รับผิดชอบ", "สำนัก/กอง",
        "หน่วยงานผู้รับผิดชอบ", "ผู้ที่เกี่ยวข้อง", "ผู้เกี่ยวข้อง", "ผู้ดำเนินการ", "เจ้าหน้าที่ผู้รับผิดชอบ",
        "หน่วยงาน", "ผู้รับผิดชอบดำเนินการ", "กอง/ฝ่าย",
    ),
    "steps": (
        "ขั้นตอนหรือวิธีการ", "ขั้นตอนหรือวิธีการ/มาตรการ", "วิธีการดำเนินการ", "วิธีดำเนินการ", "ขั้นตอน",
        "ขั้นตอนหรือวิธีปฏิบัติ", "ขั้นตอน/วิธีการ", "ขั้นตอนการดำเนินการ", "ขั้นตอนการดำเนินงาน", "วิธีการ",
        "วิธีการดำเนินงาน", "แนวทางการดำเนินการ", "แนวทางการดำเนินงาน", "แนวทางปฏิบัติ", "แนวทาง",
        "แนวทางการแก้ไข", "แนวทางแก้ไข", "แนวทางการปรับปรุง", "แนวทางการพัฒนา", "วิธีปฏิบัติ", "แนวปฏิบัติ",
        "ขั้นตอนและวิธีการดำเนินการ", "รายละเอียดการดำเนินการ", "รายละเอียด", "กระบวนการดำเนินงาน",
        "กิจกรรมที่ดำเนินการ", "วิธีการ/ขั้นตอน", "แผนการดำเนินการ", "แผนการดำเนินงาน",
        "รายละเอียดการดำเนินงาน", "ขั้นตอนการปฏิบัติ",
    ),
    "monitoring": (
        "การกำกับติดตาม", "การกำกับติดตามและรายงานผล", "การรายงานผลและการกำกับติดตาม", "การติดตามผล",
        "การรายงานผลและการกำกับติดตามกำหนดเวลาแล้วเสร็จ", "การติดตามประเมินผล", "การกำกับดูแลติดตาม",
        "แนวทางการกำกับติดตามให้นำไปสู่การปฏิบัติและการรายงานผล", "การติดตามและประเมินผล", "การติดตาม",
        "แนวทางการกำกับติดตาม", "วิธีการกำกับติดตาม", "การกำกับติดตามและระยะเวลา", "แนวทางการรายงานผล",
    ),
    "period": (
        "ระยะเวลา", "ระยะเวลาดำเนินการ", "ระยะเวลาการดำเนินการ", "ระยะเวลาในการดำเนินการ", "กำหนดเวลา",
        "ระยะเวลาดำเนินงาน", "กำหนดเวลาแล้วเสร็จ", "กำหนดแล้วเสร็จ", "ห้วงเวลา", "ช่วงเวลา", "กรอบเวลา",
        "ห้วงเวลาดำเนินการ", "ช่วงเวลาดำเนินการ", "กรอบระยะเวลา", "กำหนดการ", "วันเวลาดำเนินการ", "เวลา",
        "วันเดือนปีที่ดำเนินการ", "กำหนดระยะเวลา", "ระยะเวลาแล้วเสร็จ", "ห้วงระยะเวลา", "ปีงบประมาณ",
    ),
    "tick_not_started": (
        "ยังไม่ดำเนินการ", "ยังไม่ได้ดำเนินการ", "ไม่ได้ดำเนินการ", "ไม่ดำเนินการ", "ยังไม่เริ่มดำเนินการ",
        "ยังไม่ดำเนินงาน", "ยังไม่ได้เริ่มดำเนินการ", "รอดำเนินการ", "ยังมิได้ดำเนินการ", "ยังไม่เริ่ม",
    ),
    "tick_in_progress": (
        "อยู่ระหว่างดำเนินการ", "อยู่ระหว่างการดำเนินการ", "ระหว่างดำเนินการ", "กำลังดำเนินการ",
        "อยู่ในระหว่างดำเนินการ", "อยู่ระหว่างดำเนินงาน", "ดำเนินการบางส่วน", "อยู่ระหว่าง",
    ),
    "tick_done": (
        "ดำเนินการแล้ว", "ดำเนินการแล้วเสร็จ", "ดำเนินการเสร็จแล้ว", "แล้วเสร็จ", "เสร็จสิ้น", "ได้ดำเนินการแล้ว",
        "ดำเนินการเสร็จสิ้น", "ดำเนินการเรียบร้อยแล้ว", "เสร็จแล้ว", "ดำเนินการเสร็จสิ้นแล้ว", "ดำเนินงานแล้ว",
    ),
    "status": (
        "สถานะ", "สถานะการดำเนินการ", "สถานะการดำเนินงาน", "การดำเนินการ", "ดำเนินการ", "ความคืบหน้า",
        "ความก้าวหน้า", "ความคืบหน้าการดำเนินการ", "ความก้าวหน้าในการดำเนินการ", "สถานะดำเนินการ",
        "สถานะความคืบหน้า", "ความก้าวหน้าการดำเนินงาน", "สถานะ/วันที่ดำเนินการ", *COMPLETION_DAY,
    ),
    "results": (
        "ผลการดำเนินการ", "ผลการดำเนินงาน", "สรุปผลการดำเนินการ", "สรุปผลการดำเนินงาน", "ผลการปฏิบัติงาน",
        "การรายงานผลการดำเนินการ", "รายงานผลการดำเนินการ", "การรายงานผล", "รายงานผล", "ผลการปฏิบัติ",
        "สรุปผลการดำเนินการตามมาตรการ/กิจกรรม", "ผลการดำเนินการตามมาตรการ", "ผลดำเนินการ", "ผลการดำเนิน",
        "สรุปผล", "ผลงาน", "รายงานผลการดำเนินงาน", "ผลการติดตาม", "ผลดำเนินงาน", "ผลการกำกับติดตาม",
        "ผลการนำไปสู่การปฏิบัติ",
    ),
    "outcomes": (
        "ผลลัพธ์", "ความสำเร็จ", "ผลลัพธ์หรือความสำเร็จของการดำเนินการ", "ความสำเร็จของการดำเนินการ",
        "ผลลัพธ์ความสำเร็จ", "ผลสัมฤทธิ์", "ผลสำเร็จ", "ผลลัพธ์/ความสำเร็จ", "ผลที่ได้รับ",
        "ผลสำเร็จของการดำเนินการ",
        "ประโยชน์ที่ได้รับ", "ผลที่เกิดขึ้น", "ผลลัพธ์ที่ได้", "ผลลัพธ์ของการดำเนินการ", "ผลผลิต/ผลลัพธ์",
    ),
    "photographs": (
        "ภาพถ่าย", "ภาพประกอบ", "รูปภาพ", "ภาพกิจกรรม", "รูปถ่าย", "ภาพถ่ายกิจกรรม", "ภาพการดำเนินการ",
        "ภาพประกอบการดำเนินการ", "รูปภาพประกอบ", "ภาพ",
    ),
    "note": ("หมายเหตุ", "หมายเหตุ/อื่นๆ", "หมายเหตุ/ข้อคิดเห็น"),
    "": (
        "งบประมาณ", "งบประมาณ(บาท)", "งบประมาณที่ใช้", "ตัวชี้วัดความสำเร็จ", "ตัวชี้วัดผลสำเร็จ", "เป้าหมาย",
        "ค่าเป้าหมาย", "ตัวชี้วัด/ค่าเป้าหมาย", "ตัวชี้วัด/เป้าหมาย", "วัตถุประสงค์", "คะแนน", "ผลการประเมิน",
        "ผลคะแนน",
        "ปัญหาและอุปสรรค", "ปัญหา/อุปสรรค", "ข้อเสนอแนะ", "เครื่องมือ", "เครื่องมือการประเมิน", "ร้อยละ",
        "หลักฐาน",
        "เอกสารหลักฐาน", "หลักฐานอ้างอิง", "ลิงก์", "url", "ผลที่คาดว่าจะได้รับ", "ผลลัพธ์ที่คาดหวัง", "ระดับ",
        "ตัวชี้วัดความสำเร็จของกิจกรรม", "แหล่งงบประมาณ", "กลุ่มเป้าหมาย", "สถานที่", "คะแนนที่ได้",
    ),
}  # fmt: skip

# The words that decide, in order: what comes first wins. Searched in the compact heading.
_DECIDING: tuple[tuple[str, str], ...] = (
    ("tick_not_started", r"^(ยัง)?(ไม่|มิ)(ได้)?(เริ่ม)?(ดำเนิน|ปฏิบัติ)"),
    ("tick_in_progress", r"^(อยู่)?(ใน)?ระหว่าง(การ)?(ดำเนิน|ปฏิบัติ)|^กำลังดำเนิน"),
    ("tick_done", r"^(ได้)?ดำเนิน(การ|งาน)(เสร็จ|เรียบร้อย|ครบถ้วน|สำเร็จ)?แล้ว|^(แล้วเสร็จ|เสร็จสิ้น)"),
    ("", r"คาดว่า|คาดหวัง|อุปสรรค|^ข้อเสนอแนะ|^งบประมาณ|^คะแนน|^ผลการประเมิน|^เป้าหมาย|^ค่าเป้าหมาย"),
    ("", r"^ตัวชี้วัด(ความสำเร็จ|ผล|ของ?(โครงการ|กิจกรรม|มาตรการ))|^เครื่องมือ|^วัตถุประสงค์|^ระดับ(คะแนน|ผล)"),
    ("note", r"^หมายเหตุ"),
    ("photographs", r"ภาพ(ถ่าย|ประกอบ|กิจกรรม)|^รูป"),
    ("responsible", r"รับผิดชอบ|^ผู้(ที่)?เกี่ยวข้อง"),
    ("responsible", r"^(หน่วยงาน|ส่วนราชการ|กอง|สำนัก|ฝ่าย)(ที่|ผู้|/|ดำเนิน|หลัก|เจ้าภาพ)"),
    ("status", r"สถานะ|ความคืบหน้า|^ความก้าวหน้า"),
    ("results", r"^(สรุป|รายงาน|การรายงาน)?ผล(ของ)?(การ)?(กำกับ)?(ดำเนิน|ปฏิบัติ|ติดตาม|กำกับ)"),
    ("monitoring", r"กำกับ|ติดตาม|^แนวทางการรายงาน"),
    ("period", r"^(กำหนด|ระยะ|ห้วง|ช่วง|กรอบ).{0,4}(เวลา|เสร็จ)|^วันเวลา|^(วัน|เดือน)(ที่|/)"),
    ("outcomes", r"ผลลัพธ์|ผลสัมฤทธิ์|ผลสำเร็จ|^ความสำเร็จ|^ผลที่|ประโยชน์ที่"),
    ("results", r"^(สรุป|รายงาน|การรายงาน)ผล|^ผล(งาน|ดำเนิน)"),
    ("issue", r"^ประเด็น|ข้อบกพร่อง|จุดอ่อน|^ปัญหา|คำถาม|^หัวข้อ|ที่ต้อง(ปรับปรุง|แก้ไข|พัฒนา)"),
    ("title", r"^(ชื่อ)?(มาตรการ|โครงการ|กิจกรรม|แผนงาน)"),
    ("steps", r"ขั้นตอน|วิธี(การ|ปฏิบัติ|ดำเนิน)|แนวทาง|แนวปฏิบัติ|^กระบวนการ|^รายละเอียด|การดำเนิน(การ|งาน)$"),
    ("period", r"ระยะเวลา|กำหนดเวลา|แล้วเสร็จภายใน"),
    ("title", r"มาตรการ|กิจกรรม|โครงการ"),
    ("indicator", r"ตัวชี้วัด"),
)  # fmt: skip
_DECIDING_PATTERNS = tuple((key, re.compile(pattern)) for key, pattern in _DECIDING)

_NUMBERING = re.compile(r"^(?:[(\[]?[0-9]{1,2}(?:\.[0-9]{1,2})*[)\].]+|[-*•])")
_HYPHEN = re.compile(r"(?<=[ก-๎])[-‐‑](?=[ก-๎])")
_TAIL = re.compile(r"(?:[(\[][0-9]{1,2}[)\]]|:)$")
_JOINT = re.compile(r"/|,|และ|หรือ")
_HINT = re.compile(r"[(\[][^()\[\]]*[)\]]")
_ALIKE = 0.86
_SAME = 0.9
LONGEST_HEADING = 110

_KEY_OF_TERM = {search_key(term): key for key, terms in TERMS.items() for term in terms}
_DAYS = frozenset(map(search_key, COMPLETION_DAY))
_BY_LENGTH = sorted(_KEY_OF_TERM, key=len, reverse=True)


def bare_heading(text: str) -> str:
    """The heading for comparing: search key without numbering such as "(๑)" and without the
    hyphens with which narrow columns break words."""
    return _TAIL.sub("", _NUMBERING.sub("", _HYPHEN.sub("", search_key(text))))


def same_heading(a: str, b: str) -> bool:
    """Whether two texts are the same heading, slips apart."""
    first, second = bare_heading(a), bare_heading(b)
    return first == second or (len(first) > 4 and similarity(first, second) >= _SAME)


@lru_cache(maxsize=4096)
def meaning_of(heading: str) -> Meaning:
    """What a heading means; ``UNKNOWN`` for text that no such form uses as a heading."""
    bare = bare_heading(heading)
    if not bare or len(bare) > LONGEST_HEADING:
        return UNKNOWN
    for form in dict.fromkeys((bare, _HINT.sub("", bare))):  # "สถานะ (ทำเครื่องหมาย ✓)"
        if form and (key := _whole_term(form)) is not None:
            return Meaning(key, known=True, certain=True)
    for decided, pattern in _DECIDING_PATTERNS:
        if pattern.search(bare):
            return Meaning(decided, known=True)
    return UNKNOWN


def _whole_term(bare: str) -> str | None:
    if bare in _KEY_OF_TERM:
        return _KEY_OF_TERM[bare]
    if len(bare) > 5:
        near = [term for term in _BY_LENGTH if abs(len(term) - len(bare)) <= 1 + len(bare) // 6]
        if best := get_close_matches(bare, near, n=1, cutoff=_ALIKE):
            return _KEY_OF_TERM[best[0]]
    first, *others = _JOINT.split(bare)
    if others and first in _KEY_OF_TERM and all(_is_term(part) for part in others):
        return _KEY_OF_TERM[first]
    return None


def _is_term(part: str) -> bool:
    return part in _KEY_OF_TERM or part == ""


def is_term(heading: str) -> bool:
    """Whether a heading is letter by letter one that such forms use."""
    return bare_heading(heading) in _KEY_OF_TERM


def is_completion_day(heading: str) -> bool:
    """Whether a heading is of a column with the day of completion."""
    bare = bare_heading(heading)
    return bool(get_close_matches(bare, _DAYS, n=1, cutoff=_ALIKE)) if bare else False


def leading_term(key: str) -> str:
    """The longest whole term that ``key`` (a search key) begins with, numbering included;
    empty when there is none. For cells in which a heading and a text were run together."""
    numbering = _NUMBERING.match(key)
    start = numbering.end() if numbering else 0
    rest = key[start:]
    term = next((term for term in _BY_LENGTH if len(term) > 4 and rest.startswith(term)), "")
    if not term or term.endswith("ที่"):  # "ตัวชี้วัดที่ ๙ …" is a text of the body
        return ""
    return key[:start] + term
