"""Tables that lie on their side: an indicator in each column, the scores in one row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assessments.spreadsheets.headings import is_a_score, meaning_of
from assessments.spreadsheets.subjects import Subject, Subjects, Told
from ita_portal.spreadsheets import SheetRow, Value
from ita_portal.thai.text import search_key

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
    rows: Sequence[SheetRow], subjects: Subjects, names: Sequence[str] = ()
) -> TableAcross | None:
    """The first such table of a sheet, or None. Of several rows with scores, as in the table of a
    province, the one counts that has one of ``names`` in it."""
    for position, row in enumerate(rows):
        named = tuple(_named(row, subjects))
        if sum(1 for _, subject in named if subject.level == "indicators") < _ENOUGH:
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
        if len(own) == 1 or len(scored) == 1:
            return TableAcross(position, named, (own or scored)[0])
        place = (own or scored)[1].place(0)
        message = "มีคะแนนมากกว่าหนึ่งแถว กรุณาเหลือไว้เฉพาะแถวของหน่วยงานและปีนี้"
        return TableAcross(position, named, scored[0], (place, message))
    return None


def _has_name(row: SheetRow, names: Sequence[str]) -> bool:
    keys = {search_key(name) for name in names if name}
    return any(search_key(row.text(column)) in keys for column in range(len(row.values)))


def _named(row: SheetRow, subjects: Subjects) -> list[tuple[int, Subject]]:
    """The columns that a row names. Bare numbers count when the row begins by saying that it
    numbers the indicators."""
    begins = row.text(0)
    numbers = "ตัวชี้วัด" in begins and meaning_of(begins) in ("number", "name")
    found = []
    for column in range(len(row.values)):
        text = row.text(column)
        told = Told(number=text) if numbers and text.isdecimal() else Told(name=text)
        subject = subjects.find(told) if text and (told.name or numbers) else None
        if subject is None and meaning_of(text) == "score":
            subject = Subject("total")
        if subject and subject.level in ("indicators", "instruments", "total", "rating"):
            found.append((column, subject))
    return found


def _value(row: SheetRow, column: int) -> Value:
    return row.values[column] if column < len(row.values) else None
