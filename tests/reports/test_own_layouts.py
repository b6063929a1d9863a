"""Layouts of an agency's own: copied, changed with a preview, used, never another agency's."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from agencies.models import Agency, Event
from reports.document import Cell
from reports.layouts.build import build_document
from reports.layouts.layout import FIELDS, Layout, LayoutColumn, LayoutTable, builtin_layouts
from reports.layouts.wording import Wording, fill
from reports.models import OwnLayout, Report
from tests import factories


@pytest.fixture
def report(agency: Agency) -> Report:
    factories.load_all_frameworks()
    plan = factories.make_plan(agency)
    factories.make_progress(
        factories.make_measure(plan), status="done", completion_date="2023-01-05"
    )
    return factories.make_report(plan)


@pytest.fixture
def own(coordinator: Client, report: Report) -> OwnLayout:
    coordinator.post("/work/test/layouts/", {"source": "progress-text", "label": "แบบของเรา"})
    return OwnLayout.objects.get()


def posted(own: OwnLayout, *columns: dict[str, Any], **settings: Any) -> dict[str, Any]:
    data: dict[str, Any] = {
        "version": own.version, "label": own.label, "orientation": "portrait",
        "date_style": "short", "tick": "X", "grouping": "none", "title_lines": "", "intro": "",
        "columns-TOTAL_FORMS": len(columns), "columns-INITIAL_FORMS": 0,
        **settings,
    }  # fmt: skip
    for n, column in enumerate(columns):
        values = {"table": "1", "align": "start", "over": "", "heading": "", **column}
        data |= {f"columns-{n}-{key}": value for key, value in values.items()}
    return data


COLUMNS = (
    {"field": "tick_done", "heading": "แล้วเสร็จ", "order": 3, "width": 10, "over": "สถานะ"},
    {"field": "tick_in_progress", "heading": "กำลังทำ", "order": 2, "width": 10, "over": "สถานะ"},
    {"field": "issue", "heading": "เรื่อง", "order": 1, "width": 30},
    {"field": "", "heading": "ไม่ใช้"},
)


def table_of(report: Report) -> list[list[str]]:
    report = Report.objects.select_related("agency", "plan").get(pk=report.pk)
    table = next(build_document(report).tables())
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_a_copy_is_like_its_source(own: OwnLayout) -> None:
    source = builtin_layouts()["progress-text"]
    copied = own.as_layout()
    assert copied.label == "แบบของเรา"
    assert (copied.tables, copied.title_lines) == (source.tables, source.title_lines)
    assert Event.objects.filter(verb="created", kind="reports.ownlayout").exists()


def test_columns_are_chosen_ordered_and_renamed(
    coordinator: Client, own: OwnLayout, report: Report
) -> None:
    response = coordinator.post(f"/work/test/layouts/{own.pk}/", posted(own, *COLUMNS))
    assert response.status_code == 302, response.context["columns"].errors
    Report.objects.update(layout=own.name)
    upper, lower, row = table_of(report)
    assert upper == ["เรื่อง", "สถานะ"]
    assert lower == ["กำลังทำ", "แล้วเสร็จ"]
    assert row[1:] == ["", "X"]
    own.refresh_from_db()
    widths = [column.width for column in own.as_layout().columns]
    assert sum(widths) == pytest.approx(100, abs=0.2)
    assert widths == [60, 20, 20]


def test_a_preview_with_real_data_saves_nothing(
    coordinator: Client, own: OwnLayout, report: Report
) -> None:
    before = OwnLayout.objects.values().get()
    data = posted(own, *COLUMNS, preview="1")
    page = coordinator.post(f"/work/test/layouts/{own.pk}/", data).content.decode()
    assert "กำลังทำ" in page
    assert "E๖ การเผยแพร่ข้อมูลเรื่องที่ ๑" in page
    assert OwnLayout.objects.values().get() == before


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        ([], "อย่างน้อยหนึ่งคอลัมน์"),
        ([{"field": "steps", "width": 50}], "ต้องมีคอลัมน์ชื่อมาตรการ"),
        ([{"field": "issue", "width": 5}, {"field": "issue", "width": 5}], "ได้คอลัมน์เดียว"),
    ],
)
def test_what_makes_no_table_is_refused(
    coordinator: Client, own: OwnLayout, columns: list[dict[str, Any]], says: str
) -> None:
    response = coordinator.post(f"/work/test/layouts/{own.pk}/", posted(own, *columns))
    assert response.status_code == 422
    assert says in response.content.decode()


def test_two_people_do_not_overwrite_each_other(coordinator: Client, own: OwnLayout) -> None:
    data = posted(own, *COLUMNS)
    coordinator.post(f"/work/test/layouts/{own.pk}/", data)
    response = coordinator.post(f"/work/test/layouts/{own.pk}/", {**data, "label": "ชื่ออื่น"})
    assert "มีผู้อื่นแก้ไขรูปแบบนี้ไปก่อนแล้ว" in response.content.decode()
    own.refresh_from_db()
    assert own.label == "แบบของเรา"


def test_a_name_is_used_once(coordinator: Client, own: OwnLayout) -> None:
    response = coordinator.post("/work/test/layouts/", {"source": "results", "label": "แบบของเรา"})
    assert response.status_code == 422
    assert OwnLayout.objects.count() == 1


def test_a_layout_in_use_is_not_deleted(
    coordinator: Client, own: OwnLayout, report: Report
) -> None:
    Report.objects.update(layout=own.name)
    coordinator.post(f"/work/test/layouts/{own.pk}/delete/")
    assert OwnLayout.objects.exists()
    Report.objects.update(layout="results")
    coordinator.post(f"/work/test/layouts/{own.pk}/delete/")
    assert not OwnLayout.objects.exists()


def test_another_agency_cannot_use_it(
    own: OwnLayout, report: Report, other_agency: Agency, client: Client
) -> None:
    person = factories.make_member(other_agency, "coordinator")
    other = factories.make_report(factories.make_plan(other_agency), layout="results")
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(f"/work/other/layouts/{own.pk}/").status_code == 404
    values = {"layout": own.name, "numerals": "thai", "title_lines": "x", "intro": ""}
    assert client.post(f"/work/other/reports/{other.pk}/texts/", values).status_code == 422


def test_signers_and_second_table(coordinator: Client, own: OwnLayout, report: Report) -> None:
    columns = ({"field": "issue", "width": 50}, {"field": "outcomes", "width": 50, "table": "2"})
    data = posted(own, *columns, heading2="ผลที่เกิดขึ้น {year}", signers=["head", "clerk"])
    coordinator.post(f"/work/test/layouts/{own.pk}/", data)
    Report.objects.update(layout=own.name)
    report = Report.objects.select_related("agency", "plan").get()
    texts = list(build_document(report).texts())
    assert "ผลที่เกิดขึ้น ๒๕๖๖" in texts
    assert texts[-2:] == ["ปลัดเทศบาลตำบลทดสอบ", "นายกเทศมนตรีตำบลทดสอบ"]


def test_sentences_of_people_reach_no_attributes(report: Report) -> None:
    """``str.format`` would let whoever writes a layout read what is behind the values."""
    wording = Wording.of(report)
    nasty = "{agency.__class__} {year:>999999} {nothing} {agency}"
    assert fill(nasty, report, wording).endswith("{nothing} เทศบาลตำบลทดสอบ")
    assert "{agency.__class__}" in fill(nasty, report, wording)


words = st.text("กข /", max_size=4)
columns = st.builds(
    LayoutColumn, st.sampled_from(sorted(FIELDS)), words, st.floats(1, 90),
    st.sampled_from(["start", "center"]), words,
)  # fmt: skip
tables = st.builds(LayoutTable, st.lists(columns, min_size=1, max_size=5).map(tuple), words)
layouts = st.tuples(words, words, st.tuples(tables)).map(
    lambda made: Layout(made[0], made[1], "progress", made[2])
)


@given(layouts)
def test_layouts_survive_as_data(layout: Layout) -> None:
    assert Layout.from_data(layout.as_data()) == layout


@given(tables)
def test_a_header_covers_every_column_once(table: LayoutTable) -> None:
    from reports.layouts.headers import as_table

    made = as_table(table, [])
    for row in made.grid():
        assert len(row) == len(table.columns)
    heads = [cell for row in made.grid() for cell in row if isinstance(cell, Cell)]
    assert len(heads) >= len({column.over for column in table.columns})
