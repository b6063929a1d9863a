"""The formats in which a report goes out, by name."""

from __future__ import annotations

import json
from collections.abc import Mapping

from reports.document import Document, to_json
from reports.writers.html import PageContext, render_html
from reports.writers.pdf import write_pdf

CONTENT_TYPES = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "json": "application/json; charset=utf-8",
}


def render(
    document: Document,
    format: str,
    *,
    pictures: Mapping[str, bytes] | None = None,
    context: PageContext | None = None,
) -> bytes:
    """The document as bytes. ``pictures`` holds the bytes of those that it shows, by name.
    Raises ``KeyError`` for a format that there is none of."""
    match format:
        case "html":
            return render_html(document, context=context).encode()
        case "pdf":
            return write_pdf(document, pictures or {})
        case "json":
            return json.dumps(to_json(document), ensure_ascii=False, indent=1).encode()
        case _:
            raise KeyError(format)
