"""A year's framework in memory: frozen values to look up and to compute with.

Made from a framework file or from the database; afterwards it asks nobody anything. What is
not established is None (or empty), as in the framework.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch, prefetch_related_objects

from assessments.codes import find_codes
from assessments.matching import NameIndex

if TYPE_CHECKING:
    from assessments.models import Framework


@dataclass(frozen=True, slots=True)
class InstrumentEntry:
    """IIT, EIT or OIT; ``weight`` in per cent of the total."""

    code: str
    name: str
    weight: Decimal | None


@dataclass(frozen=True, slots=True)
class IndicatorEntry:
    """An indicator, numbered from 1 through all instruments."""

    number: int
    instrument: str
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SubIndicatorEntry:
    """A sub-indicator such as "9.5"; the name may be unknown ("")."""

    number: str
    indicator: int
    name: str


@dataclass(frozen=True, slots=True)
class QuestionEntry:
    """A question ("I7"); ``options`` are the texts of the parts that are scored by themselves.
    ``is_reversed`` explains a score, it is never applied to one."""

    code: str
    indicator: int
    text: str | None
    options: tuple[str, ...] = ()
    is_reversed: bool | None = None


@dataclass(frozen=True, slots=True)
class ItemEntry:
    """An item of OIT ("O33")."""

    code: str
    sub_indicator: str | None
    title: str | None


@dataclass(frozen=True, slots=True)
class LevelEntry:
    """A rating. The first level whose minima are reached is the rating."""

    code: str
    name: str
    minimum: Decimal
    instrument_minimum: Decimal | None = None


@dataclass(frozen=True, slots=True)
class TopicEntry:
    """A subject that measures must cover."""

    number: int
    name: str


@dataclass(frozen=True)
class Catalogue:
    """One edition of a year's framework, with its look-ups. A look-up of something that the
    framework does not have gives None."""

    fiscal_year: int
    edition: int
    instruments: tuple[InstrumentEntry, ...] = ()
    indicators: tuple[IndicatorEntry, ...] = ()
    sub_indicators: tuple[SubIndicatorEntry, ...] = ()
    questions: tuple[QuestionEntry, ...] = ()
    items: tuple[ItemEntry, ...] = ()
    levels: tuple[LevelEntry, ...] = ()
    topics: tuple[TopicEntry, ...] = ()
    pass_mark: Decimal | None = None
    calculation: str = ""
    measures_item: str | None = None
    report_item: str | None = None
    report_covers: str | None = None

    def instrument(self, code: str) -> InstrumentEntry | None:
        """The instrument with this code."""
        return next((entry for entry in self.instruments if entry.code == code), None)

    def indicator(self, number: int) -> IndicatorEntry | None:
        """The indicator with this number."""
        return self._indicators.get(number)

    def indicator_by_name(self, text: str) -> IndicatorEntry | None:
        """The indicator that ``text`` names, with or without its number and score."""
        return self._indicator_names.find(text)

    def sub_indicator(self, number: str) -> SubIndicatorEntry | None:
        """The sub-indicator with this number ("9.5")."""
        return self._sub_indicators.get(number)

    def sub_indicator_by_name(self, text: str) -> SubIndicatorEntry | None:
        """The sub-indicator that ``text`` names."""
        return self._sub_indicator_names.find(text)

    def question(self, code: str) -> QuestionEntry | None:
        """The question with this code, however it is spelled ("e๖")."""
        return self._questions.get(_canonical(code))

    def question_by_text(self, text: str) -> QuestionEntry | None:
        """The question with this wording, as it stands or shortened at its end."""
        return self._question_texts.find(text)

    def item(self, code: str) -> ItemEntry | None:
        """The item with this code, however it is spelled ("๐๓๓")."""
        return self._items.get(_canonical(code))

    def item_by_title(self, text: str) -> ItemEntry | None:
        """The item with this title."""
        return self._item_titles.find(text)

    def topic_by_name(self, text: str) -> TopicEntry | None:
        """The topic that ``text`` names."""
        return self._topic_names.find(text)

    def lists_all(self, instrument: str) -> bool:
        """Whether every part of an instrument has its questions or items, so that a code that is
        not there does not exist in this year. False where the list is not established."""
        if instrument == "OIT":
            parts = {entry.number for entry in self.sub_indicators}
            return bool(self.items) and parts <= {entry.sub_indicator for entry in self.items}
        numbers = {entry.number for entry in self.indicators if entry.instrument == instrument}
        return bool(numbers) and numbers <= {entry.indicator for entry in self.questions}

    def instrument_of(self, entry: QuestionEntry | ItemEntry | SubIndicatorEntry) -> str:
        """The instrument that a question, an item or a sub-indicator belongs to."""
        if isinstance(entry, ItemEntry):
            return "OIT"
        indicator = self.indicator(entry.indicator)
        return indicator.instrument if indicator else ""

    @cached_property
    def _indicators(self) -> dict[int, IndicatorEntry]:
        return {entry.number: entry for entry in self.indicators}

    @cached_property
    def _sub_indicators(self) -> dict[str, SubIndicatorEntry]:
        return {entry.number: entry for entry in self.sub_indicators}

    @cached_property
    def _questions(self) -> dict[str, QuestionEntry]:
        return {entry.code: entry for entry in self.questions}

    @cached_property
    def _items(self) -> dict[str, ItemEntry]:
        return {entry.code: entry for entry in self.items}

    @cached_property
    def _indicator_names(self) -> NameIndex[IndicatorEntry]:
        return NameIndex((entry, (entry.name, *entry.aliases)) for entry in self.indicators)

    @cached_property
    def _sub_indicator_names(self) -> NameIndex[SubIndicatorEntry]:
        return NameIndex((entry, (entry.name,)) for entry in self.sub_indicators)

    @cached_property
    def _question_texts(self) -> NameIndex[QuestionEntry]:
        return NameIndex((entry, (entry.text or "",)) for entry in self.questions)

    @cached_property
    def _item_titles(self) -> NameIndex[ItemEntry]:
        return NameIndex((entry, (entry.title or "",)) for entry in self.items)

    @cached_property
    def _topic_names(self) -> NameIndex[TopicEntry]:
        return NameIndex((entry, (entry.name,)) for entry in self.topics)

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Catalogue:
        """From the content of a framework file (see ``assessments.frameworks``), which must
        have been validated."""
        facts = {name: fact["value"] for name, fact in data["facts"].items()}
        return cls(
            fiscal_year=data["fiscal_year"],
            edition=data["edition"],
            instruments=tuple(
                InstrumentEntry(row["code"], row["name"], _decimal(row["weight"]))
                for row in data["instruments"]
            ),
            indicators=tuple(
                IndicatorEntry(row["number"], row["instrument"], row["name"], tuple(row["aliases"]))
                for row in data["indicators"]
            ),
            sub_indicators=tuple(
                SubIndicatorEntry(row["number"], row["indicator"], row["name"] or "")
                for row in data["sub_indicators"]
            ),
            questions=tuple(
                QuestionEntry(
                    row["code"],
                    row["indicator"],
                    row["text"],
                    tuple(option["text"] for option in row["options"]),
                    row["reversed"],
                )
                for row in data["questions"]
            ),
            items=tuple(
                ItemEntry(row["code"], row["sub_indicator"], row["title"]) for row in data["items"]
            ),
            levels=tuple(
                LevelEntry(
                    row["code"],
                    row["name"],
                    Decimal(str(row["minimum"])),
                    _decimal(row["instrument_minimum"]),
                )
                for row in data["rating_levels"]
            ),
            topics=tuple(TopicEntry(row["number"], row["name"]) for row in data["topics"]),
            pass_mark=_decimal(facts["pass_mark"]),
            calculation=facts["calculation"] or "",
            measures_item=facts["measures_item"],
            report_item=facts["report_item"],
            report_covers=facts["report_covers"],
        )

    @classmethod
    def from_framework(cls, framework: Framework) -> Catalogue:
        """From the database, in seven queries whatever the size."""
        return catalogues_of([framework])[framework.pk]

    @classmethod
    def _from_rows(cls, framework: Framework) -> Catalogue:
        """From a framework whose parts are prefetched."""
        return cls(
            fiscal_year=framework.fiscal_year,
            edition=framework.edition,
            instruments=tuple(
                InstrumentEntry(row.code, row.name, row.weight)
                for row in framework.instruments.all()
            ),
            indicators=tuple(
                IndicatorEntry(row.number, row.instrument.code, row.name, tuple(row.aliases))
                for row in framework.indicators.all()
            ),
            sub_indicators=tuple(
                SubIndicatorEntry(row.number, row.indicator.number, row.name)
                for row in framework.sub_indicators.all()
            ),
            questions=tuple(
                QuestionEntry(
                    row.code,
                    row.indicator.number,
                    row.text or None,
                    tuple(option["text"] for option in row.options),
                    row.is_reversed,
                )
                for row in framework.questions.all()
            ),
            items=tuple(
                ItemEntry(
                    row.code,
                    row.sub_indicator.number if row.sub_indicator else None,
                    row.title or None,
                )
                for row in framework.items.all()
            ),
            levels=tuple(
                LevelEntry(row.code, row.name, row.minimum, row.instrument_minimum)
                for row in framework.rating_levels.all()
            ),
            topics=tuple(TopicEntry(row.number, row.name) for row in framework.topics.all()),
            pass_mark=framework.pass_mark,
            calculation=framework.calculation,
            measures_item=framework.measures_item or None,
            report_item=framework.report_item or None,
            report_covers=framework.report_covers or None,
        )


def catalogues_of(frameworks: Iterable[Framework]) -> dict[int, Catalogue]:
    """The catalogues of several frameworks by their keys: seven queries for all of them."""
    from assessments.models import Indicator, Item, Question, SubIndicator

    rows = list({framework.pk: framework for framework in frameworks}.values())
    prefetch_related_objects(
        rows,
        "instruments",
        Prefetch("indicators", Indicator.objects.select_related("instrument")),
        Prefetch("sub_indicators", SubIndicator.objects.select_related("indicator")),
        Prefetch("questions", Question.objects.select_related("indicator")),
        Prefetch("items", Item.objects.select_related("sub_indicator")),
        "rating_levels",
        "topics",
    )
    return {framework.pk: Catalogue._from_rows(framework) for framework in rows}


def load_catalogue(fiscal_year: int) -> Catalogue | None:
    """The newest edition of a year (Buddhist era) in the database, or None."""
    from assessments.models import Framework  # this module is also used without a database

    framework = Framework.objects.current(fiscal_year)
    return Catalogue.from_framework(framework) if framework else None


def _canonical(code: str) -> str:
    found = find_codes(code)
    return str(found[0]) if len(found) == 1 else code.strip().upper()


def _decimal(value: float | int | str | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))
