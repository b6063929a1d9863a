"""Forms of reports and of the import."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from agencies.models import Agency
from ita_portal.thai.numerals import to_arabic
from measures.models import MeasurePlan, RoundCode
from reports.models import Report, ReportKind


class FiscalYearField(forms.CharField):
    """A Buddhist-era year in Thai or Arabic digits; cleaned to an int or None."""

    def to_python(self, value: Any) -> Any:
        text = to_arabic(super().to_python(value) or "").strip()
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and 2550 <= int(text) <= 2650):
            raise ValidationError("กรุณาพิมพ์ปี พ.ศ. สี่หลัก เช่น 2566")
        return int(text)


class UploadForm(forms.Form):
    """A Word file, and what it may not say of itself."""

    file = forms.FileField(
        label="แฟ้ม Word (.docx)",
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        error_messages={
            "required": "กรุณาเลือกแฟ้ม Word",
            "empty": "แฟ้มนี้ว่างเปล่า กรุณาเปิดแฟ้มใน Word ตรวจว่ามีข้อความ แล้วบันทึกใหม่",
        },
    )
    fiscal_year = FiscalYearField(
        label="ปีงบประมาณ (พ.ศ.)", required=False, help_text="เว้นว่างได้ ระบบจะอ่านจากชื่อรายงาน"
    )
    round = forms.ChoiceField(
        label="รอบรายงาน",
        required=False,
        choices=[("", "อ่านจากเอกสาร"), *RoundCode.choices],
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > settings.MAX_WORD_FILE_BYTES:
            limit = settings.MAX_WORD_FILE_BYTES // 1_000_000
            raise ValidationError(f"แฟ้มใหญ่เกิน {limit} MB กรุณาย่อขนาดรูปภาพในแฟ้มแล้วลองใหม่")
        return file


class NewReportForm(forms.Form):
    """Which report is begun: of which plan, kind and round."""

    plan = forms.ModelChoiceField(
        MeasurePlan.objects.none(), label="แผนมาตรการของปี", empty_label=None
    )
    kind = forms.ChoiceField(label="ชนิดรายงาน", choices=ReportKind.choices)
    round = forms.ChoiceField(
        label="รอบ (เฉพาะรายงานผล)", choices=[("", "—"), *RoundCode.choices], required=False
    )

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plans = MeasurePlan.objects.filter(agency=agency)
        self.fields["plan"].queryset = plans  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("kind") == ReportKind.PROGRESS and not data.get("round"):
            self.add_error("round", "รายงานผลต้องเลือกรอบ")
        if data.get("kind") == ReportKind.MEASURES:
            data["round"] = ""
        same = Report.objects.filter(
            plan=data.get("plan"), kind=data.get("kind"), round=data.get("round", "")
        )
        if not self.errors and same.exists():
            raise ValidationError("มีรายงานนี้อยู่แล้ว กรุณาเปิดจากรายการรายงาน")
        return data
