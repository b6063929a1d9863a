"""Text without its blanks, with a way back to where each character stood.

Cells of narrow columns break Thai anywhere: "ภายในเดือน มกราคม", "ม. ค.", a month on two
lines. Patterns are therefore matched on squeezed text, which has no blanks to allow for, and
what was found is quoted from the source as it was typed.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from ita_portal.thai.numerals import to_arabic
from ita_portal.thai.text import MARKS, normalise

# The dotted or ruled lines of a form are blanks to write on.
_PIECE = re.compile(
    rf"(?P<gap>\s+|\.{{2,}}|…+|_{{2,}})|เเ|[{MARKS}\u0e32\u0e33]{{2,}}|.", re.DOTALL
)
_LINE_END = re.compile("[\n\r\v\f\x85\u2028\u2029]")
_CONTINUES = re.compile("[\u0e01-\u0e4e.,;:/)]")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))


@dataclass(frozen=True, slots=True)
class Squeezed:
    """``text`` is the source normalised, in Arabic digits, with plain hyphens and no blanks.

    Two things stay: one blank between two digits, which are two numbers, and one line feed
    before a line that begins like a new item (a list marker, a bullet, a number) and not with
    a Thai letter or a closing sign, which may go on with the word before it.
    """

    source: str
    text: str
    starts: array[int]
    ends: array[int]
    lines: tuple[tuple[int, int], ...]  # start and end in ``text`` of each line of the source

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Where ``text[start:end]``, which is not empty, stands in the source."""
        return self.starts[start], self.ends[end - 1]

    def line_at(self, at: int) -> int:
        """The index of the source line in which ``text[at]`` stands."""
        return bisect_right(self.lines, at, key=lambda line: line[0]) - 1


def squeeze(source: str) -> Squeezed:
    """Squeeze ``source``, in time proportional to its length."""
    out: list[str] = []
    starts, ends = array("l"), array("l")
    gap = ""
    for piece in _PIECE.finditer(source):
        if piece.lastgroup == "gap":
            gap = "\n" if "\n" in gap or _LINE_END.search(piece.group()) else " "
            continue
        for character in to_arabic(normalise(piece.group())).translate(_DASHES):
            if kept := _kept_gap(gap, out[-1] if out else "", character):
                out.append(kept)
                starts.append(piece.start())
                ends.append(piece.start())
            gap = ""
            out.append(character)
            starts.append(piece.start())
            ends.append(piece.end())
    text = "".join(out)
    return Squeezed(source, text, starts, ends, tuple(_lines(source, text, starts)))


def _lines(source: str, text: str, starts: array[int]) -> Iterator[tuple[int, int]]:
    at = 0
    for line in source.split("\n"):
        start = bisect_left(starts, at)
        at += len(line) + 1
        end = bisect_left(starts, at)
        yield start + text.startswith("\n", start), end


def _kept_gap(gap: str, before: str, after: str) -> str:
    if not gap or not before:
        return ""
    if gap == "\n" and not _CONTINUES.match(after):
        return "\n"
    return " " if before in "0123456789" and after in "0123456789" else ""
