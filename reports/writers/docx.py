"""A document as a Word file that a clerk can go on editing.

Real tables with a repeated header, styles for title and headings, and on every run the
complex-script font, size and language that Thai needs (``word_xml``). What is written can be
read in again (``reports.readers``) with the same data.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from itertools import count
from typing import Any

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml.ns import qn
from docx.shared import Emu, Mm

from reports.document import (
    Block,
    Cell,
    Document,
    Heading,
    Image,
    Images,
    Line,
    Memo,
    Orientation,
    PageBreak,
    Paragraph,
    Row,
    Signature,
    Table,
    Title,
)
from reports.writers.lines import (
    LONG_CELL,
    MEMO_TITLE,
    image_alt,
    memo_fields,
    opinion_lines,
    signature_lines,
)
from reports.writers.word_xml import (
    FONT,
    element,
    field_runs,
    page_break,
    paragraph,
    run_properties,
    table_cell,
    table_frame,
    table_row,
    text_run,
)

BODY, TABLE, SMALL, TITLE, SPACER = 16.0, 14.0, 12.0, 20.0, 4.0  # points
MEMO_HEAD, MEMO_LABEL = 29.0, 20.0  # by custom, like the plain "เรียน"
HEADING = {1: 18.0, 2: 16.0}
COVER_SPACE = 2000  # twips above the title of a cover
FIRST_LINE = 1417  # 2.5 cm, as in official letters
EMBLEM_HEIGHT, CELL_PICTURE_HEIGHT, PICTURE_HEIGHT = Mm(15), Mm(60), Mm(95)
# Page and margins in millimetres: width, height, left, right, top, bottom.
_PAGES: dict[Orientation, tuple[int, int, int, int, int, int]] = {
    "portrait": (210, 297, 25, 20, 20, 20),
    "landscape": (297, 210, 20, 15, 20, 15),
}
_TWIPS_PER_MM = 56.7
_COLUMNS_OF_SMALL_PRINT = 7


def write_docx(
    document: Document, pictures: Mapping[str, bytes] | None = None, *, address: str = ""
) -> bytes:
    """The document as a .docx file. ``pictures`` holds the bytes of those that it shows, by
    name; one that is missing is left out. ``address`` is printed in the footer."""
    return _Writer(document, pictures or {}, address).write()


class _Writer:
    def __init__(self, document: Document, pictures: Mapping[str, bytes], address: str) -> None:
        self._source = document
        self._orientation = document.orientation  # of the section that is being written
        self._pictures = pictures
        self._file: Any = docx.Document()
        self._ids = count(1)
        self._body: Any = self._file.element.body
        self._set_up(address)

    def write(self) -> bytes:
        blocks = self._source.blocks
        first = blocks[0] if blocks else None
        if isinstance(first, Memo) and self._source.orientation == "landscape":
            self._write_memo_section(first)
            blocks = blocks[2:] if blocks[1:2] == (PageBreak(),) else blocks[1:]
        for block, after in zip(blocks, (*blocks[1:], None), strict=True):
            if isinstance(block, Title) and isinstance(after, PageBreak):
                self._add(paragraph(text_run("", size=TITLE), after=COVER_SPACE))
            self._add(*self._block(block))
        out = BytesIO()
        self._file.save(out)
        return out.getvalue()

    def _set_up(self, address: str) -> None:
        about = self._file.core_properties
        about.title, about.author = self._source.title, self._source.agency
        about.last_modified_by, about.comments = self._source.agency, ""
        about.language = "th-TH"
        names = (("Normal", BODY, False), ("Title", TITLE, True))
        headings = ((f"Heading {level}", HEADING.get(level, BODY), True) for level in range(1, 7))
        for name, size, bold in (*names, *headings):
            _restyle(self._file.styles[name].element, size, bold=bold)
        self._set_page(self._file.sections[0], self._source.orientation)
        self._write_footer(self._file.sections[0], address)

    def _write_footer(self, section: Any, address: str) -> None:
        footer = section.footer._element
        for old in list(footer):
            footer.remove(old)
        if address:
            footer.append(paragraph(text_run(address, size=SMALL)))
        footer.append(paragraph(*field_runs("PAGE", size=SMALL), align="end"))

    def _write_memo_section(self, memo: Memo) -> None:
        """A memo stands upright, whatever the report behind it does."""
        self._set_page(self._file.sections[0], "portrait")
        self._add(*self._memo(memo))
        section = self._file.add_section(WD_SECTION.NEW_PAGE)
        self._set_page(section, self._source.orientation)

    def _set_page(self, section: Any, orientation: Orientation) -> None:
        self._orientation = orientation
        width, height, left, right, top, bottom = (Mm(size) for size in _PAGES[orientation])
        landscape = orientation == "landscape"
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = width, height
        section.left_margin, section.right_margin = left, right
        section.top_margin, section.bottom_margin = top, bottom
        if self._source.numerals == "thai":
            # Of the section, not of the field: LibreOffice takes a field's Thai for letters.
            for old in section._sectPr.findall(qn("w:pgNumType")):
                section._sectPr.remove(old)
            numbers = element("pgNumType", fmt="thaiNumbers")
            section._sectPr.find(qn("w:pgMar")).addnext(numbers)

    def _add(self, *elements: Any) -> None:
        for made in elements:
            self._body.insert_element_before(made, "w:sectPr")

    def _block(self, block: Block) -> Iterator[Any]:
        match block:
            case Title(lines=lines):
                for line in lines:
                    run = text_run(line.text, size=TITLE, bold=True)
                    yield paragraph(run, align="center", style="Title")
            case Heading(text=text, level=level, align=align):
                run = text_run(text, size=HEADING.get(level, BODY), bold=True)
                style = f"Heading{min(level, 6)}"
                yield paragraph(run, align=align, style=style, keep_next=True, after=60)
            case Paragraph(role="page_number"):
                return
            case Paragraph(text=text, role="separator"):
                yield paragraph(text_run(text, size=BODY), align="center", after=120)
            case Paragraph(text=text, bold=bold, align=align):
                indent = FIRST_LINE if align == "start" and not bold else 0
                run = text_run(text, size=BODY, bold=bold)
                yield paragraph(run, align=align, indent=indent, after=120, keep_next=bold)
            case Table():
                yield from self._table(block)
            case Images(images=images):
                yield from self._images(images, self._text_width, PICTURE_HEIGHT, BODY)
            case Signature():
                yield from self._signature(block)
            case Memo():
                yield from self._memo(block)
            case PageBreak():
                yield page_break()

    @property
    def _text_width(self) -> int:
        """The width between the margins in twips."""
        width, _, left, right, _, _ = _PAGES[self._orientation]
        return round((width - left - right) * _TWIPS_PER_MM)

    def _table(self, table: Table) -> Iterator[Any]:
        if table.caption:
            yield paragraph(text_run(table.caption, size=TABLE, bold=True), keep_next=True)
        grid = table.grid()
        columns = max((len(row) for row in grid), default=0)
        if not columns:
            return
        widths = self._widths(table, columns)
        size = SMALL if columns > _COLUMNS_OF_SMALL_PRINT else TABLE
        made = table_frame(widths)
        below: dict[int, tuple[int, int]] = {}  # column: (rows still to cover, columns covered)
        for row, cells in zip(table.rows, grid, strict=True):
            made.append(self._row(row, cells, widths, below, size))
        yield made
        yield paragraph(text_run("", size=SPACER))

    def _widths(self, table: Table, columns: int) -> list[int]:
        shares = [column.width for column in table.columns]
        if len(shares) != columns or min(shares, default=0) <= 0:
            shares = [1.0] * columns
        return [round(self._text_width * share / sum(shares)) for share in shares]

    def _row(
        self,
        row: Row,
        cells: list[Cell | None],
        widths: list[int],
        below: dict[int, tuple[int, int]],
        size: float,
    ) -> Any:
        made: list[Any] = []
        x = 0
        while x < len(widths):
            cell = cells[x] if x < len(cells) else None
            if cell is not None:
                span, merge = cell.colspan, "restart" if cell.rowspan > 1 else ""
                if cell.rowspan > 1:
                    below[x] = (cell.rowspan - 1, span)
                anchor = row.anchor if not made else ""
                content = list(self._cell(cell, widths[x : x + span], size, anchor))
            elif x in below:
                left, span = below.pop(x)
                if left > 1:
                    below[x] = (left - 1, span)
                merge, content = "continue", []
            else:
                span, merge, content = 1, "", []
            width = sum(widths[x : x + span])
            made.append(
                table_cell(*content, width=width, span=span, merge=merge, header=row.header)
            )
            x += span
        return table_row(*made, header=row.header, whole=row.header or not _is_long(row))

    def _cell(self, cell: Cell, widths: list[int], size: float, anchor: str) -> Iterator[Any]:
        bookmark = (next(self._ids), anchor.replace("-", "_")) if anchor else None
        for line in cell.lines or ((Line(""),) if not cell.images else ()):
            run = text_run(line.text, size=size, bold=line.bold)
            yield paragraph(run, align=line.align, bookmark=bookmark)
            bookmark = None
        yield from self._images(cell.images, sum(widths) - 200, CELL_PICTURE_HEIGHT, size)

    def _images(
        self, images: tuple[Image, ...], width: int, height: int, size: float
    ) -> Iterator[Any]:
        """Pictures in a width in twips: two beside each other unless captions stand below."""
        if len(images) > 1 and not any(image.caption for image in images):
            for pair in (images[n : n + 2] for n in range(0, len(images), 2)):
                drawn = [self._drawing(image, width // 2 - 120, height) for image in pair]
                yield paragraph(*(d for d in drawn if d is not None), align="center", after=60)
            return
        for image in images:
            drawing = self._drawing(image, width, height)
            if drawing is not None:
                yield paragraph(drawing, align="center", after=60, keep_next=bool(image.caption))
            if image.caption:
                yield paragraph(text_run(image.caption, size=size), align="center", after=60)

    def _drawing(self, image: Image, width: int, height: int) -> Any:
        """A run with the picture, at most of this width (twips) and height (EMU)."""
        content = self._pictures.get(image.name)
        if content is None:
            return None
        inline = self._file.part.new_pic_inline(BytesIO(content), None, None)
        _fit(inline, width * 635, height)
        for side in ("distT", "distB", "distL", "distR"):
            inline.set(side, "0")
        inline.docPr.set("descr", image_alt(image))
        inline.docPr.set("id", str(next(self._ids)))
        drawing = element("drawing")
        drawing.append(inline)
        return element("r", drawing)

    def _signature(self, signature: Signature) -> Iterator[Any]:
        yield paragraph(text_run("", size=BODY))
        yield paragraph(text_run("", size=BODY))
        for line in signature_lines(signature):
            yield paragraph(text_run(line, size=BODY), align="center", left=self._text_width // 2)

    def _memo(self, memo: Memo) -> Iterator[Any]:
        if memo.emblem:
            emblem = self._drawing(memo.emblem, 2000, EMBLEM_HEIGHT)
            if emblem is not None:
                yield paragraph(emblem)
        yield paragraph(text_run(MEMO_TITLE, size=MEMO_HEAD, bold=True), align="center", after=120)
        for fields in memo_fields(memo):
            is_greeting = fields == memo_fields(memo)[-1]
            size = BODY if is_greeting else MEMO_LABEL
            runs: list[Any] = []
            for label, text in fields:
                before = "\t\t\t\t" if runs else ""
                runs += [text_run(f"{before}{label}", size=size, bold=not is_greeting),
                         text_run(f"  {text}", size=BODY)]  # fmt: skip
            yield paragraph(*runs)
        for text in memo.paragraphs:
            yield paragraph(text_run(text, size=BODY), indent=FIRST_LINE, after=120)
        if memo.signature:
            yield from self._signature(memo.signature)
        for opinion in memo.opinions:
            yield paragraph(text_run(opinion.heading, size=BODY, bold=True), keep_next=True)
            for text in opinion_lines(opinion):
                yield paragraph(text_run(text, size=BODY), indent=FIRST_LINE)
            yield from self._signature(
                Signature(opinion.name, opinion.position, opinion.acting_for)
            )


def _fit(inline: Any, width: int, height: int) -> None:
    """Scale a picture down to a width and a height (EMU) that it may not pass."""
    extent = inline.extent
    scale = min(1.0, width / extent.cx, height / extent.cy)
    for size in (extent, inline.graphic.graphicData.pic.spPr.xfrm.ext):
        size.cx, size.cy = Emu(round(size.cx * scale)), Emu(round(size.cy * scale))


def _is_long(row: Row) -> bool:
    """Whether a row may need more than half a page, so that it may be cut."""
    return any(len(cell.text) + 20 * len(cell.lines) > LONG_CELL for cell in row.cells)


def _restyle(style: Any, size: float, *, bold: bool) -> None:
    """Give a style our typeface and size, in black, without the rules of the template."""
    for old in style.findall(qn("w:rPr")):
        style.remove(old)
    properties = style.find(qn("w:pPr"))
    if properties is not None:
        for tag in ("w:pBdr", "w:contextualSpacing"):
            for old in properties.findall(qn(tag)):
                properties.remove(old)
    style.append(run_properties(size=size, bold=bold))


__all__ = ["FONT", "write_docx"]
