"""The headings that stand above the rows of a table."""

from __future__ import annotations

from collections.abc import Mapping

from assessments.models import Framework, Instrument
from measures.models import Measure
from reports.layouts.fields import indicator_line
from reports.layouts.wording import Wording
from reports.models import Report


def headings_of(
    measure: Measure,
    grouping: str,
    wording: Wording,
    instruments: Mapping[str, str],
    *,
    in_column: bool = False,
) -> tuple[str, ...]:
    """Headings of the source where there are any, else those that the layout groups by.
    ``in_column``: a column of the table shows the last heading of the source."""
    if measure.group_headings:
        kept = measure.group_headings[:-1] if in_column else measure.group_headings
        return tuple(wording.their(text) for text in kept)
    match grouping:
        case "instrument" if measure.instrument:
            return (instruments.get(measure.instrument, _plain(measure.instrument)),)
        case "indicator" if "ตัวชี้วัด" not in measure.issue:
            return tuple(
                indicator_line(each.number, each.name, wording) for each in measure.indicators.all()
            )
        case "topic":
            return tuple(
                wording.our(f"ประเด็นที่ {each.number} ") + each.name for each in measure.topics.all()
            )
    return ()


def instrument_names(report: Report) -> dict[str, str]:
    """The heading for each instrument: its name and code, by the framework of the result that
    the plan answers. One without an established name is left out."""
    assessment = report.plan.source_assessment
    framework = (
        assessment.framework if assessment else Framework.objects.current(_year_before(report))
    )
    if framework is None:
        return {}
    rows = Instrument.objects.filter(framework=framework).exclude(name="")
    return {row.code: f"{row.name} ({row.code})" for row in rows}


def _year_before(report: Report) -> int:
    return report.plan.fiscal_year - 1


def _plain(instrument: str) -> str:
    return f"เครื่องมือการประเมิน {instrument}"
