"""PyThaiNLP's dictionary, word frequencies and tokeniser, loaded when the first text needs them."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text at ``start``..``end``."""

    text: str
    start: int
    end: int


@cache
def _tokenise() -> Callable[[str], list[str]]:
    # Without this the package makes a folder in the user's home when it is imported.
    os.environ.setdefault("PYTHAINLP_READ_ONLY", "1")
    from pythainlp.tokenize.newmm import segment

    found: Callable[[str], list[str]] = segment
    return found


@cache
def dictionary() -> frozenset[str]:
    """The words of the dictionary."""
    _tokenise()
    from pythainlp.corpus import thai_words

    return frozenset(thai_words())


@cache
def frequencies() -> dict[str, int]:
    """How often a word stands in the Thai National Corpus."""
    _tokenise()
    from pythainlp.corpus import tnc

    return {word: int(count) for word, count in tnc.unigram_word_freqs().items()}


def is_word(text: str) -> bool:
    """Whether the dictionary has it; of single letters those that are words in such reports."""
    return text in dictionary() and (len(text) > 1 or text in "ณธ")


def frequency(word: str) -> int:
    """0 for a word that the corpus does not have."""
    return frequencies().get(word, 0)


@lru_cache(maxsize=16384)
def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text, blanks and signs among them."""
    found, at = [], 0
    for word in _tokenise()(text):
        found.append(Token(word, at, at + len(word)))
        at += len(word)
    return tuple(found)


@lru_cache(maxsize=16384)
def boundaries(text: str) -> frozenset[int]:
    """Where words begin or end."""
    return frozenset(token.start for token in tokens(text)) | {len(text)}


def words_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The span widened to whole words."""
    edges = sorted(boundaries(text))
    first = max((edge for edge in edges if edge <= max(start, 0)), default=0)
    return first, min((edge for edge in edges if edge >= end), default=len(text))
