"""Forms of evidence."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from assessments.models.disclosure import validate_web_address
from measures.forms import ThaiDateField
from measures.models import Evidence, Measure
from measures.uploads import ACCEPTED, MAX_FILES


class SeveralFilesInput(forms.ClearableFileInput):
    """A file field that takes several; a phone offers its camera for it."""

    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """Cleans to a list of files, empty when none was chosen."""

    widget = SeveralFilesInput(attrs={"accept": ACCEPTED, "data-drop": "", "class": "form-control"})

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[bytes]]:
        files = [file for file in (data or []) if file]
        if len(files) > MAX_FILES:
            raise ValidationError(f"แนบได้ครั้งละไม่เกิน {MAX_FILES} แฟ้ม")
        return files


class DescriptionForm(forms.ModelForm):  # type: ignore[type-arg]
    """Caption, text for the blind, date, public or not."""

    dated = ThaiDateField(label="วันที่ของหลักฐาน", required=False)

    class Meta:
        model = Evidence
        fields = ("caption", "alt_text", "dated", "is_public")
        help_texts = {
            "caption": "เช่น ประชุมชี้แจงแนวทางการให้บริการ",
            "alt_text": "บอกว่าในภาพมีอะไร",
            "is_public": "ถ้าไม่เลือก จะเห็นเฉพาะผู้มีสิทธิในหน่วยงาน",
        }

    def clean_dated(self) -> date | None:
        day: date | None = self.cleaned_data["dated"]
        if day and day > date.today():
            raise ValidationError("วันที่นี้ยังมาไม่ถึง กรุณาตรวจวัน เดือน และปี พ.ศ.")
        return day

    def _post_clean(self) -> None:
        """The instance is written by ``measures.evidence``."""


class DescribeForm(DescriptionForm):
    """A change to the description of one piece."""

    @property
    def values(self) -> dict[str, Any]:
        """The cleaned values for the service."""
        return {field: self.cleaned_data[field] for field in self._meta.fields or ()}


class AttachForm(DescriptionForm):
    """Files, a link, evidence of other measures; at least one of them."""

    uploads = SeveralFilesField(
        label="แฟ้มหลักฐาน",
        required=False,
        help_text="ภาพ PDF Word หรือ Excel เลือกได้หลายแฟ้ม ลากมาวาง หรือถ่ายภาพจากโทรศัพท์",
    )
    url = forms.URLField(
        label="หรือลิงก์",
        required=False,
        assume_scheme="https",
        max_length=500,
        validators=[validate_web_address],
    )
    others = forms.ModelMultipleChoiceField(
        label="หรือใช้หลักฐานที่แนบกับมาตรการอื่นแล้ว",
        queryset=Evidence.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    field_order = ("uploads", "url", "caption", "alt_text", "dated", "is_public", "others")

    def __init__(self, *args: Any, measure: Measure, round: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.measure, self.round = measure, round
        here = Evidence.objects.filter(uses__measure=measure, uses__round=round)
        others = Evidence.objects.filter(agency=measure.agency, uses__measure__plan=measure.plan)
        recent = others.exclude(pk__in=here.values("pk")).distinct().order_by("-pk")
        self.fields["others"].queryset = recent  # type: ignore[attr-defined]
        if not recent.exists():
            del self.fields["others"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data.setdefault("others", [])
        given = data.get("uploads") or data.get("url") or data["others"]
        if not given and not self.errors:
            raise ValidationError("กรุณาเลือกแฟ้ม ใส่ลิงก์ หรือเลือกหลักฐานที่มีอยู่แล้ว อย่างน้อยหนึ่งอย่าง")
        return data
