"""Recognising a document that a layout built: its columns say what they mean and its rows whose
they are, so nothing has to be guessed. The values are read from the printed cells, because
those are what will be published."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assessments.catalogue import Catalogue
from ita_portal.thai.fiscal import FiscalYear
from ita_portal.thai.text import fold_blanks
from reports.checks.keys import compact
from reports.document import Block, Document, Heading, Memo, Row, Table, Title
from reports.readers.reading import MeasureReader
from reports.readers.recognised import ColumnGuess, Recognised, RecognisedTable
from reports.readers.rows import Draft

ANCHOR = "measure-"
# What a layout's field is for the rules; fields that are not here keep their name.
_KEY_OF_FIELD = {
    "number": "order", "indicators": "indicator", "instrument": "", "questions": "issue",
    "topics": "", "heading": "indicator", "result_title": "title", "officers": "responsible",
    "due_date": "period", "status_only": "status", "completion_date": "status", "extra": "",
}  # fmt: skip


def is_built(document: Document) -> bool:
    """Whether a layout built the document."""
    return any(row.anchor for table in document.tables() for row in table.rows)


def key_of(field: str) -> str:
    """The meaning of a layout's field."""
    return _KEY_OF_FIELD.get(field.partition(":")[0], field.partition(":")[0])


def recognise_built(
    document: Document, catalogues: Sequence[Catalogue], year: int | None, round: str
) -> Recognised:
    """The same as ``recognise`` for a document of which ``is_built`` holds."""
    tables = list(document.tables())
    measured = [n for n, table in enumerate(tables) if any(c.key for c in table.columns)]
    reader = MeasureReader(catalogues, FiscalYear(year) if year else None)
    drafts = _drafts(document, tables, measured)
    title = next((b for b in document.blocks if isinstance(b, Title)), Title(()))
    memo = next((b for b in document.blocks if isinstance(b, Memo)), None)
    return Recognised(
        kind="", layout="", title_lines=tuple(line.text for line in title.lines),
        agency_name=document.agency, district="", province="", fiscal_year=year, round=round,
        intro="", numerals=document.numerals, front=(), back=(),
        tables=tuple(_table(n + 1, tables[n]) for n in measured),
        measures=tuple(reader.read_all(drafts)), unrecognised=(), memo=memo,
    )  # fmt: skip


def _table(number: int, table: Table) -> RecognisedTable:
    header = [row for row in table.rows if row.header]
    headings = _headings(table) if header else [""] * len(table.columns)
    columns = tuple(
        ColumnGuess(heading, key_of(column.key))
        for heading, column in zip(headings, table.columns, strict=False)
    )
    return RecognisedTable(number, "measures", columns, len(table.rows) - len(header))


def _headings(table: Table) -> list[str]:
    """The lowest heading of each column."""
    found = [""] * len(table.columns)
    for row, cells in zip(table.rows, table.grid(), strict=True):
        for x, cell in enumerate(cells[: len(found)]):
            if row.header and cell is not None and compact(cell.text):
                found[x] = fold_blanks(cell.text.replace("\n", " "))
    return found


def _drafts(document: Document, tables: Sequence[Table], measured: Sequence[int]) -> list[Draft]:
    """The measures: their rows of the first table by the anchor, those of later tables, which
    have none, by their order."""
    drafts: dict[int, Draft] = {}
    rest = 0
    for number in measured:
        table = tables[number]
        headings = tuple(_headings_above(document, table))
        keys = frozenset(key for c in table.columns if (key := key_of(c.key)))
        body = [row for row in table.rows if not row.header]
        for count, row in enumerate(body, 1):
            if row.anchor:
                position = int(row.anchor.removeprefix(ANCHOR))
                draft = drafts[position] = Draft(number + 1, keys, headings, bool(headings))
            else:
                if rest >= len(drafts):
                    continue
                draft = list(drafts.values())[rest]
                draft.keys = draft.keys | keys
                rest += 1
            draft.rows.append(f"t{number + 1}r{count}")
            _take(draft, row, table)
    return [drafts[position] for position in sorted(drafts)]


def _take(draft: Draft, row: Row, table: Table) -> None:
    first_table = not draft.lines
    for cell, column in zip(row.cells, table.columns, strict=False):
        lines = [line.text for line in cell.lines if compact(line.text)]
        draft.images.extend(cell.images)
        key = key_of(column.key)
        if key and lines and (first_table or key not in draft.lines):
            draft.lines.setdefault(key, []).extend(lines)


def _headings_above(document: Document, table: Table) -> Iterator[str]:
    at = next(n for n, block in enumerate(document.blocks) if block is table)
    above: list[Block] = []
    for block in reversed(document.blocks[:at]):
        if not isinstance(block, Heading):
            break
        above.append(block)
    yield from (block.text for block in reversed(above) if isinstance(block, Heading))
