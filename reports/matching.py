"""Which measure of the plan an imported one is: by what it says, not by where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ita_portal.thai.text import search_key, similarity
from measures.models import Measure, MeasurePlan
from reports.readers.recognised import RecognisedMeasure

# Blanks, digits and small slips of typing aside, the same measure says the same.
SAME = 0.9


def match_measures(
    plan: MeasurePlan, sources: Sequence[RecognisedMeasure]
) -> Iterator[tuple[RecognisedMeasure, Measure | None]]:
    """Each imported measure with its twin in the plan, or with None for a new one. A measure of
    the plan is given once, so that two rows with the same words stay two."""
    # Locked until the import is stored: nobody edits what is being compared.
    free = list(Measure.objects.select_for_update().filter(plan=plan).order_by("position"))
    for source in sources:
        twin = _twin(source, free)
        if twin is not None:
            free.remove(twin)
        yield source, twin


def _twin(source: RecognisedMeasure, free: Sequence[Measure]) -> Measure | None:
    key = search_key(f"{source.title}{source.issue}")
    for measure in free:
        if search_key(f"{measure.title}{measure.issue}") == key:
            return measure
    scored = [(similarity(f"{m.title}{m.issue}", f"{source.title}{source.issue}"), m) for m in free]
    best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return best[1] if best[0] >= SAME else None
