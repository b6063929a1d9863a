"""The divisions of an agency."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from agencies import divisions as service
from agencies.decorators import requires
from agencies.errors import NotPossible
from agencies.forms import DivisionForm, DivisionsForm
from agencies.middleware import AgencyRequest
from agencies.models import Division, Event


@require_http_methods(["GET", "POST"])
@requires("administer", to_read="administer")
def division_list(request: AgencyRequest) -> HttpResponse:
    """All divisions, and adding several at once. 5 queries whatever their number."""
    posted = request.POST if request.method == "POST" else None
    form = DivisionsForm(posted, agency=request.agency)
    if posted is not None and form.is_valid():
        names = form.cleaned_data["names"]
        added = service.add_divisions(agency=request.agency, names=names, actor=request.user)
        messages.success(request, f"เพิ่มส่วนราชการแล้ว {len(added)} แห่ง")
        return redirect("divisions", agency_slug=request.agency.slug)
    rows = Division.objects.filter(agency=request.agency).select_related("parent")
    context = {
        "form": form,
        "divisions": rows.annotate(
            people=Count("memberships", distinct=True), tasks=Count("measures", distinct=True)
        ),
    }
    return render(request, "agencies/divisions.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires("administer", to_read="administer")
def division_page(request: AgencyRequest, pk: int) -> HttpResponse:
    """One division: its names, where it belongs, its address for reminders."""
    division = _get(request, pk)
    posted = request.POST if request.method == "POST" else None
    form = DivisionForm(posted, instance=_get(request, pk))
    if posted is not None and form.is_valid():
        service.change_division(division=division, values=form.cleaned_data, actor=request.user)
        messages.success(request, "บันทึกส่วนราชการแล้ว")
        return redirect("divisions", agency_slug=request.agency.slug)
    context = {
        "form": form,
        "division": division,
        "history": Event.objects.filter(agency=request.agency).of(division)[:10],
    }
    return render(request, "agencies/division.html", context, status=422 if form.errors else 200)


@require_POST
@requires("administer")
def move_division(request: AgencyRequest, pk: int, verb: str) -> HttpResponse:
    """Close a division, use it again, or delete one that was never used."""
    division = _get(request, pk)
    if verb == "delete":
        try:
            service.delete_division(division=division, actor=request.user)
        except NotPossible as reason:
            messages.error(request, str(reason))
            return redirect("division", agency_slug=request.agency.slug, pk=pk)
        messages.success(request, f"ลบ{division}แล้ว")
    elif verb in ("close", "reopen"):
        active = verb == "reopen"
        service.switch_division(division=division, active=active, actor=request.user)
        messages.success(request, f"{'ใช้' if active else 'เลิกใช้'}{division}แล้ว")
    else:
        raise Http404
    return redirect("divisions", agency_slug=request.agency.slug)


def _get(request: AgencyRequest, pk: int) -> Division:
    return get_object_or_404(Division, agency=request.agency, pk=pk)
