"""How documents and workbooks word a result: the total, the rating, the instruments, the year.

Only wording is known here; what exists in a year is a matter of its framework.
"""

from __future__ import annotations

import re
from decimal import Decimal

from ita_portal.thai.numerals import to_arabic
from ita_portal.thai.text import fold_blanks, normalise, search_key

_NUMBER = r"(?<![0-9.])[0-9]{1,3}\.[0-9]{1,2}(?![0-9])"
_TOTAL = re.compile(
    r"(?P<said>คะแนน(?:ใน|เฉลี่ย)?[ ]?(?:ภาพรวม|รวม)|คะแนน(?:การประเมิน)?[ ]?ITA|ภาพรวม|"
    rf"ได้(?:รับ)?(?:ผล)?คะแนน)(?P<between>[^\n]{{0,160}}?)(?P<total>{_NUMBER})"
)
_RATING = re.compile(
    r"ระดับ(?:ผลการประเมิน)?[ :“\"]*(?P<rating>[A-F]{1,2}(?![A-Za-z])|ผ่านดีเยี่ยม|ผ่านดี|ผ่าน(?!เกณฑ์)"
    r"|ต้องปรับปรุงโดยด่วน|ต้องปรับปรุง)"
)
# What the sentence is about instead of the total.
_NOT_THE_TOTAL = re.compile(r"ตัวชี้วัด|ข้อ(?!มูล)|[IEO]IT|เต็ม|เกณฑ์|เป้าหมาย|ปีก่อน", re.IGNORECASE)
_OF_ITA = re.compile(r"ITA|คุณธรรมและความโปร่งใส|ภาพรวม|หน่วยงาน", re.IGNORECASE)

_BULLETS = "-–•▪☐·\uf0a7\uf0b7"

_YEAR = re.compile(r"(?<![0-9.])(25[0-9]{2})(?![0-9]|\.[0-9])")
_SHORT_YEAR = re.compile(r"(?:ปี|พ\.ศ\.)(?:งบประมาณ)?[ ]?(?:พ\.ศ\.)?[ ]?([56][0-9])(?![0-9])")

# On search keys: the whole text is the name of an instrument.
_ASSESSMENT = r"(?:integrityandtransparencyassessment)?"
_INSTRUMENTS = (
    ("IIT", rf"iit|การรับรู้ของผู้มีส่วนได้(?:ส่วน)?เสียภายใน|internal{_ASSESSMENT}"),
    ("EIT", rf"eit|การรับรู้ของผู้มีส่วนได้(?:ส่วน)?เสียภายนอก|external{_ASSESSMENT}"),
    ("OIT", rf"oit|(?:การ)?เปิดเผย(?:ข้อมูล)?สาธารณะ|opendata{_ASSESSMENT}"),
)
_AROUND_INSTRUMENT = (
    r"(?:คะแนน|ค่า|เฉลี่ย|รวม|ผล|และ|ของ|ด้าน|ส่วน|เครื่องมือ|การประเมิน|แบบ|วัด|ตรวจ|ที่|[0-9๐-๙]{1,2}[.)]|"
    r"ในภาพรวม|ภาพรวม|ทั้งหมด|[()\[\]:.,/–-])*"
)
_IN_TEXT = tuple(
    (code, re.compile(rf"(?<![a-z])(?:{names})(?![a-z])")) for code, names in _INSTRUMENTS
)
_WHOLE_INSTRUMENTS = tuple(
    (code, re.compile(rf"{_AROUND_INSTRUMENT}(?:(?:{names}){_AROUND_INSTRUMENT})+"))
    for code, names in _INSTRUMENTS
)


def find_total(text: str) -> tuple[Decimal, str] | None:
    """The announced total of a text and the rating beside it ("" when none is told); None when
    the text tells no total. A score of an indicator or an instrument is none."""
    for line in to_arabic(fold_blanks(text)).split("\n"):
        for found in _TOTAL.finditer(line):
            before = re.split(r"[0-9]\.[0-9]+", line[: found.start()])[-1]
            if _NOT_THE_TOTAL.search(before + found["between"]):
                continue
            if found["said"].startswith("ได้") and not _OF_ITA.search(line):
                continue
            total = Decimal(found["total"])
            if total <= 100:
                return total.quantize(Decimal("0.01")), find_rating(line)
    return None


def find_rating(text: str) -> str:
    """The rating that a text tells, as in "ระดับผลการประเมิน: ผ่านดี"; "" for none."""
    found = _RATING.search(to_arabic(fold_blanks(text)))
    return found["rating"] if found else ""


def years_in(text: str) -> set[int]:
    """The Buddhist-era years that a text names, "ปี 65" among them."""
    arabic = to_arabic(text)
    short = {2500 + int(found[1]) for found in _SHORT_YEAR.finditer(arabic)}
    return {int(found[1]) for found in _YEAR.finditer(arabic)} | short


def instrument_named(text: str) -> str:
    """IIT, EIT or OIT when the whole text is the name of one, with or without words like
    "คะแนนเฉลี่ย"; otherwise ""."""
    key = search_key(text)
    return next((code for code, pattern in _WHOLE_INSTRUMENTS if pattern.fullmatch(key)), "")


def instrument_in(text: str) -> str:
    """IIT, EIT or OIT when a text names that one and no other; otherwise ""."""
    key = search_key(text)
    named = [code for code, pattern in _IN_TEXT if pattern.search(key)]
    return named[0] if len(named) == 1 else ""


def bulleted_lines(text: str) -> list[str]:
    """The lines of a cell from the first bullet on, without their bullets: the parts of a
    question below its wording."""
    lines = [fold_blanks(line) for line in normalise(text).split("\n")]
    first = next((n for n, line in enumerate(lines) if line[:1] in tuple(_BULLETS)), len(lines))
    return [without_bullet(line) for line in lines[first:] if search_key(line)]


def without_bullet(line: str) -> str:
    """A line without the sign before it."""
    return fold_blanks(line).lstrip(_BULLETS + " ")
