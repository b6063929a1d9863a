"""What the tests of the PDF writer share: drawing, reading back, looking at the picture."""

from __future__ import annotations

import shutil
import subprocess
from contextlib import nullcontext

import pytest
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from reports.writers.fonts import font_faces
from reports.writers.pdf import MemoryFetcher
from reports.writers.text_layer import exact_text_layer

needs_poppler = pytest.mark.skipif(
    not (shutil.which("pdftotext") and shutil.which("pdftoppm")),
    reason="poppler-utils (pdftotext, pdftoppm) is not installed",
)


def draw(body: str, *, css: str = "", exact: bool = True, fetcher: object = None) -> bytes:
    """A PDF of ``body`` straight from WeasyPrint, with the exact text layer or without."""
    fetcher = fetcher or MemoryFetcher({})
    fonts = FontConfiguration()
    styles = font_faces("font:{name}") + (
        "html { font: 11pt/1.8 Sarabun } p { margin: 0 } @page { size: 200mm 297mm; margin: 10mm }"
    )
    sheet = CSS(string=styles + css, font_config=fonts, url_fetcher=fetcher)
    page = HTML(string=f'<html lang="th"><title>ทดสอบ</title>{body}', url_fetcher=fetcher)
    with exact_text_layer() if exact else nullcontext():
        pdf: bytes = page.write_pdf(font_config=fonts, stylesheets=[sheet], pdf_variant="pdf/ua-1")
    return pdf


def extract(pdf: bytes) -> str:
    """The text as Poppler reads it, in the order of the content."""
    return _run("pdftotext", "-raw", "-", "-", stdin=pdf).decode()


def lines(pdf: bytes) -> list[str]:
    """The lines of the text, of all pages."""
    return extract(pdf).replace("\f", "").splitlines()


def picture(pdf: bytes) -> bytes:
    """The pages as pixels."""
    return _run("pdftoppm", "-r", "110", "-", stdin=pdf)


def compact(text: str) -> str:
    """The text without any blank, line feed or page feed."""
    return "".join(text.split())


def _run(*command: str, stdin: bytes) -> bytes:
    return subprocess.run(command, input=stdin, capture_output=True, check=True).stdout
