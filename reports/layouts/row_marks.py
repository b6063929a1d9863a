"""How an imported document numbers its rows and ticks its columns.

The portal draws numbers and ticks anew from the data, in the manner of the document: "๑.", "(1)"
or "1", a stroke or a sign of a box.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from ita_portal.thai.numerals import to_arabic, to_thai
from ita_portal.thai.text import compact
from reports.document import Table
from reports.readers.cells import is_hollow, is_mark, is_ticked
from reports.readers.columns import TICK_KEYS
from reports.readers.recognised import RecognisedTable

_DIGITS = re.compile("[0-9]+")
_LONGEST_MARK = 2


def marks_of(tables: Sequence[RecognisedTable], source: Mapping[int, Table]) -> dict[str, Any]:
    """What ``LayoutTable`` keeps of the tables' manner: ``restart``, ``number``, ``tick`` and
    ``no_tick``. ``source`` holds the tables of the document by their number."""
    numbers = [text for text in _texts(tables, source, ("order",)) if _value(text) is not None]
    tick, no_tick = _ticks(list(_texts(tables, source, TICK_KEYS)))
    return {
        "restart": _restarts(numbers),
        "number": numbers[0] if numbers else "",
        "tick": tick,
        "no_tick": no_tick,
    }


def written_number(number: int, sample: str) -> str:
    """A number as the document writes them: ``written_number(12, "(๑)")`` is "(๑๒)"."""
    text = _DIGITS.sub(str(number), to_arabic(sample), count=1)
    return text if to_arabic(sample) == sample else to_thai(text)


def _texts(
    tables: Sequence[RecognisedTable], source: Mapping[int, Table], keys: Sequence[str]
) -> Iterator[str]:
    """The texts in the columns of these meanings, those of the header as well."""
    for table in tables:
        places = [x for x, column in enumerate(table.columns) if column.key in keys]
        for cells in source[table.number].grid() if places and table.number in source else ():
            yield from (cell.text.strip() for x in places if x < len(cells) and (cell := cells[x]))


def _value(text: str) -> int | None:
    bare = to_arabic(compact(text)).strip(".()")
    return int(bare) if bare.isascii() and bare.isdigit() else None


def _restarts(numbers: Sequence[str]) -> bool:
    """Whether the numbers of the rows begin again at 1."""
    values = [_value(text) or 0 for text in numbers]
    return any(new == 1 < old for old, new in pairwise(values))


def _ticks(texts: Sequence[str]) -> tuple[str, str]:
    """The mark of a chosen column and, where the others are not left empty, theirs."""
    marks = [text for text in texts if is_mark(text)]
    others = [text for text in texts if 0 < len(text) <= _LONGEST_MARK and not is_ticked(text)]
    if full := [text for text in marks if not is_hollow(text)]:
        others += [text for text in marks if is_hollow(text)]
        marks = full
    # One dash in an empty cell is no manner: two of three columns are not chosen.
    no_tick = _commonest(others) if len(others) > len(marks) else ""
    return _commonest(marks), no_tick


def _commonest(texts: Sequence[str]) -> str:
    return Counter(texts).most_common(1)[0][0] if texts else ""
