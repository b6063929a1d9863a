"""Tables that lie on their side: an indicator in each column, the scores in one row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assessments.spreadsheets.headings import is_a_score, meaning_of
from assessments.spreadsheets.subjects import Subject, Subjects, Told
from assessments.wording import years_in
from ita_portal.spreadsheets import SheetRow, Value
from ita_portal.thai.text import search_key

_LONGEST = 120  # characters of a heading
_ENOUGH = 3  # columns that name an indicator make a row of headings


@dataclass(frozen=True, slots=True)
class TableAcross:
    """``subjects`` with their columns, and the row of their scores. ``header`` is the position of
    the headings; ``problem`` the place and message when it is not clear which row counts."""

    header: int
    subjects: tuple[tuple[int, Subject], ...]
    scores: SheetRow
    problem: tuple[str, str] | None = None


def find_table_across(
    rows: Sequence[SheetRow], subjects: Subjects, fiscal_year: int, names: Sequence[str] = ()
) -> TableAcross | None:
    """The first such table of a sheet, or None. Of several rows with scores the one counts that
    has one of ``names`` in it, as in the table of a province, or else the year."""
    for position, row in enumerate(rows):
        named = tuple(_named(row, subjects))
        levels = Counter(level for level, _ in {(s.level, s.key) for _, s in named})
        if max(levels["indicators"], levels["instruments"]) < _ENOUGH:
            continue
        columns = [column for column, _ in named]
        scored = [
            below for below in rows[position + 1 :]
            if any(is_a_score(_value(below, column)) for column in columns)
            and meaning_of(below.text(0)) != "ignored"
        ]  # fmt: skip
        if not scored:
            return None
        own = [below for below in scored if _has_name(below, names)]
        of_year = [below for below in own or scored if _has_year(below, columns, fiscal_year)]
        own = of_year if len(own) != 1 else own
        if len(own) == 1 or len(scored) == 1:
            return TableAcross(position, named, (own or scored)[0])
        place = (own or scored)[1].place(0)
        message = "มีคะแนนมากกว่าหนึ่งแถว กรุณาเหลือไว้เฉพาะแถวของหน่วยงานและปีนี้"
        return TableAcross(position, named, scored[0], (place, message))
    return None


def _has_name(row: SheetRow, names: Sequence[str]) -> bool:
    keys = {search_key(name) for name in names if name}
    texts = {row.text(column) for column in range(len(row.values))}
    return any(search_key(text) in keys for text in texts if len(text) <= _LONGEST)


def _has_year(row: SheetRow, scored: Sequence[int], fiscal_year: int) -> bool:
    others = (row.text(c) for c in range(len(row.values)) if c not in scored)
    return any(fiscal_year in years_in(text) for text in others)


def _named(row: SheetRow, subjects: Subjects) -> list[tuple[int, Subject]]:
    """The columns that a row names. Bare numbers count when the row begins by saying that it
    numbers the indicators."""
    if sum(1 for column in range(len(row.values)) if row.text(column)) < _ENOUGH:
        return []
    begins = row.text(0)
    numbers = "ตัวชี้วัด" in begins and meaning_of(begins) in ("number", "name")
    found = []
    for column in range(len(row.values)):
        text = row.text(column)
        if len(text) > _LONGEST:
            continue
        bare = is_a_score(_value(row, column))
        told = Told(number=text) if bare else Told(name=text)
        subject = subjects.find(told) if text and (numbers or not bare) else None
        if subject is None and meaning_of(text) == "score":
            subject = Subject("total")
        if subject and subject.level in ("indicators", "instruments", "total", "rating"):
            found.append((column, subject))
    return found


def _value(row: SheetRow, column: int) -> Value:
    return row.values[column] if column < len(row.values) else None
