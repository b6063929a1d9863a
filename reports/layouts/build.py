"""From the database to a ``Document``: the layout decides parts, columns and headings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ita_portal.thai.text import compact
from measures.models import Measure
from measures.selectors import progress_of
from reports.document import (
    Block,
    Cell,
    Document,
    Heading,
    Image,
    Line,
    PageBreak,
    Paragraph,
    Row,
    Title,
    from_json,
    printable,
)
from reports.layouts.analysis_parts import analysis_part
from reports.layouts.fields import Shown, render_field
from reports.layouts.grouping import headings_of, instrument_names
from reports.layouts.headers import as_table
from reports.layouts.layout import Layout, LayoutTable
from reports.layouts.outline import nested
from reports.layouts.selection import layout_of
from reports.layouts.signers import memo_of, signatures_of
from reports.layouts.wording import Wording, fill
from reports.models import CellOverride, Report
from reports.photographs import photographs_of

ANCHOR = "measure-"


def build_document(
    report: Report, layout: Layout | None = None, *, at_most: int | None = None
) -> Document:
    """The report as it would be published now. Costs a fixed number of queries.

    For a preview: ``layout`` is tried in place of the report's own, and only the first
    ``at_most`` measures are shown.
    """
    builder = _Builder.of(report, layout or layout_of(report), at_most)
    document: Document = printable(builder.document())
    return document


def cell_texts(report: Report) -> dict[tuple[int, str], str]:
    """What the data say for each measure and column: ``{(measure id, column key): text}``."""
    builder = replace(_Builder.of(report, layout_of(report)), overrides={})
    return {
        (measure.pk, column.key): render_field(column, builder.shown(measure, table, 0)).text
        for table in builder.layout.tables
        for column in table.columns
        for measure in builder.measures
    }


@dataclass(frozen=True, slots=True)
class _Builder:
    report: Report
    layout: Layout
    wording: Wording
    measures: Sequence[Measure]
    photographs: Mapping[int, tuple[Image, ...]]
    instruments: Mapping[str, str]
    overrides: Mapping[tuple[int, str], str] = field(default_factory=dict)

    @classmethod
    def of(cls, report: Report, layout: Layout, at_most: int | None = None) -> _Builder:
        measures = list(
            Measure.objects.filter(plan=report.plan)
            .for_lists()
            .prefetch_related(*_links_shown(layout))
            .order_by("position")[:at_most]
        )
        rows = CellOverride.objects.filter(report=report) if report.pk else []
        shows_photographs = any(column.shows_photographs for column in layout.columns)
        return cls(
            report,
            layout,
            Wording.of(report, layout.date_style),
            measures,
            photographs_of(measures, report.round) if shows_photographs else {},
            instrument_names(report) if layout.grouping == "instrument" else {},
            {(row.measure_id, row.field): row.text for row in rows},
        )

    def document(self) -> Document:
        title_lines = tuple(
            Line(self.wording.their(text), bold=True, align="center")
            for text in self.report.title_lines.splitlines()
            if text.strip()
        )
        return Document(
            blocks=tuple(nested(self._blocks(title_lines))),
            title=" ".join(line.text for line in title_lines),
            agency=self.report.agency.name,
            fiscal_year=self.report.plan.fiscal_year,
            orientation=self.layout.orientation,
            numerals=self.wording.generated,
        )

    def _blocks(self, title_lines: tuple[Line, ...]) -> Iterator[Block]:
        memo = memo_of(self.report, self.wording, required="memo" in self.layout.parts)
        if memo:
            yield memo
            yield PageBreak()
        yield Title(title_lines + self._place_lines(title_lines))
        if self.layout.cover:
            yield PageBreak()
        front: tuple[Block, ...] = from_json(self.report.front)
        yield from front
        if not front and not self.report.keeps_source_tables():
            for part in self.layout.parts:
                yield from analysis_part(part, self.report, self.wording)
        for number, table in enumerate(self.layout.tables):
            yield from self._above(table)
            if number == 0 and self.report.intro:
                yield from (Paragraph(self.wording.their(text))
                            for text in self.report.intro.splitlines() if text.strip())  # fmt: skip
            yield from self._tables(table)
        yield from from_json(self.report.back)
        yield from signatures_of(self.report, self.layout.signers)

    def _place_lines(self, title_lines: tuple[Line, ...]) -> tuple[Line, ...]:
        """Agency and place, as far as the title does not say them: a page that is printed must
        tell whose it is."""
        told = compact("".join(line.text for line in title_lines))
        agency = self.report.agency
        return tuple(
            Line(text, bold=True, align="center")
            for text in (agency.name, agency.place_line)
            if text and compact(text) not in told
        )

    def _above(self, table: LayoutTable) -> Iterator[Block]:
        yield from table.before
        if table.heading:
            text = fill(table.heading, self.report, self.wording)
            yield Heading(text, level=1, align="center")

    def _tables(self, table: LayoutTable) -> Iterator[Block]:
        """One table for each run of measures under the same headings. Without measures one empty
        table stands, so that a draft shows its form."""
        rows: list[Row] = []
        standing: tuple[str, ...] = ()
        number = 0
        for measure in self.measures:
            headings = self._headings(measure, table)
            if headings != standing:
                if rows:
                    yield as_table(table, rows)
                    rows = []
                    number = 0 if table.restart else number
                yield from (Heading(text, level=2) for text in headings)
                standing = headings
            number += 1
            rows.append(self._row(measure, table, number))
        if rows or not standing:
            yield as_table(table, rows)

    def _headings(self, measure: Measure, table: LayoutTable) -> tuple[str, ...]:
        """The headings above a measure; they stand above the first table only, and the last of
        them not where a column shows it."""
        if table is not self.layout.tables[0]:
            return ()
        return headings_of(
            measure,
            self.layout.grouping,
            self.wording,
            self.instruments,
            in_column="heading" in table.fields,
        )

    def _row(self, measure: Measure, table: LayoutTable, number: int) -> Row:
        shown = self.shown(measure, table, number)
        cells = []
        for column in table.columns:
            cell = render_field(column, shown)
            text = self.overrides.get((measure.pk, column.key))
            if text is not None:
                cell = replace(Cell.of(text), images=cell.images)
            cells.append(cell)
        first = table is self.layout.tables[0]
        return Row(tuple(cells), anchor=f"{ANCHOR}{measure.position}" if first else "")

    def shown(self, measure: Measure, table: LayoutTable, number: int) -> Shown:
        """What the cells of a measure are made of."""
        return Shown(
            measure,
            progress_of(measure, self.report.round),
            self.wording,
            number,
            table,
            self.layout.tick,
            self.photographs.get(measure.pk, ()),
        )


def _links_shown(layout: Layout) -> set[str]:
    """The relations of measures that the columns and the grouping need."""
    needed = {
        "indicators": {"indicators", "indicator"},
        "questions": {"questions"},
        "items": {"questions"},
        "topics": {"topics", "topic"},
    }
    shown = {layout.grouping, *(column.field for column in layout.columns)}
    return {relation for relation, users in needed.items() if users & shown}
