"""Where a repair is written: the same place of the same line, in the digits that were typed."""

from __future__ import annotations

import pytest

from reports.checks.finding import Finding, Place, Severity, Spot
from reports.checks.mending import mended_text


def finding(text: str, start: int, repair: str) -> Finding:
    place = Place("t1r1", "ขั้นตอน", 1, "steps", Spot(3, 1, 2, 1))
    return Finding("G9", Severity.WARNING, place, text, "", start, repair)


@pytest.mark.parametrize(
    ("field", "mended"),
    [
        ("๑. ประชุม\n๒. เผยเเพร่", "๑. ประชุม\n๒. เผยแพร่"),
        # The report prints Thai digits, the field holds Arabic ones.
        ("1. ประชุม\n2. เผยเเพร่", "1. ประชุม\n2. เผยแพร่"),
        ("๒. เผยแพร่", None),  # repaired already
        ("", None),
    ],
)
def test_the_text_is_mended_in_its_line(field: str, mended: str | None) -> None:
    assert mended_text(field, finding("เเ", 6, "แ")) == mended


def test_a_text_that_would_be_empty_is_left_alone() -> None:
    assert mended_text("เเ", finding("เเ", 0, "")) is None


def test_a_fingerprint_changes_with_text_and_place_only_by_what_they_say() -> None:
    one = finding("เเ", 6, "แ")
    moved = Finding(one.rule, one.severity, Place("t9r9", "อื่น", 1, "steps"), "เ เ", "", 0, "แ")
    other = Finding(one.rule, one.severity, Place("t1r1", "ขั้นตอน", 2, "steps"), "เเ", "", 6, "แ")
    assert one.fingerprint == moved.fingerprint  # another table, the same measure and column
    assert one.fingerprint != other.fingerprint  # another measure
