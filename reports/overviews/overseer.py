"""Many agencies side by side: what an overseer of a district or province sees of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, FilteredRelation, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from agencies.models import Agency, Role, User
from assessments.models import Assessment
from measures.models import MeasurePlan, Progress, Status
from reports.models import Publication, ReportKind


@dataclass(frozen=True, slots=True)
class Band:
    """A range of total scores, both ends included; without ends: no score is known."""

    key: str
    label: str
    least: Decimal | None = None
    most: Decimal | None = None


BANDS = (
    Band("95", "95.00 ขึ้นไป", Decimal(95), Decimal(100)),
    Band("85", "85.00 ถึง 94.99", Decimal(85), Decimal("94.99")),
    Band("70", "70.00 ถึง 84.99", Decimal(70), Decimal("84.99")),
    Band("0", "ต่ำกว่า 70.00", Decimal(0), Decimal("69.99")),
    Band("none", "ยังไม่มีคะแนน"),
)


def overseen(user: User) -> QuerySet[Agency]:
    """The agencies that this person oversees, and no others."""
    return Agency.objects.filter(
        memberships__user=user, memberships__role=Role.OVERSEER, is_active=True
    )


def newest_year(agencies: QuerySet[Agency]) -> int | None:
    """The newest fiscal year in which any of them has a plan."""
    plans = MeasurePlan.objects.filter(agency__in=agencies)
    newest: int | None = plans.aggregate(newest=Max("fiscal_year"))["newest"]
    return newest


def years_of(agencies: QuerySet[Agency]) -> list[int]:
    """The fiscal years in which any of them has a plan, newest first."""
    plans = MeasurePlan.objects.filter(agency__in=agencies).order_by("-fiscal_year")
    return list(plans.values_list("fiscal_year", flat=True).distinct())


def with_standing(agencies: QuerySet[Agency], year: int, round: str, today: date) -> QuerySet[Any]:
    """Each agency with its figures of a year and round: ``total``, ``done``, ``late``,
    ``published`` (the report of the round is out), ``score`` (of the year before)."""
    done = Progress.objects.filter(
        measure=OuterRef("plan_of_year__measures"), round=round, status=Status.DONE
    )
    published = Publication.objects.filter(
        agency=OuterRef("pk"), report__plan__fiscal_year=year, report__round=round,
        report__kind=ReportKind.PROGRESS,
    )  # fmt: skip
    scores = Assessment.objects.filter(agency=OuterRef("pk"), fiscal_year=year - 1)
    past = Q(plan_of_year__measures__due_date__lt=today)
    rows: QuerySet[Any] = (
        agencies.alias(plan_of_year=FilteredRelation("plans", condition=Q(plans__fiscal_year=year)))
        .alias(is_done=Exists(done))
        .annotate(
            total=Count("plan_of_year__measures"),
            done=Count("plan_of_year__measures", filter=Q(is_done=True)),
            late=Count("plan_of_year__measures", filter=past & Q(is_done=False)),
            published=Exists(published),
            score=Subquery(scores.values_list(Coalesce("announced_total", "computed_total"))[:1]),
        )
    )
    return rows


def in_band(agencies: QuerySet[Any], key: str) -> QuerySet[Any]:
    """Those of ``with_standing`` whose score lies in a band."""
    band = next(band for band in BANDS if band.key == key)
    if band.least is None:
        return agencies.filter(score__isnull=True)
    return agencies.filter(score__range=(band.least, band.most))


def summary(agencies: QuerySet[Any]) -> dict[str, int]:
    """How many of ``with_standing`` there are of each kind that the page links to. One query."""
    rows = list(agencies.values_list("published", "late", "total"))
    counts = {
        "all": len(rows),
        "published": sum(1 for published, _, _ in rows if published),
        "late": sum(1 for _, late, _ in rows if late),
        "no_plan": sum(1 for _, _, total in rows if not total),
    }
    return counts | {"unpublished": counts["all"] - counts["published"]}
