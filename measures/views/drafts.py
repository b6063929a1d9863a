"""Keeping what is typed, while it is typed."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from agencies.decorators import requires
from agencies.middleware import AgencyRequest
from measures.drafting import discard_draft, is_form_of, keep_draft
from measures.errors import NotPossible
from measures.views.going_back import back_to


@require_POST
@requires("update_progress")
def save_draft(request: AgencyRequest, key: str) -> HttpResponse:
    """Keep the fields of a form for their writer; a small script posts here."""
    if not is_form_of(request.agency, key):
        raise Http404
    try:
        keep_draft(agency=request.agency, user=request.user, key=key, data=request.POST)
    except NotPossible as reason:
        return HttpResponse(str(reason), status=413, content_type="text/plain; charset=utf-8")
    return HttpResponse(status=204)


@require_POST
@requires("update_progress")
def drop_draft(request: AgencyRequest, key: str) -> HttpResponse:
    """Throw away what was typed and go back to what is saved."""
    if not is_form_of(request.agency, key):
        raise Http404
    discard_draft(request.agency, request.user, key)
    return back_to(request, "overview", agency_slug=request.agency.slug)
