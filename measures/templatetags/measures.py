"""Questions that templates ask of measures."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from agencies.models import Membership
from measures.models import Measure, Progress
from measures.tables import MeasureTable

register = template.Library()


@register.filter
def reportable_by(measure: Measure, membership: Membership) -> bool:
    """Whether this member may report on the measure (its divisions must be prefetched)."""
    return measure.is_reportable_by(membership)


@register.filter
def cells_of(measure: Measure, table: MeasureTable) -> list[tuple[str, str, SafeString | str]]:
    """The cells of a measure in a table."""
    return table.cells_of(measure)


@register.filter
def review_label(progress: Progress, membership: Membership) -> str:
    """How far the report has come, in the reader's words."""
    return progress.review_state.label_for(membership.role)


@register.filter
def undo_numbers(tags: str) -> str:
    """The events in a message's tags, as the undo form posts them."""
    return tags.removeprefix("undo ").split(" ")[0]
