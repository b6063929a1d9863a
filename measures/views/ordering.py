"""Moving a measure within its plan, and taking it out."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from agencies.decorators import requires
from agencies.middleware import AgencyRequest
from measures.errors import NotPossible
from measures.loaders import get_measure
from measures.ordering import move_measure, remove_measure


@require_POST
@requires("edit_measures")
def place_measure(request: AgencyRequest, pk: int) -> HttpResponse:
    """Give the measure the place that was typed; what is no number says so."""
    measure = get_measure(request, pk)
    place = request.POST.get("place", "").strip()
    if place.isdecimal() and 0 < int(place) < 100_000:
        move_measure(measure=measure, place=int(place), actor=request.user)
        messages.success(request, "ย้ายลำดับแล้ว")
    else:
        messages.error(request, f"ลำดับ “{place[:20]}” ไม่ใช่ตัวเลข จึงยังไม่ได้ย้าย")
    return redirect("edit-measure", agency_slug=request.agency.slug, pk=pk)


@require_POST
@requires("edit_measures")
def take_out(request: AgencyRequest, pk: int) -> HttpResponse:
    """Take the measure out of its plan, unless somebody has reported on it."""
    measure = get_measure(request, pk)
    heading, year = measure.heading, measure.plan.fiscal_year
    try:
        remove_measure(measure=measure, actor=request.user)
    except NotPossible as reason:
        messages.error(request, str(reason))
        return redirect("edit-measure", agency_slug=request.agency.slug, pk=pk)
    messages.success(request, f"นำ “{heading}” ออกจากแผนแล้ว")
    address = redirect("measures", agency_slug=request.agency.slug)
    address["Location"] += f"?year={year}"
    return address
