"""The field's own words for the check, from ``fixtures/checks/words.json``, read once."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings


@cache
def _words() -> dict[str, Any]:
    path = Path(settings.BASE_DIR) / "fixtures" / "checks" / "words.json"
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return data


def _list(name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_words()[name]))


@cache
def fixed_names() -> tuple[str, ...]:
    """Names that have one official form."""
    return _list("fixed_names")


@cache
def fixed_name_variants() -> dict[str, str]:
    """Forms of such names that are common and not official, with the official one."""
    return dict(_words()["fixed_name_variants"])


@cache
def collocations() -> tuple[str, ...]:
    """Phrases whose near miss may consist of real words ("กำชับติดตาม")."""
    return _list("collocations")


@cache
def terms() -> tuple[str, ...]:
    """Words of the field; a near miss counts where a dictionary does not know it."""
    return _list("terms")


@cache
def official_words() -> frozenset[str]:
    """Words that are frequent in reports of municipalities, the terms among them."""
    return frozenset(_list("official")) | frozenset(terms())


@cache
def right_words() -> frozenset[str]:
    """Words that look like a near miss and are right."""
    return frozenset(_list("right_words")) | frozenset(terms()) | frozenset(collocations())


@cache
def known_misspellings() -> dict[str, str]:
    """Frequent misspellings of official Thai, with the right form."""
    return dict(_words()["misspelt"])


@cache
def nouns_after_actor() -> tuple[str, ...]:
    """Things that cannot follow the name of an actor without a verb between them."""
    return _list("noun_after_actor")


@cache
def people_after() -> tuple[str, ...]:
    """What makes a word for people only with ผู้ before it."""
    return _list("people_after")


@cache
def out_of_place() -> dict[str, tuple[str, ...]]:
    """Words that do not belong into such a report, with the words near which they do."""
    near: dict[str, list[str]] = _words()["out_of_place_but"]
    return {word: tuple(near.get(word, ())) for word in _list("out_of_place")}


@cache
def foreign_terms() -> tuple[str, ...]:
    """Foreign terms in their usual spelling."""
    return _list("foreign")


@cache
def foreign_also_right() -> frozenset[str]:
    """Other spellings of them that are common enough to be let alone."""
    return frozenset(_list("foreign_also_right"))


@cache
def form_instructions() -> tuple[str, ...]:
    """Patterns of what a form says to the person who fills it in."""
    return _list("form_instructions")
