"""The meaning of headings, in the many wordings of such forms."""

import pytest

from reports.readers.recognised import COLUMN_KEYS
from reports.readers.vocabulary import TERMS, UNKNOWN, leading_term, meaning_of

HEADINGS = {
    "order": ["ที่", "ลำดับ ที่", "No.", "ข้อ"],
    "title": [
        "มาตรการ/ กิจกรรม",
        "มาตรการส่งเสริมคุณธรรม และความโปร่งใส",
        "โครงการ / กิจกรรม",
        "มาตรการที่กำหนด",
        "กิจกรรม/โครงการ",
    ],
    "issue": [
        "ประเด็นที่ต้องปรับปรุง แก้ไข/ ประเด็นที่ต้องพัฒนา",
        "ข้อบกพร่องหรือจุดอ่อน",
        "ประเด็นที่ต้องเร่งแก้ไข",
        "ข้อคำถาม",
    ],
    "indicator": ["ตัวชี้วัด", "ตัวชี้วัดของการประเมิน ITA", "ตัวชี้วัดที่ได้คะแนนน้อย"],
    "responsible": [
        "ผู้รับผิดชอบ",
        "(๑) ผู้รับผิดชอบหรือผู้ที่เกี่ยวข้อง",
        "หน่วยงานที่รับผิดชอบ",
        "ผุ้รับผิดชอบ",
        "ส่วนงานรับผิดชอบหลัก",
        "สำนัก/กอง",
    ],
    "steps": [
        "ขั้นตอนหรือวิธีการ/มาตรการ",
        "(2) ขั้นตอนหรือวิธีปฏิบัติ",
        "วิธี ดำเนินการ",
        "แนวทางการแก้ไขปรับปรุง",
        "รายละเอียดวิธีการ",
    ],
    "monitoring": [
        "การรายงานผลและการกำกับติดตาม กำหนดเวลาแล้วเสร็จ",
        "(๓) แนวทางการกำกับติดตามให้นำไปสู่การปฏิบัติและการรายงานผล",
        "การกํากับติดตาม",
        "การติดตามและประเมินผล",
    ],
    "period": [
        "(๔) ระยะเวลาดำเนินการ",
        "กำหนดแล้วเสร็จ",
        "ห้วงเวลาที่ดำเนินการ",
        "วัน/เดือน/ปี ที่ดำเนินการ",
    ],
    "status": ["การดำเนินการ", "สถานะ", "ความคืบหน้าของการดำเนินงาน"],
    "results": [
        "ผลการดำเนินงาน",
        "สรุปผลการดำเนินการตาม มาตรการ/กิจกรรม",
        "(๕) การรายงานผลการดำเนินการ",
        "ผลการปฏิบัติตามมาตรการ",
        "ผลการกำกับติดตาม",
    ],
    "outcomes": [
        "ผลลัพธ์หรือความสำเร็จของ การดำเนินการ",
        "ความสำเร็จของการดำเนินการ",
        "ผลสัมฤทธิ์ของมาตรการ",
    ],
    "photographs": ["ภาพถ่าย", "รูปภาพกิจกรรม"],
    "note": ["หมายเหตุ"],
    "tick_not_started": ["ยังไม่ดำเนินการ", "ยังไม่ได้เริ่มดำเนินการ", "ไม่ได้ดำเนินการ"],
    "tick_in_progress": ["อยู่ระหว่าง ดำเนินการ", "กำลังดำเนินการ"],
    "tick_done": ["ดำเนินการแล้ว", "ดำเนินการ แล้วเสร็จ", "เสร็จสิ้น"],
    "": [
        "งบประมาณ (บาท)",
        "ตัวชี้วัดความสำเร็จ",
        "ผลที่คาดว่าจะได้รับ",
        "ปัญหา/อุปสรรค",
        "คะแนน",
        "ผลการประเมิน",
    ],
}


@pytest.mark.parametrize(
    ("heading", "key"), [(h, key) for key, headings in HEADINGS.items() for h in headings]
)
def test_headings_have_their_meaning(heading: str, key: str) -> None:
    meaning = meaning_of(heading)
    assert (meaning.key, meaning.known) == (key, True)


@pytest.mark.parametrize("text", ["สำนักปลัด", "กองคลัง งานพัสดุ", "๒๓ มกราคม ๒๕๖๖", "", "-"])
def test_texts_of_cells_are_no_headings(text: str) -> None:
    assert meaning_of(text) == UNKNOWN


def test_every_key_of_the_preview_has_its_terms() -> None:
    assert set(TERMS) == set(COLUMN_KEYS)


def test_no_term_stands_for_two_fields() -> None:
    terms = [term for terms in TERMS.values() for term in terms]
    assert len(terms) == len(set(terms))


def test_the_heading_before_a_text_is_found_with_its_number() -> None:
    assert leading_term("(2)ขั้นตอนหรือวิธีปฏิบัติ1.จัดทำแผน") == "(2)ขั้นตอนหรือวิธีปฏิบัติ"
    assert leading_term("สำนักปลัด") == ""
