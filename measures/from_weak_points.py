"""From the weak points of a result to measures of the year after, and which have none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from agencies.events import log_event
from agencies.models import Agency, User
from assessments.analysis import WeakPoint, weak_indicator_points, weak_points
from assessments.catalogue import Catalogue
from assessments.models import Assessment, Framework, Indicator, Item, Question
from assessments.selectors import Reading
from ita_portal.thai.dates import find_deadlines
from ita_portal.thai.fiscal import FiscalYear
from measures.editing import create_measure
from measures.models import Measure, MeasurePlan, UnplannedWeakPoint

Entry = Indicator | Question | Item


@dataclass(frozen=True, slots=True)
class CoveredPoint:
    """A weak point with the measures that answer it, or the reason why there is none.

    ``earlier`` is the agency's newest measure of another plan on the same thing, in whatever
    year's code: its texts are what a new measure begins with.
    """

    point: WeakPoint
    measures: tuple[Measure, ...] = ()
    reason: str = ""
    earlier: Measure | None = None

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to decide."""
        return not self.measures and not self.reason


@dataclass
class _Linked:
    """Measures by what they are linked to, in the terms of one catalogue."""

    by_key: dict[str, list[Measure]] = field(default_factory=dict)

    def add(self, key: str, measure: Measure) -> None:
        rows = self.by_key.setdefault(key, [])
        if measure not in rows:
            rows.append(measure)


def weak_points_of(reading: Reading) -> list[WeakPoint]:
    """The indicators below the mark, each followed by its weak questions and items; weak items of
    an indicator that passes come last."""
    points = weak_points(reading.catalogue, reading.sheet.scores, reading.sheet.guidance)
    found: list[WeakPoint] = []
    for indicator in weak_indicator_points(reading.catalogue, reading.result):
        found.append(indicator)
        found += [point for point in points if point.indicator == indicator.indicator]
    return found + [point for point in points if point not in found]


def coverage(agency: Agency, reading: Reading) -> list[CoveredPoint]:
    """Every weak point with its measures, its reason, or neither. Nine queries whatever the
    number of measures."""
    plan_year = reading.assessment.fiscal_year + 1
    measures = list(
        Measure.objects.filter(agency=agency)
        .prefetch_related("plan")
        .order_by("-plan__fiscal_year", "position")
    )
    links = _links_of_measures(agency)
    now = _linked(
        reading.catalogue, [m for m in measures if m.plan.fiscal_year == plan_year], links
    )
    before = _linked(
        reading.catalogue, [m for m in measures if m.plan.fiscal_year != plan_year], links
    )
    reasons = {
        f"{row.level}-{row.code}": row.reason
        for row in UnplannedWeakPoint.objects.filter(assessment=reading.assessment)
    }
    return [
        CoveredPoint(
            point,
            tuple(_answering(now, point)),
            reasons.get(point.key, ""),
            next(iter(before.by_key.get(point.key, [])), None),
        )
        for point in weak_points_of(reading)
    ]


def _links_of_measures(agency: Agency) -> dict[int, list[Entry]]:
    """The indicators, questions and items of every measure by its number. (``prefetch_related``
    would make three managers and querysets for each of a thousand measures.)"""
    links: dict[int, list[Entry]] = defaultdict(list)
    for name in ("indicators", "questions", "items"):
        relation: Any = Measure._meta.get_field(name)
        pairs = relation.remote_field.through.objects.filter(measure__agency=agency).values_list(
            relation.m2m_column_name(), relation.m2m_reverse_name()
        )
        entries = relation.related_model.objects.select_related("framework").in_bulk(
            {entry for _, entry in pairs}
        )
        for measure, entry in pairs:
            links[measure].append(entries[entry])
    return links


def _linked(
    catalogue: Catalogue, measures: Iterable[Measure], links: Mapping[int, list[Entry]]
) -> _Linked:
    """Links into other years' frameworks are translated by title, text or name."""
    linked = _Linked()
    translated: dict[Entry, str] = {}
    for measure in measures:
        rows = links.get(measure.pk, [])
        is_whole = all(isinstance(row, Indicator) for row in rows)
        for row in rows:
            if row not in translated:
                translated[row] = key_in(catalogue, row)
            linked.add(translated[row], measure)
            if is_whole:
                linked.add(f"whole-{translated[row]}", measure)
    return linked


def key_in(catalogue: Catalogue, row: Entry) -> str:
    """The key of a row within the catalogue's year; "" when it has no counterpart there."""
    same_year = row.framework.fiscal_year == catalogue.fiscal_year
    if isinstance(row, Indicator):
        named = catalogue.indicator(row.number) if same_year else None
        entry = named or catalogue.indicator_by_name(row.name)
        return f"indicator-{entry.number}" if entry else ""
    if isinstance(row, Question):
        asked = catalogue.question(row.code) if same_year else catalogue.question_by_text(row.text)
        return f"question-{asked.code}" if asked else ""
    item = catalogue.item(row.code) if same_year else catalogue.item_by_title(row.title)
    return f"item-{item.code}" if item else ""


def _answering(linked: _Linked, point: WeakPoint) -> Iterator[Measure]:
    """Measures on the point itself; on its indicator as a whole they answer its questions too,
    and a measure on a question or item is one on its indicator."""
    yield from linked.by_key.get(point.key, [])
    if point.level != "indicator":
        own = linked.by_key.get(point.key, [])
        whole = linked.by_key.get(f"whole-indicator-{point.indicator}", [])
        yield from (measure for measure in whole if measure not in own)


@transaction.atomic
def make_measures_for(
    *, agency: Agency, reading: Reading, keys: Collection[str], actor: User | None
) -> list[Measure]:
    """A measure for each chosen weak point in the plan of the year after, which is made when
    there is none. Points that have a measure of their own are passed over, so that pressing
    twice makes nothing twice. Texts come from the agency's earlier measure on the same thing,
    else from the guidance of the analysis; dates of another year are not taken over."""
    plan = _plan(agency, reading.assessment, actor)
    made = []
    for row in coverage(agency, reading):
        if row.point.key in keys and not row.measures:
            links = _links(reading.assessment.framework, row)
            values = _texts(reading.catalogue, row)
            made.append(create_measure(plan=plan, actor=actor, values=values, links=links))
    UnplannedWeakPoint.objects.filter(
        assessment=reading.assessment,
        pk__in=[
            each.pk
            for each in UnplannedWeakPoint.objects.filter(assessment=reading.assessment)
            if f"{each.level}-{each.code}" in keys
        ],
    ).delete()
    return made


def _plan(agency: Agency, assessment: Assessment, actor: User | None) -> MeasurePlan:
    plan, created = MeasurePlan.objects.get_or_create(
        agency=agency,
        fiscal_year=assessment.fiscal_year + 1,
        defaults={"source_assessment": assessment},
    )
    if created:
        log_event(agency=agency, actor=actor, verb="created", thing=plan)
    elif plan.source_assessment_id is None:
        MeasurePlan.objects.filter(pk=plan.pk).update(source_assessment=assessment)
    return plan


def _texts(catalogue: Catalogue, row: CoveredPoint) -> dict[str, str]:
    point, earlier = row.point, row.earlier
    entry = catalogue.indicator(point.indicator)
    heading = f"ตัวชี้วัดที่ {entry.number} {entry.name}" if entry else ""
    lines = [heading]
    if point.level != "indicator":
        lines.append(f"{point.code} {point.text}".strip())
    texts = {
        "issue": "\n".join(line for line in lines if line),
        "instrument": entry.instrument if entry else "",
        "steps": point.guidance,
    }
    if earlier is not None:
        year = FiscalYear(catalogue.fiscal_year + 1)
        texts["steps"] = earlier.steps or point.guidance
        texts["monitoring"] = _timeless(earlier.monitoring, year)
        texts["responsible_text"] = earlier.responsible_text
        texts["officers"] = earlier.officers
    return texts


def _timeless(text: str, year: FiscalYear) -> str:
    """The lines without a date of another fiscal year: last year's date must not be copied."""
    return "\n".join(
        line
        for line in text.split("\n")
        if all(
            found.date is None or found.year_inferred or year.contains(found.date)
            for found in find_deadlines(line, year)
        )
    )


def _links(framework: Framework, row: CoveredPoint) -> Mapping[str, list[Any]]:
    point = row.point
    links: dict[str, list[Any]] = {
        "indicators": list(framework.indicators.filter(number=point.indicator))
    }
    if point.level == "question":
        links["questions"] = list(framework.questions.filter(code=point.code))
    elif point.level == "item":
        item = list(framework.items.filter(code=point.code).select_related("sub_indicator"))
        links["items"] = item
        links["sub_indicators"] = [each.sub_indicator for each in item if each.sub_indicator]
    if row.earlier is not None:
        links["divisions"] = list(row.earlier.divisions.all())
    return links


@transaction.atomic
def explain_no_measure(
    *, reading: Reading, key: str, reason: str, actor: User | None
) -> UnplannedWeakPoint | None:
    """Keep why a weak point gets no measure; an empty reason takes it back. Raises
    ``KeyError`` when the result has no such weak point."""
    points = {point.key: point for point in weak_points_of(reading)}
    point = points[key]
    assessment = reading.assessment
    stands = UnplannedWeakPoint.objects.filter(
        assessment=assessment, level=point.level, code=point.code
    ).first()
    before = stands.reason if stands else ""
    if reason == before:
        return stands
    if not reason and stands:
        stands.delete()
        stands = None
    else:
        stands = stands or UnplannedWeakPoint(
            assessment=assessment, level=point.level, code=point.code
        )
        stands.reason, stands.decided_by = reason, actor
        stands.save()
    log_event(agency=assessment.agency, actor=actor, verb="changed", thing=assessment,
              changes={f"ไม่กำหนดมาตรการ {point.code}": (before, reason)})  # fmt: skip
    return stands
