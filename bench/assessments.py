"""Pages of results among 1,000 agencies with three years each, beside the same pages in a portal
with one agency: the time and the number of queries must not grow with the others."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from bench.measuring import Row, cpu_seconds, set_up_portal
from bench.overviews import ask_as, plain_static_addresses

AGENCIES, YEARS = 1_000, (2564, 2565, 2566)
PAGES = {
    "trend of three years": "scores/",
    "year at a glance": "scores/2566/",
    "analysis of a year": "scores/2566/analysis/",
    "weak points and measures": "coverage/2566/",
}


def run() -> list[Row]:
    """CPU milliseconds of one request, and its queries, before and after the others came."""
    from django.conf import settings

    set_up_portal()
    plain_static_addresses()
    from assessments.frameworks import load_frameworks

    load_frameworks(settings.BASE_DIR / "fixtures" / "frameworks")
    fill(1, "alone")
    ask = ask_as(coordinator("alone-0"))
    alone = {name: measured(ask, f"/work/alone-0/{page}") for name, page in PAGES.items()}
    fill(AGENCIES - 1, "many")
    among = {name: measured(ask, f"/work/alone-0/{page}") for name, page in PAGES.items()}
    return [
        Row(f"{name}, {AGENCIES:,} agencies{what}", among[name][place], unit,
            "the same with 1 agency", alone[name][place])
        for name in PAGES
        for place, (what, unit) in enumerate([("", "CPU ms"), (": queries", "queries")])
    ]  # fmt: skip


def measured(ask: Any, address: str) -> tuple[float, float]:
    """CPU milliseconds and queries of one request."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    milliseconds = 1000 * cpu_seconds(lambda: ask(address))
    with CaptureQueriesContext(connection) as queries:
        ask(address)
    return milliseconds, len(queries)


def coordinator(slug: str) -> Any:
    """Somebody who works in the agency."""
    from agencies.models import Agency, Membership, Role, User

    user = User.objects.create(username=f"coordinator-of-{slug}")
    agency = Agency.objects.get(slug=slug)
    Membership.objects.create(user=user, agency=agency, role=Role.COORDINATOR)
    return user


def fill(count: int, slug: str) -> None:
    """Agencies with three results each: ten indicators, and every item of OIT."""
    from agencies.models import Agency
    from assessments.models import Assessment, Framework, IndicatorScore, ItemScore

    agencies = Agency.objects.bulk_create(
        Agency(name=f"เทศบาลตำบล {slug} {n}", slug=f"{slug}-{n}", kind="subdistrict")
        for n in range(count)
    )
    for year in YEARS:
        framework = Framework.objects.current(year)
        assert framework
        results = Assessment.objects.bulk_create(
            Assessment(agency=agency, framework=framework, fiscal_year=year,
                       computed_total=Decimal("80.00"))
            for agency in agencies
        )  # fmt: skip
        indicators, items = list(framework.indicators.all()), list(framework.items.all())
        IndicatorScore.objects.bulk_create(
            IndicatorScore(agency_id=each.agency_id, assessment=each, indicator=row,
                           score=Decimal(70 + row.number))
            for each in results for row in indicators
        )  # fmt: skip
        ItemScore.objects.bulk_create(
            (ItemScore(agency_id=each.agency_id, assessment=each, item=row,
                       score=Decimal(100 if row.number % 7 else 0))
             for each in results for row in items),
            batch_size=5_000,
        )  # fmt: skip
