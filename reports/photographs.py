"""The photographs that a report shows of its measures: public pictures of their evidence."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import PurePath
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db.models import Max

from agencies.models import User
from ita_portal.pictures import make_thumbnail
from measures.models import Evidence, EvidenceUse, Measure
from reports.document import Image

_EXTENSIONS = {"image/jpeg": "jpg", "image/png": "png"}


def photographs_of(measures: Iterable[Measure], round: str) -> dict[int, tuple[Image, ...]]:
    """For each measure (by id) the pictures used for it in the round that the public may see,
    in their order. One query."""
    found: dict[int, list[Image]] = {}
    for use in _public_pictures(measures, round):
        evidence = use.evidence
        name = picture_name(evidence)
        if name:
            image = Image(name, evidence.described, evidence.caption)
            found.setdefault(use.measure_id, []).append(image)
    return {measure: tuple(images) for measure, images in found.items()}


def photograph_bytes(
    measures: Iterable[Measure], round: str, names: Iterable[str]
) -> Mapping[str, bytes]:
    """The bytes of those of the measures' public pictures that are named."""
    wanted = set(names)
    found = {}
    for use in _public_pictures(measures, round):
        name = picture_name(use.evidence)
        if name in wanted and name not in found:
            with use.evidence.file.open("rb") as file:
                found[name] = file.read()
    return found


def picture_name(evidence: Evidence) -> str:
    """The name under which a picture is published: it stands for its content."""
    extension = _EXTENSIONS.get(evidence.content_type) or PurePath(evidence.name).suffix[1:]
    return f"{evidence.sha256[:24]}.{extension}" if extension in ("jpg", "png") else ""


def keep_photographs(
    measure: Measure, round: str, pictures: Iterable[tuple[Image, bytes]], actor: User | None
) -> None:
    """Keep the pictures of an imported report as evidence of its measure, public because they
    stand in a report that is written to be published. ``pictures`` are cleaned ones, named by
    their content; one that the measure has already is not kept twice."""
    uses = EvidenceUse.objects.filter(measure=measure, round=round)
    known = set(uses.values_list("evidence__sha256", flat=True))
    position = uses.aggregate(last=Max("position"))["last"] or 0
    for image, content in pictures:
        digest = hashlib.sha256(content).hexdigest()
        if digest in known:
            continue
        known.add(digest)
        position += 1
        EvidenceUse.objects.create(
            measure=measure,
            round=round,
            evidence=_store(measure, image, content, digest, actor),
            position=position,
        )


def _store(
    measure: Measure, image: Image, content: bytes, digest: str, actor: User | None
) -> Evidence:
    extension = PurePath(image.name).suffix[1:]
    evidence = Evidence(
        agency=measure.agency,
        kind=Evidence.Kind.PICTURE,
        name=image.name,
        content_type={"jpg": "image/jpeg", "png": "image/png"}[extension],
        size=len(content),
        sha256=digest,
        caption=image.caption[:300],
        alt_text=image.alt[:300],
        is_public=True,
        added_by=actor,
    )
    name = uuid4().hex
    evidence.file.save(f"{name}.{extension}", ContentFile(content), save=False)
    small = ContentFile(make_thumbnail(content))
    evidence.thumbnail.save(f"{name}-small.jpg", small, save=False)
    evidence.save()
    return evidence


def _public_pictures(measures: Iterable[Measure], round: str) -> Iterable[EvidenceUse]:
    return (
        EvidenceUse.objects.filter(
            measure__in=measures,
            round=round,
            evidence__kind=Evidence.Kind.PICTURE,
            evidence__is_public=True,
        )
        .select_related("evidence")
        .order_by("measure", "position", "pk")
    )
