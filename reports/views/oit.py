"""The public index of what an agency discloses: the page that NACC's assessors look for."""

from __future__ import annotations

from itertools import groupby

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from agencies.models import Agency
from assessments.models import Disclosure
from ita_portal.thai.fiscal import FiscalYear


@login_not_required
@require_safe
def oit_index(request: HttpRequest, public_slug: str, year: int) -> HttpResponse:
    """The answers that the agency has published for a year; 404 when there is none. Three
    queries. Who sees to an item, its history and the checks of its links stay inside."""
    agency = get_object_or_404(Agency, slug=public_slug)
    answers = list(
        Disclosure.objects.of_year(agency, year)
        .published()
        .select_related("item__sub_indicator")
        .order_by("item__number")
    )
    if not answers:
        raise Http404
    groups = [
        (sub, list(rows)) for sub, rows in groupby(answers, key=lambda row: row.item.sub_indicator)
    ]
    context = {"agency_shown": agency, "year": FiscalYear(year), "groups": groups}
    response = render(request, "published/oit.html", context)
    response["Cache-Control"] = "public, max-age=300"
    return response
