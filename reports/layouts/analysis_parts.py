"""The parts of a plan that come from the assessment: principles, scores, weak and strong."""

from __future__ import annotations

from collections.abc import Iterator

from reports.document import Block
from reports.layouts.wording import Wording
from reports.models import Report


def analysis_part(part: str, report: Report, wording: Wording) -> Iterator[Block]:
    """The blocks of one part; none without an assessment."""
    yield from ()
