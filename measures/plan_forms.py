"""Forms about plans and their rounds."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from agencies.models import Agency
from ita_portal.thai.fiscal import FiscalYear
from ita_portal.thai.numerals import to_arabic
from measures.forms import ThaiDateField
from measures.models import MeasurePlan, RoundCode

MAX_SHEET = 10_000_000


class BuddhistYearField(forms.CharField):
    """A fiscal year of the Buddhist era, in Thai or Arabic digits; cleans to a number."""

    def to_python(self, value: Any) -> Any:
        text = to_arabic(super().to_python(value) or "").strip()
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and 2550 <= int(text) <= 2650):
            raise ValidationError("กรุณาพิมพ์ปี พ.ศ. สี่หลัก เช่น 2570")
        return int(text)


class NewPlanForm(forms.Form):
    """Which year, and from which plan."""

    fiscal_year = BuddhistYearField(label="ปีงบประมาณ (พ.ศ.)")
    source = forms.ModelChoiceField(
        label="เริ่มจากแผน",
        queryset=MeasurePlan.objects.none(),
        required=False,
        empty_label="แผนเปล่า",
        help_text="ข้อความและผู้รับผิดชอบจะตามมา วันที่เลื่อนตามปี ผลการดำเนินการและหลักฐานไม่ตามมา",
    )
    only_open = forms.BooleanField(label="เฉพาะมาตรการที่ยังไม่แล้วเสร็จ", required=False)

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plans = MeasurePlan.objects.filter(agency=agency)
        self.fields["source"].queryset = plans  # type: ignore[attr-defined]
        newest = plans.order_by("-fiscal_year").first()
        self.fields["source"].initial = newest
        year = newest.fiscal_year + 1 if newest else FiscalYear.of(date.today()).be
        self.fields["fiscal_year"].initial = str(year)


class OpenRoundForm(forms.Form):
    """Until when the divisions report."""

    report_by = ThaiDateField(label="ให้รายงานภายใน", required=False)


class ImportForm(forms.Form):
    """A workbook, and which plan and round it is about."""

    file = forms.FileField(
        label="ไฟล์ Excel หรือ CSV",
        help_text="ไฟล์ที่ส่งออกจากตารางมาตรการ หรือแบบฟอร์มของระบบ",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv", "data-drop": ""}),
    )
    plan = forms.ModelChoiceField(
        label="แผน", queryset=MeasurePlan.objects.none(), empty_label=None
    )
    round = forms.ChoiceField(
        label="รอบ", choices=RoundCode.choices, help_text="สำหรับสถานะและผลของแถวที่ไม่มีรหัสอ้างอิง"
    )

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plans = MeasurePlan.objects.filter(agency=agency)
        self.fields["plan"].queryset = plans  # type: ignore[attr-defined]

    def clean_file(self) -> UploadedFile[bytes]:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MAX_SHEET:
            raise ValidationError("ไฟล์ใหญ่เกิน 10 MB กรุณาแบ่งไฟล์")
        return file
