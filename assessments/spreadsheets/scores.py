"""From a workbook to a score sheet: every row named, every doubt at its cell.

The headings tell the columns and the rows tell what is scored, by code, number or name: the
portal's own template is read like any other workbook. A row without a code below a question
is one of its parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from assessments.arithmetic import passes, printed
from assessments.catalogue import Catalogue
from assessments.codes import find_codes, parse_code
from assessments.score_sheet import OUT_OF_RANGE, Option, ScoreError, ScoreSheet, parse_score
from assessments.spreadsheets.headings import Columns, find_header
from ita_portal.spreadsheets import Sheet, SheetRow, Value
from ita_portal.thai.numerals import to_arabic
from ita_portal.thai.text import fold_blanks, search_key

_SUB_INDICATOR = re.compile(r"[0-9]{1,2}\.[0-9]{1,2}")
_WHOLE = re.compile(r"[0-9]{1,2}")
_INSTRUMENT = re.compile(r"\b([IEO]IT)\b", re.IGNORECASE)
_TOTAL = re.compile(r"^(?:คะแนน)?(?:ในภาพรวม|ภาพรวม|รวม|itaรวม|คะแนนรวม|คะแนนita)")
_RATING = re.compile(r"^ระดับ")


@dataclass(frozen=True, slots=True)
class Problem:
    """What keeps a workbook from being stored, and the cell where it stands."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


@dataclass(frozen=True, slots=True)
class ReadScores:
    """What a workbook tells. ``problems`` must be empty before anything may be stored;
    ``warnings`` are Thai sentences about what looks wrong but is not for us to change."""

    sheet: ScoreSheet
    problems: tuple[Problem, ...]
    warnings: tuple[str, ...]


def read_scores(sheets: list[Sheet], catalogue: Catalogue) -> ReadScores:
    """Read all tables of scores of a workbook by the framework of its year."""
    reader = _Reader(catalogue)
    tables = 0
    for sheet in sheets:
        if header := find_header(sheet.rows):
            tables += 1
            position, columns = header
            reader.read(sheet.name, sheet.rows[position + 1 :], columns)
    if not tables:
        reader.problem(
            "", "ไม่พบตารางคะแนนในไฟล์ ต้องมีแถวหัวตารางที่มีช่อง “คะแนน” และช่อง “ตัวชี้วัด” หรือ “รหัสข้อ”"
        )
    return reader.finished()


class _Reader:
    """Collects the scores of one workbook."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._problems: list[Problem] = []
        self._warnings: list[str] = []
        self._found: dict[str, dict[Any, Any]] = {
            name: {}
            for name in ("total", "rating", "instruments", "indicators", "sub_indicators",
                         "questions", "items", "guidance")
        }  # fmt: skip
        self._options: dict[str, list[Option]] = {}
        self._open_question = ""  # the question whose parts may follow
        self._sheet = ""

    def problem(self, place: str, message: str) -> None:
        self._problems.append(Problem(f"{self._sheet}!{place}" if self._sheet else place, message))

    def finished(self) -> ReadScores:
        found = self._found
        sheet = ScoreSheet(
            total=found["total"].get(""),
            rating=found["rating"].get("", ""),
            instruments=found["instruments"],
            indicators=found["indicators"],
            sub_indicators=found["sub_indicators"],
            questions=found["questions"],
            items=found["items"],
            guidance=found["guidance"],
            options={code: tuple(options) for code, options in self._options.items()},
        )
        if not self._problems and sheet.is_empty():
            self._sheet = ""
            self.problem("", "ตารางในไฟล์ยังไม่มีคะแนน")
        return ReadScores(sheet, tuple(self._problems), tuple(self._warnings))

    def read(self, name: str, rows: tuple[SheetRow, ...], columns: Columns) -> None:
        self._sheet, self._open_question = name, ""
        last = 0
        for row in rows:
            if last and row.number > last + 1:
                self._open_question = ""  # an empty row ends the parts of a question
            last = row.number
            self._row(row, columns)

    def _row(self, row: SheetRow, columns: Columns) -> None:
        name = _at(row, columns.name)
        if _RATING.match(search_key(name)):
            self._found["rating"][""] = fold_blanks(row.text(columns.score))
            return
        subject = self._subject(row, columns)
        score = self._score(row, columns.score)
        if subject is None:
            self._unnamed(row, columns, name, score)
            return
        level, key = subject
        self._open_question = key if level == "questions" else ""
        if score is None:
            return
        if key in self._found[level]:
            self.problem(
                row.place(columns.score), f"มีคะแนนของ {_named(level, key)} ซ้ำกันมากกว่าหนึ่งแถว"
            )
            return
        self._found[level][key] = score
        guidance = fold_blanks(_at(row, columns.guidance))
        if guidance and level in ("questions", "items"):
            self._found["guidance"][key] = guidance
        self._compare(row, columns, level, key, score)

    def _unnamed(self, row: SheetRow, columns: Columns, name: str, score: Decimal | None) -> None:
        """A row without a code: a part of the question above, or nothing that is known."""
        if score is None:
            return
        number, code = _at(row, columns.number), _at(row, columns.code)
        if self._open_question and name and not number and not code:
            self._options.setdefault(self._open_question, []).append(
                Option(fold_blanks(name), score)
            )
            return
        told = code or " ".join(part for part in (number, name) if part)
        place = next(c for c in (columns.code, columns.name, columns.number) if c is not None)
        year = self._catalogue.fiscal_year
        self.problem(row.place(place), f"ไม่รู้จัก “{told}” ในกรอบการประเมินปี {year}")

    def _subject(self, row: SheetRow, columns: Columns) -> tuple[str, Any] | None:
        """What the row scores: a level of ``ScoreSheet`` and the key in it."""
        number = to_arabic(_at(row, columns.number) or _at(row, columns.code)).strip(" .")
        name = _at(row, columns.name)
        code = parse_code(_at(row, columns.code)) or _leading_code(name)
        if code is not None:
            return self._by_code(str(code))
        if _at(row, columns.code) and not _SUB_INDICATOR.fullmatch(number):
            return None  # a code that is none: never guessed from the name
        if _SUB_INDICATOR.fullmatch(number) and self._catalogue.sub_indicator(number):
            return "sub_indicators", number
        key = search_key(name)
        if _TOTAL.match(key):
            return "total", ""
        if not number and (found := _INSTRUMENT.search(name)):
            return "instruments", found[1].upper()
        return self._indicator(row, columns, number, name)

    def _by_code(self, code: str) -> tuple[str, str] | None:
        if self._catalogue.question(code):
            return "questions", code
        return ("items", code) if self._catalogue.item(code) else None

    def _indicator(
        self, row: SheetRow, columns: Columns, number: str, name: str
    ) -> tuple[str, int] | None:
        """By number and by name; where both are told they must agree."""
        by_name = self._catalogue.indicator_by_name(name) if name else None
        if by_name is None and name and (sub := self._catalogue.sub_indicator_by_name(name)):
            return "sub_indicators", sub.number  # type: ignore[return-value]
        by_number = self._catalogue.indicator(int(number)) if _WHOLE.fullmatch(number) else None
        entry = by_name or (None if name else by_number)
        if entry is None:
            return None
        if by_number is not None and by_number != entry:
            place = row.place(columns.number if columns.number is not None else 0)
            self.problem(place, f"ลำดับ {number} ไม่ตรงกับชื่อ “{name}” ซึ่งเป็นตัวชี้วัดที่ {entry.number}")
        told = _INSTRUMENT.search(_at(row, columns.instrument))
        if told and told[1].upper() != entry.instrument:
            self.problem(
                row.place(columns.instrument or 0),
                f"ตัวชี้วัดที่ {entry.number} เป็นของ {entry.instrument} ไม่ใช่ {told[1].upper()}",
            )
        return "indicators", entry.number

    def _score(self, row: SheetRow, column: int) -> Decimal | None:
        value = row.values[column] if column < len(row.values) else None
        try:
            score, rounded = to_score(value)
        except ScoreError as error:
            self.problem(row.place(column), str(error))
            return None
        if rounded:
            self._warnings.append(f"{self._sheet}!{row.place(column)}: {value} ปัดเป็น {score}")
        return score

    def _compare(
        self, row: SheetRow, columns: Columns, level: str, key: Any, score: Decimal
    ) -> None:
        """Say where the row contradicts itself; what it says is stored as it is."""
        place = f"{self._sheet}!{row.place(columns.score)}"
        told = search_key(_at(row, columns.result))
        passed = passes(score, self._catalogue.pass_mark)
        judged = level == "indicators" and passed is not None and "ผ่าน" in told
        if judged and ("ไม่ผ่าน" in told) == passed:
            self._warnings.append(
                f"{place}: ระบุว่า “{_at(row, columns.result)}” แต่ {score} เทียบกับเกณฑ์ "
                f"{self._catalogue.pass_mark} แล้ว{'ผ่าน' if passed else 'ไม่ผ่าน'}"
            )
        if level == "items":
            titled = self._catalogue.item_by_title(_without_code(_at(row, columns.name)))
            if titled and titled.code != key:
                self._warnings.append(f"{place}: รหัส {key} แต่ชื่อตรงกับ {titled.code}")


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
    if not exact.is_finite() or not 0 <= exact <= 100:
        raise ScoreError(OUT_OF_RANGE)
    score = printed(exact)
    return score, abs(score - exact) > Decimal("0.000001")


def _at(row: SheetRow, column: int | None) -> str:
    return "" if column is None else row.text(column)


def _leading_code(name: str) -> Any:
    """The code that a name begins with, as in "ข้อ I7 ท่านรู้…"."""
    codes = find_codes(name[:20])
    begins = codes and re.fullmatch(r"\s*(?:ข้อ(?:ที่)?)?[\s(]*", name[: codes[0].start])
    return codes[0] if begins else None


def _without_code(name: str) -> str:
    code = _leading_code(name)
    return name[code.end :] if code else name


def _named(level: str, key: Any) -> str:
    named = {"indicators": "ตัวชี้วัดที่ ", "sub_indicators": "ตัวชี้วัดย่อยที่ ", "total": "คะแนนรวม"}
    return f"{named.get(level, '')}{key}"


def question_doubts(sheet: ScoreSheet) -> Iterator[str]:
    """Questions whose score is not the mean of their parts, as sentences."""
    for code, options in sheet.options.items():
        score = sheet.questions.get(code)
        if score is None or not options:
            continue
        mean = printed(sum((option.score for option in options), Decimal()) / len(options))
        if mean != score:
            yield f"{code}: คะแนน {score} ไม่เท่ากับค่าเฉลี่ยของประเด็นย่อย {mean}"
