"""What is typed is kept on the server every few seconds, until it is saved or thrown away."""

from __future__ import annotations

import re
from typing import Any

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from agencies.models import Agency, User
from measures.errors import NotPossible
from measures.models import Draft, Measure, MeasurePlan, RoundCode

MAX_DRAFT = 200_000  # characters; a long report has some ten thousand
_KEY = re.compile(r"(?P<form>progress|measure|new)-(?P<pk>[0-9]{1,18})(-(?P<round>6m|12m))?")
_NOT_KEPT = {"csrfmiddlewaretoken", "next", "then"}


def progress_key(measure: Measure, round: str) -> str:
    """The key of the form that reports on a round."""
    return f"progress-{measure.pk}-{RoundCode(round)}"


def measure_key(measure: Measure) -> str:
    """The key of the form of the measure itself."""
    return f"measure-{measure.pk}"


def new_measure_key(plan: MeasurePlan) -> str:
    """The key of the form for a new measure."""
    return f"new-{plan.pk}"


def is_form_of(agency: Agency, key: str) -> bool:
    """Whether the key names a form of something that the agency has."""
    match = _KEY.fullmatch(key)
    if match is None or (match["form"] == "progress") != bool(match["round"]):
        return False
    model = MeasurePlan if match["form"] == "new" else Measure
    return model._default_manager.filter(agency=agency, pk=int(match["pk"])).exists()


def keep_draft(*, agency: Agency, user: User, key: str, data: QueryDict) -> Draft:
    """Keep what stands in a form. Raises ``NotPossible`` for a text beyond all measure."""
    kept = {name: values for name, values in data.lists() if name not in _NOT_KEPT}
    if sum(len(value) for values in kept.values() for value in values) > MAX_DRAFT:
        raise NotPossible("ข้อความยาวเกินกว่าที่จะเก็บไว้ได้")
    draft, _ = Draft.objects.update_or_create(
        agency=agency, user=user, key=key, defaults={"data": kept}
    )
    return draft


def draft_of(agency: Agency, user: User, key: str) -> Draft | None:
    """What this person typed into this form and has not saved."""
    return Draft.objects.filter(agency=agency, user=user, key=key).first()


def discard_draft(agency: Agency, user: User, key: str) -> None:
    """Forget it: the text was saved, or thrown away."""
    Draft.objects.filter(agency=agency, user=user, key=key).delete()


def typed_data(draft: Draft) -> MultiValueDict[str, Any]:
    """The draft as a form takes it."""
    return MultiValueDict({name: list(values) for name, values in draft.data.items()})
