"""Finding measures, reports and items by a word, however its Thai was typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from agencies.models import Agency
from assessments.models import Framework, Item, Question
from ita_portal.thai.text import search_key
from measures.models import Measure
from reports.models import Report
from reports.selectors import reports_of

SHOWN = 30  # of each kind; the page says how many there are in all
SHORTEST, LONGEST = 2, 100  # letters of a query without blanks


@dataclass(frozen=True, slots=True)
class Found:
    """What a query finds; the counts are of everything, the rows are the first of each kind."""

    measures: Sequence[Measure]
    measure_count: int
    reports: Sequence[Report]
    parts: Sequence[Item | Question]
    part_count: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing was found at all."""
        return not (self.measure_count or self.reports or self.part_count)


def is_searchable(query: str) -> bool:
    """Whether the query has letters enough to look for."""
    return SHORTEST <= len(search_key(query)) <= LONGEST


def search(agency: Agency, query: str) -> Found:
    """All that contains the query, the newest year first. Six queries."""
    key = search_key(query)
    measures = (
        Measure.objects.of_agency(agency)
        .filter(search_text__contains=key)
        .order_by("-plan__fiscal_year", "position")
    )
    parts = [
        row
        for row in _parts()
        if key in search_key(f"{row.code} {row.title if isinstance(row, Item) else row.text}")
    ]
    return Found(
        measures=list(measures[:SHOWN]),
        measure_count=measures.count(),
        reports=[row for row in reports_of(agency) if key in _text(row)],
        parts=parts[:SHOWN],
        part_count=len(parts),
    )


def _text(report: Report) -> str:
    return search_key(f"{report}\n{report.title_lines}\n{report.intro}\n{report.source_name}")


def _parts() -> list[Item | Question]:
    """Items and questions of the newest edition of every year, the newest year first."""
    frameworks = Framework.objects.newest_editions()
    rows: list[Item | Question] = [
        *Item.objects.filter(framework__in=frameworks).select_related("framework"),
        *Question.objects.filter(framework__in=frameworks).select_related("framework"),
    ]
    return sorted(rows, key=lambda row: (-row.framework.fiscal_year, row.code[0], row.number))
