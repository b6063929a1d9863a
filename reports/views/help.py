"""Help where one stands: the first day, the words of ITA, the keys, the design."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.decorators import requires
from agencies.middleware import AgencyRequest
from reports.overviews.design import swatches
from reports.overviews.first_day import first_day as first_day_steps


@require_safe
@requires("read")
def first_day(request: AgencyRequest) -> HttpResponse:
    """From an empty agency to a published page, step by step."""
    steps = first_day_steps(request.membership, date.today())
    following = next((step for step in steps if not step.is_done), None)
    return render(request, "overviews/first_day.html", {"steps": steps, "following": following})


@require_safe
@requires("read")
def glossary(request: AgencyRequest) -> HttpResponse:
    """The words of ITA in plain Thai, from ``fixtures/glossary.json``."""
    path = Path(settings.BASE_DIR) / "fixtures" / "glossary.json"
    terms = json.loads(path.read_text(encoding="utf-8"))
    return render(request, "overviews/glossary.html", {"terms": terms})


@require_safe
@requires("read")
def shortcuts(request: AgencyRequest) -> HttpResponse:
    """The keys, and how to switch them off."""
    return render(request, "overviews/shortcuts.html")


@require_safe
@requires("read")
def design(request: AgencyRequest) -> HttpResponse:
    """The design system: what there is, each as it looks."""
    return render(request, "overviews/design.html", {"swatches": swatches()})
