"""From a read document to plan, measures and progress, whatever the form and its wording.

The work is divided: ``columns`` and ``vocabulary`` understand headers, ``contents`` what the
cells say about them, ``rows`` and ``collecting`` which rows make a measure, ``reading`` what a
measure says, ``titles``, ``parts`` and ``memos`` everything around the tables. Nothing is
dropped: what finds no field stands in ``front``, ``back``, ``extra`` or ``unrecognised``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from assessments.catalogue import Catalogue
from ita_portal.thai.fiscal import FiscalYear
from ita_portal.thai.text import fold_blanks
from reports.document import Block, Document, Heading, Memo, Table
from reports.readers.collecting import Collector
from reports.readers.columns import (
    PROGRESS_KEYS,
    TICK_KEYS,
    Head,
    corrected,
    find_head,
    forced_head,
    of_round,
)
from reports.readers.contents import explained
from reports.readers.grid import GridRow, Slot, grid_of
from reports.readers.joining import join_results
from reports.readers.memos import split_memo
from reports.readers.mentions import read_lines
from reports.readers.parts import Parts, split_parts
from reports.readers.reading import MeasureReader
from reports.readers.recognised import ColumnGuess, Recognised, RecognisedTable
from reports.readers.titles import (
    Place,
    find_numerals,
    find_place,
    find_round,
    find_years,
    is_told_by,
    likeliest_year,
)
from reports.readers.vocabulary import bare_heading

NO_TABLE = (
    "ไม่พบตารางในเอกสาร ระบบต้องการตารางมาตรการที่พิมพ์เป็นตารางของ Word "
    "หากตารางเป็นรูปภาพหรือจัดด้วยแท็บ กรุณาพิมพ์เป็นตารางแล้วนำเข้าใหม่"
)
NO_MEASURES = (
    "ไม่พบตารางมาตรการในเอกสาร หัวตารางที่พบ: {headings} "
    "กรุณาตรวจสอบว่าตารางมีหัวคอลัมน์ เช่น มาตรการหรือประเด็น ผู้รับผิดชอบ ขั้นตอน หรือผลการดำเนินการ"
)


class NotRecognised(Exception):
    """The document holds no measures that could be read. The message is Thai, for the user."""


@dataclass(slots=True)
class _SourceTable:
    """A table of the source, by its place among the blocks (``index``) and tables (``number``)."""

    number: int
    index: int
    grid: tuple[GridRow, ...]
    head: Head | None = None
    of_measures: bool = False
    rows: int = 0


def recognise(
    document: Document,
    catalogues: Sequence[Catalogue],
    *,
    fiscal_year: int | None = None,
    round: str = "",
    column_keys: Mapping[tuple[int, int], str] | None = None,
) -> Recognised:
    """What the document tells. ``catalogues``: the framework of the year whose result the
    measures answer (N-1) first, then that of the plan's own year. ``fiscal_year`` and ``round``
    hold where the document does not say. ``column_keys`` are a person's corrections,
    (table number from 1, column from 0) -> key; they hold for the same heading in the tables
    that follow as well.

    Raises ``NotRecognised`` when there is no table, or none of measures.
    """
    memo, blocks = split_memo(document.blocks)
    tables = [
        _SourceTable(number, index, grid_of(block))
        for number, (index, block) in enumerate(_tables_of(blocks), 1)
    ]
    if not tables:
        raise NotRecognised(NO_TABLE)
    _find_heads(tables, round, column_keys or {}, catalogues)
    measured = [table for table in tables if table.of_measures]
    if not measured:
        raise NotRecognised(NO_MEASURES.format(headings=_headings_seen(tables)))
    parts = split_parts(blocks, [table.index for table in measured])
    told = _Told.of(document, memo, parts, measured, fiscal_year, round)
    collector = _collect(measured, parts)
    year = fiscal_year or told.year
    reader = MeasureReader(catalogues, FiscalYear(year) if year else None)
    measures = tuple(reader.read_all(join_results(collector.drafts)))
    keys = frozenset().union(*(table.head.keys for table in measured if table.head))
    return Recognised(
        kind="progress" if keys & PROGRESS_KEYS else "measures",
        layout=_layout(keys, memo),
        title_lines=told.title_lines,
        agency_name=told.place.agency,
        district=told.place.district,
        province=told.place.province,
        fiscal_year=told.year,
        round=told.round,
        intro="\n".join(parts.intro),
        numerals=find_numerals(document.texts()),
        front=tuple(parts.front),
        back=tuple(parts.back),
        tables=tuple(_recognised_table(table) for table in tables),
        measures=measures,
        unrecognised=(*parts.unplaced, *collector.unplaced),
        warnings=(*told.warnings, *dict.fromkeys(reader.warnings)),
        memo=memo,
    )


def _tables_of(blocks: Sequence[Block]) -> list[tuple[int, Table]]:
    return [(n, block) for n, block in enumerate(blocks) if isinstance(block, Table)]


def _find_heads(
    tables: Sequence[_SourceTable],
    wanted_round: str,
    column_keys: Mapping[tuple[int, int], str],
    catalogues: Sequence[Catalogue],
) -> None:
    """Give each table its header, and decide which of them are tables of measures."""
    for table in tables:
        table.head = find_head(table.grid)
    plain = [t for t in tables if t.head and t.head.is_of_measures and not t.head.first]
    before: Head | None = None
    for table in tables:
        siblings = _different_heads(other for other in plain if other is not table)
        if siblings:
            table.head = find_head(table.grid, siblings) or table.head
        if table.head is None and before is not None and _has_columns_of(table, before):
            table.head = replace(before, rows=0, captions=(), first=None)
        before = table.head if table.head and table.head.is_of_measures else None
    _correct(tables, column_keys)
    _explain(tables, wanted_round, column_keys, catalogues)
    for table in tables:
        table.of_measures = table.head is not None and table.head.is_of_measures
    if not any(table.of_measures for table in tables):
        for table in tables:
            table.of_measures = table.head is not None and table.head.is_perhaps_of_measures


def _different_heads(tables: Iterable[_SourceTable]) -> list[Head]:
    """The headers of the tables, each wording once."""
    heads = (table.head for table in tables if table.head)
    return list({tuple(column.heading for column in head.columns): head for head in heads}.values())


def _has_columns_of(table: _SourceTable, head: Head) -> bool:
    """Whether a table without a header goes on with the columns of the one before it."""
    width = max((len(row.slots) for row in table.grid), default=0)
    return width == len(head.columns) > 1


def _correct(tables: Sequence[_SourceTable], column_keys: Mapping[tuple[int, int], str]) -> None:
    standing: dict[tuple[int, str], str] = {}
    for table in tables:
        keys = {x: key for (number, x), key in column_keys.items() if number == table.number}
        if keys and table.head is None:
            table.head = forced_head(table.grid)
        if table.head is None:
            continue
        named = [bare_heading(column.heading) for column in table.head.columns]
        standing.update({(x, named[x]): key for x, key in keys.items() if x < len(named)})
        same = {x: standing[x, name] for x, name in enumerate(named) if (x, name) in standing}
        table.head = corrected(table.head, {**same, **keys})


def _explain(
    tables: Sequence[_SourceTable],
    wanted_round: str,
    column_keys: Mapping[tuple[int, int], str],
    catalogues: Sequence[Catalogue],
) -> None:
    """Let the contents of all tables with the same header say what its columns mean. What a
    person said stands."""
    families: dict[tuple[str, ...], list[_SourceTable]] = {}
    for table in tables:
        if table.head is not None and (table.head.is_of_measures or table.head.rows):
            named = tuple(f"{c.key} {bare_heading(c.heading)}" for c in table.head.columns)
            families.setdefault(named, []).append(table)
    said = {x for _, x in column_keys}

    def names_indicator(text: str) -> bool:
        return bool(read_lines(text.split("\n"), catalogues, names_alone=True).indicators)

    for family in families.values():
        head = family[0].head
        if head is None or not (head.is_of_measures or head.is_perhaps_of_measures):
            continue
        columns = [
            [slot for table in family for slot in _cells_below(table, x)]
            for x in range(len(head.columns))
        ]
        new = of_round(explained(head, columns, names_indicator), wanted_round)
        for table in family:
            if table.head is not None:
                settled = tuple(
                    old if x in said else column
                    for x, (old, column) in enumerate(
                        zip(table.head.columns, new.columns, strict=True)
                    )
                )
                table.head = replace(table.head, columns=settled)


def _cells_below(table: _SourceTable, x: int) -> list[Slot]:
    if table.head is None:
        return []
    rows = [*([table.head.first] if table.head.first else []), *table.grid[table.head.rows :]]
    return [row.slots[x] for row in rows if x < len(row.slots) and not row.is_one_text]


def _headings_seen(tables: Sequence[_SourceTable]) -> str:
    seen = [
        " | ".join(fold_blanks(slot.text.replace("\n", " "))[:40] for slot in table.grid[0].own)
        for table in tables[:5]
        if table.grid and table.grid[0].own
    ]
    return "; ".join(seen) or "(ตารางว่าง)"


def _collect(tables: Sequence[_SourceTable], parts: Parts) -> Collector:
    collector = Collector()
    for table in tables:
        for text, where in parts.headings.get(table.index, ()):
            collector.heading(text, where)
        if table.head is not None:
            table.rows = collector.table(table.number, table.grid, table.head)
    collector.finish()
    return collector


@dataclass(frozen=True, slots=True)
class _Told:
    """What the document says of itself as a whole."""

    title_lines: tuple[str, ...]
    place: Place
    year: int | None
    round: str
    warnings: tuple[str, ...]

    @classmethod
    def of(
        cls,
        document: Document,
        memo: Memo | None,
        parts: Parts,
        tables: Sequence[_SourceTable],
        fiscal_year: int | None,
        round: str,
    ) -> _Told:
        captions = [text for t in tables if t.head for text in t.head.captions]
        kept = (*parts.front, *parts.back)
        headings = [b.text for b in kept if isinstance(b, Heading)] + captions
        headings += [b.text for b in kept if getattr(b, "bold", False) is True]  # type: ignore[union-attr]
        if memo is not None:
            headings.append(memo.subject)
        department = [memo.department] if memo is not None else []
        title = [fold_blanks(line) for line in parts.title_lines]
        prominent = [*parts.place_lines, *title, *department, *headings]
        place = find_place(prominent, document.texts())
        unused = [line for line in parts.place_lines if not is_told_by(line, place)]
        title += [fold_blanks(line) for line in unused]
        memo_lines = [memo.subject, *memo.paragraphs] if memo is not None else []
        years = find_years(title, headings, memo_lines)
        if not years:
            years = find_years([], [], [*parts.intro, *document.texts()])
        year = fiscal_year if fiscal_year in years else likeliest_year(years)
        warnings = []
        if fiscal_year and year and year != fiscal_year:
            warnings.append(
                f"เอกสารระบุปีงบประมาณ พ.ศ. {year} แต่เลือกนำเข้าเป็นปี พ.ศ. {fiscal_year} กรุณาตรวจสอบ"
            )
        lines = [" ".join(title), *title, *headings, *parts.intro, *memo_lines]
        found = find_round(lines, fiscal_year or year)
        return cls(tuple(title), place, year or fiscal_year, found or round, tuple(warnings))


def _recognised_table(table: _SourceTable) -> RecognisedTable:
    if table.head is None:
        first = table.grid[0].slots if table.grid else ()
        guesses = tuple(
            ColumnGuess(fold_blanks(slot.text.replace("\n", " "))[:120], "") for slot in first
        )
        return RecognisedTable(table.number, "other", guesses, max(0, len(table.grid) - 1))
    guesses = tuple(ColumnGuess(column.heading, column.key) for column in table.head.columns)
    rows = table.rows if table.of_measures else max(0, len(table.grid) - table.head.rows)
    return RecognisedTable(
        table.number, "measures" if table.of_measures else "other", guesses, rows
    )


def _layout(keys: frozenset[str], memo: Memo | None) -> str:
    """The built-in layout that a report with these columns resembles most."""
    if keys & set(TICK_KEYS):
        return "progress-ticks"
    if "status" in keys:
        return "progress-text"
    if "photographs" in keys or (memo is not None and keys & {"results", "outcomes"}):
        return "memo-results"
    if keys & {"results", "outcomes"}:
        return "results"
    return "analysis-plan"
