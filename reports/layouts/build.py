"""From the database to a ``Document``: the layout decides parts, columns and headings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from measures.models import Measure
from measures.selectors import progress_of
from reports.document import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Line,
    PageBreak,
    Paragraph,
    Row,
    Table,
    Title,
    from_json,
)
from reports.layouts.fields import render_field
from reports.layouts.layout import Layout, get_layout
from reports.layouts.wording import Wording, fill
from reports.models import Report


def build_document(report: Report) -> Document:
    """The report as it would be published now. Costs a fixed number of queries."""
    layout = get_layout(report.layout)
    wording = Wording.of(report)
    measures = list(
        Measure.objects.filter(plan=report.plan)
        .for_lists()
        .prefetch_related("indicators")
        .order_by("position")
    )
    title_lines = tuple(Line(wording.their(text), bold=True, align="center")
                        for text in report.title_lines.splitlines() if text.strip())  # fmt: skip
    return Document(
        blocks=tuple(_blocks(report, layout, wording, title_lines, measures)),
        title=" ".join(line.text for line in title_lines),
        agency=report.agency.name,
        fiscal_year=report.plan.fiscal_year,
        orientation=layout.orientation,
        numerals=wording.generated,
    )


def _blocks(
    report: Report,
    layout: Layout,
    wording: Wording,
    title_lines: tuple[Line, ...],
    measures: list[Measure],
) -> Iterator[Block]:
    if layout.cover:
        place = [report.agency.name, report.agency.place_line]
        cover = tuple(Line(text, bold=True, align="center") for text in place if text)
        yield Title(title_lines + cover)
        yield PageBreak()
    else:
        yield Title(title_lines)
    yield from from_json(report.front)
    if layout.measures_heading:
        yield Heading(fill(layout.measures_heading, report, wording), level=1, align="center")
    if report.intro:
        yield Paragraph(wording.their(report.intro))
    yield from _tables(report, layout, wording, measures)
    yield from from_json(report.back)


def _tables(
    report: Report, layout: Layout, wording: Wording, measures: Iterable[Measure]
) -> Iterator[Block]:
    """One table for each run of measures under the same headings. Without measures one empty
    table stands, so that a draft shows its form."""
    rows: list[Row] = []
    standing: tuple[str, ...] = ()
    for measure in measures:
        headings = _headings(measure, layout, wording)
        if headings != standing:
            if rows:
                yield _table(layout, rows)
                rows = []
            yield from (Heading(text, level=2) for text in headings)
            standing = headings
        rows.append(_row(report, layout, wording, measure))
    if rows or not standing:
        yield _table(layout, rows)


def _headings(measure: Measure, layout: Layout, wording: Wording) -> tuple[str, ...]:
    """Headings of the source where there are any, else those that the layout groups by."""
    if measure.group_headings:
        return tuple(wording.their(text) for text in measure.group_headings)
    if layout.grouping == "instrument" and measure.instrument:
        return (f"เครื่องมือการประเมิน {measure.instrument}",)
    if layout.grouping == "indicator" and "ตัวชี้วัด" not in measure.issue:
        return tuple(
            wording.our(f"ตัวชี้วัดที่ {indicator.number} ") + indicator.name
            for indicator in measure.indicators.all()
        )
    return ()


def _row(report: Report, layout: Layout, wording: Wording, measure: Measure) -> Row:
    progress = progress_of(measure, report.round)
    cells = (render_field(column.field, measure, progress, wording) for column in layout.columns)
    return Row(tuple(cells), anchor=f"measure-{measure.position}")


def _table(layout: Layout, rows: list[Row]) -> Table:
    return Table(
        rows=(*_header_rows(layout), *rows),
        columns=tuple(Column(c.field, c.width, c.align) for c in layout.columns),
    )


def _header_rows(layout: Layout) -> tuple[Row, ...]:
    """One header row, or two where columns share a heading above theirs."""
    if not any(column.over for column in layout.columns):
        return (Row(tuple(_header_cell(c.heading) for c in layout.columns), header=True),)
    upper: list[Cell] = []
    lower: list[Cell] = []
    last_over = ""
    for column in layout.columns:
        if not column.over:
            upper.append(_header_cell(column.heading, rowspan=2))
        else:
            lower.append(_header_cell(column.heading))
            if column.over == last_over:
                upper[-1] = Cell(upper[-1].lines, colspan=upper[-1].colspan + 1)
            else:
                upper.append(_header_cell(column.over))
        last_over = column.over
    return (Row(tuple(upper), header=True), Row(tuple(lower), header=True))


def _header_cell(heading: str, rowspan: int = 1) -> Cell:
    lines = tuple(Line(text, bold=True, align="center") for text in heading.split("\n"))
    return Cell(lines, rowspan=rowspan)
