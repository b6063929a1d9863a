"""Writing into a draft: its texts and layout, the memo, the wording of single cells."""

from __future__ import annotations

from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from agencies.decorators import requires
from agencies.middleware import AgencyRequest
from ita_portal.pictures import NotAPictureError
from measures.models import Measure
from reports.approval import NotPossible, missing_to_submit
from reports.compose_forms import (
    DescriptionsForm,
    EmblemForm,
    MemoForm,
    ReportTextForm,
    WordingForm,
)
from reports.composing import keep_emblem, overrides_of, save_memo, word_cells, worded_cells
from reports.describing import describe_pictures, described_pictures
from reports.document import Memo, from_json
from reports.drafting import change_texts
from reports.layouts.signers import blank_memo, emblem_of
from reports.loaders import get_report
from reports.models import Report
from reports.previewing import preview_of


@require_http_methods(["GET", "POST"])
@requires("compose_report", to_read="compose_report")
@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]
def compose(request: AgencyRequest, pk: int) -> HttpResponse:
    """Layout, numerals, title lines and intro of a draft, beside the preview. With ``preview``
    what is typed is shown and not saved."""
    report = get_report(request, pk)
    form = ReportTextForm(request.POST if request.method == "POST" else None, report=report)
    if request.method != "POST" or not form.is_valid():
        return _compose_page(request, report, form)
    values = form.values()
    if "preview" in request.POST:
        return _compose_page(request, _tried(report, values), form)
    try:
        change_texts(report=report, values=values, actor=request.user)
    except NotPossible as reason:
        form.add_error(None, str(reason))
        return _compose_page(request, report, form)
    messages.success(request, "บันทึกข้อความของรายงานแล้ว")
    return redirect("edit-report-texts", agency_slug=request.agency.slug, pk=pk)


@require_http_methods(["GET", "POST"])
@requires("compose_report", to_read="compose_report")
def edit_memo(request: AgencyRequest, pk: int) -> HttpResponse:
    """The memo of a draft, its fields in the official order."""
    report = get_report(request, pk)
    memo: Memo = from_json(report.memo) if report.memo else blank_memo(report)
    data = request.POST if request.method == "POST" else None
    form = MemoForm(data, memo=memo, on_web=report.memo_on_web)
    if request.method == "POST" and ("remove" in request.POST or form.is_valid()):
        kept = None if "remove" in request.POST else form.memo()
        on_web = report.memo_on_web if kept is None else form.cleaned_data["on_web"]
        try:
            save_memo(report=report, memo=kept, on_web=on_web, actor=request.user)
        except NotPossible as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, "บันทึกแล้ว" if kept else "นำบันทึกข้อความออกแล้ว")
            return redirect("report", agency_slug=request.agency.slug, pk=pk)
    return _memo_page(request, report, form, EmblemForm())


@require_POST
@requires("compose_report")
def upload_emblem(request: AgencyRequest, pk: int) -> HttpResponse:
    """Keep the Garuda that the agency uses on its memos."""
    report = get_report(request, pk)
    form = EmblemForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            content = form.cleaned_data["emblem"].read()
            keep_emblem(report=report, content=content, actor=request.user)
        except NotAPictureError as reason:
            form.add_error("emblem", str(reason))
        else:
            messages.success(request, "บันทึกตราครุฑแล้ว ใช้กับบันทึกข้อความทุกฉบับของหน่วยงาน")
            return redirect("edit-memo", agency_slug=request.agency.slug, pk=pk)
    memo: Memo = from_json(report.memo) if report.memo else blank_memo(report)
    return _memo_page(request, report, MemoForm(memo=memo, on_web=report.memo_on_web), form)


@require_http_methods(["GET", "POST"])
@requires("compose_report", to_read="compose_report")
def edit_wording(request: AgencyRequest, pk: int, measure: int) -> HttpResponse:
    """The words of one measure in one report, beside what the data say."""
    report = get_report(request, pk)
    shown = get_object_or_404(Measure, plan=report.plan, pk=measure)
    cells = worded_cells(report, shown)
    form = WordingForm(request.POST if request.method == "POST" else None, cells=cells)
    if request.method == "POST" and form.is_valid():
        try:
            count = word_cells(report=report, measure=shown, texts=form.texts(), actor=request.user)
        except NotPossible as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, f"บันทึกถ้อยคำแล้ว {count} ช่อง ข้อมูลของมาตรการไม่เปลี่ยน")
            return redirect("report", agency_slug=request.agency.slug, pk=pk)
    context = {"report": report, "measure": shown, "form": form}
    return render(request, "reports/wording.html", context, status=_status(form.errors))


@require_http_methods(["GET", "POST"])
@requires("compose_report", to_read="compose_report")
def edit_descriptions(request: AgencyRequest, pk: int) -> HttpResponse:
    """What the pictures of an imported draft show."""
    report = get_report(request, pk)
    data = request.POST if request.method == "POST" else None
    form = DescriptionsForm(data, described=described_pictures(report))
    if request.method == "POST" and form.is_valid():
        try:
            count = describe_pictures(report=report, texts=form.texts(), actor=request.user)
        except NotPossible as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, f"บันทึกคำอธิบายแล้ว {count} ภาพ")
            return redirect("edit-report-texts", agency_slug=request.agency.slug, pk=pk)
    context = {"report": report, "form": form}
    return render(request, "reports/descriptions.html", context, status=_status(form.errors))


def _tried(report: Report, values: dict[str, object]) -> Report:
    for field, value in values.items():
        setattr(report, field, value)
    return report


def _compose_page(request: AgencyRequest, report: Report, form: ReportTextForm) -> HttpResponse:
    preview = preview_of(report)
    described = described_pictures(report).values()
    context = {
        "report": report,
        "picture_count": len(described),
        "undescribed_count": sum(not text for text in described),
        "form": form,
        "preview": preview,
        "measures": report.plan.measures.order_by("position"),
        "overrides": overrides_of(report),
        "missing": missing_to_submit(report, check=not preview.left_out),
        "is_tried": "preview" in request.POST,
    }
    return render(request, "reports/compose.html", context, status=_status(form.errors))


def _memo_page(
    request: AgencyRequest, report: Report, form: MemoForm, emblem: EmblemForm
) -> HttpResponse:
    context = {
        "report": report,
        "form": form,
        "emblem_form": emblem,
        "emblem": emblem_of(report),
    }
    errors = form.errors or emblem.errors
    return render(request, "reports/memo.html", context, status=_status(errors))


def _status(errors: object) -> int:
    return 422 if errors else 200
