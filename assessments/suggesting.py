"""What could fill the gaps of a framework: offered to a central administrator, who takes it up
with the source where it was looked up, or corrects it. Nothing is computed with a suggestion."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction

from agencies.events import log_event
from agencies.models import Agency, User
from assessments.framework_editing import copy_to_new_edition
from assessments.models import Confidence, Framework, RatingLevel
from assessments.suggesting_rows import missing_items, missing_questions

BELIEVED = "ผู้จัดทำระบบเข้าใจเช่นนี้ แต่ยังไม่พบแหล่งข้อมูล"

# What one year may learn of another. Codes mean something only in their own year.
_CARRIED = ("pass_mark", "calculation", "report_covers")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A value for a gap. ``key`` names the gap in any edition of the year ("weight:IIT")."""

    key: str
    what: str
    shown: str
    basis: str
    take_up: Callable[[Framework, str], None]


def suggestions_for(framework: Framework) -> list[Suggestion]:
    """One suggestion for each gap that is known to have one: what the framework's file offers
    unconfirmed, else what the nearest year holds that knows it."""
    others = [row for row in Framework.objects.newest_editions()
              if row.fiscal_year != framework.fiscal_year]  # fmt: skip
    others.sort(key=lambda row: (abs(row.fiscal_year - framework.fiscal_year), row.fiscal_year))
    rows = [*missing_items(framework), *missing_questions(framework)]
    return [
        *_facts(framework, others), *_weights(framework, others), *_levels(framework, others),
        *(Suggestion(key, what, shown, BELIEVED, write) for key, what, shown, write in rows),
        *_texts(framework, "items", "title", "item_titles", "ชื่อข้อมูล"),
        *_texts(framework, "questions", "text", "question_texts", "ถ้อยคำของข้อ"),
    ]  # fmt: skip


@transaction.atomic
def take_up_suggestions(
    *, framework: Framework, keys: Collection[str], source: str, agency: Agency, actor: User
) -> Framework:
    """Write the chosen suggestions, as read in one source, into the framework; into a new
    edition of it when it is in use. Returns the edition that holds them."""
    chosen = [row for row in suggestions_for(framework) if row.key in keys]
    if framework.is_in_use():
        framework = copy_to_new_edition(framework=framework, agency=agency, actor=actor)
    for row in chosen:
        row.take_up(framework, source)
    changes = {row.what: ("", row.shown) for row in chosen}
    log_event(agency=agency, actor=actor, verb="changed", thing=framework, changes=changes)
    return framework


def _facts(framework: Framework, others: list[Framework]) -> Iterator[Suggestion]:
    for name in (*_CARRIED, "measures_item", "report_item"):
        if getattr(framework, name) not in (None, ""):
            continue
        value, basis = framework.suggestions.get(name), BELIEVED
        if not value and name in _CARRIED:
            value, basis = _known(name, others)
        if value:
            field: Any = framework._meta.get_field(name)
            shown = dict(field.flatchoices).get(value, value)
            yield Suggestion(f"fact:{name}", str(field.verbose_name), str(shown), basis,
                             _fact_writer(name, value))  # fmt: skip


def _known(name: str, others: list[Framework]) -> tuple[Any, str]:
    for row in others:
        if (value := getattr(row, name)) not in (None, ""):
            stated = row.provenance(name).get_confidence_display()
            return value, f"ปี {row.fiscal_year} ใช้ค่านี้ ({stated})"
    return None, ""


def _fact_writer(name: str, value: Any) -> Callable[[Framework, str], None]:
    def write(framework: Framework, source: str) -> None:
        stated = {"confidence": Confidence.ONE_SOURCE.value, "source": source}
        setattr(framework, name, value)
        framework.fact_sources = {**framework.fact_sources, name: stated}
        framework.save()

    return write


def _weights(framework: Framework, others: list[Framework]) -> Iterator[Suggestion]:
    offered = framework.suggestions.get("weights", {})
    for row in framework.instruments.all():
        if row.weight is not None:
            continue
        value, basis = offered.get(row.code), BELIEVED
        for other in others if value is None else []:
            known = other.instruments.filter(code=row.code, weight__isnull=False).first()
            if known is not None:
                value = known.weight
                basis = f"ปี {other.fiscal_year} ใช้ค่านี้ ({known.get_confidence_display()})"
                break
        if value is not None:
            shown = f"ร้อยละ {Decimal(str(value)).normalize():f}"
            yield Suggestion(f"weight:{row.code}", f"น้ำหนักของ {row.code}", shown, basis,
                             _row_writer("instruments", row.code, "weight", value))  # fmt: skip


def _levels(framework: Framework, others: list[Framework]) -> Iterator[Suggestion]:
    if framework.rating_levels.exists():
        return
    for other in others:
        if levels := list(other.rating_levels.all()):
            shown = ", ".join(level.name for level in levels)
            basis = f"ปี {other.fiscal_year} ใช้ระดับเหล่านี้ ({levels[0].get_confidence_display()})"
            yield Suggestion("levels", "ระดับผลการประเมิน", shown, basis, _levels_writer(levels))
            return


def _levels_writer(levels: list[RatingLevel]) -> Callable[[Framework, str], None]:
    def write(framework: Framework, source: str) -> None:
        for level in levels:
            RatingLevel.objects.create(
                framework=framework, position=level.position, code=level.code, name=level.name,
                minimum=level.minimum, instrument_minimum=level.instrument_minimum,
                confidence=Confidence.ONE_SOURCE, source=source,
            )  # fmt: skip

    return write


def _texts(
    framework: Framework, section: str, field: str, offered: str, what: str
) -> Iterator[Suggestion]:
    texts: dict[str, str] = framework.suggestions.get(offered, {})
    if not texts:
        return
    for row in getattr(framework, section).filter(**{field: ""}):
        if text := texts.get(row.code):
            yield Suggestion(f"{field}:{row.code}", f"{what} {row.code}", text, BELIEVED,
                             _row_writer(section, row.code, field, text))  # fmt: skip


def _row_writer(
    section: str, code: str, field: str, value: Any
) -> Callable[[Framework, str], None]:
    def write(framework: Framework, source: str) -> None:
        row = getattr(framework, section).get(code=code)
        setattr(row, field, value)
        row.confidence = Confidence.ONE_SOURCE
        row.source = "\n".join(part for part in (row.source, source) if part)
        row.save()

    return write
