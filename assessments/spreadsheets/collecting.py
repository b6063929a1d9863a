"""What is gathered while a workbook is read: scores, problems and warnings with their cells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from assessments.arithmetic import printed
from assessments.catalogue import Catalogue
from assessments.score_sheet import OUT_OF_RANGE, Option, ScoreError, ScoreSheet, parse_score
from assessments.spreadsheets.subjects import Subject
from ita_portal.spreadsheets import SheetRow, Value

_NO_TABLE = "ไม่พบตารางคะแนนในไฟล์ ต้องมีแถวหัวตารางที่มีช่อง “คะแนน” และช่อง “ตัวชี้วัด” หรือ “รหัสข้อ”"
_LEVELS = ("total", "rating", "instruments", "indicators", "sub_indicators", "questions", "items",
           "guidance")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Problem:
    """What keeps a workbook from being stored, and the cell where it stands."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


@dataclass(frozen=True, slots=True)
class ReadScores:
    """What a workbook tells. ``problems`` must be empty before anything may be stored;
    ``warnings`` are Thai sentences about what looks wrong but is not for us to change."""

    sheet: ScoreSheet
    problems: tuple[Problem, ...]
    warnings: tuple[str, ...]


class Collector:
    """Gathers the scores of one workbook, table after table."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._problems: list[Problem] = []
        self._warnings: list[str] = []
        self._found: dict[str, dict[Any, Any]] = {level: {} for level in _LEVELS}
        self._told_in: dict[tuple[str, Any], int] = {}  # the table that told a score first
        self._parts: dict[str, list[Option]] = {}
        self._unlisted: dict[str, None] = {}
        self._years: set[int] = set()
        self._sheet, self._table = "", 0

    def begin_table(self, sheet: str) -> None:
        """What follows stands in another table, of a sheet with this name."""
        self._sheet = sheet
        self._table += 1

    @property
    def has_tables(self) -> bool:
        """Whether any table was read so far."""
        return self._table > 0

    def score(self, row: SheetRow, column: int) -> Decimal | None:
        """The score in a cell; None for an empty one, and for a wrong one, which is told."""
        value = row.values[column] if column < len(row.values) else None
        try:
            score, rounded = to_score(value)
        except ScoreError as error:
            self.problem(row.place(column), str(error))
            return None
        if rounded:
            self.warn(row.place(column), f"{value} ปัดเป็น {score}")
        return score

    def take(self, subject: Subject, score: Decimal | None, place: str) -> bool:
        """Keep a score; whether it is kept. Another table may repeat it, not contradict it."""
        if score is None:
            return False
        if subject.level == "unlisted":
            self._unlisted[subject.key] = None
            return False
        kept = self._found[subject.level]
        if subject.key not in kept:
            kept[subject.key] = score
            self._told_in[subject.level, subject.key] = self._table
            return True
        repeats = self._told_in[subject.level, subject.key] != self._table
        if repeats and kept[subject.key] == score:
            return True
        named = _named(subject.level, subject.key)
        both = f"{kept[subject.key]} และ {score}"
        self.problem(place, f"มีคะแนนของ {named} ซ้ำกันมากกว่าหนึ่งแถว ({both})")
        return False

    def rate(self, rating: str) -> None:
        """Keep the announced rating; the first one told counts."""
        if rating:
            self._found["rating"].setdefault("", rating)

    def guide(self, code: str, text: str) -> None:
        """Keep what is written of a question or an item."""
        if text:
            self._found["guidance"].setdefault(code, text)

    def add_parts(self, question: str, parts: Iterable[Option]) -> None:
        """Keep scored parts of a question, after those that are there."""
        self._parts.setdefault(question, []).extend(parts)

    def titled(self, years: Iterable[int]) -> None:
        """Keep the years that a title names."""
        self._years |= set(years)

    def pass_over(self, sheet: str, years: Iterable[int]) -> None:
        """Say that a sheet was not read because it is of other years."""
        named = " ".join(map(str, sorted(years)))
        self._warnings.append(f"ไม่ได้อ่านแผ่นงาน “{sheet}” เพราะเป็นของปี {named}")

    def problem(self, place: str, message: str) -> None:
        """Say what keeps the workbook from being stored."""
        self._problems.append(Problem(f"{self._sheet}!{place}" if place else "", message))

    def warn(self, place: str, message: str) -> None:
        """Say what looks wrong."""
        self._warnings.append(f"{self._sheet}!{place}: {message}")

    def finished(self) -> ReadScores:
        """All that was gathered."""
        found = self._found
        sheet = ScoreSheet(
            total=found["total"].get(""),
            rating=found["rating"].get("", ""),
            instruments=found["instruments"],
            indicators=found["indicators"],
            sub_indicators=found["sub_indicators"],
            questions=found["questions"],
            items=found["items"],
            guidance={code: text for code, text in found["guidance"].items()
                      if code in found["questions"] or code in found["items"]},
            options={code: tuple(parts) for code, parts in self._parts.items() if parts},
        )  # fmt: skip
        warnings = [*self._doubts(sheet), *self._warnings]
        if not self._table:
            self.problem("", _NO_TABLE)
        elif not self._problems and sheet.is_empty():
            self.problem("", " ".join(["ตารางในไฟล์ยังไม่มีคะแนนที่นำเข้าได้", *warnings]))
        return ReadScores(sheet, tuple(self._problems), tuple(warnings))

    def _doubts(self, sheet: ScoreSheet) -> list[str]:
        """What the workbook as a whole leaves in doubt."""
        year, told = self.catalogue.fiscal_year, []
        if self._years and year not in self._years:
            named = " ".join(map(str, sorted(self._years)))
            told.append(f"หัวเรื่องในไฟล์เขียนว่าปี {named} แต่กำลังนำเข้าเป็นผลของปี {year}")
        if self._unlisted:
            told.append(
                f"กรอบการประเมินปี {year} ในระบบยังมีรายการไม่ครบ จึงยังไม่เก็บคะแนนของ "
                f"{' '.join(self._unlisted)} ({len(self._unlisted)} รายการ)"
            )
        for name, scores in (("ตัวชี้วัด", sheet.indicators), ("ข้อมูล OIT", sheet.items)):
            if scores and max(scores.values()) in _UP_TO_ONE:
                told.append(f"คะแนน{name}ทุกค่าไม่เกิน 1 กรุณาตรวจว่าเป็นคะแนนเต็ม 100 หรือไม่")
        return told


_NOISE = Decimal("0.000001")  # what the arithmetic of a spreadsheet leaves
_UP_TO_ONE = [Decimal(cents) / 100 for cents in range(1, 101)]


def to_score(value: Value) -> tuple[Decimal | None, bool]:
    """A cell's score, and whether it had to be rounded (numbers of a formula; half up).

    Raises ``ScoreError`` as ``parse_score`` does.
    """
    if value is None or isinstance(value, str):
        return parse_score(value or ""), False
    try:
        exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    except InvalidOperation:
        raise ScoreError(OUT_OF_RANGE) from None
    if not exact.is_finite() or not -_NOISE <= exact <= 100 + _NOISE:
        raise ScoreError(OUT_OF_RANGE)
    score = printed(exact)
    return abs(score), abs(score - exact) > _NOISE


def _named(level: str, key: Any) -> str:
    named = {"indicators": "ตัวชี้วัดที่ ", "sub_indicators": "ตัวชี้วัดย่อยที่ ", "total": "คะแนนรวม"}
    return f"{named.get(level, '')}{key}"
