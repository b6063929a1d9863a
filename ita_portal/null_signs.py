"""No text holds the sign NUL: PostgreSQL refuses it, and nobody types it."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, QueryDict

NUL = "\x00"


class NullSignMiddleware:
    """Answers 400 to a request with a NUL in its address or in a form. Forms of Django would
    refuse it at the field; here it also cannot reach a query from anywhere else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if NUL in request.path_info or _has_nul(request.GET):
            raise BadRequest("a NUL in the address")
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: object) -> None:
        """Here the form has been read already, to look for its token."""
        if request.method == "POST" and _has_nul(request.POST):
            raise BadRequest("a NUL in a form")


def _has_nul(values: QueryDict) -> bool:
    return any(NUL in key or any(NUL in text for text in found) for key, found in values.lists())
