"""Which indicators, questions and items a measure answers, from what stands in its row, in the
heading above it and in the rows before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from assessments.catalogue import Catalogue, ItemEntry
from reports.readers.mentions import Mentions


@dataclass(slots=True)
class LinkContext:
    """What the headings and the rows read so far say of the rows that follow.

    A heading directly above the table is the writer's word for its rows. Once a row agreed with
    it, a later row with the code of another indicator is one that the writer put there without
    a heading. What was carried over from another table, or told by the row before, only holds
    where the row itself does not speak against it.
    """

    catalogues: Sequence[Catalogue]
    _standing: Mentions = field(default_factory=Mentions)
    _is_heading: bool = False
    _agreed: bool = False  # whether a row answered what the heading names
    _topics: tuple[int, ...] = ()

    def enter(self, heading: Mentions) -> None:
        """Headings stand above the rows that follow. One that names an instrument only opens a
        new part; one that names neither leaves everything as it was."""
        self._topics = heading.topics
        if heading.indicators or heading.sub_indicators or heading.instrument:
            instrument = heading.instrument or self._instrument_of(heading)
            kept = "" if instrument else self._standing.instrument
            self._standing = Mentions(
                instrument=instrument or kept,
                indicators=heading.indicators or self._indicators_of(heading),
                sub_indicators=heading.sub_indicators,
            )
            self._is_heading, self._agreed = True, False

    def leave_table(self) -> None:
        """A new table without a heading of its own begins."""
        self._is_heading = False

    def link(self, own: Mentions) -> Mentions:
        """The links of a row that names ``own``; the rows below it inherit them."""
        implied = self._indicators_of(own)
        warnings = list(own.warnings)
        indicators = own.indicators
        if not indicators:
            indicators = self._inherited(own, implied, warnings)
        elif implied and not set(implied) & set(indicators):
            warnings.append(_misplaced(own, implied, indicators))
        instrument = (
            own.instrument
            or self._instrument_of(Mentions(indicators=indicators))
            or self._instrument_of(own)
            or self._standing.instrument
        )
        warnings.extend(self._unknown_codes(own))
        linked = Mentions(
            instrument,
            indicators,
            own.sub_indicators or self._sub_indicators_of(own, indicators),
            own.questions,
            own.items,
            own.topics or self._topics,
            tuple(dict.fromkeys(warnings)),
        )
        if own.indicators or own.instrument or not self._is_heading:
            self._standing = Mentions(instrument=instrument, indicators=indicators)
            self._is_heading = self._is_heading and not own.indicators
        return linked

    def _inherited(
        self, own: Mentions, implied: tuple[int, ...], warnings: list[str]
    ) -> tuple[int, ...]:
        standing = self._standing.indicators
        part = own.instrument or self._instrument_of(own)
        same_part = part in ("", self._standing.instrument)
        if not standing or not (same_part or self._is_heading):
            return implied
        if not implied:
            return standing if same_part else ()
        if set(implied) <= set(standing):
            self._agreed = True
            return implied
        warnings.append(_misplaced(own, implied, standing))
        return standing if self._is_heading and not self._agreed else implied

    def _sub_indicators_of(self, own: Mentions, indicators: tuple[int, ...]) -> tuple[str, ...]:
        found = [
            entry.sub_indicator
            for code in own.items
            if (entry := self._item(code)) and entry.sub_indicator
        ]
        inherited = self._standing.sub_indicators if self._is_heading else ()
        kept = [n for n in inherited if int(n.partition(".")[0]) in indicators]
        return tuple(dict.fromkeys(found or kept))

    def _indicators_of(self, own: Mentions) -> tuple[int, ...]:
        """The indicators of the questions, items and sub-indicators that are named."""
        subs = [*own.sub_indicators]
        for code in own.items:
            if (item := self._item(code)) and item.sub_indicator:
                subs.append(item.sub_indicator)
        numbers = [
            question.indicator
            for code in own.questions
            for catalogue in self.catalogues[:1]
            if (question := catalogue.question(code))
        ]
        numbers += [int(sub.partition(".")[0]) for sub in subs]
        return tuple(dict.fromkeys(numbers))

    def _item(self, code: str) -> ItemEntry | None:
        return next((entry for c in self.catalogues if (entry := c.item(code))), None)

    def _instrument_of(self, mentions: Mentions) -> str:
        for number in mentions.indicators or self._indicators_of(mentions):
            for catalogue in self.catalogues:
                if entry := catalogue.indicator(number):
                    return entry.instrument
        codes = (*mentions.questions, *mentions.items)
        return f"{codes[0][0]}IT" if codes else ""

    def _unknown_codes(self, own: Mentions) -> list[str]:
        if not self.catalogues:
            return []
        first = self.catalogues[0]
        missing = [code for code in own.questions if first.questions and not first.question(code)]
        missing += [code for code in own.items if first.items and not first.item(code)]
        return [f"ไม่พบรหัส {code} ในกรอบการประเมินปี {first.fiscal_year}" for code in missing]


def _misplaced(own: Mentions, implied: tuple[int, ...], stated: tuple[int, ...]) -> str:
    what = "ข้อ " + ", ".join((*own.questions, *own.items)) if own.questions or own.items else (
        "ตัวชี้วัดย่อยที่ " + ", ".join(own.sub_indicators))  # fmt: skip
    right = ", ".join(str(number) for number in implied)
    wrong = ", ".join(str(number) for number in stated)
    return f"{what} เป็นของตัวชี้วัดที่ {right} แต่เอกสารวางไว้ใต้ตัวชี้วัดที่ {wrong}"
