"""Reading the parts of a document: block names, lines, tables with their headers, measures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ita_portal.thai.text import fold_blanks
from reports.checks.built import ANCHOR
from reports.checks.finding import Place, Spot
from reports.checks.parts import CellView, MeasureView, Passage, PassageKind, RowView, TableView
from reports.document import (
    Block,
    Document,
    Heading,
    Images,
    Memo,
    PageBreak,
    Paragraph,
    Signature,
    Table,
    Title,
)
from reports.readers.columns import Head
from reports.readers.grid import GridRow, grid_of
from reports.readers.headers import find_head, repeats_head
from reports.readers.recognised import Recognised, RecognisedTable

_LABELS: Mapping[str, str] = {
    "title": "title, ชื่อรายงาน",
    "heading": "หัวข้อ",
    "paragraph": "ย่อหน้า",
    "page_number": "เลขหน้า",
    "separator": "เส้นคั่น",
    "memo": "บันทึกข้อความ",
    "signature": "ลายมือชื่อ",
    "figure": "ภาพ",
}
# A paragraph that a page or a line end cut in two: the first part ends like a word, the second
# begins like the middle of a sentence. Both parts have one name.
_OPEN_END = re.compile(r"(?<!ดังนี้)(?<!ต่อไปนี้)(?<!ต่อไป)[ก-๎]\s*$")
_GOES_ON = re.compile(r"^\s*(?:และ|หรือ|ที่(?!มา)|ซึ่ง|โดย|\([A-Za-z])")


@dataclass(frozen=True, slots=True)
class DocumentParts:
    """The parts of a document with their places."""

    passages: tuple[Passage, ...]
    tables: tuple[TableView, ...]
    measures: tuple[MeasureView, ...]


def read_parts(document: Document, recognised: Recognised | None) -> DocumentParts:
    """The parts; the meanings of columns and the measures come from ``recognised``."""
    return _Reader(document, recognised).read()


class _Reader:
    def __init__(self, document: Document, recognised: Recognised | None) -> None:
        self._document = document
        self._recognised = recognised
        self._tables: list[TableView] = []
        self._block_number = 0
        self._open = ""  # the text of the paragraph just before, if it may go on
        self._heads: list[Head] = []
        self._measure_of_row: dict[str, int] = {}
        anchors = _anchored(document)
        for measure in recognised.measures if recognised else ():
            named = (anchors[name] for name in measure.source_rows if name in anchors)
            number = next(named, measure.position)
            for name in measure.source_rows:
                self._measure_of_row[name] = number
        # The recogniser's name of a row to ours: it does not count empty rows.
        self._rows: dict[str, RowView] = {}

    def read(self) -> DocumentParts:
        passages: list[Passage] = []
        for index, block in enumerate(self._document.blocks):
            passages.extend(self._block(index, block))
            self._open = passages[-1].text if passages and _is_running(block) else ""
        return DocumentParts(tuple(passages), tuple(self._tables), tuple(self._measures()))

    def _next_name(self) -> str:
        self._block_number += 1
        return f"b{self._block_number:02}"

    def _block(self, index: int, block: Block) -> Iterator[Passage]:
        match block:
            case PageBreak():
                return
            case Title(lines=lines):
                for n, line in enumerate(lines):
                    yield self._line("title", line.text, index, n)
            case Heading(text=text, level=level):
                yield replace(self._line("heading", text, index), level=level)
            case Paragraph(text=text, role=role):
                kind: PassageKind = "paragraph" if role == "text" else role
                goes_on = _is_running(block) and self._goes_on(text)
                for n, part in enumerate(text.split("\n")):
                    yield self._line(kind, part, index, n, same_block=goes_on or n > 0)
            case Images(images=images):
                yield self._line("figure", " ".join(i.caption for i in images), index)
            case Signature(name=name, position=position, acting_for=acting_for):
                text = " ".join(part for part in (name, position, acting_for) if part)
                yield self._line("signature", text, index)
            case Memo():
                yield from self._memo(index, block)
            case Table():
                yield from self._table(index, block)

    def _goes_on(self, text: str) -> bool:
        return bool(_OPEN_END.search(self._open) and _GOES_ON.match(text))

    def _line(
        self, kind: PassageKind, text: str, block: int, line: int = 0, *, same_block: bool = False
    ) -> Passage:
        name = f"b{self._block_number:02}" if same_block else self._next_name()
        return Passage(text, Place(name, _LABELS[kind], spot=Spot(block, line=line)), kind)

    def _memo(self, index: int, memo: Memo) -> Iterator[Passage]:
        fields = [
            ("ส่วนราชการ", memo.department), ("ที่", memo.number), ("วันที่", memo.date),
            ("เรื่อง", memo.subject), ("เรียน", memo.to),
            *(("ข้อความ", text) for text in memo.paragraphs),
            *((opinion.heading, opinion.text) for opinion in memo.opinions),
        ]  # fmt: skip
        for n, (label, text) in enumerate(fields):
            place = Place(self._next_name(), f"บันทึกข้อความ: {label}", spot=Spot(index, line=n))
            yield Passage(text, place, "memo")

    def _table(self, index: int, table: Table) -> Iterator[Passage]:
        name = self._next_name()
        number = len(self._tables) + 1
        grid = grid_of(table)
        is_built = any(column.key for column in table.columns)
        head = None if is_built else self._head(grid)
        known = self._known(number)
        # Without a recogniser's word the header decides.
        of_measures = known.kind == "measures" if known else bool(head and head.is_of_measures)
        if head and of_measures:
            self._heads.append(head)
        headings = self._headings(known, head, grid)
        starts = self._cell_starts(table)
        header_rows = head.rows if head else sum(row.header for row in grid)
        run_together = bool(head and head.first)
        header: list[Passage] = []
        rows: list[RowView] = []
        counted = 0
        for y, row in enumerate(table.rows):
            is_header = y < header_rows and not (run_together and y == header_rows - 1)
            if is_header or (head is not None and y >= header_rows and repeats_head(grid[y], head)):
                for c, cell in enumerate(row.cells):
                    label = "หัวตาราง"
                    for n, line in enumerate(cell.lines):
                        spot = Spot(index, y, c, n)
                        place = Place(f"t{number}", label, spot=spot)
                        passage = Passage(line.text, place, "header")
                        header.append(passage)
                        yield passage
                continue
            counted += bool(grid[y].own)
            view = self._row(table, index, y, number, len(rows) + 1, counted, headings, starts[y])
            rows.append(view)
            yield from view.lines
        if table.caption:
            place = Place(name, "ชื่อตาราง", spot=Spot(index))
            yield Passage(table.caption, place, "caption")
        self._tables.append(
            TableView(number, index, name, of_measures, tuple(header), headings, tuple(rows))
        )

    def _row(
        self,
        table: Table,
        index: int,
        y: int,
        number: int,
        count: int,
        counted: int,
        headings: Sequence[tuple[str, str]],
        starts: Sequence[int],
    ) -> RowView:
        row = table.rows[y]
        name, recognised_name = f"t{number}r{count}", f"t{number}r{counted}"
        measure = self._measure_of_row.get(recognised_name, 0)
        cells: list[CellView] = []
        for c, (cell, x) in enumerate(zip(row.cells, starts, strict=True)):
            heading, key = headings[x] if x < len(headings) else ("", "")
            label = heading or f"คอลัมน์ที่ {x + 1}"
            place = Place(name, label, measure, key, Spot(index, y, c))
            lines = tuple(
                Passage(line.text, replace(place, spot=Spot(index, y, c, n)), "cell")
                for n, line in enumerate(cell.lines)
            )
            cells.append(CellView(x, key, heading, lines, len(cell.images), place))
        view = RowView(name, tuple(cells), measure)
        self._rows.setdefault(recognised_name, view)
        return view

    def _head(self, grid: Sequence[GridRow]) -> Head | None:
        found = find_head(grid)
        if (found is None or found.first) and self._heads:
            found = find_head(grid, self._heads) or found
        return found

    def _known(self, number: int) -> RecognisedTable | None:
        tables = self._recognised.tables if self._recognised else ()
        return next((table for table in tables if table.number == number), None)

    @staticmethod
    def _headings(
        known: RecognisedTable | None, head: Head | None, grid: Sequence[GridRow]
    ) -> tuple[tuple[str, str], ...]:
        if known is not None:
            return tuple((column.heading, column.key) for column in known.columns)
        if head is not None:
            return tuple((column.heading, column.key) for column in head.columns)
        first = grid[0].slots if grid else ()
        return tuple((fold_blanks(slot.text.replace("\n", " "))[:60], "") for slot in first)

    @staticmethod
    def _cell_starts(table: Table) -> list[list[int]]:
        """For each row the column in which each of its cells begins."""
        starts: list[list[int]] = []
        taken: list[set[int]] = [set() for _ in table.rows]
        for y, row in enumerate(table.rows):
            x = 0
            begun: list[int] = []
            for cell in row.cells:
                while x in taken[y]:
                    x += 1
                begun.append(x)
                for dy in range(min(max(1, cell.rowspan), len(taken) - y)):
                    taken[y + dy].update(range(x, x + max(1, cell.colspan)))
                x += max(1, cell.colspan)
            starts.append(begun)
        return starts

    def _measures(self) -> Iterator[MeasureView]:
        keys_of = {
            row.name: frozenset(key for _, key in table.headings if key)
            for table in self._tables
            for row in table.rows
        }
        for data in self._recognised.measures if self._recognised else ():
            rows = [self._rows[name] for name in data.source_rows if name in self._rows]
            number = rows[0].measure if rows and rows[0].measure else data.position
            keys = frozenset().union(*(keys_of.get(row.name, frozenset()) for row in rows))
            yield MeasureView(number, data, tuple(rows), keys)


def _anchored(document: Document) -> dict[str, int]:
    """The numbers of the measures that the rows of a built document carry, by the row's name."""
    found = {}
    for number, table in enumerate(document.tables(), 1):
        body = (row for row in table.rows if not row.header)
        for count, row in enumerate(body, 1):
            if row.anchor.startswith(ANCHOR):
                found[f"t{number}r{count}"] = int(row.anchor.removeprefix(ANCHOR))
    return found


def _is_running(block: Block) -> bool:
    """Whether a block is running text, not a title or heading by its looks."""
    return (
        isinstance(block, Paragraph)
        and block.role == "text"
        and not block.bold
        and block.align in ("start", "justify")
    )
