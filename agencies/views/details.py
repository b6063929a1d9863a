"""The agency itself: its name and place, its logo and colour."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.decorators import requires
from agencies.forms import DetailsForm, LogoForm
from agencies.founding import change_agency, drop_logo, keep_logo
from agencies.middleware import AgencyRequest
from agencies.models import Agency, AgencyLogo, Event
from agencies.theme import theme_css
from ita_portal.pictures import NotAPictureError

A_DAY = "public, max-age=86400"


@require_http_methods(["GET", "POST"])
@requires("administer", to_read="administer")
def agency_details(request: AgencyRequest) -> HttpResponse:
    """What stands on covers and public pages."""
    if request.method == "GET":
        return _page(request, DetailsForm(instance=request.agency), LogoForm())
    form = DetailsForm(request.POST, instance=Agency.objects.get(pk=request.agency.pk))
    if not form.is_valid():
        return _page(request, form, LogoForm())
    change_agency(agency=request.agency, values=form.cleaned_data, actor=request.user)
    messages.success(request, "บันทึกข้อมูลหน่วยงานแล้ว รายงานที่เผยแพร่แล้วไม่เปลี่ยน")
    return redirect("agency-details", agency_slug=request.agency.slug)


@require_POST
@requires("administer")
def change_logo(request: AgencyRequest) -> HttpResponse:
    """Keep a new logo, or show none."""
    if "remove" in request.POST:
        drop_logo(agency=request.agency, actor=request.user)
        messages.success(request, "นำตราสัญลักษณ์ออกแล้ว")
        return redirect("agency-details", agency_slug=request.agency.slug)
    form = LogoForm(request.POST, request.FILES)
    if form.is_valid():
        content = form.cleaned_data["logo"].read()
        try:
            keep_logo(agency=request.agency, content=content, actor=request.user)
        except NotAPictureError as reason:
            form.add_error("logo", str(reason))
        else:
            messages.success(request, "บันทึกตราสัญลักษณ์แล้ว")
            return redirect("agency-details", agency_slug=request.agency.slug)
    return _page(request, DetailsForm(instance=request.agency), form)


def _page(request: AgencyRequest, form: DetailsForm, logo: LogoForm) -> HttpResponse:
    context = {
        "form": form,
        "logo_form": logo,
        "history": Event.objects.filter(agency=request.agency).of(request.agency)[:10],
    }
    status = 422 if form.errors or logo.errors else 200
    return render(request, "agencies/details.html", context, status=status)


@login_not_required
@require_safe
def agency_theme(request: HttpRequest, slug: str) -> HttpResponse:
    """The agency's colour as a style sheet; 404 when it has none."""
    agency = get_object_or_404(Agency, slug=slug)
    if not agency.colour:
        raise Http404
    headers = {"Cache-Control": A_DAY}
    return HttpResponse(theme_css(agency.colour), content_type="text/css", headers=headers)


@login_not_required
@require_safe
def agency_logo(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """The agency's logo. Its name comes from its content, so it may be kept for ever."""
    logo = get_object_or_404(AgencyLogo, agency__slug=slug, agency__logo_name=name)
    kind = "image/png" if name.endswith(".png") else "image/jpeg"
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return HttpResponse(bytes(logo.content), content_type=kind, headers=headers)
