"""C8, C9, C11: the wording of questions, indicators and fixed names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from assessments.catalogue import IndicatorEntry
from assessments.codes import Code
from reports.checks.codes import IDENTITY_KEYS, code_of_line
from reports.checks.finding import Hit, Severity
from reports.checks.keys import search_key, similarity
from reports.checks.lexicon import words_around
from reports.checks.naming import (
    indicator_named,
    indicator_namings,
    leading_code,
    names_of,
    sub_indicator_named,
)
from reports.checks.near import near_misses
from reports.checks.parts import Passage
from reports.checks.registry import rule
from reports.checks.scored import HEADED
from reports.checks.subject import Subject
from reports.checks.vocabulary import fixed_name_variants, fixed_names

# So alike is a name that a word makes wrong; other things that an indicator is about are less.
_NEARLY = 0.8
_BULLET = re.compile(r"^\s*[-–•●▪☐□*\uf000-\uf0ff]\s*")


@rule("C8", Severity.WARNING, "ถ้อยคำของข้อคำถามควรตรงกับแบบวัด")
def question_wording(subject: Subject) -> Iterator[Hit]:
    """Questions with a slip in their wording, and options that contradict each other."""
    for table in subject.tables:
        for row in table.rows:
            for cell in row.cells:
                if cell.own and cell.key in (*IDENTITY_KEYS, ""):
                    yield from _question_cell(cell.lines, subject)


def _question_cell(lines: tuple[Passage, ...], subject: Subject) -> Iterator[Hit]:
    asked = False
    options: list[Passage] = []
    for line in lines:
        code = code_of_line(line)
        if code is not None and code.instrument != "OIT":
            asked = True
            options.clear()
            yield from _reworded(line, code, subject)
        elif asked and _BULLET.match(line.text):
            yield from _contradicting(line, options)
            options.append(line)


def _reworded(line: Passage, code: Code, subject: Subject) -> Iterator[Hit]:
    texts = [q.text for c in subject.catalogues if (q := c.question(str(code))) and q.text]
    typed = search_key(line.text[code.end :])
    for text in texts:
        official = search_key(text)
        if typed.startswith(official):
            return
    for text in texts:
        official = search_key(text)
        if similarity(typed, official) <= 0.9:
            continue
        if span := _difference(typed, official):
            first, last = words_around(line.text, *_in_source(line.text, code.end, span))
            yield line.hit(f"ถ้อยคำต่างจากแบบวัด: “{text}”", first, last)
        return


def _difference(typed: str, official: str) -> tuple[int, int] | None:
    """Where the two differ in the typed text, from the first difference to the end of the last,
    with a few letters more."""
    parts = SequenceMatcher(None, typed, official, autojunk=False).get_opcodes()
    changed = [(i1, i2) for tag, i1, i2, _, _ in parts if tag != "equal"]
    if not changed:
        return None
    return changed[0][0], min(len(typed), max(changed[-1][1], changed[0][0] + 1) + 8)


def _in_source(text: str, start: int, span: tuple[int, int]) -> tuple[int, int]:
    """Letters of the search key of ``text[start:]`` as places of the text."""
    places = [n for n in range(start, len(text)) if not text[n].isspace()]
    first = places[min(span[0], len(places) - 1)]
    return first, places[min(span[1], len(places)) - 1] + 1


def _contradicting(line: Passage, options: list[Passage]) -> Iterator[Hit]:
    """An option that only denies another: parts of a question are different things."""
    key = search_key(_BULLET.sub("", line.text))
    for other in options:
        said = search_key(_BULLET.sub("", other.text))
        if key == f"ไม่{said}" or said == f"ไม่{key}":
            yield line.hit(f"ตัวเลือกนี้ขัดกับตัวเลือก “{other.text.strip()}” กรุณาตรวจกับแบบวัด")
            return


@rule("C9", Severity.WARNING, "ชื่อตัวชี้วัดควรตรงกับกรอบการประเมิน และใช้ชื่อเดียวทั้งเอกสาร")
def indicator_name_known(subject: Subject) -> Iterator[Hit]:
    """Misspelt names, and one indicator under two names in one document."""
    names = _names_used(subject)
    standing: dict[int, str] = {}
    for line, number, name, _ in names:
        if line.kind == "cell":
            standing.setdefault(number, name)
    for line, number, name, span in names:
        usual = standing.get(number)
        if usual and name != usual:
            yield line.hit_squeezed(f"ในตารางใช้ชื่อ “{_full(number, usual, subject)}”", *span)
    for line in subject.texts():
        for match in re.finditer(r"ตัวชี้วัด(?!ย่อย)(?:ที่[0-9]{1,2}[.)]?)?", line.squeezed.text):
            rest = search_key(line.squeezed.text[match.end() : match.end() + 60])
            if hit := _misspelt(line, match, rest, subject):
                yield hit
        yield from _reworded_name(line, subject)


def _names_used(subject: Subject) -> list[tuple[Passage, int, str, tuple[int, int]]]:
    """Each name of an indicator after the word, or alone in a cell: the line, the number, the
    name (search key), and where it stands."""
    found = []
    for line in subject.texts():
        text = line.squeezed.text
        for match in re.finditer(r"ตัวชี้วัด(?!ย่อย)(?:ที่[0-9]{1,2}[.)]?)?", text):
            if named := _longest_name(search_key(text[match.end() :]), subject):
                number, name = named
                found.append((line, number, name, (match.start(), match.end() + len(name))))
        if line.kind == "cell" and line.place.key == "indicator":
            key = search_key(text)
            named = _longest_name(key, subject)
            if named and named[1] == key:
                found.append((line, *named, (0, len(text))))
    return found


def _longest_name(key: str, subject: Subject) -> tuple[int, str] | None:
    fitting = [
        (len(name), entry.number, name)
        for catalogue in subject.catalogues for entry in catalogue.indicators
        for name in names_of(entry) if key.startswith(name)
    ]  # fmt: skip
    return max(fitting)[1:] if fitting else None


def _full(number: int, key: str, subject: Subject) -> str:
    for catalogue in subject.catalogues:
        if entry := catalogue.indicator(number):
            return next(
                (n for n in (entry.name, *entry.aliases) if search_key(n) == key), entry.name
            )
    return key


def _misspelt(line: Passage, match: re.Match[str], rest: str, subject: Subject) -> Hit | None:
    for catalogue in subject.catalogues:
        for entry in catalogue.indicators:
            for name in names_of(entry):
                part = rest[: len(name)]
                if len(name) > 8 and part != name and _one_letter_off(rest, name):
                    end = match.end() + len(name)
                    message = f"ชื่อตัวชี้วัดสะกดต่างจาก “{entry.name}”"
                    if not any(rest.startswith(n) for c in subject.catalogues
                               for e in c.indicators for n in names_of(e)):  # fmt: skip
                        return line.hit_squeezed(message, match.start(), end)
    return None


def _reworded_name(line: Passage, subject: Subject) -> Iterator[Hit]:
    """A name with words more, less or other than the indicator's that is meant: after its number,
    before its score, or alone in its cell."""
    for naming in indicator_namings(line):
        own = [e for c in subject.catalogues if (e := c.indicator(int(naming.number)))]
        if own and (entry := _nearly_named(naming.name, own, subject)):
            message = f"ชื่อของตัวชี้วัดที่ {entry.number} คือ “{entry.name}”"
            yield line.hit_squeezed(message, naming.start, naming.end)
    every = [entry for catalogue in subject.catalogues for entry in catalogue.indicators]
    headed = HEADED.match(line.squeezed.text)
    if headed and (entry := _nearly_named(search_key(headed["name"]), every, subject)):
        message = f"ชื่อตัวชี้วัดในกรอบการประเมินคือ “{entry.name}”"
        yield line.hit_squeezed(message, *headed.span("name"))
    if line.kind == "cell" and line.place.key == "indicator" and leading_code(line) is None:
        name = re.sub(
            r"^(?:[0-9]{1,2}[.)])?(?:ตัวชี้วัด(?:ที่[0-9]{1,2}[.)]?)?)?", "", search_key(line.text)
        )
        if entry := _nearly_named(name, every, subject):
            yield line.hit(f"ชื่อตัวชี้วัดในกรอบการประเมินคือ “{entry.name}”")


def _nearly_named(
    name: str, entries: Sequence[IndicatorEntry], subject: Subject
) -> IndicatorEntry | None:
    """The indicator that a text means but does not name rightly; None where it names one, or a
    sub-indicator, or is nearer to one of these."""
    if len(name) < 8 or indicator_named(name, subject.catalogues):
        return None
    if sub_indicator_named(name, subject.catalogues):
        return None
    alike = [
        (similarity(name, key), entry) for entry in entries for key in names_of(entry)
        if 0.6 < len(key) / len(name) < 1.6 and not _one_letter_off(name, key)
    ]  # fmt: skip
    best, entry = max(alike, key=lambda pair: pair[0], default=(0.0, None))
    subs = (s.name for c in subject.catalogues for s in c.sub_indicators if s.name)
    if best < _NEARLY or any(similarity(name, other) >= best for other in subs):
        return None
    return entry


def _one_letter_off(rest: str, name: str) -> bool:
    return any(
        rest[:length] and similarity(rest[:length], name) >= 1 - 1.5 / len(name)
        for length in (len(name) - 1, len(name), len(name) + 1)
    )


@rule("C11", Severity.WARNING, "ชื่อเฉพาะต้องเขียนตรงตามทางการ")
def fixed_names_exact(subject: Subject) -> Iterator[Hit]:
    """Near misses of names that have one official form."""
    for line in subject.texts():
        text = line.squeezed.text
        for variant, official in fixed_name_variants().items():
            for found in re.finditer(re.escape(variant), text):
                yield line.hit_squeezed(f"ชื่อทางการคือ “{official}”", *found.span(), repair=official)
        for miss in near_misses(line, fixed_names()):
            if text[miss.start : miss.end] in fixed_name_variants():
                continue
            message = f"ชื่อทางการคือ “{miss.term}”"
            yield line.hit_squeezed(message, miss.start, miss.end, repair=miss.term)
