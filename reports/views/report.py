"""The pages of a report in work: list, preview, texts, and its way to publication."""

from __future__ import annotations

from collections.abc import Callable

from csp.constants import SELF
from csp.decorators import csp_replace
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies import second_factor
from agencies.decorators import requires
from agencies.middleware import AgencyRequest
from agencies.models import Event
from agencies.permissions import Action, can
from reports import approval
from reports.drafting import begin_report
from reports.forms import NewReportForm
from reports.layouts.build import build_document
from reports.loaders import get_report
from reports.models import Report
from reports.pictures import CONTENT_TYPES as PICTURE_TYPES
from reports.pictures import find_pictures, pictures_of
from reports.previewing import preview_of
from reports.publishing import publish_report
from reports.selectors import newest_publications, reports_of
from reports.writers.formats import CONTENT_TYPES
from reports.writers.formats import render as render_format


@require_safe
@requires("read")
def report_list(request: AgencyRequest) -> HttpResponse:
    """All reports of the agency, and what of them is public."""
    context = {
        "reports": reports_of(request.agency),
        "publications": newest_publications(request.agency),
    }
    return render(request, "reports/list.html", context)


@require_http_methods(["GET", "POST"])
@requires("compose_report", to_read="compose_report")
def create_report(request: AgencyRequest) -> HttpResponse:
    """Begin a report of a plan and round."""
    form = NewReportForm(_posted(request), agency=request.agency)
    if request.method == "POST" and form.is_valid():
        report = begin_report(**form.cleaned_data, actor=request.user)
        return redirect("report", agency_slug=request.agency.slug, pk=report.pk)
    status = 422 if form.errors else 200
    return render(request, "reports/new.html", {"form": form}, status=status)


@require_safe
@requires("read")
def report_page(request: AgencyRequest, pk: int) -> HttpResponse:
    """The report as it would be published now, its state, and what can be done next."""
    return _page(request, get_report(request, pk))


@require_safe
@requires("read")
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF]})  # type: ignore[arg-type]
def draft_file(request: AgencyRequest, pk: int, format: str) -> HttpResponse:
    """The draft in a format, made now; never cached, since it may change any time."""
    if format not in CONTENT_TYPES:
        raise Http404
    report = get_report(request, pk)
    document = build_document(report)
    content = render_format(document, format, pictures=pictures_of(report, document))
    response = HttpResponse(content, content_type=CONTENT_TYPES[format])
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
@requires("read")
def draft_picture(request: AgencyRequest, pk: int, name: str) -> HttpResponse:
    """A picture of a report in work."""
    found = find_pictures(get_report(request, pk), {name})
    if name not in found:
        raise Http404
    return HttpResponse(found[name], content_type=PICTURE_TYPES[name.rpartition(".")[2]])


@require_POST
@requires("read", to_read="read")
def move_report(request: AgencyRequest, pk: int, verb: str) -> HttpResponse:
    """One step on the way from draft to publication; what may not be done says why."""
    report = get_report(request, pk)
    if verb not in _VERBS:
        raise Http404
    action, done, step = _VERBS[verb]
    if not can(request.membership, action):
        raise PermissionDenied
    if verb in ("approve", "publish") and second_factor.lacks_second_factor(request):
        return _page(request, report, problem=second_factor.SENTENCE, status=403)
    try:
        step(report, request)
    except approval.NotPossible as reason:
        return _page(request, report, problem=str(reason), status=409)
    messages.success(request, done)
    return redirect("report", agency_slug=request.agency.slug, pk=pk)


def _posted(request: AgencyRequest) -> QueryDict | None:
    """What a form is bound to; an empty POST is bound too, and told what it lacks."""
    return request.POST if request.method == "POST" else None


def _text(request: AgencyRequest) -> str:
    return request.POST.get("text", "").strip()


# Each verb: who may do it, what is said afterwards, and the service that does it.
_VERBS: dict[str, tuple[Action, str, Callable[[Report, AgencyRequest], object]]] = {
    "submit": (
        "compose_report",
        "เสนอผู้บริหารแล้ว",
        lambda r, q: approval.submit_report(report=r, actor=q.user),
    ),
    "withdraw": (
        "compose_report",
        "ดึงรายงานกลับมาเป็นฉบับร่างแล้ว",
        lambda r, q: approval.withdraw_report(report=r, actor=q.user),
    ),
    "approve": (
        "approve_report",
        "อนุมัติแล้ว",
        lambda r, q: approval.approve_report(report=r, actor=q.user, opinion=_text(q)),
    ),
    "return": (
        "approve_report",
        "ส่งกลับให้แก้ไขแล้ว",
        lambda r, q: approval.return_report(report=r, actor=q.user, comment=_text(q)),
    ),
    "reopen": (
        "compose_report",
        "เปิดให้แก้ไขแล้ว ฉบับที่เผยแพร่ไปยังคงอยู่จนกว่าจะเผยแพร่ฉบับใหม่",
        lambda r, q: approval.reopen_report(report=r, actor=q.user),
    ),
    "publish": (
        "compose_report",
        "เผยแพร่แล้ว",
        lambda r, q: publish_report(report=r, actor=q.user, note=_text(q)),
    ),
}


def _page(
    request: AgencyRequest, report: Report, problem: str = "", status: int = 200
) -> HttpResponse:
    preview = preview_of(report)
    context = {
        "report": report,
        "preview": preview,
        "missing": approval.missing_to_submit(report, check=not preview.left_out),
        "publications": report.publications.select_related("agency").defer("document"),
        "history": Event.objects.filter(agency=request.agency).of(report)[:20],
        "problem": problem,
        "typed": _text(request) if problem else "",
    }
    return render(request, "reports/report.html", context, status=status)
