"""Reads of measures that need a join or a rule."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery

from agencies.models import Agency
from assessments.models import IndicatorScore, ItemScore, QuestionScore, SubIndicatorScore
from measures.models import Measure, MeasurePlan, MeasureQuerySet, Progress, Status


def with_status(measures: MeasureQuerySet, round: str, status: str) -> MeasureQuerySet:
    """Those with this status in the round. No report yet counts as not started."""
    reported = Progress.objects.filter(measure=OuterRef("pk"), round=round)
    if status == Status.NOT_STARTED:
        return measures.exclude(Exists(reported.exclude(status__in=["", Status.NOT_STARTED])))
    return measures.filter(Exists(reported.filter(status=status)))


def overdue(measures: MeasureQuerySet, round: str, today: date) -> MeasureQuerySet:
    """Those past their due date and not done in the round (the rule of ``Progress.is_overdue``)."""
    done = Progress.objects.filter(measure=OuterRef("pk"), round=round, status=Status.DONE)
    return measures.filter(Q(due_date__lt=today), ~Exists(done))


def progress_of(measure: Measure, round: str) -> Progress:
    """The progress of a round from the prefetched rows, or an empty one that is not stored."""
    for progress in measure.progress.all():
        if progress.round == round:
            progress.measure = measure  # no query for what is at hand
            return progress
    return Progress(measure=measure, agency_id=measure.agency_id, round=round, version=0)


@dataclass(frozen=True)
class StatusCounts:
    """How many measures of a plan stand where, in one round."""

    total: int
    done: int
    in_progress: int
    not_started: int
    overdue: int

    @property
    def percent_done(self) -> int:
        """Whole per cent; 0 for an empty plan."""
        return round(100 * self.done / self.total) if self.total else 0


def count_statuses(measures: Iterable[Measure], round: str, today: date) -> StatusCounts:
    """Counts over measures that were fetched with ``for_lists``."""
    rows = [progress_of(measure, round) for measure in measures]
    done = sum(row.status == Status.DONE for row in rows)
    in_progress = sum(row.status == Status.IN_PROGRESS for row in rows)
    return StatusCounts(
        total=len(rows),
        done=done,
        in_progress=in_progress,
        not_started=len(rows) - done - in_progress,
        overdue=sum(row.is_overdue(today) for row in rows),
    )


def current_plan(agency: Agency, fiscal_year: int | None = None) -> MeasurePlan | None:
    """The agency's plan of the year, or the one that is worked on when no year is named."""
    plans = MeasurePlan.objects.filter(agency=agency)
    if fiscal_year:
        return plans.filter(fiscal_year=fiscal_year).first()
    return plan_in_work(plans, date.today())


def plan_in_work(plans: Iterable[MeasurePlan], today: date) -> MeasurePlan | None:
    """The newest plan whose year has begun, so that one prepared for next year does not hide the
    work of this year; else the first that there is."""
    newest_first = sorted(plans, key=lambda plan: -plan.fiscal_year)
    begun = (plan for plan in newest_first if plan.year.start <= today)
    return next(begun, newest_first[-1] if newest_first else None)


@dataclass(frozen=True, slots=True)
class LinkedScore:
    """What a measure answers: an indicator, question or item, with its score if it has one."""

    name: str
    score: Decimal | None


def linked_scores(measure: Measure) -> list[LinkedScore]:
    """The links of a measure with their scores in the result that the plan answers. Two queries
    a kind of link that the measure has."""
    assessment = measure.plan.source_assessment_id
    kinds: tuple[tuple[str, type[models.Model], str], ...] = (
        ("indicators", IndicatorScore, "indicator"),
        ("sub_indicators", SubIndicatorScore, "sub_indicator"),
        ("questions", QuestionScore, "question"),
        ("items", ItemScore, "item"),
    )
    told = []
    for link, model, field in kinds:
        rows = list(getattr(measure, link).all())
        found: dict[int, Decimal] = {}
        if rows and assessment:
            scores = model._default_manager.filter(assessment=assessment)
            found = dict(scores.filter(**{f"{field}__in": rows}).values_list(field, "score"))
        told += [LinkedScore(str(row), found.get(row.pk)) for row in rows]
    return told + [LinkedScore(str(topic), None) for topic in measure.topics.all()]


def neighbours(measure: Measure) -> tuple[Measure | None, Measure | None]:
    """The measures before and after it in the plan."""
    others = Measure.objects.filter(plan=measure.plan_id).only("pk", "title", "issue", "position")
    before = others.filter(position__lt=measure.position).order_by("-position").first()
    after = others.filter(position__gt=measure.position).order_by("position").first()
    return before, after


def measures_in_round(agency: Agency, plan: MeasurePlan | None, round: str) -> MeasureQuerySet:
    """The measures of a plan for a list, with what stands in the round to sort by."""
    reported = Progress.objects.filter(measure=OuterRef("pk"), round=round)
    rows: MeasureQuerySet = (
        Measure.objects.of_agency(agency)
        .filter(plan=plan)
        .for_lists()
        .annotate(
            round_status=Subquery(reported.values("status")),
            round_review=Subquery(reported.values("review")),
            round_completion=Subquery(reported.values("completion_date")),
            round_updated=Subquery(reported.values("updated_at")),
        )
    )
    return rows
