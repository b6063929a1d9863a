"""A document as a PDF: PDF/UA-1, Sarabun, A4, bookmarks, the exact Thai text.

The HTML is our own (``reports.writers.html``); what a user typed stands in it as text only.
Nothing is fetched: pictures come from the given assets, fonts and styles from the program, and
every other address is refused before anything is opened. The same input gives the same bytes.
"""

from __future__ import annotations

import gc
import logging
import re
from collections.abc import Iterator, Set
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import unquote

from PIL import Image
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from reports.document import Document
from reports.writers.fonts import font_bytes, font_faces
from reports.writers.html import PageContext, render_html
from reports.writers.lines import LONG_CELL
from reports.writers.signs import FAMILY as SIGNS
from reports.writers.signs import signs_font
from reports.writers.table_headers import exact_table_headers
from reports.writers.text_layer import exact_text_layer

MAX_HTML_CHARACTERS = 1_000_000  # some 500 measures: 20 s and 400 MB, both linear in it
MAX_PICTURE_BYTES = 30_000_000
MAX_PICTURE_PIXELS = 50_000_000
PICTURE_FORMATS = ("PNG", "JPEG", "WEBP")
PICTURE_DPI = 200

_STYLE_SHEET = (
    Path(__file__).resolve().parents[2] / "static" / "published" / "v1" / "report-print.css"
)
_SIGNS_STYLE = f"""
@font-face {{ font-family: {SIGNS}; src: url("font:{SIGNS}") }}
html {{ font-family: Sarabun, "DejaVu Sans", sans-serif, {SIGNS} }}
"""
_ZERO_WIDTH_SPACE = "\u200b"
_TABLE = re.compile(r"<table\b.*?</table>", re.DOTALL)
_BODY_ROW = re.compile(r"<tr\b(?:(?!</tr>).)*<td\b.*?</tr>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_TEXT_NODE = re.compile(r">[^<]+<")
_THAI = "[\u0e01-\u0e4e]"
_THAI_BEGINNING = "[\u0e01-\u0e2e\u0e40-\u0e44]"
_FOREIGN = "A-Za-z0-9\u0e50-\u0e59"
_EDGE = re.compile(f"(?<={_THAI})(?=[(\\[{_FOREIGN}])|(?<=[)\\]{_FOREIGN}])(?={_THAI_BEGINNING})")

logger = logging.getLogger(__name__)


class AssetSource(Protocol):
    """Where pictures come from: a mapping of names to bytes, or anything that reads like one."""

    def __getitem__(self, name: str, /) -> bytes:
        """The bytes of the picture. Raises ``KeyError`` when there is none."""


class PdfError(Exception):
    """The PDF cannot be made from this input."""


class PictureError(PdfError):
    """The page shows a picture that the assets don't hold, or that is not a picture."""


class TooLargeError(PdfError):
    """The page or one of its pictures is larger than a report can reasonably be."""


def write_pdf(
    document: Document, assets: AssetSource, *, context: PageContext | None = None
) -> bytes:
    """The document as a PDF file. Where ``context`` names the address of the published page, it
    stands in the footer with the QR code ``assets[QR_NAME]``. Raises ``PdfError``."""
    return render_pdf(render_html(document, for_pdf=True, context=context), assets=assets)


def render_pdf(html: str, *, assets: AssetSource, title: str = "") -> bytes:
    """A complete HTML page of our own as a PDF/UA-1 file.

    Pictures are addressed ``asset:NAME``. Language, author, subject and dates come from the
    page's ``lang`` and ``meta`` elements; ``title`` takes the place of its ``title`` element.
    Raises ``PictureError``, ``TooLargeError``, and ``UnsupportedWeasyPrintError`` when another
    version than the pinned one is installed.
    """
    if len(html) > MAX_HTML_CHARACTERS:
        raise TooLargeError(f"The page has {len(html)} characters, at most {MAX_HTML_CHARACTERS}.")
    page = _TABLE.sub(_prepared_table, html)
    pdf, undrawn = _drawn(page, assets, title)
    if undrawn:  # rare, and only drawing tells what the fonts at hand lack
        pdf, _ = _drawn(page, assets, title, signs=undrawn)
    return pdf


def _drawn(
    page: str, assets: AssetSource, title: str, signs: Set[str] = frozenset()
) -> tuple[bytes, Set[str]]:
    """The PDF, and the characters that no font could draw. ``signs`` get a font of their own."""
    fetcher = MemoryFetcher(assets, signs)
    fonts = FontConfiguration()
    faces = CSS(
        string=font_faces("font:{name}") + (_SIGNS_STYLE if signs else ""),
        font_config=fonts,
        url_fetcher=fetcher,
    )
    source = HTML(string=page, url_fetcher=fetcher)
    with exact_text_layer() as undrawn, exact_table_headers(), _collection_paused():
        document = source.render(font_config=fonts, stylesheets=[_rules(), faces], dpi=PICTURE_DPI)
        if fetcher.problems:
            raise fetcher.problems[0]
        document.metadata.title = title or document.metadata.title
        pdf: bytes = document.write_pdf(
            pdf_variant="pdf/ua-1", pdf_identifier=True, custom_metadata=True, dpi=PICTURE_DPI
        )
    return pdf, undrawn


class MemoryFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no type hints
    """Serves ``asset:NAME`` and ``font:FACE`` from memory and refuses all else unopened."""

    def __init__(self, assets: AssetSource, signs: Set[str] = frozenset()) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False)
        self._assets = assets
        self._signs = signs
        self.problems: list[PdfError] = []

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """Answer ``asset:`` and ``font:``; raise ``ValueError`` for any other address."""
        scheme, _, name = url.partition(":")
        match scheme:
            case "asset":
                return URLFetcherResponse(url, self._picture(unquote(name)))
            case "font" if name == SIGNS:
                return URLFetcherResponse(url, signs_font(self._signs))
            case "font":
                return URLFetcherResponse(url, font_bytes(name))
        logger.warning("Refused to load %.200r into a PDF", url)
        raise ValueError("Only assets and fonts are served")

    def _picture(self, name: str) -> bytes:
        """A raster picture. WeasyPrint would go on without it, so problems are noted."""
        try:
            content = self._assets[name]
            check_picture(name, content)
        except KeyError as error:
            self.problems.append(PictureError(f"There is no picture {name!r}."))
            raise self.problems[-1] from error
        except PdfError as error:
            self.problems.append(error)
            raise
        return content


def check_picture(name: str, content: bytes) -> None:
    """Raise ``PictureError`` or ``TooLargeError`` unless this is a picture of decent size."""
    if len(content) > MAX_PICTURE_BYTES:
        raise TooLargeError(f"The picture {name!r} has {len(content)} bytes.")
    try:
        with Image.open(BytesIO(content), formats=PICTURE_FORMATS) as picture:
            width, height = picture.size
    except (OSError, Image.DecompressionBombError) as error:
        raise PictureError(f"{name!r} is not a picture that can be read.") from error
    if width * height > MAX_PICTURE_PIXELS:
        raise TooLargeError(f"The picture {name!r} has {width} x {height} pixels.")


def _prepared_table(table: re.Match[str]) -> str:
    return with_long_rows_marked(with_break_opportunities(table[0]))


def with_break_opportunities(table: str) -> str:
    """Let lines of a table break where Thai is glued to Latin letters or digits.

    Thai is written without blanks, and the line breaker finds the words of Thai runs only: at
    the edge of ``ผลการประเมินITA2566`` it sees none, and the text would run out of a narrow
    column. A zero-width space says that a line may end there. It has no glyph, hence it is not
    in the PDF's text; it is not for web pages, where it would be copied. (``wbr`` would do the
    same, but make a box, a tag and a marked piece of content of every run of text.)
    """
    return _TEXT_NODE.sub(lambda text: _EDGE.sub(_ZERO_WIDTH_SPACE, text[0]), table)


def with_long_rows_marked(table: str) -> str:
    """Give rows that may need more than half a page the mark ``data-long``: they may be cut.

    Were a row taller than a page forbidden to break, WeasyPrint would drop the table's header
    from the pages that it fills.
    """
    return _BODY_ROW.sub(
        lambda row: row[0].replace("<tr", "<tr data-long", 1) if _is_long(row[0]) else row[0],
        table,
    )


def _is_long(row: str) -> bool:
    cells = row.split("</td>")
    return any(len(_TAG.sub("", cell)) + 20 * cell.count("<p") > LONG_CELL for cell in cells)


@contextmanager
def _collection_paused() -> Iterator[None]:
    """No garbage collection: it would walk all boxes of the layout again and again (30 %)."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@lru_cache
def _rules() -> CSS:
    """The style of all reports, read once a process (a tenth of the cost of a short report). Fonts
    cannot be kept: each document loads its own."""
    widths = "\n".join(f"col.w{per_cent} {{ width: {per_cent}% }}" for per_cent in range(1, 101))
    return CSS(string=f"{_STYLE_SHEET.read_text('utf-8')}\n{widths}")
