"""The sentences and numerals of a report: everything in it that nobody typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from ita_portal.thai.dates import format_date
from ita_portal.thai.numerals import to_arabic, to_thai
from measures.models import Progress, Status
from reports.models import Report


@dataclass(frozen=True, slots=True)
class Wording:
    """How one report writes numbers and dates.

    ``generated`` is the system for what the portal itself writes; ``typed`` says whether the
    texts of people are converted as well ("as_typed": they are not).
    """

    generated: Literal["thai", "arabic"]
    typed: Literal["thai", "arabic", "as_typed"]

    @classmethod
    def of(cls, report: Report) -> Wording:
        """The report's choice; where texts stay as typed, ours follow the agency's custom."""
        typed = report.numerals
        generated = report.agency.numerals if typed == "as_typed" else typed
        return cls("arabic" if generated == "arabic" else "thai", _system(typed))

    def our(self, text: str) -> str:
        """A text of the portal's own, in the document's numerals."""
        return to_thai(text) if self.generated == "thai" else to_arabic(text)

    def their(self, text: str) -> str:
        """A text that somebody typed, converted only if the report says so."""
        if self.typed == "as_typed":
            return text
        return to_thai(text) if self.typed == "thai" else to_arabic(text)

    def day(self, day: date) -> str:
        """A date in full: ๒๓ มกราคม ๒๕๖๖."""
        return format_date(day, numerals=self.generated)

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
    """A layout's sentence with this report's year, round, agency and place filled in."""
    report_round = report.report_round
    assessment = report.plan.source_assessment
    year = assessment.fiscal_year if assessment else report.plan.fiscal_year - 1
    return wording.our(
        template.format(
            year=report.plan.fiscal_year,
            assessment_year=year,
            agency=report.agency.name,
            place=report.agency.place_line,
            round=report_round.name if report_round else "",
            round_period=report_round.period_text if report_round else "",
        )
    ).strip()
