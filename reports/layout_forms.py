"""The form of an agency's own layout: its settings, and its columns one by one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from reports.layouts.layout import (
    FIELDS,
    GROUPINGS,
    PARTS,
    SIGNERS,
    Layout,
    LayoutColumn,
    LayoutTable,
)
from reports.own_layouts import with_full_width

_NAMES = {"issue", "title", "indicators", "result_title"}
SPARE = 2  # empty rows for new columns
MAX_COLUMNS = 16


class CopyForm(forms.Form):
    """Which layout is copied, and under what name."""

    source = forms.ChoiceField(label="คัดลอกจาก")
    label = forms.CharField(label="ชื่อรูปแบบใหม่", max_length=120)

    def __init__(self, *args: Any, layouts: dict[str, Layout], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(name, layout.label) for name, layout in layouts.items()]
        self.fields["source"] = forms.ChoiceField(label="คัดลอกจาก", choices=choices)


class LayoutForm(forms.Form):
    """The settings of a layout that are not columns."""

    label = forms.CharField(label="ชื่อรูปแบบ", max_length=120)
    orientation = forms.ChoiceField(
        label="แนวกระดาษ", choices=[("portrait", "แนวตั้ง"), ("landscape", "แนวนอน")]
    )
    numerals = forms.ChoiceField(
        label="ตัวเลขของรายงานใหม่",
        required=False,
        choices=[("", "ตามที่หน่วยงานใช้"), ("thai", "เลขไทย"), ("arabic", "เลขอารบิก")],
    )
    date_style = forms.ChoiceField(
        label="วันที่", choices=[("long", "๒๓ มกราคม ๒๕๖๖"), ("short", "๒๓ ม.ค. ๒๕๖๖")]
    )
    tick = forms.ChoiceField(label="เครื่องหมายสถานะ", choices=[("/", "/"), ("X", "X"), ("•", "•")])
    grouping = forms.ChoiceField(label="จัดกลุ่ม", choices=list(GROUPINGS.items()))
    cover = forms.BooleanField(label="มีหน้าปก", required=False)
    title_lines = forms.CharField(
        label="ชื่อรายงาน",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="พิมพ์ {year} {assessment_year} {agency} {place} {round} {round_period} "
        "ตรงที่ต้องการให้ระบบเติมข้อมูลของรายงาน",
    )
    intro = forms.CharField(
        label="ความนำ", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    heading1 = forms.CharField(label="หัวข้อเหนือตารางที่ 1", required=False)
    heading2 = forms.CharField(
        label="หัวข้อเหนือตารางที่ 2", required=False, help_text="เมื่อแยกผลไว้อีกตารางหนึ่ง"
    )
    parts = forms.MultipleChoiceField(
        label="ส่วนประกอบก่อนตาราง",
        required=False,
        choices=list(PARTS.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    signers = forms.MultipleChoiceField(
        label="ผู้ลงนามท้ายรายงาน",
        required=False,
        choices=list(SIGNERS.items()),
        widget=forms.CheckboxSelectMultiple,
    )

    @staticmethod
    def initial_of(layout: Layout) -> dict[str, Any]:
        """The settings of a layout as the form's first values."""
        headings = [table.heading for table in layout.tables] + ["", ""]
        return {
            "label": layout.label, "orientation": layout.orientation,
            "numerals": layout.numerals, "date_style": layout.date_style, "tick": layout.tick,
            "grouping": layout.grouping, "cover": layout.cover,
            "title_lines": "\n".join(layout.title_lines), "intro": layout.intro,
            "heading1": headings[0], "heading2": headings[1],
            "parts": list(layout.parts), "signers": list(layout.signers),
        }  # fmt: skip


class ColumnForm(forms.Form):
    """One column. Without a field it is left out."""

    table = forms.ChoiceField(label="ตาราง", choices=[("1", "1"), ("2", "2")], initial="1")
    order = forms.IntegerField(label="ลำดับ", min_value=1, max_value=99, required=False)
    field = forms.ChoiceField(
        label="ข้อมูล",
        required=False,
        choices=[("", "(ไม่ใช้)"), *((k, v) for k, v in FIELDS.items() if k != "extra")],
    )
    heading = forms.CharField(
        label="หัวคอลัมน์", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    over = forms.CharField(label="หัวร่วมด้านบน", required=False)
    width = forms.FloatField(label="กว้าง (%)", min_value=1, max_value=90, required=False)
    align = forms.ChoiceField(
        label="จัดวาง", choices=[("start", "ชิดซ้าย"), ("center", "กึ่งกลาง")], initial="start"
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("field"):
            if not (data.get("heading") or "").strip():
                data["heading"] = FIELDS[data["field"]]
            data["width"] = data.get("width") or 10.0
        return data


class Columns(forms.BaseFormSet):  # type: ignore[type-arg]
    def clean(self) -> None:
        if any(self.errors):
            return
        if not any(True for _ in self.tables()):
            raise ValidationError("ต้องมีอย่างน้อยหนึ่งคอลัมน์")
        first = next(self.tables())
        if not first.fields & _NAMES:
            raise ValidationError("ตารางที่ 1 ต้องมีคอลัมน์ชื่อมาตรการ ประเด็น หรือตัวชี้วัด")
        for table in self.tables():
            keys = [column.key for column in table.columns]
            if len(keys) != len(set(keys)):
                raise ValidationError("ข้อมูลเดียวกันใช้ได้คอลัมน์เดียวในแต่ละตาราง")

    def tables(self) -> Iterator[LayoutTable]:
        """The tables that have columns, in order."""
        rows = [f.cleaned_data for f in self.forms if f.cleaned_data.get("field")]
        for number in ("1", "2"):
            chosen = [row for row in rows if row["table"] == number]
            chosen.sort(key=lambda row: row.get("order") or 99)
            columns = tuple(_column(row) for row in chosen)
            if columns:
                yield with_full_width(LayoutTable(columns))


def _column(row: dict[str, Any]) -> LayoutColumn:
    heading = row["heading"].replace("\r\n", "\n").strip()
    return LayoutColumn(row["field"], heading, row["width"], row["align"], row["over"].strip())


ColumnFormSet = forms.formset_factory(
    ColumnForm, formset=Columns, extra=SPARE, max_num=2 * MAX_COLUMNS, absolute_max=2 * MAX_COLUMNS
)


def initial_columns(layout: Layout) -> list[dict[str, Any]]:
    """The columns of a layout as the rows of the form."""
    return [
        {"table": str(number), "order": order, "field": column.field, "heading": column.heading,
         "over": column.over, "width": round(column.width, 1), "align": column.align}
        for number, table in enumerate(layout.tables[:2], 1)
        for order, column in enumerate(table.columns, 1)
    ]  # fmt: skip


def layout_from(settings: LayoutForm, columns: Columns, *, name: str, kind: str) -> Layout:
    """The layout that two valid forms describe."""
    data = dict(settings.cleaned_data)
    headings = [data.pop("heading1"), data.pop("heading2")]
    tables = tuple(
        LayoutTable(table.columns, heading)
        for table, heading in zip(columns.tables(), headings, strict=False)
    )
    lines = tuple(line.strip() for line in data.pop("title_lines").splitlines() if line.strip())
    parts, signers = data.pop("parts"), data.pop("signers")
    return Layout(
        name=name, kind=kind, tables=tables, title_lines=lines,
        parts=tuple(part for part in PARTS if part in parts),
        signers=tuple(signer for signer in SIGNERS if signer in signers),
        **data,
    )  # fmt: skip
