"""Importing measures from a workbook: upload, preview, confirmation."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.decorators import requires
from agencies.middleware import AgencyRequest
from ita_portal.archives import UnreadableDocument
from measures.columns import COLUMNS
from measures.errors import NotPossible
from measures.exporting import FORMATS, as_workbook
from measures.importing import TEMPLATE, ImportPlan, apply_import, plan_import, read_rows
from measures.models import Draft, MeasurePlan
from measures.plan_forms import ImportForm

KEY = "sheet"


@require_http_methods(["GET", "POST"])
@requires("edit_measures", to_read="edit_measures")
def import_measures(request: AgencyRequest) -> HttpResponse:
    """Choose a file; the answer is its preview. Nothing of the plan changes yet."""
    form = ImportForm(request.POST or None, request.FILES or None, agency=request.agency)
    if request.method == "POST" and form.is_valid():
        try:
            return _preview(request, form)
        except UnreadableDocument as reason:
            form.add_error("file", str(reason))
    status = 422 if request.method == "POST" else 200
    return render(request, "measures/import.html", {"form": form}, status=status)


def _preview(request: AgencyRequest, form: ImportForm) -> HttpResponse:
    data = form.cleaned_data
    rows = read_rows(data["file"].read(), data["file"].name)
    planned = plan_import(plan=data["plan"], round=data["round"], rows=rows)
    seen = ""
    if planned.rows and not planned.problems:
        seen = uuid4().hex
        Draft.objects.update_or_create(
            agency=request.agency,
            user=request.user,
            key=KEY,
            defaults={"data": {"seen": seen, "plan": data["plan"].pk, "import": planned.to_json()}},
        )
    context = {"planned": planned, "plan": data["plan"], "name": data["file"].name, "seen": seen}
    status = 422 if planned.problems else 200
    return render(request, "measures/import_preview.html", context, status=status)


@require_POST
@requires("edit_measures")
def confirm_measures(request: AgencyRequest) -> HttpResponse:
    """Carry out what the preview showed, all or nothing; a later preview takes its place."""
    draft = Draft.objects.filter(agency=request.agency, user=request.user, key=KEY).first()
    if draft is None or draft.data["seen"] != request.POST.get("seen"):
        messages.warning(request, "ไม่พบไฟล์ที่รอยืนยัน หรือท่านดูตัวอย่างไฟล์อื่นหลังจากนั้น กรุณาเลือกไฟล์อีกครั้ง")
        return redirect("import-measures", agency_slug=request.agency.slug)
    plan = get_object_or_404(MeasurePlan, agency=request.agency, pk=draft.data["plan"])
    planned = ImportPlan.from_json(draft.data["import"])
    try:
        apply_import(plan=plan, planned=planned, actor=request.user)
    except NotPossible as reason:
        messages.error(request, str(reason))
        return redirect("import-measures", agency_slug=request.agency.slug)
    draft.delete()
    messages.success(request, f"นำเข้าแล้ว แก้ไข {planned.cells} ช่อง เพิ่ม {planned.added} มาตรการ")
    address = redirect("measures", agency_slug=request.agency.slug)
    address["Location"] += f"?year={plan.fiscal_year}"
    return address


@require_safe
@requires("edit_measures", to_read="edit_measures")
def measures_template(request: AgencyRequest) -> HttpResponse:
    """An empty workbook with the headings that an import understands."""
    content = as_workbook([[COLUMNS[key].label for key in TEMPLATE]])
    response = HttpResponse(content, content_type=FORMATS["xlsx"])
    response["Content-Disposition"] = 'attachment; filename="measures-template.xlsx"'
    return response
