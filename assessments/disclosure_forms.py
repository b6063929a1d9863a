"""Forms of the answers to OIT items."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory

from agencies.models import Agency, Division
from assessments.disclosures import Link
from assessments.models import Disclosure, DisclosureLink
from assessments.models.disclosure import validate_web_address


class DisclosureForm(forms.ModelForm):  # type: ignore[type-arg]
    """The answer, who sees to it, and where on the main website it lies."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    class Meta:
        model = Disclosure
        fields = ("answer", "division", "explanation")
        widgets = {"answer": forms.RadioSelect, "explanation": forms.Textarea(attrs={"rows": 4})}
        help_texts = {"explanation": "บอกว่าข้อมูลอยู่ตรงไหนของเว็บไซต์หลักของหน่วยงาน"}

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version if self.instance.pk else 0
        self.fields["answer"].choices = [  # type: ignore[attr-defined]
            ("", "ยังไม่ตอบ"),
            *Disclosure.Answer.choices,
        ]
        self.fields["division"].queryset = Division.objects.to_choose(  # type: ignore[attr-defined]
            agency, kept=[self.instance.division_id] if self.instance.division_id else []
        )

    def _post_clean(self) -> None:
        """The row is written by ``disclosures.save_disclosure``; filling it here would hide what
        stands from what was typed."""

    @property
    def values(self) -> dict[str, Any]:
        """The cleaned values for the service."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class LinkForm(forms.Form):
    """One address with the clicks that lead there."""

    url = forms.CharField(
        label="ที่อยู่เว็บ (URL)",
        required=False,
        max_length=2000,
        validators=[validate_web_address],
        widget=forms.TextInput(attrs={"inputmode": "url"}),
    )
    click_path = forms.CharField(
        label="ขั้นตอนการเข้าถึงจากหน้าหลัก",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=DisclosureLink._meta.get_field("click_path").help_text,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("click_path") and not data.get("url") and "url" not in self.errors:
            self.add_error("url", "กรุณาระบุที่อยู่เว็บของขั้นตอนนี้")
        return data


class LinkFormSet(BaseFormSet):  # type: ignore[type-arg]
    """Several addresses; an empty pair of fields is no address, a cleared one is removed."""

    def clean(self) -> None:
        urls = [url for url, _ in self.links()]
        if len(urls) != len(set(urls)):
            raise ValidationError("มีที่อยู่เว็บซ้ำกัน")

    def links(self) -> list[Link]:
        """The addresses as typed, in order."""
        return [
            (form.cleaned_data["url"], form.cleaned_data.get("click_path", ""))
            for form in self.forms
            if getattr(form, "cleaned_data", None) and form.cleaned_data.get("url")
        ]


_LinkForms = formset_factory(LinkForm, formset=LinkFormSet, extra=2, max_num=20, validate_max=True)


def link_forms(data: Any = None, initial: list[dict[str, str]] | None = None) -> LinkFormSet:
    """The addresses to type, with room for two more."""
    forms_: LinkFormSet = _LinkForms(data, initial=initial, prefix="links")  # type: ignore[assignment]
    return forms_
