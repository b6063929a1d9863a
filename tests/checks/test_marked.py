"""The document as a page: the exact text marked, everything escaped."""

from __future__ import annotations

import re

from reports.checks.finding import Finding, Place, Severity, Spot
from reports.checks.marked import EMPTY, render_marked
from reports.document import Cell, Document, Paragraph, Row, Table
from tests.checks import clean
from tests.checks.helpers import check
from tests.checks.test_variants import with_defect


def at(spot: Spot, text: str, start: int) -> Finding:
    return Finding("G9", Severity.WARNING, Place("b01", spot=spot), text, "<b>", start)


def test_the_exact_text_is_marked() -> None:
    document = Document((Paragraph("ก่อน <i>ผิด</i> หลัง"),))
    page = render_marked(document, [at(Spot(0), "ผิด", 8)])
    assert "ก่อน &lt;i&gt;<a" in page
    assert "<mark>ผิด</mark>" in page
    assert "&lt;b&gt;" in page
    assert "<b>" not in page


def test_marks_that_overlap_and_marks_without_a_text_are_both_there() -> None:
    document = Document((Table((Row((Cell.of("หนึ่งสอง"), Cell())),)),))
    found = [
        at(Spot(0, 0, 0, 0), "หนึ่งสอง", 0),
        at(Spot(0, 0, 0, 0), "สอง", 5),
        at(Spot(0, 0, 1, 0), "", -1),
    ]
    page = render_marked(document, found)
    assert page.count('class="found') == 3
    assert "<mark>หนึ่งสอง</mark>" in page
    assert EMPTY in page


def test_every_finding_of_a_report_has_its_mark_on_the_page() -> None:
    for layout, (make, year, round) in clean.ALL.items():
        document = with_defect(make(), "การ", "กร")
        found = check(document, year=year, round=round)
        page = render_marked(document, found)
        marked = set(re.findall(r'id="at-([0-9a-f]+)"', page))
        assert {f.fingerprint for f in found if f.place.spot} <= marked, layout
