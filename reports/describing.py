"""What the pictures of an imported document show, told for those who do not see them.

Word files seldom say it. The pictures of measures are described with their evidence; those before
and behind the tables belong to the report and are described here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from agencies.models import User
from reports.drafting import change_texts
from reports.models import Report

_PARTS = ("front", "back")


def described_pictures(report: Report) -> dict[str, str]:
    """The pictures before and behind the tables, each once, by name: what is told of them."""
    found: dict[str, str] = {}
    for part in _PARTS:
        for image in _images(getattr(report, part)):
            found[image["name"]] = found.get(image["name"]) or image["alt"]
    return found


def describe_pictures(*, report: Report, texts: Mapping[str, str], actor: User) -> int:
    """Tell what pictures show, by their names. Gives the number of descriptions that changed.
    Raises ``NotPossible`` when the report is no draft."""
    before = described_pictures(report)
    after = before | {name: text.strip() for name, text in texts.items() if name in before}
    changed = [name for name in before if before[name] != after[name]]
    if not changed:
        return 0
    values: dict[str, Any] = {}
    for part in _PARTS:
        blocks = deepcopy(getattr(report, part))
        for image in _images(blocks):
            image["alt"] = after[image["name"]]
        if blocks != getattr(report, part):
            values[part] = blocks
    told = "\n".join(before[name] for name in changed), "\n".join(after[name] for name in changed)
    # Told in words: the history is read by people.
    change_texts(report=report, values=values, actor=actor, changes=dict.fromkeys(values, told))
    return len(changed)


def _images(data: Any) -> Iterator[dict[str, Any]]:
    """All pictures in the JSON of blocks, in reading order."""
    if isinstance(data, dict):
        if data.get("type") == "Image":
            yield data
        data = list(data.values())
    if isinstance(data, list):
        for part in data:
            yield from _images(part)
