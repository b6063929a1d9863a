"""Codes of questions and OIT items as people type them.

Documents write ``O33`` as ``O๓๓``, ``OIT 33``, ``ข้อ ๐๓๓`` (a Thai zero for the letter O),
with a Cyrillic or Greek letter, with a blank in between, or as a part of a range. A code
says nothing without the framework of its year: these functions only read, they never look
a code up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, cast

Instrument = Literal["IIT", "EIT", "OIT"]

# The highest number that any year has used (FY2564-65: 30, 15, 43), with room above the last.
HIGHEST: dict[Instrument, int] = {"IIT": 30, "EIT": 15, "OIT": 45}

_DIGIT = "[0-9๐-๙]"
_BLANK = r"[ \t\u00a0\u2009\u202f\u200b\u200c\ufeff]"
_LATIN = r"A-Za-z\u0370-\u03ff\u0400-\u04ff\uff21-\uff3a\uff41-\uff5a"
# Letters that look like the one meant: Greek, Cyrillic and full-width forms.
_LOOKS_LIKE = {"I": "IiΙιІіＩｉ", "E": "EeΕЕеＥｅ", "O": "OoΟοОоＯｏ"}
_LETTER = "[" + "".join(_LOOKS_LIKE.values()) + "]"
_NUMBER = rf"(?P<number>{_DIGIT}{{1,3}})(?!{_DIGIT})"
_BEFORE = rf"(?<![{_LATIN}0-9๐-๙_])"

_NAMED = re.compile(
    rf"{_BEFORE}(?P<letter>{_LETTER})[{_LOOKS_LIKE['I']}][TtТтΤτ](?P<gap>{_BLANK}*[-.]?{_BLANK}*)"
    rf"(?:ข้อ(?:ที่)?{_BLANK}*)?{_NUMBER}(?![{_LATIN}]|[.,]{_DIGIT})"
)
_LETTERED = re.compile(
    rf"{_BEFORE}(?P<letter>{_LETTER})(?P<gap>{_BLANK}{{0,2}}|[-.]){_NUMBER}(?![{_LATIN}])"
)
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>]+|(?<![\w.+-])[\w.+-]{1,64}@[\w.-]{1,255}")

_RANGE = re.compile(rf"{_BLANK}*(?:[-\u2010-\u2015~]|ถึง){_BLANK}*")
_BARE_END = re.compile(rf"{_DIGIT}{{1,2}}(?!{_DIGIT}|[.,/:]{_DIGIT}|[{_LATIN}])")
_BARE_NEXT = re.compile(rf"[,/](?P<number>{_DIGIT}{{1,2}})(?!{_DIGIT}|[.,/:-]?{_DIGIT}|[{_LATIN}])")

# What makes a number an amount: "IIT 30 ข้อ" counts questions. A word that also begins titles
# ("OIT 14 รายการการจัดซื้อจัดจ้าง") counts only when nothing is joined to it.
_AMOUNT = re.compile(
    rf"{_BLANK}*(?:%|คะแนน|ร้อยละ|เปอร์เซ็นต์|บาท|คำถาม|น\.|นาฬิกา|"
    r"ข้อ(?!มูล|กำหนด|ร้อง|บัญญัติ|บังคับ|สั่ง|ตกลง|เสนอ|คิดเห็น)|"
    r"(?:ข้อมูล|รายการ|ประเด็น|ตัวชี้วัด|คน|ราย|วัน|เดือน|ปี|ครั้ง|แห่ง|ด้าน|ชุด|ตัวอย่าง|หน่วย|"
    r"มาตรการ|โครงการ|กิจกรรม|ระดับ)(?![ก-๎])|"
    r"ม\.ค|ก\.พ|มี\.ค|เม\.ย|พ\.ค|มิ\.ย|ก\.ค|ส\.ค|ก\.ย|ต\.ค|พ\.ย|ธ\.ค|"
    r"มกรา|กุมภา|มีนา|เมษา|พฤษภา|มิถุนา|กรกฎา|สิงหา|กันยา|ตุลา|พฤศจิกา|ธันวา)"
)

# A zero for the letter O: a run of numbers counts only when every number of it is such a code,
# so that telephone numbers, dates and times stay what they are.
_LINK = rf"(?:{_BLANK}?[-\u2010-\u2015,]{_BLANK}?|[./:]|{_BLANK}|{_BLANK}?(?:และ|ถึง|หรือ){_BLANK}?)"
_RUN = re.compile(rf"{_DIGIT}+(?:{_LINK}{_DIGIT}+)*")
_ZERO = re.compile(r"(?<![0-9๐-๙])[0๐][0-9๐-๙]{1,2}(?![0-9๐-๙])")
_ITEM_BEFORE = re.compile(
    rf"(?:ข้อ|รายการ|ประเด็น|ตัวชี้วัด|OIT)(?:ย่อย)?(?:ที่)?{_BLANK}*[:(\[]?{_BLANK}*$"
)
_OTHER_BEFORE = re.compile(
    rf"(?:(?:โทร\.?|โทรศัพท์|โทรสาร|รหัส|เลข|ที่|หมู่|ม\.|เวลา|ลำดับ|หน้า|บัญชี|พ\.ศ\.|ปี|ฉบับ|ร้อยละ|/ว)"
    rf":?{_BLANK}*|[A-Za-z+_/.-])$"
)


@dataclass(frozen=True, slots=True)
class Code:
    """One code of a text. ``text`` is what was typed between ``start`` and ``end``; a code
    that only a range implies (``E2`` of ``E1-E3``) carries the whole range."""

    instrument: Instrument
    number: int
    text: str
    start: int
    end: int

    def __str__(self) -> str:
        return f"{self.instrument[0]}{self.number}"


def find_codes(text: str) -> tuple[Code, ...]:
    """The codes in ``text``, in reading order and with repetitions; ranges are filled in.

    Years, amounts, times, telephone numbers, addresses and plain numbers are not codes, nor
    are numbers that no year has used.
    """
    masked = _ADDRESS.sub(lambda m: "\n" * len(m[0]), text)
    written = [*_scan(masked, _NAMED), *_scan(masked, _LETTERED)]
    rest = list(masked)
    for code in written:
        rest[code.start : code.end] = "\n" * (code.end - code.start)
    found = sorted([*written, *_zero_codes("".join(rest))], key=lambda code: code.start)
    return tuple(_with_ranges(masked, found))


def parse_code(text: str) -> Code | None:
    """The code when ``text`` is one code and nothing else, otherwise None."""
    found = find_codes(text)
    return found[0] if len(found) == 1 and found[0].text == text.strip() else None


def _scan(text: str, pattern: re.Pattern[str]) -> Iterator[Code]:
    for match in pattern.finditer(text):
        instrument = _instrument(match["letter"])
        named = pattern is _NAMED
        spaced = named or (match["gap"] != "" and match["gap"] not in "-.")
        number = _value(match["number"])
        if not _is_plausible(instrument, number):
            continue
        if spaced and (_AMOUNT.match(text, match.end()) or _is_decimal(text, match.end())):
            continue
        if not named and instrument != "OIT" and _follows_latin_word(text, match.start()):
            continue
        yield Code(instrument, number, match[0], match.start(), match.end())


def _follows_latin_word(text: str, position: int) -> bool:
    """Whether a Latin word stands before, as in "Core i7" or "Vitamin E 3"."""
    word = re.search(rf"[{_LATIN}]+{_BLANK}$", text[max(0, position - 20) : position])
    return word is not None and word[0].strip().upper() not in {"IIT", "EIT", "OIT", "ITA"}


def _is_decimal(text: str, position: int) -> bool:
    return re.compile(rf"[.,]{_DIGIT}").match(text, position) is not None


def _zero_codes(text: str) -> Iterator[Code]:
    for run in _RUN.finditer(text):
        zeros = list(_ZERO.finditer(text, run.start(), run.end()))
        others = _ZERO.sub("", run[0])
        # A year may stand beside a code with a blank between: "ปี ๒๕๖๕ ๐๓๓".
        others = re.sub(rf"(?:^|(?<={_BLANK}))[2๒][45๔๕]{_DIGIT}{{2}}(?={_BLANK}|$)", "", others)
        if not zeros or re.search(_DIGIT, others) or re.search("[.:]", others):
            continue
        if all(_is_plausible("OIT", _value(zero[0][1:])) for zero in zeros) and _is_item_place(
            text, run, zeros
        ):
            for zero in zeros:
                yield Code("OIT", _value(zero[0][1:]), zero[0], zero.start(), zero.end())


def _is_item_place(text: str, run: re.Match[str], zeros: list[re.Match[str]]) -> bool:
    """Whether numbers that begin with a zero can be item codes where they stand."""
    start = zeros[0].start()
    before = text[max(0, start - 24) : start].rpartition("\n")[2]
    if any(_value(zero[0][1:2]) == 0 for zero in zeros) or _AMOUNT.match(text, run.end()):
        return False
    if _ITEM_BEFORE.search(before):
        return True
    if _OTHER_BEFORE.search(before) or re.match(rf"[{_LATIN}%(]", text[run.end() : run.end() + 1]):
        return False
    # "๐๔" by itself may be a padded number; "๐๓๓" is not.
    at_start = before.strip(" \t(\u200b\u00a0") == ""
    return any(len(zero[0]) == 3 for zero in zeros) or (at_start and zeros[0][0][0] == "๐")


def _with_ranges(text: str, found: list[Code]) -> Iterator[Code]:
    for position, code in enumerate(found):
        yield code
        following = found[position + 1] if position + 1 < len(found) else None
        link = _RANGE.match(text, code.end)
        if link and following and link.end() == following.start:
            if following.instrument == code.instrument and following.number > code.number:
                span = (text[code.start : following.end], code.start, following.end)
                for number in range(code.number + 1, following.number):
                    yield Code(code.instrument, number, *span)
        elif link and (end := _BARE_END.match(text, link.end())):
            if not _AMOUNT.match(text, end.end()):
                yield from _bare(text, code, end[0], code.number + 1, end.end())
        else:
            yield from _bare_list(text, code)


def _bare(text: str, code: Code, typed: str, first: int, end: int) -> Iterator[Code]:
    """The codes from ``first`` to a number that was typed without its letter."""
    last = _value(typed)
    if code.number < last and _is_plausible(code.instrument, last):
        for number in range(first, last + 1):
            yield Code(code.instrument, number, text[code.start : end], code.start, end)


def _bare_list(text: str, code: Code) -> Iterator[Code]:
    """``O18,19`` and ``O42/43``: numbers joined to a code without a blank."""
    position, last = code.end, code
    while (match := _BARE_NEXT.match(text, position)) and not _AMOUNT.match(text, match.end()):
        number = _value(match["number"])
        if number <= last.number or not _is_plausible(code.instrument, number):
            return
        last = Code(code.instrument, number, match["number"], match.start("number"), match.end())
        yield last
        position = match.end()


def _instrument(letter: str) -> Instrument:
    latin = next(latin for latin, shapes in _LOOKS_LIKE.items() if letter in shapes)
    return cast(Instrument, f"{latin}IT")


def _value(digits: str) -> int:
    return int(digits)  # reads Thai and Arabic digits, mixed as they come


def _is_plausible(instrument: Instrument, number: int) -> bool:
    return 1 <= number <= HIGHEST[instrument]
