"""The people of an agency: who they are, what they may do, their first password."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from agencies import people as service
from agencies.decorators import requires
from agencies.errors import NotPossible
from agencies.forms import PersonForm, PlaceForm, place_of
from agencies.middleware import AgencyRequest
from agencies.models import Event, Membership, Role
from agencies.views.handing_over import add_from_form, handed_over

# In the list the people who run the year come first.
_RANK = [Role.ADMINISTRATOR, Role.COORDINATOR, Role.EXECUTIVE, Role.STAFF, Role.OVERSEER]


@never_cache
@require_http_methods(["GET", "POST"])
@requires("administer", to_read="administer")
def people_list(request: AgencyRequest) -> HttpResponse:
    """Everybody with a role here, and adding one. 4 queries whatever their number."""
    posted = request.POST if request.method == "POST" else None
    form = PersonForm(posted, agency=request.agency)
    if posted is not None and form.is_valid():
        answer = add_from_form(request, form, request.agency)
        if answer:
            return answer
    people = Membership.objects.filter(agency=request.agency).select_related("user", "division")
    context = {
        "form": form,
        "people": sorted(people, key=lambda each: (_RANK.index(Role(each.role)), str(each.user))),
    }
    return render(request, "agencies/people.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@requires("administer", to_read="administer")
def person_page(request: AgencyRequest, pk: int) -> HttpResponse:
    """One person: role, division, and the account where it is this agency's alone."""
    membership = _get(request, pk)
    posted = request.POST if request.method == "POST" else None
    form = PlaceForm(posted, agency=request.agency, initial=place_of(membership))
    if posted is not None and form.is_valid():
        try:
            service.change_person(membership=membership, **form.place, actor=request.user)
        except NotPossible as reason:
            form.add_error("role", str(reason))
        else:
            messages.success(request, f"บันทึกสิทธิของ {membership.user} แล้ว")
            return redirect("people", agency_slug=request.agency.slug)
    context = {
        "form": form,
        "person": membership,
        "is_ours": service.belongs_to_agency_alone(membership.user, request.agency),
        "history": Event.objects.filter(agency=request.agency).of(membership)[:10],
    }
    return render(request, "agencies/person.html", context, status=422 if form.errors else 200)


@never_cache
@require_POST
@requires("administer")
def move_person(request: AgencyRequest, pk: int, verb: str) -> HttpResponse:
    """Hand over a new password, drop the second factor, or take the place away."""
    membership = _get(request, pk)
    try:
        if verb == "password":
            password = service.hand_over_password(membership=membership, actor=request.user)
            return handed_over(request, membership, password)
        if verb == "factor":
            service.drop_second_factor(membership=membership, actor=request.user)
            messages.success(request, f"ล้างการยืนยันสองขั้นตอนของ {membership.user} แล้ว")
        elif verb == "remove":
            service.remove_person(membership=membership, actor=request.user)
            messages.success(request, f"นำ {membership.user} ออกจากหน่วยงานแล้ว")
            if membership.user == request.user:
                return redirect("home")
            return redirect("people", agency_slug=request.agency.slug)
        else:
            raise Http404
    except NotPossible as reason:
        messages.error(request, str(reason))
    return redirect("person", agency_slug=request.agency.slug, pk=pk)


def _get(request: AgencyRequest, pk: int) -> Membership:
    rows = Membership.objects.select_related("user", "division", "agency")
    return get_object_or_404(rows, agency=request.agency, pk=pk)
