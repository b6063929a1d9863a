"""The tables of an imported document as a layout's: its columns, their order and headings.

A municipality that brings its own form gets it back: what the recogniser understood of each
column says which field it shows, and a column without a meaning keeps its own texts. Forms that
print the measures twice (the plan, then what came of it) have two tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from reports.document import Block, Document, Table, to_json
from reports.layouts.layout import LayoutColumn
from reports.layouts.row_marks import marks_of
from reports.readers.columns import PROGRESS_KEYS, TICK_KEYS
from reports.readers.joining import IN_RESULTS
from reports.readers.recognised import COLUMN_KEYS, ColumnGuess, Recognised, RecognisedTable

# The recogniser's key of a column, and our field where it is called otherwise.
_FIELDS = {"order": "number", "indicator": "indicators", "": "extra"}
# How wide a column usually is beside others, by the recogniser's key.
_USUAL = {
    "order": 1.0, "title": 4.0, "issue": 4.0, "steps": 5.0, "monitoring": 5.0, "results": 4.5,
    "outcomes": 4.5, "photographs": 6.0, "period": 2.8, **dict.fromkeys(TICK_KEYS, 1.6),
}  # fmt: skip
# For photographs that stood outside the columns: in rows over the whole width.
_PHOTOGRAPHS = LayoutColumn("photographs", "ภาพประกอบ", 30, source=COLUMN_KEYS["photographs"])
_ROW = re.compile(r"t([0-9]+)r")


@dataclass(slots=True)
class _Stage:
    """The tables that show the measures once: the plan, or its results."""

    tables: list[RecognisedTable] = field(default_factory=list)


def tables_of_source(
    document: Document, found: Recognised
) -> tuple[list[dict[str, Any]], tuple[Block, ...]]:
    """The tables as data of ``LayoutTable``, and what of the back matter is left when the blocks
    between two of them have gone with the second."""
    stages = _stages(found)
    numbered = dict(enumerate(document.tables(), 1))
    tables: list[dict[str, Any]] = []
    back = found.back
    is_plan = found.kind != "progress"
    columns = _pictured_once(
        _columns(stage, numbered, is_later=n > 0, is_plan=is_plan) for n, stage in enumerate(stages)
    )
    if not any(c.shows_photographs for each in columns for c in each) and _has_photographs(found):
        room = 1 - _PHOTOGRAPHS.width / 100
        narrower = [replace(c, width=round(c.width * room, 1)) for c in columns[-1]]
        columns[-1] = [*narrower, _PHOTOGRAPHS]
    for n, stage in enumerate(stages):
        before: tuple[Block, ...] = ()
        if n:
            before = _between(document, stages[n - 1], stage, back)
            back = tuple(block for block in back if all(block is not other for other in before))
        tables.append(
            {
                "columns": [_plain(column) for column in columns[n]],
                "before": to_json(before),
                **marks_of(stage.tables, numbered),
            }
        )
    return tables, back


def _stages(found: Recognised) -> list[_Stage]:
    """One stage, or two where the rows of a measure stand in tables of both kinds."""
    measured = [table for table in found.tables if table.kind == "measures"]
    results = {t.number for t in measured if {c.key for c in t.columns} & PROGRESS_KEYS}
    sides = [
        {int(match[1]) in results for row in m.source_rows if (match := _ROW.match(row))}
        for m in found.measures
    ]
    if not any(len(side) > 1 for side in sides):
        return [_Stage(measured)]
    return [
        _Stage([table for table in measured if table.number not in results]),
        _Stage([table for table in measured if table.number in results]),
    ]


def _columns(
    stage: _Stage, tables: Mapping[int, Table], *, is_later: bool, is_plan: bool
) -> Sequence[LayoutColumn]:
    """The columns of the widest table, and those that only others have behind them."""
    columns: dict[str, LayoutColumn] = {}
    widest = max(stage.tables, key=lambda table: len(table.columns))
    for table in [widest, *stage.tables]:
        widths = _widths(tables.get(table.number), table.columns)
        heads = list(_headings(table.columns))
        for guess, (over, heading), width in zip(table.columns, heads, widths, strict=True):
            column = _column(guess, over, heading, width, is_later=is_later, is_plan=is_plan)
            known = columns.setdefault(column.key, column)
            columns[column.key] = replace(known, pictured=known.pictured or guess.pictured)
    shown = _named_once(list(columns.values()))
    total = sum(column.width for column in shown)
    return [replace(column, width=round(100 * column.width / total, 1)) for column in shown]


def _pictured_once(stages: Iterable[Sequence[LayoutColumn]]) -> list[list[LayoutColumn]]:
    """The photographs of a measure are one list and stand in one column: one that is for them,
    else the pictured one, of several the last that tells what came of the measure."""
    found = list(map(list, stages))
    places = [
        (column.field == "photographs", column.field in PROGRESS_KEYS, n, x)
        for n, columns in enumerate(found)
        for x, column in enumerate(columns)
        if column.shows_photographs
    ]
    own, _, *place = max(places, default=(False, False, -1, -1))
    return [
        [replace(column, pictured=not own and [n, x] == place) for x, column in enumerate(columns)]
        for n, columns in enumerate(found)
    ]


def _has_photographs(found: Recognised) -> bool:
    told = COLUMN_KEYS["photographs"]
    return any(m.images or told in dict(m.extra) for m in found.measures)


def _column(
    guess: ColumnGuess, over: str, heading: str, width: float, *, is_later: bool, is_plan: bool
) -> LayoutColumn:
    source = ""
    if not guess.key:
        source = guess.heading
    elif guess.key == "note" and is_plan:
        return LayoutColumn("extra", heading, width, source=COLUMN_KEYS["note"])
    elif guess.key == "order":
        source = guess.heading  # numbers such as "1.2" were kept as they stood
    elif guess.key == "photographs":
        source = COLUMN_KEYS["photographs"]
    elif is_later:
        source = f"{COLUMN_KEYS[guess.key]} {IN_RESULTS}"
    align = "center" if guess.key in (*TICK_KEYS, "order") else "start"
    return LayoutColumn(
        _FIELDS.get(guess.key, guess.key), heading, width, "center" if align == "center" else
        "start", over, source,
    )  # fmt: skip


def _named_once(columns: Sequence[LayoutColumn]) -> list[LayoutColumn]:
    """Beside an issue of their own the indicators of a row were read as a heading above it."""
    fields = {column.field for column in columns}
    if not {"issue", "indicators"} <= fields:
        return list(columns)
    return [replace(c, field="heading") if c.field == "indicators" else c for c in columns]


def _headings(columns: Sequence[ColumnGuess]) -> Iterator[tuple[str, str]]:
    """For each column the heading shared with its neighbours and its own. The recogniser joins
    the two levels of a header by " / "."""
    uppers = [column.heading.partition(" / ")[0] for column in columns]
    for x, column in enumerate(columns):
        upper, _, lower = column.heading.partition(" / ")
        beside = [uppers[n] for n in (x - 1, x + 1) if 0 <= n < len(columns)]
        shared = lower and any(
            upper == other and " / " in columns[n].heading
            for n, other in enumerate(uppers)
            if abs(n - x) == 1
        )
        yield (upper, lower) if shared and upper in beside else ("", column.heading)


def _widths(table: Table | None, columns: Sequence[ColumnGuess]) -> Sequence[float]:
    """The widths of the source, unless it does not say them all or nobody chose them (all are
    equal): then by what the columns hold."""
    widths = [column.width for column in table.columns] if table else []
    if len(widths) == len(columns) and min(widths) > 0 and max(widths) - min(widths) > 1:
        return widths
    return [_USUAL.get(column.key, 3.0) for column in columns]


def _between(
    document: Document, first: _Stage, second: _Stage, back: Sequence[Block]
) -> tuple[Block, ...]:
    """The blocks of the back matter that stand before the second stage's first table."""
    tables = [n for n, block in enumerate(document.blocks) if isinstance(block, Table)]
    begin = tables[first.tables[0].number - 1]
    end = tables[second.tables[0].number - 1]
    inside = document.blocks[begin:end]
    return tuple(block for block in back if any(block is other for other in inside))


def _plain(column: LayoutColumn) -> dict[str, Any]:
    return {name: getattr(column, name) for name in LayoutColumn.__slots__}
