"""Verbs of measures and their progress. Each is one transaction and writes the history."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from agencies.events import differences, log_event
from agencies.models import User
from measures.models import Measure, Progress

# What a person writes about a round; the rest of the row is bookkeeping.
PROGRESS_FIELDS = ("status", "completion_date", "note", "results", "outcomes")


class EditConflict(Exception):
    """Somebody saved first. ``theirs`` is what stands now; what was typed is still the caller's."""

    def __init__(self, theirs: Progress) -> None:
        super().__init__("saved by somebody else")
        self.theirs = theirs


def update_progress(
    *,
    measure: Measure,
    round: str,
    actor: User | None,
    seen_version: int,
    values: Mapping[str, Any],
) -> Progress:
    """Save what is reported on a measure in a round, if nobody saved since it was read.

    ``seen_version`` is the version that the writer had before their eyes, 0 when there was no
    report yet. ``values`` holds any of ``PROGRESS_FIELDS``. Saving what stands already changes
    nothing and leaves no trace. Raises ``EditConflict`` when the row has another version.
    """
    unknown = set(values) - set(PROGRESS_FIELDS)
    if unknown:
        raise TypeError(f"not a field of progress: {unknown}")
    with transaction.atomic():
        progress = Progress.objects.filter(measure=measure, round=round).first()
        if progress is None:
            progress = Progress(
                agency_id=measure.agency_id, measure=measure, round=round, version=0
            )
        if progress.version != seen_version:
            raise EditConflict(progress)
        before = {field: getattr(progress, field) for field in PROGRESS_FIELDS}
        changes = differences(before, values)
        if not changes and progress.pk:
            return progress
        for field, value in values.items():
            setattr(progress, field, value)
        if {"status", "completion_date", "note"} & set(changes):
            progress.status_text = ""
        progress.updated_at = timezone.now()
        progress.updated_by = actor
        _write(progress, seen_version)
        log_event(
            agency=measure.agency, actor=actor, verb="changed", thing=progress, changes=changes
        )
    return progress


def _write(progress: Progress, seen_version: int) -> None:
    """Insert, or update only the version that was seen: of two writers one finds no row."""
    progress.version = seen_version + 1
    if progress._state.adding:
        try:
            with transaction.atomic():
                progress.save()
        except IntegrityError:
            raise EditConflict(
                Progress.objects.get(measure=progress.measure, round=progress.round)
            ) from None
        return
    fields = (*PROGRESS_FIELDS, "status_text", "version", "updated_at", "updated_by")
    written = Progress.objects.filter(pk=progress.pk, version=seen_version).update(
        **{field: getattr(progress, field) for field in fields}
    )
    if not written:
        raise EditConflict(Progress.objects.get(pk=progress.pk))
