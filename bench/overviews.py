"""Pages over everything: the overseer's list of 900 agencies, and an executive's dashboard of
1,000 measures, each beside the same page with next to nothing on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from bench.measuring import Row, cpu_seconds, set_up_portal

AGENCIES, MEASURES_EACH = 900, 10
MANY_MEASURES = 1_000


def run() -> list[Row]:
    """Rows in milliseconds of CPU for one request, with sessions and rendering."""
    set_up_portal()
    plain_static_addresses()
    many, few = ask_as(overseer(AGENCIES)), ask_as(overseer(1))
    full, small = executive(MANY_MEASURES), executive(10)
    year = "?year=2566&round=6m"
    pairs: list[tuple[str, Callable[[], Any], str, Callable[[], Any]]] = [
        ("overseer's list, 900 agencies", lambda: many(f"/work/{year}"),
         "the same with 1 agency", lambda: few(f"/work/{year}")),
        ("the same, sorted by overdue", lambda: many(f"/work/{year}&sort=-late"),
         "the same by name", lambda: many(f"/work/{year}")),
        ("dashboard, 1,000 measures", lambda: full(f"/work/bench-{MANY_MEASURES}/dashboard/{year}"),
         "the same with 10 measures", lambda: small(f"/work/bench-10/dashboard/{year}")),
    ]  # fmt: skip
    return [
        Row(name, 1000 * cpu_seconds(work), "CPU ms", reference, 1000 * cpu_seconds(other))
        for name, work, reference, other in pairs
    ]


def plain_static_addresses() -> None:
    """Addresses of static files without collecting and compressing them first."""
    from django.conf import settings

    storage = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": storage}}


def ask_as(user: Any) -> Callable[[str], Any]:
    """A function that gets a page as this person, and fails unless it is there."""
    from django.test import Client

    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")

    def ask(address: str) -> Any:
        response = client.get(address)
        assert response.status_code == 200, response
        return response

    return ask


def overseer(count: int) -> Any:
    """Somebody who oversees this many agencies with ten measures each."""
    from agencies.models import Agency, Membership, Role, User
    from measures.models import Measure, MeasurePlan, Progress

    user = User.objects.create(username=f"overseer-of-{count}")
    agencies = Agency.objects.bulk_create(
        Agency(name=f"เทศบาลตำบลที่ {n:03}", slug=f"many-{count}-{n}", kind="subdistrict",
               district=f"อำเภอ {n % 20}", province=f"จังหวัด {n % 5}")
        for n in range(count)
    )  # fmt: skip
    Membership.objects.bulk_create(
        Membership(user=user, agency=agency, role=Role.OVERSEER) for agency in agencies
    )
    plans = MeasurePlan.objects.bulk_create(
        MeasurePlan(agency=agency, fiscal_year=2566) for agency in agencies
    )
    measures = Measure.objects.bulk_create(
        Measure(agency=plan.agency, plan=plan, position=n, title=f"มาตรการที่ {n}",
                due_date=date(2023, 3, 31))
        for plan in plans for n in range(1, MEASURES_EACH + 1)
    )  # fmt: skip
    Progress.objects.bulk_create(
        Progress(agency_id=measure.agency_id, measure=measure, round="6m",
                 status="done" if measure.pk % 3 else "in_progress")
        for measure in measures
    )  # fmt: skip
    return user


def executive(count: int) -> Callable[[str], Any]:
    """The executive of an agency with this many measures, a result and twelve divisions."""
    from django.conf import settings

    from agencies.models import Agency, Division, Membership, Role, User
    from assessments.frameworks import load_frameworks
    from assessments.models import Assessment, Framework, IndicatorScore
    from measures.models import Measure, MeasurePlan, Progress

    load_frameworks(settings.BASE_DIR / "fixtures" / "frameworks")
    framework = Framework.objects.current(2565)
    assert framework
    agency = Agency.objects.create(name="เทศบาลเมืองใหญ่", slug=f"bench-{count}", kind="town")
    user = User.objects.create(username=f"executive-of-{count}")
    Membership.objects.create(user=user, agency=agency, role=Role.EXECUTIVE)
    divisions = [Division.objects.create(agency=agency, name=f"กองที่ {n}") for n in range(12)]
    assessment = Assessment.objects.create(
        agency=agency, framework=framework, announced_total="83.94", announced_rating="B"
    )
    indicators = list(framework.indicators.all())
    for indicator in indicators:
        IndicatorScore.objects.create(
            agency=agency, assessment=assessment, indicator=indicator, score=70 + indicator.number
        )
    plan = MeasurePlan.objects.create(agency=agency, fiscal_year=2566, source_assessment=assessment)
    measures = Measure.objects.bulk_create(
        Measure(agency=agency, plan=plan, position=n, title=f"มาตรการที่ {n}", steps="ขั้นตอน " * 40,
                due_date=date(2023, 3, 31))
        for n in range(1, count + 1)
    )  # fmt: skip
    Measure.divisions.through.objects.bulk_create(
        Measure.divisions.through(measure=m, division=divisions[m.position % 12]) for m in measures
    )
    Measure.indicators.through.objects.bulk_create(
        Measure.indicators.through(measure=m, indicator=indicators[m.position % 8])
        for m in measures
    )
    Progress.objects.bulk_create(
        Progress(agency=agency, measure=m, round="6m",
                 status=("done", "in_progress", "not_started")[m.position % 3])
        for m in measures
    )  # fmt: skip
    return ask_as(user)
