"""Pages and files of evidence."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.decorators import requires
from agencies.middleware import AgencyRequest
from measures import evidence as services
from measures.errors import NotPossible
from measures.evidence_forms import AttachForm, DescribeForm
from measures.loaders import get_evidence, get_measure_to_report, get_use_to_change
from measures.models import EvidenceUse
from measures.uploads import Upload, check_upload
from measures.views.going_back import back_to
from measures.views.measure import round_or_404


@require_http_methods(["GET", "POST"])
@requires("update_progress", to_read="update_progress")
def attach(request: AgencyRequest, pk: int, round: str) -> HttpResponse:
    """The form for files, links and evidence of other measures; several pictures at once."""
    measure = get_measure_to_report(request, pk)
    round = round_or_404(round)
    next_page = (request.POST if request.method == "POST" else request.GET).get("next", "")
    context: dict[str, Any] = {"measure": measure, "round": round, "next": next_page}
    if request.method != "POST":
        form = AttachForm(measure=measure, round=round)
        return render(request, "measures/attach.html", {**context, "form": form})
    form = AttachForm(request.POST, request.FILES, measure=measure, round=round)
    if form.is_valid():
        try:
            count = _attach(request, form)
        except NotPossible as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, f"แนบหลักฐานแล้ว {count} รายการ")
            return back_to(request, _measure_address(request, pk, round))
    return render(request, "measures/attach.html", {**context, "form": form}, status=422)


def _attach(request: AgencyRequest, form: AttachForm) -> int:
    """Every file is opened and checked before the first is kept."""
    data = form.cleaned_data
    uploads = _checked(data["uploads"])
    common: dict[str, Any] = {"measure": form.measure, "round": form.round, "actor": request.user}
    description = {field: data[field] for field in services.DESCRIPTION}
    added = services.attach_files(uploads=uploads, description=description, **common)
    if data["url"]:
        added.append(services.attach_link(url=data["url"], description=description, **common))
    for evidence in data["others"]:
        added.append(services.use_evidence(evidence=evidence, **common))
    return len(added)


def _checked(files: list[UploadedFile[bytes]]) -> list[Upload]:
    """The files as they may be kept; raises ``NotPossible`` naming every one that may not."""
    uploads, problems = [], []
    for file in files:
        try:
            uploads.append(check_upload(file.name or "", file.read()))
        except NotPossible as reason:
            problems.append(str(reason))
    if problems:
        raise NotPossible("\n".join(problems))
    return uploads


@require_http_methods(["GET", "POST"])
@requires("update_progress", to_read="update_progress")
def describe(request: AgencyRequest, use_pk: int) -> HttpResponse:
    """Caption, text for the blind, date, public or not."""
    use = get_use_to_change(request, use_pk)
    form = DescribeForm(request.POST or None, instance=use.evidence)
    if request.method == "POST" and form.is_valid():
        try:
            services.describe_evidence(use=use, actor=request.user, values=form.values)
        except NotPossible as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, "บันทึกคำบรรยายแล้ว")
            return back_to(request, _measure_address(request, use.measure_id, use.round))
    status = 422 if request.method == "POST" else 200
    return render(request, "measures/evidence.html", {"use": use, "form": form}, status=status)


@require_POST
@requires("update_progress")
def arrange(request: AgencyRequest, use_pk: int, verb: str) -> HttpResponse:
    """Move a piece up or down, or take it off the measure."""
    use = get_use_to_change(request, use_pk)
    try:
        _arrange(request, use, verb)
    except NotPossible as reason:
        messages.error(request, str(reason))
    return back_to(request, _measure_address(request, use.measure_id, use.round))


def _arrange(request: AgencyRequest, use: EvidenceUse, verb: str) -> None:
    if verb == "detach":
        services.detach_evidence(use=use, actor=request.user)
        messages.success(request, f"นำ “{use.evidence.label}” ออกแล้ว")
    elif verb in ("up", "down"):
        services.move_evidence(use=use, places=-1 if verb == "up" else 1)
    else:
        raise Http404


@require_safe
@requires("read")
def evidence_file(request: AgencyRequest, pk: int, size: str) -> HttpResponseBase:
    """The file under its human name, for members of the agency only. Always as an attachment
    and without rights: a document must not act as a page of the portal."""
    evidence = get_evidence(request, pk)
    field = evidence.thumbnail if size == "small" else evidence.file
    if size not in ("small", "full") or not field:
        raise Http404
    kind = "image/jpeg" if size == "small" else evidence.content_type
    response = FileResponse(
        field.open(), as_attachment=True, filename=evidence.name, content_type=kind
    )
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=3600"
    return response


def _measure_address(request: AgencyRequest, pk: int, round: str) -> str:
    return f"/work/{request.agency.slug}/measures/{pk}/?round={round}#evidence"
