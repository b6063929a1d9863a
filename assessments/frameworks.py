"""Frameworks into the database. An edition is stored once and never changed by a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, overload

from django.db import transaction

from assessments.framework_files import read_framework
from assessments.models import (
    Framework,
    Indicator,
    Instrument,
    Item,
    Question,
    RatingLevel,
    SubIndicator,
    Topic,
)


@dataclass(frozen=True, slots=True)
class LoadSummary:
    """What ``load_frameworks`` did: the (fiscal year, edition) pairs that it stored, and those
    that were there already."""

    loaded: tuple[tuple[int, int], ...]
    present: tuple[tuple[int, int], ...]


def load_frameworks(folder: Path) -> LoadSummary:
    """Store every framework file of ``folder`` (``*.json``) whose edition is missing.

    All or nothing: raises ``FrameworkFileError`` for the first file that is not valid. An
    edition that is stored stays as it is, whatever its file says now.
    """
    files = [read_framework(path.read_bytes(), path.name) for path in sorted(folder.glob("*.json"))]
    loaded, present = [], []
    with transaction.atomic():
        stored = set(Framework.objects.values_list("fiscal_year", "edition"))
        for data in files:
            edition = (data["fiscal_year"], data["edition"])
            if edition in stored:
                present.append(edition)
            else:
                store_framework(data)
                stored.add(edition)
                loaded.append(edition)
    return LoadSummary(tuple(loaded), tuple(present))


@transaction.atomic
def store_framework(data: Mapping[str, Any]) -> Framework:
    """Store the data of a validated framework file as a new edition.

    Raises ``IntegrityError`` when this edition of the year exists.
    """
    facts = data["facts"]
    framework = Framework.objects.create(
        fiscal_year=data["fiscal_year"],
        edition=data["edition"],
        note=data["note"],
        pass_mark=_exact(facts["pass_mark"]["value"]),
        calculation=facts["calculation"]["value"] or "",
        measures_item=facts["measures_item"]["value"] or "",
        report_item=facts["report_item"]["value"] or "",
        report_covers=facts["report_covers"]["value"] or "",
        scales=facts["scales"]["value"] or {},
        calendar=[{**row, **_stated(data, row)} for row in data["calendar"]],
        not_established=data["not_established"],
        suggestions=data["suggestions"],
        fact_sources={name: _stated(data, fact) for name, fact in facts.items()},
    )
    _store_indicators(framework, data)
    _store_questions_and_items(framework, data)
    RatingLevel.objects.bulk_create(
        RatingLevel(
            framework=framework,
            position=position,
            code=row["code"],
            name=row["name"],
            minimum=_exact(row["minimum"]),
            instrument_minimum=_exact(row["instrument_minimum"]),
            **_stated(data, row),
        )
        for position, row in enumerate(data["rating_levels"], start=1)
    )
    Topic.objects.bulk_create(
        Topic(framework=framework, number=row["number"], name=row["name"], **_stated(data, row))
        for row in data["topics"]
    )
    return framework


def _store_indicators(framework: Framework, data: Mapping[str, Any]) -> None:
    instruments = Instrument.objects.bulk_create(
        Instrument(
            framework=framework,
            position=position,
            code=row["code"],
            name=row["name"],
            weight=_exact(row["weight"]),
            **_stated(data, row),
        )
        for position, row in enumerate(data["instruments"], start=1)
    )
    by_code = {instrument.code: instrument for instrument in instruments}
    indicators = Indicator.objects.bulk_create(
        Indicator(
            framework=framework,
            instrument=by_code[row["instrument"]],
            number=row["number"],
            name=row["name"],
            aliases=row["aliases"],
            **_stated(data, row),
        )
        for row in data["indicators"]
    )
    by_number = {indicator.number: indicator for indicator in indicators}
    SubIndicator.objects.bulk_create(
        SubIndicator(
            framework=framework,
            indicator=by_number[row["indicator"]],
            number=row["number"],
            name=row["name"] or "",
            **_stated(data, row),
        )
        for row in data["sub_indicators"]
    )


def _store_questions_and_items(framework: Framework, data: Mapping[str, Any]) -> None:
    indicators = {indicator.number: indicator for indicator in framework.indicators.all()}
    Question.objects.bulk_create(
        Question(
            framework=framework,
            indicator=indicators[row["indicator"]],
            code=row["code"],
            number=int(row["code"][1:]),
            text=row["text"] or "",
            scale=row["scale"] or "",
            is_reversed=row["reversed"],
            options=row["options"],
            note=row["note"],
            placement_confidence=row["placement"],
            **_stated(data, row),
        )
        for row in data["questions"]
    )
    sub_indicators = {row.number: row for row in framework.sub_indicators.all()}
    Item.objects.bulk_create(
        Item(
            framework=framework,
            sub_indicator=sub_indicators.get(row["sub_indicator"]),
            code=row["code"],
            number=int(row["code"][1:]),
            title=row["title"] or "",
            components=row["components"],
            components_note=row["components_note"],
            note=row["note"],
            placement_confidence=row["placement"],
            **_stated(data, row),
        )
        for row in data["items"]
    )


def _stated(data: Mapping[str, Any], row: Mapping[str, Any]) -> dict[str, str]:
    """Confidence, and the sources written out, one a line."""
    sources = "\n".join(data["sources"][key] for key in row["source"])
    return {"confidence": row["confidence"], "source": sources}


@overload
def _exact(value: float) -> Decimal: ...
@overload
def _exact(value: None) -> None: ...
def _exact(value: float | None) -> Decimal | None:
    """A JSON number as the decimal that was written, not as its binary neighbour."""
    return None if value is None else Decimal(str(value))
