"""The agency's own layouts: copy one, change it with a preview of real data, delete it."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods, require_POST

from agencies.decorators import requires
from agencies.middleware import AgencyRequest
from reports.approval import NotPossible
from reports.layout_forms import (
    ColumnFormSet,
    Columns,
    CopyForm,
    LayoutForm,
    initial_columns,
    layout_from,
)
from reports.layouts.layout import Layout
from reports.layouts.selection import layouts_for
from reports.models import OwnLayout
from reports.own_layouts import change_layout, copy_layout, delete_layout
from reports.previewing import preview_of
from reports.selectors import reports_of


@require_http_methods(["GET", "POST"])
@requires("compose_report", to_read="compose_report")
def layout_list(request: AgencyRequest) -> HttpResponse:
    """All layouts, and copying one under a new name."""
    layouts = layouts_for(request.agency)
    form = CopyForm(request.POST if request.method == "POST" else None, layouts=layouts)
    if request.method == "POST" and form.is_valid():
        try:
            own = copy_layout(
                agency=request.agency,
                source=layouts[form.cleaned_data["source"]],
                label=form.cleaned_data["label"],
                actor=request.user,
            )
        except NotPossible as reason:
            form.add_error("label", str(reason))
        else:
            return redirect("edit-layout", agency_slug=request.agency.slug, pk=own.pk)
    own_rows = OwnLayout.objects.filter(agency=request.agency)
    context = {"form": form, "own": own_rows, "layouts": layouts.values()}
    return render(request, "reports/layouts.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires("compose_report", to_read="compose_report")
def edit_layout(request: AgencyRequest, pk: int) -> HttpResponse:
    """Settings and columns; with ``preview`` what is typed is shown and not saved."""
    own = get_object_or_404(OwnLayout, agency=request.agency, pk=pk)
    layout = own.as_layout()
    posted = request.POST if request.method == "POST" else None
    settings = LayoutForm(posted, initial=LayoutForm.initial_of(layout))
    columns = cast(
        Columns, ColumnFormSet(posted, initial=initial_columns(layout), prefix="columns")
    )
    if posted is not None and settings.is_valid() and columns.is_valid():
        layout = layout_from(settings, columns, name=own.name, kind=layout.kind)
        if "preview" not in posted:
            try:
                change_layout(
                    own=own, layout=layout, seen_version=_version(posted), actor=request.user
                )
            except NotPossible as reason:
                settings.add_error(None, str(reason))
            else:
                messages.success(request, "บันทึกรูปแบบแล้ว รายงานที่เผยแพร่แล้วไม่เปลี่ยน")
                return redirect("edit-layout", agency_slug=request.agency.slug, pk=pk)
    invalid = posted is not None and (bool(settings.errors) or not columns.is_valid())
    context = {
        "own": own,
        "settings": settings,
        "columns": columns,
        "body": _body(request, layout),
    }
    return render(request, "reports/layout.html", context, status=422 if invalid else 200)


@require_POST
@requires("compose_report")
def remove_layout(request: AgencyRequest, pk: int) -> HttpResponse:
    """Delete a layout that no report uses."""
    own = get_object_or_404(OwnLayout, agency=request.agency, pk=pk)
    try:
        delete_layout(own=own, actor=request.user)
    except NotPossible as reason:
        messages.error(request, str(reason))
    else:
        messages.success(request, "ลบรูปแบบแล้ว")
    return redirect("layouts", agency_slug=request.agency.slug)


def _body(request: AgencyRequest, layout: Layout) -> SafeString | None:
    """The agency's newest report of the layout's kind, or of any, in this layout."""
    reports = reports_of(request.agency)
    report = reports.filter(kind=layout.kind).first() or reports.first()
    if report is None:
        return None
    return preview_of(report, layout).body


def _version(posted: dict[str, str]) -> int:
    text = posted.get("version", "")
    return int(text) if text.isascii() and text.isdigit() else 0
