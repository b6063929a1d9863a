"""Suggestions of questions and items that a framework does not list yet, by whole groups."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from assessments.codes import find_codes
from assessments.models import Confidence, Framework, Item, Question

# key of the gap, what it is, the value shown, and what writes it with its source
Rows = tuple[str, str, str, Callable[[Framework, str], None]]


def missing_items(framework: Framework) -> Iterator[Rows]:
    """The items of a sub-indicator as the file offers them ({"9.2": "O7-O13"}), where none of
    their codes is listed."""
    titles: dict[str, str] = framework.suggestions.get("item_titles", {})
    listed = set(framework.items.values_list("code", flat=True))
    for sub in framework.sub_indicators.all():
        offered = framework.suggestions.get("sub_indicator_items", {}).get(sub.number, "")
        codes = [str(code) for code in find_codes(offered) if str(code) not in listed]
        if codes:
            shown = " · ".join(f"{code} {titles.get(code, '')}".strip() for code in codes)
            yield (f"items:{sub.number}", f"ข้อมูล OIT ของตัวชี้วัดย่อยที่ {sub.number}", shown,
                   _item_writer(sub.number, codes, titles))  # fmt: skip


def _item_writer(
    number: str, codes: list[str], titles: dict[str, str]
) -> Callable[[Framework, str], None]:
    def write(framework: Framework, source: str) -> None:
        sub = framework.sub_indicators.get(number=number)
        Item.objects.bulk_create(
            Item(framework=framework, sub_indicator=sub, code=code, number=int(code[1:]),
                 title=titles.get(code, ""), **_read_in(source))
            for code in codes
        )  # fmt: skip

    return write


def missing_questions(framework: Framework) -> Iterator[Rows]:
    """The questions of an instrument as the file offers them ({"IIT": "I1-I15 …"}) in equal parts
    on its indicators, where none is listed and they can be divided so."""
    # PostgreSQL keeps the keys of JSON in an order of its own.
    texts: dict[str, str] = framework.suggestions.get("questions", {})
    for instrument, offered in ((code, texts[code]) for code in ("IIT", "EIT") if code in texts):
        codes = [str(code) for code in find_codes(offered) if code.instrument == instrument]
        indicators = framework.indicators.filter(instrument__code=instrument)
        listed = framework.questions.filter(indicator__in=indicators).exists()
        count = indicators.count()
        if codes and count and not listed and len(codes) % count == 0:
            yield (f"questions:{instrument}", f"ข้อคำถาม {instrument}", offered,
                   _question_writer(instrument, codes))  # fmt: skip


def _question_writer(instrument: str, codes: list[str]) -> Callable[[Framework, str], None]:
    def write(framework: Framework, source: str) -> None:
        indicators = list(framework.indicators.filter(instrument__code=instrument))
        remaining = iter(codes)
        Question.objects.bulk_create(
            Question(framework=framework, indicator=indicator, code=code, number=int(code[1:]),
                     **_read_in(source))
            for indicator in indicators
            for code in islice(remaining, len(codes) // len(indicators))
        )  # fmt: skip

    return write


def _read_in(source: str) -> dict[str, Any]:
    one = Confidence.ONE_SOURCE
    return {"confidence": one, "placement_confidence": one, "source": source}
