"""C: numbers, names and codes against the catalogue of the year, and among themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from assessments.catalogue import Catalogue
from assessments.codes import Code
from ita_portal.thai.numerals import numeral_system
from reports.checks.finding import Hit, Severity
from reports.checks.keys import search_key, similarity
from reports.checks.naming import (
    Naming,
    begins_like,
    codes_in,
    indicator_named,
    indicator_namings,
    indicator_of_code,
    leading_code,
    names_of,
    sub_indicator_named,
    sub_indicator_namings,
)
from reports.checks.parts import Passage
from reports.checks.registry import rule
from reports.checks.subject import Subject

IDENTITY_KEYS = ("issue", "title", "indicator")
_BULLET = re.compile(r"^\s*[-–•●▪☐□*\uf000-\uf0ff]\s*")
_LOOKS_LIKE_I = re.compile(
    r"^\s*(?:ข้อ(?:ที่)?\s*)?(?P<code>[l|](?P<digits>[0-9๐-๙]{1,2}))(?=[\s.:]*[ก-๎])"
)
_SCORE_AFTER = re.compile(r"(?:ได้|คะแนน|ร้อยละ|=|:)*[0-9]{1,3}(?:\.[0-9]{1,2})?(?:คะแนน)?[)]?$")


@rule("C1", Severity.ERROR, "เลขตัวชี้วัดต้องตรงกับชื่อตัวชี้วัดของปีนั้น")
def indicator_number_and_name(subject: Subject) -> Iterator[Hit]:
    """A number with the name of another indicator, or of a sub-indicator."""
    for line in subject.texts():
        for naming in indicator_namings(line):
            if naming.name and (hit := _wrong_number(naming, subject)):
                yield hit


def _wrong_number(naming: Naming, subject: Subject) -> Hit | None:
    number = int(naming.number)
    own = [entry for c in subject.catalogues if (entry := c.indicator(number))]
    if not own or any(begins_like(naming.name, names_of(entry)) for entry in own):
        return None
    named = indicator_named(naming.name, subject.catalogues)
    if named is not None:
        message = f"“{named.name}” คือตัวชี้วัดที่ {named.number} ไม่ใช่ตัวชี้วัดที่ {number}"
        return _with_number(naming, str(named.number), message, subject)
    sub = sub_indicator_named(naming.name, subject.catalogues)
    if sub is None:
        return None
    message = f"“{sub.name}” เป็นชื่อของตัวชี้วัดย่อยที่ {sub.number} ตัวชี้วัดที่ {number} คือ “{own[0].name}”"
    whole = naming.line.hit_squeezed(message, naming.start, naming.end)
    head = naming.line.squeezed.source_span(naming.start, naming.name_start)
    repair = f"{naming.line.text[head[0] : head[1]].rstrip()} {own[0].name}"
    return Hit(whole.place, whole.text, message, whole.start, repair)


def _with_number(naming: Naming, number: str, message: str, subject: Subject) -> Hit:
    """A hit on a numbered name, the repair putting another number in its place."""
    whole = naming.line.hit_squeezed(message, naming.start, naming.end)
    typed = re.search(r"[0-9๐-๙]+", whole.text)
    if typed is None:
        return whole
    repair = (
        whole.text[: typed.start()]
        + subject.digits_like(number, typed[0])
        + whole.text[typed.end() :]
    )
    return Hit(whole.place, whole.text, message, whole.start, repair)


@rule("C2", Severity.ERROR, "เลขตัวชี้วัดหนึ่งเลขต้องใช้กับชื่อเดียวทั้งเอกสาร")
def one_number_one_name(subject: Subject) -> Iterator[Hit]:
    """A number that stands for two indicators in one document; told where it stands first."""
    used: dict[str, dict[object, Naming]] = {}
    for line in subject.texts():
        for naming in indicator_namings(line):
            named = indicator_named(naming.name, subject.catalogues)
            named_sub = sub_indicator_named(naming.name, subject.catalogues)
            if named or named_sub:
                key = named.number if named else named_sub
                used.setdefault(naming.number, {}).setdefault(key, naming)
    for number, namings in used.items():
        if len(namings) < 2:
            continue
        first, *others = namings.values()
        elsewhere = ", ".join(f"“{_quoted(other)}” ({other.line.place.block})" for other in others)
        yield first.line.hit_squeezed(
            f"เลข {number} ใช้กับชื่ออื่นด้วย: {elsewhere}", first.start, first.end
        )


def _quoted(naming: Naming) -> str:
    start, end = naming.line.squeezed.source_span(naming.start, naming.end)
    return naming.line.text[start:end].strip()


@dataclass(slots=True)
class _Standing:
    """The indicator that holds while reading on."""

    number: int
    line: Passage


@rule("C3", Severity.ERROR, "ข้อคำถามหรือข้อ OIT ต้องอยู่ใต้ตัวชี้วัดของข้อนั้น")
def code_under_its_indicator(subject: Subject) -> Iterator[Hit]:
    """Codes below the heading or the group row of another indicator."""
    standing: _Standing | None = None
    for line in subject.passages:
        if line.kind == "header" or not _may_name(line):
            continue
        number = _indicator_of_line(line, subject)
        if number is not None:
            standing = _Standing(number, line)
        elif line.kind == "heading" and line.level == 1:
            standing = None
        if line.kind != "cell" or line.place.key not in (*IDENTITY_KEYS, ""):
            continue
        code = code_of_line(line)
        if code is None or standing is None:
            continue
        known = [n for c in subject.catalogues if (n := indicator_of_code(str(code), c))]
        if not known or standing.number in known:
            continue
        yield line.hit(
            f"ข้อ {code} เป็นของตัวชี้วัดที่ {known[0]} แต่วางไว้ใต้ตัวชี้วัดที่ {standing.number} "
            f"({standing.line.place.block})",
            code.start,
        )


def _may_name(line: Passage) -> bool:
    """Whether a line can say which indicator follows: a heading, a short paragraph, a cell that
    names the row."""
    if line.kind == "cell":
        return line.place.key in (*IDENTITY_KEYS, "")
    return line.kind == "heading" or (line.kind == "paragraph" and len(line.text) < 120)


def _indicator_of_line(line: Passage, subject: Subject) -> int | None:
    for naming in indicator_namings(line):
        named = indicator_named(naming.name, subject.catalogues)
        sub = sub_indicator_named(naming.name, subject.catalogues)
        return named.number if named else sub.indicator if sub else int(naming.number)
    key = search_key(_BULLET.sub("", line.text))
    bare = re.sub(r"^[0-9]{1,2}[.)]", "", key)
    name = bare.removeprefix("ตัวชี้วัด")
    if name != bare and (named := indicator_named(name, subject.catalogues)):
        return named.number
    for catalogue in subject.catalogues:
        for entry in catalogue.indicators:
            if bare in names_of(entry):
                return entry.number
    return None


def code_of_line(line: Passage) -> Code | None:
    """The code that the line is about: at its beginning, or after the indicator."""
    if found := leading_code(line):
        return found[0]
    codes = codes_in(line.text)
    return codes[0] if codes and "ตัวชี้วัด" in line.text[: codes[0].start] else None


@rule("C4", Severity.WARNING, "ชื่อตัวชี้วัดย่อยต้องตรงกับเลข และไม่เว้นว่าง")
def sub_indicator_number_and_name(subject: Subject) -> Iterator[Hit]:
    """A sub-indicator with another name than its own, or without one."""
    for line in subject.texts():
        for naming in sub_indicator_namings(line):
            own = [
                e for c in subject.catalogues if (e := c.sub_indicator(naming.number)) and e.name
            ]
            keys = tuple(search_key(entry.name) for entry in own)
            if not own or (begins_like(naming.name, keys) and naming.name):
                continue
            said = "ไม่ได้ระบุชื่อ" if not naming.name else "ใช้ชื่ออื่น"
            message = f"ตัวชี้วัดย่อยที่ {naming.number} {said} ชื่อที่ถูกต้องคือ “{own[0].name}”"
            hit = line.hit_squeezed(message, naming.start, naming.end)
            head = line.squeezed.source_span(naming.start, naming.name_start)
            repair = f"{line.text[head[0] : head[1]].rstrip()} {own[0].name}"
            yield Hit(hit.place, hit.text, message, hit.start, repair)


@rule("C5", Severity.ERROR, "รหัสข้อต้องเป็นอักษร I E O ตัวพิมพ์ใหญ่ตามด้วยเลข")
def code_format(subject: Subject) -> Iterator[Hit]:
    """Lower-case or look-alike letters, a zero in place of the letter O."""
    for line in subject.body():
        for code in codes_in(line.text):
            letter = code.instrument[0]
            if code.text[0] == letter or "IT" in code.text.upper() or not _is_code_text(code):
                continue
            digits = re.sub(r"^[^0-9๐-๙]|^[0๐]", "", code.text).strip()
            said = "ใช้เลขศูนย์แทนตัวอักษร O" if code.text[0] in "0๐" else "ใช้อักษรไม่ถูกต้อง"
            yield line.hit(
                f"รหัสข้อ{said} ควรเป็น {letter}{digits}", code.start, code.end,
                repair=f"{letter}{digits}",
            )  # fmt: skip
        if line.place.key in IDENTITY_KEYS and (found := _LOOKS_LIKE_I.match(line.text)):
            right = f"I{found['digits']}"
            yield line.hit(f"รหัสข้อใช้อักษรไม่ถูกต้อง ควรเป็น {right}", *found.span("code"), repair=right)


def _is_code_text(code: Code) -> bool:
    """Whether the text is one code, not a range or the bare end of one."""
    one_number = len(re.findall(r"[0-9๐-๙]+", code.text)) == 1
    return one_number and code.text[0] not in "123456789๑๒๓๔๕๖๗๘๙"


@rule("C6", Severity.WARNING, "รหัสข้อควรใช้เลขระบบเดียวกันทั้งเอกสาร")
def codes_in_one_system(subject: Subject) -> Iterator[Hit]:
    """Codes with Thai and with Arabic digits in one document; told at the first of the fewer."""
    by_system: dict[str, list[tuple[Passage, Code]]] = {}
    for line in subject.body():
        for code in codes_in(line.text):
            by_system.setdefault(numeral_system(code.text), []).append((line, code))
    thai, arabic = by_system.get("thai", []), by_system.get("arabic", [])
    if not thai or not arabic:
        return
    fewer, more = sorted((thai, arabic), key=len)
    line, code = fewer[0]
    yield line.hit(
        f"รหัสข้อ {len(fewer)} แห่งใช้เลขต่างระบบกับที่เหลืออีก {len(more)} แห่ง เช่น {more[0][1].text}",
        code.start,
    )


@rule("C7", Severity.ERROR, "ชื่อข้อ OIT ต้องตรงกับรหัสของปีนั้น")
def code_and_title(subject: Subject) -> Iterator[Hit]:
    """An item with the title of another one, or with one that is not its own."""
    seen: dict[str, str] = {}
    for line in subject.body():
        found = leading_code(line)
        if found is None or found[0].instrument != "OIT":
            continue
        code, at = found
        title = _SCORE_AFTER.sub("", search_key(line.text[at:])).strip(" :.-–")
        if len(title) < 6:
            continue
        entries = [e for c in subject.catalogues if (e := c.item(str(code))) and e.title]
        right = any(_same_title(title, entry.title or "") for entry in entries)
        other = next((n for n, t in seen.items() if n != str(code) and t == title), "")
        seen.setdefault(str(code), title)
        if right:
            continue
        owner = other or _owner_of_title(title, str(code), subject.catalogues)
        if owner:
            said = f"เป็นชื่อของข้อ {owner}"
        elif entries and _is_near_title(line, title, entries[0].title or ""):
            said = "ไม่ตรงกับชื่อข้อ"
        else:
            continue
        wanted = f" ชื่อที่ถูกต้องคือ “{entries[0].title}”" if entries else ""
        yield line.hit(f"ชื่อที่เขียนหลัง {code} {said}{wanted}", code.start)


def _same_title(title: str, official: str) -> bool:
    key = search_key(official)
    return title.startswith(key) or similarity(title, key) >= 0.9


def _owner_of_title(title: str, code: str, catalogues: Iterable[Catalogue]) -> str:
    for catalogue in catalogues:
        for item in catalogue.items:
            if item.title and item.code != code and search_key(item.title) == title:
                return item.code
    return ""


def _is_near_title(line: Passage, title: str, official: str) -> bool:
    """Whether the text is meant as the title: in a cell that names it, and alike in part."""
    return (
        line.kind == "cell"
        and line.place.key in (*IDENTITY_KEYS, "")
        and 0.5 <= similarity(title, official) < 0.9
    )


@rule("C10", Severity.INFO, "ข้อคำถามควรเรียงตามรหัส")
def codes_in_order(subject: Subject) -> Iterator[Hit]:
    """A code of a table of measures that a lower one of the same instrument follows."""
    found: dict[str, list[tuple[Passage, Code]]] = {}
    for measure in subject.measures:
        for line in measure.identity:
            if code := code_of_line(line):
                found.setdefault(code.instrument, []).append((line, code))
                break
    for codes in found.values():
        for (line, code), (_, following) in pairwise(codes):
            if following.number < code.number:
                yield line.hit(f"ข้อที่ตามมาคือ {following} ซึ่งมาก่อน {code}", code.start)
