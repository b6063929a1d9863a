"""Letters that cannot stand together: a vowel or tone without a consonant to carry it, a sign
typed twice. No dictionary is needed to see them, and no name or foreign word has them."""

from __future__ import annotations

import re
from collections.abc import Iterator

_CARRIED = "\u0e31\u0e34-\u0e3a\u0e47"  # vowels above and below
_TONES = "\u0e48-\u0e4b"
# What must stand before each sign. A sign after a blank is a broken syllable (G5), sara am in two
# signs is G4's, and a tone before its vowel looks like one behind it: none of these is meant here.
_ORPHAN = re.compile(
    f"(?<=[ะาำเแโใไๆฯ])[{_CARRIED}]"  # a vowel above another vowel's place
    f"|(?<=[ะาำเแโใไๆฯ])[{_TONES}]"  # a tone beside a vowel of the line
    f"|(?<=[{_CARRIED}])(?!\u0e4c)[{_CARRIED}]"  # two vowels on one consonant
    f"|(?<=[ะำเแโใไ{_CARRIED}])[าำ]"  # a long vowel after a whole one
    "|(?<=[ะาำๆ])ะ(?<!าะ)"
    "|[เแโใไ](?=[ะาำเแโใไ])(?<!เเ)(?!เ)"  # two leading vowels
)
_TWICE = re.compile(f"([{_CARRIED}{_TONES}าำะ])\\1+")


def impossible_letters(text: str) -> Iterator[tuple[int, int, str]]:
    """Where such letters stand, with the one before them, and the repair: "" where it is not
    known what was meant. Overlapping places are one."""
    end = -1
    places = sorted((*_TWICE.finditer(text), *_ORPHAN.finditer(text)), key=lambda m: m.start())
    for found in places:
        start = max(0, found.start() - 1)
        if start < end:
            continue
        end = found.end()
        twice = found.re is _TWICE
        yield start, end, text[start : found.start()] + found[1] if twice else ""
