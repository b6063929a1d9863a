"""Suggestions for what is not established in a framework, and taking them up."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from agencies.decorators import central_administrators_only, requires
from agencies.middleware import AgencyRequest
from assessments.models import Framework
from assessments.suggesting import Suggestion, suggestions_for, take_up_suggestions


class TakeUpForm(forms.Form):
    """Which suggestions hold, and where that was looked up."""

    keys = forms.MultipleChoiceField(error_messages={"required": "กรุณาเลือกอย่างน้อยหนึ่งเรื่อง"})
    source = forms.CharField(
        label="แหล่งข้อมูลที่ท่านตรวจสอบแล้ว",
        help_text="เช่น ชื่อคู่มือการประเมินของสำนักงาน ป.ป.ช. ปีและเลขหน้า",
        error_messages={"required": "กรุณาระบุแหล่งข้อมูล ข้อมูลที่ไม่มีแหล่งที่มายังถือว่าไม่ยืนยัน"},
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, offered: list[Suggestion], data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        field = self.fields["keys"]
        field.choices = [(row.key, row.what) for row in offered]  # type: ignore[attr-defined]


@require_http_methods(["GET", "POST"])
@requires("read")
@central_administrators_only
def framework_suggestions(request: AgencyRequest, framework_id: int) -> HttpResponse:
    """The suggestions with their basis; the chosen ones are taken up with their source."""
    framework = get_object_or_404(Framework, pk=framework_id)
    offered = suggestions_for(framework)
    form = TakeUpForm(offered, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        keys = form.cleaned_data["keys"]
        held = take_up_suggestions(
            framework=framework, keys=keys, source=form.cleaned_data["source"],
            agency=request.agency, actor=request.user,
        )  # fmt: skip
        messages.success(request, f"บันทึก {len(keys)} เรื่องใน{held}แล้ว")
        return redirect("framework", agency_slug=request.agency.slug, framework_id=held.pk)
    context = {
        "framework": framework,
        "offered": offered,
        "chosen": form.data.getlist("keys") if form.is_bound else [],  # type: ignore[attr-defined]
        "form": form,
        "notes": framework.suggestions.get("notes", []),
        "in_use": framework.is_in_use(),
    }
    return render(request, "assessments/suggestions.html", context,
                  status=422 if form.is_bound else 200)  # fmt: skip
