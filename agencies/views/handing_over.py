"""Adding a person, and the page that shows a password once: the same for an agency's own
administrator and for the portal's central ones."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from agencies.errors import NotPossible
from agencies.forms import PersonForm
from agencies.middleware import SignedInRequest
from agencies.models import Agency, Membership
from agencies.people import add_person


def add_from_form(
    request: SignedInRequest, form: PersonForm, agency: Agency, *, founded: Agency | None = None
) -> HttpResponse | None:
    """Add the person of a form that is valid; None, with the reason in the form, where that
    cannot be done."""
    username = form.cleaned_data["username"]
    try:
        person, password = add_person(
            agency=agency, username=username, **form.place, actor=request.user
        )
    except NotPossible as reason:
        form.add_error("username", str(reason))
        return None
    return handed_over(request, person, password, founded=founded)


def handed_over(
    request: SignedInRequest, person: Membership, password: str, *, founded: Agency | None = None
) -> HttpResponse:
    """The password is shown in this answer and kept nowhere. ``founded`` is the agency whose
    central page the visitor came from."""
    context = {"person": person, "password": password, "founded": founded}
    return render(request, "agencies/handed_over.html", context)
