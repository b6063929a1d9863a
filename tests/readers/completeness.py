"""What of a document did not arrive: the test behind "nothing is dropped silently"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from ita_portal.thai.text import search_key
from reports.document import Document, Table
from reports.readers.cells import is_mark, is_ticked
from reports.readers.recognised import Recognised
from reports.readers.titles import Place, is_told_by

# Words that a field's own name says: the labels of a memo, dots to write on, brackets.
_LABELS = re.compile(r"บันทึกข้อความ|ส่วนราชการ|วันที่|ที่|เรื่อง|เรียน|ลงชื่อ|อำเภอ|จังหวัด|[.…()_:]+")
_NO_LABELS = re.compile(r"(?!)")
_ORDER = re.compile(r"[(\[]?[0-9]{1,3}[)\].]*")
_SHORTEST_PIECE = 5


def missing_texts(document: Document, result: Recognised) -> list[str]:
    """The parts of the source that stand in no field of the result, blanks ignored. A text may
    have been taken apart, into pieces that each stand somewhere as a whole."""
    pool = "\n".join(search_key(text) for text in all_strings(result))
    place = Place(result.agency_name, result.district, result.province)
    labels = _LABELS if result.memo else _NO_LABELS
    missing = []
    for text in _source_texts(document):
        if is_told_by(text, place):
            continue
        if rest := _uncovered(search_key(text), pool, labels):
            missing.append(rest)
    return missing


def lost_share(document: Document, result: Recognised) -> float:
    """Letters that did not arrive, or only as unrecognised, as a share of all."""
    total = sum(len(search_key(text)) for text in _source_texts(document))
    lost = sum(map(len, missing_texts(document, result)))
    lost += sum(len(search_key(loose.text)) for loose in result.unrecognised)
    return lost / total if total else 0.0


def _source_texts(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if not isinstance(block, Table):
            yield from Document((block,)).texts()
            continue
        for row in block.rows:
            for cell in row.cells:
                key = search_key(cell.text)
                if is_mark(cell.text) or _ORDER.fullmatch(key) or not is_ticked(cell.text):
                    continue  # a tick or none, told by the status; a number, by the position
                yield from (line.text for line in cell.lines)


def all_strings(node: Any) -> Iterator[str]:
    """Every text in a result, whole and line by line."""
    if isinstance(node, str):
        yield node
        yield from node.split("\n")
    elif isinstance(node, (tuple, list)):
        for part in node:
            yield from all_strings(part)
    elif is_dataclass(node):
        for part in fields(node):
            yield from all_strings(getattr(node, part.name))


def _uncovered(key: str, pool: str, labels: re.Pattern[str]) -> str:
    rest: list[str] = []
    start = 0
    shortest = min(_SHORTEST_PIECE, len(key))
    while start < len(key):
        end = _longest(key, start, pool)
        is_tail = end == len(key) and not rest
        if end - start >= shortest or (is_tail and end > start):
            start = end
        elif label := labels.match(key, start):
            start = label.end()
        else:
            rest.append(key[start])
            start += 1
    return "".join(rest)


def _longest(key: str, start: int, pool: str) -> int:
    low, high = start, len(key)
    while low < high:
        middle = (low + high + 1) // 2
        if key[start:middle] in pool:
            low = middle
        else:
            high = middle - 1
    return low
