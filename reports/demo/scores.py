"""The results of three years: scores as announced, totals and ratings as computed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from agencies.events import log_event
from agencies.models import Agency
from assessments.models import (
    Assessment,
    Framework,
    IndicatorScore,
    ItemScore,
    QuestionScore,
)
from assessments.selectors import result_of
from reports.demo.agencies import People
from reports.demo.data import read_data

FULL, NONE = Decimal(100), Decimal(0)


def store_assessments() -> None:
    """Store every assessment of the demonstration. The frameworks must be loaded."""
    for data in read_data("scores"):
        _store_assessment(data)


def _store_assessment(data: dict[str, Any]) -> None:
    agency = Agency.objects.get(slug=data["agency"])
    coordinator = People.of(agency).coordinator
    assessment = Assessment.objects.create(
        agency=agency,
        framework=Framework.objects.newest_editions().get(fiscal_year=data["fiscal_year"]),
        announced_total=Decimal(data["announced_total"]),
        announced_rating=data["announced_rating"],
        updated_by=coordinator,
    )
    _store_scores(assessment, data)
    result = result_of(assessment)
    assessment.computed_total = result.total.computed
    assessment.computed_rating = result.rating.name if result.rating else ""
    assessment.save()
    log_event(agency=agency, actor=coordinator, verb="created", thing=assessment)


def _store_scores(assessment: Assessment, data: dict[str, Any]) -> None:
    """Rows of all levels; an item has all points unless it is named as one without."""
    framework = assessment.framework
    owner: dict[str, Any] = {"assessment": assessment, "agency": assessment.agency}
    guidance = data.get("guidance", {})
    indicators = {str(row.number): row for row in framework.indicators.all()}
    IndicatorScore.objects.bulk_create(
        IndicatorScore(**owner, indicator=indicators[number], score=Decimal(score))
        for number, score in data["indicators"].items()
    )
    questions = {row.code: row for row in framework.questions.all()}
    QuestionScore.objects.bulk_create(
        QuestionScore(
            **owner,
            question=questions[code],
            score=Decimal(score),
            guidance=guidance.get(code, ""),
        )
        for code, score in data.get("questions", {}).items()
    )
    without = data.get("items_without_score")
    if without is None:
        return
    ItemScore.objects.bulk_create(
        ItemScore(
            **owner,
            item=item,
            score=NONE if item.code in without else FULL,
            guidance=guidance.get(item.code, ""),
        )
        for item in framework.items.all()
    )
