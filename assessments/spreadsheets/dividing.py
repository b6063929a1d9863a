"""Which parts of a workbook are to be read: the sheets of the year, tables side by side taken
apart, and a table without headings recognised by what stands in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from assessments.spreadsheets.headings import Columns, ScoreTable, find_tables, is_a_score
from assessments.spreadsheets.subjects import Subjects, Told
from assessments.wording import years_in
from ita_portal.spreadsheets import Sheet, SheetRow

# A title of a result, not of the measures that answer it in the year after.
_OF_A_RESULT = re.compile(r"^(?!.*(?:มาตรการ|แผน)).*(?:ผล|คะแนน|ITA)")
_LONGEST_NAME = 1_000
_ENOUGH = 3  # rows that name something and have a score make a table without headings


def sheets_of_year(
    sheets: Sequence[Sheet], fiscal_year: int
) -> tuple[list[Sheet], list[tuple[Sheet, set[int]]]]:
    """The sheets to read; and, where one is of this year by its name or title, those that are of
    other years, with their years."""
    named = [(sheet, _years(sheet, fiscal_year)) for sheet in sheets]
    if not any(fiscal_year in years for _, years in named):
        return list(sheets), []
    others = [(sheet, years) for sheet, years in named if years and fiscal_year not in years]
    return [sheet for sheet in sheets if all(sheet is not other for other, _ in others)], others


def _years(sheet: Sheet, fiscal_year: int) -> set[int]:
    above, tables = find_tables(sheet.rows, fiscal_year)
    titles = [row.text(column) for row in above for column in range(len(row.values))]
    told = [text for text in titles if tables and _OF_A_RESULT.search(text)]
    return {year for text in (sheet.name, *told) for year in years_in(text)}


def side_by_side(rows: Sequence[SheetRow], fiscal_year: int) -> list[list[SheetRow]]:
    """The rows in blocks of columns, when a wholly empty column parts two tables; cells keep
    their places. One block of all rows for anything else."""
    width = max((len(row.values) for row in rows), default=0)
    filled = [any(row.text(column) for row in rows) for column in range(width)]
    blocks, start = [], 0
    for column in range(width + 1):
        if column == width or not filled[column]:
            if column > start:
                blocks.append(_within(rows, start, column))
            start = column + 1
    with_tables = [block for block in blocks if find_tables(block, fiscal_year)[1]]
    return with_tables if len(with_tables) > 1 else [list(rows)]


def _within(rows: Sequence[SheetRow], start: int, end: int) -> list[SheetRow]:
    cut = [
        SheetRow(
            row.number,
            tuple(v if start <= c < end else None for c, v in enumerate(row.values)),
        )
        for row in rows
    ]
    return [row for row in cut if any(row.text(column) for column in range(start, end))]


def without_headings(rows: Sequence[SheetRow], subjects: Subjects) -> ScoreTable | None:
    """A table that nobody gave headings: one column names what is scored, another holds a score
    beside each; None when that is not so."""
    named = Counter(column for row in rows for column in _naming(row, subjects))
    if not named or named.most_common(1)[0][1] < _ENOUGH:
        return None
    name = named.most_common(1)[0][0]
    body = [row for row in rows if name in _naming(row, subjects)]
    scores = [
        column for column in range(name + 1, max(len(row.values) for row in body))
        if all(column < len(row.values) and is_a_score(row.values[column]) for row in body)
    ]  # fmt: skip
    return ScoreTable(Columns(scores[0], name=name), rows[0], tuple(rows)) if scores else None


def _naming(row: SheetRow, subjects: Subjects) -> Iterator[int]:
    for column in range(len(row.values)):
        text = row.text(column)[:_LONGEST_NAME]
        subject = subjects.find(Told(name=text)) if text else None
        if subject and subject.level in ("indicators", "questions", "items"):
            yield column
