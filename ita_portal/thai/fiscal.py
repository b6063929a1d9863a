"""Thai government fiscal years and the two reporting rounds of an ITA year.

A fiscal year runs from 1 October to 30 September and is named by the Buddhist year in which
it ends. Both rounds start with it: the first report covers six months, the second all twelve.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from ita_portal.thai.formatting import BUDDHIST_ERA_OFFSET, format_month

RoundCode = Literal["6m", "12m"]

FIRST_MONTH = 10
# Wide enough for every law that a report quotes, narrow enough to refuse a CE year.
EARLIEST, LATEST = 2400, 2700


@dataclass(frozen=True, order=True, slots=True)
class FiscalYear:
    """A fiscal year by its Buddhist year: ``FiscalYear(2566)`` is 1 Oct 2022 to 30 Sep 2023.

    Raises ``ValueError`` for a number that cannot be a Buddhist year, so that a CE year given
    by mistake is not carried on.
    """

    be: int

    def __post_init__(self) -> None:
        if not EARLIEST <= self.be <= LATEST:
            raise ValueError(f"{self.be} is not a year of the Buddhist era")

    def __str__(self) -> str:
        return str(self.be)

    @classmethod
    def of(cls, day: date) -> FiscalYear:
        """The fiscal year that ``day`` lies in."""
        ce = day.year + 1 if day.month >= FIRST_MONTH else day.year
        return cls(ce + BUDDHIST_ERA_OFFSET)

    @property
    def ce(self) -> int:
        """The CE year in which the fiscal year ends."""
        return self.be - BUDDHIST_ERA_OFFSET

    @property
    def start(self) -> date:
        """1 October of the calendar year before."""
        return date(self.ce - 1, FIRST_MONTH, 1)

    @property
    def end(self) -> date:
        """30 September."""
        return date(self.ce, 9, 30)

    @property
    def previous(self) -> FiscalYear:
        """The fiscal year before this one."""
        return FiscalYear(self.be - 1)

    @property
    def next(self) -> FiscalYear:
        """The fiscal year after this one."""
        return FiscalYear(self.be + 1)

    @property
    def name(self) -> str:
        """The official name: "ปีงบประมาณ พ.ศ. 2566"."""
        return f"ปีงบประมาณ พ.ศ. {self.be}"

    @property
    def rounds(self) -> tuple[Round, Round]:
        """The six-month round, then the twelve-month round."""
        return Round(self, "6m"), Round(self, "12m")

    def round(self, code: RoundCode) -> Round:
        """The round with this code; ``ValueError`` for any other code."""
        return Round(self, code)

    def contains(self, day: date) -> bool:
        """Whether ``day`` lies in the year, its first and last day included."""
        return self.start <= day <= self.end

    def year_of_month(self, month: int) -> int:
        """The CE year in which ``month`` (1 to 12) falls within this fiscal year."""
        return self.ce - 1 if month >= FIRST_MONTH else self.ce

    def quarter(self, number: int) -> tuple[date, date]:
        """First and last day of quarter 1 (October to December) to 4 (July to September)."""
        ends = (date(self.ce - 1, 12, 31), date(self.ce, 3, 31), date(self.ce, 6, 30), self.end)
        starts = (self.start, date(self.ce, 1, 1), date(self.ce, 4, 1), date(self.ce, 7, 1))
        if not 1 <= number <= 4:
            raise ValueError(f"a year has no quarter {number}")
        return starts[number - 1], ends[number - 1]


@dataclass(frozen=True, slots=True)
class Round:
    """A reporting round: "6m" ends on 31 March, "12m" on 30 September."""

    fiscal_year: FiscalYear
    code: RoundCode

    def __post_init__(self) -> None:
        if self.code not in ("6m", "12m"):
            raise ValueError(f"there is no round {self.code!r}")

    @property
    def months(self) -> int:
        """How many months the round covers, from October on."""
        return 6 if self.code == "6m" else 12

    @property
    def start(self) -> date:
        """1 October, for both rounds."""
        return self.fiscal_year.start

    @property
    def end(self) -> date:
        """The last day that the round covers."""
        return date(self.fiscal_year.ce, 3, 31) if self.code == "6m" else self.fiscal_year.end

    @property
    def name(self) -> str:
        """As reports call it: "รอบ 6 เดือน"."""
        return f"รอบ {self.months} เดือน"

    @property
    def period_text(self) -> str:
        """As covers print it: "เดือนตุลาคม 2565 - มีนาคม 2566"."""
        return f"เดือน{format_month(self.start)} - {format_month(self.end)}"

    def contains(self, day: date) -> bool:
        """Whether ``day`` lies in the round, its first and last day included."""
        return self.start <= day <= self.end
