"""The analysis part of a Word report: its table of scores, weak points and strengths.

Read from the blocks that the recogniser leaves before the measures. A table counts when its
header names a score and what is scored; a row counts when it names an indicator, a question or
an item of the year's framework. Nothing is guessed: a figure that cannot be placed, or that is
told twice with different values, is a sentence for the person who imports.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from assessments.catalogue import Catalogue
from assessments.codes import Code, find_codes
from assessments.score_sheet import Option, ScoreError, ScoreSheet, parse_score
from assessments.spreadsheets.headings import meaning_of
from assessments.wording import bulleted_lines, find_total
from ita_portal.thai.numerals import to_arabic
from ita_portal.thai.text import fold_blanks
from reports.document import Block, Cell, Heading, Paragraph, Table, Title

_HEADED = re.compile(
    r"ตัวชี้วัด(?:ที่)?[ ]*(?:[0-9]{1,2}[. ]*)?(?P<name>[^0-9\n]{4,80}?)[ ]*"
    r"(?P<score>[0-9]{1,3}\.[0-9]{1,2})"
)
_CODE_START = re.compile(r"\s*(?:ข้อ(?:ที่)?)?[\s(]*$")


@dataclass(frozen=True, slots=True)
class RecognisedAnalysis:
    """What an analysis tells, and what of it is doubtful (Thai sentences)."""

    sheet: ScoreSheet
    warnings: tuple[str, ...] = ()


@dataclass
class _Found:
    total: Decimal | None = None
    rating: str = ""
    indicators: dict[int, Decimal] = field(default_factory=dict)
    questions: dict[str, Decimal] = field(default_factory=dict)
    items: dict[str, Decimal] = field(default_factory=dict)
    guidance: dict[str, str] = field(default_factory=dict)
    options: dict[str, tuple[Option, ...]] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)


def read_analysis(blocks: Iterable[Block], catalogue: Catalogue) -> RecognisedAnalysis:
    """What the blocks tell of the result of the catalogue's year. An empty sheet when they are
    no analysis."""
    found = _Found()
    blocks = list(blocks)
    for block in blocks:
        if isinstance(block, Table):
            _TableReader(catalogue, found).read(block)
        elif isinstance(block, Paragraph | Heading | Title):
            _read_total(block, found)
    _compare_headings(blocks, catalogue, found)
    sheet = ScoreSheet(
        total=found.total,
        rating=found.rating,
        indicators=found.indicators,
        questions=found.questions,
        items=found.items,
        guidance=found.guidance,
        options=found.options,
    )
    return RecognisedAnalysis(sheet, tuple(found.warnings))


def _read_total(block: Paragraph | Heading | Title, found: _Found) -> None:
    texts = [line.text for line in block.lines] if isinstance(block, Title) else [block.text]
    for text in texts:
        told = find_total(text)
        if told and found.total is None:
            found.total, found.rating = told


def _compare_headings(blocks: Iterable[Block], catalogue: Catalogue, found: _Found) -> None:
    """Say where a heading gives an indicator another score than the tables do."""
    for block in blocks:
        if not isinstance(block, Heading | Paragraph):
            continue
        match = _HEADED.search(to_arabic(fold_blanks(block.text)))
        entry = catalogue.indicator_by_name(match["name"]) if match else None
        if match is None or entry is None:
            continue
        told, stands = Decimal(match["score"]), found.indicators.get(entry.number)
        if stands is not None and told != stands:
            found.warnings.append(
                f"หัวข้อของตัวชี้วัดที่ {entry.number} เขียนว่า {told} แต่ตารางเขียนว่า {stands} ระบบใช้ {stands}"
            )


class _TableReader:
    """Reads one table into what was found so far."""

    def __init__(self, catalogue: Catalogue, found: _Found) -> None:
        self._catalogue = catalogue
        self._found = found

    def read(self, table: Table) -> None:
        grid = table.grid()
        columns = _columns(grid[0]) if grid else {}
        if "score" not in columns or "name" not in columns:
            return
        group_score: Decimal | None = None  # of a heading row, for a row below without its own
        group_guidance = ""
        for row in grid[1:]:
            name = _text(row, columns["name"])
            codes = _leading_codes(name)
            scores = self._scores(_text(row, columns["score"]))
            guidance = fold_blanks(_text(row, columns.get("guidance")))
            if codes:
                self._coded(name, codes, scores or [group_score], guidance or group_guidance)
                group_score = None
            elif name.strip():
                group_score = scores[0] if scores else None
                group_guidance = guidance
                self._indicator(name, group_score)

    def _scores(self, text: str) -> list[Decimal | None]:
        scores = []
        for line in text.split("\n"):
            try:
                score = parse_score(line)
            except ScoreError:
                continue
            if score is not None:
                scores.append(score)
        return list(scores)

    def _indicator(self, name: str, score: Decimal | None) -> None:
        entry = self._catalogue.indicator_by_name(name)
        if entry is None or score is None:
            return
        stands = self._found.indicators.setdefault(entry.number, score)
        if stands != score:
            self._found.warnings.append(
                f"เอกสารระบุคะแนนตัวชี้วัดที่ {entry.number} ไว้ทั้ง {stands} และ {score} ระบบใช้ {stands}"
            )

    def _coded(
        self, name: str, codes: Sequence[Code], scores: list[Decimal | None], guidance: str
    ) -> None:
        """One question with its parts, or several questions or items, a line and a score each."""
        told = [score for score in scores if score is not None]
        if len(codes) == 1:
            code = str(codes[0])
            parts = bulleted_lines(name[codes[0].end :])
            if self._store(code, told[0] if told else None, guidance) and len(parts) == len(
                told[1:]
            ):
                options = tuple(map(Option, parts, told[1:]))
                if options:
                    self._found.options[code] = options
        elif len(told) == len(codes):
            for code_, score in zip(codes, told, strict=True):
                self._store(str(code_), score, guidance)
        else:
            named = " ".join(map(str, codes))
            self._found.warnings.append(
                f"ข้อ {named}: มี {len(codes)} ข้อ แต่มีคะแนน {len(told)} ค่า จึงไม่นำเข้าคะแนนของข้อเหล่านี้"
            )

    def _store(self, code: str, score: Decimal | None, guidance: str) -> bool:
        if self._catalogue.question(code):
            rows = self._found.questions
        elif self._catalogue.item(code):
            rows = self._found.items
        else:
            year = self._catalogue.fiscal_year
            self._found.warnings.append(f"ไม่รู้จักข้อ {code} ในกรอบการประเมินปี {year}")
            return False
        if score is None:
            self._found.warnings.append(f"ข้อ {code}: ไม่พบคะแนนในเอกสาร")
            return False
        stands = rows.setdefault(code, score)
        if stands != score:
            self._found.warnings.append(
                f"เอกสารระบุคะแนนข้อ {code} ไว้ทั้ง {stands} และ {score} ระบบใช้ {stands}"
            )
            return False
        if guidance:
            self._found.guidance.setdefault(code, guidance)
        return True


def _columns(header: Sequence[Cell | None]) -> dict[str, int]:
    """The first column of each meaning."""
    found: dict[str, int] = {}
    for position, cell in enumerate(header):
        meaning = meaning_of(cell.text) if cell else ""
        if meaning and meaning not in found:
            found[meaning] = position
    return found


def _text(row: Sequence[Cell | None], column: int | None) -> str:
    cell = row[column] if column is not None and column < len(row) else None
    return cell.text if cell else ""


def _leading_codes(text: str) -> list[Code]:
    """The codes that lines of a cell begin with, as in "ข้อ I7 …"; one told in passing is none."""
    found = []
    for code in find_codes(text):
        line = text[: code.start].rpartition("\n")[2]
        if _CODE_START.fullmatch(line):
            found.append(code)
    return found
