"""Near misses: where a text almost says a term.

A miss of one letter leaves one half of the term intact, so the halves are searched and only
around them letters are compared: time in proportion to the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Protocol, TypeVar

from reports.checks.lexicon import boundaries
from reports.checks.parts import Passage

_DEPENDENT = frozenset("ะาำๅๆ") | {chr(c) for c in range(0x0E31, 0x0E3B)} | {
    chr(c) for c in range(0x0E47, 0x0E4F)
}  # fmt: skip


class Span(Protocol):
    """Anything at ``start``..``end`` of a text."""

    @property
    def start(self) -> int:
        """The first letter."""

    @property
    def end(self) -> int:
        """Behind the last letter."""


S = TypeVar("S", bound=Span)


def apart(spans: Iterable[S]) -> list[S]:
    """Of spans that overlap the one that comes first, in the order given."""
    taken: list[S] = []
    for span in spans:
        if not any(span.start < other.end and other.start < span.end for other in taken):
            taken.append(span)
    return taken


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A term that was missed at ``start``..``end`` of the squeezed text."""

    term: str
    start: int
    end: int


def near_misses(line: Passage, terms: Iterable[str]) -> Iterator[NearMiss]:
    """Places where one letter is missing, superfluous, other or exchanged with its neighbour.
    Where the term itself stands there is no miss; of overlapping misses the longest counts."""
    text = line.squeezed.text
    terms = tuple(terms)
    right = [(at, len(term)) for term in terms for at in _occurrences(text, term)]
    found = [
        miss for term in perhaps_in(text, terms) for miss in misses_of(text, term)
        if not any(length >= len(term) - 1 and at < miss.end and miss.start < at + length
                   for at, length in right)
    ]  # fmt: skip
    found.sort(key=lambda miss: (-(miss.end - miss.start), miss.start))
    yield from sorted(apart(found), key=lambda miss: miss.start)


@cache
def halves(term: str) -> tuple[str, str]:
    """The two halves of a term; a near miss has one of them intact."""
    return term[: len(term) // 2], term[len(term) // 2 :]


def perhaps_in(text: str, terms: Iterable[str]) -> Iterator[str]:
    """The terms of which a half stands in the text: only those can be missed nearly."""
    for term in terms:
        left, right = halves(term)
        if left in text or right in text:
            yield term


def misses_of(text: str, term: str) -> Iterator[NearMiss]:
    """The near misses of one term in a squeezed text."""
    left, right = halves(term)
    half = len(left)
    exact = _occurrences(text, term)
    seen: set[int] = set()
    for at in _occurrences(text, left):
        if at in exact:
            continue
        for end in _ends_alike(text, at + half, right):
            yield from _miss(text, term, at, end, exact, seen)
    for at in _occurrences(text, right):
        if at - half in exact:
            continue
        for start in _starts_alike(text, at, left):
            yield from _miss(text, term, start, at + len(right), exact, seen)


def _miss(
    text: str, term: str, start: int, end: int, exact: list[int], seen: set[int]
) -> Iterator[NearMiss]:
    window = text[start:end]
    if window == term or start in seen or not window or window[0] in _DEPENDENT or "(" in window:
        return
    if end < len(text) and text[end] in _DEPENDENT:
        return
    if any(at < end and start < at + len(term) for at in exact):
        return
    seen.add(start)
    yield NearMiss(term, start, end)


def _occurrences(text: str, part: str) -> list[int]:
    found, at = [], text.find(part)
    while at >= 0:
        found.append(at)
        at = text.find(part, at + 1)
    return found


def _ends_alike(text: str, at: int, part: str) -> Iterator[int]:
    """Ends of the pieces from ``at`` on that are one edit away from ``part``."""
    if not _may_begin(text, at, part):
        return
    for length in (len(part), len(part) - 1, len(part) + 1):
        piece = text[at : at + length]
        if len(piece) == length and one_edit(piece, part):
            yield at + length
            return


def _may_begin(text: str, at: int, part: str) -> bool:
    """False where the first letters tell already that more than one is wrong: if they differ,
    the rest must be right."""
    return (
        text[at : at + 1] == part[0]
        or text.startswith(part[1:], at + 1)  # another letter
        or text.startswith(part, at + 1)  # one more
        or text.startswith(part[1:], at)  # one less
        or (text.startswith(part[2:], at + 2) and text[at : at + 2] == part[1::-1])
    )


def _may_end(text: str, end: int, part: str) -> bool:
    """The same from the last letters."""
    return (
        text[end - 1 : end] == part[-1]
        or text.endswith(part[:-1], 0, end - 1)
        or text.endswith(part, 0, end - 1)
        or text.endswith(part[:-1], 0, end)
        or (text.endswith(part[:-2], 0, end - 2) and text[end - 2 : end] == part[:-3:-1])
    )


def _starts_alike(text: str, end: int, part: str) -> Iterator[int]:
    if not _may_end(text, end, part):
        return
    for length in (len(part), len(part) - 1, len(part) + 1):
        if end - length >= 0 and one_edit(text[end - length : end], part):
            yield end - length
            return


def one_edit(a: str, b: str) -> bool:
    """Whether one letter more, less, other, or two exchanged make ``b`` of ``a``."""
    if a == b or abs(len(a) - len(b)) > 1:
        return False
    n = 0
    while n < min(len(a), len(b)) and a[n] == b[n]:
        n += 1
    if len(a) == len(b):
        exchanged = n + 1 < len(a) and a[n] == b[n + 1] and a[n + 1] == b[n]
        return a[n + 1 :] == b[n + 1 :] or (exchanged and a[n + 2 :] == b[n + 2 :])
    shorter, longer = sorted((a, b), key=len)
    return shorter[n:] == longer[n + 1 :]


def on_boundaries(text: str, start: int, end: int) -> bool:
    """Whether words begin at ``start`` and end at ``end`` of a squeezed text."""
    edges = boundaries(text)
    return start in edges and end in edges
