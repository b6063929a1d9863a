"""Views of the table that somebody keeps for themselves."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from agencies.decorators import requires
from agencies.middleware import AgencyRequest
from measures.models import SavedView
from measures.views.going_back import back_to

MAX_VIEWS = 50


@require_POST
@requires("read", to_read="read")
def save_view(request: AgencyRequest) -> HttpResponse:
    """Keep the filters, columns and order of an address under a name; the same name replaces."""
    name = request.POST.get("name", "").strip()[:80]
    query = QueryDict(request.POST.get("query", "").lstrip("?")).urlencode()
    own = SavedView.objects.filter(agency=request.agency, user=request.user)
    if not name:
        messages.error(request, "กรุณาตั้งชื่อมุมมอง")
    elif len(query) > 1000 or own.count() >= MAX_VIEWS:
        messages.error(request, "บันทึกมุมมองนี้ไม่ได้ เพราะมีเงื่อนไขหรือมุมมองมากเกินไป")
    else:
        SavedView.objects.update_or_create(
            agency=request.agency, user=request.user, name=name, defaults={"query": query}
        )
        messages.success(request, f"บันทึกมุมมอง “{name}” แล้ว")
    return back_to(request, "measures", agency_slug=request.agency.slug)


@require_POST
@requires("read", to_read="read")
def delete_view(request: AgencyRequest, pk: int) -> HttpResponse:
    """Forget one's own view; somebody else's is 404."""
    view = get_object_or_404(SavedView, agency=request.agency, user=request.user, pk=pk)
    view.delete()
    messages.success(request, f"ลบมุมมอง “{view.name}” แล้ว")
    return back_to(request, "measures", agency_slug=request.agency.slug)
