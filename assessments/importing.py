"""From a workbook's bytes to a stored result: all or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from agencies.models import Agency, User
from assessments.analysis import oit_from_items, unlisted_questions
from assessments.arithmetic import compute
from assessments.catalogue import Catalogue
from assessments.models import Assessment, Framework
from assessments.recording import record_scores
from assessments.spreadsheets.scores import Problem, ReadScores, question_doubts, read_scores
from ita_portal.spreadsheets import read_workbook


class ScoresRefused(Exception):
    """The workbook has problems; nothing was stored. ``problems`` name their cells."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(str(problem) for problem in problems))


@dataclass(frozen=True, slots=True)
class ImportedScores:
    """What was stored, and what looks wrong in it."""

    assessment: Assessment
    warnings: tuple[str, ...]


def read_score_file(
    content: bytes, *, name: str, catalogue: Catalogue, agency: Agency
) -> ReadScores:
    """What a workbook tells of the agency, by the framework of the year. Stores nothing.

    Raises ``UnreadableDocument`` for a file that is no workbook, with a Thai message.
    """
    names = (agency.name, agency.short_name, *agency.aliases)
    return read_scores(read_workbook(content, name=name), catalogue, names)


def import_scores(
    *, agency: Agency, framework: Framework, content: bytes, name: str, actor: User | None
) -> ImportedScores:
    """Read a workbook and store what it tells; what it does not tell stays as it is.

    Raises ``UnreadableDocument`` and ``ScoresRefused``; then nothing has changed.
    """
    catalogue = Catalogue.from_framework(framework)
    read = read_score_file(content, name=name, catalogue=catalogue, agency=agency)
    if read.problems:
        raise ScoresRefused(read.problems)
    assessment = record_scores(
        agency=agency,
        framework=framework,
        sheet=read.sheet,
        actor=actor,
        verb="imported",
        source=name,
    )
    return ImportedScores(assessment, warnings_of(read, catalogue))


def warnings_of(read: ReadScores, catalogue: Catalogue) -> tuple[str, ...]:
    """What looks wrong in the scores that were read, as sentences."""
    scores = read.sheet.scores
    result = compute(catalogue, scores)
    told = [*read.warnings, *question_doubts(read.sheet)]
    told += [
        f"ตัวชี้วัดที่ {row.indicator}: คะแนนข้อมูล OIT คำนวณได้ {row.computed} แต่ระบุ {row.given}"
        for row in oit_from_items(catalogue, scores)
        if not row.agrees
    ]
    told += [
        row.contradiction
        for row in unlisted_questions(catalogue, scores, result)
        if row.contradiction
    ]
    return tuple(told)
