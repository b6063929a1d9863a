"""The form of a measure. Links to the framework are typed as codes and chosen from lists."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from agencies.models import Division
from assessments.codes import Code, find_codes
from assessments.models import Framework, Indicator, Item, Question, Topic
from measures.forms import ThaiDateField
from measures.lines import clean_lines
from measures.models import Measure, MeasurePlan

TEXTS = ("issue", "title", "instrument", "responsible_text", "officers", "steps", "monitoring",
         "period_text")  # fmt: skip


class LinesField(forms.CharField):
    """A text of lines, cleaned of what pasting from Word brings along."""

    def __init__(self, *, rows: int, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), strip=False, **kwargs)

    def to_python(self, value: Any) -> str:
        return clean_lines(super().to_python(value) or "")


class MeasureForm(forms.ModelForm):  # type: ignore[type-arg]
    """What the coordinator writes of a measure."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    issue = LinesField(label="ประเด็นที่ต้องปรับปรุงหรือพัฒนา", rows=3, required=False)
    title = LinesField(label="มาตรการ/กิจกรรม", rows=2, required=False)
    steps = LinesField(
        label="ขั้นตอนหรือวิธีการ",
        rows=6,
        required=False,
        help_text="หนึ่งขั้นตอนต่อหนึ่งบรรทัด วางจาก Word ได้ เลขข้อจะติดมาด้วย",
    )
    monitoring = LinesField(
        label="การกำกับติดตามและกำหนดเวลา",
        rows=4,
        required=False,
        help_text="ระบบอ่านวันที่จากข้อความ เช่น “รายงานผลภายในเดือนมีนาคม 2566”",
    )
    responsible_text = LinesField(label="ผู้รับผิดชอบ (ตามที่พิมพ์ในรายงาน)", rows=2, required=False)
    officers = LinesField(
        label="เจ้าหน้าที่ผู้รับผิดชอบ", rows=2, required=False, help_text="หนึ่งคนต่อหนึ่งบรรทัด"
    )
    due_date = ThaiDateField(
        label="ครบกำหนด", required=False, help_text="เว้นว่างไว้ ระบบจะอ่านจากข้อความกำหนดเวลา"
    )
    divisions = forms.ModelMultipleChoiceField(
        label="ส่วนราชการที่รับผิดชอบ",
        queryset=Division.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    indicators = forms.ModelMultipleChoiceField(
        label="ตัวชี้วัด",
        queryset=Indicator.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    codes = forms.CharField(
        label="ข้อคำถามและข้อมูล OIT", required=False, help_text="พิมพ์รหัส เช่น E6, I12, O33"
    )
    topics = forms.ModelMultipleChoiceField(
        label="ประเด็นตามกรอบ",
        queryset=Topic.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Measure
        fields = (*TEXTS, "due_date")

    def __init__(self, *args: Any, plan: MeasurePlan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._framework = framework_of(plan)
        self._offer("divisions", self._divisions(plan))
        self._offer("indicators", self._choices(Indicator))
        self._offer("topics", self._choices(Topic))
        self.fields["version"].initial = self.instance.version if self.instance.pk else 0
        if self.instance.pk:
            for name in ("divisions", "indicators", "topics"):
                rows = getattr(self.instance, name).all()
                self.initial.setdefault(name, [row.pk for row in rows])
            linked = (*self.instance.questions.all(), *self.instance.items.all())
            self.initial.setdefault("codes", ", ".join(row.code for row in linked))

    def _divisions(self, plan: MeasurePlan) -> models.QuerySet[Division]:
        """The divisions in use, and those that carry the measure out already."""
        chosen = self.instance.divisions.values("pk") if self.instance.pk else ()
        return Division.objects.to_choose(plan.agency, kept=chosen)

    def _choices(self, model: type[models.Model]) -> models.QuerySet[Any]:
        """The rows of the framework, and those of another year that are linked already."""
        wanted = models.Q(framework=self._framework)
        if self.instance.pk:
            wanted |= models.Q(measure=self.instance)
        return model._default_manager.filter(wanted).distinct()

    def _offer(self, name: str, rows: models.QuerySet[Any]) -> None:
        if name != "divisions" and not rows.exists():
            del self.fields[name]
        else:
            self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def clean_codes(self) -> list[models.Model]:
        """The questions and items that the codes name in the framework that is answered."""
        text = self.cleaned_data["codes"]
        codes = find_codes(text)
        rows = {code: self._find(code) for code in codes}
        unknown = [str(code) for code, row in rows.items() if row is None]
        if unknown:
            raise ValidationError(f"ไม่พบรหัส {', '.join(unknown)} ในกรอบการประเมินของปีนี้")
        if text.strip() and not codes:
            raise ValidationError("ไม่พบรหัสในข้อความนี้ กรุณาพิมพ์เช่น E6, I12, O33")
        return [row for row in rows.values() if row is not None]

    def _find(self, code: Code) -> models.Model | None:
        """What is linked already, whatever its year, else what the framework has."""
        if self.instance.pk:
            for row in (*self.instance.questions.all(), *self.instance.items.all()):
                if row.code == str(code):
                    return cast(models.Model, row)
        model: type[models.Model] = Item if code.instrument == "OIT" else Question
        rows = model._default_manager.filter(framework=self._framework, code=str(code))
        return rows.first()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("title") and not data.get("issue"):
            self.add_error("issue", "กรุณาระบุชื่อมาตรการหรือประเด็นที่ต้องปรับปรุง")
        return data

    def _post_clean(self) -> None:
        """The instance is written by ``editing.update_measure``, as in ``ProgressForm``."""

    @property
    def values(self) -> dict[str, Any]:
        """The cleaned texts and the date for the service."""
        return {name: self.cleaned_data[name] for name in (*TEXTS, "due_date")}

    @property
    def links(self) -> dict[str, Iterable[models.Model]]:
        """The cleaned links for the service."""
        codes = self.cleaned_data["codes"]
        found: dict[str, Iterable[models.Model]] = {
            "questions": [row for row in codes if isinstance(row, Question)],
            "items": [row for row in codes if isinstance(row, Item)],
        }
        for name in ("divisions", "indicators", "topics"):
            if name in self.fields:
                found[name] = self.cleaned_data[name]
        return found


def framework_of(plan: MeasurePlan) -> Framework | None:
    """The framework whose codes the plan's measures carry: that of the result they answer, else
    the one of the year before, else the plan's own."""
    if plan.source_assessment is not None:
        return plan.source_assessment.framework
    frameworks = Framework.objects
    return frameworks.current(plan.fiscal_year - 1) or frameworks.current(plan.fiscal_year)
