"""Forms of what is written into a draft: its texts, the memo, the wording of cells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from reports.composing import WordedCell
from reports.document import Memo, Opinion, Signature
from reports.drafting import texts_of_layout
from reports.layouts.selection import layouts_for
from reports.models import Report

SOURCE = "source"


class ReportTextForm(forms.Form):
    """The texts of a draft that do not come from the measures, and its layout."""

    layout = forms.ChoiceField(label="รูปแบบ")
    numerals = forms.ChoiceField(label="ตัวเลข", choices=Report.Numerals.choices)
    title_lines = forms.CharField(
        label="ชื่อรายงาน",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="หนึ่งบรรทัดต่อหนึ่งแถวบนปก",
    )
    intro = forms.CharField(
        label="ความนำ", required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    refill = forms.BooleanField(
        label="เขียนชื่อรายงานและความนำใหม่ตามรูปแบบที่เลือก",
        required=False,
        help_text="ข้อความเดิมในสองช่องนี้จะถูกแทนที่ และยังดูย้อนหลังได้ในประวัติ",
    )

    def __init__(self, *args: Any, report: Report, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._report = report
        self.layouts = layouts_for(report.agency)
        choices = [(name, layout.label) for name, layout in self.layouts.items()]
        self.initial = {
            field: getattr(report, field) for field in ("numerals", "title_lines", "intro")
        }
        self.initial["layout"] = SOURCE if report.keeps_source_tables() else report.layout
        if report.tables:
            choices.insert(0, (SOURCE, "ตามตารางของเอกสารต้นฉบับ"))
        self.fields["layout"] = forms.ChoiceField(label="รูปแบบ", choices=choices)

    def values(self) -> dict[str, Any]:
        """The cleaned values as fields of the report."""
        data = dict(self.cleaned_data)
        if data.pop("refill"):
            name = self._report.layout if data["layout"] == SOURCE else data["layout"]
            data |= texts_of_layout(self._report, self.layouts[name], data["numerals"])
        if data["layout"] == SOURCE:
            return {**data, "layout": self._report.layout, "follows_source": True}
        return {**data, "follows_source": not self._report.tables}


class MemoForm(forms.Form):
    """A memo, its fields in the official order."""

    department = forms.CharField(label="ส่วนราชการ", max_length=300)
    number = forms.CharField(
        label="ที่", max_length=100, required=False, help_text="เว้นว่างไว้เพื่อเขียนด้วยมือได้"
    )
    date = forms.CharField(label="วันที่", max_length=100, required=False)
    subject = forms.CharField(label="เรื่อง", max_length=500)
    to = forms.CharField(label="เรียน", max_length=300)
    paragraphs = forms.CharField(
        label="ข้อความ", widget=forms.Textarea(attrs={"rows": 8}), help_text="หนึ่งบรรทัดต่อหนึ่งย่อหน้า"
    )
    signer_name = forms.CharField(label="ชื่อผู้ลงนาม", max_length=200, required=False)
    signer_position = forms.CharField(label="ตำแหน่งผู้ลงนาม", max_length=200, required=False)
    signer_acting = forms.CharField(
        label="ผู้ลงนามรักษาราชการแทน",
        max_length=200,
        required=False,
        help_text="เว้นว่างหากไม่ได้รักษาราชการแทน",
    )
    on_web = forms.BooleanField(
        label="แสดงบันทึกข้อความบนหน้าเว็บ",
        required=False,
        help_text="หากไม่เลือก บันทึกข้อความจะอยู่ในแฟ้ม PDF, Word และ JSON เท่านั้น",
    )

    def __init__(self, *args: Any, memo: Memo, on_web: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._opinions = memo.opinions
        self._emblem = memo.emblem
        signer = memo.signature or Signature("", "")
        self.initial = {
            "department": memo.department,
            "number": memo.number,
            "date": memo.date,
            "subject": memo.subject,
            "to": memo.to,
            "paragraphs": "\n".join(memo.paragraphs),
            "signer_name": signer.name,
            "signer_position": signer.position,
            "signer_acting": signer.acting_for,
            "on_web": on_web,
        }
        for number, opinion in enumerate(memo.opinions):
            self._add_opinion(number, opinion)

    def _add_opinion(self, number: int, opinion: Opinion) -> None:
        words = forms.Textarea(attrs={"rows": 2})
        labels: dict[str, tuple[str, forms.Widget]] = {
            "text": (opinion.heading or "ความเห็น", words),
            "name": ("ชื่อ", forms.TextInput()),
            "position": ("ตำแหน่ง", forms.TextInput()),
            "acting_for": ("รักษาราชการแทน", forms.TextInput()),
        }
        for part, (label, widget) in labels.items():
            name = f"opinion{number}_{part}"
            whose = label if part == "text" else f"{label} ({opinion.heading})"
            self.fields[name] = forms.CharField(
                label=whose, widget=widget, required=False, max_length=2000
            )
            self.initial[name] = getattr(opinion, part)

    def memo(self) -> Memo:
        """The memo as filled in."""
        data = self.cleaned_data
        opinions = tuple(
            Opinion(
                opinion.heading,
                *(data[f"opinion{number}_{part}"].replace("\r\n", "\n")
                  for part in ("text", "name", "position", "acting_for")),
            )
            for number, opinion in enumerate(self._opinions)
        )  # fmt: skip
        lines = (line.strip() for line in data["paragraphs"].splitlines())
        return Memo(
            department=data["department"],
            number=data["number"],
            date=data["date"],
            subject=data["subject"],
            to=data["to"],
            paragraphs=tuple(line for line in lines if line),
            signature=Signature(
                data["signer_name"], data["signer_position"], data["signer_acting"]
            ),
            opinions=opinions,
            emblem=self._emblem,
        )


class EmblemForm(forms.Form):
    """The Garuda for the head of memos."""

    emblem = forms.FileField(label="ภาพตราครุฑ (JPG หรือ PNG)")


class WordingForm(forms.Form):
    """A text for each cell of a measure in a report."""

    def __init__(self, *args: Any, cells: list[WordedCell], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._cells = cells
        for number, cell in enumerate(cells):
            told = ""
            if cell.override is not None:
                told = f"ข้อมูลเดิม: {cell.data or '(ว่าง)'}"
            if cell.is_stale:
                told = f"ข้อมูลเปลี่ยนไปหลังจากแก้ถ้อยคำนี้ ปัจจุบันคือ: {cell.data or '(ว่าง)'}"
            self.fields[f"cell{number}"] = forms.CharField(
                label=" ".join(cell.column.heading.split()),
                required=False,
                initial=cell.text,
                help_text=told,
                widget=forms.Textarea(attrs={"rows": min(8, cell.text.count("\n") + 2)}),
            )

    def texts(self) -> dict[str, str]:
        """The texts by column key; what was not sent is left out."""
        return {
            cell.column.key: self.cleaned_data[f"cell{number}"]
            for number, cell in enumerate(self._cells)
            if f"cell{number}" in self.data
        }


class DescriptionsForm(forms.Form):
    """What each picture before and behind the tables shows; ``described`` as
    ``described_pictures`` gives it."""

    def __init__(self, *args: Any, described: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._names = list(described)
        for number, text in enumerate(described.values()):
            self.fields[f"picture{number}"] = forms.CharField(
                label=f"ภาพที่ {number + 1} แสดงอะไร", required=False, max_length=300, initial=text
            )

    def pictures(self) -> list[tuple[str, forms.BoundField]]:
        """The name of each picture with its field."""
        return [(name, self[f"picture{number}"]) for number, name in enumerate(self._names)]

    def texts(self) -> dict[str, str]:
        """The descriptions by the names of the pictures."""
        return {
            name: self.cleaned_data[f"picture{number}"] for number, name in enumerate(self._names)
        }
