"""Looking at results: all years, one year at a glance, one indicator down to its questions."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.decorators import requires
from agencies.middleware import AgencyRequest
from agencies.models import Event
from assessments.analysis import (
    explain_difference,
    oit_from_items,
    unlisted_questions,
    weakest_indicators,
)
from assessments.arithmetic import passes
from assessments.comparing import indicator_rows, total_change, year_before
from assessments.loaders import get_framework
from assessments.models import Framework
from assessments.selectors import Reading, read_years


@require_safe
@requires("read")
def score_years(request: AgencyRequest) -> HttpResponse:
    """All years and the trend of each indicator. 17 queries whatever the years and agencies."""
    readings = read_years(request.agency)
    have = {reading.assessment.fiscal_year for reading in readings}
    years = [row for row in Framework.objects.newest_editions() if row.fiscal_year not in have]
    context = {"readings": readings, "rows": indicator_rows(readings), "empty_years": years}
    return render(request, "assessments/years.html", context)


@require_safe
@requires("read")
def score_year(request: AgencyRequest, year: int) -> HttpResponse:
    """The year at a glance: total, rating, the ten indicators and what changed."""
    readings = years_until(request, year)
    if not readings:
        framework = get_framework(request, year)
        weights = framework.instruments.values_list("weight", flat=True)
        can_compute = bool(weights) and None not in weights
        context = {"framework": framework, "can_compute": can_compute}
        return render(request, "assessments/year_empty.html", context)
    reading = readings[0]
    current = Framework.objects.current(year)
    context = {
        "reading": reading,
        "year": reading.assessment.year,
        "rows": indicator_rows(readings),
        "rating": reading.assessment.announced_rating
        or (reading.result.rating.name if reading.result.rating else ""),
        "previous": year_before(readings),
        "change": total_change(readings),
        "weakest": weakest_indicators(reading.catalogue, reading.result),
        "difference": explain_difference(reading.catalogue, reading.sheet.scores, reading.result),
        "passed": reading.passed,
        "newer": current if current != reading.assessment.framework else None,
        "history": Event.objects.filter(agency=request.agency).of(reading.assessment)[:10],
    }
    return render(request, "assessments/year.html", context)


@require_safe
@requires("read")
def indicator_page(request: AgencyRequest, year: int, number: int) -> HttpResponse:
    """One indicator: its years, and its questions, or its sub-indicators and items."""
    readings = years_until(request, year)
    if not readings or readings[0].catalogue.indicator(number) is None:
        raise Http404
    reading = readings[0]
    catalogue, scores = reading.catalogue, reading.sheet.scores
    row = next(row for row in indicator_rows(readings) if row.entry.number == number)
    unlisted = unlisted_questions(catalogue, scores, reading.result)
    context = {
        "reading": reading,
        "year": reading.assessment.year,
        "row": row,
        "figure": reading.result.indicators[number],
        "questions": question_lines(reading, number),
        "subs": sub_indicator_lines(reading, number),
        "unlisted": next((u for u in unlisted if u.indicator == number), None),
        "from_items": next(
            (f for f in oit_from_items(catalogue, scores) if f.indicator == number), None
        ),
    }
    return render(request, "assessments/indicator.html", context)


def years_until(request: AgencyRequest, year: int) -> Sequence[Reading]:
    """The agency's results from a year back, that year first; empty when it has none."""
    readings = [r for r in read_years(request.agency) if r.assessment.fiscal_year <= year]
    return readings if readings and readings[0].assessment.fiscal_year == year else []


def question_lines(reading: Reading, number: int) -> list[dict[str, object]]:
    """The questions of an indicator with what is known of them."""
    sheet, mark = reading.sheet, reading.catalogue.pass_mark
    return [
        {
            "entry": entry,
            "score": sheet.questions.get(entry.code),
            "passed": passes(sheet.questions.get(entry.code), mark),
            "options": sheet.options.get(entry.code, ()),
            "guidance": sheet.guidance.get(entry.code, ""),
        }
        for entry in reading.catalogue.questions
        if entry.indicator == number
    ]


def sub_indicator_lines(reading: Reading, number: int) -> list[dict[str, object]]:
    """The sub-indicators of an OIT indicator with their items."""
    catalogue, sheet = reading.catalogue, reading.sheet
    return [
        {
            "entry": sub,
            "figure": reading.result.sub_indicators[sub.number],
            "items": [
                {
                    "entry": item,
                    "score": sheet.items.get(item.code),
                    "guidance": sheet.guidance.get(item.code, ""),
                }
                for item in catalogue.items
                if item.sub_indicator == sub.number
            ],
        }
        for sub in catalogue.sub_indicators
        if sub.indicator == number
    ]
