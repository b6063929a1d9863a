"""What ``doctor`` asks of the PDF writer."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

from agencies.append_only import unprotected
from ita_portal.operations.doctor import examinations


@examinations.register
def check_weasyprint(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """WeasyPrint loads, and is the version whose text layer is exact for Thai."""
    try:
        # Only here: it takes half a second, and fails where the system lacks its libraries.
        from reports.writers.text_layer import require_supported_version

        require_supported_version()
    except (ImportError, OSError, RuntimeError) as error:
        hint = "Run script/setup: it installs the pinned version and the libraries it loads."
        return [Error(f"PDFs cannot be made: {error}", hint, id="reports.E101")]
    return []


@examinations.register
def check_fonts(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Sarabun is there for PDFs, and was made for web pages."""
    from reports.writers.fonts import FACES, FontMissingError, font_path

    found: list[CheckMessage] = []
    try:
        for face in FACES:
            font_path(face)
    except FontMissingError as error:
        found.append(Error(str(error), "Run script/setup.", id="reports.E102"))
    if not any(settings.FONTS_DIR.glob("*.woff2")):
        hint = "Run: manage.py init"
        found.append(Error("The fonts of the web pages are not made.", hint, id="reports.E103"))
    return found


@examinations.register
def check_publications(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """The database refuses to change what is published."""
    return unprotected(
        "reports_publication", "reports_publicationfile", "reports_publicationpicture"
    )
