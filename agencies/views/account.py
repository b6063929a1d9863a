"""One's own account: who one is here, the password, the second factor."""

from __future__ import annotations

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from agencies.forms import OwnNameForm
from agencies.middleware import SignedInRequest
from agencies.models import Membership
from agencies.people import change_own_name


@require_http_methods(["GET", "POST"])
def account(request: SignedInRequest) -> HttpResponse:
    """Roles in all agencies, one's own name, and the ways to password and second factor."""
    user = request.user
    initial = {"display_name": str(user), "email": user.email}
    form = OwnNameForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        change_own_name(user=user, **form.cleaned_data)
        messages.success(request, "บันทึกชื่อและอีเมลแล้ว")
        return redirect("account")
    context = {
        "form": form,
        "memberships": Membership.objects.filter(user_id=request.user.pk or 0)
        .select_related("agency", "division")
        .order_by("agency__name"),
        "has_second_factor": is_mfa_enabled(request.user),
        "needs_second_factor": settings.REQUIRE_MFA,
    }
    status = 422 if form.errors else 200
    return render(request, "agencies/account.html", context, status=status)
