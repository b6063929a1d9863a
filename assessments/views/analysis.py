"""What a result says, and what it would take."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.decorators import requires
from agencies.middleware import AgencyRequest
from assessments import analysis
from assessments.arithmetic import rate
from assessments.catalogue import LevelEntry
from assessments.loaders import get_reading
from assessments.reaching import ways_to_reach
from assessments.selectors import Reading


@require_safe
@requires("read")
def analysis_page(request: AgencyRequest, year: int) -> HttpResponse:
    """Weak and strong points, what the scores leave open, and the way to a level."""
    reading = get_reading(request, year)
    catalogue, sheet, result = reading.catalogue, reading.sheet, reading.result
    scores = sheet.scores
    level = _level(request, reading)
    items = [p for p in analysis.weak_points(catalogue, scores, sheet.guidance) if p.score == 0]
    context: dict[str, Any] = {
        "reading": reading,
        "year": reading.assessment.year,
        "weakest": analysis.weakest_indicators(catalogue, result),
        "by_instrument": [
            (entry, analysis.weakest_indicators(catalogue, result, instrument=entry.code))
            for entry in catalogue.instruments
        ],
        "weak_points": analysis.weak_points(catalogue, scores, sheet.guidance),
        "unlisted": [
            (catalogue.indicator(row.indicator), row)
            for row in analysis.unlisted_questions(catalogue, scores, result)
        ],
        "strengths": [
            (catalogue.indicator(number), list(points))
            for number, points in groupby(
                analysis.strengths(catalogue, scores, sheet.guidance), key=lambda p: p.indicator
            )
        ],
        "strongest": analysis.strongest_indicators(catalogue, result),
        "zero_items": sorted(items, key=lambda row: -(row.points or 0)),
        "from_items": analysis.oit_from_items(catalogue, scores),
        "levels": catalogue.levels,
        "level": level,
        "ways": ways_to_reach(catalogue, scores, result, level) if level else [],
    }
    return render(request, "assessments/analysis.html", context)


def _level(request: AgencyRequest, reading: Reading) -> LevelEntry | None:
    """The level that the address names, else the next one above the computed rating."""
    levels = reading.catalogue.levels
    code = request.GET.get("level", "")
    if code:
        chosen = next((level for level in levels if level.code == code), None)
        if chosen is None:
            raise Http404
        return chosen
    total = reading.result.total.computed
    if total is None or not levels:
        return None
    instruments = {code: figure.value for code, figure in reading.result.instruments.items()}
    now = rate(total, instruments, levels)
    position = levels.index(now) if now in levels else len(levels)
    return levels[max(position - 1, 0)]
