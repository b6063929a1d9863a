"""Keeping the list of those who sign."""

from __future__ import annotations

from django.db import transaction

from agencies.events import differences, log_event
from agencies.models import Official, User

FIELDS = ("name", "job_title", "acting_for", "division")


@transaction.atomic
def save_official(*, official: Official, actor: User) -> None:
    """Add somebody who signs, or change what is known of them."""
    stored = Official.objects.select_related("division").filter(pk=official.pk).first()
    before = {name: getattr(stored, name, None) for name in FIELDS}
    changes = differences(before, {name: getattr(official, name) for name in FIELDS})
    official.save()
    if changes:
        verb = "changed" if stored else "created"
        log_event(agency=official.agency, actor=actor, verb=verb, thing=official, changes=changes)


@transaction.atomic
def delete_official(*, official: Official, actor: User) -> None:
    """Take somebody from the list. Documents keep the names that stand in them."""
    log_event(agency=official.agency, actor=actor, verb="deleted", thing=official)
    official.delete()
