"""Attaching evidence to a measure, describing it, ordering it, taking it off again."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import models, transaction

from agencies.events import differences, log_event
from agencies.models import User
from measures.errors import NotPossible
from measures.models import Evidence, EvidenceUse, Measure, RoundCode
from measures.services import refuse_closed_round
from measures.uploads import Upload

DESCRIPTION = ("caption", "alt_text", "dated", "is_public")


def attach_files(
    *,
    measure: Measure,
    round: str,
    uploads: Sequence[Upload],
    actor: User,
    description: Mapping[str, Any] | None = None,
) -> list[EvidenceUse]:
    """Keep checked files as evidence of a measure in a round: all of them or none.

    The files are written before the rows that name them: what a crash leaves behind is a file
    that nobody knows, never a row without its file.
    """
    with transaction.atomic():
        refuse_closed_round(measure.plan_id, round)
        return [
            _attach(measure, round, _store(measure, upload, actor, description or {}), actor)
            for upload in uploads
        ]


def attach_link(
    *, measure: Measure, round: str, url: str, actor: User, description: Mapping[str, Any]
) -> EvidenceUse:
    """Keep an address as evidence."""
    with transaction.atomic():
        refuse_closed_round(measure.plan_id, round)
        evidence = Evidence.objects.create(
            agency=measure.agency,
            kind=Evidence.Kind.LINK,
            url=url,
            added_by=actor,
            **description,
        )
        return _attach(measure, round, evidence, actor)


def use_evidence(*, measure: Measure, round: str, evidence: Evidence, actor: User) -> EvidenceUse:
    """Let evidence of another measure prove this one too."""
    with transaction.atomic():
        refuse_closed_round(measure.plan_id, round)
        if EvidenceUse.objects.filter(measure=measure, round=round, evidence=evidence).exists():
            raise NotPossible("หลักฐานนี้แนบกับมาตรการนี้แล้ว")
        return _attach(measure, round, evidence, actor)


def describe_evidence(*, use: EvidenceUse, actor: User, values: Mapping[str, Any]) -> None:
    """Change caption, text for the blind, date, and whether the public may see it."""
    evidence = use.evidence
    with transaction.atomic():
        refuse_closed_round(use.measure.plan_id, use.round)
        before = {field: getattr(evidence, field) for field in values}
        changes = differences(before, values)
        if not changes:
            return
        Evidence.objects.filter(pk=evidence.pk).update(**values)
        log_event(agency=use.agency, actor=actor, verb="changed", thing=evidence, changes=changes)


def detach_evidence(*, use: EvidenceUse, actor: User) -> None:
    """Take evidence off a measure. The file stays, because the history names it."""
    with transaction.atomic():
        refuse_closed_round(use.measure.plan_id, use.round)
        log_event(
            agency=use.agency,
            actor=actor,
            verb="detached",
            thing=use.measure,
            changes={"evidence": (use.evidence.label, None)},
        )
        use.delete()


def move_evidence(*, use: EvidenceUse, places: int) -> None:
    """Move it up (negative) or down among the evidence of its measure and round."""
    with transaction.atomic():
        refuse_closed_round(use.measure.plan_id, use.round)
        rows = list(
            EvidenceUse.objects.select_for_update().filter(measure=use.measure, round=use.round)
        )
        index = rows.index(use)
        rows.insert(max(0, index + places), rows.pop(index))
        for position, row in enumerate(rows, start=1):
            EvidenceUse.objects.filter(pk=row.pk).update(position=position)


def evidence_by_round(measure: Measure) -> dict[str, list[EvidenceUse]]:
    """The evidence of a measure in order, with where else each piece is used. Three queries."""
    elsewhere = EvidenceUse.objects.select_related("measure").exclude(measure=measure)
    uses = (
        EvidenceUse.objects.filter(measure=measure)
        .select_related("evidence")
        .prefetch_related(models.Prefetch("evidence__uses", elsewhere, to_attr="elsewhere"))
    )
    found: dict[str, list[EvidenceUse]] = {code: [] for code in RoundCode.values}
    for use in uses:
        found[use.round].append(use)
    return found


def _store(
    measure: Measure, upload: Upload, actor: User, description: Mapping[str, Any]
) -> Evidence:
    name = uuid4().hex
    evidence = Evidence(
        agency=measure.agency,
        kind=Evidence.Kind.PICTURE if upload.is_picture else Evidence.Kind.DOCUMENT,
        name=upload.name,
        content_type=upload.content_type,
        size=len(upload.data),
        sha256=hashlib.sha256(upload.data).hexdigest(),
        added_by=actor,
        **description,
    )
    evidence.file.save(f"{name}.{upload.extension}", ContentFile(upload.data), save=False)
    if upload.thumbnail is not None:
        small = ContentFile(upload.thumbnail)
        evidence.thumbnail.save(f"{name}-small.jpg", small, save=False)
    evidence.save()
    return evidence


def _attach(measure: Measure, round: str, evidence: Evidence, actor: User) -> EvidenceUse:
    last = EvidenceUse.objects.filter(measure=measure, round=round).aggregate(
        last=models.Max("position")
    )["last"]
    use = EvidenceUse.objects.create(
        measure=measure, round=round, evidence=evidence, position=(last or 0) + 1
    )
    log_event(
        agency=measure.agency,
        actor=actor,
        verb="attached",
        thing=measure,
        changes={"evidence": (None, evidence.label)},
    )
    return use
