"""A stored framework as the data of a framework file: for downloading, copying, correcting."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from assessments.models import Framework
from assessments.models.facts import Confidence, Fact

_FACTS = ("pass_mark", "calculation", "scales", "measures_item", "report_item", "report_covers")


def framework_to_data(framework: Framework) -> dict[str, Any]:
    """The data of a file that ``assessments.frameworks.store_framework`` would store as this."""
    sources = _Sources()
    return {
        "format": 1,
        "fiscal_year": framework.fiscal_year,
        "edition": framework.edition,
        "note": framework.note,
        "facts": {name: _fact(framework, name, sources) for name in _FACTS},
        "instruments": [
            {"code": row.code, "name": row.name, "weight": _number(row.weight), **sources.of(row)}
            for row in framework.instruments.all()
        ],
        "indicators": [
            {"number": row.number, "instrument": row.instrument.code, "name": row.name,
             "aliases": row.aliases, **sources.of(row)}
            for row in framework.indicators.select_related("instrument")
        ],
        "sub_indicators": [
            {"number": row.number, "indicator": row.indicator.number, "name": row.name or None,
             **sources.of(row)}
            for row in framework.sub_indicators.select_related("indicator")
        ],
        "questions": [
            {"code": row.code, "indicator": row.indicator.number,
             "placement": row.placement_confidence, "text": row.text or None,
             "scale": row.scale or None, "reversed": row.is_reversed, "options": row.options,
             "note": row.note, **sources.of(row)}
            for row in framework.questions.select_related("indicator")
        ],
        "items": [
            {"code": row.code, "title": row.title or None,
             "sub_indicator": row.sub_indicator.number if row.sub_indicator else None,
             "placement": row.placement_confidence, "components": row.components,
             "components_note": row.components_note, "note": row.note, **sources.of(row)}
            for row in framework.items.select_related("sub_indicator")
        ],
        "rating_levels": [
            {"code": row.code, "name": row.name, "minimum": _number(row.minimum),
             "instrument_minimum": _number(row.instrument_minimum), **sources.of(row)}
            for row in framework.rating_levels.all()
        ],
        "topics": [
            {"number": row.number, "name": row.name, **sources.of(row)}
            for row in framework.topics.all()
        ],
        "calendar": [
            {**row, "source": sources.keys(row["source"])} for row in framework.calendar
        ],
        "not_established": framework.not_established,
        "suggestions": framework.suggestions,
        "sources": sources.texts,
    }  # fmt: skip


def without_confidence(data: dict[str, Any], fiscal_year: int) -> dict[str, Any]:
    """The same data for another year, where nothing of it is established yet."""
    bare = {"confidence": Confidence.UNCONFIRMED.value, "source": []}
    changed: dict[str, Any] = {**data, "fiscal_year": fiscal_year, "edition": 1, "sources": {}}
    changed["note"] = f"คัดลอกจากปี {data['fiscal_year']} ทุกข้อมูลยังไม่ยืนยัน"
    changed["facts"] = {name: {**fact, **bare} for name, fact in data["facts"].items()}
    for section in ("instruments", "indicators", "sub_indicators", "questions", "items",
                    "rating_levels", "topics"):  # fmt: skip
        changed[section] = [{**row, **bare} for row in data[section]]
        for row in changed[section]:
            if "placement" in row:
                row["placement"] = Confidence.UNCONFIRMED.value
    return {**changed, "calendar": [], "suggestions": {}}


class _Sources:
    """Source texts by short keys."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self._keys: dict[str, str] = {}

    def keys(self, source: str) -> list[str]:
        return list(self._each(source.splitlines()))

    def of(self, row: Fact) -> dict[str, Any]:
        return {"confidence": row.confidence, "source": self.keys(row.source)}

    def _each(self, lines: Iterable[str]) -> Iterable[str]:
        for line in lines:
            if line not in self._keys:
                self._keys[line] = f"s{len(self._keys) + 1}"
                self.texts[self._keys[line]] = line
            yield self._keys[line]


def _fact(framework: Framework, name: str, sources: _Sources) -> dict[str, Any]:
    value = getattr(framework, name)
    stated = framework.provenance(name)
    plain = _number(value) if isinstance(value, Decimal) else value or None
    return {
        "value": plain,
        "confidence": stated.confidence.value,
        "source": sources.keys(stated.source),
    }


def _number(value: Decimal | None) -> float | int | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
