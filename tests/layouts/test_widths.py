"""Columns wide enough for their longest words, as the pages printed from them show."""

from __future__ import annotations

import pytest

from reports.layouts.layout import Layout, builtin_layouts

# In per cent of the table on a landscape A4 page with the font sizes of the print style: below
# these "ระหว่าง" lost its last letter, and the months of a period were broken within.
LEAST = {"tick_not_started": 7, "tick_in_progress": 7, "tick_done": 7, "period": 10}


@pytest.mark.parametrize("layout", builtin_layouts().values(), ids=lambda layout: layout.name)
def test_no_column_is_too_narrow_for_its_words(layout: Layout) -> None:
    for table in layout.tables:
        widths = {column.field: column.width for column in table.columns}
        assert sum(widths.values()) == 100
        assert {f: w for f, w in widths.items() if w < LEAST.get(f, 5)} == {}
