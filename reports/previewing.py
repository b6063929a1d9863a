"""What a page can show of a draft at once. Reports have a dozen measures; where a plan has a
thousand, the page shows the first ones and leads to the whole."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString

from reports.layouts.build import build_document
from reports.layouts.layout import Layout
from reports.models import Report
from reports.writers.html import render_preview

# More measures than that are neither rendered nor checked only because somebody looks at a page.
AT_ONCE = 60


@dataclass(frozen=True, slots=True)
class Preview:
    """The draft as HTML below the headings of a page; ``left_out`` measures are not in it."""

    body: SafeString
    left_out: int


def preview_of(report: Report, layout: Layout | None = None) -> Preview:
    """The draft as it would be published now, its first ``AT_ONCE`` measures."""
    document = build_document(report, layout, at_most=AT_ONCE)
    pictures = reverse("report-picture", args=[report.agency.slug, report.pk, "PICTURE"])
    body = render_preview(document, lambda name: pictures.replace("PICTURE", name))
    return Preview(body, max(0, report.plan.measures.count() - AT_ONCE))
