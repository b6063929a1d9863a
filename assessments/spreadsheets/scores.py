"""From a workbook to a score sheet: every row named, every doubt at its cell.

The headings tell the columns and the rows tell what is scored, by code, number or name: the
portal's own template is read like any other workbook. A row without a code below a question
is one of its parts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from assessments.arithmetic import passes, printed
from assessments.catalogue import Catalogue
from assessments.score_sheet import Option, ScoreError, ScoreSheet
from assessments.spreadsheets.across import TableAcross, find_table_across
from assessments.spreadsheets.collecting import Collector, Problem, ReadScores, to_score
from assessments.spreadsheets.dividing import sheets_of_year, side_by_side, without_headings
from assessments.spreadsheets.headings import ScoreTable, find_tables
from assessments.spreadsheets.subjects import (
    Subject,
    Subjects,
    Told,
    contradictions,
    is_bullet,
    is_like_a_code,
    leading_code,
)
from assessments.wording import (
    bulleted_lines,
    find_rating,
    find_total,
    instrument_in,
    without_bullet,
    years_in,
)
from ita_portal.spreadsheets import Sheet, SheetRow, Value
from ita_portal.thai.numerals import to_arabic
from ita_portal.thai.text import fold_blanks, search_key

_LONGEST_NAME = 1_000  # characters; the longest question has 300
_RANGE = re.compile(r"[0-9]\s*(?:[-\u2010-\u2015]|ถึง)\s*[0-9]|ขึ้นไป|ต่ำกว่า|น้อยกว่า")

__all__ = ["Problem", "ReadScores", "question_doubts", "read_scores"]


def read_scores(
    sheets: list[Sheet], catalogue: Catalogue, agency_names: Sequence[str] = ()
) -> ReadScores:
    """Read all tables of scores of a workbook by the framework of its year. ``agency_names`` find
    the agency's row in a table of several agencies."""
    found, subjects = Collector(catalogue), Subjects(catalogue)
    chosen, others = sheets_of_year(sheets, catalogue.fiscal_year)
    for sheet, years in others:
        found.pass_over(sheet.name, years)
    for sheet in chosen:
        read_sheet(sheet, found, agency_names, subjects)
    for sheet in () if found.has_tables else chosen:
        if table := without_headings(sheet.rows, subjects):
            found.begin_table(sheet.name)
            _TableReader(found, subjects, table).read(instrument_in(sheet.name))
    return found.finished()


def read_sheet(
    sheet: Sheet,
    found: Collector,
    agency_names: Sequence[str] = (),
    subjects: Subjects | None = None,
) -> None:
    """Read the tables of one sheet, or of a document's table as rows, into ``found``. Give the
    same ``subjects`` when several sheets are read."""
    catalogue = found.catalogue
    subjects = subjects or Subjects(catalogue)
    across = find_table_across(sheet.rows, subjects, catalogue.fiscal_year, agency_names)
    if across:
        found.begin_table(sheet.name)
        _read_titles(sheet.rows[: across.header], found)
        _read_across(across, found)
        return
    for rows in side_by_side(sheet.rows, catalogue.fiscal_year):
        above, tables = find_tables(rows, catalogue.fiscal_year)
        for position, table in enumerate(tables):
            found.begin_table(sheet.name)
            if position == 0:
                _read_titles(above, found)
            if table.other_years:
                _refuse_years(table, found)
            else:
                _TableReader(found, subjects, table).read(instrument_in(sheet.name))


def _refuse_years(table: ScoreTable, found: Collector) -> None:
    years = " ".join(map(str, table.other_years))
    place = table.header.place(table.columns.score)
    found.problem(place, f"ตารางมีคะแนนของปี {years} ไม่มีปี {found.catalogue.fiscal_year}")


def _read_titles(rows: Sequence[SheetRow], found: Collector) -> None:
    """What stands above a table: the year, and sometimes the total with the rating."""
    for row in rows:
        for column in range(len(row.values)):
            text = row.text(column)
            found.titled(years_in(text))
            if told := find_total(text):
                found.take(Subject("total"), told[0], row.place(column))
                found.rate(told[1])


def _read_across(table: TableAcross, found: Collector) -> None:
    if table.problem:
        found.problem(*table.problem)
        return
    for column, subject in table.subjects:
        if subject.level == "rating":
            found.rate(table.scores.text(column))
        else:
            score = found.score(table.scores, column)
            found.take(subject, score, table.scores.place(column))


class _TableReader:
    """Reads one table into what is collected."""

    def __init__(self, found: Collector, subjects: Subjects, table: ScoreTable) -> None:
        self._found, self._subjects = found, subjects
        self._table, self._columns = table, table.columns
        self._catalogue = found.catalogue
        self._question = ""  # whose parts may follow
        self._instrument = ""  # the one that the rows belong to
        self._guidance = ""  # of the group, for rows without their own
        self._levels: set[str] = set()  # what the rows so far score

    def read(self, instrument: str) -> None:
        """Read all rows; ``instrument`` is the one that the sheet is called by."""
        self._instrument = instrument
        self._scores_instruments = self._is_of_instruments()
        self._rates = "ระดับ" in _at(self._table.header, self._columns.result)
        last = 0
        for row in self._table.rows:
            if last and row.number > last + 1:
                self._question = ""  # an empty row ends the parts of a question
            last = row.number
            self._row(row)

    def _is_of_instruments(self) -> bool:
        """Whether the rows are the instruments themselves: nothing else names them, and each
        comes once."""
        columns = self._columns
        if columns.instrument is None or not (columns.name is columns.code is None):
            return False
        told = [instrument_in(row.text(columns.instrument)) for row in self._table.rows]
        return max(Counter(filter(None, told)).values(), default=0) == 1

    def _row(self, row: SheetRow) -> None:
        told = self._told(row)
        if _RANGE.search(to_arabic(row.text(self._columns.score))):
            return  # a scale of levels, no score
        subject = self._subjects.find(
            told, instrument=self._instrument, counts_questions=self._columns.counts_questions
        )
        if subject is None:
            self._unnamed(row, told)
        elif subject.level == "rating":
            self._rating(row, told)
        elif subject.level == "sum":
            self._sum(row)
        elif subject.level == "part":
            self._add_part(row, subject.key, _at(row, self._columns.part) or told.name)
        elif subject.level == "questions" and (part := _at(row, self._columns.part)):
            self._add_part(row, subject.key, part)
        elif subject.level != "passed_over":
            self._scored(row, told, subject)

    def _told(self, row: SheetRow) -> Told:
        columns = self._columns
        told = Told(
            _named(row, columns.number),
            _named(row, columns.code),
            _named(row, columns.name),
            _named(row, columns.instrument),
        )
        if self._scores_instruments:
            return Told(name=told.instrument or told.number)
        if told.name or told.number or told.code:
            return told
        # A merged cell holds its text in its first column, wherever that is.
        texts = (_named(row, column) for column in range(columns.score))
        return Told(name=next(filter(None, texts), ""))

    def _sum(self, row: SheetRow) -> None:
        """A row that says just "รวม" is the total below indicators or instruments, when it can be
        one; below questions and items it is a sum that nobody needs."""
        try:
            total, _ = to_score(_value(row, self._columns.score))
        except ScoreError:
            return
        if self._levels and self._levels <= {"indicators", "instruments", "sub_indicators"}:
            self._found.take(Subject("total"), total, row.place(self._columns.score))

    def _rating(self, row: SheetRow, told: Told) -> None:
        """The rating stands in the cell of the score, in one beside it, or in the label."""
        after = range(self._columns.score, len(row.values))
        texts = [fold_blanks(row.text(column)) for column in after]
        self._found.rate(next(filter(None, texts), "") or find_rating(told.label))

    def _scored(self, row: SheetRow, told: Told, subject: Subject) -> None:
        column = self._columns.score
        self._question = subject.key if subject.level == "questions" else ""
        if subject.level == "instruments":
            self._instrument = subject.key
        parts = self._parts_within(row, told) if self._question else []
        score = parts.pop(0).score if parts else self._found.score(row, column)
        if subject.level == "total" and score is None and (said := find_total(told.label)):
            score = said[0]
            self._found.rate(said[1])
        for cell, message in contradictions(self._catalogue, told, subject):
            if cell != "number" or self._columns.counts_indicators or not self._runs_on(row):
                self._found.problem(row.place(getattr(self._columns, cell) or 0), message)
        if score is None or not self._found.take(subject, score, row.place(column)):
            return
        if subject.level == "total" and self._rates:
            self._found.rate(_at(row, self._columns.result))
        self._levels.add(subject.level)
        if subject.level in ("questions", "items"):
            own = fold_blanks(_at(row, self._columns.guidance))
            self._found.guide(str(subject.key), own or self._guidance)
        else:
            self._guidance = ""
        if self._question:
            self._found.add_parts(self._question, parts or self._parts_beside(row, score))
        self._compare(row, told, subject, score)

    def _runs_on(self, row: SheetRow) -> bool:
        """Whether the row's number only counts the rows, as in a list of the three lowest."""
        rows = [each for each in self._table.rows if _at(each, self._columns.number)]
        position = rows.index(row)
        before = _number(rows[position - 1], self._columns.number) if position else 0
        return _number(row, self._columns.number) in (1, before + 1)

    def _unnamed(self, row: SheetRow, told: Told) -> None:
        """A row without a code: a part of the question above, a heading of a group, a signature,
        or a score of nothing that is known."""
        columns, part = self._columns, _at(row, self._columns.part)
        if not any(character.isdigit() for character in row.text(columns.score)):
            self._instrument = instrument_in(told.label) or self._instrument
            self._guidance = fold_blanks(_at(row, columns.guidance))
            return
        is_part = (part or told.name) and is_bullet(told.number) and is_bullet(told.code)
        if self._question and is_part:
            self._add_part(row, self._question, part or told.name)
            return
        self._found.score(row, columns.score)  # tells of a wrong figure too
        order = [columns.code, columns.name, columns.number]
        if is_like_a_code(told.number):
            order.reverse()
        named = [column for column in order if column is not None]
        filled = [column for column in named if row.text(column)]
        label = told.code or " ".join(text for text in (told.number, told.name) if text)
        self._found.problem(
            row.place(next(iter([*filled, *named, columns.score]))),
            f"ไม่รู้จัก “{label}” ในกรอบการประเมินปี {self._catalogue.fiscal_year}",
        )

    def _add_part(self, row: SheetRow, question: str, text: str) -> None:
        score = self._found.score(row, self._columns.score)
        if score is not None:
            self._found.add_parts(question, [Option(without_bullet(text), score)])

    def _parts_within(self, row: SheetRow, told: Told) -> list[Option]:
        """A question that holds its parts in its own cell, a line and a score each: the question
        first, then the parts; empty for any other."""
        value = _value(row, self._columns.score)
        lines = value.split("\n") if isinstance(value, str) else []
        try:
            scores = [score for line in lines if (score := to_score(line)[0]) is not None]
        except ScoreError:
            return []
        names = bulleted_lines(told.name)
        fits = len(scores) > 1 and len(names) == len(scores) - 1
        return [Option(*pair) for pair in zip(["", *names], scores, strict=True)] if fits else []

    def _parts_beside(self, row: SheetRow, score: Decimal) -> list[Option]:
        """The parts in columns of their own, when their headings are no other figures: the
        framework names them so, or the question's score is their mean."""
        beside = []
        for column, heading in self._columns.others:
            try:
                part, _ = to_score(_value(row, column))
            except ScoreError:
                continue
            if part is not None:
                beside.append(Option(fold_blanks(heading), part))
        entry = self._catalogue.question(self._question)
        names = {search_key(option) for option in entry.options} if entry else set()
        known = [option for option in beside if search_key(option.text) in names]
        is_mean = len(beside) > 1 and _mean(beside) == score
        return known or (beside if is_mean else [])

    def _compare(self, row: SheetRow, told: Told, subject: Subject, score: Decimal) -> None:
        """Say where the row contradicts itself; what it says is stored as it is."""
        place, mark = row.place(self._columns.score), self._catalogue.pass_mark
        result = _at(row, self._columns.result)
        passed = passes(score, mark)
        judged = subject.level == "indicators" and passed is not None and "ผ่าน" in result
        if judged and ("ไม่ผ่าน" in search_key(result)) == passed:
            verdict = "ผ่าน" if passed else "ไม่ผ่าน"
            self._found.warn(place, f"ระบุว่า “{result}” แต่ {score} เทียบกับเกณฑ์ {mark} แล้ว{verdict}")
        if subject.level == "items":
            titled = self._catalogue.item_by_title(_without_code(told.name))
            if titled and titled.code != subject.key:
                self._found.warn(place, f"รหัส {subject.key} แต่ชื่อตรงกับ {titled.code}")


def _at(row: SheetRow, column: int | None) -> str:
    return "" if column is None else row.text(column)


def _named(row: SheetRow, column: int | None) -> str:
    """The beginning of a cell: enough to say what it names."""
    return _at(row, column)[:_LONGEST_NAME]


def _value(row: SheetRow, column: int) -> Value:
    return row.values[column] if column < len(row.values) else None


def _number(row: SheetRow, column: int | None) -> int:
    """The whole number in a cell; -1 for anything else."""
    digits = to_arabic(_at(row, column)).strip(" .)")
    return int(digits) if digits.isascii() and digits.isdigit() else -1


def _without_code(name: str) -> str:
    code = leading_code(name)
    return name[code.end :] if code else name


def _mean(options: Sequence[Option]) -> Decimal:
    return printed(sum((option.score for option in options), Decimal()) / len(options))


def question_doubts(sheet: ScoreSheet) -> Iterator[str]:
    """Questions whose score is not the mean of their parts, as sentences."""
    for code, options in sheet.options.items():
        score = sheet.questions.get(code)
        if score is not None and options and _mean(options) != score:
            yield f"{code}: คะแนน {score} ไม่เท่ากับค่าเฉลี่ยของประเด็นย่อย {_mean(options)}"
