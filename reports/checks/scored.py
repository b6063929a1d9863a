"""Reading the scores that a document states: its score table, the headings with a score, the
lists of weak and strong points with their questions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from ita_portal.thai.numerals import to_arabic
from reports.checks.keys import compact, search_key
from reports.checks.naming import codes_in, indicator_named, leading_code, names_of
from reports.checks.parts import Passage, RowView, TableView
from reports.checks.subject import Subject

_SCORE = re.compile(r"(?<![0-9.])(?:100(?:\.00?)?|[0-9]{1,2}(?:\.[0-9]{1,2})?)(?![0-9.]*[0-9])")
HEADED = re.compile(
    r"^(?:[0-9]{1,2}[.)])?ตัวชี้วัด(?:ที่[0-9]{1,2}[.)]?)?(?P<name>[ก-๎]+)[^0-9]{0,12}"
    r"(?P<score>[0-9]{1,3}\.[0-9]{1,2})(?:คะแนน)?(?P<rest>.*)$"
)
_FAILED, _PASSED = re.compile("ไม่ผ่าน"), re.compile("(?<!ไม่)ผ่าน(?:เกณฑ์)?")
_WEAK = re.compile(r"ข้อบกพร่อง|จุดอ่อน")
_STRONG = re.compile(r"พัฒนาให้ดีขึ้น|จุดแข็ง|รักษาระดับ")
Side = Literal["weak", "strong"]


@dataclass(frozen=True, slots=True)
class IndicatorScore:
    """The score of an indicator where the document states it. ``passed`` is what stands
    beside it, None without a word."""

    number: int
    score: Decimal
    line: Passage
    passed: bool | None = None
    row: RowView | None = None


@dataclass(frozen=True, slots=True)
class QuestionScore:
    """The score of a question or item in a list of weak or strong points."""

    code: str
    score: Decimal
    line: Passage
    row: RowView
    options: tuple[Decimal, ...] = ()


@dataclass(slots=True)
class Listed:
    """An indicator that a list of weak or strong points gives a heading, with what stands
    below it."""

    heading: IndicatorScore
    side: Side
    sentences: list[Passage] = field(default_factory=list)
    tables: list[TableView] = field(default_factory=list)
    groups: list[IndicatorScore] = field(default_factory=list)
    questions: list[QuestionScore] = field(default_factory=list)


@dataclass(slots=True)
class Section:
    """A part about weak or about strong points: the sentence that opens it, and its list."""

    side: Side
    opening: list[Passage] = field(default_factory=list)
    listed: list[Listed] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class StatedScores:
    """All scores that the document states."""

    table: dict[int, IndicatorScore]
    sections: tuple[Section, ...]
    headings: tuple[IndicatorScore, ...]

    @property
    def listed(self) -> Iterator[Listed]:
        """All listed indicators."""
        for section in self.sections:
            yield from section.listed


def decimals(text: str) -> list[Decimal]:
    """The scores that a text states, in order."""
    return [Decimal(m[0]) for m in _SCORE.finditer(to_arabic(text))]


def score_of(text: str) -> Decimal | None:
    """The score that is all of a text."""
    found = decimals(compact(text))
    return found[0] if len(found) == 1 else None


def read_scores(subject: Subject) -> StatedScores:
    """What the document states; read once for each subject."""
    cached: StatedScores | None = subject.notes.get("scores")
    if cached is None:
        cached = _read(subject)
        subject.notes["scores"] = cached
    return cached


def _read(subject: Subject) -> StatedScores:
    table: dict[int, IndicatorScore] = {}
    for view in subject.tables:
        found = dict(_table_scores(view, subject))
        if len(found) >= 3 and not table:
            table = found
    headings: list[IndicatorScore] = []
    sections = _sections(subject, headings)
    return StatedScores(table, tuple(sections), tuple(headings))


def _table_scores(view: TableView, subject: Subject) -> Iterator[tuple[int, IndicatorScore]]:
    """The rows of a score table: an indicator's name and its score, nothing below it."""
    if view.is_of_measures or not view.headed("คะแนน") or view.headed("แนวทาง"):
        return
    for row in view.rows:
        if one := _row_score(row, subject):
            yield one.number, one


def _row_score(row: RowView, subject: Subject) -> IndicatorScore | None:
    """The score of the indicator that a row names alone in a cell."""
    for cell in row.cells:
        key = search_key(re.sub(r"^[0-9๐-๙.) ]+", "", cell.text)).removeprefix("ตัวชี้วัด")
        named = indicator_named(key, subject.catalogues)
        if named is None or (key not in names_of(named) and len(key) > 60):
            continue
        if not any(key == name for c in subject.catalogues for e in c.indicators
                   for name in names_of(e)):  # fmt: skip
            continue
        score_cell = row.headed("คะแนน")
        score = score_of(score_cell.text) if score_cell else None
        if score is None or score_cell is None:
            return None
        result = row.headed("ผลการประเมิน")
        return IndicatorScore(named.number, score, score_cell.lines[0],
                              _passed(result.text if result else ""), row)  # fmt: skip
    return None


def _passed(text: str) -> bool | None:
    squeezed = compact(text)
    if _FAILED.search(squeezed):
        return False
    return True if _PASSED.search(squeezed) else None


def _headed(line: Passage, subject: Subject) -> IndicatorScore | None:
    """ "1.ตัวชี้วัดการใช้งบประมาณ 81.51 คะแนน ผลการประเมิน ไม่ผ่านเกณฑ์"."""
    found = HEADED.match(line.squeezed.text)
    if found is None:
        return None
    named = indicator_named(search_key(found["name"]), subject.catalogues)
    if named is None:
        return None
    return IndicatorScore(named.number, Decimal(found["score"]), line, _passed(found["rest"]))


def _sections(subject: Subject, headings: list[IndicatorScore]) -> list[Section]:
    sections: list[Section] = []
    listed: Listed | None = None
    tables = {view.block: view for view in subject.tables}
    seen: set[int] = set()
    for line in subject.passages:
        block = line.place.spot.block if line.place.spot else -1
        if block in tables:
            if block not in seen:
                seen.add(block)
                view = tables[block]
                if view.is_of_measures:
                    listed = None
                elif listed is not None:
                    _take_table(view, listed, subject)
            continue
        if line.kind not in ("heading", "paragraph"):
            continue
        if stated := _headed(line, subject):
            headings.append(stated)
            if sections:
                listed = Listed(stated, sections[-1].side)
                sections[-1].listed.append(listed)
            continue
        if line.kind == "heading":
            listed = None
            side = _side(line.text)
            if side and (not sections or sections[-1].listed or sections[-1].side != side):
                sections.append(Section(side))
        if sections and not sections[-1].listed:
            sections[-1].opening.append(line)
        elif listed is not None:
            listed.sentences.append(line)
    return sections


def _side(text: str) -> Side | None:
    squeezed = compact(text)
    weak, strong = _WEAK.search(squeezed), _STRONG.search(squeezed)
    if bool(weak) == bool(strong):
        return None
    return "weak" if weak else "strong"


def _take_table(view: TableView, listed: Listed, subject: Subject) -> None:
    listed.tables.append(view)
    for row in view.rows:
        if group := _row_score(row, subject):
            listed.groups.append(group)
        else:
            listed.questions.extend(_questions(row))


def _questions(row: RowView) -> Iterator[QuestionScore]:
    """The questions of a row with their scores: one with its options, or several, line by line."""
    scored = row.headed("คะแนน")
    if scored is None:
        # A merged cell moved the columns: the score stands in a cell with nothing else.
        scored = next((c for c in row.cells if c.text and score_of(c.text) is not None), None)
    for cell in row.cells:
        coded = [(line, found[0]) for line in cell.lines if (found := leading_code(line))]
        if not coded:
            continue
        if scored is None or (score_of(scored.text) is None and not decimals(scored.text)):
            alone = [c for c in row.cells if c is not cell and score_of(c.text) is not None]
            scored = alone[0] if alone else scored
        numbers = [n for line in (scored.lines if scored else ()) for n in decimals(line.text)]
        if len(coded) == 1 and numbers:
            line, code = coded[0]
            yield QuestionScore(str(code), numbers[0], line, row, tuple(numbers[1:]))
        elif len(coded) == len(numbers):
            for (line, code), number in zip(coded, numbers, strict=True):
                yield QuestionScore(str(code), number, line, row)
        return


def mentioned_codes(row: RowView) -> list[str]:
    """All codes of a row."""
    return [str(code) for line in row.lines for code in codes_in(line.text)]
