"""What an agency's public page tells citizens, read from what it has published and nothing else.

Measures and their progress are taken from the frozen document of the newest report, with the
status as it was worded there. A score is told only when a published document prints it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from agencies.models import Agency
from assessments.models import Assessment
from ita_portal.thai.numerals import to_arabic
from measures.models import Status
from reports.document import Document, Row, Table, from_json
from reports.models import Publication, ReportKind
from reports.readers.cells import read_status

_NAMES = ("title", "result_title", "issue", "indicators")
_TICKS = {"tick_done": "done", "tick_in_progress": "in_progress", "tick_not_started": "not_started"}


@dataclass(frozen=True, slots=True)
class ToldMeasure:
    """A measure of a published report: its name, its status in a citizen's words (empty where
    the report tells results instead), and where it stands on the published page."""

    name: str
    status: str
    label: str
    address: str


@dataclass(frozen=True, slots=True)
class ToldScore:
    """A total that a published document prints."""

    fiscal_year: int
    total: Decimal
    pass_mark: Decimal | None

    @property
    def passed(self) -> bool | None:
        """Whether it reaches the pass mark of its year; None where that is not known."""
        return None if self.pass_mark is None else self.total >= self.pass_mark


@dataclass(frozen=True, slots=True)
class PublicView:
    """The page: scores oldest first, and the measures of the newest report of progress."""

    scores: Sequence[ToldScore]
    report: Publication | None
    measures: Sequence[ToldMeasure]

    @property
    def counts(self) -> list[tuple[str, str, int]]:
        """How many measures are told to stand where: status, its words, number."""
        return [
            (status.value, status.public_label, sum(m.status == status for m in self.measures))
            for status in (Status.DONE, Status.IN_PROGRESS, Status.NOT_STARTED)
        ]

    @property
    def tells_statuses(self) -> bool:
        """Whether the report names the status of any measure."""
        return any(measure.status for measure in self.measures)


def public_view(agency: Agency, publications: Sequence[Publication]) -> PublicView:
    """The view of these publications, the newest version of each item. Three queries."""
    keys = [publication.pk for publication in publications]
    rows = Publication.objects.filter(pk__in=keys).values_list("pk", "document", "report__kind")
    documents = {pk: from_json(document) for pk, document, _ in rows if document}
    progress = {pk for pk, _, kind in rows if kind == ReportKind.PROGRESS}
    report = next((p for p in publications if p.pk in progress & documents.keys()), None)
    measures = list(told_measures(documents[report.pk], report.path)) if report else []
    return PublicView(told_scores(agency, documents), report, measures)


def told_measures(document: Document, path: str) -> Iterator[ToldMeasure]:
    """The measures of a document: the rows that have an anchor."""
    for table in document.tables():
        for row in table.rows:
            if row.anchor:
                yield _told(table, row, path)


def told_scores(agency: Agency, documents: Mapping[int, Document]) -> list[ToldScore]:
    """The agency's totals that stand in one of the documents."""
    printed = "\n".join(to_arabic(text) for each in documents.values() for text in each.texts())
    found = []
    for row in Assessment.objects.of_agency(agency).order_by("fiscal_year"):
        total = row.computed_total if row.announced_total is None else row.announced_total
        if total is not None and f"{total:.2f}" in printed:
            found.append(ToldScore(row.fiscal_year, total, row.framework.pass_mark))
    return found


def _told(table: Table, row: Row, path: str) -> ToldMeasure:
    cells = {column.key: cell.text for column, cell in zip(table.columns, row.cells, strict=False)}
    status = _status(cells)
    label = Status(status).public_label if status else ""
    return ToldMeasure(_name(cells), status, label, f"{path}#{row.anchor}")


def _name(cells: Mapping[str, str]) -> str:
    """The last line of the first column that names the measure; headings stand above it."""
    text = next((cells[key] for key in _NAMES if cells.get(key, "").strip()), "")
    return (text.strip().split("\n") or [""])[-1]


def _status(cells: Mapping[str, str]) -> str:
    for key, status in _TICKS.items():
        if cells.get(key, "").strip():
            return status
    told = cells.get("status") or cells.get("status_only") or ""
    return read_status(told).status or ""
