"""What can stand against a change. Named for what happened; messages are Thai and are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from measures.models import Measure, Progress


class NotPossible(Exception):
    """The change is refused for a reason that the page shows."""


class EditConflict(Exception):
    """Somebody saved progress first. ``theirs`` is what stands now; what was typed is still the
    caller's."""

    def __init__(self, theirs: Progress) -> None:
        super().__init__("saved by somebody else")
        self.theirs = theirs


class MeasureConflict(Exception):
    """Somebody saved the measure first; as ``EditConflict``."""

    def __init__(self, theirs: Measure) -> None:
        super().__init__("saved by somebody else")
        self.theirs = theirs
