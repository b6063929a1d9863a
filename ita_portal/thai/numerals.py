"""Thai and Arabic digits.

Python's own tests are of no help here: ``str.isdigit`` and ``\\d`` accept Thai digits too.
Where the system matters, the digits are spelt out.
"""

from __future__ import annotations

from typing import Literal

ARABIC_DIGITS = "0123456789"
THAI_DIGITS = "๐๑๒๓๔๕๖๗๘๙"

Numerals = Literal["thai", "arabic"]
NumeralSystem = Literal["thai", "arabic", "mixed", "none"]

_TO_THAI = str.maketrans(ARABIC_DIGITS, THAI_DIGITS)
_TO_ARABIC = str.maketrans(THAI_DIGITS, ARABIC_DIGITS)


def to_thai(text: str) -> str:
    """``text`` with its Arabic digits as Thai ones; every other character stays."""
    return text.translate(_TO_THAI)


def to_arabic(text: str) -> str:
    """``text`` with its Thai digits as Arabic ones; every other character stays."""
    return text.translate(_TO_ARABIC)


def in_numerals(text: str, numerals: Numerals) -> str:
    """``text`` with all its digits in the named system."""
    return to_thai(text) if numerals == "thai" else to_arabic(text)


def numeral_system(text: str) -> NumeralSystem:
    """Which digits ``text`` is written with: both systems anywhere in it make it "mixed"."""
    characters = set(text)
    has_thai = not characters.isdisjoint(THAI_DIGITS)
    has_arabic = not characters.isdisjoint(ARABIC_DIGITS)
    if has_thai and has_arabic:
        return "mixed"
    if has_thai:
        return "thai"
    return "arabic" if has_arabic else "none"
