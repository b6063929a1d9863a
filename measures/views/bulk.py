"""One change for the measures ticked in the table."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from agencies.decorators import requires
from agencies.middleware import AgencyRequest
from measures.bulk import BulkRow, apply_bulk, preview_bulk
from measures.errors import NotPossible
from measures.forms import BulkForm
from measures.models import Measure
from measures.views.going_back import back_to, offer_undo
from measures.views.measure import round_or_404

MAX_PICKED = 1_000


@require_POST
@requires("update_progress")
def bulk_update(request: AgencyRequest) -> HttpResponse:
    """First the preview, then, with ``confirm``, the change itself: all of it or nothing."""
    round = round_or_404(request.POST.get("round", ""))
    form = BulkForm(request.POST, auto_id="bulk-%s")
    if not form.is_valid():
        return _page(request, round, form, [], status=422)
    rows = _rows(request, round, form)
    if "confirm" not in request.POST:
        return _page(request, round, form, rows)
    if {row.token for row in rows if row.changed} != set(request.POST.getlist("seen")):
        problem = "มีรายการที่ถูกแก้ไขหลังจากดูตัวอย่าง จึงยังไม่บันทึก กรุณาตรวจตัวอย่างนี้อีกครั้ง"
        return _page(request, round, form, rows, status=409, problem=problem)
    try:
        events = apply_bulk(
            rows=[row for row in rows if row.changed],
            round=round,
            actor=request.user,
            action=form.cleaned_data["action"],
            values=_values(form),
        )
    except NotPossible as reason:
        rows = _rows(request, round, form)
        return _page(request, round, form, rows, status=409, problem=str(reason))
    offer_undo(request, f"บันทึกแล้ว {sum(row.changed for row in rows)} มาตรการ", events)
    return back_to(request, "measures", agency_slug=request.agency.slug)


def _rows(request: AgencyRequest, round: str, form: BulkForm) -> list[BulkRow]:
    """The ticked measures of this agency; numbers of others are not found and not counted."""
    picked = [int(pk) for pk in request.POST.getlist("pick") if pk.isascii() and pk.isdigit()]
    measures = Measure.objects.of_agency(request.agency).filter(pk__in=picked[:MAX_PICKED])
    return preview_bulk(
        measures=measures.for_lists(),
        round=round,
        member=request.membership,
        action=form.cleaned_data["action"],
        values=_values(form),
    )


def _values(form: BulkForm) -> dict[str, Any]:
    return form.values if form.cleaned_data["action"] == "status" else {}


def _page(
    request: AgencyRequest,
    round: str,
    form: BulkForm,
    rows: list[BulkRow],
    *,
    status: int = 200,
    problem: str = "",
) -> HttpResponse:
    if not rows and not form.errors:
        messages.warning(request, "ยังไม่ได้เลือกมาตรการ กรุณาทำเครื่องหมายหน้ามาตรการที่ต้องการ")
        return back_to(request, "measures", agency_slug=request.agency.slug)
    context = {
        "form": form,
        "round": round,
        "rows": rows,
        "picked": request.POST.getlist("pick"),
        "changing": sum(row.changed for row in rows),
        "next": request.POST.get("next", ""),
        "problem": problem,
    }
    return render(request, "measures/bulk.html", context, status=status)
