"""Which layout a report is set out in: a built-in one, the agency's own, or its source's."""

from __future__ import annotations

from dataclasses import replace

from agencies.models import Agency
from reports.layouts.layout import Layout, LayoutTable, builtin_layouts
from reports.models import OwnLayout, Report


def layouts_for(agency: Agency) -> dict[str, Layout]:
    """The layouts that the agency can choose from, by name: the built-in ones, then its own."""
    own = {row.name: row.as_layout() for row in OwnLayout.objects.filter(agency=agency)}
    return {**builtin_layouts(), **own}


def layout_of(report: Report) -> Layout:
    """The report's layout. The tables of an imported document hold in place of the layout's,
    its headings and groups stand as they stood there. Raises ``KeyError`` when the layout is
    there no more."""
    layout = builtin_layouts().get(report.layout) or _own(report)
    if not report.keeps_source_tables():
        return layout
    tables = tuple(LayoutTable.from_data(table) for table in report.tables or ())
    return replace(layout, tables=tables, grouping="none")


def _own(report: Report) -> Layout:
    number = report.layout.removeprefix("own-")
    if number.isascii() and number.isdigit():
        row = OwnLayout.objects.filter(agency=report.agency, pk=int(number)).first()
        if row is not None:
            return row.as_layout()
    raise KeyError(report.layout)
