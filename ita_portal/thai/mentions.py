"""How a text names a day, a month or a part of a fiscal year.

The grammar below every reading of dates, deadlines and periods. It works on squeezed text
(see ``squeezing``): no blanks, Arabic digits. All patterns are anchored and bounded, so that
reading takes time proportional to the text.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from ita_portal.thai.fiscal import FiscalYear
from ita_portal.thai.formatting import BUDDHIST_ERA_OFFSET, MONTH_ABBREVIATIONS, MONTH_NAMES

Precision = Literal["day", "month", "year", ""]

_MISSPELT = {
    "กุมภาพันธ์": "กุมภาพัน(?:ธ์|ธุ์|ธ)",
    "พฤษภาคม": "พฤ[ษศ]ภาคม",
    "มิถุนายน": "มิ[ถภ]ุ[นณ]ายน",
    "กรกฎาคม": "กรก[ฎฏ]าคม",
    "พฤศจิกายน": "พฤ[ศษ]จิกายน",
}
# "ก.ค." is July, "ก.ค.ศ." is a commission.
_NO_LONGER_ACRONYM = r"(?!(?!พ\.ศ|ค\.ศ)[ก-ฮ]\.)"
# An abbreviation that lacks a dot could begin a word, so it has to end visibly.
_ENDS = r"(?=[^\u0e01-\u0e4e]|ปี|พ\.?ศ|ค\.ศ|พุทธศักราช|ถึง|จนถึง|และ|ของ|$)"


def _month_forms(name: str, abbreviation: str) -> str:
    stem = re.sub(r"(?:คม|ยน|พันธ์)$", "", name)
    dotless = abbreviation.replace(".", r"\.?")
    full = _MISSPELT.get(name, name)
    return (
        f"{full}|{re.escape(abbreviation)}{_NO_LONGER_ACRONYM}|(?:{dotless}|{stem})(?!\\.){_ENDS}"
    )


_MONTH_WORDS = "|".join(
    f"(?P<m{number}>{_month_forms(name, abbreviation)})"
    for number, (name, abbreviation) in enumerate(
        zip(MONTH_NAMES, MONTH_ABBREVIATIONS, strict=True), 1
    )
)
# Where a month may begin; for looking through a text before reading it.
FULL_MONTH = "|".join(_MISSPELT.get(name, name) for name in MONTH_NAMES)

_WEEKDAY = "จันทร์|อังคาร|พุธ|พฤหัสบดี|พฤหัส|ศุกร์|เสาร์|อาทิตย์"
_ERA = r"พ\.?ศ\.?|ค\.?ศ\.?|พุทธศักราช|คริสต์ศักราช"
_COUNTED = (
    "คน|ราย|ครั้ง|เรื่อง|แห่ง|โครงการ|วัน|เดือน|ชั่วโมง|นาที|บาท|ข้อ|คะแนน|ร้อยละ|%"
    "|หน้า|ฉบับ|ชุด|ช่องทาง|กิจกรรม|ภารกิจ|งาน"
)

_YEAR = re.compile(
    rf"(?:(?:ของ|ใน|แห่ง|ประจำ)?(?P<label>ปีงบประมาณ|ปีงบฯ?|ปี))?(?P<era>{_ERA})?"
    r"(?P<gap>\n)?(?P<number>[0-9]{4}|[0-9]{2})(?![0-9])"
)
_LIST_MARKER = re.compile(r"[.)]")
_QUANTITY = re.compile(rf"[.,][0-9]|{_COUNTED}")
_NEXT_YEAR = re.compile(r"(?:ของ|ใน)?ปี(?:งบประมาณ)?(?:ถัดไป|ถัดมา|หน้า)")
_THIS_YEAR = re.compile(r"(?:ของ|ใน)?ปี(?:งบประมาณ)?(?:ปัจจุบัน|นี้)")

# Not inside a longer number such as "1/23/01/2566".
_ALONE = r"(?<![0-9][/.])"
_SLASHED = re.compile(
    _ALONE + r"(?P<d>[0-9]{1,2})"
    r"(?:(?P<sep>[/-])(?P<m>[0-9]{1,2})(?P=sep)(?P<y>[0-9]{4}|[0-9]{2}(?!(?P=sep)[0-9]))"
    r"|\.(?P<m2>[0-9]{1,2})\.(?P<y2>[0-9]{4}))(?![0-9])"
)
_ISO = re.compile(_ALONE + r"(?P<y>[0-9]{4})-(?P<m>[0-9]{1,2})-(?P<d>[0-9]{1,2})(?![0-9])")
_DAY = re.compile(
    rf"(?P<label>วัน(?:{_WEEKDAY})?(?:ที่)?)?\n?(?P<day>[0-9]{{1,2}})(?:ของ)?(?:เดือน)?(?:{_MONTH_WORDS})"
)
_MONTH = re.compile(rf"(?:เดือน)?(?:{_MONTH_WORDS})")
_QUARTER_NUMBER = "[1-4](?![0-9])|แรก|สุดท้าย|หนึ่ง|สอง|สาม|สี่"
_QUARTER = re.compile(
    rf"ไตรมาส(?:ที่)?\n?(?P<first>{_QUARTER_NUMBER})"
    rf"(?:(?:-|ถึง|และ|,)(?:ไตรมาส)?(?:ที่)?(?P<last>{_QUARTER_NUMBER}))?(?:/(?=[0-9]))?"
)
_QUARTERS = {"แรก": 1, "สุดท้าย": 4, "หนึ่ง": 1, "สอง": 2, "สาม": 3, "สี่": 4}
_HALF = re.compile(
    r"(?:(?:รอบ|ระยะ|ช่วง)(?:ระยะเวลา)?(?P<round>6|หก|12|สิบสอง)เดือน(?P<which>แรก|หลัง)?"
    r"|(?P<months>6|หก)เดือน(?P<half>แรก|หลัง)"
    r"|ครึ่งปี(?:งบประมาณ)?(?P<part>แรก|หลัง))"
)
_WHOLE_YEAR = re.compile(
    rf"(?:(?P<label>ปีงบประมาณ|ปีงบฯ?|ปีปฏิทิน|ปี)(?P<era>{_ERA})?|(?P<bare>พ\.?ศ\.?))"
    r"(?:\n?(?P<number>[0-9]{4}|[0-9]{2})(?![0-9]))?"
)
_BARE_YEAR = re.compile("[0-9]{4}(?![0-9])")
_ANOTHER_YEAR = re.compile("ที่ผ่านมา|ที่แล้ว|ก่อน|เดิม|เดียวกัน|ละ|ใด")


@dataclass(frozen=True, slots=True)
class Year:
    """A year as stated: a CE calendar year, or a fiscal year; ``next`` is "ปีถัดไป"."""

    ce: int = 0
    fiscal: bool = False
    next: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """A day (``day`` > 0) or a run of whole months, ``first_month`` to ``last_month``, named
    at ``text[start:end]``; the months of a fiscal year run from 10 to 9."""

    start: int
    end: int
    precision: Precision
    first_month: int
    last_month: int
    day: int = 0
    year: Year | None = None
    surely_day: bool = True  # False for a number before an abbreviation, without "วันที่"

    @property
    def states_year(self) -> bool:
        """Whether the text itself says which year."""
        return self.year is not None and not self.year.next

    def span(self, fiscal_year: FiscalYear | None) -> tuple[date, date] | None:
        """First and last day; a year that is not stated comes from ``fiscal_year``. None
        when there is none to take it from, or no such day."""
        try:
            first_year = self._year_of(self.first_month, fiscal_year)
            last_year = self._year_of(self.last_month, fiscal_year)
            if not first_year or not last_year:
                return None
            if self.day:
                return (day := date(first_year, self.first_month, self.day)), day
            last_day = calendar.monthrange(last_year, self.last_month)[1]
            return date(first_year, self.first_month, 1), date(last_year, self.last_month, last_day)
        except ValueError:
            return None

    def _year_of(self, month: int, fiscal_year: FiscalYear | None) -> int:
        if self.year and self.year.ce:
            if not self.year.fiscal:
                return self.year.ce
            return FiscalYear(self.year.ce + BUDDHIST_ERA_OFFSET).year_of_month(month)
        if fiscal_year is None:
            return 0
        chosen = fiscal_year.next if self.year and self.year.next else fiscal_year
        return chosen.year_of_month(month)


def read_mention(text: str, at: int) -> Mention | None:
    """What ``text`` names from position ``at`` on; None when nothing begins there."""
    return (
        read_day(text, at)
        or _read_month(text, at)
        or _read_quarter(text, at)
        or _read_half(text, at)
        or _read_whole_year(text, at)
    )


def read_day(text: str, at: int) -> Mention | None:
    """A day at ``at``, in figures ("23/01/2566", "2023-01-23") or with the month's name."""
    if found := _ISO.match(text, at) or _SLASHED.match(text, at):
        parts = found.groupdict()
        month = int(parts["m"] or parts["m2"])
        year = _common_era(parts["y"] or parts["y2"])
        if not year or not 1 <= month <= 12:
            return None
        return Mention(at, found.end(), "day", month, month, int(parts["d"]), Year(year))
    if not (found := _DAY.match(text, at)):
        return None
    month = _month_number(found)
    spelt_out = len(found[f"m{month}"]) > len("มี.ค.")
    day = int(found["day"])
    if day == 0:
        return None
    mention = Mention(at, found.end(), "day", month, month, day)
    return replace(_with_year(mention, text), surely_day=spelt_out or bool(found["label"]))


def _read_month(text: str, at: int) -> Mention | None:
    if not (found := _MONTH.match(text, at)):
        return None
    month = _month_number(found)
    return _with_year(Mention(at, found.end(), "month", month, month), text)


def _month_number(found: re.Match[str]) -> int:
    return next(number for number in range(1, 13) if found.group(f"m{number}"))


def _read_quarter(text: str, at: int) -> Mention | None:
    if not (found := _QUARTER.match(text, at)):
        return None
    first = _QUARTERS.get(found["first"]) or int(found["first"])
    last = _QUARTERS.get(found["last"] or found["first"]) or int(found["last"] or found["first"])
    months = (10, 1, 4, 7)[first - 1], (12, 3, 6, 9)[last - 1]
    return _fiscal(_with_year(Mention(at, found.end(), "month", *months), text))


def _read_half(text: str, at: int) -> Mention | None:
    if not (found := _HALF.match(text, at)):
        return None
    if found["round"] in ("12", "สิบสอง"):
        months = 10, 9
    elif "หลัง" in (found["which"], found["half"], found["part"]):
        months = 4, 9
    else:
        months = 10, 3
    return _fiscal(_with_year(Mention(at, found.end(), "month", *months), text))


def _read_whole_year(text: str, at: int) -> Mention | None:
    """A fiscal year. "ปี ๒๕๖๖" is one too, as everything in an assessment runs by them; only
    "ปีปฏิทิน" is a calendar year."""
    if not (found := _WHOLE_YEAR.match(text, at)):
        return None
    months = (1, 12) if found["label"] == "ปีปฏิทิน" else (10, 9)
    if found["number"]:
        year = _common_era(found["number"])
        counts = len(found["number"]) == 2 and _QUANTITY.match(text, found.end())
        if not year or counts:
            return None
        stated = Year(year, fiscal=months == (10, 9))
        return Mention(at, found.end(), "year", *months, year=stated)
    if not (found["label"] or "").startswith("ปีงบ") or found["era"]:
        return None
    if _ANOTHER_YEAR.match(text, found.end()):
        return None
    mention = Mention(at, found.end(), "year", *months)
    if other := _NEXT_YEAR.match(text, at):
        return replace(mention, end=other.end(), year=Year(next=True))
    this = _THIS_YEAR.match(text, at)
    return replace(mention, end=this.end()) if this else mention


def read_bare_year(text: str, at: int) -> Mention | None:
    """A year that is only a number of four digits, as the end of "๒๕๖๗ - ๒๕๖๘"."""
    found = _BARE_YEAR.match(text, at)
    year = _common_era(found.group()) if found else 0
    if not found or not year:
        return None
    return Mention(at, found.end(), "year", 10, 9, year=Year(year, fiscal=True))


def _fiscal(mention: Mention) -> Mention:
    if mention.year and mention.year.ce:
        return replace(mention, year=replace(mention.year, fiscal=True))
    return mention


def _with_year(mention: Mention, text: str) -> Mention:
    at = mention.end
    if found := _NEXT_YEAR.match(text, at):
        return replace(mention, end=found.end(), year=Year(next=True))
    if found := _THIS_YEAR.match(text, at):
        return replace(mention, end=found.end())
    if not (found := _YEAR.match(text, at)) or not (year := _common_era(found["number"])):
        return mention
    if found["gap"] and (len(found["number"]) == 2 or _LIST_MARKER.match(text, found.end())):
        return mention
    said = found["label"] or found["era"]
    if len(found["number"]) == 2 and not said and _QUANTITY.match(text, found.end()):
        return mention
    fiscal = (found["label"] or "").startswith("ปีงบ")
    return replace(mention, end=found.end(), year=Year(year, fiscal=fiscal))


def _common_era(number: str) -> int:
    """The CE year of a year as typed; 0 when it cannot be one.

    The size tells the era, because CE years are typed by mistake, "พ.ศ." before them or not.
    Two digits are the end of a Buddhist year of this or the last generation.
    """
    year = int(number)
    if len(number) == 2:
        return year + 2500 - BUDDHIST_ERA_OFFSET if year >= 40 else 0
    if 2400 <= year <= 2700:
        return year - BUDDHIST_ERA_OFFSET
    return year if 1900 <= year <= 2150 else 0
