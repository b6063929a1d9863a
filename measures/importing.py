"""Measures from a workbook or CSV: the portal's own export, or its template.

A file is read into what it would change, shown, and then carried out as a whole. Cells that
say what the portal says already are no change; a row whose measure was changed by somebody
after the export is refused, not overwritten.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from io import StringIO
from typing import Any

from django.db import transaction

from agencies.models import User
from ita_portal.archives import UnreadableDocument
from ita_portal.spreadsheets import SheetRow, read_workbook, safe_cell
from ita_portal.thai.text import search_key
from measures.cells import MAX_TEXT, BadCell, read_cell
from measures.columns import COLUMNS, PREFETCH
from measures.editing import create_measure, update_measure
from measures.errors import EditConflict, MeasureConflict, NotPossible
from measures.exporting import REFERENCE, Reference
from measures.models import Measure, MeasurePlan
from measures.selectors import progress_of
from measures.services import update_progress

MAX_ROWS = 2_000
TEMPLATE = (
    "issue", "title", "instrument", "codes", "divisions", "responsible_text", "officers", "steps",
    "monitoring", "period_text", "due_date", "status", "completion_date", "note", "results",
    "outcomes",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that differs: its column, what stands, and what the file says (as typed)."""

    key: str
    label: str
    before: str
    after: str


@dataclass(slots=True)
class PlannedRow:
    """A row that changes a measure, or makes one (``reference`` is empty)."""

    number: int
    reference: str
    heading: str
    changes: list[Change] = field(default_factory=list)


@dataclass(slots=True)
class ImportPlan:
    """What a file would do. With ``problems`` (Thai, each with its row) nothing is done."""

    round: str
    rows: list[PlannedRow] = field(default_factory=list)
    unchanged: int = 0
    problems: list[str] = field(default_factory=list)

    @property
    def cells(self) -> int:
        """How many cells of measures that are there change."""
        return sum(len(row.changes) for row in self.rows if row.reference)

    @property
    def added(self) -> int:
        """How many measures are new."""
        return sum(not row.reference for row in self.rows)

    def to_json(self) -> dict[str, Any]:
        """Plain data, to be kept between preview and confirmation."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> ImportPlan:
        """The inverse of ``to_json``."""
        rows = [
            PlannedRow(**{**row, "changes": [Change(**change) for change in row["changes"]]})
            for row in data["rows"]
        ]
        return cls(**{**data, "rows": rows})


def read_rows(content: bytes, name: str) -> list[SheetRow]:
    """The rows of the first sheet, or of a CSV in UTF-8 or Thai Windows encoding. Raises
    ``UnreadableDocument``."""
    if not name.lower().endswith(".csv"):
        sheets = read_workbook(content, name=name)
        return list(sheets[0].rows) if sheets else []
    for encoding in ("utf-8-sig", "cp874"):
        try:
            text = content.decode(encoding)
            rows = list(csv.reader(StringIO(text, newline=""), strict=True))
        except (UnicodeDecodeError, csv.Error):
            continue
        return [SheetRow(n, tuple(row)) for n, row in enumerate(rows, start=1) if any(row)]
    raise UnreadableDocument("broken", "อ่านไฟล์ CSV ไม่ได้ กรุณาบันทึกเป็น CSV UTF-8 หรือ Excel (.xlsx)")


def plan_import(*, plan: MeasurePlan, round: str, rows: Sequence[SheetRow]) -> ImportPlan:
    """What the rows would change in a plan. ``round`` is that of rows without a reference."""
    planned = ImportPlan(round)
    if not rows:
        planned.problems.append("ไม่พบข้อมูลในไฟล์")
        return planned
    columns, unknown = _columns(rows[0])
    if unknown:
        planned.problems.append(f"ไม่รู้จักหัวคอลัมน์ {', '.join(f'“{name}”' for name in unknown)}")
    if not columns:
        planned.problems.append("ไม่พบหัวคอลัมน์ของระบบในแถวแรก กรุณาใช้ไฟล์ที่ส่งออกหรือแบบฟอร์ม")
        return planned
    if len(rows) > MAX_ROWS:
        planned.problems.append(f"ไฟล์มีมากกว่า {MAX_ROWS} แถว กรุณาแบ่งไฟล์")
        return planned
    reader = _Reader(plan, planned, columns)
    for row in rows[1:]:
        reader.read(row)
    return planned


def _columns(heading: SheetRow) -> tuple[dict[int, str], list[str]]:
    """Which column of the sheet is which of ours ("" is the reference), and unknown headings."""
    by_label = {search_key(column.label): key for key, column in COLUMNS.items()}
    by_label[search_key(REFERENCE)] = ""
    found, unknown = {}, []
    for index in range(len(heading.values)):
        label = heading.text(index)
        key = by_label.get(search_key(label))
        if key is not None:
            found[index] = key
        elif label:
            unknown.append(label)
    return found, unknown


class _Reader:
    """Reads row after row into the plan of the import."""

    def __init__(self, plan: MeasurePlan, planned: ImportPlan, columns: dict[int, str]) -> None:
        self._plan, self._planned, self._columns = plan, planned, columns
        more = {name for key in columns.values() for name in PREFETCH.get(key, ())}
        measures = Measure.objects.of_agency(plan.agency).filter(plan=plan).for_lists()
        self._measures = {m.pk: m for m in measures.prefetch_related(*more)}
        self._seen: set[int] = set()

    def read(self, row: SheetRow) -> None:
        """Add what the row changes, or what is wrong with it."""
        cells = {key: row.text(at) for at, key in self._columns.items()}
        text = cells.pop("", "")
        try:
            if text:
                self._changed(row, text, cells)
            else:
                self._added(row, cells)
        except BadCell as problem:
            self._planned.problems.append(f"แถวที่ {row.number}: {problem}")

    def _changed(self, row: SheetRow, text: str, cells: dict[str, str]) -> None:
        reference = Reference.parse(text)
        measure = self._measures.get(reference.measure) if reference else None
        if reference is None or measure is None:
            raise BadCell(f"ไม่พบมาตรการของรหัสอ้างอิง “{text}” ในแผนนี้")
        if measure.pk in self._seen:
            raise BadCell("มาตรการนี้อยู่ในไฟล์มากกว่าหนึ่งแถว")
        self._seen.add(measure.pk)
        progress = progress_of(measure, reference.round)
        changes = []
        for key, typed in cells.items():
            before = COLUMNS[key].text(measure, progress)
            if _same(before, typed) or _same(before, typed := _unguarded(typed)):
                continue
            if not COLUMNS[key].writes:
                raise BadCell(f"คอลัมน์ “{COLUMNS[key].label}” แก้ไขในไฟล์ไม่ได้")
            read_cell(key, typed, self._plan)
            changes.append(Change(key, COLUMNS[key].label, before, typed))
        if not changes:
            self._planned.unchanged += 1
            return
        if Reference.of(measure, progress) != reference:
            raise BadCell(
                f"“{measure.heading}” ถูกแก้ไขในระบบหลังจากส่งออกไฟล์นี้ กรุณาส่งออกใหม่แล้วแก้ไขอีกครั้ง"
            )
        self._planned.rows.append(PlannedRow(row.number, text, measure.heading, changes))

    def _added(self, row: SheetRow, cells: dict[str, str]) -> None:
        written = {
            key: _unguarded(typed) for key, typed in cells.items() if typed and COLUMNS[key].writes
        }
        if not written:
            return
        if not written.get("title") and not written.get("issue"):
            raise BadCell("ต้องมี “มาตรการ/กิจกรรม” หรือ “ประเด็นที่ต้องปรับปรุง”")
        changes = []
        for key, typed in written.items():
            read_cell(key, typed, self._plan)
            changes.append(Change(key, COLUMNS[key].label, "", typed))
        heading = (written.get("title") or written["issue"]).split("\n")[0]
        self._planned.rows.append(PlannedRow(row.number, "", heading, changes))


def apply_import(*, plan: MeasurePlan, planned: ImportPlan, actor: User) -> None:
    """Carry it out, all or nothing. Raises ``NotPossible`` naming the row that stands against
    it, for instance because somebody saved after the preview."""
    if planned.problems:
        raise NotPossible("ไฟล์ยังมีข้อผิดพลาด จึงยังไม่นำเข้า")
    with transaction.atomic():
        for row in planned.rows:
            try:
                _apply(plan, planned.round, row, actor)
            except (EditConflict, MeasureConflict):
                raise NotPossible(
                    f"แถวที่ {row.number}: “{row.heading}” ถูกแก้ไขหลังจากดูตัวอย่าง จึงยังไม่นำเข้ารายการใด"
                ) from None
            except (BadCell, NotPossible) as problem:
                raise NotPossible(f"แถวที่ {row.number}: {problem}") from None


def _apply(plan: MeasurePlan, round: str, row: PlannedRow, actor: User) -> None:
    values: dict[str, dict[str, Any]] = {"measure": {}, "links": {}, "progress": {}}
    for change in row.changes:
        values[COLUMNS[change.key].writes] |= read_cell(change.key, change.after, plan)
    reference = Reference.parse(row.reference)
    if reference is None:
        measure = create_measure(
            plan=plan, actor=actor, values=values["measure"], links=values["links"], verb="imported"
        )
        version = 0
    else:
        measure = Measure.objects.select_related("plan").get(pk=reference.measure, plan=plan)
        round, version = reference.round, reference.progress_version
        if values["measure"] or values["links"]:
            update_measure(
                measure=measure,
                actor=actor,
                seen_version=reference.version,
                values=values["measure"],
                links=values["links"],
                verb="imported",
            )
    if values["progress"]:
        _refuse_date_without_done(measure, round, values["progress"])
        update_progress(
            measure=measure,
            round=round,
            actor=actor,
            seen_version=version,
            values=values["progress"],
            verb="imported",
        )


def _refuse_date_without_done(measure: Measure, round: str, values: dict[str, Any]) -> None:
    """The database refuses it too, but says nothing that a person understands."""
    standing = progress_of(measure, round)
    status = values.get("status", standing.status)
    day = values.get("completion_date", standing.completion_date)
    if day is not None and status != "done":
        if "completion_date" in values:
            raise BadCell("ระบุวันที่แล้วเสร็จได้เฉพาะมาตรการที่ดำเนินการแล้ว")
        values["completion_date"] = None


def _unguarded(text: str) -> str:
    """The text without the apostrophe that ``safe_cell`` put before it."""
    return text[1:] if text.startswith("'") and safe_cell(text[1:]) == text else text


def _same(stands: str, typed: str) -> bool:
    """Programs change line ends and the blanks around a cell's text; that is no edit."""
    stands, typed = (text.replace("\r\n", "\n").strip() for text in (stands, typed))
    # A very long text is read only so far; what was read of it is the same.
    return stands == typed or (len(typed) >= MAX_TEXT - 1 and stands.startswith(typed))
