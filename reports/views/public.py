"""What everybody may read: the snapshots, byte for byte as they were published."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from agencies.models import Agency
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

# Where the notice of an old version goes; the frozen page carries this mark.
NOTICE_MARK = b"<!-- notice -->"


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
    return _serve(request, find_file(public_slug, year, item, format, version), format)


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
    response["Cache-Control"] = "public, max-age=31536000, immutable"
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
    newest = publications_at(public_slug, year, item).latest("version")
    if newest.version == version:
        return _serve(request, stored, "html")
    notice = render_to_string("published/_old_notice.html", {"newest": newest})
    content = stored.content.replace(NOTICE_MARK, notice.encode(), 1)
    # The frozen page's links are relative to the item's address, one step above this one.
    content = content.replace(b'href="../', b'href="../../')
    return HttpResponse(content, content_type=CONTENT_TYPES["html"])


def _serve(request: HttpRequest, stored: StoredFile | None, format: str) -> HttpResponse:
    if stored is None:
        raise Http404
    etag = f'"{stored.sha256}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified(headers={"ETag": etag})
    response = HttpResponse(stored.content, content_type=CONTENT_TYPES[format])
    response["ETag"] = etag
    # A correction must be seen soon: browsers ask again, and 304 costs nothing.
    response["Cache-Control"] = "public, max-age=300"
    if format != "html":
        response["Content-Disposition"] = f'inline; filename="{stored.filename}"'
    return response
