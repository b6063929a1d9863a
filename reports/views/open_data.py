"""Public data for machines: open data, feeds, the map of the site."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from agencies.models import Agency
from reports.feeds import agency_feed, site_map
from reports.models import Publication
from reports.open_data import as_csv, as_json, csv_metadata
from reports.selectors import all_newest_publications, newest_publications, published_in

_KINDS: dict[str, tuple[str, Callable[[Iterable[Publication]], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "json": ("application/json; charset=utf-8", as_json),
    "csv-metadata.json": ("application/csvm+json", lambda publications: csv_metadata()),
}


@login_not_required
@require_safe
def open_data(request: HttpRequest, public_slug: str, year: int, kind: str) -> HttpResponse:
    """The published measures of an agency and year, or what the columns mean."""
    publications = published_in(public_slug, year)
    if kind not in _KINDS or not publications:
        raise Http404
    content_type, write = _KINDS[kind]
    response = HttpResponse(write(publications), content_type=content_type)
    response["Access-Control-Allow-Origin"] = "*"  # open data is for any site's scripts
    return _cached(response)


@login_not_required
@require_safe
def feed(request: HttpRequest, public_slug: str) -> HttpResponse:
    """The agency's publications as an Atom feed."""
    agency = get_object_or_404(Agency, slug=public_slug)
    publications = newest_publications(agency)
    if not publications:
        raise Http404
    return _cached(HttpResponse(agency_feed(agency, publications), "application/atom+xml"))


@login_not_required
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public page, for search engines."""
    return _cached(HttpResponse(site_map(all_newest_publications()), "application/xml"))


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may visit: all that is public."""
    lines = ("User-agent: *", "Disallow: /work/", "Disallow: /accounts/",
             f"Sitemap: {settings.SITE_URL}/sitemap.xml", "")  # fmt: skip
    return _cached(HttpResponse("\n".join(lines), "text/plain"))


def _cached(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "public, max-age=300"
    return response
