"""What a rule finds: where, which text, what is wrong with it, and the repair if there is one."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from reports.checks.keys import compact

_ROW = re.compile(r"t(?P<table>[0-9]+)r(?P<row>[0-9]+)")
# What a place is called in tables of findings, before the name that a reader knows.
_FOR_MACHINES = re.compile(r"^(?:title|measures|all), ")


class Severity(StrEnum):
    """Errors hold publishing back until they are repaired or dismissed; the others do not."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def label(self) -> str:
        """The name that a user reads."""
        return {"error": "ต้องแก้ไข", "warning": "ควรตรวจสอบ", "info": "ข้อสังเกต"}[self.value]

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A line of a document by its indices: block, row and cell of a table (-1 outside tables),
    line. The cell is the place in ``Row.cells``, not the column."""

    block: int
    row: int = -1
    cell: int = -1
    line: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands, for people and for machines.

    ``block`` is a stable name: "b08" for the eighth block, "t2r1" for the first row below the
    header of the second table. ``label`` is what a reader calls the place (the heading of the
    column), ``measure`` the number of the measure (0 outside measures), ``key`` the meaning of
    the column.
    """

    block: str
    label: str = ""
    measure: int = 0
    key: str = ""
    spot: Spot | None = None

    @property
    def where(self) -> str:
        """As the command line prints it: "measure 3, การดำเนินการ (t2r1)"."""
        parts = [f"measure {self.measure}" if self.measure else "", self.label]
        named = ", ".join(part for part in parts if part)
        return f"{named} ({self.block})" if named and self.block else named or self.block

    @property
    def told(self) -> str:
        """As a page tells it: "มาตรการที่ 3 การดำเนินการ (ตารางที่ 2 แถวที่ 1)"."""
        label = _FOR_MACHINES.sub("", self.label).replace("all measures", "ทุกมาตรการ")
        row = _ROW.fullmatch(self.block)
        at = f"(ตารางที่ {row['table']} แถวที่ {row['row']})" if row else ""
        parts = (f"มาตรการที่ {self.measure}" if self.measure else "", label, at)
        return " ".join(part for part in parts if part) or self.block


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule yields; the rule's id and severity are added by the runner.

    ``start`` is the place of ``text`` in its line, -1 when the text is not a part of one line.
    ``repair`` replaces ``text``; it is given only where the right text is certain.
    ``severity`` overrules that of the rule.
    """

    place: Place
    text: str
    message: str
    start: int = -1
    repair: str | None = None
    severity: Severity | None = None

    @property
    def end(self) -> int:
        """Where ``text`` ends in its line."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding of one rule."""

    rule: str
    severity: Severity
    place: Place
    text: str
    message: str
    start: int = -1
    repair: str | None = None

    @property
    def where(self) -> str:
        """The place in words and by its stable name."""
        return self.place.where

    @property
    def fingerprint(self) -> str:
        """The same for the same rule, text and place, however often the check runs; a dismissal
        holds as long as none of them changes."""
        place = f"{self.place.measure}:{self.place.key}" if self.place.measure else self.place.block
        said = "|".join((self.rule, place, compact(self.text), self.message))
        return hashlib.sha256(said.encode()).hexdigest()[:32]

    def as_json(self) -> dict[str, Any]:
        """The data of ``check_report --json``."""
        return {
            "rule": self.rule,
            "severity": self.severity.value,
            "where": self.where,
            "text": self.text,
            "message": self.message,
        }
