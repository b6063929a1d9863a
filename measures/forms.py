"""Forms of measures. Dates are typed as Thais write them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from ita_portal.thai.dates import format_date, parse_date
from measures.lines import clean_lines
from measures.models import Progress, Status


class ThaiDateField(forms.CharField):
    """A day in Buddhist-era writing, in Thai or Arabic digits; cleaned to a ``date`` or None."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "เช่น 23 มกราคม 2566 หรือ 23/01/2566")
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return format_date(value) if isinstance(value, date) else value

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        day = parse_date(text)
        if day is None:
            raise ValidationError(f"อ่านวันที่ “{text}” ไม่ได้ กรุณาพิมพ์เช่น 23 มกราคม 2566")
        return day

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(super().has_changed(self.prepare_value(initial), data))


class ProgressForm(forms.ModelForm):  # type: ignore[type-arg]
    """What a division reports on a measure in a round."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    completion_date = ThaiDateField(label="วันที่ดำเนินการแล้วเสร็จ", required=False)

    class Meta:
        model = Progress
        fields = ("status", "completion_date", "note", "results", "outcomes")
        widgets = {
            "status": forms.RadioSelect,
            "note": forms.Textarea(attrs={"rows": 2}),
            "results": forms.Textarea(attrs={"rows": 4}),
            "outcomes": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "note": "เช่น เหตุที่ยังไม่แล้วเสร็จ หรือกำหนดที่คาดว่าจะแล้วเสร็จ",
            "results": "ทำอะไรไปแล้ว หนึ่งเรื่องต่อหนึ่งบรรทัด",
            "outcomes": "เกิดผลดีอย่างไร ถ้ามี",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version
        self.fields["status"].choices = Status.choices  # type: ignore[attr-defined]
        for name in ("note", "results", "outcomes"):
            if name in self.fields:
                self.fields[name].strip = False  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A date goes with a finished measure and lies in the past. Lines may come from Word."""
        data = super().clean() or {}
        for name in ("note", "results", "outcomes"):
            if name in data:
                data[name] = clean_lines(data[name])
        day = data.get("completion_date")
        if day and data.get("status") != Status.DONE:
            self.add_error(
                "completion_date",
                "ระบุวันที่แล้วเสร็จได้เฉพาะเมื่อเลือก “ดำเนินการแล้ว” ถ้ายังไม่เสร็จ ให้เขียนกำหนดที่คาดไว้ในหมายเหตุ",
            )
        if day and day > date.today():
            self.add_error("completion_date", "วันที่นี้ยังมาไม่ถึง กรุณาตรวจวัน เดือน และปี พ.ศ.")
        if data.get("status") == Status.DONE and not day and "completion_date" not in self.errors:
            self.add_error("completion_date", "กรุณาระบุวันที่ดำเนินการแล้วเสร็จ")
        return data

    def _post_clean(self) -> None:
        """The instance is written by ``services.update_progress``; its constraints are asked in
        ``clean``. Filling it here would hide what stands from what was typed."""

    @property
    def values(self) -> dict[str, Any]:
        """The cleaned values for the service."""
        return {field: self.cleaned_data[field] for field in self._meta.fields or ()}


class QuickForm(ProgressForm):
    """The three things that are changed most often, for the row of a table."""

    class Meta:
        model = Progress
        fields = ("status", "completion_date", "note")
        widgets = {"note": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Several rows may be open on one page; only the ids of the fields must differ.
        kwargs.setdefault("auto_id", f"m{kwargs['instance'].measure_id}-%s")
        super().__init__(*args, **kwargs)
        self.fields["completion_date"].help_text = "เช่น 23 มกราคม 2566 เว้นว่างไว้ = วันนี้"

    def clean_completion_date(self) -> date | None:
        """Done without a date means today, as the field says."""
        day: date | None = self.cleaned_data["completion_date"]
        if day is None and self.cleaned_data.get("status") == Status.DONE:
            return date.today()
        return day


class BulkForm(forms.Form):
    """One change for several measures: a status, or sending, or accepting."""

    ACTIONS = [
        ("status", "ปรับสถานะ"),
        ("send", "ส่งรายงานให้ผู้ประสานงาน"),
        ("accept", "รับรายงาน (ผู้ประสานงาน)"),
    ]

    action = forms.ChoiceField(label="ทำอะไร", choices=ACTIONS)
    status = forms.ChoiceField(label="สถานะใหม่", choices=Status.choices, required=False)
    completion_date = ThaiDateField(label="วันที่แล้วเสร็จ", required=False)
    note = forms.CharField(
        label="หมายเหตุ (เว้นว่าง = คงเดิม)", required=False,
        widget=forms.Textarea(attrs={"rows": 1, "class": "form-control"}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("action") != "status":
            return data
        if not data.get("status"):
            self.add_error("status", "กรุณาเลือกสถานะใหม่")
        day, done = data.get("completion_date"), data.get("status") == Status.DONE
        if done and not day and "completion_date" not in self.errors:
            self.add_error("completion_date", "กรุณาระบุวันที่ดำเนินการแล้วเสร็จ")
        if day and not done:
            self.add_error("completion_date", "ระบุวันที่แล้วเสร็จได้เฉพาะ “ดำเนินการแล้ว”")
        if day and day > date.today():
            self.add_error("completion_date", "วันที่นี้ยังมาไม่ถึง กรุณาตรวจวัน เดือน และปี พ.ศ.")
        return data

    @property
    def values(self) -> dict[str, Any]:
        """The values for ``services.update_progress``; an empty note stays what it was."""
        data = self.cleaned_data
        values = {"status": data["status"], "completion_date": data["completion_date"]}
        return values | ({"note": clean_lines(data["note"])} if data["note"] else {})
