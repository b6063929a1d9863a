"""Reading assessments: the stored scores as values to compute with."""

from __future__ import annotations

from assessments.arithmetic import Result, Scores, compute
from assessments.catalogue import Catalogue
from assessments.models import Assessment


def scores_of(assessment: Assessment) -> Scores:
    """All stored scores of an assessment, in five queries."""
    return Scores(
        total=assessment.announced_total,
        instruments=dict(assessment.instrument_scores.values_list("instrument__code", "score")),
        indicators=dict(assessment.indicator_scores.values_list("indicator__number", "score")),
        sub_indicators=dict(
            assessment.sub_indicator_scores.values_list("sub_indicator__number", "score")
        ),
        questions=dict(assessment.question_scores.values_list("question__code", "score")),
        items=dict(assessment.item_scores.values_list("item__code", "score")),
    )


def result_of(assessment: Assessment, catalogue: Catalogue | None = None) -> Result:
    """The figures of an assessment by its own framework. Give the framework's ``catalogue``
    when several assessments share it."""
    return compute(
        catalogue or Catalogue.from_framework(assessment.framework), scores_of(assessment)
    )
