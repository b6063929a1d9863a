"""Out to Excel and CSV, and in again: ``measures.exporting``, ``measures.importing``."""

from __future__ import annotations

import csv
from datetime import date
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook

from agencies.models import Event
from measures.columns import COLUMNS
from measures.exporting import REFERENCE
from measures.importing import TEMPLATE
from measures.models import Measure, MeasurePlan, Progress
from tests import factories

EXPORT = "/work/test/measures/export."
IMPORT = "/work/test/measures/import/"
PAYLOADS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(1)",
    "\t=1",
    "=cmd|' /C calc'!A0",
    "- ข้อย่อย",
    "'=x",
    "''=x",
    "＝1+1",
    "－1",
    "＋1",
    "＠SUM(1)",
    " =1+1",
    "\u200b=1",
    "\u00a0=1",
    "\ufeff@x",
]
SIX = {"round": "6m"}
ALL = {"col": list(COLUMNS), **SIX}


@pytest.fixture
def measures(plan: MeasurePlan) -> list[Measure]:
    division = factories.make_division(plan.agency)
    rows = [
        factories.make_measure(plan, issue=f"เรื่องที่ {n}", divisions=(division,)) for n in range(1, 6)
    ]
    factories.make_progress(rows[0], status="done", completion_date=date(2023, 1, 5), results="ครบ")
    factories.make_progress(rows[1], status="in_progress", note="บรรทัดหนึ่ง\nบรรทัดสอง")
    return rows


def exported(client: Client, format: str = "xlsx", **query: Any) -> bytes:
    response = client.get(EXPORT + format, {**ALL, **query})
    assert response.status_code == 200
    return bytes(response.content)


def cells(content: bytes) -> list[list[Any]]:
    return [list(row) for row in load_workbook(BytesIO(content)).active.values]


def send(client: Client, plan: MeasurePlan, content: bytes, name: str = "x.xlsx") -> Any:
    data = {"file": SimpleUploadedFile(name, content), "plan": str(plan.pk), "round": "6m"}
    return client.post(IMPORT, data)


def confirm(client: Client, page: Any) -> Any:
    """Press the button of this preview."""
    return client.post(IMPORT + "confirm/", {"seen": page.context["seen"]}, follow=True)


def edited(content: bytes, changes: dict[tuple[int, str], Any]) -> bytes:
    """The workbook with some cells changed, as a person does in Excel: (row, heading) -> value."""
    book = load_workbook(BytesIO(content))
    heading = [cell.value for cell in book.active[1]]
    for (row, label), value in changes.items():
        book.active.cell(row, heading.index(label) + 1).value = value
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_exactly_what_is_shown(coordinator: Client, measures: list[Measure]) -> None:
    query = {"col": ["heading", "status"], "status": "not_started", "sort": "-position", **SIX}
    rows = cells(exported(coordinator, **query))
    assert rows[0] == [REFERENCE, "มาตรการ", "สถานะ"]
    assert [row[1] for row in rows[1:]] == ["เรื่องที่ 5", "เรื่องที่ 4", "เรื่องที่ 3"]
    page = coordinator.get("/work/test/measures/", query)
    assert [row.record.heading for row in page.context["table"].page.object_list] == [
        row[1] for row in rows[1:]
    ]


def test_csv_says_the_same(coordinator: Client, measures: list[Measure]) -> None:
    content = exported(coordinator, "csv")
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(StringIO(content.decode("utf-8-sig"), newline="")))
    wanted = [[value or "" for value in row] for row in cells(exported(coordinator))]
    assert rows == wanted


@pytest.mark.parametrize("format", ["xlsx", "csv"])
def test_no_cell_is_live(coordinator: Client, plan: MeasurePlan, format: str) -> None:
    for payload in PAYLOADS:
        factories.make_measure(
            plan, title=payload, issue=payload, steps=payload, monitoring=payload,
            responsible_text=payload, officers=payload, period_text=payload,
        )  # fmt: skip
        factories.make_progress(
            Measure.objects.order_by("pk").last(), status="in_progress",
            note=payload, results=payload, outcomes=payload,
        )  # fmt: skip
    content = exported(coordinator, format)
    if format == "xlsx":
        sheet = load_workbook(BytesIO(content)).active
        texts = [(str(c.value or ""), c.data_type) for row in sheet.iter_rows() for c in row]
        assert not [text for text, kind in texts if kind == "f"]
    else:
        rows = csv.reader(StringIO(content.decode("utf-8-sig"), newline=""))
        texts = [(text, "") for row in rows for text in row]
    assert not [text for text, _ in texts if text.startswith(("=", "+", "-", "@", "\t"))]


@pytest.mark.parametrize("format", ["xlsx", "csv"])
def test_an_export_comes_back_unchanged(
    coordinator: Client, plan: MeasurePlan, measures: list[Measure], format: str
) -> None:
    for payload in PAYLOADS:
        factories.make_measure(plan, issue=f"x {payload}", steps=payload)
    page = send(coordinator, plan, exported(coordinator, format), f"x.{format}")
    planned = page.context["planned"]
    assert planned.problems == []
    assert planned.rows == []
    assert planned.unchanged == 5 + len(PAYLOADS)


def test_three_cells_are_three_changes(
    coordinator: Client, plan: MeasurePlan, measures: list[Measure]
) -> None:
    content = edited(
        exported(coordinator),
        {
            (2, "ผลการดำเนินการ"): "ครบถ้วนแล้ว",
            (4, "สถานะ"): "อยู่ระหว่างดำเนินการ",
            (5, "ขั้นตอน"): "๑. ประชุม\n๒. สรุป",
        },
    )
    before = Event.objects.count()
    page = send(coordinator, plan, content)
    assert page.context["planned"].cells == 3
    assert Event.objects.count() == before

    confirm(coordinator, page)

    told = [event.changes for event in Event.objects.order_by("pk")[before:]]
    assert told == [
        {"results": ["ครบ", "ครบถ้วนแล้ว"]},
        {"status": ["", "in_progress"]},
        {"steps": ["๑. ประชุมชี้แจง\n๒. รายงานผู้บริหาร", "๑. ประชุม\n๒. สรุป"]},
    ]
    again = send(coordinator, plan, content)
    assert "ถูกแก้ไขในระบบหลังจากส่งออก" not in again.content.decode()
    assert again.context["planned"].rows == []


def test_what_somebody_changed_since_is_not_overwritten(
    coordinator: Client, plan: MeasurePlan, measures: list[Measure]
) -> None:
    content = edited(exported(coordinator), {(3, "หมายเหตุ"): "จาก Excel"})
    Progress.objects.filter(measure=measures[1]).update(note="ในระบบ", version=2)
    response = send(coordinator, plan, content)
    assert response.status_code == 422
    assert "แถวที่ 3" in response.content.decode()
    assert "ถูกแก้ไขในระบบหลังจากส่งออก" in response.content.decode()


def test_a_change_after_the_preview_stops_all(
    coordinator: Client, plan: MeasurePlan, measures: list[Measure]
) -> None:
    content = edited(exported(coordinator), {(2, "หมายเหตุ"): "หนึ่ง", (3, "หมายเหตุ"): "สอง"})
    previewed = send(coordinator, plan, content)
    Progress.objects.filter(measure=measures[1]).update(note="ในระบบ", version=2)
    page = confirm(coordinator, previewed)
    assert "ถูกแก้ไขหลังจากดูตัวอย่าง" in page.content.decode()
    assert set(Progress.objects.values_list("note", flat=True)) == {"", "ในระบบ"}


def test_only_what_was_looked_at_last_is_imported(
    coordinator: Client, plan: MeasurePlan, measures: list[Measure]
) -> None:
    """Two windows: the button of the first must not carry out the file of the second."""
    content = exported(coordinator)
    first = send(coordinator, plan, edited(content, {(2, "หมายเหตุ"): "หนึ่ง"}))
    second = send(coordinator, plan, edited(content, {(2, "หมายเหตุ"): "สอง"}))
    assert "ดูตัวอย่างไฟล์อื่นหลังจากนั้น" in confirm(coordinator, first).content.decode()
    assert not Event.objects.exists()
    confirm(coordinator, second)
    assert Progress.objects.get(measure=measures[0]).note == "สอง"


@pytest.mark.parametrize(
    ("label", "value", "message"),
    [
        ("สถานะ", "เสร็จมั้ง", "ไม่รู้จักสถานะ"),
        ("วันที่แล้วเสร็จ", "31 กุมภาพันธ์ 2566", "อ่านวันที่"),
        ("วันที่แล้วเสร็จ", "1 มกราคม 2640", "ยังมาไม่ถึง"),
        ("ส่วนราชการ", "กองที่ไม่มี", "ไม่พบส่วนราชการ"),
        ("เครื่องมือ", "XIT", "ไม่รู้จักเครื่องมือ"),
        ("ข้อคำถาม/ข้อมูล OIT", "E9", "ไม่พบรหัส E9"),
        ("มาตรการ", "ชื่ออื่น", "แก้ไขในไฟล์ไม่ได้"),
        (REFERENCE, "M999.1/6m.0", "ไม่พบมาตรการ"),
        (REFERENCE, "อะไร", "ไม่พบมาตรการ"),
    ],
)
def test_messages_name_the_row(
    coordinator: Client,
    plan: MeasurePlan,
    measures: list[Measure],
    label: str,
    value: str,
    message: str,
) -> None:
    response = send(coordinator, plan, edited(exported(coordinator), {(4, label): value}))
    assert response.status_code == 422
    [problem] = response.context["planned"].problems
    assert problem.startswith("แถวที่ 4: ")
    assert message in problem
    assert coordinator.post(IMPORT + "confirm/").status_code == 302
    assert not Event.objects.exists()


def test_dates_of_excel_in_either_era(
    coordinator: Client, plan: MeasurePlan, measures: list[Measure]
) -> None:
    content = edited(
        exported(coordinator),
        {
            (3, "สถานะ"): "ดำเนินการแล้ว", (3, "วันที่แล้วเสร็จ"): date(2023, 2, 1),
            (4, "สถานะ"): "ดำเนินการแล้ว", (4, "วันที่แล้วเสร็จ"): date(2566, 2, 2),
            (5, "สถานะ"): "ดำเนินการแล้ว", (5, "วันที่แล้วเสร็จ"): "๓ ก.พ. ๒๕๖๖",
        },
    )  # fmt: skip
    confirm(coordinator, send(coordinator, plan, content))
    days = Progress.objects.exclude(measure=measures[0]).order_by("measure")
    assert [p.completion_date for p in days] == [
        date(2023, 2, 1), date(2023, 2, 2), date(2023, 2, 3),
    ]  # fmt: skip


def test_the_template_makes_measures(coordinator: Client, plan: MeasurePlan) -> None:
    factories.make_division(plan.agency, "กองคลัง", aliases=["คลัง"])
    template = coordinator.get("/work/test/measures/template.xlsx").content
    [heading] = cells(template)
    assert heading == [COLUMNS[key].label for key in TEMPLATE]
    content = edited(
        template,
        {
            (2, "ประเด็นที่ต้องปรับปรุง"): "E6 การเผยแพร่ข้อมูล",
            (2, "ส่วนราชการ"): "คลัง",
            (2, "การกำกับติดตาม"): "รายงานภายในเดือนมีนาคม ๒๕๖๖",
            (2, "สถานะ"): "อยู่ระหว่างดำเนินการ",
            (3, "ขั้นตอน"): "ไม่มีชื่อ",
        },
    )
    assert "แถวที่ 3" in send(coordinator, plan, content).content.decode()
    good = edited(content, {(3, "มาตรการ/กิจกรรม"): "มีชื่อแล้ว"})
    previewed = send(coordinator, plan, good)
    assert previewed.context["planned"].added == 2
    confirm(coordinator, previewed)
    one, two = plan.measures.order_by("position")
    assert (one.due_date, [d.name for d in one.divisions.all()]) == (date(2023, 3, 31), ["กองคลัง"])
    assert one.progress.get().status == "in_progress"
    assert two.title == "มีชื่อแล้ว"


@pytest.mark.parametrize(
    ("name", "content"),
    [("x.xlsx", b"not a workbook"), ("x.csv", b"\xff\xfe\xfa\xfb" * 3), ("x.xlsx", b"PK\x03\x04")],
)
def test_other_files_are_refused(
    coordinator: Client, plan: MeasurePlan, name: str, content: bytes
) -> None:
    assert send(coordinator, plan, content, name).status_code == 422


def test_an_unknown_heading_is_named(coordinator: Client, plan: MeasurePlan) -> None:
    book = Workbook()
    book.active.append(["ประเด็นที่ต้องปรับปรุง", "คอลัมน์แปลก"])
    book.active.append(["เรื่องหนึ่ง", "x"])
    out = BytesIO()
    book.save(out)
    assert "คอลัมน์แปลก" in send(coordinator, plan, out.getvalue()).content.decode()


def test_another_agencys_reference_is_not_found(
    coordinator: Client, plan: MeasurePlan, other_agency: Any, measures: list[Measure]
) -> None:
    foreign = factories.make_measure(factories.make_plan(other_agency))
    content = edited(
        exported(coordinator),
        {(2, REFERENCE): f"M{foreign.pk}.1/6m.0", (2, "ขั้นตอน"): "บุกรุก"},
    )
    assert send(coordinator, plan, content).status_code == 422
    foreign.refresh_from_db()
    assert foreign.steps != "บุกรุก"


def test_staff_may_not_import(sign_in: Any, plan: MeasurePlan) -> None:
    assert send(sign_in("staff"), plan, b"x").status_code == 403
