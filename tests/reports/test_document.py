"""The document vocabulary: ``reports.document``."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.document import (
    Cell,
    Column,
    Document,
    Heading,
    Image,
    Images,
    Line,
    Memo,
    Opinion,
    PageBreak,
    Paragraph,
    Row,
    Signature,
    Table,
    Title,
    from_json,
    printable,
    to_json,
)

text = st.text(max_size=12)
lines = st.builds(Line, text, st.booleans(), st.sampled_from(["start", "center"]))
images = st.builds(Image, text, text, text)
cells = st.builds(
    Cell,
    st.lists(lines, max_size=2).map(tuple),
    st.lists(images, max_size=1).map(tuple),
    st.integers(1, 3),
    st.integers(1, 3),
)
rows = st.builds(Row, st.lists(cells, max_size=3).map(tuple), st.booleans(), text)
signatures = st.builds(Signature, text, text, text)
blocks = st.one_of(
    st.builds(Title, st.lists(lines, max_size=2).map(tuple)),
    st.builds(Heading, text, st.integers(1, 4)),
    st.builds(Paragraph, text, st.booleans()),
    st.builds(Table, st.lists(rows, max_size=3).map(tuple),
              st.lists(st.builds(Column, text), max_size=2).map(tuple), text),
    st.builds(Images, st.lists(images, max_size=2).map(tuple)),
    st.builds(Memo, text, text, text, text, text, st.lists(text, max_size=2).map(tuple),
              st.none() | signatures,
              st.lists(st.builds(Opinion, text, text, text, text), max_size=2).map(tuple)),
    signatures,
    st.just(PageBreak()),
)  # fmt: skip
documents = st.builds(Document, st.lists(blocks, max_size=4).map(tuple), text, text)


@given(documents)
def test_json_is_an_exact_inverse(document: Document) -> None:
    assert from_json(json.loads(json.dumps(to_json(document)))) == document


@pytest.mark.parametrize("data", [{"type": "Bomb"}, {"text": "no type"}])
def test_what_is_not_understood_is_refused(data: Any) -> None:
    with pytest.raises(KeyError):
        from_json(data)


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(TypeError):
        from_json({"type": "Line", "text": "x", "colour": "red"})


@given(st.lists(rows, max_size=4).map(tuple))
def test_grid_is_a_rectangle_with_every_cell_once(given_rows: tuple[Row, ...]) -> None:
    grid = Table(given_rows).grid()
    assert len({len(row) for row in grid}) <= 1
    placed = [cell for row in grid for cell in row if cell is not None]
    assert placed == [cell for row in given_rows for cell in row.cells]


def test_grid_leaves_out_what_a_span_covers() -> None:
    tall = Cell.of("สูง")
    tall = Cell(tall.lines, rowspan=2)
    wide = Cell(Cell.of("กว้าง").lines, colspan=2)
    end = Cell.of("ท้าย")
    assert Table((Row((tall, wide)), Row((end, end)))).grid() == [
        [tall, wide, None],
        [None, end, end],
    ]


def test_texts_come_in_reading_order() -> None:
    document = Document(
        (
            Title((Line("ชื่อ"),)),
            Table((Row((Cell.of("ก\nข"), Cell.of("")), header=True), Row((Cell.of("ค"),)))),
            Paragraph("ท้าย"),
        )
    )
    assert list(document.texts()) == ["ชื่อ", "ก", "ข", "ค", "ท้าย"]


def test_what_no_xml_file_can_hold_is_left_out() -> None:
    cell = Cell((Line("ก\x0bข\x01"),), (Image("x.png", "\ufffe"),))
    memo = Memo("a\x1f", "", "", "", "", ("\ud800",), Signature("\x00", ""))
    cleaned = printable(Document((Table((Row((cell,)),)), memo), title="\x08ข้อ\tหนึ่ง"))
    assert list(cleaned.texts()) == ["ก ข ", "a ", " ", " "]
    assert cleaned.title == " ข้อ\tหนึ่ง"
    assert cleaned.tables().__next__().rows[0].cells[0].images[0].alt == " "


@given(st.lists(lines, max_size=3).map(tuple))
def test_printable_is_stable(some: tuple[Line, ...]) -> None:
    once = printable(Title(some))
    assert printable(once) == once
    assert [len(line.text) for line in once.lines] == [len(line.text) for line in some]
