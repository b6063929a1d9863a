"""Pages for what is not there, not allowed or went wrong; each offers a way back."""

from __future__ import annotations

import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

_log = logging.getLogger(__name__)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: a broken form, a host that is not ours. Nothing of the request is used."""
    return HttpResponse(render_to_string("errors/400.html"), status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: the person is known and may read, but not do this."""
    return render(request, "errors/403.html", status=403)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form's token is not that of the browser's cookie."""
    return HttpResponse(render_to_string("errors/csrf.html"), status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: also for what exists but belongs to another agency."""
    return render(request, "errors/404.html", status=404)


def too_many(request: HttpRequest) -> HttpResponse:
    """429: a password or a link was asked for more often than the limits allow."""
    return HttpResponse(render_to_string("errors/429.html"), status=429)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: asks neither the database nor the session, which may be what failed."""
    try:
        page: str = render_to_string("errors/500.html")
    except Exception:  # even the static files may be missing
        _log.exception("the page of errors cannot be shown")
        page = "<!doctype html><html lang='th'><title>ระบบขัดข้อง</title><h1>ระบบขัดข้อง</h1></html>"
    return HttpResponse(page, status=500)
