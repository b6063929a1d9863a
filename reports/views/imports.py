"""Bringing a Word file in: upload, preview beside the original wording, confirm."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.decorators import requires
from agencies.middleware import AgencyRequest
from reports.approval import NotPossible
from reports.forms import UploadForm
from reports.importing import Reading, YearUnknown, read_report, store_report
from reports.importing_analysis import analysis_of
from reports.loaders import get_pending_import
from reports.models import PendingImport
from reports.readers.docx import UnreadableDocument
from reports.readers.recognised import COLUMN_KEYS
from reports.readers.recogniser import NotRecognised

# What a file can be refused for; each carries a Thai message that says what to do.
Refused = (UnreadableDocument, NotRecognised, YearUnknown)


@require_http_methods(["GET", "POST"])
@requires("edit_measures", to_read="edit_measures")
def upload(request: AgencyRequest) -> HttpResponse:
    """Choose a file. It is read at once; one that cannot be read is refused and not kept."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_valid():
        file = form.cleaned_data["file"]
        pending = PendingImport(
            agency=request.agency,
            name=file.name[:255],
            content=file.read(),
            fiscal_year=form.cleaned_data["fiscal_year"],
            round=form.cleaned_data["round"],
            created_by=request.user,
        )
        try:
            read_pending(pending)
        except Refused as reason:
            form.add_error("file", str(reason))
        else:
            pending.save()
            return redirect("preview-import", agency_slug=request.agency.slug, pk=pending.pk)
    status = 422 if form.errors else 200
    waiting = PendingImport.objects.filter(agency=request.agency).defer("content")
    return render(request, "reports/import.html", {"form": form, "waiting": waiting}, status=status)


@require_safe
@requires("edit_measures", to_read="edit_measures")
def preview_import(request: AgencyRequest, pk: int) -> HttpResponse:
    """What was recognised, beside the original wording. ``?columns`` corrections are tried
    without being stored: they travel with the form until it is confirmed."""
    pending = get_pending_import(request, pk)
    pending.column_keys = {**pending.column_keys, **_corrections(request)}
    try:
        reading = read_pending(pending)
    except Refused as reason:
        return _preview(request, pending, None, str(reason))
    return _preview(request, pending, reading)


@require_POST
@requires("edit_measures")
def confirm_import(request: AgencyRequest, pk: int) -> HttpResponse:
    """Store what the preview showed, all or nothing."""
    pending = get_pending_import(request, pk)
    pending.column_keys = _corrections(request)
    try:
        reading = read_pending(pending)
        with transaction.atomic():
            report = store_report(
                agency=request.agency, reading=reading, name=pending.name, actor=request.user
            )
            pending.delete()
    except (*Refused, NotPossible) as reason:
        return _preview(request, pending, None, str(reason), status=409)
    messages.success(request, f"นำเข้า {len(reading.recognised.measures)} มาตรการแล้ว")
    return redirect("report", agency_slug=request.agency.slug, pk=report.pk)


@require_POST
@requires("edit_measures")
def cancel_import(request: AgencyRequest, pk: int) -> HttpResponse:
    """Forget an uploaded file."""
    get_pending_import(request, pk).delete()
    messages.success(request, "ยกเลิกการนำเข้าแล้ว ไม่มีข้อมูลใดถูกบันทึก")
    return redirect("import", agency_slug=request.agency.slug)


def read_pending(pending: PendingImport) -> Reading:
    """Read the uploaded file with the corrections that stand with it."""
    return read_report(
        bytes(pending.content),
        name=pending.name,
        fiscal_year=pending.fiscal_year,
        round=pending.round,
        column_keys=pending.column_corrections(),
    )


def _corrections(request: AgencyRequest) -> dict[str, str]:
    """``column-2-3=steps`` of the form as ``{"2:3": "steps"}``; meanings that there are none
    of are left out."""
    data = request.POST if request.method == "POST" else request.GET
    found = {}
    for name, key in data.items():
        parts = name.split("-")
        if len(parts) == 3 and parts[0] == "column" and key in COLUMN_KEYS:
            table, column = parts[1:]
            if all(part.isascii() and part.isdigit() for part in (table, column)):
                found[f"{int(table)}:{int(column)}"] = key
    return found


def _preview(
    request: AgencyRequest,
    pending: PendingImport,
    reading: Reading | None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    analysis = analysis_of(reading.recognised.front, reading.fiscal_year) if reading else None
    context = {
        "pending": pending,
        "reading": reading,
        "analysis": analysis,
        "scored_year": reading.fiscal_year - 1 if reading else None,
        "problem": problem,
        "column_keys": COLUMN_KEYS,
        "corrections": {
            f"column-{place.replace(':', '-')}": key for place, key in pending.column_keys.items()
        },
    }
    return render(request, "reports/preview.html", context, status=status)
