"""Tables: spans, ragged rows, headers, tables inside tables."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.document import Cell, Heading, Paragraph, Table
from reports.readers.docx import read_docx
from reports.readers.word.blocks import NESTED_TABLE, UNDER_MERGE
from tests.docx_files import (
    br,
    cell,
    docx,
    p,
    picture,
    png,
    row,
    sdt,
    table,
    text_box,
    visible_text,
)


def read_table(*rows: str, widths: tuple[int, ...] = ()) -> Table:
    data = docx("นำ", table(*rows, widths=widths))  # alone it could be the frame of a page
    (found,) = read_docx(data).document.tables()
    return found


def shape(found: Table) -> list[list[tuple[str, int, int]]]:
    """Each row as (text, colspan, rowspan)."""
    return [[(c.text, c.colspan, c.rowspan) for c in line.cells] for line in found.rows]


def test_cells_merged_to_the_right_and_downwards() -> None:
    found = read_table(
        row(cell("ประเด็น", merge="restart"), cell("สถานะ", span=3), header=True),
        row(cell(merge="continue"), "ยังไม่", "อยู่ระหว่าง", "แล้ว", header=True),
        row("ก", "", "/", ""),
    )
    assert shape(found) == [
        [("ประเด็น", 1, 2), ("สถานะ", 3, 1)],
        [("ยังไม่", 1, 1), ("อยู่ระหว่าง", 1, 1), ("แล้ว", 1, 1)],
        [("ก", 1, 1), ("", 1, 1), ("/", 1, 1), ("", 1, 1)],
    ]
    assert [line.header for line in found.rows] == [True, True, False]


def test_a_continuation_may_come_without_a_value_or_without_a_beginning() -> None:
    found = read_table(row(cell("ก", merge=""), "1"), row(cell(merge=""), "2"), row("ข", "3"))
    assert shape(found) == [[("ก", 1, 2), ("1", 1, 1)], [("2", 1, 1)], [("ข", 1, 1), ("3", 1, 1)]]


def test_two_merges_below_each_other_stay_two() -> None:
    found = read_table(
        *(row(cell(text, merge=merge), "x") for text, merge in
          (("ก", "restart"), ("", ""), ("ข", "restart"), ("", "")))
    )  # fmt: skip
    assert [line[0] for line in shape(found) if len(line) == 2] == [("ก", 1, 2), ("ข", 1, 2)]


def test_text_below_a_merged_cell_is_kept_with_a_warning() -> None:
    read = read_docx(docx(table(row(cell("ก", merge="restart")), row(cell("ซ่อน", merge="")))))
    (found,) = read.document.tables()
    assert shape(found)[0] == [("ก\nซ่อน", 1, 2)]
    assert read.warnings == (UNDER_MERGE,)


def test_old_horizontal_merges() -> None:
    found = read_table(
        row(cell("ก", tcpr='<w:hMerge w:val="restart"/>'), cell(tcpr="<w:hMerge/>"), "ข"),
        row("1", "2", "3"),
    )
    assert shape(found)[0] == [("ก", 2, 1), ("ข", 1, 1)]


def test_rows_that_begin_late_or_end_early_keep_their_columns() -> None:
    found = read_table(row("ก", "ข", "ค"), row("2", before=1, after=1))
    assert [cell and cell.text for cell in found.grid()[1]] == ["", "2", ""]


def test_edges_dragged_by_the_mouse_make_no_columns() -> None:
    """Three rows whose second edge differs by a millimetre, as Word stores them."""
    found = read_table(
        row(cell("ก"), cell("ข", span=3)),
        row(cell("1", span=2), cell("2", span=2)),
        row(cell("x", span=3), cell("y")),
        widths=(3000, 60, 50, 4000),
    )
    assert [[c.colspan for c in line.cells] for line in found.rows] == [[1, 1]] * 3
    assert [column.width for column in found.columns] == [42.2, 57.8]


def test_a_narrow_column_with_a_cell_of_its_own_stays() -> None:
    found = read_table(row("ก", "/", "ข"), row("1", "", "2"), widths=(3000, 150, 3000))
    assert [len(line.cells) for line in found.rows] == [3, 3]


def test_columns_that_no_cell_uses_vanish() -> None:
    found = read_table(
        row(cell("ก", span=2), cell("ข", span=4)), row(cell("1", span=2), cell("2", span=4))
    )
    assert [[c.colspan for c in line.cells] for line in found.rows] == [[1, 1], [1, 1]]


def test_only_leading_rows_are_headers() -> None:
    found = read_table(row("ก", header=True), row("1"), row("ก", header=True), row("2"))
    assert [line.header for line in found.rows] == [True, False, False, False]


def test_lines_of_a_cell() -> None:
    found = read_table(row(cell(p("หนึ่ง", br(), "สอง"), p(), p("สาม", align="center"), p(br()))))
    (only,) = found.rows[0].cells
    assert [(line.text, line.align) for line in only.lines] == [
        ("หนึ่ง", "start"),
        ("สอง", "start"),
        ("สาม", "center"),
    ]


def test_pictures_and_text_boxes_in_cells() -> None:
    data = docx(
        table(row(cell(p(picture("a.png", "กิจกรรม")), p(text_box(p("คำบรรยาย")))), "ข")),
        media={"a.png": png()},
    )
    (found,) = read_docx(data).document.tables()
    first = found.rows[0].cells[0]
    assert (first.text, [image.alt for image in first.images]) == ("คำบรรยาย", ["กิจกรรม"])


def test_a_table_in_a_cell_becomes_lines_of_the_cell() -> None:
    inner = table(row("ก", "ข"), row("ค", "ง"))
    read = read_docx(docx(table(row("ซ้าย", cell(p("ก่อน"), inner, p("หลัง"))))))
    (found,) = read.document.tables()
    assert found.rows[0].cells[1].text == "ก่อน\nก\nข\nค\nง\nหลัง"
    assert read.warnings == (NESTED_TABLE,)


@pytest.mark.parametrize("spacers", [False, True])
def test_a_table_that_only_places_others_is_taken_away(spacers: bool) -> None:
    inner = table(row("มาตรการ", "ผล"), row("ก", "ข"))
    spacer = [cell()] if spacers else []
    outer = table(row(*spacer, cell(p("หัวเรื่อง"), inner)), row(*spacer, cell("ท้าย")))
    blocks = read_docx(docx("นำ", outer)).document.blocks
    assert [type(block) for block in blocks] == [Paragraph, Paragraph, Table, Paragraph]


def test_a_frame_around_the_whole_page_is_taken_away_but_not_a_box_in_it() -> None:
    box = table(row(cell(p("ก"), p("ข"))))
    assert [type(b) for b in read_docx(docx(box)).document.blocks] == [Paragraph, Paragraph]
    assert [type(b) for b in read_docx(docx("นำ", box)).document.blocks] == [Paragraph, Table]


def test_tables_split_by_a_paragraph_or_side_by_side_stay_separate() -> None:
    one = table(row("ก", "ข"))
    assert len(list(read_docx(docx(one, "คั่น", one, one)).document.tables())) == 3


def test_tables_rows_and_cells_in_content_controls_and_text_boxes() -> None:
    inner = table(sdt(row(sdt(cell("ก")), "ข")), row("1", "2"))
    read = read_docx(docx(sdt(inner), p(text_box(inner))))
    assert [shape(found) for found in read.document.tables()] == [
        [[("ก", 1, 1), ("ข", 1, 1)], [("1", 1, 1), ("2", 1, 1)]]
    ] * 2


def test_hidden_rows_are_left_out_and_told() -> None:
    read = read_docx(docx(table(row("ก"), row("ซ่อน", trpr="<w:hidden/>")), "x"))
    assert "ซ่อน" not in "".join(read.document.texts())
    assert "แถว" in read.warnings[0]


def test_a_table_of_hidden_rows_is_none() -> None:
    assert read_docx(docx("ก", table(row("ซ่อน", trpr="<w:hidden/>")))).document.blocks == (
        Paragraph("ก"),
    )


def test_headings_in_cells_are_lines() -> None:
    found = read_table(row(cell(p("หัวข้อ", style="Heading1")), "x"))
    assert found.rows[0].cells[0].text == "หัวข้อ"
    assert not [
        b for b in read_docx(docx(table(row("x")))).document.blocks if isinstance(b, Heading)
    ]


cells = st.tuples(
    st.integers(1, 4),
    st.sampled_from([None, "restart", "continue", ""]),
    st.text("กขค12 ", max_size=4),
)
rows = st.tuples(st.lists(cells, min_size=1, max_size=5), st.integers(0, 2), st.integers(0, 2))


@given(st.lists(rows, min_size=1, max_size=6), st.lists(st.integers(1, 900), max_size=24))
def test_any_table_keeps_its_text_and_fits_together(made: list, widths: list[int]) -> None:
    """No text is lost, spans never overlap, and no cell stands outside of the table."""
    data = docx(
        "นำ",
        table(
            *(
                row(*(cell(t, span=s, merge=m) for s, m, t in line), before=before, after=after)
                for line, before, after in made
            ),
            widths=tuple(widths),
        ),
    )
    document = read_docx(data).document
    assert sorted("".join("".join(document.texts()).split())) == sorted(visible_text(data))
    for found in document.tables():
        covered: set[tuple[int, int]] = set()
        for y, line in enumerate(found.grid()):
            for x, placed in enumerate(line):
                if isinstance(placed, Cell):
                    assert y + placed.rowspan <= len(found.rows)
                    area = {
                        (y + dy, x + dx)
                        for dy in range(placed.rowspan)
                        for dx in range(placed.colspan)
                    }
                    assert not covered & area
                    covered |= area
