"""Headings of a document nest, whatever levels they were given."""

from __future__ import annotations

import pytest

from reports.document import Heading, Title
from reports.layouts.outline import nested


@pytest.mark.parametrize(
    ("given", "levels"),
    [
        ([1, 2, 3, 2], [1, 2, 3, 2]),
        ([2, 2, 2], [1, 1, 1]),  # siblings stay siblings, the first one too
        ([3, 2, 1], [1, 1, 1]),
        ([1, 3, 3, 2], [1, 2, 2, 2]),
    ],
)
def test_no_level_is_left_out(given: list[int], levels: list[int]) -> None:
    blocks = nested(Heading(f"หัวข้อ {n}", level) for n, level in enumerate(given))
    assert [block.level for block in blocks if isinstance(block, Heading)] == levels


def test_a_title_begins_anew() -> None:
    blocks = nested([Heading("ก", 1), Heading("ข", 2), Title(()), Heading("ค", 2)])
    assert [block.level for block in blocks if isinstance(block, Heading)] == [1, 2, 1]
