"""The table of 1,000 measures: a page of 50, filtered, searched, sorted, beside an empty page that
also asks for login, agency and frame. Median of wall-clock time within the server."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from bench.measuring import Row, set_up_portal
from bench.overviews import ask_as, plain_static_addresses

MEASURES, RUNS = 1_000, 15
EMPTY = "an empty logged-in page"
PAGES = {
    "50 of 1,000 measures": "",
    "the same, filtered by status and division": "&status=in_progress&division={division}",
    "the same, searched in Thai": "&q=ขั้น ตอนที่ ๗",
    "the same, sorted by status, page 7": "&sort=status&page=7",
    "the same, every column": "".join(
        f"&col={key}"
        for key in ("position", "heading", "codes", "divisions", "steps", "monitoring", "due_date",
                    "status", "results", "note", "review", "evidence", "updated")
    ),
}  # fmt: skip


def run() -> list[Row]:
    """Milliseconds and queries of each page."""
    set_up_portal()
    plain_static_addresses()
    agency, user, division = make_agency()
    ask = ask_as(user)
    empty = milliseconds(lambda: ask(f"/work/{agency.slug}/reminders/"))
    rows = []
    for name, query in PAGES.items():
        address = f"/work/{agency.slug}/measures/?round=6m{query.format(division=division.pk)}"
        rows.append(Row(name, milliseconds(lambda a=address: ask(a)), "ms", EMPTY, empty))
        rows.append(Row(f"{name}: queries", queries(lambda a=address: ask(a)), "", "allowed", 15))
    work = milliseconds(lambda: ask(f"/work/{agency.slug}/"))
    return [*rows, Row("my work, 1,000 measures", work, "ms", EMPTY, empty)]


def milliseconds(work: Callable[[], Any]) -> float:
    """The median time of some runs after one that warms up."""
    work()
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return 1000 * statistics.median(times)


def queries(work: Callable[[], Any]) -> int:
    """How many queries it takes."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        work()
    return len(captured)


def make_agency(slug: str = "thousand") -> tuple[Any, Any, Any]:
    """An agency whose plan has 1,000 measures of ten divisions, most of them reported."""
    from agencies.models import Agency, Division, Membership, Role, User
    from measures.models import Measure, MeasurePlan, Progress

    agency = Agency.objects.create(name="เทศบาลตำบลพันเรื่อง", slug=slug, kind="subdistrict")
    user = User.objects.create(username=f"coordinator-of-{slug}")
    Membership.objects.create(user=user, agency=agency, role=Role.COORDINATOR)
    divisions = Division.objects.bulk_create(
        Division(agency=agency, name=f"กองที่ {n}", position=n) for n in range(10)
    )
    plan = MeasurePlan.objects.create(agency=agency, fiscal_year=2566)
    measures = [
        Measure(
            agency=agency, plan=plan, position=n, title=f"มาตรการเรื่องที่ {n}",
            issue="การเผยแพร่ข้อมูลของหน่วยงาน", due_date=date(2022, 10, 1) + timedelta(days=n % 365),
            steps="\n".join(f"{k}. ขั้นตอนที่ {k} ประชุมชี้แจงและรายงานผลต่อผู้บริหาร" for k in range(1, 9)),
            monitoring="รายงานผลภายในเดือนมีนาคม ๒๕๖๖", responsible_text="ทุกกอง",
        )
        for n in range(1, MEASURES + 1)
    ]  # fmt: skip
    for measure in measures:
        measure.search_text = measure.searchable()  # a bulk insert does not call save()
    measures = Measure.objects.bulk_create(measures)
    Measure.divisions.through.objects.bulk_create(
        Measure.divisions.through(measure=measure, division=divisions[measure.position % 10])
        for measure in measures
    )
    Progress.objects.bulk_create(
        Progress(agency=agency, measure=measure, round="6m", status="in_progress",
                 results="ดำเนินการแล้วบางส่วน", updated_by=user, updated_at=user.date_joined)
        for measure in measures if measure.position % 4
    )  # fmt: skip
    return agency, user, divisions[0]
