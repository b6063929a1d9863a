"""Which weak points nobody has answered yet, without reading a thousand measures."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from agencies.models import Agency
from assessments.analysis import WeakPoint
from assessments.models import Assessment, Indicator, Item, Question
from assessments.selectors import read_assessments
from measures.from_weak_points import key_in, weak_points_of
from measures.models import Measure, UnplannedWeakPoint


def open_weak_points(agency: Agency, year: int) -> list[WeakPoint] | None:
    """The weak points of a year's result that have neither a measure in the year after nor a
    reason: those that ``measures.from_weak_points.coverage`` calls open. None without a result
    of that year. 19 queries."""
    assessment = Assessment.objects.of_year(agency, year)
    if assessment is None:
        return None
    reading = read_assessments([assessment])[0]
    measures = Measure.objects.filter(agency=agency, plan__fiscal_year=year + 1)
    whole = measures.filter(questions=None, items=None)
    answered = {
        key_in(reading.catalogue, row)
        for model in (Indicator, Question, Item)
        for row in model.objects.filter(measure__in=measures).select_related("framework").distinct()
    }
    answered_whole = {
        key_in(reading.catalogue, row)
        for row in Indicator.objects.filter(measure__in=whole)
        .select_related("framework")
        .distinct()
    }
    reasons = UnplannedWeakPoint.objects.filter(assessment=assessment)
    explained = {f"{row.level}-{row.code}" for row in reasons}
    return [
        point
        for point in weak_points_of(reading)
        if point.key not in answered | explained
        and not (point.level != "indicator" and f"indicator-{point.indicator}" in answered_whole)
    ]


def _linked(model: type[Any], measures: QuerySet[Measure]) -> QuerySet[Any]:
    rows: QuerySet[Any] = model.objects.filter(measure__in=measures)
    return rows.select_related("framework").distinct()
