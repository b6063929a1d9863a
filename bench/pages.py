"""Every working page of an agency with 1,000 measures, a result and a draft report: the walk along
the links that a coordinator can follow, one page of each kind, and which of them is slowest."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

from bench.measures import make_agency
from bench.measuring import Row, cpu_seconds, set_up_portal
from bench.overviews import ask_as, plain_static_addresses

ALLOWED = 150  # milliseconds, by issue 7
# Pages that show the whole report, all its 1,000 measures at once.
WHOLE_REPORT = {"report", "edit-report-texts"}
# The check of all measures itself is another bench's (``check_seeds``).
LEFT_OUT = {"check-report", "measure-findings", "edit-wording", "edit-layout"}


def run() -> list[Row]:
    """Milliseconds of CPU of the slowest pages, of all beside the limit."""
    set_up_portal()
    plain_static_addresses()
    agency, user = make_year()
    ask = ask_as(user)
    found = {name: 1000 * cpu_seconds(lambda a=address: ask(a), runs=2)
             for name, address in walk(ask, f"/work/{agency.slug}/").items()}  # fmt: skip
    ordered = sorted(found.items(), key=lambda pair: -pair[1])
    others = [pair for pair in ordered if pair[0] not in WHOLE_REPORT]
    whole = [pair for pair in ordered if pair[0] in WHOLE_REPORT]
    limit = f"allowed ({len(found)} kinds of page seen)"
    return [
        *(Row(f"page {name}", value, "CPU ms", limit, ALLOWED) for name, value in others[:6]),
        *(Row(f"whole report: {name}", value, "CPU ms", limit, ALLOWED) for name, value in whole),
    ]


def make_year() -> tuple[Any, Any]:
    """The agency of ``bench.measures`` with last year's scores and a draft report."""
    from django.conf import settings

    from assessments.frameworks import load_frameworks
    from assessments.models import Assessment, Framework, IndicatorScore
    from measures.models import MeasurePlan
    from reports.drafting import begin_report

    load_frameworks(settings.BASE_DIR / "fixtures" / "frameworks")
    agency, user, _ = make_agency("thousand-with-scores")
    framework = Framework.objects.current(2565)
    assert framework
    assessment = Assessment.objects.create(
        agency=agency, framework=framework, announced_total="83.94", announced_rating="B"
    )
    for indicator in framework.indicators.all():
        IndicatorScore.objects.create(
            agency=agency, assessment=assessment, indicator=indicator, score=70 + indicator.number
        )
    plan = MeasurePlan.objects.get(agency=agency)
    begin_report(plan=plan, kind="progress", round="6m", actor=user)
    return agency, user


def walk(ask: Callable[[str], Any], start: str) -> dict[str, str]:
    """One address of each kind of working page that links lead to."""
    from django.urls import Resolver404, resolve

    waiting, found = [start], {}
    while waiting:
        address = waiting.pop(0)
        path = urlsplit(address).path
        try:
            name = resolve(path).url_name
        except Resolver404:
            continue
        if (
            not path.startswith("/work/")
            or "." in path
            or name is None
            or name in {*found, *LEFT_OUT}
        ):
            continue
        found[name] = address
        links = re.findall(r'href="([^"#]+)', ask(address).content.decode())
        waiting += [urljoin(address, unescape(link)) for link in links]
    return found
