"""Forms of frameworks: the facts of a year, and each kind of row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from assessments.codes import parse_code
from assessments.models import (
    Confidence,
    Framework,
    Indicator,
    Instrument,
    Item,
    Question,
    RatingLevel,
    SubIndicator,
    Topic,
)
from assessments.models.parts import FrameworkPart

_FACT = ("confidence", "source")


@dataclass(frozen=True, slots=True)
class Section:
    """A kind of row: its model, what can be typed of it, and the relation that holds it."""

    name: str
    model: type[FrameworkPart]
    fields: tuple[str, ...]

    @property
    def label(self) -> str:
        """What the page calls it."""
        return str(self.model._meta.verbose_name)


SECTIONS = {
    section.name: section
    for section in (
        Section("instruments", Instrument, ("code", "name", "weight", "position", *_FACT)),
        Section("indicators", Indicator, ("number", "instrument", "name", "aliases", *_FACT)),
        Section("sub_indicators", SubIndicator, ("number", "indicator", "name", *_FACT)),
        Section("questions", Question, (
            "code", "indicator", "text", "is_reversed", "note", "placement_confidence", *_FACT)),
        Section("items", Item, (
            "code", "sub_indicator", "title", "components", "components_note", "note",
            "placement_confidence", *_FACT)),
        Section("rating_levels", RatingLevel, (
            "position", "code", "name", "minimum", "instrument_minimum", *_FACT)),
        Section("topics", Topic, ("number", "name", *_FACT)),
    )
}  # fmt: skip


class LinesField(forms.CharField):
    """A list of texts, one a line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        if isinstance(value, list):
            return value
        return [line.strip() for line in (value or "").splitlines() if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.to_python(initial) != self.to_python(data))


class PartForm(forms.ModelForm):  # type: ignore[type-arg]
    """A row of a framework. Its relations stay within the framework."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("instrument", "indicator", "sub_indicator"):
            field = self.fields.get(name)
            if isinstance(field, forms.ModelChoiceField) and field.queryset is not None:
                field.queryset = field.queryset.filter(framework=self.instance.framework)
        for name in ("aliases", "components"):
            if name in self.fields:
                old = self.fields[name]
                self.fields[name] = LinesField(
                    label=old.label, required=False, help_text="หนึ่งรายการต่อหนึ่งบรรทัด"
                )

    def clean_code(self) -> str:
        """Codes of questions and items are stored in one spelling, with their number."""
        code: str = self.cleaned_data["code"]
        if not isinstance(self.instance, Question | Item):
            return code
        found = parse_code(code)
        allowed = "O" if isinstance(self.instance, Item) else "IE"
        if found is None or str(found)[0] not in allowed:
            raise ValidationError(f"รหัสต้องเขียนอย่าง {'O33' if allowed == 'O' else 'I7 หรือ E6'}")
        self.instance.number = found.number
        return str(found)

    def clean(self) -> dict[str, Any]:
        """The framework's own constraints need it, though nobody may choose it."""
        data = super().clean() or {}
        data["framework"] = self.instance.framework
        return data

    def _get_validation_exclusions(self) -> set[str]:
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded - {"framework"}


def part_form(section: Section) -> type[PartForm]:
    """The form class of a kind of row."""
    return forms.modelform_factory(  # type: ignore[return-value]
        section.model, form=PartForm, fields=section.fields
    )


class FactsForm(forms.ModelForm):  # type: ignore[type-arg]
    """The facts of a year: each with how sure it is and where it was read."""

    class Meta:
        model = Framework
        fields = ("pass_mark", "calculation", "measures_item", "report_item", "report_covers",
                  "note")  # fmt: skip

    FACTS = ("pass_mark", "calculation", "measures_item", "report_item", "report_covers")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.FACTS:
            stated = self.instance.provenance(name)
            label = self.fields[name].label
            self.fields[f"{name}_confidence"] = forms.ChoiceField(
                label=f"{label}: ความน่าเชื่อถือ", choices=Confidence.choices,
                initial=stated.confidence,
            )  # fmt: skip
            self.fields[f"{name}_source"] = forms.CharField(
                label=f"{label}: แหล่งข้อมูล", required=False, initial=stated.source,
                widget=forms.Textarea(attrs={"rows": 2}),
            )  # fmt: skip
        order = [part for name in self.FACTS
                 for part in (name, f"{name}_confidence", f"{name}_source")]  # fmt: skip
        self.order_fields([*order, "note"])

    def clean(self) -> dict[str, Any]:
        """What is said to be established names its source; codes are in one spelling."""
        data = super().clean() or {}
        for name in self.FACTS:
            established = data.get(f"{name}_confidence") != Confidence.UNCONFIRMED
            if established and not data.get(f"{name}_source", "").strip():
                self.add_error(f"{name}_source", "ข้อมูลที่ยืนยันแล้วต้องระบุแหล่งข้อมูล")
        for name in ("measures_item", "report_item"):
            typed = data.get(name, "")
            code = parse_code(typed) if typed else None
            if typed and (code is None or code.instrument != "OIT"):
                self.add_error(name, "รหัสต้องเขียนอย่าง O42")
            elif code is not None:
                data[name] = str(code)
        return data

    def stated(self) -> dict[str, dict[str, str]]:
        """Confidence and source of each fact, as the framework keeps them."""
        facts = {
            name: {
                "confidence": self.cleaned_data[f"{name}_confidence"],
                "source": self.cleaned_data[f"{name}_source"].strip(),
            }
            for name in self.FACTS
        }
        return {**self.instance.fact_sources, **facts}


class NewYearForm(forms.Form):
    """A year that the portal does not know yet: like another, or from a file."""

    fiscal_year = forms.IntegerField(
        label="ปีงบประมาณ (พ.ศ.)", min_value=2550, max_value=2650, required=False
    )
    like = forms.ModelChoiceField(
        Framework.objects.none(), label="คัดลอกโครงสร้างจากปี", required=False,
        help_text="ทุกข้อมูลที่คัดลอกมาจะขึ้นว่ายังไม่ยืนยัน จนกว่าท่านจะแก้ไขและระบุแหล่งข้อมูล",
    )  # fmt: skip
    file = forms.FileField(
        label="หรือเลือกไฟล์กรอบการประเมิน (.json)", required=False,
        widget=forms.FileInput({"accept": ".json"}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["like"].queryset = Framework.objects.newest_editions()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("file") and not (data.get("fiscal_year") and data.get("like")):
            raise ValidationError("กรุณาระบุปีและปีที่จะคัดลอก หรือเลือกไฟล์")
        return data
