"""How many measures stand where: of a plan, of each division, of each indicator."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from agencies.models import Division
from assessments.models import Indicator
from measures.models import Measure, MeasurePlan
from measures.selectors import StatusCounts
from measures.worklist import Standing, counts_of


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts of one row. ``query`` narrows the table of measures to the same ones; it is
    empty for those that belong nowhere, which have a list of their own."""

    label: str
    query: str
    counts: StatusCounts


@dataclass(frozen=True, slots=True)
class Tallies:
    """The rows of a dashboard. A measure of two divisions is counted in both."""

    divisions: tuple[Tally, ...]
    indicators: tuple[Tally, ...]


def tally(plan: MeasurePlan, standings: Iterable[Standing], today: date) -> Tallies:
    """The measures of a plan by division and by indicator. Four queries."""
    rows = {row.pk: row for row in standings}
    divisions = Division.objects.filter(agency=plan.agency_id)
    indicators = Indicator.objects.filter(measure__plan=plan).distinct()
    return Tallies(
        _rows(
            "division", {d.pk: d.name for d in divisions}, _links(plan, "divisions"), rows, today
        ),
        _rows(
            "indicator",
            {i.pk: f"{i.number}. {i.name}" for i in indicators.order_by("number", "pk")},
            _links(plan, "indicators"),
            rows,
            today,
        ),
    )


def belonging_nowhere(plan: MeasurePlan, what: str) -> QuerySet[Measure]:
    """The measures without any of ``what``: divisions or indicators."""
    rows = Measure.objects.filter(plan=plan, **{what: None})
    return rows.order_by("position", "pk").prefetch_related("progress")


def _links(plan: MeasurePlan, what: str) -> list[tuple[int, int]]:
    linked = Measure.objects.filter(plan=plan, **{f"{what}__isnull": False})
    return list(linked.order_by().values_list(what, "pk"))


def _rows(
    name: str,
    labels: Mapping[int, str],
    links: Iterable[tuple[int, int]],
    rows: Mapping[int, Standing],
    today: date,
) -> tuple[Tally, ...]:
    """A row for everything that has measures, in the order of ``labels``, then the rest."""
    members: dict[int, set[int]] = defaultdict(set)
    for key, measure in links:
        members[key].add(measure)
    placed = set().union(*members.values())
    tallies = [
        Tally(label, f"{name}={key}", counts_of((rows[pk] for pk in members[key]), today))
        for key, label in labels.items()
        if key in members
    ]
    if rest := rows.keys() - placed:
        tallies.append(Tally("", "", counts_of((rows[pk] for pk in rest), today)))
    return tuple(tallies)
