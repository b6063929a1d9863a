"""The web page: its outline alone and inside another page, and pictures for those who hear it."""

from __future__ import annotations

import re

from reports.document import Document, Heading, Image, Images, Memo, Opinion, Paragraph, Title
from reports.writers.html import render_body, render_html, render_preview
from reports.writers.lines import UNDESCRIBED

DOCUMENT = Document(
    (
        Memo("สำนักปลัด", "", "", "เรื่อง", "นายก", (), opinions=(Opinion("ความเห็น", "", "", ""),)),
        Title(()),
        Heading("หัวข้อ <h1>", 1),
        Heading("หัวข้อย่อย", 5),
        Paragraph("ข้อความ"),
    )
)


def outline(html: str) -> list[str]:
    assert re.findall("<h([1-6])", html) == re.findall("</h([1-6])", html)
    return re.findall("<h([1-6])", html)


def test_a_preview_stands_below_the_heading_of_its_page() -> None:
    assert outline(render_body(DOCUMENT)) == ["1", "2", "1", "2", "6"]
    preview = render_preview(DOCUMENT, lambda name: name)
    assert outline(preview) == ["3", "4", "3", "4", "6"]
    assert "หัวข้อ &lt;h1&gt;" in preview


def test_a_web_page_has_one_main_heading_and_a_pdf_begins_with_one() -> None:
    assert outline(render_html(DOCUMENT)) == ["2", "3", "1", "2", "6"]
    assert outline(render_html(DOCUMENT, for_pdf=True)) == ["1", "2", "1", "2", "6"]
    alone = Document(DOCUMENT.blocks[:1])
    assert outline(render_html(alone)) == ["1", "2"]


def test_no_picture_is_without_words() -> None:
    images = (Image("a.png", "ภาพประชุม"), Image("b.png", "", "คำบรรยาย"), Image("c.png", ""))
    html = render_body(Document((Images(images),)))
    assert re.findall('alt="([^"]*)"', html) == ["ภาพประชุม", "คำบรรยาย", UNDESCRIBED]
