"""What a report says of itself: its agency and place, the year, the round, its numerals."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assessments.codes import find_codes
from ita_portal.thai.dates import parse_period
from ita_portal.thai.fiscal import FiscalYear
from ita_portal.thai.numerals import to_arabic
from ita_portal.thai.text import compact, fold_blanks, join_broken, search_key

_SHORT_KINDS = {
    "ทน": "เทศบาลนคร", "ทม": "เทศบาลเมือง", "ทต": "เทศบาลตำบล",
    "อบต": "องค์การบริหารส่วนตำบล", "อบจ": "องค์การบริหารส่วนจังหวัด",
}  # fmt: skip
_KINDS = ("เทศบาลนคร", "เทศบาลเมือง", "เทศบาลตำบล", "องค์การบริหารส่วนตำบล", "องค์การบริหารส่วนจังหวัด")


def _spaced(word: str) -> str:
    """A pattern for a word that a line end or a hyphen may have cut."""
    return r"[\s\-]*".join(re.escape(sign) for sign in word)


_KIND = "|".join(_spaced(kind) for kind in _KINDS)
_SHORT_KIND = r"(?<![ก-๎])(?:อบต|อบจ|ทต|ทม|ทน)\."
# What can follow an agency's name without a blank.
_NAME_END = re.compile(
    r"อำเภอ|จังหวัด|ประจำปี|ปีงบประมาณ|พ\.ศ|ดังนี้|ได้|จึง|โดย|เพื่อ|ประกาศ|เรื่อง|ขอ(?=ราย|แจ้ง|เสนอ)|มีการ|มีมาตรการ|รอบ"
)
_AGENCY = re.compile(rf"({_KIND}|{_SHORT_KIND})[ \t\n]*-?[ \t\n]*([ก-๎]{{2,60}})")
_MAYOR = re.compile(r"(?:นายก|ปลัด)เทศ(?:มนตรี|บาล)\s*(นคร|เมือง|ตำบล)\s*([ก-๎]{2,40})")
_SPECIAL = re.compile(r"(เมืองพัทยา|กรุงเทพมหานคร)")
_NOT_A_NAME = re.compile(
    r"^(?:และ|หรือ|ที่|ใน|ของ|ทุก|มี|ได้|ให้|ต้อง|เป็น|ทั้ง|ซึ่ง|ดังกล่าว|ทั่ว|แห่ง|ผู้|จะ|สามัญ|พนักงาน|สมาชิก|นั้น)"
)
_DISTRICT = re.compile(r"(?:อำเภอ|(?<![ก-๎])อ\.|เขต(?=[ก-๎]+\s*กรุงเทพ))\s*([ก-๎]{2,40})")
_PROVINCE = re.compile(r"(?:จังหวัด|(?<![ก-๎])จ\.)\s*([ก-๎]{2,30})")
_TAMBON = re.compile(r"(?<![ก-๎])(?:ตำบล|ต\.)\s*[ก-๎]+\s*(?=อำเภอ|อ\.)")
_GENERIC_PLACE = re.compile(r"^(?:และ|หรือ|ใน|ของ|ที่|นั้น|เคลื่อนที่|ทุก|มี)")

_YEAR = re.compile(
    r"(?:ปีงบประมาณ|ประจำปี|พ\.?ศ\.?|งบประมาณ)(?:พ\.?ศ\.?)?((?:2[45][0-9]{2})|(?:20[0-9]{2})|[5-9][0-9])(?![0-9])"
)
_ASSESSED = re.compile(r"(?:ผล)?การประเมิน(?:คุณธรรม|ita)|ผลคะแนน")
_OF_MEASURES = re.compile(r"มาตรการ|รายงานผล|ความก้าวหน้า|การดำเนินการตาม|ผลการดำเนินงาน")
_SPAN = re.compile(
    r"((?:[0-9]{1,2})?[^()0-9]{2,14}(?:[0-9]{2,4})?(?:-|–|ถึง)(?:[0-9]{1,2})?[^()0-9]{2,14}[0-9]{2,4})"
)
_ROUND_WORDS = re.compile(
    r"รอบ(?:ที่)?(?:[0-9]\()?(6|12|หก|สิบสอง)เดือน(หลัง)?|(?:ครั้งที่|รอบที่)(1|2)(?![0-9])|รอบ(1|2)(?![0-9])|(ประจำปี|สิ้นปี)$"
)
_DIGIT_RUN = re.compile(r"[0-9๐-๙]+")


@dataclass(frozen=True, slots=True)
class Place:
    """The agency that a report is of, as far as it says."""

    agency: str = ""
    district: str = ""
    province: str = ""


def find_place(prominent: Sequence[str], texts: Iterable[str]) -> Place:
    """Agency, district and province: from the title lines and headings, else from everywhere.
    Short forms are written out; a name that line ends or hyphens cut is put together."""
    top, rest = _running(prominent), _running(texts)
    agency = _agency_in(top, rest) or _agency_in(rest, rest)
    district = _first(_DISTRICT, top) or (_first(_DISTRICT, rest) if agency else "")
    province = _first(_PROVINCE, top) or (_first(_PROVINCE, rest) if agency else "")
    if agency.startswith("องค์การบริหารส่วนจังหวัด"):
        province = province or agency.removeprefix("องค์การบริหารส่วนจังหวัด")
    return Place(agency, district, province)


def _running(texts: Iterable[str]) -> str:
    return join_broken("\n".join(fold_blanks(text) for text in texts))


def _agency_in(text: str, elsewhere: str) -> str:
    found = Counter(
        name for match in _AGENCY.finditer(text) if (name := _agency_name(match[1], match[2]))
    )
    if not found:
        if mayor := _MAYOR.search(text):
            return f"เทศบาล{mayor[1]}{_cut(mayor[2])}"
        special = _SPECIAL.search(text)
        return special[1] if special else ""
    best = max(found, key=lambda name: (found[name], -list(found).index(name)))
    return _completed(best, elsewhere)


def _agency_name(kind: str, name: str) -> str:
    kind = re.sub(r"[\s\-.]", "", kind)
    name = _cut(name)
    if len(name) < 2 or _NOT_A_NAME.match(name):
        return ""
    return _SHORT_KINDS.get(kind, kind) + name


def _cut(name: str) -> str:
    """A name up to the word that goes on after it."""
    found = _NAME_END.search(name, 1)
    return name[: found.start()] if found else name


def _completed(agency: str, text: str) -> str:
    """An agency whose name was cut by a line end, when another place has it whole."""
    longer = Counter(
        name
        for match in _AGENCY.finditer(text)
        if (name := _agency_name(match[1], match[2])) and name.startswith(agency)
    )
    best = max(longer, key=lambda name: longer[name], default=agency)
    return best if longer.get(best, 0) > longer.get(agency, 0) else agency


def _first(pattern: re.Pattern[str], text: str) -> str:
    for match in pattern.finditer(text):
        name = re.split(r"จังหวัด|อำเภอ|โทร|รหัส", match[1])[0]
        if len(name) > 1 and not _GENERIC_PLACE.match(name):
            return name
    return ""


def is_place_line(text: str) -> bool:
    """Whether a line only says which agency it is, or where."""
    line = _TAMBON.sub("", join_broken(fold_blanks(text)))
    rest = _PROVINCE.sub("", _DISTRICT.sub("", line)).strip()
    if not rest:
        return True
    found = _AGENCY.fullmatch(rest)
    return bool(found and _agency_name(found[1], found[2])) or bool(_SPECIAL.fullmatch(rest))


def is_told_by(line: str, place: Place) -> bool:
    """Whether agency, district and province say everything that a line says."""
    rest = compact(join_broken(line)).replace("-", "")
    kind = next((kind for kind in _KINDS if place.agency.startswith(kind)), "")
    short = next((f"{short}." for short, long in _SHORT_KINDS.items() if long == kind), "")
    name = place.agency.removeprefix(kind)
    for part in (kind, short, "อำเภอ", "จังหวัด", "อ.", "จ.", place.district, place.province, name):
        rest = rest.replace(part, "", 1) if part else rest
    return not rest


def find_years(
    title: Sequence[str], headings: Sequence[str], others: Sequence[str]
) -> Counter[int]:
    """The fiscal years (Buddhist era) that title, headings and further lines name, with their
    weight. Lines about measures and reports weigh more than those about the assessment whose
    result they answer, which is of the year before."""
    votes: Counter[int] = Counter()
    whole = [" ".join(title)] if title else []
    for weight, lines in ((3, whole), (2, headings), (1, others)):
        for line in lines:
            key = search_key(line)
            assessed = bool(_ASSESSED.search(key)) and not key.startswith(("มาตรการ", "รายงาน"))
            of_measures = bool(_OF_MEASURES.search(key)) and not assessed
            for year in _years(key):
                votes[year] += weight * (6 if of_measures else 2) if not assessed else 1
    return votes


def likeliest_year(votes: Counter[int]) -> int | None:
    """The year with most weight, of equals the latest; None when none was named."""
    best = max(votes.values(), default=0)
    return max((year for year, count in votes.items() if count == best), default=None)


def _years(key: str) -> list[int]:
    years = []
    for match in _YEAR.finditer(key):
        number = int(match[1])
        number += 2500 if number < 100 else 543 if number < 2400 else 0
        if 2540 <= number <= 2620:
            years.append(number)
    return years


def find_round(lines: Iterable[str], fiscal_year: int | None) -> str:
    """The round that the report is of: "6m", "12m" or "". Months from October on say it as
    well as words."""
    for line in lines:
        key = search_key(line)
        if found := _ROUND_WORDS.search(key):
            if found[1]:
                return "12m" if found[1] in ("12", "สิบสอง") or found[2] else "6m"
            if found[3] or found[4]:
                return "12m" if "2" in (found[3], found[4]) else "6m"
        if code := _round_of_span(line, fiscal_year):
            return code
    return ""


def _round_of_span(line: str, fiscal_year: int | None) -> str:
    year = FiscalYear(fiscal_year) if fiscal_year else None
    for match in _SPAN.finditer(to_arabic(compact(line))):
        period = parse_period(match[1], year)
        if period is None:
            continue
        for of_period in (year, FiscalYear.of(period.start)):
            for known in of_period.rounds if of_period else ():
                if (known.start, known.end) == (period.start, period.end):
                    return known.code
    return ""


def find_numerals(texts: Iterable[str]) -> str:
    """The digits that a report is written with: "thai", "arabic", or "as_typed" where both
    are mixed (or none stands). A single slip does not count, codes such as E3 neither."""
    thai = arabic = 0
    for text in texts:
        for code in reversed(find_codes(text)):
            text = text[: code.start] + text[code.end :]
        for run in _DIGIT_RUN.findall(
            re.sub(r"(?:https?://|www\.)\S+|[A-Za-z]+[-]?[0-9]+", "", text)
        ):
            has_thai = bool(re.search("[๐-๙]", run))
            thai += has_thai
            arabic += bool(re.search("[0-9]", run))
    total = thai + arabic
    if not total:
        return "as_typed"
    if arabic <= max(1, total // 25) and thai > arabic:
        return "thai"
    if thai <= max(1, total // 25) and arabic > thai:
        return "arabic"
    return "as_typed"
