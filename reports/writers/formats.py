"""The formats in which a report goes out, by name."""

from __future__ import annotations

import json
from dataclasses import dataclass

from reports.document import Document, to_json
from reports.writers.html import PageContext, render_html
from reports.writers.pdf import write_pdf

CONTENT_TYPES = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "json": "application/json; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Rendering:
    """A document in one format."""

    format: str
    content: bytes


def render(document: Document, format: str, context: PageContext | None = None) -> bytes:
    """The document as bytes. Raises ``KeyError`` for a format that there is none of."""
    return {"html": _html, "pdf": _pdf, "json": _json}[format](document, context)


def _html(document: Document, context: PageContext | None) -> bytes:
    return render_html(document, context=context).encode()


def _pdf(document: Document, context: PageContext | None) -> bytes:
    return write_pdf(document, {})


def _json(document: Document, context: PageContext | None) -> bytes:
    return json.dumps(to_json(document), ensure_ascii=False, indent=1).encode()
