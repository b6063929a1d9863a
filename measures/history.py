"""The history with differences: what was put in and taken out, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from agencies.models import Event
from agencies.templatetags.history import ToldChange, changes_told, moment, verb_name
from measures.undoing import is_undoable

# Thai has no blanks between words. A cluster is a consonant with its marks and the vowels
# around it; a dictionary would give words, but costs half a second and 60 MB at its first use.
_TOKEN = re.compile(r"[A-Za-z]+|[0-9]+|[๐-๙]+|[เ-ไ]?[ก-ฮ][ะ-ฺๅ็-๎]*|\s|.", re.DOTALL)
_SHORT = 3  # equal runs of fewer clusters between two changes belong to the change
WHOLE = 60  # characters; so short a text is read whole, before and after
MAX_COMPARED = 4_000  # characters; beyond, both texts are shown whole


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text, and whether it stayed."""

    kind: Literal["same", "del", "ins"]
    text: str


@dataclass(frozen=True, slots=True)
class ToldField:
    """A changed field by its Thai name, as pieces in reading order."""

    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ToldEvent:
    """An event as a person reads it."""

    pk: int
    verb: str
    actor: str
    at: str
    comment: str
    fields: tuple[ToldField, ...]
    undoable: bool


def tell_history(events: Iterable[Event]) -> list[ToldEvent]:
    """The events in words, with the differences of each changed field."""
    return [
        ToldEvent(
            pk=event.pk,
            verb=verb_name(event),
            actor=event.actor_name,
            at=moment(event),
            comment=event.comment,
            fields=tuple(_tell(change) for change in changes_told(event)),
            undoable=is_undoable(event),
        )
        for event in events
    ]


def _tell(change: ToldChange) -> ToldField:
    return ToldField(change.label, tuple(compare(change.before, change.after)))


def compare(before: str, after: str) -> list[Piece]:
    """The pieces that lead from one text to the other. Read without "ins" they are ``before``,
    without "del" they are ``after``."""
    if before == after:
        return [Piece("same", before)] if before else []
    both = len(before) + len(after)
    if both > MAX_COMPARED or (both <= WHOLE and "\n" not in before + after):
        return list(_pieces([("replace", before, after)]))
    a, b = _TOKEN.findall(before), _TOKEN.findall(after)
    steps = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    return list(_pieces(_joined(
        [(tag, "".join(a[i:j]), "".join(b[k:m])) for tag, i, j, k, m in steps]
    )))  # fmt: skip


def _joined(steps: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Steps with the short equal runs between two changes taken into them."""
    joined: list[tuple[str, str, str]] = []
    for index, (tag, old, new) in enumerate(steps):
        inside = 0 < index < len(steps) - 1
        if tag == "equal" and inside and len(_TOKEN.findall(old)) < _SHORT and old.strip():
            tag = "replace"
        if joined and tag != "equal" and joined[-1][0] != "equal":
            joined[-1] = ("replace", joined[-1][1] + old, joined[-1][2] + new)
        else:
            joined.append((tag, old, new))
    return joined


def _pieces(steps: list[tuple[str, str, str]]) -> Iterator[Piece]:
    for tag, old, new in steps:
        if tag == "equal":
            yield Piece("same", old)
            continue
        if old:
            yield Piece("del", old)
        if new:
            yield Piece("ins", new)
