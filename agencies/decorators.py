"""What a view asks of its visitor, said in one line above it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from agencies.permissions import Action, can

View = Callable[..., HttpResponseBase]


def requires(action: Action, *, to_read: Action = "read") -> Callable[[View], View]:
    """The member must be allowed ``action`` to write and ``to_read`` to read; else 403."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            needed = to_read if request.method in ("GET", "HEAD") else action
            if not can(getattr(request, "membership", None), needed):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return decorate


def central_administrators_only(view: View) -> View:
    """403 for everybody but the portal's central administrators (``user.is_staff``). The visitor
    is signed in: no page is open without a login that does not say so."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not getattr(request.user, "is_staff", False):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded
