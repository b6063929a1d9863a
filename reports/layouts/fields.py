"""What a column shows of a measure: one small function for each field."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from ita_portal.thai.text import compact
from measures.models import Measure, Progress, Status
from reports.document import Cell, Image, Line
from reports.layouts.layout import LayoutColumn, LayoutTable
from reports.layouts.row_marks import written_number
from reports.layouts.wording import Wording
from reports.readers.joining import IN_RESULTS
from reports.readers.recognised import COLUMN_KEYS

# Lines of an issue that say where it belongs, printed in bold as the forms do.
_GROUP_LINES = ("เครื่องมือการประเมิน", "ตัวชี้วัดที่", "ตัวชี้วัดย่อยที่")

# Fields that name the measure. Where a table has one of them it stands for the others too.
_NAMES = ("title", "issue", "indicators")

# The columns of an imported document whose texts the built-in layouts show as well.
_RESULT_TITLE = f"{COLUMN_KEYS['title']} {IN_RESULTS}"
_BESIDE_PHOTOGRAPHS = COLUMN_KEYS["photographs"]


@dataclass(frozen=True, slots=True)
class Shown:
    """One measure in one table: what its cells are made of. ``number`` is the one to print."""

    measure: Measure
    progress: Progress
    wording: Wording
    number: int
    table: LayoutTable
    tick: str
    photographs: tuple[Image, ...] = ()

    @property
    def fields(self) -> frozenset[str]:
        """The fields of the table."""
        return self.table.fields

    def has_other_name(self, field: str) -> bool:
        """Whether another column of the table names the measure."""
        return any(name in self.fields for name in _NAMES if name != field)

    def beside(self, heading: str) -> str:
        """A text that an imported document had in a column of its own."""
        key = compact(heading)
        return "\n".join(text for name, text in self.measure.extra if compact(name) == key)


def render_field(column: LayoutColumn, shown: Shown) -> Cell:
    """The cell of a column. Raises ``KeyError`` for a field that no layout may name."""
    cell = _FIELDS[column.field](shown)
    if column.pictured:
        cell = replace(cell, images=shown.photographs)
    if column.source or column.field == "extra":
        text = shown.wording.their(shown.beside(column.source))
        words = Cell.of(text, align=column.align)
        return replace(words, images=cell.images) if words.lines else cell
    return cell


def _typed(text: str, shown: Shown) -> Cell:
    return Cell.of(shown.wording.their(text))


def _number(shown: Shown) -> Cell:
    sample = shown.table.number
    if sample:
        return Cell.of(shown.wording.their(written_number(shown.number, sample)), align="center")
    return Cell.of(shown.wording.our(str(shown.number)), align="center")


def _issue(shown: Shown) -> Cell:
    measure = shown.measure
    text = measure.issue or ("" if shown.has_other_name("issue") else measure.title)
    lines = shown.wording.their(text).split("\n")
    return Cell(
        tuple(Line(line, bold=line.strip().startswith(_GROUP_LINES)) for line in lines if line)
    )


def _title(shown: Shown) -> Cell:
    measure = shown.measure
    return _typed(measure.title or ("" if shown.has_other_name("title") else measure.issue), shown)


def _result_title(shown: Shown) -> Cell:
    """The measure's name beside its results: some documents word it otherwise there."""
    measure = shown.measure
    return _typed(shown.beside(_RESULT_TITLE) or measure.title or measure.issue, shown)


def _indicators(shown: Shown) -> Cell:
    """As typed where the row is named by its indicators, else their names."""
    measure = shown.measure
    if not shown.fields & {"issue"} and measure.issue:
        return _issue(shown)
    names = [indicator_line(i.number, i.name, shown.wording) for i in measure.indicators.all()]
    if names or shown.has_other_name("indicators"):
        return Cell.of("\n".join(names))
    return _title(shown)


def indicator_line(number: int, name: str, wording: Wording) -> str:
    """ตัวชี้วัดที่ ๗ ประสิทธิภาพการสื่อสาร."""
    return wording.our(f"ตัวชี้วัดที่ {number} ") + name


def _responsible(shown: Shown) -> Cell:
    """What was typed, or the divisions; then the officers that it does not name."""
    measure = shown.measure
    text = measure.responsible_text or "\n".join(d.name for d in measure.divisions.all())
    named = compact(text)
    officers = [line for line in measure.officers.split("\n") if compact(line) not in named]
    return _typed("\n".join([text, *officers] if text else officers), shown)


def _questions(shown: Shown) -> Cell:
    lines = [f"{q.code} {q.text}".strip() for q in shown.measure.questions.all()]
    lines += [f"{item.code} {item.title}".strip() for item in shown.measure.items.all()]
    return Cell.of("\n".join(lines))


def _tick(status: Status) -> Callable[[Shown], Cell]:
    """A mark where the status is this one; words that stood there in the source stay."""

    def render(shown: Shown) -> Cell:
        if shown.progress.status != status:
            return Cell.of(shown.table.no_tick, align="center")
        words = "" if "status" in shown.fields else shown.progress.status_text
        mark = shown.table.tick or shown.tick
        return Cell.of(shown.wording.their(words) or mark, align="center")

    return render


def _photographs(shown: Shown) -> Cell:
    text = shown.wording.their(shown.beside(_BESIDE_PHOTOGRAPHS))
    return Cell(Cell.of(text).lines, shown.photographs)


_FIELDS: dict[str, Callable[[Shown], Cell]] = {
    "number": _number,
    "issue": _issue,
    "title": _title,
    "result_title": _result_title,
    "indicators": _indicators,
    "instrument": lambda s: Cell.of(s.measure.instrument),
    "questions": _questions,
    "topics": lambda s: Cell.of("\n".join(topic.name for topic in s.measure.topics.all())),
    "heading": lambda s: _typed((s.measure.group_headings or [""])[-1], s),
    "responsible": _responsible,
    "officers": lambda s: _typed(s.measure.officers, s),
    "steps": lambda s: _typed(s.measure.steps, s),
    "monitoring": lambda s: _typed(s.measure.monitoring, s),
    "due_date": lambda s: Cell.of(s.wording.day(s.measure.due_date)),
    "period": lambda s: Cell.of(s.wording.period(s.measure)),
    "status": lambda s: Cell.of(s.wording.status(s.progress)),
    "status_only": lambda s: Cell.of(s.wording.status_word(s.progress)),
    "completion_date": lambda s: Cell.of(s.wording.day(s.progress.completion_date)),
    "tick_not_started": _tick(Status.NOT_STARTED),
    "tick_in_progress": _tick(Status.IN_PROGRESS),
    "tick_done": _tick(Status.DONE),
    "results": lambda s: _typed(s.progress.results, s),
    "outcomes": lambda s: _typed(s.progress.outcomes, s),
    "photographs": _photographs,
    "extra": lambda s: Cell(),
    "note": lambda s: _typed(s.progress.note, s),
}
