"""Writing a measure itself: its texts, who is responsible, until when, what it answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from agencies.events import differences, log_event
from agencies.models import User
from ita_portal.thai.dates import find_deadlines, parse_period
from ita_portal.thai.fiscal import FiscalYear
from measures.deadlines import deadline_to_json, last_due_date
from measures.errors import MeasureConflict
from measures.models import Measure, MeasurePlan

# What a person writes; the rest is read from it or is bookkeeping.
MEASURE_FIELDS = (
    "title", "issue", "instrument", "responsible_text", "officers", "steps", "monitoring",
    "period_text", "due_date", "group_headings",
)  # fmt: skip
LINKS = ("divisions", "indicators", "sub_indicators", "questions", "items", "topics")


def create_measure(
    *,
    plan: MeasurePlan,
    actor: User | None,
    values: Mapping[str, Any],
    links: Mapping[str, Iterable[models.Model]] | None = None,
    verb: str = "created",
) -> Measure:
    """A new measure at the end of the plan. ``values`` holds any of ``MEASURE_FIELDS``; dates
    are read from the texts unless ``due_date`` is given."""
    with transaction.atomic():
        # The plan's row is held, so that two new measures do not take the same place.
        MeasurePlan.objects.select_for_update().get(pk=plan.pk)
        last = plan.measures.aggregate(last=models.Max("position"))["last"] or 0
        measure = Measure(agency=plan.agency, plan=plan, position=last + 1)
        for field, value in with_dates(plan.year, measure, values).items():
            setattr(measure, field, value)
        measure.updated_at, measure.updated_by = timezone.now(), actor
        measure.save()
        _set_links(measure, links or {})
        log_event(agency=plan.agency, actor=actor, verb=verb, thing=measure)
    return measure


def update_measure(
    *,
    measure: Measure,
    actor: User | None,
    seen_version: int,
    values: Mapping[str, Any],
    links: Mapping[str, Iterable[models.Model]] | None = None,
    verb: str = "changed",
) -> Measure:
    """Save the measure, if nobody saved since it was read; as ``update_progress``. Raises
    ``MeasureConflict``. What is linked stays where ``links`` does not name it."""
    unknown = set(values) - set(MEASURE_FIELDS) | set(links or {}) - set(LINKS)
    if unknown:
        raise TypeError(f"not a field of a measure: {unknown}")
    with transaction.atomic():
        current = Measure.objects.select_related("plan").get(pk=measure.pk)
        if current.version != seen_version:
            raise MeasureConflict(current)
        values = with_dates(current.plan.year, current, values)
        before = {field: getattr(current, field) for field in values}
        changes = {
            **differences(before, values),
            **_changed_links(current, links or {}),
        }
        if not changes:
            return current
        for field, value in values.items():
            setattr(current, field, value)
        current.version = seen_version + 1
        current.updated_at, current.updated_by = timezone.now(), actor
        fields = (*values, "version", "updated_at", "updated_by")
        written = Measure.objects.filter(pk=current.pk, version=seen_version).update(
            **{field: getattr(current, field) for field in fields},
            search_text=current.searchable(),
        )
        if not written:
            raise MeasureConflict(Measure.objects.get(pk=current.pk))
        _set_links(current, links or {})
        told = {key: pair for key, pair in changes.items() if key in (*MEASURE_FIELDS, *LINKS)}
        log_event(agency=current.agency, actor=actor, verb=verb, thing=current, changes=told)
    return current


def with_dates(year: FiscalYear, measure: Measure, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values together with the dates read from their texts.

    A due date that is given stands. Else it follows the texts, when these change.
    """
    values = dict(values)
    monitoring = values.get("monitoring", measure.monitoring)
    period_text = values.get("period_text", measure.period_text)
    if measure.pk and (monitoring, period_text) == (measure.monitoring, measure.period_text):
        return values
    deadlines = find_deadlines(monitoring, year)
    period = parse_period(period_text, year)
    read = last_due_date(deadlines, period.end if period else None)
    values["deadlines"] = [deadline_to_json(deadline) for deadline in deadlines]
    values["period_start"] = period.start if period else None
    values["period_end"] = period.end if period else None
    given: date | None = values.get("due_date")
    if given is None or (measure.pk and given == measure.due_date):
        values["due_date"] = read or given
    return values


def _changed_links(
    measure: Measure, links: Mapping[str, Iterable[models.Model]]
) -> dict[str, tuple[list[str], list[str]]]:
    """The links that change, told by their names."""
    changes = {}
    for name, rows in links.items():
        before = {row.pk: str(row) for row in getattr(measure, name).all()}
        after = {row.pk: str(row) for row in rows}
        if set(before) != set(after):
            changes[name] = (sorted(before.values()), sorted(after.values()))
    return changes


def _set_links(measure: Measure, links: Mapping[str, Iterable[models.Model]]) -> None:
    for name, rows in links.items():
        getattr(measure, name).set(rows)
