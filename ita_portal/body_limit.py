"""A request that is larger than anything the portal takes is refused before it is kept."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

_CHUNK = 64 * 1024


class BodyLimitMiddleware:
    """Answers 413 when the body is longer than ``settings.MAX_REQUEST_BYTES``.

    Django keeps no limit on the size of files: without this, one request could fill the disk
    that holds temporary files. A body without a length is read as empty.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _length(request) <= settings.MAX_REQUEST_BYTES:
            return self.get_response(request)
        _throw_away(request, min(_length(request), 10 * settings.MAX_REQUEST_BYTES))
        megabytes = settings.MAX_REQUEST_BYTES // 1_000_000
        page = render_to_string("errors/413.html", {"megabytes": megabytes})
        return HttpResponse(page, status=413)


def _length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0  # as Django reads it


def _throw_away(request: HttpRequest, length: int) -> None:
    """Read the body and keep nothing: a browser shows the answer only when it could send all."""
    with suppress(OSError):
        while length > 0 and (chunk := request.read(min(length, _CHUNK))):
            length -= len(chunk)
