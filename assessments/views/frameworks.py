"""Frameworks on screen, and their correction.

Everybody reads them within their agency. Because all agencies share them, they are edited by
the portal's central administrators only (``user.is_staff``), not by an agency's administrator.
"""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.db.models import ProtectedError
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agencies.decorators import central_administrators_only, requires
from agencies.events import differences
from agencies.middleware import AgencyRequest
from assessments import framework_editing as editing
from assessments.catalogue import catalogues_of
from assessments.comparing import same_item
from assessments.framework_export import framework_to_data
from assessments.framework_files import FrameworkFileError
from assessments.framework_forms import SECTIONS, FactsForm, NewYearForm, Section, part_form
from assessments.models import Framework
from assessments.models.framework import FrameworkInUseError
from assessments.models.parts import FrameworkPart


@require_safe
@requires("read")
def framework_list(request: AgencyRequest) -> HttpResponse:
    """All years and editions."""
    context = {"frameworks": Framework.objects.order_by("-fiscal_year", "-edition")}
    return render(request, "assessments/frameworks.html", context)


@require_safe
@requires("read")
def framework_page(request: AgencyRequest, framework_id: int) -> HttpResponse:
    """Every fact of a year with its source, and where each item stands in other years.
    The number of queries does not depend on the number of rows."""
    framework = get_object_or_404(Framework, pk=framework_id)
    newest = [row for row in Framework.objects.newest_editions() if row.pk != framework.pk]
    catalogues = catalogues_of([framework, *newest])
    own = catalogues[framework.pk]
    others = [(row, catalogues[row.pk]) for row in reversed(newest)
              if row.fiscal_year != framework.fiscal_year]  # fmt: skip
    elsewhere = {
        entry.code: [
            (row, found.code) for row, other in others if (found := same_item(entry, other))
        ]
        for entry in own.items
    }
    facts = [
        (FactsForm.base_fields[name].label, _shown(framework, name),
         framework.provenance(name))
        for name in FactsForm.FACTS
    ]  # fmt: skip
    context = {
        "framework": framework,
        "facts": facts,
        "items": [(item, elsewhere[item.code]) for item in framework.items.all()],
        "in_use": framework.is_in_use(),
        "editions": Framework.objects.filter(fiscal_year=framework.fiscal_year),
        "may_edit": request.user.is_staff,
    }
    return render(request, "assessments/framework.html", context)


def _shown(framework: Framework, name: str) -> Any:
    display = getattr(framework, f"get_{name}_display", None)
    return display() if display else getattr(framework, name)


@require_safe
@requires("read")
def framework_file(request: AgencyRequest, framework_id: int) -> HttpResponse:
    """The framework as a file that can be corrected and brought in again."""
    framework = get_object_or_404(Framework, pk=framework_id)
    text = json.dumps(framework_to_data(framework), ensure_ascii=False, indent=1)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    name = f"framework-{framework.fiscal_year}-{framework.edition}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_POST
@requires("read")
@central_administrators_only
def copy_framework(request: AgencyRequest, framework_id: int) -> HttpResponse:
    """Begin the next edition."""
    framework = get_object_or_404(Framework, pk=framework_id)
    copy = editing.copy_to_new_edition(
        framework=framework, agency=request.agency, actor=request.user
    )
    messages.success(request, f"สร้าง{copy}แล้ว แก้ไขได้จนกว่าจะมีหน่วยงานใช้")
    return _to(request, copy)


@require_http_methods(["GET", "POST"])
@requires("read")
@central_administrators_only
def add_framework(request: AgencyRequest) -> HttpResponse:
    """A new year like another, or a year from a file."""
    bound = request.method == "POST"
    form = NewYearForm(request.POST, request.FILES) if bound else NewYearForm()
    if bound and form.is_valid():
        try:
            return _to(request, _added(request, form))
        except FrameworkFileError as error:
            for problem in error.problems[:20]:
                form.add_error("file", problem)
        except editing.YearTaken as reason:
            form.add_error("fiscal_year", str(reason))
    context = {"form": form, "heading": "เพิ่มกรอบการประเมิน"}
    return render(request, "assessments/framework_form.html", context,
                  status=422 if form.errors else 200)  # fmt: skip


def _added(request: AgencyRequest, form: NewYearForm) -> Framework:
    data = form.cleaned_data
    if file := data["file"]:
        return editing.add_from_file(
            content=file.read(2_000_001), name=file.name, agency=request.agency, actor=request.user
        )
    return editing.begin_year(
        fiscal_year=data["fiscal_year"], like=data["like"], agency=request.agency,
        actor=request.user,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requires("read")
@central_administrators_only
def edit_framework(request: AgencyRequest, framework_id: int) -> HttpResponse:
    """The facts of the year itself."""
    framework = get_object_or_404(Framework, pk=framework_id)
    before = {name: getattr(framework, name) for name in (*FactsForm.FACTS, "note", "fact_sources")}
    form = FactsForm(_posted(request), instance=framework)
    if request.method == "POST" and form.is_valid():
        framework.fact_sources = form.stated()
        after = {name: getattr(framework, name) for name in before}
        try:
            editing.save_facts(framework=framework, agency=request.agency, actor=request.user,
                               changed=differences(before, after))  # fmt: skip
        except FrameworkInUseError as reason:
            form.add_error(None, str(reason))
        else:
            return _to(request, framework)
    return _form(request, framework, form, "ข้อมูลของปี")


@require_http_methods(["GET", "POST"])
@requires("read")
@central_administrators_only
def edit_part(
    request: AgencyRequest, framework_id: int, section: str, row: int = 0
) -> HttpResponse:
    """Correct, add (row 0) or remove one row of a framework."""
    framework = get_object_or_404(Framework, pk=framework_id)
    kind = SECTIONS.get(section)
    if kind is None:
        raise Http404
    part = _part(framework, kind, row)
    form = part_form(kind)(_posted(request), instance=part)
    if request.method == "POST":
        if "remove" in request.POST and part.pk:
            return _removed(request, framework, part)
        if form.is_valid():
            try:
                editing.save_part(part=form.instance, agency=request.agency, actor=request.user,
                                  changed=form.changed_data)  # fmt: skip
            except FrameworkInUseError as reason:
                form.add_error(None, str(reason))
            else:
                messages.success(request, "บันทึกแล้ว")
                return _to(request, framework)
    return _form(request, framework, form, kind.label, part=part if part.pk else None)


def _part(framework: Framework, kind: Section, row: int) -> FrameworkPart:
    model: Any = kind.model
    if not row:
        return model(framework=framework)  # type: ignore[no-any-return]
    return get_object_or_404(model, framework=framework, pk=row)  # type: ignore[no-any-return]


def _removed(request: AgencyRequest, framework: Framework, part: FrameworkPart) -> HttpResponse:
    try:
        editing.remove_part(part=part, agency=request.agency, actor=request.user)
    except FrameworkInUseError as reason:
        messages.error(request, str(reason))
    except ProtectedError:
        messages.error(request, "ลบไม่ได้ เพราะมีข้อมูลอื่นในกรอบสังกัดรายการนี้อยู่")
    else:
        messages.success(request, "ลบแล้ว")
    return _to(request, framework)


def _form(
    request: AgencyRequest,
    framework: Framework,
    form: Any,
    heading: str,
    part: FrameworkPart | None = None,
) -> HttpResponse:
    context = {
        "form": form,
        "framework": framework,
        "heading": heading,
        "part": part,
        "in_use": framework.is_in_use(),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "assessments/framework_form.html", context, status=status)


def _posted(request: AgencyRequest) -> QueryDict | None:
    """What a form is bound to; an empty POST is bound too, and told what it lacks."""
    return request.POST if request.method == "POST" else None


def _to(request: AgencyRequest, framework: Framework) -> HttpResponse:
    return redirect("framework", agency_slug=request.agency.slug, framework_id=framework.pk)
