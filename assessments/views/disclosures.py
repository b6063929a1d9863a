"""The answer to one OIT item."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from agencies import second_factor
from agencies.decorators import requires
from agencies.middleware import AgencyRequest
from agencies.models import Event
from assessments import disclosures as service
from assessments.disclosure_forms import DisclosureForm, LinkFormSet, link_forms
from assessments.loaders import get_framework
from assessments.models import Disclosure, Item
from ita_portal.thai.fiscal import FiscalYear


@require_http_methods(["GET", "POST"])
@requires("edit_scores")
def disclosure_page(request: AgencyRequest, year: int, code: str) -> HttpResponse:
    """One item: its answer, addresses and explanation, and whether the public sees it."""
    item = _get_item(request, year, code)
    disclosure = _get_disclosure(request, item)
    if request.method == "GET":
        form = DisclosureForm(instance=disclosure, agency=request.agency)
        links = link_forms(initial=_initial(disclosure))
        return _page(request, item, disclosure, form, links)
    form = DisclosureForm(request.POST, instance=disclosure, agency=request.agency)
    links = link_forms(request.POST)
    if not (form.is_valid() and links.is_valid()):
        return _page(request, item, disclosure, form, links, status=422)
    try:
        _save(request, item, form, links)
    except service.NotPublishable as reason:
        form.add_error(None, str(reason))
        return _page(request, item, _get_disclosure(request, item), form, links, status=422)
    except service.DisclosureChanged as conflict:
        return _conflict(request, item, conflict.theirs)
    return redirect("disclosure", agency_slug=request.agency.slug, year=year, code=item.code)


def _save(request: AgencyRequest, item: Item, form: DisclosureForm, links: LinkFormSet) -> None:
    """Save, then what the pressed button says of the public index."""
    disclosure = Disclosure.objects.filter(agency=request.agency, item=item).first()
    if disclosure and request.POST.get("then") == "withdraw":
        service.withdraw_disclosure(disclosure=disclosure, actor=request.user)
        messages.success(request, "ยกเลิกการเผยแพร่แล้ว")
        return
    disclosure = service.save_disclosure(
        agency=request.agency,
        item=item,
        values=form.values,
        links=links.links(),
        actor=request.user,
        seen_version=form.cleaned_data["version"],
    )
    if request.POST.get("then") == "publish":
        if second_factor.lacks_second_factor(request):
            messages.warning(request, f"บันทึกแล้ว แต่ยังไม่เผยแพร่: {second_factor.SENTENCE}")
            return
        try:
            service.publish_disclosure(disclosure=disclosure, actor=request.user)
        except service.NotPublishable as reason:
            messages.warning(request, f"บันทึกแล้ว แต่ยังเผยแพร่ไม่ได้: {reason}")
            return
        messages.success(request, "บันทึกและเผยแพร่แล้ว")
        return
    messages.success(request, "บันทึกแล้ว")


def _get_item(request: AgencyRequest, year: int, code: str) -> Item:
    """The item of the year; an answer that is stored keeps the edition it was given by."""
    stored = Disclosure.objects.filter(agency=request.agency, fiscal_year=year, item__code=code)
    if answer := stored.select_related("item__framework").first():
        return answer.item
    item = get_framework(request, year).items.filter(code=code).first()
    if item is None:
        raise Http404
    return item


def _get_disclosure(request: AgencyRequest, item: Item) -> Disclosure:
    found = Disclosure.objects.filter(agency=request.agency, item=item).prefetch_related("links")
    return found.first() or Disclosure(agency=request.agency, item=item, version=0)


def _initial(disclosure: Disclosure) -> list[dict[str, str]]:
    links = disclosure.links.all() if disclosure.pk else []
    return [{"url": link.url, "click_path": link.click_path} for link in links]


def _page(
    request: AgencyRequest,
    item: Item,
    disclosure: Disclosure,
    form: DisclosureForm,
    links: LinkFormSet,
    *,
    status: int = 200,
    theirs: Disclosure | None = None,
) -> HttpResponse:
    history = Event.objects.filter(agency=request.agency)
    context = {
        "item": item,
        "year": FiscalYear(item.framework.fiscal_year),
        "disclosure": disclosure,
        "form": form,
        "links": links,
        "theirs": theirs,
        "history": history.of(disclosure)[:10] if disclosure.pk else [],
    }
    return render(request, "assessments/disclosure.html", context, status=status)


def _conflict(request: AgencyRequest, item: Item, theirs: Disclosure) -> HttpResponse:
    """What was typed stays in the form, which now knows the new version."""
    data = request.POST.copy()
    data["version"] = str(theirs.version)
    form = DisclosureForm(data, instance=theirs, agency=request.agency)
    links = link_forms(request.POST)
    return _page(request, item, theirs, form, links, status=409, theirs=theirs)
