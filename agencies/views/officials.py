"""The people who sign: named in documents, with or without an account."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from agencies.decorators import requires
from agencies.forms import OfficialForm
from agencies.middleware import AgencyRequest
from agencies.models import Official
from agencies.officials import delete_official, save_official


@require_http_methods(["GET", "POST"])
@requires("administer", to_read="administer")
def official_list(request: AgencyRequest) -> HttpResponse:
    """All who sign, and adding one. 4 queries whatever their number."""
    posted = request.POST if request.method == "POST" else None
    form = OfficialForm(posted, instance=Official(agency=request.agency))
    if posted is not None and form.is_valid():
        save_official(official=form.instance, actor=request.user)
        messages.success(request, f"เพิ่ม {form.instance} แล้ว")
        return redirect("officials", agency_slug=request.agency.slug)
    officials = Official.objects.filter(agency=request.agency).select_related("division")
    context = {"form": form, "officials": officials}
    return render(request, "agencies/officials.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires("administer", to_read="administer")
def official_page(request: AgencyRequest, pk: int) -> HttpResponse:
    """One of them."""
    official = get_object_or_404(Official, agency=request.agency, pk=pk)
    posted = request.POST if request.method == "POST" else None
    form = OfficialForm(posted, instance=official)
    if posted is not None and form.is_valid():
        save_official(official=form.instance, actor=request.user)
        messages.success(request, f"บันทึก {form.instance} แล้ว")
        return redirect("officials", agency_slug=request.agency.slug)
    context = {"form": form, "official": official}
    return render(request, "agencies/official.html", context, status=422 if form.errors else 200)


@require_POST
@requires("administer")
def remove_official(request: AgencyRequest, pk: int) -> HttpResponse:
    """Take somebody from the list; what they signed stays."""
    official = get_object_or_404(Official, agency=request.agency, pk=pk)
    delete_official(official=official, actor=request.user)
    messages.success(request, f"นำ {official} ออกจากรายชื่อแล้ว")
    return redirect("officials", agency_slug=request.agency.slug)
