"""One's own account: who one is here, the password, the second factor."""

from __future__ import annotations

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies.models import Membership


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Roles in all agencies, and the ways to password and second factor."""
    context = {
        "memberships": Membership.objects.filter(user_id=request.user.pk or 0)
        .select_related("agency", "division")
        .order_by("agency__name"),
        "has_second_factor": is_mfa_enabled(request.user),
        "needs_second_factor": settings.REQUIRE_MFA,
    }
    return render(request, "agencies/account.html", context)
