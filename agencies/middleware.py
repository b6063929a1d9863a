"""The gate of every working page: which agency is meant, and may this person see it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django_htmx.middleware import HtmxDetails

from agencies.models import Agency, Membership, User
from agencies.one_time import is_one_time


class SignedInRequest(HttpRequest):
    """A request behind the login."""

    user: User


class AgencyRequest(SignedInRequest):
    """A request to a working page: the middleware has set agency and membership."""

    agency: Agency
    membership: Membership
    htmx: HtmxDetails


class AgencyMiddleware:
    """Sets ``request.agency`` and ``request.membership`` for addresses with ``agency_slug``.

    A stranger gets 404, as for an agency that does not exist: the answer must not tell
    whether there is one. Anonymous visitors are sent to the login before (by
    ``LoginRequiredMiddleware``).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.agency = None  # type: ignore[attr-defined]
        request.membership = None  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., HttpResponseBase],
        args: list[Any],
        kwargs: dict[str, Any],
    ) -> None:
        """One query finds the membership and its agency; the slug is taken from the view."""
        slug = kwargs.pop("agency_slug", None)
        if slug is None or not request.user.is_authenticated:
            return
        membership = (
            Membership.objects.filter(user=request.user, agency__slug=slug, agency__is_active=True)
            .select_related("agency", "division")
            .first()
        )
        if membership is None:
            raise Http404
        request.membership = membership  # type: ignore[attr-defined]
        request.agency = membership.agency  # type: ignore[attr-defined]


class LoginMiddleware(LoginRequiredMiddleware):
    """All pages need a login but those marked. Django asks who it is before it looks at the
    mark, which costs a public page a session and forbids caches to share it."""

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponseBase],
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        """Nothing where no login is needed, else as Django does."""
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)


class OneTimePasswordMiddleware:
    """Leads whoever signed in with a password that was handed over to setting one of their own:
    until then whoever handed it over knows it as well. Public pages stay as they are."""

    ALLOWED = frozenset({"account_change_password", "account_logout", "account_reauthenticate"})

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], *_: object
    ) -> HttpResponse | None:
        """No query more: the password's hash came with the user. Nobody asks who looks at a
        public page, so that it costs no session and may be cached for all."""
        if not (getattr(view, "login_required", True) and request.user.is_authenticated):
            return None
        name = request.resolver_match.url_name if request.resolver_match else None
        if name in self.ALLOWED or not is_one_time(request.user.password):
            return None
        return redirect("account_change_password")
