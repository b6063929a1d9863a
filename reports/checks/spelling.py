"""Misspelt words: near misses of the field's words, weighed against the dictionary.

A near miss of a phrase counts wherever words begin and end at its ends, even if it consists
of real words ("เที่ยวกับ"). A near miss of a single term counts only where the tokeniser falls
apart at that place: a short or unknown piece is left over. Names of places are no misspellings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from reports.checks.lexicon import Token, dictionary, frequency, is_word, tokens
from reports.checks.likelihood import official_misses, official_words_meant, words_meant
from reports.checks.near import apart, misses_of, on_boundaries, perhaps_in
from reports.checks.parts import Passage
from reports.checks.vocabulary import collocations, known_misspellings, right_words, terms

_THAI = re.compile("[ก-๎]+")
# After these words stands a name, which no dictionary knows.
_NAME_BEFORE = re.compile(
    r"(?:นาย(?!ก|ช่าง|ทะเบียน|อำเภอ)|นาง|นางสาว|ชื่อ)[ก-๎]{0,24}$"
    r"|(?:อำเภอ|จังหวัด|ตำบล|หมู่บ้าน|บ้าน|ถนน|ซอย|(?<![ชีแตร้้])วัด(?!ผล|ค่า|ความ|ระดับ)|โรงเรียน|เพจ|"
    r"เทศบาล(?:นคร|เมือง)|เทศมนตรี(?:นคร|เมือง)|อบต\.|อบจ\.|ทต\.|ทม\.|ทน\.)"
    r"(?!สำหรับ|เพื่อ|ที่|ของ|และ|หรือ|ให้|ได้|ใน|โดย|จาก|แก่|ผู้|ตาม|เป็น|มี|ทุก|จะ|ต้อง)[ก-๎]{0,16}$"
)
_RARE, _MUCH_MORE = 30, 150
# A term of so many letters is not hit by chance.
_LONG = 9


@dataclass(frozen=True, slots=True)
class Misspelling:
    """A misspelling at ``start``..``end`` of the squeezed text; ``repair`` may be empty."""

    start: int
    end: int
    message: str
    repair: str


def misspelt_words(line: Passage, own_words: set[str]) -> Iterator[Misspelling]:
    """The misspellings of a line. ``own_words`` are names that are right."""
    text = line.squeezed.text
    found = list(_in_text(text))
    for one in found:
        piece = text[one.start : one.end]
        if not any(piece in name or (name in text[max(0, one.start - 30) : one.end + 30]
                   and _overlaps(text, name, one)) for name in own_words):  # fmt: skip
            yield one


def _overlaps(text: str, name: str, one: Misspelling) -> bool:
    at = text.find(name)
    while at >= 0:
        if at < one.end and one.start < at + len(name):
            return True
        at = text.find(name, at + 1)
    return False


@lru_cache(maxsize=8192)
def _in_text(text: str) -> tuple[Misspelling, ...]:
    if not _THAI.search(text):
        return ()
    readings = (_known, _phrases, _terms, _official, _unlikely, _rare_words)
    found = apart(one for read in readings for one in read(text))
    return tuple(sorted(found, key=lambda one: one.start))


def _known(text: str) -> Iterator[Misspelling]:
    for wrong, right in known_misspellings().items():
        at = text.find(wrong)
        while at >= 0:
            # Where the right word is the longer one it may stand here whole.
            if len(right) < len(wrong) or not text.startswith(right, at):
                yield _misspelling(at, at + len(wrong), right)
            at = text.find(wrong, at + 1)


@lru_cache(maxsize=1)
def _phrases_known() -> tuple[str, ...]:
    return (*collocations(), *(term for term in terms() if len(term) >= _LONG))


def _phrases(text: str) -> Iterator[Misspelling]:
    for term in perhaps_in(text, _phrases_known()):
        for miss in misses_of(text, term):
            window = text[miss.start : miss.end]
            if not _THAI.fullmatch(window) or window in right_words():
                continue
            if not on_boundaries(text, miss.start, miss.end):
                continue
            if window in dictionary() and frequency(window) >= _RARE:
                continue
            if term not in collocations() and _are_two_words(window):
                continue
            yield _misspelling(miss.start, miss.end, term)


def _are_two_words(window: str) -> bool:
    """Whether a window is two common words side by side: "ต่อ|เรื่อง" is no slip of ต่อเนื่อง."""
    words = tokens(window)
    return len(words) == 2 and all(
        len(word.text) > 2 and frequency(word.text) >= _MUCH_MORE for word in words
    )


def _misspelling(start: int, end: int, term: str) -> Misspelling:
    return Misspelling(start, end, f"น่าจะเป็น “{term}”", term)


def _terms(text: str) -> Iterator[Misspelling]:
    words, wanted = tokens(text), frozenset(terms())
    for miss in official_misses(text):
        window = text[miss.start : miss.end]
        if miss.term not in wanted or not _THAI.fullmatch(window):
            continue
        if window in right_words() or window in dictionary() or _in_name(text, miss.start):
            continue
        inside = [w for w in words if w.start < miss.end and miss.start < w.end]
        if _fell_apart(inside, miss.start, miss.end):
            yield _misspelling(miss.start, miss.end, miss.term)


def _fell_apart(inside: list[Token], start: int, end: int) -> bool:
    """Whether the tokeniser found no good words here: an unknown piece, or several tiny ones."""
    if any(_is_odd(w.text) for w in inside):
        return True
    crossing = inside[0].start < start or inside[-1].end > end
    tiny = [w for w in inside if len(w.text) <= 2]
    return len(tiny) >= 2 or (len(tiny) == 1 and crossing and len(inside) > 2)


def _is_odd(text: str) -> bool:
    """No word, or a very short one that hardly occurs."""
    is_known = not _THAI.fullmatch(text) or is_word(text)
    return not is_known or (len(text) <= 3 and frequency(text) < _RARE * 3)


def _in_name(text: str, at: int) -> bool:
    return bool(_NAME_BEFORE.search(text[max(0, at - 40) : at]))


def _official(text: str) -> Iterator[Misspelling]:
    """Words of such reports that were nearly said, the likeliest first."""
    found = sorted(official_words_meant(text), key=lambda one: (-one.gain, one.start))
    for one in found:
        if not _in_name(text, one.start):
            yield _misspelling(one.start, one.end, one.word)


def _unlikely(text: str) -> Iterator[Misspelling]:
    """Pieces of which a slip of one letter makes a far more likely word."""
    for one in words_meant(text):
        if not _in_name(text, one.start):
            message = f"น่าจะเป็น “{one.word}”"
            yield Misspelling(one.start, one.end, message, one.word if one.sure else "")


def _rare_words(text: str) -> Iterator[Misspelling]:
    """Very rare short words that a frequent one resembles but for one vowel or tone: "ม่ง"."""
    words = tokens(text)
    for n, word in enumerate(words):
        if not 2 <= len(word.text) <= 4 or not _THAI.fullmatch(word.text):
            continue
        if frequency(word.text) >= _RARE:
            continue
        if n == 0 or n + 1 == len(words) or not _THAI.fullmatch(words[n + 1].text):
            continue
        if _in_name(text, word.start) or word.text in right_words():
            continue
        enough = _MUCH_MORE * (10 if word.text in dictionary() else 60)
        near = [w for w in _with_a_mark(word.text) if frequency(w) >= enough]
        if near:
            yield _misspelling(word.start, word.end, max(near, key=frequency))


def _with_a_mark(word: str) -> Iterator[str]:
    for n in range(1, len(word) + 1):
        for mark in "ุูิีึื่้ั็์":
            candidate = word[:n] + mark + word[n:]
            if candidate in dictionary():
                yield candidate
