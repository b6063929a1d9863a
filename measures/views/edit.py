"""Writing a measure: a new one, or a change to one that is there."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import BoundField, CheckboxSelectMultiple
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from agencies.decorators import requires
from agencies.middleware import AgencyRequest
from measures.drafting import discard_draft, draft_of, measure_key, new_measure_key, typed_data
from measures.editing import create_measure, update_measure
from measures.errors import MeasureConflict
from measures.loaders import get_measure
from measures.measure_form import MeasureForm
from measures.models import Draft, Measure, MeasurePlan
from measures.ordering import why_it_stays
from measures.views.going_back import change_of, offer_undo


@require_http_methods(["GET", "POST"])
@requires("edit_measures", to_read="edit_measures")
def edit_measure(request: AgencyRequest, pk: int) -> HttpResponse:
    """The form of a measure; 409 with both texts when somebody saved first."""
    measure = get_measure(request, pk)
    key = measure_key(measure)
    if request.method != "POST":
        draft = draft_of(request.agency, request.user, key)
        form = MeasureForm(instance=measure, plan=measure.plan, initial=_typed(draft))
        return _page(request, form, measure=measure, key=key, draft=draft)
    form = MeasureForm(request.POST, instance=measure, plan=measure.plan)
    if not form.is_valid():
        return _page(request, form, measure=measure, key=key, status=422)
    try:
        saved = update_measure(
            measure=measure,
            actor=request.user,
            seen_version=form.cleaned_data["version"],
            values=form.values,
            links=form.links,
        )
    except MeasureConflict as conflict:
        return _conflict(request, conflict.theirs)
    discard_draft(request.agency, request.user, key)
    offer_undo(request, "บันทึกมาตรการแล้ว", change_of(saved, form.cleaned_data["version"]))
    return redirect("measure", agency_slug=request.agency.slug, pk=pk)


@require_http_methods(["GET", "POST"])
@requires("edit_measures", to_read="edit_measures")
def new_measure(request: AgencyRequest, plan_pk: int) -> HttpResponse:
    """The form of a new measure of a plan."""
    plan = get_object_or_404(MeasurePlan, agency=request.agency, pk=plan_pk)
    key = new_measure_key(plan)
    if request.method != "POST":
        draft = draft_of(request.agency, request.user, key)
        form = MeasureForm(plan=plan, initial=_typed(draft))
        return _page(request, form, plan=plan, key=key, draft=draft)
    form = MeasureForm(request.POST, plan=plan)
    if not form.is_valid():
        return _page(request, form, plan=plan, key=key, status=422)
    measure = create_measure(plan=plan, actor=request.user, values=form.values, links=form.links)
    discard_draft(request.agency, request.user, key)
    messages.success(request, "เพิ่มมาตรการแล้ว")
    return redirect("measure", agency_slug=request.agency.slug, pk=measure.pk)


def _typed(draft: Draft | None) -> dict[str, Any] | None:
    """What was typed, as initial values: lists for fields with several values."""
    if draft is None:
        return None
    data = typed_data(draft)
    several = ("divisions", "indicators", "topics")
    initial = {name: data.get(name) for name in data if name not in several}
    return initial | {name: data.getlist(name) for name in several}


def _page(
    request: AgencyRequest, form: MeasureForm, *, status: int = 200, **context: Any
) -> HttpResponse:
    measure = context.get("measure")
    context["stays"] = why_it_stays(measure) if measure else ""
    return render(request, "measures/edit.html", {"form": form, **context}, status=status)


def _conflict(request: AgencyRequest, theirs: Measure) -> HttpResponse:
    """Both texts side by side; the form carries what was typed and the new version."""
    data = request.POST.copy()
    data["version"] = str(theirs.version)
    mine = MeasureForm(data, instance=theirs, plan=theirs.plan)
    stands = MeasureForm(instance=theirs, plan=theirs.plan)
    texts = [(f.label, _shown(f), _shown(mine[f.name])) for f in stands.visible_fields()]
    differing = [(label, one, other) for label, one, other in texts if one != other]
    context = {"measure": theirs, "form": mine, "differing": differing, "key": measure_key(theirs)}
    return render(request, "measures/edit_conflict.html", context, status=409)


def _shown(field: BoundField) -> str:
    """What stands in a field, as a person reads it: the names of what is ticked."""
    value, widget = field.value(), field.field.widget
    if not isinstance(widget, CheckboxSelectMultiple):
        return str(value or "").replace("\r\n", "\n")
    ticked = {str(getattr(one, "pk", one)) for one in value or ()}
    return ", ".join(str(label) for key, label in widget.choices if str(key) in ticked)
