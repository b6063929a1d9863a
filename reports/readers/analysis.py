"""The analysis part of a Word report: its table of scores, weak points and strengths.

Read from the blocks that the recogniser leaves before the measures. Its tables are read by the
rules of workbooks (``assessments.spreadsheets``); documents only write several questions, or a
question with its parts, into one cell, and one guideline for the rows below it. Nothing is
guessed: what cannot be placed, or is told twice with different values, is a sentence for the
person who imports, and the first figure counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assessments.arithmetic import CENT
from assessments.catalogue import Catalogue
from assessments.codes import Code, find_codes
from assessments.score_sheet import ScoreError, ScoreSheet, parse_score
from assessments.spreadsheets.collecting import Collector
from assessments.spreadsheets.headings import Columns, find_tables
from assessments.spreadsheets.scores import read_sheet
from assessments.wording import bulleted_lines, find_total
from ita_portal.spreadsheets import Sheet, SheetRow
from ita_portal.thai.numerals import to_arabic
from ita_portal.thai.text import fold_blanks
from reports.document import Block, Heading, Paragraph, Table, Title

_HEADED = re.compile(
    r"ตัวชี้วัด(?:ที่)?[ ]*(?:[0-9]{1,2}[. ]*)?(?P<name>[^0-9\n]{4,80}?)"
    r"(?:มี|ได้|คิดเป็น|เท่ากับ|อยู่ที่|ค่า|คะแนน|เฉลี่ย|ร้อยละ|[:=(–, -])*(?P<score>[0-9]{1,3}\.[0-9]{1,2})"
)
_CODE_START = re.compile(r"\s*(?:ข้อ(?:ที่)?)?[\s(]*$")
_CELL = re.compile(r"![A-Z]+([0-9]+)")
_SUB_INDICATOR = re.compile(r"(?<![0-9.])[0-9]{1,2}\.[0-9]{1,2}(?![0-9.])")


@dataclass(frozen=True, slots=True)
class RecognisedAnalysis:
    """What an analysis tells, and what of it is doubtful (Thai sentences)."""

    sheet: ScoreSheet
    warnings: tuple[str, ...] = ()


def read_analysis(blocks: Iterable[Block], catalogue: Catalogue) -> RecognisedAnalysis:
    """What the blocks tell of the result of the catalogue's year. An empty sheet when they are
    no analysis."""
    blocks = list(blocks)
    found, mismatched, names = Collector(catalogue), list[str](), list[str]()
    for number, table in enumerate((b for b in blocks if isinstance(b, Table)), start=1):
        rows = _taken_apart(_rows(table), catalogue, mismatched)
        names += [row.text(column) for row in rows for column in range(len(row.values))]
        read_sheet(Sheet(f"ตารางที่ {number}", tuple(rows)), found)
    read = found.finished()
    sheet = replace(read.sheet, sub_indicators=_numbered(read.sheet.sub_indicators, names))
    sheet = _with_text(sheet, blocks, catalogue)
    if sheet.is_empty():
        return RecognisedAnalysis(sheet)
    cells = [str(problem) for problem in read.problems if problem.place] + [*read.warnings]
    told = [*_headings_that_differ(blocks, catalogue, sheet), *mismatched, *cells]
    return RecognisedAnalysis(sheet, tuple(_CELL.sub(r" แถวที่ \1", text) for text in told))


def _rows(table: Table) -> list[SheetRow]:
    """The rows of a table as those of a sheet, the wholly empty ones left out."""
    rows = [
        SheetRow(number, tuple(cell.text if cell else None for cell in cells))
        for number, cells in enumerate(table.grid(), start=1)
    ]
    return [row for row in rows if any(row.text(column) for column in range(len(row.values)))]


def _taken_apart(
    rows: Sequence[SheetRow], catalogue: Catalogue, mismatched: list[str]
) -> list[SheetRow]:
    """The rows with one question or item each, and with the guideline and the score that the
    document writes once for a group; adds to ``mismatched`` what has more codes than scores."""
    bodies = {
        row.number: table.columns
        for table in find_tables(rows, catalogue.fiscal_year)[1]
        for row in table.rows
    }
    apart: list[SheetRow] = []
    group: SheetRow | None = None  # the last row without a code
    for whole in rows:
        columns = bodies.get(whole.number)
        column = columns.name if columns else None
        row = _without_running_number(whole, columns)
        codes = _leading_codes(row.text(column)) if column is not None else []
        if columns is None or column is None or not codes:
            group = row if columns is not None else None
            apart.append(row)
            continue
        if group is not None and not _is_scored_itself(group.text(column), catalogue):
            # The name of a group of items: its score is that of the item below it.
            if not row.text(columns.score):
                row = _with(row, columns.score, group.text(columns.score))
            apart[-1 - apart[::-1].index(group)] = _with(group, columns.score, "")
            group = _with(group, columns.score, "")
        guided = columns.guidance
        if guided is not None and group is not None and not row.text(guided):
            row = _with(row, guided, group.text(guided))
        apart += _one_each(row, columns, codes, mismatched)
    return apart


def _is_scored_itself(name: str, catalogue: Catalogue) -> bool:
    """Whether a row without a code is an indicator, or a sub-indicator with its number."""
    return bool(catalogue.indicator_by_name(name) or _SUB_INDICATOR.search(to_arabic(name)))


def _without_running_number(row: SheetRow, columns: Columns | None) -> SheetRow:
    """The row without a number that only counts weak points through several tables."""
    if columns is None or columns.number is None or columns.counts_indicators:
        return row
    named = columns.name is not None and row.text(columns.name)
    return _with(row, columns.number, "") if named else row


def _one_each(
    row: SheetRow, columns: Columns, codes: Sequence[Code], mismatched: list[str]
) -> Iterator[SheetRow]:
    """A row for each of the codes in its cell of names."""
    name = row.text(columns.name or 0)
    scores = _figures(row.text(columns.score))
    if len(codes) == 1:
        parts = bulleted_lines(name[codes[0].end :])
        kept = scores if len(scores) == len(parts) + 1 else scores[:1]
        yield _with(row, columns.score, "\n".join(kept) or row.text(columns.score))
    elif len(scores) == len(codes):
        ends = [code.start for code in codes[1:]] + [len(name)]
        for code, end, score in zip(codes, ends, scores, strict=True):
            yield _with(_with(row, columns.name or 0, name[code.start : end]), columns.score, score)
    else:
        named = " ".join(map(str, codes))
        mismatched.append(
            f"ข้อ {named}: มี {len(codes)} ข้อ แต่มีคะแนน {len(scores)} ค่า จึงไม่นำเข้าคะแนนของข้อเหล่านี้"
        )


def _with(row: SheetRow, column: int, text: str) -> SheetRow:
    values = [*row.values, *[None] * (column + 1 - len(row.values))]
    values[column] = text
    return SheetRow(row.number, tuple(values))


def _figures(text: str) -> list[str]:
    """The lines of a cell that are scores."""
    lines = []
    for line in text.split("\n"):
        try:
            if parse_score(line) is not None:
                lines.append(line)
        except ScoreError:
            continue
    return lines


def _leading_codes(text: str) -> list[Code]:
    """The codes that lines of a cell begin with, as in "ข้อ I7 …"; one told in passing is none."""
    found = []
    for code in find_codes(text):
        line = text[: code.start].rpartition("\n")[2]
        if _CODE_START.fullmatch(line):
            found.append(code)
    return found


def _numbered(scores: Mapping[str, Decimal], texts: Iterable[str]) -> dict[str, Decimal]:
    """The sub-indicators that a document tells by their numbers: by its name alone a group of
    items is no sub-indicator, and its score may be that of one item."""
    said = {number for text in texts for number in _SUB_INDICATOR.findall(to_arabic(text))}
    return {number: score for number, score in scores.items() if number in said}


def _with_text(sheet: ScoreSheet, blocks: Iterable[Block], catalogue: Catalogue) -> ScoreSheet:
    """The sheet with what only the text says: the total, and indicators that no table has."""
    told = ScoreSheet(indicators=dict(_headed(blocks, catalogue)))
    total = next(filter(None, (find_total(text) for text in _texts(blocks))), None)
    if total:
        told = replace(told, total=total[0], rating=total[1])
    return told.updated(sheet)


def _headings_that_differ(
    blocks: Iterable[Block], catalogue: Catalogue, sheet: ScoreSheet
) -> Iterator[str]:
    """Say where a heading gives an indicator another score than the tables do."""
    for number, score in _headed(blocks, catalogue):
        stands = sheet.indicators.get(number)
        if stands != score:
            yield f"หัวข้อของตัวชี้วัดที่ {number} เขียนว่า {score} แต่ตารางเขียนว่า {stands} ระบบใช้ {stands}"


def _headed(blocks: Iterable[Block], catalogue: Catalogue) -> list[tuple[int, Decimal]]:
    """The scores that headings and paragraphs give to indicators, the last mention first."""
    found = []
    for text in _texts(blocks):
        match = _HEADED.search(to_arabic(fold_blanks(text)))
        entry = catalogue.indicator_by_name(match["name"]) if match else None
        if match and entry:
            found.append((entry.number, Decimal(match["score"]).quantize(CENT)))
    return found[::-1]


def _texts(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Title):
            yield from (line.text for line in block.lines)
        elif isinstance(block, Paragraph | Heading):
            yield block.text
