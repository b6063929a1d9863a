"""The dashboard as one A4 page for the monthly meeting."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string

from reports.overviews.dashboard import Dashboard
from reports.writers.pdf import render_pdf

# What fits on the page; what is left out is said there, and stands on the screen.
MOST_DIVISIONS, MOST_INDICATORS, MOST_DATES, MOST_WEAK = 10, 10, 4, 4


def dashboard_pdf(board: Dashboard, today: date) -> bytes:
    """The page as a PDF/UA-1 file with the exact Thai text."""
    weak = board.weak or ()
    context = {
        "board": board,
        "today": today,
        "divisions": board.tallies.divisions[:MOST_DIVISIONS],
        "indicators": board.tallies.indicators[:MOST_INDICATORS],
        "more_divisions": len(board.tallies.divisions[MOST_DIVISIONS:]),
        "more_indicators": len(board.tallies.indicators[MOST_INDICATORS:]),
        "dates": board.dates[:MOST_DATES],
        "weak": weak[:MOST_WEAK],
        "more_weak": len(weak[MOST_WEAK:]),
    }
    html = render_to_string("overviews/dashboard_pdf.html", context)
    # The page's own style: inside the PDF's HTML, since the writer loads nothing from a file.
    return render_pdf(html.replace("</head>", f"<style>{_style()}</style></head>"), assets={})


@lru_cache
def _style() -> str:
    path = Path(settings.BASE_DIR) / "static" / "css" / "overviews-print.css"
    return path.read_text(encoding="utf-8")
