"""Weak points beside the measures that answer them."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from agencies.decorators import requires
from agencies.middleware import AgencyRequest
from assessments.loaders import get_framework, get_reading
from assessments.models import Assessment
from ita_portal.thai.fiscal import FiscalYear
from measures.from_weak_points import coverage, explain_no_measure, make_measures_for

MAX_REASON = 2_000


@require_safe
@requires("read")
def coverage_page(request: AgencyRequest, year: int) -> HttpResponse:
    """Each weak point of a year's result: its measures, why there is none, or that it is open."""
    try:
        return _page(request, year)
    except Http404:
        return _without_scores(request, year)


@require_POST
@requires("edit_measures")
def make_measures(request: AgencyRequest, year: int) -> HttpResponse:
    """One measure for each chosen weak point."""
    keys = set(request.POST.getlist("point"))
    if not keys:
        return _page(request, year, problem="กรุณาเลือกจุดอ่อนอย่างน้อยหนึ่งข้อ", status=422)
    made = make_measures_for(
        agency=request.agency, reading=get_reading(request, year), keys=keys, actor=request.user
    )
    if made:
        messages.success(request, f"สร้าง {len(made)} มาตรการในแผนปี {year + 1} แล้ว กรุณาตรวจข้อความ")
    else:
        messages.info(request, "จุดอ่อนที่เลือกมีมาตรการอยู่แล้ว")
    return redirect("coverage", agency_slug=request.agency.slug, year=year)


@require_POST
@requires("edit_measures")
def explain_unplanned(request: AgencyRequest, year: int) -> HttpResponse:
    """Keep the reason why a weak point gets no measure."""
    reason = request.POST.get("reason", "").strip()
    if len(reason) > MAX_REASON:
        return _page(request, year, problem="เหตุผลยาวเกินไป", status=422)
    try:
        explain_no_measure(
            reading=get_reading(request, year),
            key=request.POST.get("point", ""),
            reason=reason,
            actor=request.user,
        )
    except KeyError:
        raise Http404 from None
    messages.success(request, "บันทึกเหตุผลแล้ว" if reason else "ลบเหตุผลแล้ว")
    return redirect("coverage", agency_slug=request.agency.slug, year=year)


def _page(
    request: AgencyRequest, year: int, *, problem: str = "", status: int = 200
) -> HttpResponse:
    reading = get_reading(request, year)
    rows = coverage(request.agency, reading)
    context = {
        "year": FiscalYear(year),
        "plan_year": year + 1,
        "rows": rows,
        "knows_mark": reading.catalogue.pass_mark is not None,
        "framework_id": reading.assessment.framework_id,
        "open_count": sum(1 for row in rows if row.is_open),
        "can_make": any(not row.measures for row in rows),
        "problem": problem,
        "chosen": set(request.POST.getlist("point")),
        "typed": request.POST.get("reason", ""),
    }
    return render(request, "measures/coverage.html", context, status=status)


def _without_scores(request: AgencyRequest, year: int) -> HttpResponse:
    """What to do before the scores are known; 404 for a year without a framework."""
    get_framework(request, year)
    older = Assessment.objects.of_agency(request.agency).filter(fiscal_year__lt=year)
    context = {
        "year": FiscalYear(year),
        "plan_year": year + 1,
        "last": older.order_by("-fiscal_year").first(),
    }
    return render(request, "measures/coverage_empty.html", context)
