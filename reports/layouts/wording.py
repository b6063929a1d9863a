"""The sentences and numerals of a report: everything in it that nobody typed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from assessments.models import Framework
from ita_portal.thai.dates import format_date, format_period
from ita_portal.thai.numerals import to_arabic, to_thai
from measures.models import Measure, Progress, Status
from reports.models import Report

_PLACE = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Wording:
    """How one report writes numbers and dates.

    ``generated`` is the system for what the portal itself writes; ``typed`` says whether the
    texts of people are converted as well ("as_typed": they are not).
    """

    generated: Literal["thai", "arabic"]
    typed: Literal["thai", "arabic", "as_typed"]
    date_style: Literal["long", "short"] = "long"

    @classmethod
    def of(cls, report: Report, date_style: str = "long") -> Wording:
        """The report's choice; where texts stay as typed, ours follow the agency's custom."""
        typed = report.numerals
        generated = report.agency.numerals if typed == "as_typed" else typed
        return cls(
            "arabic" if generated == "arabic" else "thai",
            _system(typed),
            "short" if date_style == "short" else "long",
        )

    def our(self, text: str) -> str:
        """A text of the portal's own, in the document's numerals."""
        return to_thai(text) if self.generated == "thai" else to_arabic(text)

    def their(self, text: str) -> str:
        """A text that somebody typed, converted only if the report says so."""
        if self.typed == "as_typed":
            return text
        return to_thai(text) if self.typed == "thai" else to_arabic(text)

    def day(self, day: date | None) -> str:
        """A date in full (๒๓ มกราคม ๒๕๖๖) or short (๒๓ ม.ค. ๒๕๖๖); empty without one."""
        return format_date(day, style=self.date_style, numerals=self.generated) if day else ""

    def period(self, measure: Measure) -> str:
        """The period as typed, else from its dates."""
        if measure.period_text or not (measure.period_start and measure.period_end):
            return self.their(measure.period_text)
        return format_period(
            measure.period_start,
            measure.period_end,
            style=self.date_style,
            numerals=self.generated,
        )

    def status_word(self, progress: Progress) -> str:
        """The status alone: ดำเนินการแล้ว."""
        return str(Status(progress.status).label) if progress.status else ""

    def status(self, progress: Progress) -> str:
        """The status with its date as the report forms word it; an imported wording stays
        until the status is changed in the portal."""
        if progress.status_text:
            return self.their(progress.status_text)
        if not progress.status:
            return self.their(progress.note)
        text: str = Status(progress.status).label
        if progress.completion_date:
            text += f" เมื่อวันที่ {self.day(progress.completion_date)}"
        return "\n".join(part for part in (text, self.their(progress.note)) if part)


def _system(value: str) -> Literal["thai", "arabic", "as_typed"]:
    match value:
        case "thai" | "arabic":
            return value
        case _:
            return "as_typed"


def fill(template: str, report: Report, wording: Wording) -> str:
    """A layout's sentence with this report's year, round, agency and place filled in, and
    the item of the measures where the year's framework has its code established."""
    report_round = report.report_round
    plan = report.plan
    assessment = plan.source_assessment
    year = assessment.fiscal_year if assessment else plan.fiscal_year - 1
    item = _measures_item(plan.fiscal_year) if "measures_item" in template else ""
    values = {
        "year": str(plan.fiscal_year),
        "assessment_year": str(year),
        "agency": report.agency.name,
        "place": report.agency.place_line,
        "round": report_round.name if report_round else "",
        "round_period": report_round.period_text if report_round else "",
        "measures_item": item,
        "by_measures_item": f"ตาม {item}" if item else "",
    }
    # Not str.format: people write these sentences, and it would reach into the values.
    return wording.our(_PLACE.sub(lambda at: values.get(at[1], at[0]), template)).strip()


def _measures_item(fiscal_year: int) -> str:
    framework = Framework.objects.current(fiscal_year)
    return framework.measures_item if framework else ""
