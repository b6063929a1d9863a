"""The first page after the login, and the page that a monitor asks for."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.generic import TemplateView

from agencies.models import Membership, Role


class HomeView(TemplateView):
    """Leads a person with one agency straight to its work; others choose."""

    template_name = "agencies/choose.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        memberships = list(
            Membership.objects.filter(user_id=request.user.pk or 0, agency__is_active=True)
            .select_related("agency")
            .order_by("agency__name")
        )
        if len(memberships) == 1:
            return redirect(first_page(memberships[0]), agency_slug=memberships[0].agency.slug)
        if memberships and all(member.role == Role.OVERSEER for member in memberships):
            return redirect("oversight")
        if not memberships and getattr(request.user, "is_staff", False):
            return redirect("agencies")
        return self.render_to_response(self.get_context_data(memberships=memberships))


def first_page(membership: Membership) -> str:
    """The name of the page where a member's day begins: reading for some, work for the others."""
    reads = membership.role in (Role.EXECUTIVE, Role.OVERSEER)
    return "dashboard" if reads else "overview"


@login_not_required
def health(request: HttpRequest) -> HttpResponse:
    """Says "ok" when the portal answers and its database does; nothing else."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
