"""What everybody may read: the snapshots, byte for byte as they were published."""

from __future__ import annotations

from hashlib import sha256

from csp.decorators import csp_replace
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404, render
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from agencies.models import Agency
from reports.frozen_page import as_embedded, as_version
from reports.overviews.public_agency import public_view
from reports.pictures import CONTENT_TYPES as PICTURE_TYPES
from reports.selectors import (
    StoredFile,
    find_file,
    find_picture,
    newest_publications,
    publications_at,
)
from reports.writers.formats import CONTENT_TYPES

IMMUTABLE = "public, max-age=31536000, immutable"


@login_not_required
@require_safe
def agency_page(request: HttpRequest, public_slug: str) -> HttpResponse:
    """The years and items that an agency has published; 404 when it has published nothing."""
    agency = get_object_or_404(Agency, slug=public_slug)
    publications = newest_publications(agency)
    if not publications:
        raise Http404
    context = {
        "agency_shown": agency,
        "publications": publications,
        "view": public_view(agency, publications),
    }
    return render(request, "published/agency.html", context)


@login_not_required
@require_safe
def published_page(request: HttpRequest, public_slug: str, year: int, item: str) -> HttpResponse:
    """The newest version of an item."""
    return _serve(request, find_file(public_slug, year, item, "html"), "html")


@login_not_required
@require_safe
def published_file(
    request: HttpRequest,
    public_slug: str,
    year: int,
    item: str,
    format: str,
    version: int | None = None,
) -> HttpResponse:
    """The PDF or the data of an item, of the newest version or of a named one."""
    if format not in CONTENT_TYPES or format == "html":
        raise Http404
    stored = find_file(public_slug, year, item, format, version)
    return _serve(request, stored, format, stays=version is not None)


@login_not_required
@require_safe
def published_picture(
    request: HttpRequest,
    public_slug: str,
    year: int,
    item: str,
    name: str,
    version: int | None = None,
) -> HttpResponse:
    """A picture of a published page, of whatever version: its name stands for its content."""
    content = find_picture(public_slug, year, item, name)
    if content is None:
        raise Http404
    response = HttpResponse(content, content_type=PICTURE_TYPES[name.rpartition(".")[2]])
    response["Cache-Control"] = IMMUTABLE
    return response


@login_not_required
@require_safe
def old_version(
    request: HttpRequest, public_slug: str, year: int, item: str, version: int
) -> HttpResponse:
    """A named version. An old one says so above its unchanged text."""
    stored = find_file(public_slug, year, item, "html", version)
    if stored is None:
        raise Http404
    newest = publications_at(public_slug, year, item).latest("version").version
    page = as_version(stored.content, version=version, newest=newest)
    return _answer(request, page, CONTENT_TYPES["html"], sha256(page).hexdigest())


@login_not_required
@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type]
def embedded_page(request: HttpRequest, public_slug: str, year: int, item: str) -> HttpResponse:
    """The newest version for a frame on the municipality's own site. Only this page may be
    framed by others: it shows what everybody may read, and nothing can be done on it."""
    stored = find_file(public_slug, year, item, "html")
    if stored is None:
        raise Http404
    address = f"{settings.SITE_URL}/{public_slug}/{year}/{item}/"
    page = as_embedded(stored.content, address=address)
    return _answer(request, page, CONTENT_TYPES["html"], sha256(page).hexdigest())


def _serve(
    request: HttpRequest, stored: StoredFile | None, format: str, *, stays: bool = False
) -> HttpResponse:
    if stored is None:
        raise Http404
    response = _answer(request, stored.content, CONTENT_TYPES[format], stored.sha256, stays=stays)
    if format != "html":
        response["Content-Disposition"] = f'inline; filename="{stored.filename}"'
    return response


def _answer(
    request: HttpRequest, content: bytes, content_type: str, digest: str, *, stays: bool = False
) -> HttpResponse:
    etag = f'"{digest}"'
    if request.headers.get("If-None-Match") == etag:
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = HttpResponse(content, content_type=content_type)
    response["ETag"] = etag
    # What is at the address of a version never changes. Elsewhere a correction must be seen
    # soon: browsers ask again, and 304 costs nothing.
    response["Cache-Control"] = IMMUTABLE if stays else "public, max-age=300"
    return response
