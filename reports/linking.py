"""From what was read in a document to rows of the database: codes, names and dates."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db import models

from agencies.models import Agency, Division
from assessments.models import Framework, Indicator, Item, Question, SubIndicator, Topic
from ita_portal.thai.text import search_key
from measures.deadlines import deadline_to_json, last_due_date
from measures.models import Measure
from reports.readers.recognised import RecognisedMeasure

Row = TypeVar("Row", bound=models.Model)

# A name by which a division is meant to be everybody.
ALL_DIVISIONS = "ทุกส่วนราชการ"


class Linker:
    """Finds, for one agency and year, the rows that imported measures refer to.

    Codes are looked up in the framework of the year before first (whose result the measures
    answer), then in the plan's own year. Divisions that the agency lacks are added.
    """

    def __init__(self, agency: Agency, fiscal_year: int) -> None:
        self._agency = agency
        self._frameworks = [
            framework
            for year in (fiscal_year - 1, fiscal_year)
            if (framework := Framework.objects.current(year))
        ]
        self._divisions: dict[str, Division] = {}
        for division in agency.divisions.all():
            for name in (division.name, *division.aliases):
                self._divisions[search_key(name)] = division

    def plain_values(self, source: RecognisedMeasure) -> dict[str, Any]:
        """The measure's fields that are not texts: lines, dates, deadlines."""
        due = last_due_date(source.deadlines, source.period_end)
        return {
            "group_headings": list(source.group_headings),
            "officers": "\n".join(source.officers),
            "deadlines": [deadline_to_json(deadline) for deadline in source.deadlines],
            "due_date": due,
            "period_start": source.period_start,
            "period_end": source.period_end,
            "extra": [list(pair) for pair in source.extra],
        }

    def link(self, measure: Measure, source: RecognisedMeasure) -> None:
        """Set the links of a stored measure. What is linked already and not named stays."""
        measure.indicators.add(*self._rows(Indicator, "number", source.indicators))
        measure.sub_indicators.add(*self._rows(SubIndicator, "number", source.sub_indicators))
        measure.questions.add(*self._rows(Question, "code", source.questions))
        measure.items.add(*self._rows(Item, "code", source.items))
        measure.topics.add(*self._rows(Topic, "number", source.topics))
        measure.divisions.add(*(self._division(name) for name in source.divisions))

    def _rows(self, model: type[Row], key: str, values: Iterable[object]) -> list[Row]:
        """For each value the row of the first framework that has it."""
        found = []
        for value in values:
            for framework in self._frameworks:
                query = model._default_manager.filter(framework=framework, **{key: value})
                if row := query.first():
                    found.append(row)
                    break
        return found

    def _division(self, name: str) -> Division:
        key = search_key(name)
        if key not in self._divisions:
            self._divisions[key] = Division.objects.create(
                agency=self._agency,
                name=name,
                covers_all=name == ALL_DIVISIONS,
                position=len(self._divisions) + 1,
            )
        return self._divisions[key]
