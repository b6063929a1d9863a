"""Reading assessments: the stored scores as values to compute with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, prefetch_related_objects

from agencies.models import Agency
from assessments.arithmetic import Result, Scores, compute, passes
from assessments.catalogue import Catalogue, catalogues_of
from assessments.models import (
    Assessment,
    Framework,
    IndicatorScore,
    InstrumentScore,
    ItemScore,
    QuestionScore,
    SubIndicatorScore,
)
from assessments.score_sheet import Option, ScoreSheet


@dataclass(frozen=True, slots=True)
class Reading:
    """An assessment with its framework's catalogue, what is stored and what follows from it."""

    assessment: Assessment
    catalogue: Catalogue
    sheet: ScoreSheet
    result: Result

    @property
    def passed(self) -> bool | None:
        """Whether the total reaches the pass mark of its year; None when either is not known."""
        return passes(self.result.total.value, self.catalogue.pass_mark)


def prefetch_scores(assessments: Sequence[Assessment]) -> None:
    """All scores of the assessments, in six queries however many there are."""
    prefetch_related_objects(
        assessments,
        Prefetch("instrument_scores", InstrumentScore.objects.select_related("instrument")),
        Prefetch("indicator_scores", IndicatorScore.objects.select_related("indicator")),
        Prefetch("sub_indicator_scores", SubIndicatorScore.objects.select_related("sub_indicator")),
        Prefetch(
            "question_scores",
            QuestionScore.objects.select_related("question").prefetch_related("options"),
        ),
        Prefetch("item_scores", ItemScore.objects.select_related("item")),
    )


def sheet_of(assessment: Assessment) -> ScoreSheet:
    """All that is stored of an assessment, in six queries unless it is prefetched."""
    fresh = assessment
    if not getattr(assessment, "_prefetched_objects_cache", None):
        fresh = Assessment(pk=assessment.pk)
        prefetch_scores([fresh])
    questions, items = fresh.question_scores.all(), fresh.item_scores.all()
    return ScoreSheet(
        total=assessment.announced_total,
        rating=assessment.announced_rating,
        instruments={row.instrument.code: row.score for row in fresh.instrument_scores.all()},
        indicators={row.indicator.number: row.score for row in fresh.indicator_scores.all()},
        sub_indicators={
            row.sub_indicator.number: row.score for row in fresh.sub_indicator_scores.all()
        },
        questions={row.question.code: row.score for row in questions},
        items={row.item.code: row.score for row in items},
        guidance={
            **{row.question.code: row.guidance for row in questions if row.guidance},
            **{row.item.code: row.guidance for row in items if row.guidance},
        },
        options={
            row.question.code: tuple(Option(o.text, o.score) for o in row.options.all())
            for row in questions
            if row.options.all()
        },
    )


def scores_of(assessment: Assessment) -> Scores:
    """All stored scores of an assessment, to compute with."""
    return sheet_of(assessment).scores


def result_of(assessment: Assessment, catalogue: Catalogue | None = None) -> Result:
    """The figures of an assessment by its own framework. Give the framework's ``catalogue``
    when several assessments share it."""
    return compute(
        catalogue or Catalogue.from_framework(assessment.framework), scores_of(assessment)
    )


def read_assessments(assessments: Iterable[Assessment]) -> list[Reading]:
    """Each assessment with all that is known of it: thirteen queries however many there are."""
    rows = list(assessments)
    catalogues = catalogues_of(row.framework for row in rows)
    prefetch_scores(rows)
    readings = []
    for row in rows:
        catalogue, sheet = catalogues[row.framework_id], sheet_of(row)
        readings.append(Reading(row, catalogue, sheet, compute(catalogue, sheet.scores)))
    return readings


def read_years(agency: Agency) -> list[Reading]:
    """The agency's results of all years, newest first."""
    return read_assessments(Assessment.objects.of_agency(agency))


def framework_for(agency: Agency, fiscal_year: int) -> Framework | None:
    """The edition by which the agency's year is read: its assessment's, else the newest."""
    assessment = Assessment.objects.of_year(agency, fiscal_year)
    return assessment.framework if assessment else Framework.objects.current(fiscal_year)
