"""The formats in which a report goes out, by name."""

from __future__ import annotations

import json
from collections.abc import Mapping

from reports.document import Document, to_json
from reports.writers.docx import write_docx
from reports.writers.html import PageContext, render_html
from reports.writers.pdf import write_pdf
from reports.writers.qr import QR_NAME, qr_code

CONTENT_TYPES = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
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
            codes = {QR_NAME: qr_code(context.address)} if context and context.address else {}
            return write_pdf(document, {**(pictures or {}), **codes}, context=context)
        case "docx":
            return write_docx(document, pictures, address=context.address if context else "")
        case "json":
            return json.dumps(to_json(document), ensure_ascii=False, indent=1).encode()
        case _:
            raise KeyError(format)
