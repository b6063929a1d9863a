"""PDFs: accessible, closed to the world, the same bytes, nothing lost on the way."""

from __future__ import annotations

import gc
import json
import re
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any

import page as page_validation
import pikepdf
import pytest
from PIL import Image as PillowImage
from weasyprint import HTML

from ita_portal.thai.text import compact
from reports.document import Cell, Column, Document, Heading, Image, Line, Row, Table, Title
from reports.writers import pdf as pdf_writer
from reports.writers.html import PageContext
from reports.writers.pdf import (
    PictureError,
    TooLargeError,
    render_pdf,
    with_break_opportunities,
    with_long_rows_marked,
    write_pdf,
)
from reports.writers.qr import QR_NAME, qr_code
from tests.writers.pdf_tools import extract, needs_poppler

ROOT = Path(__file__).resolve().parents[2]


def picture(width: int = 60, height: int = 40, format: str = "PNG") -> bytes:
    file = BytesIO()
    PillowImage.new("RGB", (width, height), "#8ac").save(file, format)
    return file.getvalue()


def page(body: str, *, classes: str = "landscape", title: str = "รายงาน", lang: str = "th") -> str:
    return (
        f'<!doctype html><html lang="{lang}" class="{classes}"><head><meta charset="utf-8">'
        f'<title>{title}</title><meta name="author" content="เทศบาลตำบลตัวอย่าง"></head>'
        f"<body>{body}</body></html>"
    )


def table(rows: str, widths: tuple[int, ...] = (40, 60)) -> str:
    columns = "".join(f'<col class="w{width}">' for width in widths)
    heads = "".join(f'<th scope="col"><p>หัวตาราง{n}</p></th>' for n, _ in enumerate(widths, 1))
    return (
        f'<table class="doc-table"><colgroup>{columns}</colgroup>'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    )


def row(*cells: str) -> str:
    return f"<tr>{''.join(f'<td><p>{escape(cell)}</p></td>' for cell in cells)}</tr>"


SAMPLE = page(
    '<footer class="doc-footer"><p>เทศบาลตำบลตัวอย่าง</p></footer>'
    '<h1 class="doc-title">รายงานผลการดำเนินการ<br>\nประจำปี ๒๕๖๖</h1><h2>ตัวชี้วัดที่ ๑๐</h2>'
    "<p>จากการวิเคราะห์ผลการประเมิน</p>"
    + table(row("๑. จัดทำคู่มือ", "ดำเนินการแล้ว") * 3)
    + '<figure><img src="asset:a.png" alt="การประชุม"><figcaption>ภาพ ๑</figcaption></figure>'
)
ASSETS = {"a.png": picture()}


def failures(pdf: bytes) -> list[str]:
    report = page_validation.validate_pdf_bytes(pdf)
    assert report.rules.total >= 100
    return [f"{failure.rule_id}: {failure.message}" for failure in report.failures]


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(pdf))


class TestAccess:
    def test_conforms_to_pdf_ua_1(self) -> None:
        assert failures(render_pdf(SAMPLE, assets=ASSETS)) == []

    @pytest.mark.parametrize(
        ("found", "put", "rule"),
        [
            ("<title>รายงาน</title>", "", "TITLE"),
            ('lang="th"', "", "LANG"),
            (' alt="การประชุม"', "", "FIGURE"),
        ],
    )
    def test_a_page_that_lacks_something_does_not(self, found: str, put: str, rule: str) -> None:
        assert found in SAMPLE
        broken = failures(render_pdf(SAMPLE.replace(found, put), assets=ASSETS))
        assert any(rule in failure for failure in broken), broken

    def test_says_what_it_is(self) -> None:
        with opened(render_pdf(SAMPLE, assets=ASSETS)) as pdf:
            assert str(pdf.Root.Lang) == "th"
            assert bool(pdf.Root.MarkInfo.Marked)
            assert str(pdf.docinfo["/Title"]) == "รายงาน"
            assert str(pdf.docinfo["/Author"]) == "เทศบาลตำบลตัวอย่าง"
            assert "/CreationDate" not in pdf.docinfo
            with pdf.open_outline() as outline:
                (top,) = outline.root
                assert top.title == "รายงานผลการดำเนินการ ประจำปี ๒๕๖๖"
                assert [item.title for item in top.children] == ["ตัวชี้วัดที่ ๑๐"]

    def test_a_title_of_its_own(self) -> None:
        with opened(render_pdf(page("<h1>ก</h1>"), assets={}, title="ชื่ออื่น")) as pdf:
            assert str(pdf.docinfo["/Title"]) == "ชื่ออื่น"


class TestPages:
    @pytest.mark.parametrize(
        ("classes", "size"),
        [
            ("landscape numerals-thai", (842, 595)),
            ("landscape numerals-arabic", (842, 595)),
            ("portrait numerals-thai", (595, 842)),
            ("portrait numerals-arabic", (595, 842)),
        ],
    )
    @needs_poppler
    def test_orientation_and_numerals(self, classes: str, size: tuple[int, int]) -> None:
        body = '<p>ก</p><div class="page-break"></div><p>ข</p>'
        pdf = render_pdf(page(body, classes=classes), assets={})
        with opened(pdf) as document:
            assert {tuple(round(x) for x in p.mediabox[2:]) for p in document.pages} == {size}
        numbers = ["๑", "๒"] if "thai" in classes else ["1", "2"]
        assert [text.split()[-1] for text in extract(pdf).split("\f")[:2]] == numbers

    @needs_poppler
    def test_header_and_footer_on_each_page_and_rows_whole(self) -> None:
        steps = "ดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน " * 4
        rows = [f"ข้อที่{n}: {steps}" for n in range(40)]
        footer = '<footer class="doc-footer"><p>เทศบาลตำบลตัวอย่าง</p></footer>'
        body = footer + table("".join(row(text, "ดำเนินการแล้ว") for text in rows))
        *pages, _ = extract(render_pdf(page(body), assets={})).split("\f")
        assert len(pages) > 3
        for text in pages:
            assert text.count("หัวตาราง1") == 1
            assert text.count("เทศบาลตำบลตัวอย่าง") == 1
        for text in rows:
            assert sum(compact(text) in compact(found) for found in pages) == 1

    @needs_poppler
    def test_a_row_taller_than_pages_is_cut_and_keeps_its_header(self) -> None:
        tall = "".join(f"<p>ข้อ{n} ดำเนินการ</p>" for n in range(90))
        body = table(f"<tr><td>{tall}</td><td>{tall}</td></tr>" + row("ท้าย", "สุด"), (50, 50))
        *pages, _ = extract(render_pdf(page(body), assets={})).split("\f")
        assert len(pages) > 2
        assert all("หัวตาราง1" in text for text in pages)
        found = compact("".join(pages))
        assert all(found.count(f"ข้อ{n}ดำเนินการ") == 2 for n in range(10, 90))

    @needs_poppler
    def test_glued_text_stays_in_its_column(self) -> None:
        glued = "ผลการประเมินITAOnlineของหน่วยงานOnlineMeeting๒๕๖๖ได้คะแนนDashboard2566เต็ม"
        body = table(row(glued, "ก") * 2, (12, 88))
        pdf = render_pdf(page(body, classes="portrait"), assets={})
        boxes = subprocess.run(
            ["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True, check=True
        ).stdout.decode()
        words = re.findall(r'xMax="([0-9.]+)"[^>]*>([^<]+)</word>', boxes)
        column_end = (20 + 175 * 0.12) / 25.4 * 72 + 1  # margin 20 mm, column 12 % of 175 mm
        inside = [float(end) for end, word in words if word[0] not in "กห๑"]
        assert len(inside) > 10
        assert max(inside) <= column_end
        assert "\u200b" not in extract(pdf)
        assert compact(glued) in compact(extract(pdf))


class TestTables:
    @pytest.mark.parametrize(
        ("text", "marked"),
        [
            ("ผลITA2566ของ", "ผล|ITA2566|ของ"),
            ("ปี๒๕๖๖นี้", "ปี|๒๕๖๖|นี้"),
            ("หน่วยงาน(ITA)ของ", "หน่วยงาน|(ITA)|ของ"),
            ("ITA 2566 ผล", "ITA 2566 ผล"),
            ("ITAฯ", "ITAฯ"),
            ("ก&amp;ข O&#x27;ก", "ก&amp;ข O&#x27;ก"),
        ],
    )
    def test_breaks_only_at_the_edges_of_scripts(self, text: str, marked: str) -> None:
        cell = f'<td data-label="ปี2566ก"><p>{text}</p></td>'
        assert with_break_opportunities(cell) == cell.replace(text, marked.replace("|", "\u200b"))

    def test_only_long_rows_may_be_cut(self) -> None:
        short, long, lines = row("ก" * 300, "ข" * 300), row("ก" * 900), row(*["ก"])
        lines = lines.replace("</td>", "<p>ข</p>" * 40 + "</td>")
        head = f"<thead><tr><th>{'ก' * 900}</th></tr></thead>"
        marked = with_long_rows_marked(head + short + long + lines + short)
        assert [part[:10] for part in marked.split("<tr")[1:]] == [
            "><th>กกกกก",
            "><td><p>กก",
            " data-long",
            " data-long",
            "><td><p>กก",
        ]


# What the interpreter tells of files and connections; an audit hook cannot be taken off again.
_heard: list[str] | None = None
sys.addaudithook(
    lambda event, arguments: (
        _heard.append(f"{event} {arguments}")
        if _heard is not None and event in ("open", "socket.connect", "urllib.Request")
        else None
    )
)


@contextmanager
def listening() -> Iterator[list[str]]:
    """Collect the files and connections that this block opens."""
    global _heard
    _heard = heard = []
    try:
        yield heard
    finally:
        _heard = None


class Canary(BaseHTTPRequestHandler):
    """A server on this machine that counts who asks; one address sends on to a file."""

    asked: list[str] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(302 if "redirect" in self.path else 200)
        self.send_header("Location", "file:///etc/passwd")
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def canary() -> Iterator[str]:
    Canary.asked = []
    server = HTTPServer(("127.0.0.1", 0), Canary)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


class TestNothingIsLoaded:
    REFERENCES = (
        '<img src="{site}/picture.png" alt="ก">',
        '<img src="{site}/redirect" alt="ก">',
        '<img src="{file}" alt="ก">',
        '<link rel="stylesheet" href="{site}/style.css">',
        '<style>@import url("{site}/import.css");</style>',
        '<style>@font-face {{ font-family: x; src: url("{site}/font.ttf") }} '
        "h1 {{ font-family: x }}</style>",
        '<style>h1 {{ background: url("{site}/background.png") }} '
        'h1::before {{ content: url("{file}") }}</style>',
        '<svg width="9" height="9"><image href="{site}/svg.png" width="9" height="9"/>'
        '<use href="{site}/sprite.svg#a"/></svg>',
        '<link rel="attachment" href="{file}"><link rel="attachment" href="{site}/a.bin">',
        '<a rel="attachment" href="{file}">ก</a><a rel="attachment" href="{site}/b.bin">ข</a>',
        '<object data="{site}/object.svg" type="image/svg+xml"></object>'
        '<embed src="{site}/embed.svg" type="image/svg+xml">',
        '<base href="{site}/"><img src="relative.png" alt="ก">',
        '<img src="data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22%3E'
        '%3Cimage href=%22{site}/data.png%22/%3E%3C/svg%3E" alt="ก">',
        '<img src="ftp://127.0.0.1/a.png" alt="ก"><img src="//127.0.0.1/b.png" alt="ก">',
    )

    def test_no_request_no_file_and_no_attachment(self, canary: str, tmp_path: Path) -> None:
        secret = tmp_path / "secret.txt"
        secret.write_text("not for the public")
        for reference in self.REFERENCES:
            body = reference.format(site=canary, file=secret.as_uri())
            with listening() as touched:
                pdf = render_pdf(page(f"<h1>ก</h1>{body}"), assets={})
            assert not [name for name in touched if str(secret) in name or "127.0.0.1" in name]
            with opened(pdf) as document:
                assert "/AF" not in document.Root, reference
                assert not [
                    found
                    for found in document.objects
                    if isinstance(found, (pikepdf.Dictionary, pikepdf.Stream))
                    and found.get("/Type") in ("/Filespec", "/EmbeddedFile")
                ], reference
        assert Canary.asked == []

    def test_the_canary_would_be_heard(self, canary: str, tmp_path: Path) -> None:
        """WeasyPrint's own fetcher does ask and does open files: the test above is not deaf."""
        file = tmp_path / "a.txt"
        file.write_text("a")
        with listening() as touched:
            for reference in (self.REFERENCES[0], self.REFERENCES[2]):
                HTML(string=reference.format(site=canary, file=file.as_uri())).write_pdf()
        assert Canary.asked == ["/picture.png"]
        assert any("127.0.0.1" in name for name in touched)
        assert any(str(file) in name for name in touched)


class TestPictures:
    def page(self, name: str = "a") -> str:
        return page(f'<h1>ก</h1><img src="asset:{name}" alt="ก">')

    def test_names_may_be_thai(self) -> None:
        with opened(render_pdf(self.page("ภาพ ๑.png"), assets={"ภาพ ๑.png": picture()})) as pdf:
            assert len(pdf.pages[0].get_images()) == 1

    @pytest.mark.parametrize("format", ["PNG", "JPEG", "WEBP"])
    def test_formats(self, format: str) -> None:
        with opened(render_pdf(self.page(), assets={"a": picture(format=format)})) as pdf:
            assert len(pdf.pages[0].get_images()) == 1

    def test_large_photographs_are_made_smaller(self) -> None:
        file = BytesIO()
        PillowImage.effect_noise((3000, 2000), 90).convert("RGB").save(file, "JPEG")
        pdf = render_pdf(self.page(), assets={"a": file.getvalue()})
        assert len(pdf) < len(file.getvalue()) / 2

    @pytest.mark.parametrize(
        "content",
        [b"", b"text", b"<svg xmlns='http://www.w3.org/2000/svg'/>", picture()[:30], b"GIF89a"],
    )
    def test_what_is_no_picture_is_said(self, content: bytes) -> None:
        with pytest.raises(PictureError, match="'a'"):
            render_pdf(self.page(), assets={"a": content})

    def test_a_missing_picture_is_said(self) -> None:
        with pytest.raises(PictureError, match="no picture 'a'"):
            render_pdf(self.page(), assets={})

    def test_a_flood_of_pixels_is_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(pdf_writer, "MAX_PICTURE_PIXELS", 2_399)
        with pytest.raises(TooLargeError, match="60 x 40"):
            render_pdf(self.page(), assets={"a": picture()})

    def test_a_huge_file_is_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(pdf_writer, "MAX_PICTURE_BYTES", 10)
        with pytest.raises(TooLargeError):
            render_pdf(self.page(), assets={"a": picture()})


class TestBounds:
    def test_a_huge_page_is_refused_before_any_work(self) -> None:
        with pytest.raises(TooLargeError):
            render_pdf("ก" * (pdf_writer.MAX_HTML_CHARACTERS + 1), assets={})

    @pytest.mark.parametrize("enabled", [True, False])
    def test_garbage_collection_is_as_before(self, enabled: bool) -> None:
        (gc.enable if enabled else gc.disable)()
        try:
            render_pdf(SAMPLE, assets=ASSETS)
            assert gc.isenabled() is enabled
            with pytest.raises(PictureError):
                render_pdf(SAMPLE, assets={})
            assert gc.isenabled() is enabled
        finally:
            gc.enable()

    def test_the_same_bytes_each_time_and_in_another_process(self) -> None:
        first = render_pdf(SAMPLE, assets=ASSETS)
        assert render_pdf(SAMPLE, assets=ASSETS) == first
        code = (
            "import sys, django; django.setup(); from tests.writers.test_pdf import *;"
            "sys.stdout.buffer.write(render_pdf(SAMPLE, assets=ASSETS))"
        )
        environment = {
            "DJANGO_SETTINGS_MODULE": "ita_portal.settings",
            "PYTHONHASHSEED": "7",
            "TZ": "Asia/Bangkok",
            "DEBUG": "true",
        }
        run = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, check=True
        )
        assert run.stdout == first


@needs_poppler
def test_a_document_becomes_a_pdf() -> None:
    document = Document(
        title="รายงานผลการดำเนินการ",
        agency="เทศบาลตำบลตัวอย่าง",
        orientation="landscape",
        numerals="thai",
        blocks=(
            Title((Line("รายงานผลการดำเนินการ"), Line("ประจำปี ๒๕๖๖"))),
            Heading("ตัวชี้วัดที่ ๑๐ ประสิทธิภาพการสื่อสาร"),
            Table(
                rows=(
                    Row((Cell.of("ประเด็น"), Cell.of("ภาพกิจกรรม")), header=True),
                    Row((Cell.of("๑. จัดทำช่องทาง\n๒. น้ำ"), Cell(images=(Image("a.png", "ก"),)))),
                ),
                columns=(Column("issue", 60), Column("evidence", 40)),
            ),
        ),
    )
    pdf = write_pdf(document, ASSETS)
    assert failures(pdf) == []
    found = compact(extract(pdf))
    for text in document.texts():
        assert compact(text) in found


@needs_poppler
@pytest.mark.parametrize("orientation", ["portrait", "landscape"])
def test_address_and_code_stand_within_the_page(orientation: Any, tmp_path: Path) -> None:
    address = "https://ita.example.go.th/sample/2566/o43/"
    document = Document((Title(()),), title="รายงาน", agency="ทดสอบ", orientation=orientation)
    context = PageContext(address=address, published="เผยแพร่เมื่อ ๒๓ มกราคม ๒๕๖๖ ฉบับที่ ๑")
    path = tmp_path / "page.pdf"
    path.write_bytes(write_pdf(document, {QR_NAME: qr_code(address)}, context=context))
    command = ["pdftotext", "-bbox", str(path), "-"]
    words = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    height = float(re.findall('height="([0-9.]+)"', words)[0])
    (bottom,) = re.findall(f'yMax="([0-9.]+)">{re.escape(address)}<', words)
    assert float(bottom) < height - 15  # points: what any printer reaches


@needs_poppler
def test_every_cell_of_a_real_report_arrives_to_the_letter(seeds: Path) -> None:
    """Document 000: the measures of a real municipality, 12 rows of five columns."""
    rows = [
        [found.get(column["key"]) or "" for column in block["columns"]]
        for block in json.loads((seeds / "000.json").read_text("utf-8"))["blocks"]
        if block["type"] == "table"
        for found in block["rows"]
    ]
    body = table("".join(row(*cells) for cells in rows), (26, 12, 24, 22, 16))
    pdf = render_pdf(page(f"<h1>มาตรการ</h1>{body}"), assets={})
    assert failures(pdf) == []

    found = compact(extract(pdf))
    cells = [compact(cell) for cells in rows for cell in cells]
    expected = Counter("".join(cells))
    assert len(rows) == 12
    assert expected["\u0e33"] > 50, "the test would say nothing without sara am"
    assert not expected - Counter(found), "characters that did not arrive"
    position = 0
    for cell in cells:
        position = found.find(cell, position)
        assert position >= 0, f"not in its place: {cell}"
