"""What a row of a score table scores: by its code, its number or its name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from assessments.catalogue import Catalogue
from assessments.codes import Code, find_codes, parse_code
from assessments.wording import instrument_in, instrument_named
from ita_portal.thai.numerals import to_arabic
from ita_portal.thai.text import search_key

Level = Literal["total", "rating", "instruments", "indicators", "sub_indicators", "questions",
                "items", "part", "unlisted", "sum", "passed_over"]  # fmt: skip

_SUB_INDICATOR = re.compile(r"(?:ตัวชี้วัดย่อย|ตัวชี้วัด)?(?:ที่)?([0-9]{1,2}\.[0-9]{1,2})")
_LEADING_SUB_INDICATOR = re.compile(rf"{_SUB_INDICATOR.pattern}(?![0-9.])")
_INDICATOR = re.compile(r"(?:ตัวชี้วัด)?(?:ที่)?([0-9]{1,2})[.)]?")
_PART_OF = re.compile(r"(.*[0-9๐-๙])\s*[.(/–-]\s*[0-9๐-๙]{1,2}\)?\s*")
_BULLET = re.compile(r"[-–—•▪●○*·.)(\s]*")
_BEFORE_CODE = re.compile(r"\s*(?:[0-9๐-๙]{1,2}[.)]\s*)?(?:ข้อ(?:ที่|คำถาม(?:ที่)?)?)?[\s(]*")
_AFTER_CODE = re.compile(r"[\s).:]*")
# On search keys.
_LIKE_A_CODE = re.compile(r"(?:ข้อ(?:ที่)?)?[ieo][0-9]{1,3}(?![0-9])")
_RATING = re.compile(r"(?:ผลการประเมิน)?ระดับ|^rating|^อยู่ในระดับ")
_TOTAL = re.compile(
    r"ภาพรวม|คะแนน(?:การประเมิน)?(?:เฉลี่ย)?ita|ita(?:โดย)?รวม|คะแนน(?:เฉลี่ย)?(?:สุทธิ|รวม)|"
    r"^ผลรวมita|^overall|^totalscore|รวมทั้ง(?:สิ้น|หมด)|รวมทุก"
)
_SUM = re.compile(r"(?:ผล)?รวม(?:คะแนน)?[:]?|total|sum")
_NO_SCORE = re.compile(r"^[(]?(?:ผลรวม|รวม|เฉลี่ย|ค่าเฉลี่ย|คะแนนเฉลี่ย|average|เกณฑ์|คะแนนเต็ม|น้ำหนัก)")
_PART_OF_INSTRUMENT = re.compile(r"[ieo]it.*(?:ส่วนที่|part|ถ่วง|น้ำหนัก|ร้อยละ[0-9]|[x×*][0-9])|"
                                 r"(?:ถ่วง|น้ำหนัก).*[ieo]it")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """The cells of a row that say what it scores."""

    number: str = ""
    code: str = ""
    name: str = ""
    instrument: str = ""

    @property
    def label(self) -> str:
        """The first of the cells that says something, as a total's row has it anywhere."""
        return self.name or self.number or self.code or self.instrument


@dataclass(frozen=True, slots=True)
class Subject:
    """A level of ``ScoreSheet`` and the key in it.

    Four more: ``part`` of the question ``key``; ``unlisted``, a code that the year may have but
    its framework does not list; ``sum``, a row that says no more; ``passed_over``, a mean or a
    share that is no score of its own.
    """

    level: Level
    key: Any = ""


class Subjects:
    """Names the rows of a workbook by the framework of its year."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._known: dict[tuple[Told, str, bool], Subject | None] = {}

    def find(
        self, told: Told, *, instrument: str = "", counts_questions: bool = False
    ) -> Subject | None:
        """What a row scores; None for what the framework does not know.

        ``instrument`` is the one that the rows around belong to: with ``counts_questions`` a bare
        number is that of its question. A cell with a code that is none is never passed over
        for the name beside it or behind it.
        """
        asked = (told, instrument, counts_questions)
        if asked not in self._known:  # rows are looked at more than once
            self._known[asked] = self._find(told, instrument, counts_questions)
        return self._known[asked]

    def _find(self, told: Told, instrument: str, counts_questions: bool) -> Subject | None:
        if _RATING.match(search_key(told.label)):
            return Subject("rating")
        if found := self._by_code(told):
            return found
        if told.code and not self._may_lack_a_code(told.code):
            return None
        if is_like_a_code(told.number) or is_like_a_code(told.name):
            return None
        return (
            self._by_name(told)
            or self._by_instrument_or_total(told)
            or self._by_text(told, instrument)
            or self._by_number(told, instrument if counts_questions else "")
        )

    def _by_code(self, told: Told) -> Subject | None:
        for cell in (told.code, told.number):
            if code := _only_code(cell):
                return self._coded(code)
            part = _PART_OF.fullmatch(cell)
            code = _only_code(part[1]) if part else None
            if code and self._catalogue.question(str(code)):
                return Subject("part", str(code))
        if not told.code and (code := leading_code(told.name)):
            return self._coded(code)
        return None

    def _coded(self, code: Code) -> Subject | None:
        name = str(code)
        if self._catalogue.question(name):
            return Subject("questions", name)
        if self._catalogue.item(name):
            return Subject("items", name)
        return None if self._catalogue.lists_all(code.instrument) else Subject("unlisted", name)

    def _may_lack_a_code(self, cell: str) -> bool:
        """Whether what stands in the column of codes is none on purpose: a number, a total."""
        key = search_key(cell)
        return bool(
            _SUB_INDICATOR.fullmatch(key)
            or _INDICATOR.fullmatch(key)
            or _BULLET.fullmatch(cell)
            or _NO_SCORE.match(key)
            or _TOTAL.search(key)
            or instrument_named(cell)
        )

    def _by_name(self, told: Told) -> Subject | None:
        """An indicator or a sub-indicator, by its name or the number of the latter."""
        for cell in (told.number, told.code, told.name):
            key = search_key(cell)
            found = (_LEADING_SUB_INDICATOR.match if cell == told.name else
                     _SUB_INDICATOR.fullmatch)(key)  # fmt: skip
            if found and self._catalogue.sub_indicator(found[1]):
                return Subject("sub_indicators", found[1])
            if found and not self._catalogue.sub_indicators:
                return Subject("unlisted", found[1])
        if told.name and (entry := self._catalogue.indicator_by_name(told.name)):
            return Subject("indicators", entry.number)
        if told.name and (sub := self._catalogue.sub_indicator_by_name(told.name)):
            return Subject("sub_indicators", sub.number)
        return None

    def _by_instrument_or_total(self, told: Told) -> Subject | None:
        key = search_key(told.label)
        if _PART_OF_INSTRUMENT.search(key):
            return Subject("passed_over")
        for cell in (told.name, told.number) if told.name or told.number else (told.label,):
            if named := instrument_named(cell):
                return Subject("instruments", named)
        if _TOTAL.search(key):
            return Subject("total")
        if _SUM.fullmatch(key):
            return Subject("sum")
        return Subject("passed_over") if _NO_SCORE.match(key) else None

    def _by_text(self, told: Told, instrument: str) -> Subject | None:
        """A question or an item by its wording."""
        if not told.name or _INDICATOR.fullmatch(search_key(told.name)):
            return None
        item = self._catalogue.item_by_title(told.name) if instrument in ("", "OIT") else None
        asked = self._catalogue.question_by_text(told.name) if instrument != "OIT" else None
        if item and not asked:
            return Subject("items", item.code)
        return Subject("questions", asked.code) if asked and not item else None

    def _by_number(self, told: Told, instrument: str) -> Subject | None:
        """A bare number: of a question of ``instrument``, else of an indicator without a name."""
        number = _INDICATOR.fullmatch(search_key(told.number or told.code))
        if instrument and number:
            return self._coded(Code(instrument, int(number[1]), "", 0, 0))  # type: ignore[arg-type]
        named = _INDICATOR.fullmatch(search_key(told.name))
        number = named or (None if told.name else number)
        if number and self._catalogue.indicator(int(number[1])):
            return Subject("indicators", int(number[1]))
        return None


def contradictions(catalogue: Catalogue, told: Told, found: Subject) -> Iterator[tuple[str, str]]:
    """Where a row of an indicator says something else in another cell: the cell's name in
    ``Told`` and a sentence."""
    entry = catalogue.indicator(found.key) if found.level == "indicators" else None
    if entry is None:
        return
    number = _INDICATOR.fullmatch(search_key(told.number))
    other = catalogue.indicator(int(number[1])) if number else None
    if other is not None and other != entry:
        yield (
            "number",
            f"ลำดับ {to_arabic(told.number).strip(' .)')} ไม่ตรงกับชื่อ “{told.name}” "
            f"ซึ่งเป็นตัวชี้วัดที่ {entry.number}",
        )
    instrument = instrument_in(told.instrument)
    if instrument and instrument != entry.instrument:
        yield (
            "instrument",
            f"ตัวชี้วัดที่ {entry.number} เป็นของ {entry.instrument} ไม่ใช่ {instrument}",
        )


def leading_code(name: str) -> Code | None:
    """The code that a name begins with, as in "ข้อ I7 ท่านรู้…"."""
    codes = find_codes(name[:24])
    return codes[0] if codes and _BEFORE_CODE.fullmatch(name[: codes[0].start]) else None


def is_like_a_code(cell: str) -> bool:
    """Whether a cell begins like the code of a question or an item, of whatever number."""
    return _LIKE_A_CODE.match(search_key(cell)) is not None


def is_bullet(cell: str) -> bool:
    """Whether a cell holds nothing or a sign before a part of something."""
    return _BULLET.fullmatch(cell) is not None


def _only_code(cell: str) -> Code | None:
    """The code that is all a cell holds, "ข้อ I7" among them."""
    if code := parse_code(cell):
        return code
    code = leading_code(cell)
    return code if code and _AFTER_CODE.fullmatch(cell[code.end :]) else None
