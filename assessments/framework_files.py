"""The format of a framework file, and what must hold in one.

A file is one edition of one year: JSON with the sections below. Every fact carries its
``confidence`` and the keys of its sources in ``sources``; ``null`` means that it is not
established. ``suggestions`` holds values nobody has confirmed: they are shown to an
administrator and never read as facts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from assessments.models.facts import Confidence

LARGEST_FILE = 2_000_000  # bytes; a complete year has about 35,000

# A check takes a value and says in Thai what is wrong with it ("" when nothing is).
Check = Callable[[Any], str]


class FrameworkFileError(ValueError):
    """A file that is no valid framework. ``problems`` are Thai sentences, one for each place."""

    def __init__(self, name: str, problems: list[str]) -> None:
        self.name = name
        self.problems = problems
        super().__init__(f"{name}: " + "; ".join(problems[:20]))


def read_framework(content: bytes, name: str) -> dict[str, Any]:
    """The data of a framework file, checked. ``name`` is used in messages only.

    Raises ``FrameworkFileError`` for anything that is not a complete, consistent framework.
    """
    if len(content) > LARGEST_FILE:
        raise FrameworkFileError(name, ["ไฟล์มีขนาดใหญ่เกินไป"])
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise FrameworkFileError(name, ["ไม่ใช่ไฟล์ JSON ที่เข้ารหัสแบบ UTF-8"]) from None
    problems = list(_problems(data))
    if problems:
        raise FrameworkFileError(name, problems)
    return data  # type: ignore[no-any-return]


def _text(value: Any) -> str:
    return "" if isinstance(value, str) else "ต้องเป็นข้อความ"


def _name(value: Any) -> str:
    return "" if isinstance(value, str) and value.strip() else "ต้องเป็นข้อความและไม่ว่าง"


def _flag(value: Any) -> str:
    return "" if isinstance(value, bool) else "ต้องเป็น true หรือ false"


def _whole(low: int, high: int) -> Check:
    def check(value: Any) -> str:
        fits = isinstance(value, int) and not isinstance(value, bool) and low <= value <= high
        return "" if fits else f"ต้องเป็นจำนวนเต็ม {low} ถึง {high}"

    return check


def _score(value: Any) -> str:
    """0 to 100 with at most two decimals."""
    fits = (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        and 0 <= value <= 100
        and round(value, 2) == value
    )
    return "" if fits else "ต้องเป็นตัวเลข 0 ถึง 100 ทศนิยมไม่เกินสองตำแหน่ง"


def _weight(value: Any) -> str:
    return _score(value) or ("" if value > 0 else "ต้องมากกว่า 0")


def _one_of(*values: str) -> Check:
    return lambda value: "" if value in values else "ต้องเป็น " + " หรือ ".join(values)


def _like(pattern: str, example: str) -> Check:
    def check(value: Any) -> str:
        fits = isinstance(value, str) and re.fullmatch(pattern, value)
        return "" if fits else f"ต้องเขียนอย่าง {example}"

    return check


def _optional(check: Check) -> Check:
    return lambda value: "" if value is None else check(value)


def _many(check: Check) -> Check:
    def check_all(value: Any) -> str:
        if not isinstance(value, list):
            return "ต้องเป็นรายการ"
        return next((problem for part in value if (problem := check(part))), "")

    return check_all


def _row(fields: Mapping[str, Check]) -> Check:
    def check(value: Any) -> str:
        return "; ".join(_row_problems(value, fields))

    return check


def _anything(value: Any) -> str:
    return "" if isinstance(value, dict) else "ต้องเป็นกลุ่มข้อมูล"


_FACT: dict[str, Check] = {"confidence": _one_of(*Confidence.values), "source": _many(_name)}
_CODE = _like("O[1-9][0-9]?", "O33")
_QUESTION = _like("[IE][1-9][0-9]?", "I7")
_NUMBER = _like(r"[1-9][0-9]?\.[1-9][0-9]?", "9.5")
_DATE = _like(r"20[0-9]{2}-(0[1-9]|1[0-2])(-[0-3][0-9])?", "2022-03-01")
_OPTION = _row({"text": _name, "scale": _optional(_text), "reversed": _optional(_flag)})

_FACTS: dict[str, Check] = {
    "pass_mark": _score,
    "calculation": _one_of("mean_of_means"),
    "scales": _anything,
    "measures_item": _CODE,
    "report_item": _CODE,
    "report_covers": _one_of("same_year", "previous_year"),
}
_SECTIONS: dict[str, dict[str, Check]] = {
    "instruments": {
        "code": _one_of("IIT", "EIT", "OIT"), "name": _text, "weight": _optional(_weight), **_FACT,
    },
    "indicators": {
        "number": _whole(1, 99), "instrument": _one_of("IIT", "EIT", "OIT"), "name": _name,
        "aliases": _many(_name), **_FACT,
    },
    "sub_indicators": {
        "number": _NUMBER, "indicator": _whole(1, 99), "name": _optional(_name), **_FACT,
    },
    "questions": {
        "code": _QUESTION, "indicator": _whole(1, 99), "placement": _one_of(*Confidence.values),
        "text": _optional(_name), "scale": _optional(_text), "reversed": _optional(_flag),
        "options": _many(_OPTION), "note": _text, **_FACT,
    },
    "items": {
        "code": _CODE, "title": _optional(_name), "sub_indicator": _optional(_NUMBER),
        "placement": _one_of(*Confidence.values), "components": _many(_name),
        "components_note": _text, "note": _text, **_FACT,
    },
    "rating_levels": {
        "code": _name, "name": _name, "minimum": _score, "instrument_minimum": _optional(_score),
        **_FACT,
    },
    "topics": {"number": _whole(1, 99), "name": _name, **_FACT},
    "calendar": {"name": _name, "start": _DATE, "end": _DATE, **_FACT},
}  # fmt: skip
_TOP: dict[str, Check] = {
    "format": lambda value: "" if value == 1 else "ต้องเป็น 1",
    "fiscal_year": _whole(2550, 2650),
    "edition": _whole(1, 999),
    "note": _text,
    "sources": _anything,
    "facts": _anything,
    **dict.fromkeys(_SECTIONS, _many(_anything)),
    "not_established": _many(_name),
    "suggestions": _anything,
}
_KEYS = {"rating_levels": "code", "calendar": "name", "instruments": "code", "questions": "code",
         "items": "code"}  # fmt: skip


def _problems(data: Any) -> Iterator[str]:
    found = list(_row_problems(data, _TOP))
    if not found:
        found = list(_fact_problems(data))
        for section, fields in _SECTIONS.items():
            for position, row in enumerate(data[section], start=1):
                place = f"{section} รายการที่ {position}"
                found += [f"{place}: {problem}" for problem in _row_problems(row, fields)]
    yield from found
    if not found:  # what follows relies on the right kinds of values
        yield from _source_problems(data)
        yield from _reference_problems(data)
        yield from _rule_problems(data)


def _row_problems(row: Any, fields: Mapping[str, Check]) -> Iterator[str]:
    if not isinstance(row, dict):
        yield "ต้องเป็นกลุ่มข้อมูล"
        return
    for key in sorted(fields.keys() - row.keys()):
        yield f"ขาด {key}"
    for key in sorted(row.keys() - fields.keys()):
        yield f"ไม่รู้จัก {key}"
    for key in fields.keys() & row.keys():
        if problem := fields[key](row[key]):
            yield f"{key} {problem}"


def _fact_problems(data: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"facts: {problem}" for problem in _row_problems(
        data["facts"], dict.fromkeys(_FACTS, _anything)))  # fmt: skip
    for name, fact in data["facts"].items():
        if name in _FACTS and isinstance(fact, dict):
            fields = {"value": _optional(_FACTS[name]), **_FACT}
            yield from (f"facts {name}: {problem}" for problem in _row_problems(fact, fields))


def _source_problems(data: Mapping[str, Any]) -> Iterator[str]:
    rows = [(f"facts {name}", fact) for name, fact in data["facts"].items()]
    for section in _SECTIONS:
        key = _KEYS.get(section, "number")
        rows += [(f"{section} {row[key]}", row) for row in data[section]]
    for place, row in rows:
        for source in row["source"]:
            if not isinstance(data["sources"].get(source), str):
                yield f"{place}: ไม่มีแหล่งข้อมูล {source} ใน sources"
        if row["confidence"] != Confidence.UNCONFIRMED and not row["source"]:
            yield f"{place}: ข้อมูลที่ยืนยันแล้วต้องระบุแหล่งข้อมูล"


def _reference_problems(data: Mapping[str, Any]) -> Iterator[str]:
    for section in _SECTIONS:
        key = _KEYS.get(section, "number")
        values = [row[key] for row in data[section]]
        for value in sorted({value for value in values if values.count(value) > 1}, key=str):
            yield f"{section}: {value} ซ้ำกัน"
    instruments = {row["code"] for row in data["instruments"]}
    indicators = {row["number"]: row["instrument"] for row in data["indicators"]}
    sub_indicators = {row["number"] for row in data["sub_indicators"]}
    for row in data["indicators"]:
        if row["instrument"] not in instruments:
            yield f"indicators {row['number']}: ไม่มีเครื่องมือ {row['instrument']}"
    for row in data["sub_indicators"]:
        belongs = row["number"].split(".")[0] == str(row["indicator"])
        if row["indicator"] not in indicators or not belongs:
            yield f"sub_indicators {row['number']}: ไม่ตรงกับตัวชี้วัดที่ {row['indicator']}"
    for row in data["questions"]:
        if indicators.get(row["indicator"], " ")[0] != row["code"][0]:
            yield f"questions {row['code']}: ไม่ตรงกับตัวชี้วัดที่ {row['indicator']}"
    for row in data["items"]:
        if row["sub_indicator"] is not None and row["sub_indicator"] not in sub_indicators:
            yield f"items {row['code']}: ไม่มีตัวชี้วัดย่อย {row['sub_indicator']}"
    items = {row["code"] for row in data["items"]}
    for name in ("measures_item", "report_item"):
        code = data["facts"][name]["value"]
        if code is not None and code not in items:
            yield f"facts {name}: ไม่มีข้อมูล {code} ใน items"


def _rule_problems(data: Mapping[str, Any]) -> Iterator[str]:
    weights = [row["weight"] for row in data["instruments"]]
    if any(weight is not None for weight in weights) and (
        None in weights or round(sum(weights), 2) != 100
    ):
        yield "instruments: น้ำหนักของทุกเครื่องมือรวมกันต้องเป็น 100 หรือไม่ระบุทั้งหมด"
    minima = [row["minimum"] for row in data["rating_levels"]]
    if minima and (minima != sorted(minima, reverse=True) or minima[-1] != 0):
        yield "rating_levels: ต้องเรียงจากระดับสูงสุดลงมา และระดับสุดท้ายเริ่มที่ 0"
    for row in data["calendar"]:
        if row["start"] > row["end"]:
            yield f"calendar {row['name']}: วันสิ้นสุดต้องไม่ก่อนวันเริ่ม"
