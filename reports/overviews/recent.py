"""What was done lately, each with the page where it can be seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from agencies.models import Agency, Event
from measures.models import Progress


@dataclass(frozen=True, slots=True)
class Change:
    """An event and the address of what it is about; empty when it has no page of its own."""

    event: Event
    address: str


def recent_changes(agency: Agency, *, count: int = 8) -> list[Change]:
    """The newest events of an agency. Two queries."""
    events = list(Event.objects.filter(agency=agency).order_by("-pk")[:count])
    reported = [e.object_id for e in events if e.kind == "measures.progress"]
    measure_of = dict(Progress.objects.filter(pk__in=reported).values_list("pk", "measure"))
    pages: dict[str, Callable[[int], tuple[str, int | None]]] = {
        "measures.measure": lambda pk: ("measure", pk),
        "measures.progress": lambda pk: ("measure", measure_of.get(pk)),
        "reports.report": lambda pk: ("report", pk),
    }
    return [Change(event, _address(agency, event, pages)) for event in events]


def _address(
    agency: Agency, event: Event, pages: dict[str, Callable[[int], tuple[str, int | None]]]
) -> str:
    if event.kind not in pages or event.verb == "deleted":
        return ""
    name, pk = pages[event.kind](event.object_id)
    return reverse(name, args=[agency.slug, pk]) if pk else ""
