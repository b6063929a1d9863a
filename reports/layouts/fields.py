"""What a column shows of a measure: one small function for each field."""

from __future__ import annotations

from collections.abc import Callable

from measures.models import Measure, Progress, Status
from reports.document import Cell, Line
from reports.layouts.wording import Wording

TICK = "✓"

# Lines of an issue that say where it belongs, printed in bold as the forms do.
_GROUP_LINES = ("เครื่องมือการประเมิน", "ตัวชี้วัดที่", "ตัวชี้วัดย่อยที่")


def render_field(field: str, measure: Measure, progress: Progress, wording: Wording) -> Cell:
    """The cell for a field. Raises ``KeyError`` for a field that no layout may name."""
    return _FIELDS[field](measure, progress, wording)


def _typed(text: str, wording: Wording) -> Cell:
    return Cell.of(wording.their(text))


def _issue(measure: Measure, _: Progress, wording: Wording) -> Cell:
    lines = wording.their(measure.issue or measure.title).split("\n")
    return Cell(
        tuple(Line(line, bold=line.strip().startswith(_GROUP_LINES)) for line in lines if line)
    )


def _responsible(measure: Measure, _: Progress, wording: Wording) -> Cell:
    divisions = measure.responsible_text or " ".join(d.name for d in measure.divisions.all())
    parts = [divisions, measure.officers] if measure.officers not in divisions else [divisions]
    return _typed("\n".join(part for part in parts if part), wording)


def _indicators(measure: Measure, _: Progress, wording: Wording) -> Cell:
    names = [
        wording.our(f"ตัวชี้วัดที่ {indicator.number} ") + indicator.name
        for indicator in measure.indicators.all()
    ]
    return Cell.of("\n".join(names) or wording.their(measure.issue))


def _tick(status: Status) -> Callable[[Measure, Progress, Wording], Cell]:
    def render(_: Measure, progress: Progress, __: Wording) -> Cell:
        return Cell.of(TICK if progress.status == status else "", align="center")

    return render


_FIELDS: dict[str, Callable[[Measure, Progress, Wording], Cell]] = {
    "number": lambda m, p, w: Cell.of(w.our(str(m.position)), align="center"),
    "issue": _issue,
    "title": lambda m, p, w: _typed(m.title or m.issue, w),
    "indicators": _indicators,
    "responsible": _responsible,
    "steps": lambda m, p, w: _typed(m.steps, w),
    "monitoring": lambda m, p, w: _typed(m.monitoring, w),
    "period": lambda m, p, w: _typed(m.period_text, w),
    "status": lambda m, p, w: Cell.of(w.status(p)),
    "tick_not_started": _tick(Status.NOT_STARTED),
    "tick_in_progress": _tick(Status.IN_PROGRESS),
    "tick_done": _tick(Status.DONE),
    "results": lambda m, p, w: _typed(p.results, w),
    "outcomes": lambda m, p, w: _typed(p.outcomes, w),
    "note": lambda m, p, w: _typed(p.note, w),
}
