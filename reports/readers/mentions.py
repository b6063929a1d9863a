"""What a line of a report names: instruments, indicators, questions and OIT items.

Numbers and names contradict each other in real documents ("ตัวชี้วัดที่ ๑๐ ประสิทธิภาพการสื่อสาร"
is indicator 7). The name is what the writer meant, so the name decides and a warning tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields

from assessments.catalogue import Catalogue, IndicatorEntry, SubIndicatorEntry
from assessments.codes import find_codes
from ita_portal.thai.text import compact, fold_blanks, search_key

_INSTRUMENT_NAMES = (
    ("IIT", re.compile(r"ผู้มีส่วนได้(ส่วน)?เสียภายใน")),
    ("EIT", re.compile(r"ผู้มีส่วนได้(ส่วน)?เสียภายนอก")),
    ("OIT", re.compile(r"แบบตรวจการเปิดเผย|การเปิดเผยข้อมูลสาธารณะ")),
)
_INSTRUMENT_CODE = re.compile(
    r"(?<![A-Za-z])(IIT|EIT|OIT)(?![A-Za-z])(?!\s*[0-9๐-๙])", re.IGNORECASE
)
# An instrument whose name holds that of an indicator.
_INSTRUMENT = re.compile(r"แบบตรวจการเปิดเผยข้อมูล(?:สาธารณะ)?|การเปิดเผยข้อมูลสาธารณะ")
_SUB_INDICATOR = re.compile(r"ตัวชี้วัดย่อย(?:ที่)?([0-9]{1,2}\.[0-9]{1,2})?\.?(?=(.*))")
_INDICATOR = re.compile(
    r"ตัวชี้วัด(?!ย่อย|ความสำเร็จ|ผล|ของการ)(?:การประเมิน(?:ita)?)?(?:ที่)?[:.]?([0-9]{1,2}(?![0-9]))?[.):]?(?=(.*))"
)
_BEFORE_NAME = re.compile(r"^(?:[(\[]?(?:iit|eit|oit)[)\]]?|[:.\-–()])+")
_MARKER = re.compile(
    r"^\s*(?:[-–•●▪■☐□*\uf000-\uf0ff]+|[(\[]?[0-9๐-๙]{1,2}(?:\.[0-9๐-๙]{1,2})*\s*[.)\]]+|"
    r"(?:ข้อ|ด้าน|ประเด็น|หัวข้อ|มาตรการ)(?:ที่)?\s*[0-9๐-๙]{1,2}[.):]?)\s*"
)
_GROUP_WORDS = re.compile(
    r"^(?:เครื่องมือ(?:การประเมิน)?|ตัวชี้วัด(?:ย่อย)?(?:ที่|การ|[0-9]|คุณภาพ|ประสิทธิภาพ)|แบบวัด|แบบตรวจ|"
    r"(?:ด้าน|ประเด็น|มาตรการ|หมวด|กลุ่ม|ส่วน|หัวข้อ)(?:ที่)[0-9]|ด้าน)"
)
_SHORTEST_WORDING = 20


@dataclass(frozen=True, slots=True)
class Mentions:
    """What was named, in order and each once; ``warnings`` are Thai sentences."""

    instrument: str = ""
    indicators: tuple[int, ...] = ()
    sub_indicators: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    topics: tuple[int, ...] = ()
    warnings: tuple[str, ...] = field(default=())

    def __add__(self, other: Mentions) -> Mentions:
        joined = {
            part.name: tuple(dict.fromkeys((*getattr(self, part.name), *getattr(other, part.name))))
            for part in fields(self)
            if part.name != "instrument"
        }
        return Mentions(instrument=self.instrument or other.instrument, **joined)

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was named."""
        return self == Mentions()


def is_group_line(text: str) -> bool:
    """Whether a line says which group of rows follows, by its words: an instrument, an
    indicator, a numbered subject."""
    key = search_key(text)
    if not key or len(key) > 160:
        return False
    bare = search_key(_MARKER.sub("", text))
    return bool(_GROUP_WORDS.match(key) or _GROUP_WORDS.match(bare) or _instrument_in(text))


def read_lines(
    lines: Iterable[str], catalogues: Sequence[Catalogue], *, names_alone: bool = False
) -> Mentions:
    """What the lines name. With ``names_alone`` the names of indicators count without the word
    ตัวชี้วัด, several in a line: for cells of an indicator column and for headings."""
    found = Mentions()
    kept = [line for line in lines if compact(line)]
    for line in kept:
        found += _read_line(line, catalogues, names_alone)
    if not (found.questions or found.items):
        found += _by_wording(kept, catalogues, found)
    return found


def _read_line(line: str, catalogues: Sequence[Catalogue], names_alone: bool) -> Mentions:
    codes = find_codes(line)
    questions = tuple(str(code) for code in codes if code.instrument != "OIT")
    items = tuple(str(code) for code in codes if code.instrument == "OIT")
    head = line[: codes[0].start] if codes else line
    found = Mentions(
        instrument=_instrument_in(line), questions=questions, items=items
    ) + _indicators_in(search_key(head), catalogues)
    if names_alone and not found.indicators:
        found += Mentions(indicators=_names_in(_INSTRUMENT.sub("#", search_key(head)), catalogues))
    return found


def _instrument_in(line: str) -> str:
    key = search_key(line)
    for code, pattern in _INSTRUMENT_NAMES:
        if pattern.search(key):
            return code
    codes = {found.upper() for found in _INSTRUMENT_CODE.findall(line)}
    return codes.pop() if len(codes) == 1 else ""


def _indicators_in(key: str, catalogues: Sequence[Catalogue]) -> Mentions:
    """Indicators and sub-indicators that a line calls by these words."""
    found = Mentions()
    for match in _SUB_INDICATOR.finditer(key):
        number, rest = match[1] or "", _name_part(match[2])
        named = _sub_indicator_named(rest, catalogues)
        known = _sub_indicator(number, catalogues) if number else None
        if named and number and named.number != number:
            found += Mentions(sub_indicators=(named.number,), warnings=(
                f'ตัวชี้วัดย่อยที่ {number} ในเอกสารใช้ชื่อ "{named.name}" ซึ่งเป็นตัวชี้วัดย่อยที่ {named.number}'
                " ระบบใช้ตามชื่อ",))  # fmt: skip
        elif named or known:
            found += Mentions(sub_indicators=((named or known).number,))  # type: ignore[union-attr]
        elif number:
            found += Mentions(sub_indicators=(number,))
    for match in _INDICATOR.finditer(key):
        found += _one_indicator(match[1], _name_part(match[2]), catalogues)
    return found


def _one_indicator(digits: str | None, rest: str, catalogues: Sequence[Catalogue]) -> Mentions:
    number = int(digits) if digits else None
    named = _indicator_named(rest, catalogues)
    if named is None and (sub := _sub_indicator_named(rest, catalogues)):
        # The name of a sub-indicator in the place of its indicator's.
        same = number in (None, sub.indicator)
        warning = f'"{sub.name}" เป็นชื่อของตัวชี้วัดย่อยที่ {sub.number} ไม่ใช่ตัวชี้วัดที่ {number}'
        return Mentions(
            indicators=(sub.indicator,),
            sub_indicators=(sub.number,),
            warnings=() if same else (warning,),
        )
    if named is None:
        known = number is not None and (not catalogues or _indicator(number, catalogues))
        return Mentions(indicators=(number,)) if known and number is not None else Mentions()
    if number in (None, named.number):
        return Mentions(indicators=(named.number,))
    return Mentions(indicators=(named.number,), warnings=(
        f'ตัวชี้วัดที่ {number} ในเอกสารใช้ชื่อ "{named.name}" ซึ่งเป็นตัวชี้วัดที่ {named.number} ระบบใช้ตามชื่อ',
    ))  # fmt: skip


def _name_part(rest: str) -> str:
    """The name after a number: up to the next indicator, without the instrument before it."""
    return _BEFORE_NAME.sub("", re.split(r"ตัวชี้วัด|คะแนน|ผลการประเมิน", rest)[0])


def _indicator_named(text: str, catalogues: Sequence[Catalogue]) -> IndicatorEntry | None:
    """The indicator whose name a search key begins with, tolerant when that is all of it."""
    for catalogue in catalogues:
        names = [(search_key(n), e) for e in catalogue.indicators for n in (e.name, *e.aliases)]
        fitting = [(name, entry) for name, entry in names if name and text.startswith(name)]
        if fitting:
            return max(fitting, key=lambda pair: len(pair[0]))[1]
        if text and (entry := catalogue.indicator_by_name(text)):
            return entry
    return None


def _names_in(text: str, catalogues: Sequence[Catalogue]) -> tuple[int, ...]:
    """All indicators whose names stand in a search key, in the order of the text."""
    for catalogue in catalogues:
        found: list[tuple[int, int]] = []
        rest = text
        names = [(search_key(n), e) for e in catalogue.indicators for n in (e.name, *e.aliases)]
        for name, entry in sorted(names, key=lambda pair: -len(pair[0])):
            if name and (place := rest.find(name)) >= 0:
                found.append((place, entry.number))
                rest = rest[:place] + "#" * len(name) + rest[place + len(name) :]
        if found:
            return tuple(dict.fromkeys(number for _, number in sorted(found)))
        if text and (one := catalogue.indicator_by_name(text)):
            return (one.number,)
    return ()


def _sub_indicator_named(text: str, catalogues: Sequence[Catalogue]) -> SubIndicatorEntry | None:
    for catalogue in catalogues:
        if text and (entry := catalogue.sub_indicator_by_name(text)):
            return entry
    return None


def _sub_indicator(number: str, catalogues: Sequence[Catalogue]) -> SubIndicatorEntry | None:
    return next((e for c in catalogues if (e := c.sub_indicator(number))), None)


def _indicator(number: int, catalogues: Sequence[Catalogue]) -> IndicatorEntry | None:
    return next((e for c in catalogues if (e := c.indicator(number))), None)


def _by_wording(lines: Sequence[str], catalogues: Sequence[Catalogue], found: Mentions) -> Mentions:
    """What is named without a code or a number: a whole line is the name, or all lines together
    are when the cell was broken into several."""
    more = Mentions()
    whole = fold_blanks(" ".join(lines))
    for text in dict.fromkeys([*lines, whole]):
        bare = fold_blanks(_MARKER.sub("", text))
        if not bare or _INDICATOR.match(search_key(bare)) or "ตัวชี้วัดย่อย" in search_key(bare):
            continue
        for catalogue in catalogues:
            if (named := _worded(bare, catalogue)) is not None:
                more += (
                    Mentions(topics=named.topics)
                    if found.indicators and named.indicators
                    else named
                )
                break
    return more


def _worded(text: str, catalogue: Catalogue) -> Mentions | None:
    if sub := catalogue.sub_indicator_by_name(text):
        return Mentions(sub_indicators=(sub.number,))
    if indicator := catalogue.indicator_by_name(text):
        return Mentions(indicators=(indicator.number,))
    if topic := catalogue.topic_by_name(text):
        return Mentions(topics=(topic.number,))
    if item := catalogue.item_by_title(text):
        return Mentions(items=(item.code,))
    if len(search_key(text)) >= _SHORTEST_WORDING and (asked := catalogue.question_by_text(text)):
        return Mentions(questions=(asked.code,))
    return None
