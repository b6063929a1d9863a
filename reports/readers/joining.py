"""A plan and the results of the same measures, in tables of their own, become one.

Some reports print the measures twice: first who does what, then what came of it. The names
tie them together, the numbers where a name was changed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ita_portal.thai.text import compact, fold_blanks, search_key, similarity
from reports.readers.columns import PROGRESS_KEYS
from reports.readers.recognised import COLUMN_KEYS
from reports.readers.rows import Draft

_NUMBER = re.compile(r"^(?:มาตรการ(?:ที่)?)?[(\[]?([0-9]{1,2})(?:[.)\]]+|(?=[^0-9./]))")
# What is added to the name of a column for the words that only the table of results has.
IN_RESULTS = "(ในตารางผล)"
_ALIKE = 0.75
_SAME = 0.9


def join_results(drafts: Sequence[Draft]) -> list[Draft]:
    """The measures with the results that stand in later tables of the same document. Tables
    that tell of other measures stay as they are."""
    results = [draft for draft in drafts if draft.keys & PROGRESS_KEYS]
    plans = [draft for draft in drafts if not draft.keys & PROGRESS_KEYS]
    if not plans or not results or drafts.index(results[0]) < drafts.index(plans[-1]):
        return list(drafts)
    pairs = _pairs(plans, results)
    if len(pairs) * 2 < len(results):
        return list(drafts)
    for n, plan in pairs.items():
        _join(plans[plan], results[n])
    return plans + [draft for n, draft in enumerate(results) if n not in pairs]


def _pairs(plans: Sequence[Draft], results: Sequence[Draft]) -> dict[int, int]:
    """For each result the plan that it is of: by name, then by number, then by order."""
    pairs: dict[int, int] = {}
    for n, result in enumerate(results):
        rated = [(similarity(_name(result), _name(plan)), -m) for m, plan in enumerate(plans)]
        best, place = max(rated)
        if best >= (_SAME if -place in pairs.values() else _ALIKE):
            pairs[n] = -place
    for n, result in enumerate(results):
        number = _number(result)
        if n not in pairs and number is not None:
            free = [m for m in range(len(plans)) if m not in pairs.values()]
            same = [m for m in free if _number(plans[m]) == number]
            if len(same) == 1:
                pairs[n] = same[0]
    left = [n for n in range(len(results)) if n not in pairs]
    free = [m for m in range(len(plans)) if m not in pairs.values()]
    if pairs and len(left) == len(free):
        pairs.update(zip(left, free, strict=True))
    return pairs


def _named(draft: Draft) -> str:
    return draft.text("title") or draft.text("issue") or draft.text("indicator")


def _name(draft: Draft) -> str:
    return _NUMBER.sub("", search_key(_named(draft)))


def _number(draft: Draft) -> int | None:
    found = _NUMBER.match(search_key(_named(draft))) or _NUMBER.match(
        search_key(draft.text("order")) + "."
    )
    return int(found[1]) if found else None


def _is_number(key: str, text: str) -> bool:
    return key == "order" and compact(text).strip("().").isdecimal()


def _join(plan: Draft, result: Draft) -> None:
    """Add a result to its plan. What both say stays as the plan says it; where they differ the
    words of the result are kept beside."""
    plan.keys = plan.keys | result.keys
    plan.rows.extend(result.rows)
    plan.images.extend(result.images)
    plan.warnings.extend(result.warnings)
    others = [heading for heading in result.headings if heading not in plan.headings]
    if plan.headings and others:
        plan.warnings.append(f'หัวข้อเหนือตารางผลการดำเนินการ: "{" / ".join(others)}"')
    plan.headings = plan.headings or result.headings
    for key, lines in result.lines.items():
        text = "\n".join(lines)
        if not plan.text(key):
            plan.lines[key] = list(lines)
        elif key in ("title", "issue", "indicator"):
            if compact(text) != compact(plan.text(key)):
                plan.extra.setdefault(f"{COLUMN_KEYS[key]} {IN_RESULTS}", []).extend(lines)
            if _name(plan) != _name(result):
                plan.warnings.append(
                    f'ชื่อมาตรการในตารางผลการดำเนินการต่างจากตารางมาตรการ: "{fold_blanks(text)}"'
                )
        elif key in PROGRESS_KEYS:
            plan.lines[key].extend(lines)
        elif compact(text) != compact(plan.text(key)) and not _is_number(key, text):
            plan.extra.setdefault(f"{COLUMN_KEYS[key]} {IN_RESULTS}", []).extend(lines)
    for heading, lines in result.extra.items():
        if compact("\n".join(lines)) != compact("\n".join(plan.extra.get(heading, []))):
            plan.extra.setdefault(heading, []).extend(lines)
