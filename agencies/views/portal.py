"""All agencies of the portal: for its central administrators only (``user.is_staff``)."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count, Prefetch, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies import people as service
from agencies.decorators import central_administrators_only
from agencies.forms import NewAgencyForm, PersonForm
from agencies.founding import found_agency, switch_agency
from agencies.middleware import SignedInRequest
from agencies.models import Agency, Membership, Role
from agencies.views.handing_over import add_from_form, handed_over

PER_PAGE = 50


@require_safe
@central_administrators_only
def agency_list(request: SignedInRequest) -> HttpResponse:
    """All agencies, 50 a page. 5 queries whatever their number."""
    query = request.GET.get("q", "").strip()[:100]
    rows = Agency.objects.annotate(people=Count("memberships")).order_by("name", "pk")
    for word in query.split():
        rows = rows.filter(
            Q(name__icontains=word)
            | Q(district__icontains=word)
            | Q(province__icontains=word)
            | Q(slug__icontains=word)
        )
    administrators = Membership.objects.filter(role=Role.ADMINISTRATOR).select_related("user")
    rows = rows.prefetch_related(Prefetch("memberships", administrators, to_attr="administrators"))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "agencies/portal.html", {"page": page, "query": query})


@require_http_methods(["GET", "POST"])
@central_administrators_only
def new_agency(request: SignedInRequest) -> HttpResponse:
    """Found an agency, and administer it oneself if one likes."""
    form = NewAgencyForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        context = {"form": form}
        return render(request, "agencies/new.html", context, status=422 if form.errors else 200)
    with transaction.atomic():
        agency = found_agency(agency=form.save(commit=False), actor=request.user)
        if form.cleaned_data["join"]:
            service.add_person(
                agency=agency, username=request.user.username, display_name="", email="",
                role=Role.ADMINISTRATOR, division=None, actor=request.user,
            )  # fmt: skip
    messages.success(request, f"เพิ่ม{agency}แล้ว")
    if form.cleaned_data["join"]:
        return redirect("first-day", agency_slug=agency.slug)
    return redirect("portal-agency", pk=agency.pk)


@never_cache
@require_http_methods(["GET", "POST"])
@central_administrators_only
def portal_agency(request: SignedInRequest, pk: int) -> HttpResponse:
    """One agency: its administrators, giving it one, closing it."""
    agency = get_object_or_404(Agency, pk=pk)
    posted = request.POST if request.method == "POST" else None
    form = PersonForm(posted, agency=agency, initial={"role": Role.ADMINISTRATOR})
    if posted is not None and form.is_valid():
        answer = add_from_form(request, form, agency, founded=agency)
        if answer:
            return answer
    people = agency.memberships.select_related("user", "division").order_by(
        "role", "user__username"
    )
    context = {"founded": agency, "form": form, "people": people}
    return render(
        request, "agencies/portal_agency.html", context, status=422 if form.errors else 200
    )


@never_cache
@require_POST
@central_administrators_only
def move_agency(request: SignedInRequest, pk: int, verb: str) -> HttpResponse:
    """Close an agency or open it; hand one of its people a new password."""
    agency = get_object_or_404(Agency, pk=pk)
    if verb in ("close", "open"):
        switch_agency(agency=agency, active=verb == "open", actor=request.user)
        messages.success(request, f"{'เปิดใช้' if verb == 'open' else 'ปิดใช้'}{agency}แล้ว")
    elif verb == "password":
        typed = request.POST.get("person", "")
        number = int(typed) if typed.isascii() and typed.isdigit() else 0
        membership = get_object_or_404(agency.memberships.select_related("user"), pk=number)
        password = service.hand_over_password(membership=membership, actor=request.user)
        return handed_over(request, membership, password, founded=agency)
    else:
        raise Http404
    return redirect("portal-agency", pk=pk)
