"""Reading what a line names: numbered indicators and sub-indicators, codes at its beginning."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from assessments.catalogue import Catalogue, IndicatorEntry, SubIndicatorEntry
from assessments.codes import Code, find_codes
from reports.checks.keys import search_key, similarity
from reports.checks.parts import Passage

_INDICATOR = re.compile(r"ตัวชี้วัด(?:การประเมิน(?:ITA)?)?ที่(?P<number>[0-9]{1,2})(?![0-9.]?[0-9])[.):]?")
_SUB = re.compile(r"ตัวชี้วัดย่อย(?:ที่)?(?P<number>[0-9]{1,2}\.[0-9]{1,2})\.?")
_BEFORE_NAME = re.compile(r"^[(\[]?(?:IIT|EIT|OIT|iit|eit|oit)[)\]]?[:\-–]?|^[:\-–]+")
_END = re.compile(
    r"ตัวชี้วัด|ได้คะแนน|ได้[0-9]|คะแนน|ผลการประเมิน|[(\[]|[0-9]|(?<![A-Z])[IEO](?=[0-9])|\n|$"
)
# What may stand before a code that a line begins with.
_LEAD = re.compile(
    r"^\s*(?:[-–•●▪☐□\uf000-\uf0ff]|[(\[]?[0-9๐-๙]{1,2}[.)\]])?\s*(?:ข้อ(?:ที่)?|ประเด็น|รายการ)?\s*$"
)


@dataclass(frozen=True, slots=True)
class Naming:
    """A numbered name in a line. ``start`` to ``end`` is all of it in the squeezed text,
    ``name_start`` where the name begins; ``name`` is a search key, it may be empty."""

    line: Passage
    number: str
    name: str
    start: int
    name_start: int
    end: int


def indicator_namings(line: Passage) -> Iterator[Naming]:
    """ "ตัวชี้วัดที่ ๑๐ การป้องกันการทุจริต" and the like."""
    yield from _namings(line, _INDICATOR)


def sub_indicator_namings(line: Passage) -> Iterator[Naming]:
    """ "ตัวชี้วัดย่อยที่ ๙.๕ …"."""
    yield from _namings(line, _SUB)


def _namings(line: Passage, pattern: re.Pattern[str]) -> Iterator[Naming]:
    if "ตัวชี้วัด" not in line.squeezed.text:
        return
    text = line.squeezed.text
    for found in pattern.finditer(text):
        at = found.end()
        if before := _BEFORE_NAME.match(text[at:]):
            at += before.end()
        stop = _END.search(text, at)
        end = stop.start() if stop else len(text)
        while end > at and text[end - 1] in "-–:, .":
            end -= 1
        name = search_key(text[at:end])
        yield Naming(line, found["number"], name, found.start(), at, max(end, found.end()))


def leading_code(line: Passage) -> tuple[Code, int] | None:
    """The code that a line begins with, numbering and "ข้อ" aside, and where its text goes on."""
    codes = codes_in(line.text)
    if codes and _LEAD.match(line.text[: codes[0].start]):
        return codes[0], codes[0].end
    return None


@lru_cache(maxsize=8192)
def codes_in(text: str) -> tuple[Code, ...]:
    """``find_codes``, each text read once."""
    return find_codes(text)


def indicator_named(name: str, catalogues: tuple[Catalogue, ...]) -> IndicatorEntry | None:
    """The indicator whose name or alias a search key begins with."""
    for catalogue in catalogues:
        fitting = [
            (len(key), entry) for entry in catalogue.indicators for key in names_of(entry)
            if name.startswith(key)
        ]  # fmt: skip
        if fitting:
            return max(fitting, key=lambda pair: pair[0])[1]
    return None


def sub_indicator_named(name: str, catalogues: tuple[Catalogue, ...]) -> SubIndicatorEntry | None:
    """The sub-indicator whose name a search key is."""
    for catalogue in catalogues:
        for entry in catalogue.sub_indicators:
            if entry.name and search_key(entry.name) == name:
                return entry
    return None


@lru_cache(maxsize=512)
def names_of(entry: IndicatorEntry) -> tuple[str, ...]:
    """The search keys of all names of an indicator."""
    return tuple(search_key(name) for name in (entry.name, *entry.aliases) if name)


def begins_like(name: str, keys: tuple[str, ...]) -> bool:
    """Whether a search key begins with one of the names, a slip in spelling allowed."""
    return any(name.startswith(key) or similarity(name[: len(key) + 1], key) >= 0.9 for key in keys)


def indicator_of_code(code: str, catalogue: Catalogue) -> int | None:
    """The number of the indicator that a question or item belongs to, in one year."""
    if question := catalogue.question(code):
        return question.indicator
    if (item := catalogue.item(code)) and item.sub_indicator:
        return int(item.sub_indicator.partition(".")[0])
    return None
