"""Differences in the history: ``measures.history``."""

from __future__ import annotations

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from ita_portal.thai.numerals import to_thai
from measures.history import compare
from measures.models import Measure
from measures.services import update_progress

THAI = st.text(alphabet="กขคงจฉชซญดตถทธนบปผฝพฟมยรลวศสหอเแโใไะาำิีึืุู็่้๊๋์ 12๓๔ab\n", max_size=60)


@given(THAI, THAI)
def test_nothing_is_lost_in_either_direction(before: str, after: str) -> None:
    pieces = compare(before, after)
    assert "".join(p.text for p in pieces if p.kind != "ins") == before
    assert "".join(p.text for p in pieces if p.kind != "del") == after


@given(THAI)
def test_equal_texts_have_no_difference(text: str) -> None:
    assert all(piece.kind == "same" for piece in compare(text, text))


@pytest.mark.parametrize(
    ("before", "after", "gone", "new"),
    [
        ("ประชุมชี้แจงแนวทางการให้บริการประชาชนแล้ว 2 ครั้ง",
         "ประชุมชี้แจงแนวทางการให้บริการประชาชนแล้ว 3 ครั้ง", ["2"], ["3"]),
        ("ยังไม่ดำเนินการ", "อยู่ระหว่างดำเนินการ", ["ยังไม่ดำเนินการ"], ["อยู่ระหว่างดำเนินการ"]),
        ("รายงานภายในเดือนมีนาคม ๒๕๖๖", "รายงานภายในเดือนเมษายน ๒๕๖๖", None, None),
        ("", "ใหม่ทั้งหมด", [], ["ใหม่ทั้งหมด"]),
        ("หายไป", "", ["หายไป"], []),
    ],
)  # fmt: skip
def test_what_is_marked(
    before: str, after: str, gone: list[str] | None, new: list[str] | None
) -> None:
    pieces = compare(before, after)
    if gone is not None:
        assert [p.text for p in pieces if p.kind == "del"] == gone
        assert [p.text for p in pieces if p.kind == "ins"] == new
    # A mark never stands apart from its consonant.
    for piece in pieces:
        assert piece.text[:1] not in "ะัาำิีึืฺุู็่้๊๋์ๅ" or not piece.text


def test_long_texts_are_shown_whole() -> None:
    before, after = "ก" * 5000, to_thai("ข1" * 2500)
    assert [p.kind for p in compare(before, after)] == ["del", "ins"]


def test_everything_can_be_reached(coordinator: Client, measure: Measure) -> None:
    """The page shows the newest thirty changes and leads to the rest, each with its undo."""
    for turn in range(31):
        update_progress(
            measure=measure, round="6m", actor=None, seen_version=turn, values={"note": f"{turn}."}
        )
    address = f"/work/test/measures/{measure.pk}/?round=6m"
    page = coordinator.get(address).content.decode()
    assert (page.count("ย้อนการแก้ไขนี้"), "แสดงประวัติทั้งหมด" in page) == (30, True)
    page = coordinator.get(f"{address}&history=all").content.decode()
    assert (page.count("ย้อนการแก้ไขนี้"), "แสดงประวัติทั้งหมด" in page) == (31, False)
