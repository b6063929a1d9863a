"""How Word writes the number of a list item, by its name of the format."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from ita_portal.thai.numerals import to_thai

# The letters that thaiLetters counts with: without the obsolete ฃ and ฅ, without ฆ, ฤ and ฦ.
# Unconfirmed in Word from the 36th item on: LibreOffice counts ฤ and ฦ.
THAI_LETTERS = "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
_LATIN_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_MAX_REPEAT = 30  # Word goes on with aaa…, no list does
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@lru_cache(maxsize=1024)
def format_number(number: int, name: str) -> str:
    """The number in one of Word's formats; in ASCII digits when the format is not known."""
    if name == "none":
        return ""
    written = _FORMATS[name](number) if name in _FORMATS and number > 0 else ""
    return written or str(number)


def _thai_words(number: int) -> str:
    from pythainlp.util import num_to_thaiword  # slow to load and seldom needed

    return str(num_to_thaiword(number))


def _letters(alphabet: str) -> Callable[[int], str]:
    """a, b, … z, aa, bb, …: Word repeats the letter."""

    def write(number: int) -> str:
        rounds, index = divmod(number - 1, len(alphabet))
        return alphabet[index] * (rounds + 1) if rounds < _MAX_REPEAT else ""

    return write


def _roman(number: int) -> str:
    if number > 3999:
        return ""
    written = ""
    for amount, letters in _ROMAN:
        count, number = divmod(number, amount)
        written += letters * count
    return written


def _enclosed(first: str, count: int) -> Callable[[int], str]:
    """Signs that follow each other in Unicode, such as ① to ⑳."""
    return lambda number: chr(ord(first) + number - 1) if number <= count else ""


def _ordinal(number: int) -> str:
    teens = 11 <= number % 100 <= 13
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


_FORMATS: dict[str, Callable[[int], str]] = {
    "thaiNumbers": lambda number: to_thai(str(number)),
    "thaiLetters": _letters(THAI_LETTERS),
    "thaiCounting": _thai_words,
    "lowerLetter": _letters(_LATIN_LETTERS),
    "upperLetter": _letters(_LATIN_LETTERS.upper()),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "decimalZero": lambda number: f"{number:02}",
    "numberInDash": lambda number: f"- {number} -",
    "ordinal": _ordinal,
    "decimalEnclosedCircle": _enclosed("①", 20),
    "decimalEnclosedParen": _enclosed("⑴", 20),
    "decimalEnclosedFullstop": _enclosed("⒈", 20),
}
