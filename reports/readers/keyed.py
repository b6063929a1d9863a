"""A text beside its search key, so that what is found in the key can be cut out of the text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ita_portal.thai.text import normalise, search_key


@dataclass(frozen=True, slots=True)
class Keyed:
    """``key`` is the search key of ``text``; letter ``n`` of it stands at ``places[n]``."""

    text: str
    key: str
    places: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Keyed:
        """The text (normalised) with its key, letter by letter."""
        plain = normalise(text)
        places = tuple(n for n, sign in enumerate(plain) if not sign.isspace())
        key = search_key(plain)
        if len(key) != len(places):  # joining over a blank changed a letter: place by place
            key = "".join(search_key(plain[n]) or plain[n] for n in places)[: len(places)]
        return cls(plain, key, places)

    def split(self, letters: int) -> tuple[str, str]:
        """The text up to so many letters of the key, and the text after them."""
        if letters <= 0:
            return "", self.text.strip()
        if letters >= len(self.places):
            return self.text.strip(), ""
        cut = self.places[letters]
        return self.text[:cut].strip(), self.text[cut:].strip()

    def slice(self, start: int, end: int) -> str:
        """The text between two letters of the key."""
        if start >= end or start >= len(self.places):
            return ""
        return self.text[self.places[start] : self.places[min(end, len(self.places)) - 1] + 1]

    def without(self, *patterns: re.Pattern[str]) -> str:
        """The text without what the patterns find in the key, its pieces joined by a blank."""
        kept = [True] * len(self.key)
        for pattern in patterns:
            for match in pattern.finditer(self.key):
                kept[match.start() : match.end()] = [False] * (match.end() - match.start())
        pieces: list[str] = []
        start: int | None = None
        for n, keep in enumerate([*kept, False]):
            if keep and start is None:
                start = n
            elif not keep and start is not None:
                pieces.append(self.slice(start, n).strip())
                start = None
        return " ".join(piece for piece in pieces if piece)
