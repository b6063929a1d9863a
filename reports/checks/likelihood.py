"""Words that were probably meant: a slip of one letter makes a likely word of unlikely pieces.

A misspelt word falls apart when Thai is cut into words: "รายลาน" becomes "ราย|ลาน", "ทหำ" three
stray letters. Each piece has a probability (how often the national corpus has it); if one letter
more, less, other, or two exchanged make a word that is very much more probable than the pieces,
then the word was meant. Names and foreign words fall apart as well, but seldom near a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from math import log10

from reports.checks.lexicon import Token, dictionary, frequencies, is_word, tokens
from reports.checks.near import NearMiss, apart, misses_of, one_edit, perhaps_in
from reports.checks.vocabulary import official_words, right_words, terms

_THAI = re.compile("[ก-ฮะ-ฺเ-ๅ็-๎]+")
_SILENCED = "\u0e4c"
_CONSONANTS = re.compile("[ก-ฮ]{1,2}")
_CORPUS_SIZE = 3.3e7
# A word of the field is frequent in such reports, however rare it is elsewhere.
_FIELD_COUNT, _LEAST_COUNT = 5000, 100
_COMPOUND = -5.5  # a word of the dictionary that the corpus counts by its parts
_SHORTEST, _LONGEST = 4, 16
# Measured on long texts without a slip: nothing there reaches 4.2, four of five slips do 4.5.
_ENOUGH = 4.5
_ENOUGH_OFFICIAL = 3.8
_SHORTEST_WEIGHED = 5
# Clean texts stay below 2.6.
_ENOUGH_WEIGHED = 3.6
# A rival as likely as that makes a guess of the word meant, and of a short word no guess at all.
_RIVAL = 1.5


@dataclass(frozen=True, slots=True)
class Meant:
    """``word`` was meant at ``start``..``end`` of a squeezed text; ``sure`` if no other fits."""

    word: str
    start: int
    end: int
    gain: float
    sure: bool


def words_meant(text: str) -> Iterator[Meant]:
    """The probable slips of a squeezed text; of overlapping ones the most probable."""
    found = sorted(_candidates(text), key=lambda one: (-one.gain, one.start))
    yield from sorted(apart(found), key=lambda one: one.start)


def official_words_meant(text: str) -> Iterator[Meant]:
    """The near misses of words of such reports, wherever the pieces are cut: what stands there is
    weighed against the same letters with the right word in them."""
    words = tokens(text)
    for miss in official_misses(text):
        if len(miss.term) < _SHORTEST_WEIGHED:
            continue
        ends = (miss.end, miss.end - 1, miss.end + 1)
        weighed = [
            (_gain(text, words, miss.start, end, miss.term), -n, end) for n, end in enumerate(ends)
            if one_edit(text[miss.start : end], miss.term)
        ]  # fmt: skip
        gain, _, end = max(weighed, default=(0.0, 0, 0))
        if gain >= _ENOUGH_WEIGHED:
            yield Meant(miss.term, miss.start, end, gain, True)


@lru_cache(maxsize=64)
def official_misses(text: str) -> tuple[NearMiss, ...]:
    """All near misses of words of such reports, the field's terms first."""
    return tuple(
        miss for term in perhaps_in(text, _official_in_order()) for miss in misses_of(text, term)
    )


@cache
def _official_in_order() -> tuple[str, ...]:
    return tuple(dict.fromkeys((*terms(), *sorted(official_words()))))


def _gain(text: str, words: tuple[Token, ...], start: int, end: int, term: str) -> float:
    window = text[start:end]
    if not _THAI.fullmatch(window) or window in dictionary() or window in official_words():
        return 0.0
    if window in right_words():
        return 0.0
    inside = [word for word in words if word.start < end and start < word.end]
    first, last = inside[0].start, inside[-1].end
    put_right = tokens(text[first:start] + term + text[end:last])
    return sum(_logarithm(w.text) for w in put_right) - sum(_logarithm(w.text) for w in inside)


def _candidates(text: str) -> Iterator[Meant]:
    words = tokens(text)
    abbreviated = _abbreviated(words)
    ends = [n in abbreviated or not _THAI.fullmatch(w.text) for n, w in enumerate(words)]
    rare = [_logarithm(word.text) < _COMPOUND + 1 for word in words]
    for first in range(len(words)):
        for last in range(first, min(first + 4, len(words))):
            if ends[last]:
                break
            if any(rare[first : last + 1]):
                one = _best(words[first : last + 1])
                if one is None or _in_strange_word(words, first, last):
                    continue
                if len(one.word) <= one.end - one.start or not text.startswith(one.word, one.start):
                    yield one  # else the word stands there whole, cut in the wrong place


def _abbreviated(words: tuple[Token, ...]) -> set[int]:
    """The pieces before a full stop that are letters of an abbreviation: "ท" of "ท|ต."."""
    found = set()
    for dot, word in enumerate(words):
        at = dot - 1
        while word.text.endswith(".") and at >= 0 and _CONSONANTS.fullmatch(words[at].text):
            found.add(at)
            at -= 1
    return found


def _best(part: tuple[Token, ...]) -> Meant | None:
    best = _best_word(tuple(word.text for word in part))
    return best and Meant(best[0], part[0].start, part[-1].end, *best[1:])


@lru_cache(maxsize=16384)
def _best_word(part: tuple[str, ...]) -> tuple[str, float, bool] | None:
    """The word that pieces were probably meant as, its gain, and whether no other fits."""
    form = "".join(part)
    if not _SHORTEST - 1 <= len(form) <= _LONGEST or form in right_words():
        return None
    if form in official_words():
        return None
    if form in dictionary() and (len(part) > 1 or _count(form) > 20):
        return None
    base = sum(map(_logarithm, part))
    standing = set(part)
    gains = sorted(
        ((_logarithm(word) - base, word) for word in _one_edit_away(form)
         if word not in standing or _doubles_a_letter(form, word)),
        reverse=True,
    )  # fmt: skip
    enough = _ENOUGH_OFFICIAL if gains and gains[0][1] in official_words() else _ENOUGH
    if not gains or gains[0][0] < enough:
        return _two_edits_away(part, form)
    gain, word = gains[0]
    rivals = [other for rival, other in gains[1:] if rival > gain - _RIVAL]
    if rivals and len(word) <= _SHORTEST:
        return None
    return word, gain, not rivals


def _two_edits_away(part: tuple[str, ...], form: str) -> tuple[str, float, bool] | None:
    """Two slips in a word of the field: only where a piece is no word and both ends are right."""
    if len(part) != 2 or len(form) < 6 or all(map(is_word, part)):
        return None
    alike = _right_words_by_ends().get(form[0] + form[-1], ())
    near = [word for word in alike if _distance(form, word) <= 2]
    if not near:
        return None
    return min(near, key=len), _ENOUGH, len(near) == 1


@cache
def _right_words_by_ends() -> dict[str, list[str]]:
    """The right words by their first letter and their last, in an order that is always the same."""
    index: dict[str, list[str]] = {}
    for word in sorted(right_words()):
        if len(word) > 4:
            index.setdefault(word[0] + word[-1], []).append(word)
    return index


def _distance(a: str, b: str) -> int:
    """How many letters more, less or other; 3 for many."""
    if abs(len(a) - len(b)) > 2:
        return 3
    row = list(range(len(b) + 1))
    for n, sign in enumerate(a, 1):
        before, row[0] = row[0], n
        for m, other in enumerate(b, 1):
            before, row[m] = row[m], min(row[m] + 1, row[m - 1] + 1, before + (sign != other))
    return row[-1]


def _in_strange_word(words: tuple[Token, ...], first: int, last: int) -> bool:
    """Whether the pieces go on in further unknown ones: a name or a foreign word."""
    around = [*words[first - 1 : first], *words[last + 1 : last + 2]]
    return any(_THAI.fullmatch(word.text) and not is_word(word.text) for word in around)


def _doubles_a_letter(form: str, word: str) -> bool:
    """Whether the form is the word with one letter typed twice."""
    return len(form) == len(word) + 1 and any(
        form[n] == form[n + 1] and form[:n] + form[n + 1 :] == word for n in range(len(form) - 1)
    )


def _count(word: str) -> int:
    if word in official_words():
        return max(_FIELD_COUNT, frequencies().get(word, 0))
    return frequencies().get(word, 0) if word in dictionary() else 0


@lru_cache(maxsize=16384)
def _logarithm(word: str) -> float:
    """The logarithm of the probability of a piece."""
    if word in "ณธ":
        return -3.0
    if count := _count(word):
        return log10(count / _CORPUS_SIZE)
    return _COMPOUND if is_word(word) else -6.0 - len(word)


@cache
def _by_shortened() -> dict[str, tuple[str, ...]]:
    """The likely words by themselves and by each form with one letter taken away."""
    index: dict[str, list[str]] = {}
    for word in (*frequencies(), *sorted(official_words())):
        if len(word) >= _SHORTEST and _count(word) >= _LEAST_COUNT:
            for form in {word, *(word[:n] + word[n + 1 :] for n in range(len(word)))}:
                index.setdefault(form, []).append(word)
    return {form: tuple(dict.fromkeys(words)) for form, words in index.items()}


def _one_edit_away(form: str) -> set[str]:
    """The likely words that one letter more, less, other or two exchanged make of ``form``."""
    index = _by_shortened()
    found = set(index.get(form, ()))
    for n in range(len(form)):
        shorter = form[:n] + form[n + 1 :]
        found.update(
            word for word in index.get(shorter, ())
            if (word == shorter and form[n] != "ณ") or len(word) == len(form)
        )  # fmt: skip
        exchanged = form[:n] + form[n + 1 : n + 2] + form[n : n + 1] + form[n + 2 :]
        found.update(word for word in index.get(exchanged, ()) if word == exchanged)
    # Two forms can be alike without the letters that each lacks in a different place. Names and
    # foreign words end in a silent letter; a word that does not was not meant by them.
    silent = form.endswith(_SILENCED)
    return {w for w in found if one_edit(form, w) and (w.endswith(_SILENCED) or not silent)}
