"""Where a page leads after something was done, and the offer to undo it."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

from agencies.models import Event
from measures.models import Measure, Progress


def back_to(request: HttpRequest, default: str, **kwargs: object) -> HttpResponse:
    """A redirect to the page that the form named as ``next``, within the portal, else to the
    default (as for ``redirect``)."""
    wanted = request.POST.get("next", "")
    if not (wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)):
        wanted = resolve_url(default, **kwargs)
    return HttpResponseRedirect(wanted)


def change_of(saved: Measure | Progress, seen_version: int) -> list[Event]:
    """The event of a save, for its undo. None when nothing changed: the newest event is then an
    earlier change of somebody, which must not be taken back unseen."""
    if saved.version == seen_version:
        return []
    return list(Event.objects.filter(agency=saved.agency_id).of(saved)[:1])


def offer_undo(request: HttpRequest, sentence: str, events: Iterable[Event]) -> None:
    """Say that it is saved, with a button that takes it back (templates/base.html)."""
    numbers = "-".join(str(event.pk) for event in events)
    messages.success(request, sentence, extra_tags=f"undo {numbers}" if numbers else "")
