"""Beginning a report and changing its texts while it is a draft."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from typing import Any

from django.db import transaction

from agencies.events import differences, log_event
from agencies.models import User
from measures.models import MeasurePlan
from reports.approval import NotPossible
from reports.layouts.layout import Layout, builtin_layouts
from reports.layouts.wording import Wording, fill
from reports.models import Report, ReportKind

DEFAULT_LAYOUT = {ReportKind.MEASURES: "analysis-plan", ReportKind.PROGRESS: "progress-text"}


def begin_report(*, plan: MeasurePlan, kind: str, round: str, actor: User) -> Report:
    """A new draft in the usual layout, its title and intro filled in from the layout."""
    layout = builtin_layouts()[DEFAULT_LAYOUT[ReportKind(kind)]]
    with transaction.atomic():
        report = Report(
            agency=plan.agency,
            plan=plan,
            kind=kind,
            round=round,
            layout=layout.name,
            numerals=plan.agency.numerals,
        )
        for field, text in texts_of_layout(report, layout, report.numerals).items():
            setattr(report, field, text)
        report.save()
        log_event(agency=plan.agency, actor=actor, verb="created", thing=report)
    return report


def texts_of_layout(report: Report, layout: Layout, numerals: str) -> dict[str, str]:
    """Title lines and intro as the layout words them for this report."""
    tried = copy(report)
    tried.numerals = numerals
    wording = Wording.of(tried, layout.date_style)
    lines = [fill(line, report, wording) for line in layout.title_lines]
    return {
        "title_lines": "\n".join(line for line in lines if line),
        "intro": fill(layout.intro, report, wording),
    }


def change_texts(
    *,
    report: Report,
    values: Mapping[str, Any],
    actor: User,
    changes: Mapping[str, Any] | None = None,
) -> None:
    """Save the texts of a draft. ``changes`` are told in the history beside those of ``values``.
    Raises ``NotPossible`` when it is no draft any more."""
    with transaction.atomic():
        current = Report.objects.select_for_update().get(pk=report.pk)
        if not current.is_editable():
            raise NotPossible(f"แก้ไขไม่ได้ เพราะรายงานมีสถานะ “{current.get_state_display()}”")
        before = {field: getattr(current, field) for field in values}
        Report.objects.filter(pk=report.pk).update(**values, version=current.version + 1)
        log_event(
            agency=report.agency,
            actor=actor,
            verb="changed",
            thing=report,
            changes={**differences(before, values), **(changes or {})},
        )
    report.refresh_from_db()
