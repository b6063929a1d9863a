"""Forms of results. Scores are typed in Thai or Arabic digits and stay as they were typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.http import QueryDict

from assessments.catalogue import Catalogue, IndicatorEntry
from assessments.score_sheet import (
    Option,
    ScoreError,
    ScoreSheet,
    parse_options,
    parse_score,
)

LARGEST_FILE = 5_000_000
_LONGEST, _LONGEST_TEXT = 100, 10_000  # characters of a score, of a text


class ScoreField(forms.CharField):
    """A score of 0 to 100; cleaned to a Decimal or None."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off", "class": "score-input"}
        super().__init__(required=False, widget=forms.TextInput(attrs), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:.2f}" if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Any:
        try:
            return parse_score((super().to_python(value) or "")[:_LONGEST])
        except ScoreError as error:
            raise ValidationError(str(error)) from None


class OptionsField(forms.CharField):
    """The parts of a question, one a line with its score; cleaned to options."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, widget=_lines(2), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, tuple):
            return "\n".join(str(option) for option in value)
        return value

    def to_python(self, value: Any) -> Any:
        try:
            text = super().to_python(value) or ""
            if len(text) > _LONGEST_TEXT:
                raise ScoreError("ข้อความยาวเกินไป")
            return parse_options(text)
        except ScoreError as error:
            raise ValidationError(str(error)) from None


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea({"rows": rows, "class": "form-control"})


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line of the sheet: a thing that is scored, its score and what is written of it."""

    code: str
    text: str
    score: BoundField
    guidance: BoundField | None = None
    options: BoundField | None = None
    theirs: str = ""  # what stands now, where it differs from what was typed

    @property
    def is_open(self) -> bool:
        """Whether the texts are shown at once: when there are any, or something is wrong."""
        texts = [field for field in (self.guidance, self.options) if field is not None]
        return any(field.value() or field.errors for field in texts)


@dataclass(frozen=True, slots=True)
class SheetGroup:
    """An indicator with what it consists of."""

    entry: IndicatorEntry
    lines: tuple[SheetLine, ...]
    told: int

    @property
    def has_errors(self) -> bool:
        """Whether a line below has an error."""
        return any(
            field.errors
            for line in self.lines
            for field in (line.score, line.guidance, line.options)
            if field is not None
        )


class ScoreSheetForm(forms.Form):
    """The whole result of a year on one sheet. What is left empty is not told."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    source = forms.CharField(widget=forms.HiddenInput, required=False, max_length=255)
    rating = forms.CharField(label="ระดับที่ประกาศ", required=False, max_length=100)

    def __init__(
        self,
        catalogue: Catalogue,
        data: QueryDict | None = None,
        *,
        sheet: ScoreSheet | None = None,
        version: int = 0,
        source: str = "",
        theirs: ScoreSheet | None = None,
    ) -> None:
        start = {"version": version, "source": source, **_initial(sheet or ScoreSheet())}
        super().__init__(data, initial=start)
        self.catalogue = catalogue
        self._theirs = _initial(theirs) if theirs else {}
        self.fields["rating"].widget.attrs["class"] = "form-control"
        self.fields["total"] = ScoreField(label="คะแนนรวมที่ประกาศ")
        for instrument in catalogue.instruments:
            self.fields[f"instrument-{instrument.code}"] = ScoreField(label=instrument.code)
        for entry in catalogue.indicators:
            label = f"ตัวชี้วัดที่ {entry.number} {entry.name}"
            self.fields[f"indicator-{entry.number}"] = ScoreField(label=label)
        for sub in catalogue.sub_indicators:
            self.fields[f"sub_indicator-{sub.number}"] = ScoreField(
                label=f"{sub.number} {sub.name}"
            )
        for level, code in self._guided():
            self.fields[f"{level}-{code}"] = ScoreField(label=code)
            self.fields[f"guidance-{code}"] = forms.CharField(
                label=f"แนวทางการพัฒนา {code}",
                required=False,
                widget=_lines(2),
                max_length=_LONGEST_TEXT,
            )
            if level == "question":
                self.fields[f"options-{code}"] = OptionsField(label=f"ประเด็นย่อย {code}")

    def _guided(self) -> Iterator[tuple[str, str]]:
        yield from (("question", entry.code) for entry in self.catalogue.questions)
        yield from (("item", entry.code) for entry in self.catalogue.items)

    def clean(self) -> dict[str, Any]:
        """Texts belong to a score: without one they would be lost."""
        data = super().clean() or {}
        for level, code in self._guided():
            told = data.get(f"guidance-{code}") or data.get(f"options-{code}")
            if (
                told
                and data.get(f"{level}-{code}") is None
                and f"{level}-{code}" not in self.errors
            ):
                self.add_error(f"{level}-{code}", "กรุณาระบุคะแนน เพราะมีข้อความของข้อนี้แล้ว")
        return data

    @property
    def sheet(self) -> ScoreSheet:
        """The cleaned values."""
        data = self.cleaned_data
        options: Mapping[str, tuple[Option, ...]] = self._told("options")
        return ScoreSheet(
            total=data["total"],
            rating=data["rating"].strip(),
            instruments=self._told("instrument"),
            indicators={int(code): score for code, score in self._told("indicator").items()},
            sub_indicators=self._told("sub_indicator"),
            questions=self._told("question"),
            items=self._told("item"),
            guidance=self._told("guidance"),
            options=options,
        )

    def _told(self, level: str) -> dict[str, Any]:
        return {
            name.partition("-")[2]: value
            for name, value in self.cleaned_data.items()
            if name.startswith(f"{level}-") and value not in (None, "", ())
        }

    def summary_lines(self) -> list[SheetLine]:
        """The total and the instruments."""
        lines = [self._line("", "คะแนนรวม", "total")]
        return lines + [
            self._line(entry.code, entry.name, f"instrument-{entry.code}")
            for entry in self.catalogue.instruments
        ]

    def indicator_lines(self) -> list[SheetLine]:
        """The ten indicators: what everybody has, and enough for a total."""
        return [
            self._line(str(entry.number), entry.name, f"indicator-{entry.number}")
            for entry in self.catalogue.indicators
        ]

    def groups(self) -> Iterator[SheetGroup]:
        """Below each indicator what it consists of, where the framework knows."""
        for entry in self.catalogue.indicators:
            lines = tuple(self._lines_of(entry))
            if lines:
                told = sum(1 for line in lines if line.score.value() not in (None, ""))
                yield SheetGroup(entry, lines, told)

    def _lines_of(self, entry: IndicatorEntry) -> Iterator[SheetLine]:
        for question in self.catalogue.questions:
            if question.indicator == entry.number:
                yield self._line(question.code, question.text or "", f"question-{question.code}")
        for sub in self.catalogue.sub_indicators:
            if sub.indicator != entry.number:
                continue
            yield self._line(sub.number, sub.name, f"sub_indicator-{sub.number}")
            for item in self.catalogue.items:
                if item.sub_indicator == sub.number:
                    yield self._line(item.code, item.title or "", f"item-{item.code}")

    def loose_items(self) -> list[SheetLine]:
        """Items whose sub-indicator is not established."""
        return [
            self._line(item.code, item.title or "", f"item-{item.code}")
            for item in self.catalogue.items
            if item.sub_indicator is None
        ]

    def _line(self, code: str, text: str, name: str) -> SheetLine:
        guidance, options = f"guidance-{code}", f"options-{code}"
        score = self[name]
        stands = self._theirs.get(name)
        theirs = f"{stands:.2f}" if isinstance(stands, Decimal) else "ว่าง"
        differs = bool(self._theirs) and _typed(score) != stands
        return SheetLine(
            code,
            text,
            score,
            self[guidance] if guidance in self.fields else None,
            self[options] if options in self.fields else None,
            theirs if differs else "",
        )


def _typed(field: BoundField) -> Decimal | None:
    value = field.value()
    try:
        return value if isinstance(value, Decimal) else parse_score(value or "")
    except ScoreError:
        return None


def _initial(sheet: ScoreSheet) -> dict[str, Any]:
    """The values of a sheet by the names of the form's fields."""
    levels: dict[str, Mapping[Any, Any]] = {
        "instrument": sheet.instruments,
        "indicator": sheet.indicators,
        "sub_indicator": sheet.sub_indicators,
        "question": sheet.questions,
        "item": sheet.items,
        "guidance": sheet.guidance,
        "options": sheet.options,
    }
    values = {f"{level}-{code}": v for level, rows in levels.items() for code, v in rows.items()}
    return {"total": sheet.total, "rating": sheet.rating, **values}


class ScoreFileForm(forms.Form):
    """An Excel file of scores."""

    file = forms.FileField(
        label="ไฟล์ Excel (.xlsx)",
        help_text="ใช้แบบฟอร์มของระบบ หรือไฟล์ที่มีช่อง “ตัวชี้วัด” หรือ “รหัสข้อ” กับช่อง “คะแนน” "
        "ใช้เลขไทยหรือเลขอารบิกก็ได้",
        widget=forms.FileInput({"accept": ".xlsx"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise ValidationError("ไฟล์ใหญ่เกิน 5 MB กรุณาคัดลอกเฉพาะตารางคะแนนไปไว้ในไฟล์ใหม่")
        return file
