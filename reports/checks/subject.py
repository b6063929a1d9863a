"""What the rules look at: a document, what was recognised in it, and what is known besides.

A Word file, a draft and a publication are all documents, so all are looked at in the same way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from assessments.catalogue import Catalogue
from ita_portal.thai.fiscal import FiscalYear, Round
from ita_portal.thai.numerals import ARABIC_DIGITS, THAI_DIGITS, to_arabic, to_thai
from reports.checks.built import is_built, recognise_built
from reports.checks.keys import compact
from reports.checks.layout_of import DocumentParts, read_parts
from reports.checks.parts import MeasureView, Passage, TableView
from reports.document import Document, Memo
from reports.readers.recognised import Recognised
from reports.readers.recogniser import NotRecognised, recognise


@dataclass(frozen=True, slots=True)
class AgencyFacts:
    """Who publishes the document: the official name first, then other names of it."""

    name: str = ""
    aliases: tuple[str, ...] = ()
    district: str = ""
    province: str = ""


@dataclass(frozen=True)
class Subject:
    """A document with everything that a rule may ask for. ``catalogues`` are the framework of
    the assessed year first, then that of the report's own year."""

    document: Document
    parts: DocumentParts
    recognised: Recognised | None
    catalogues: tuple[Catalogue, ...]
    agency: AgencyFacts
    fiscal_year: FiscalYear | None
    round_code: str = ""
    kind: str = ""
    notes: dict[str, Any] = field(default_factory=dict)  # what rules read once and share

    @classmethod
    def of_document(
        cls,
        document: Document,
        *,
        catalogues: Sequence[Catalogue] = (),
        fiscal_year: int | None = None,
        round: str = "",
        agency: AgencyFacts | None = None,
        kind: str = "",
    ) -> Subject:
        """Any document. What is not given is taken from the document itself, if it says it."""
        found = _recognised(document, catalogues, fiscal_year, round)
        year = fiscal_year or (found.fiscal_year if found else None)
        told = AgencyFacts(found.agency_name, (), found.district, found.province) if found else None
        return cls(
            document=document,
            parts=read_parts(document, found),
            recognised=found,
            catalogues=tuple(catalogues),
            agency=agency or told or AgencyFacts(),
            fiscal_year=FiscalYear(year) if year else None,
            round_code=round or (found.round if found else ""),
            kind=kind or (found.kind if found else ""),
        )

    @property
    def passages(self) -> tuple[Passage, ...]:
        """All lines in reading order, headers of tables included."""
        return self.parts.passages

    @property
    def tables(self) -> tuple[TableView, ...]:
        """All tables in reading order."""
        return self.parts.tables

    @property
    def measures(self) -> tuple[MeasureView, ...]:
        """The measures in order."""
        return self.parts.measures

    @property
    def memo(self) -> Memo | None:
        """The memo that the document begins with."""
        return self.recognised.memo if self.recognised else None

    @property
    def assessed_year(self) -> int | None:
        """The year whose result the measures answer."""
        return self.fiscal_year.be - 1 if self.fiscal_year else None

    @property
    def round(self) -> Round | None:
        """The reported round; None for a plan and where it is not known."""
        if self.fiscal_year is None or self.kind == "measures":
            return None
        return next((r for r in self.fiscal_year.rounds if r.code == self.round_code), None)

    @property
    def catalogue(self) -> Catalogue | None:
        """The framework of the assessed year, else the one that is there."""
        return self.catalogues[0] if self.catalogues else None

    def texts(self) -> Iterator[Passage]:
        """The lines that somebody wrote as content: no page numbers, separators, headers."""
        return (p for p in self.passages if p.kind not in ("separator", "page_number", "figure"))

    def body(self) -> Iterator[Passage]:
        """The content without the headers of tables."""
        return (p for p in self.texts() if p.kind != "header")

    @cached_property
    def title(self) -> tuple[Passage, ...]:
        """The lines of the title."""
        titles = tuple(p for p in self.passages if p.kind == "title")
        if titles or self.recognised is None:
            return titles
        lines = {compact(line) for line in self.recognised.title_lines}
        first_table = self.tables[0].block if self.tables else len(self.document.blocks)
        return tuple(
            p for p in self.passages
            if p.place.spot and p.place.spot.block < first_table and compact(p.text) in lines
        )  # fmt: skip

    @cached_property
    def dominant_numerals(self) -> str:
        """ "thai" or "arabic": the digits that most numbers of the text are written in."""
        text = "".join(p.text for p in self.texts())
        thai = sum(text.count(digit) for digit in THAI_DIGITS)
        arabic = sum(text.count(digit) for digit in ARABIC_DIGITS)
        return "arabic" if arabic > thai else "thai"

    def digits_like(self, number: str, model: str = "") -> str:
        """``number`` in the digits of ``model``, or in those of the document where the model
        has none or both."""
        has_thai = any(digit in model for digit in THAI_DIGITS)
        has_arabic = any(digit in model for digit in ARABIC_DIGITS)
        thai = has_thai if has_thai != has_arabic else self.dominant_numerals == "thai"
        return to_thai(number) if thai else to_arabic(number)

    @cached_property
    def start(self) -> Passage | None:
        """The first line of the document, for what belongs to no line."""
        return next(iter(self.title), None) or next(iter(self.texts()), None)


def _recognised(
    document: Document, catalogues: Sequence[Catalogue], fiscal_year: int | None, round: str
) -> Recognised | None:
    if is_built(document):
        return recognise_built(document, catalogues, fiscal_year, round)
    try:
        return recognise(document, catalogues, fiscal_year=fiscal_year, round=round)
    except NotRecognised:
        return None
