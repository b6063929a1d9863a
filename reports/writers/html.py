"""A document as a web page: semantic, readable without styles, the same words as the PDF.

The page of a publication is frozen, so it refers only to what stays: its style sheet by a plain
address that is never changed (``static/published/v1``), and its neighbours by relative links.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from html import escape

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from reports.document import (
    Block,
    Cell,
    Document,
    Heading,
    Image,
    Images,
    Line,
    Memo,
    Opinion,
    PageBreak,
    Paragraph,
    Row,
    Signature,
    Table,
    Title,
)
from reports.writers.lines import (
    MEMO_TITLE,
    image_alt,
    memo_fields,
    opinion_lines,
    signature_lines,
)

_HEADING = re.compile("(</?h)([1-6])")

# Where the picture of a page is found: the name of an asset becomes an address.
AssetAddress = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class PageContext:
    """What a published page says around the document. Links are relative to the page, so that
    they hold on any host and in a folder; ``address`` is the whole public address. ``root`` is
    the way from the page to where ``static/`` lies."""

    root: str = "/"
    agency_link: str = ""
    pdf_link: str = ""
    docx_link: str = ""
    json_link: str = ""
    address: str = ""
    date: str = ""  # of publication, in ISO form
    published: str = ""  # "เผยแพร่เมื่อ … ฉบับที่ …"
    note: str = ""
    shows_memo: bool = True


def render_html(
    document: Document, *, for_pdf: bool = False, context: PageContext | None = None
) -> str:
    """The whole page. ``for_pdf`` leaves out navigation and links pictures as ``asset:``."""
    template = "published/pdf.html" if for_pdf else "published/page.html"
    address: AssetAddress = (lambda name: f"asset:{name}") if for_pdf else (lambda name: name)
    page = context or PageContext()
    if not for_pdf and not page.shows_memo:
        document = without_memo(document)
    # A web page has one main heading, the report's. In the PDF the memo comes first and keeps its
    # own: PDF/UA-1 wants a document to begin with a heading of the first level.
    titled = any(isinstance(block, Title) for block in document.blocks)
    body = render_body(document, address, memo_below=0 if for_pdf or not titled else 1)
    return render_to_string(template, {"document": document, "body": body, "page": page})


def _lowered(html: str, levels: int) -> str:
    # No text of the document can hold a tag: all of it went through escape().
    return _HEADING.sub(lambda tag: f"{tag[1]}{min(int(tag[2]) + levels, 6)}", html)


def without_memo(document: Document) -> Document:
    """The document without its memo and the page break behind it."""
    blocks = list(document.blocks)
    while blocks and isinstance(blocks[0], (Memo, PageBreak)):
        blocks.pop(0)
    return replace(document, blocks=tuple(blocks))


def render_body(
    document: Document, address: AssetAddress = lambda name: name, *, memo_below: int = 0
) -> SafeString:
    """The blocks of the document as HTML, without page and frame; the headings of a memo so many
    levels lower."""
    following = (*document.blocks[1:], None)
    html = "\n".join(
        _title(block, is_cover=isinstance(after, PageBreak))
        if isinstance(block, Title)
        else _lowered(_block(block, address), memo_below if isinstance(block, Memo) else 0)
        for block, after in zip(document.blocks, following, strict=True)
    )
    return mark_safe(html)  # every text in it went through escape()


def render_preview(document: Document, address: AssetAddress, *, below: int = 2) -> SafeString:
    """The blocks to stand inside another page, under its heading of level ``below``: that page
    has one outline."""
    body = render_body(document, address)
    return mark_safe(_lowered(body, below))


def _title(title: Title, *, is_cover: bool = False) -> str:
    inner = "<br>\n".join(escape(line.text) for line in title.lines)
    return f'<h1 class="doc-title{" cover" if is_cover else ""}">{inner}</h1>'


def _block(block: Block, address: AssetAddress) -> str:
    match block:
        case Title():
            return _title(block)
        case Heading(text=text, level=level, align=align):
            tag = f"h{min(level + 1, 6)}"
            return f'<{tag} class="a-{align}">{escape(text)}</{tag}>'
        case Paragraph(role="separator"):
            return '<hr class="doc-separator">'
        case Paragraph(role="page_number"):
            return ""
        case Paragraph(text=text, bold=bold, align=align):
            return f"<p{_classes(f'a-{align}', 'b' if bold else '')}>{escape(text)}</p>"
        case Table():
            return _table(block, address)
        case Images(images=images):
            return _images(images, address)
        case Signature():
            return _signature(block)
        case Memo():
            return _memo(block, address)
        case PageBreak():
            return '<div class="page-break"></div>'


def _classes(*names: str) -> str:
    given = [name for name in names if name and name != "a-start"]
    return f' class="{" ".join(given)}"' if given else ""


def _table(table: Table, address: AssetAddress) -> str:
    headings = _column_headings(table)
    columns = "".join(f'<col class="w{round(column.width)}">' for column in table.columns)
    head = "".join(
        f'<tr role="row">{"".join(_header_cell(cell) for cell in row.cells)}</tr>'
        for row in table.rows
        if row.header
    )
    body = "".join(_row(row, table, headings, address) for row in table.rows if not row.header)
    caption = f"<caption>{escape(table.caption)}</caption>" if table.caption else ""
    wide = "doc-table wide" if len(headings) > 6 else "doc-table"
    return (
        f'<table role="table" class="{wide}">{caption}'
        f"{f'<colgroup>{columns}</colgroup>' if columns else ''}"
        f"{_head(head)}"
        f'<tbody role="rowgroup">{body}</tbody></table>'
    )


def _head(rows: str) -> str:
    return f'<thead role="rowgroup">{rows}</thead>' if rows else ""


def _column_headings(table: Table) -> list[str]:
    """For each column the heading nearest above it, to stand in each cell on a phone."""
    headings: dict[int, str] = {}
    for row, cells in zip(table.rows, table.grid(), strict=True):
        if row.header:
            headings.update(
                {x: " ".join(line.text for line in cell.lines)
                 for x, cell in enumerate(cells) if cell is not None}
            )  # fmt: skip
    width = max((len(cells) for cells in table.grid()), default=0)
    return [headings.get(x, "") for x in range(width)]


def _header_cell(cell: Cell) -> str:
    scope = "colgroup" if cell.colspan > 1 else "col"
    return f'<th role="columnheader" scope="{scope}"{_spans(cell)}>{_lines(cell.lines)}</th>'


def _row(row: Row, table: Table, headings: list[str], address: AssetAddress) -> str:
    anchor = f' id="{escape(row.anchor)}"' if row.anchor else ""
    cells = []
    x = 0
    for cell in row.cells:
        # A cell that spans columns has no single heading, and one below a row span is shifted:
        # the label is only for the phone, so it is left out where it could be wrong.
        label = headings[x] if len(row.cells) == len(headings) and cell.colspan == 1 else ""
        align = table.columns[x].align if x < len(table.columns) else "start"
        cells.append(_cell(cell, label, align, address))
        x += cell.colspan
    return f'<tr role="row"{anchor}>{"".join(cells)}</tr>'


def _cell(cell: Cell, label: str, align: str, address: AssetAddress) -> str:
    data = f' data-label="{escape(label)}"' if label else ""
    pictures = _images(cell.images, address) if cell.images else ""
    empty = "" if cell.lines or cell.images else "empty"
    return (
        f'<td role="cell"{_spans(cell)}{data}{_classes(f"a-{align}", empty)}>'
        f"{_lines(cell.lines)}{pictures}</td>"
    )


def _spans(cell: Cell) -> str:
    column = f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    return column + (f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else "")


def _lines(lines: tuple[Line, ...]) -> str:
    return "".join(
        f"<p{_classes(f'a-{line.align}', 'b' if line.bold else '')}>{escape(line.text)}</p>"
        for line in lines
    )


def _images(images: tuple[Image, ...], address: AssetAddress) -> str:
    shown = "".join(_image(image, address) for image in images)
    return f'<div class="doc-images">{shown}</div>' if len(images) > 1 else shown


def _image(image: Image, address: AssetAddress) -> str:
    caption = f"<figcaption>{escape(image.caption)}</figcaption>" if image.caption else ""
    source = escape(address(image.name))
    return f'<figure><img src="{source}" alt="{escape(image_alt(image))}">{caption}</figure>'


def _signature(signature: Signature | Opinion) -> str:
    lines = "".join(f"<p>{escape(line)}</p>" for line in signature_lines(signature))
    return f'<div class="doc-signature">{lines}</div>'


def _memo(memo: Memo, address: AssetAddress) -> str:
    head = "".join(
        f'<div class="doc-memo-line">{"".join(_memo_field(*field) for field in fields)}</div>'
        for fields in memo_fields(memo)
    )
    text = "".join(f'<p class="doc-memo-text">{escape(text)}</p>' for text in memo.paragraphs)
    opinions = "".join(_opinion(opinion) for opinion in memo.opinions)
    return (
        '<section class="doc-memo">'
        f"{_image(memo.emblem, address) if memo.emblem else ''}"
        f'<h1 class="a-center">{MEMO_TITLE}</h1>{head}{text}'
        f"{_signature(memo.signature) if memo.signature else ''}{opinions}</section>"
    )


def _memo_field(label: str, text: str) -> str:
    return f"<p><strong>{label}</strong> {escape(text)}</p>"


def _opinion(opinion: Opinion) -> str:
    said = "".join(f"<p>{escape(line)}</p>" for line in opinion_lines(opinion))
    heading = f"<h2>{escape(opinion.heading)}</h2>" if opinion.heading else ""
    return f'<section class="doc-opinion">{heading}{said}{_signature(opinion)}</section>'
