"""One search over measures, reports and the items of all years."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.decorators import requires
from agencies.middleware import AgencyRequest
from reports.overviews.search import LONGEST, is_searchable, search


@require_safe
@requires("read")
def search_page(request: AgencyRequest) -> HttpResponse:
    """What the query finds in this agency; without a query the form alone."""
    query = request.GET.get("q", "").strip()[: 2 * LONGEST]
    found = search(request.agency, query) if is_searchable(query) else None
    return render(request, "overviews/search.html", {"query": query, "found": found})
