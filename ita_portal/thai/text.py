"""Thai text made canonical: for storing, comparing and searching.

Word files, PDF copies and old programs write the same visible text in several ways: sara am
in two characters, marks in the order of typing, glyph variants of the private-use area,
signs without width. ``normalise`` removes these differences and nothing that a reader sees.
PyThaiNLP's normaliser is not used: it drops marks and repeated vowels that are visible on the
page, and importing it creates a data folder in the user's home.
"""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache

from ita_portal.thai.numerals import to_arabic

SARA_AA, SARA_AM, NIKHAHIT = "\u0e32", "\u0e33", "\u0e4d"
# Signs that stand above or below a consonant and have no width of their own.
MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
_TONES = "\u0e48\u0e49\u0e4a\u0e4b"

# Line ends of every kind: Windows, Word's manual line break, page break, Unicode's own.
_LINE_END = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_BLANK = re.compile("[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
# Control characters, soft hyphen, zero-width signs, direction marks, byte-order mark.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]"
)
# What no XML file can hold, and so no workbook and no Word file (XML 1.0, production 2).
NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Glyph variants (shifted left or lowered) that Thai fonts for Windows kept in the private-use
# area; text copied from old PDF files consists of them.
_GLYPH_VARIANTS = str.maketrans(
    {
        0xF700: "ฐ", 0xF70F: "ญ",
        0xF701: "\u0e34", 0xF702: "\u0e35", 0xF703: "\u0e36", 0xF704: "\u0e37",
        0xF705: "\u0e48", 0xF706: "\u0e49", 0xF707: "\u0e4a", 0xF708: "\u0e4b", 0xF709: "\u0e4c",
        0xF70A: "\u0e48", 0xF70B: "\u0e49", 0xF70C: "\u0e4a", 0xF70D: "\u0e4b", 0xF70E: "\u0e4c",
        0xF710: "\u0e31", 0xF711: "\u0e4d", 0xF712: "\u0e47",
        0xF713: "\u0e48", 0xF714: "\u0e49", 0xF715: "\u0e4a", 0xF716: "\u0e4b", 0xF717: "\u0e4c",
        0xF718: "\u0e38", 0xF719: "\u0e39", 0xF71A: "\u0e3a",
    }
)  # fmt: skip

# What follows a consonant: marks in any order, sara aa or sara am among them.
_TAIL = re.compile(f"[{MARKS}]+(?:[{SARA_AA}{SARA_AM}][{MARKS}]*)?|[{SARA_AA}{SARA_AM}][{MARKS}]+")
# Below, above, tone, silencer. The signs below come first, where Unicode's canonical order
# wants them, so that a later NFC moves nothing.
_RANK = dict.fromkeys("ฺุู", 0) | dict.fromkeys(_TONES, 2) | {"\u0e4c": 3}

_BLANKS = re.compile(" {2,}")
_AROUND_LINE_END = re.compile(" ?\n ?")
_BLANK_OR_LINE_END = re.compile("[ \n]+")
# A blank that cannot stand: before a sign that needs a consonant, after a leading vowel.
_BROKEN = re.compile(
    f"(?<=[\u0e01-\u0e4e])[ \n]+(?=[\u0e30-\u0e3a\u0e45{MARKS}])"
    "|(?<=[\u0e40-\u0e44])[ \n]+(?=[\u0e01-\u0e2e])"
)


def normalise(text: str) -> str:
    """``text`` in its canonical form; a reader sees the same words and digits as before.

    Sara am is one character and its tone stands before it; of marks on one consonant the sign
    below comes first, then the vowel above, then the tone, none of them twice; a doubled เ is
    แ. Line ends of every kind become a line feed, blanks of every kind a blank; signs without
    width are gone. The result is in NFC, and normalising it again changes nothing.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _LINE_END.sub("\n", text)
    text = _INVISIBLE.sub("", _BLANK.sub(" ", text))
    text = unicodedata.normalize("NFC", text.translate(_GLYPH_VARIANTS))
    return _TAIL.sub(_ordered_tail, text.replace("เเ", "แ"))


def _ordered_tail(match: re.Match[str]) -> str:
    before, vowel, after = _split_at_vowel(match.group())
    if not vowel:
        return _ordered(before)
    if vowel == SARA_AM or NIKHAHIT in before + after:
        return _ordered((before + after).replace(NIKHAHIT, "")) + SARA_AM
    tones = "".join(sign for sign in after if sign in _TONES)
    rest = "".join(sign for sign in after if sign not in _TONES)
    return _ordered(before + tones) + vowel + _ordered(rest)


def _split_at_vowel(tail: str) -> tuple[str, str, str]:
    for vowel in (SARA_AA, SARA_AM):
        if vowel in tail:
            return tail.partition(vowel)
    return tail, "", ""


def _ordered(marks: str) -> str:
    return "".join(sorted(dict.fromkeys(marks), key=lambda sign: _RANK.get(sign, 1)))


def fold_blanks(text: str) -> str:
    """Normalised, each run of blanks as one, no blank at an end of the text or of a line."""
    return _AROUND_LINE_END.sub("\n", _BLANKS.sub(" ", normalise(text))).strip()


def compact(text: str) -> str:
    """Normalised, without any blank or line feed: for comparing texts of narrow cells."""
    return normalise(_BLANK_OR_LINE_END.sub("", normalise(text)))


@lru_cache(maxsize=4096)
def search_key(text: str) -> str:
    """What a search compares: compact, without letter case, with Arabic digits."""
    return normalise(to_arabic(compact(text)).casefold())


def join_broken(text: str) -> str:
    """Normalised, without the blanks that Thai spelling forbids; for comparing.

    Gone are blanks and line feeds between a leading vowel (เ แ โ ใ ไ) and its consonant, and
    before a vowel or tone mark that needs one. Blanks between whole syllables stay: only a
    dictionary could tell whether they are meant.
    """
    return normalise(_BROKEN.sub("", normalise(text)))


def similarity(a: str, b: str) -> float:
    """How alike two texts are, 0 to 1, blanks, letter case and numerals apart; symmetric."""
    first, second = sorted((search_key(a), search_key(b)))
    if first == second:
        return 1.0
    return SequenceMatcher(None, first, second, autojunk=len(second) > _LONG).ratio()


# Beyond this length an exact comparison would take seconds; frequent letters are left out.
_LONG = 4000
