"""Scores in: one sheet to type on, a workbook to fill it, and the template of the workbook."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.decorators import requires
from agencies.middleware import AgencyRequest
from assessments.catalogue import Catalogue
from assessments.forms import ScoreFileForm, ScoreSheetForm
from assessments.importing import read_score_file, warnings_of
from assessments.loaders import get_framework, get_reading
from assessments.models import Assessment, Framework
from assessments.recording import ScoresChanged, UnknownCode, move_to_edition, record_scores
from assessments.score_sheet import ScoreSheet
from assessments.selectors import sheet_of
from assessments.spreadsheets.template import score_template
from ita_portal.archives import UnreadableDocument
from ita_portal.thai.fiscal import FiscalYear


@require_http_methods(["GET", "POST"])
@requires("edit_scores", to_read="edit_scores")
def score_sheet(request: AgencyRequest, year: int) -> HttpResponse:
    """Type or paste the scores of a year. All is stored or nothing; 409 when somebody saved
    first, with what stands beside what was typed."""
    framework = get_framework(request, year)
    catalogue = Catalogue.from_framework(framework)
    if request.method == "GET":
        sheet, version = _stored(request, year)
        return _sheet(request, framework, ScoreSheetForm(catalogue, sheet=sheet, version=version))
    if "fill" in request.POST:
        return _sheet(request, framework, ScoreSheetForm(catalogue, _filled(request, catalogue)))
    form = ScoreSheetForm(catalogue, request.POST)
    if not form.is_valid():
        return _sheet(request, framework, form, status=422)
    source = form.cleaned_data["source"]
    try:
        record_scores(
            agency=request.agency,
            framework=framework,
            sheet=form.sheet,
            actor=request.user,
            seen_version=form.cleaned_data["version"],
            complete=True,
            verb="imported" if source else "changed",
            source=source,
        )
    except ScoresChanged as conflict:
        return _conflict(request, framework, catalogue, conflict.theirs)
    messages.success(request, "บันทึกคะแนนแล้ว")
    return redirect("score-year", agency_slug=request.agency.slug, year=year)


@require_http_methods(["GET", "POST"])
@requires("edit_scores", to_read="edit_scores")
def score_upload(request: AgencyRequest, year: int) -> HttpResponse:
    """Read a workbook into the sheet, where it is looked at and then saved. What is wrong in it
    is told by its cells, and nothing is stored."""
    framework = get_framework(request, year)
    posted = request.method == "POST"
    form = ScoreFileForm(request.POST, request.FILES) if posted else ScoreFileForm()
    if form.is_valid():
        file = form.cleaned_data["file"]
        catalogue = Catalogue.from_framework(framework)
        try:
            read = read_score_file(
                file.read(), name=file.name, catalogue=catalogue, agency=request.agency
            )
        except UnreadableDocument as reason:
            form.add_error("file", str(reason))
        else:
            if not read.problems:
                stored, version = _stored(request, year)
                sheet = stored.updated(read.sheet)
                filled = ScoreSheetForm(
                    catalogue, sheet=sheet, version=version, source=file.name[:255]
                )
                return _sheet(request, framework, filled, warnings=warnings_of(read, catalogue))
            for problem in read.problems:
                form.add_error("file", str(problem))
    context = {"form": form, "framework": framework, "year": FiscalYear(year)}
    status = 422 if form.errors else 200
    return render(request, "assessments/upload.html", context, status=status)


@require_safe
@requires("edit_scores", to_read="edit_scores")
def score_template_file(request: AgencyRequest, year: int) -> HttpResponse:
    """The workbook of a year to fill in, with what is stored already."""
    framework = get_framework(request, year)
    sheet, _ = _stored(request, year)
    content = score_template(Catalogue.from_framework(framework), sheet)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="ita-scores-{year}.xlsx"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@requires("edit_scores")
def use_edition(request: AgencyRequest, year: int) -> HttpResponse:
    """Read the year by its newest edition: same scores, corrected rules."""
    assessment = get_reading(request, year).assessment
    newest = Framework.objects.current(year)
    if newest and newest != assessment.framework:
        try:
            move_to_edition(assessment=assessment, framework=newest, actor=request.user)
        except UnknownCode as reason:
            messages.error(request, str(reason))
        else:
            messages.success(request, f"คำนวณตาม{newest}แล้ว")
    return redirect("score-year", agency_slug=request.agency.slug, year=year)


def _stored(request: AgencyRequest, year: int) -> tuple[ScoreSheet, int]:
    """What is stored of a year, and its version; an empty sheet and 0 for nothing yet."""
    assessment = Assessment.objects.of_year(request.agency, year)
    return (sheet_of(assessment), assessment.version) if assessment else (ScoreSheet(), 0)


def _filled(request: AgencyRequest, catalogue: Catalogue) -> QueryDict:
    """What was typed, with a pasted column spread over the indicators in their order."""
    data = request.POST.copy()
    lines = request.POST.get("column", "").splitlines()
    for entry, line in zip(catalogue.indicators, lines, strict=False):
        data[f"indicator-{entry.number}"] = line.rpartition("\t")[2].strip()
    data["column"] = ""
    return data


def _sheet(
    request: AgencyRequest,
    framework: Framework,
    form: ScoreSheetForm,
    *,
    status: int = 200,
    warnings: tuple[str, ...] = (),
    theirs: Assessment | None = None,
) -> HttpResponse:
    context = {
        "form": form,
        "framework": framework,
        "year": FiscalYear(framework.fiscal_year),
        "warnings": warnings,
        "theirs": theirs,
        "unsaved": bool(form["source"].value()),
    }
    return render(request, "assessments/sheet.html", context, status=status)


def _conflict(
    request: AgencyRequest, framework: Framework, catalogue: Catalogue, theirs: Assessment
) -> HttpResponse:
    """What was typed stays in the sheet, which now knows the new version: saving it again is a
    decision. What stands is told at each cell that differs."""
    data = request.POST.copy()
    data["version"] = str(theirs.version)
    stands = sheet_of(theirs) if theirs.pk else ScoreSheet()
    form = ScoreSheetForm(catalogue, data, theirs=stands)
    return _sheet(request, framework, form, status=409, theirs=theirs)
