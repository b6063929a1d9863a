"""The check on screen: beside the report, for one measure, and for any Word file."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.decorators import requires
from agencies.middleware import AgencyRequest
from measures.loaders import get_measure
from reports.approval import NotPossible
from reports.checks.commented import with_comments
from reports.checks.demands import demands_of
from reports.checks.gate import check_report
from reports.checks.marked import render_marked
from reports.checks.run import run_checks
from reports.checks.services import dismiss_findings, repair_findings, take_up_finding
from reports.checks.showing import groups_of, lines_of, report_for
from reports.checks.sources import subject_of_file, subject_of_report
from reports.checks.typed import findings_on_typed
from reports.forms import UploadForm
from reports.loaders import get_report
from reports.models import Report
from reports.readers.docx import UnreadableDocument

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
@requires("read")
def check_page(request: AgencyRequest, pk: int) -> HttpResponse:
    """The findings on a report beside the report."""
    return _page(request, get_report(request, pk))


@require_POST
@requires("compose_report")
def repair(request: AgencyRequest, pk: int) -> HttpResponse:
    """Accept one repair, or all of a kind."""
    report = get_report(request, pk)
    try:
        count = repair_findings(
            report=report, fingerprints=request.POST.getlist("finding"), actor=request.user
        )
    except NotPossible as reason:
        return _page(request, report, str(reason), status=409)
    messages.success(request, f"แก้ไขแล้ว {count} แห่ง ระบบตรวจใหม่ให้แล้ว")
    return _back(request, report)


@require_POST
@requires("compose_report")
def dismiss(request: AgencyRequest, pk: int) -> HttpResponse:
    """Let a finding stand, or all of a kind, with a reason."""
    report = get_report(request, pk)
    fingerprints, reason = request.POST.getlist("finding"), request.POST.get("reason", "")
    try:
        count = dismiss_findings(
            report=report, fingerprints=fingerprints, reason=reason, actor=request.user
        )
    except NotPossible as problem:
        typed = (request.POST.get("kind", "") or "".join(fingerprints[:1]), reason)
        return _page(request, report, str(problem), typed=typed, status=409)
    messages.success(request, f"บันทึกเหตุผลแล้ว {count} แห่งนี้ไม่นับเป็นข้อที่ต้องแก้ไข")
    return _back(request, report)


@require_POST
@requires("compose_report")
def take_up(request: AgencyRequest, pk: int) -> HttpResponse:
    """Take a dismissal back."""
    report = get_report(request, pk)
    try:
        take_up_finding(
            report=report, fingerprint=request.POST.get("finding", ""), actor=request.user
        )
    except NotPossible as reason:
        return _page(request, report, str(reason), status=409)
    messages.success(request, "นำข้อนี้กลับมาพิจารณาแล้ว")
    return _back(request, report)


@require_http_methods(["GET", "POST"])
@requires("read")
def measure_findings(request: AgencyRequest, pk: int) -> HttpResponse:
    """The findings on one measure as it is kept, as a page or the panel of one. Posted texts are
    what somebody is typing: their findings, each for the place below its field; nothing is
    stored."""
    measure = get_measure(request, pk)
    if request.method == "POST":
        typed = findings_on_typed(measure, request.POST)
        context = {"fields": typed.items(), "count": sum(map(len, typed.values()))}
        return render(request, "reports/checks/_typed.html", context)
    report = report_for(measure, request.GET.get("round", ""))
    findings = check_report(report).open if report else ()
    found = [f for f in findings if f.place.measure == measure.position]
    panel = bool(request.headers.get("HX-Request"))
    template = "reports/checks/_measure.html" if panel else "reports/checks/measure.html"
    context = {"measure": measure, "report": report, "groups": groups_of(found)}
    return render(request, template, context)


@require_http_methods(["GET", "POST"])
@requires("read")
def check_file(request: AgencyRequest) -> HttpResponse:
    """Any Word file: its findings as a page, or as comments in the file. Nothing is stored."""
    posted = request.method == "POST"
    form = UploadForm(request.POST, request.FILES) if posted else UploadForm()
    if not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "reports/checks/file.html", {"form": form}, status=status)
    about = dict(form.cleaned_data)
    upload = about.pop("file")
    content = upload.read()
    try:
        subject = subject_of_file(content, name=upload.name, **about)
    except UnreadableDocument as reason:
        form.add_error("file", str(reason))
        return render(request, "reports/checks/file.html", {"form": form}, status=422)
    findings = run_checks(subject)
    if "word" in request.POST:
        return _word_file(with_comments(content, findings, lines_of(subject, findings)))
    context = {
        "form": form, "groups": groups_of(findings), "demands": demands_of(subject),
        "body": render_marked(subject.document, findings), "name": upload.name,
    }  # fmt: skip
    return render(request, "reports/checks/file.html", context)


def _word_file(content: bytes) -> HttpResponse:
    headers = {
        "Content-Disposition": 'attachment; filename="checked.docx"',
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type=DOCX, headers=headers)


def _back(request: AgencyRequest, report: Report) -> HttpResponse:
    return redirect("check-report", agency_slug=request.agency.slug, pk=report.pk)


def _page(
    request: AgencyRequest,
    report: Report,
    problem: str = "",
    typed: tuple[str, str] = ("", ""),
    status: int = 200,
) -> HttpResponse:
    checked = check_report(report)
    subject = subject_of_report(report, checked.document)
    context = {
        "report": report,
        "groups": groups_of(checked.open, report),
        "dismissed": checked.dismissed,
        "errors": len(checked.errors),
        "demands": demands_of(subject),
        "body": render_marked(checked.document, checked.open),
        "problem": problem,
        "typed_for": typed[0],
        "typed": typed[1],
    }
    return render(request, "reports/checks/report.html", context, status=status)
