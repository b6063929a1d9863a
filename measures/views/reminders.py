"""What was sent to whom, and one's own calendar address."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from agencies.decorators import requires
from agencies.middleware import AgencyRequest
from agencies.models import Division, Role
from agencies.permissions import can
from measures.calendar_feed import (
    active_feed,
    calendar_of,
    issue_feed,
    member_of_feed,
    revoke_feed,
)  # fmt: skip
from measures.models import Reminder
from measures.reminding import unreachable_divisions
from measures.selectors import current_plan
from measures.sending import MAX_ATTEMPTS


@require_safe
@requires("read")
def reminders(request: AgencyRequest) -> HttpResponse:
    """The digests of the agency, newest first; staff see those of their division."""
    return _page(request)


def _page(request: AgencyRequest, new_address: str = "") -> HttpResponse:
    rows = Reminder.objects.filter(agency=request.agency).select_related("division")
    if request.membership.role == Role.STAFF:
        rows = rows.filter(division=request.membership.division)
    page = Paginator(rows.order_by("-day", "address"), 50).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "max_attempts": MAX_ATTEMPTS,
        "feed": active_feed(request.agency, request.user),
        "new_address": new_address,
        "sends_mail": not settings.EMAIL_BACKEND.endswith("console.EmailBackend"),
        "unreachable": _unreachable(request),
    }
    return render(request, "measures/reminders.html", context)


def _unreachable(request: AgencyRequest) -> list[Division]:
    """Whom no reminder reaches, for those who can do something about it."""
    if not can(request.membership, "review_progress"):
        return []
    return unreachable_divisions(request.agency, current_plan(request.agency))


@require_POST
@requires("read", to_read="read")
def change_calendar(request: AgencyRequest, verb: str) -> HttpResponse:
    """Make a new address, or revoke the present one. The answer to the first is the only page
    that ever shows the secret."""
    if verb == "issue":
        token = issue_feed(agency=request.agency, user=request.user)
        path = reverse("calendar-feed", kwargs={"token": token})
        return _page(request, f"{settings.SITE_URL}{path}")
    if verb == "revoke":
        revoke_feed(agency=request.agency, user=request.user)
        messages.success(request, "ยกเลิกที่อยู่ปฏิทินแล้ว ที่อยู่เดิมใช้ไม่ได้อีก")
    else:
        raise Http404
    return redirect("reminders", agency_slug=request.agency.slug)


@require_safe
@login_not_required
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar for whoever knows its secret address; 404 for anything else."""
    member = member_of_feed(token)
    if member is None:
        raise Http404
    response = HttpResponse(calendar_of(member), content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, max-age=900"
    response["X-Robots-Tag"] = "noindex"
    return response
