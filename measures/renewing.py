"""A plan for a new year from last year's: texts taken over, dates moved, links mapped to the new
framework. Results and evidence stay with the year that they belong to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models, transaction

from agencies.events import log_event
from agencies.models import Agency, User
from assessments.catalogue import Catalogue
from assessments.codes import find_codes
from assessments.models import Assessment, Framework, Item, Question
from ita_portal.thai.fiscal import FiscalYear
from ita_portal.thai.numerals import to_arabic, to_thai
from measures.editing import create_measure
from measures.errors import NotPossible
from measures.measure_form import framework_of
from measures.models import Measure, MeasurePlan
from measures.moving_dates import move_day, move_years

_TEXTS = ("title", "issue", "steps", "monitoring", "period_text")


@dataclass(frozen=True, slots=True)
class Renewed:
    """The new plan, and the links that the new framework has no place for, as sentences."""

    plan: MeasurePlan
    unmapped: tuple[str, ...]


def begin_plan(*, agency: Agency, fiscal_year: int, actor: User) -> MeasurePlan:
    """An empty plan of a year; it answers the result of the year before, if that is known."""
    with transaction.atomic():
        if MeasurePlan.objects.filter(agency=agency, fiscal_year=fiscal_year).exists():
            raise NotPossible(f"มีแผนมาตรการปีงบประมาณ พ.ศ. {fiscal_year} อยู่แล้ว")
        plan = MeasurePlan.objects.create(
            agency=agency,
            fiscal_year=fiscal_year,
            source_assessment=Assessment.objects.of_year(agency, fiscal_year - 1),
        )
        log_event(agency=agency, actor=actor, verb="created", thing=plan)
    return plan


def renew_plan(
    *, source: MeasurePlan, fiscal_year: int, actor: User, only_open: bool = False
) -> Renewed:
    """A plan of another year with the measures of ``source``, or with those that were not done.
    Raises ``NotPossible`` when the year has a plan already."""
    with transaction.atomic():
        plan = begin_plan(agency=source.agency, fiscal_year=fiscal_year, actor=actor)
        mapping = LinkMapping(framework_of(plan))
        for measure in source.measures.order_by("position"):
            if only_open and measure.progress.filter(status="done").exists():
                continue
            _renew(measure, plan, mapping, actor)
    return Renewed(plan, tuple(dict.fromkeys(mapping.unmapped)))


def _renew(measure: Measure, plan: MeasurePlan, mapping: LinkMapping, actor: User) -> None:
    years = plan.fiscal_year - measure.plan.fiscal_year
    links: dict[str, Sequence[models.Model]] = mapping.links(measure)
    links["divisions"] = list(measure.divisions.all())
    values: dict[str, Any] = {
        name: move_years(getattr(measure, name), measure.plan.year, years) for name in _TEXTS
    }
    values["issue"] = mapping.recode(values["issue"])
    values["title"] = mapping.recode(values["title"])
    for name in ("instrument", "responsible_text", "officers"):
        values[name] = getattr(measure, name)
    values["group_headings"] = list(measure.group_headings)
    values["due_date"] = _due(measure, years, plan.year)
    create_measure(plan=plan, actor=actor, values=values, links=links)


def _due(measure: Measure, years: int, year: FiscalYear) -> date | None:
    """The old due date moved, for a measure whose texts name no date."""
    if measure.due_date is None:
        return None
    return min(max(move_day(measure.due_date, years), year.start), year.end)


@dataclass
class LinkMapping:
    """Finds in the new framework what a link of the old one meant: by title, text or name, never
    by its code, which means something else every year."""

    new: Framework | None
    unmapped: list[str] = field(default_factory=list)
    codes: dict[str, str] = field(default_factory=dict)  # old code -> new code

    def __post_init__(self) -> None:
        self._catalogue = Catalogue.from_framework(self.new) if self.new else None

    def links(self, measure: Measure) -> dict[str, Sequence[models.Model]]:
        """The links of a measure as rows of the new framework."""
        catalogue = self._catalogue
        if catalogue is None:
            return {}
        finders: dict[str, tuple[str, Callable[[Any], Any]]] = {
            "indicators": ("number", lambda row: catalogue.indicator_by_name(row.name)),
            "sub_indicators": ("number", lambda row: catalogue.sub_indicator_by_name(row.name)),
            "questions": ("code", lambda row: catalogue.question_by_text(row.text)),
            "items": ("code", lambda row: catalogue.item_by_title(row.title)),
            "topics": ("number", lambda row: catalogue.topic_by_name(row.name)),
        }
        return {
            name: [
                found
                for row in getattr(measure, name).all()
                if (found := self._find(row, key, finder)) is not None
            ]
            for name, (key, finder) in finders.items()
        }

    def _find(self, row: Any, key: str, finder: Callable[[Any], Any]) -> models.Model | None:
        if row.framework_id == (self.new.pk if self.new else None):
            return row  # type: ignore[no-any-return]
        entry = finder(row)
        if entry is None:
            self.unmapped.append(f"{row}")
            return None
        found: models.Model = type(row).objects.get(
            framework=self.new, **{key: getattr(entry, key)}
        )
        if isinstance(row, Question | Item) and row.code != entry.code:
            self.codes[row.code] = entry.code
        return found

    def recode(self, text: str) -> str:
        """The text with old codes replaced by the new ones, in the digits of the writer."""
        for code in reversed(find_codes(text)):
            new = self.codes.get(str(code))
            if new is None:
                continue
            old_digits = code.text[-len(str(code.number)) :]
            digits = new[1:] if old_digits == to_arabic(old_digits) else to_thai(new[1:])
            typed = code.text[: -len(old_digits)] + digits
            text = text[: code.start] + typed + text[code.end :]
        return text
