"""A Word report of the project's own to try the import with, made as offices make theirs.

It has what such files have: a cover, headings above the tables, a heading cell over three
columns, list numbers that Word counts in some cells and that were typed in others, and the
status with its date in words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from ita_portal.thai.numerals import to_thai
from reports.demo.data import read_data

FONT = "TH SarabunPSK"
BODY, HEADING, COVER = 14, 16, 22  # points

# A list that Word counts as ๑. ๒. ๓.; each cell starts it again by a number of its own.
LIST = 77
_ABSTRACT_LIST = f"""<w:abstractNum {nsdecls("w")} w:abstractNumId="{LIST}">
<w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>
<w:numFmt w:val="thaiNumbers"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/>
<w:pPr><w:ind w:left="284" w:hanging="284"/></w:pPr></w:lvl></w:abstractNum>"""
_LIST_OF_CELL = f"""<w:num {nsdecls("w")} w:numId="{{number}}"><w:abstractNumId w:val="{LIST}"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>"""


def write_sample_report(path: Path) -> None:
    """Write the report of ``fixtures/demo/sample-report.json`` as a Word file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    _SampleReport(read_data("sample-report")).document.save(str(path))


class _SampleReport:
    """The document, built from top to bottom."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.document: Document = docx.Document()
        self._columns = data["columns"]
        self._lists = self.document.part.numbering_part.element
        self._lists.insert(0, parse_xml(_ABSTRACT_LIST))
        self._set_up(data)
        self._write_cover(data)
        self._line(data["heading"], size=HEADING, bold=True, align=WD_ALIGN_PARAGRAPH.CENTER)
        self._line(data["intro"]).paragraph_format.first_line_indent = Mm(25)
        for table in data["tables"]:
            if table["heading"]:
                heading = self._line(table["heading"], size=HEADING, bold=True)
                heading.paragraph_format.keep_with_next = True
            self._write_table(table["rows"])

    def _set_up(self, data: Mapping[str, Any]) -> None:
        """A4 across, the typeface of the offices, and who wrote it."""
        section = self.document.sections[0]
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
        section.left_margin = section.right_margin = Mm(20)
        section.top_margin = section.bottom_margin = Mm(18)
        normal = self.document.styles["Normal"]
        normal.font.name, normal.font.size = FONT, Pt(BODY)
        normal.paragraph_format.space_after = Pt(0)
        run = normal.element.rPr
        run.rFonts.set(qn("w:cs"), FONT)
        run.append(parse_xml(f'<w:szCs {nsdecls("w")} w:val="{BODY * 2}"/>'))
        run.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="en-US" w:bidi="th-TH"/>'))
        about = self.document.core_properties
        about.author = about.last_modified_by = data["agency"]
        about.title = " ".join(data["title_lines"])
        about.comments = ""
        about.created = about.modified = datetime(2023, 4, 10, 9, 0)

    def _write_cover(self, data: Mapping[str, Any]) -> None:
        for _ in range(4):
            self._line("")
        place = ["", data["agency"], data["place"]]
        for text in [*data["title_lines"], *place]:
            line = self._line(text, size=COVER, bold=True, align=WD_ALIGN_PARAGRAPH.CENTER)
        line.add_run().add_break(WD_BREAK.PAGE)

    def _line(
        self, text: str, *, size: int = BODY, bold: bool = False, align: Any = None
    ) -> Paragraph:
        paragraph = self.document.add_paragraph()
        paragraph.alignment = align
        _write(paragraph, text, bold=bold, size=size)
        return paragraph

    def _write_table(self, rows: Sequence[Mapping[str, Any]]) -> None:
        table = self.document.add_table(rows=2, cols=len(self._columns), style="Table Grid")
        table.autofit = False
        self._write_header(table)
        for row in rows:
            self._write_row(table.add_row(), row)
        for place, column in enumerate(self._columns):
            table.columns[place].width = Mm(column["width"])
        self.document.add_paragraph()

    def _write_header(self, table: Table) -> None:
        """Two rows that are repeated on each page: columns with a common heading share its
        cell, the others are merged downwards."""
        upper, lower = table.rows[0], table.rows[1]
        for row in (upper, lower):
            _mark(row, "tblHeader")
        for over, group in groupby(enumerate(self._columns), lambda pair: pair[1].get("over")):
            places = list(group)
            if over:
                merged = upper.cells[places[0][0]].merge(upper.cells[places[-1][0]])
                _write_heading(merged, over)
            for place, column in places:
                cell = lower.cells[place]
                if not over:
                    cell = upper.cells[place].merge(cell)
                _write_heading(cell, column["heading"])

    def _write_row(self, place: _Row, row: Mapping[str, Any]) -> None:
        _mark(place, "cantSplit")
        cells = place.cells
        issue = [(text, True) for text in row.get("belongs_to", [])]
        issue.append((row["issue"], False))
        issue += [(f"- {option}", False) for option in row.get("options", [])]
        for paragraph, (text, bold) in zip(_paragraphs(cells[0], len(issue)), issue, strict=True):
            _write(paragraph, text, bold=bold)
        _write(cells[1].paragraphs[0], row["responsible"])
        for cell, lines in ((cells[2], row["steps"]), (cells[3], row["monitoring"])):
            self._write_list(cell, lines, automatic=row.get("automatic_numbers", False))
        _write(cells[4].paragraphs[0], row["status"])

    def _write_list(self, cell: _Cell, lines: Sequence[str], *, automatic: bool) -> None:
        """Numbered lines, counted by Word or typed. A single typed line gets no number."""
        number = self._new_list() if automatic else 0
        for n, (paragraph, text) in enumerate(
            zip(_paragraphs(cell, len(lines)), lines, strict=True), start=1
        ):
            if automatic:
                properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
                properties.get_or_add_ilvl().val = 0
                properties.get_or_add_numId().val = number
            elif len(lines) > 1:
                text = to_thai(f"{n}. ") + text
            _write(paragraph, text)

    def _new_list(self) -> int:
        number = max(int(num.numId) for num in self._lists.num_lst) + 1
        self._lists.append(parse_xml(_LIST_OF_CELL.format(number=number)))
        return number


def _paragraphs(cell: _Cell, count: int) -> list[Paragraph]:
    """So many paragraphs in the cell; a new cell has one."""
    return [*cell.paragraphs, *(cell.add_paragraph() for _ in range(count - 1))]


def _mark(row: _Row, property: str) -> None:
    """Set a row's property that is on or off: ``cantSplit``, ``tblHeader``."""
    row._tr.get_or_add_trPr().append(parse_xml(f"<w:{property} {nsdecls('w')}/>"))


def _write_heading(cell: _Cell, text: str) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _write(paragraph, text, bold=True)


def _write(paragraph: Paragraph, text: str, *, bold: bool = False, size: int = BODY) -> None:
    """A run whose Thai letters have the same size and weight as the Latin ones."""
    run = paragraph.add_run(text)
    run.font.size, run.font.bold, run.font.cs_bold = Pt(size), bold, bold
    run.font.element.get_or_add_rPr().append(
        parse_xml(f'<w:szCs {nsdecls("w")} w:val="{size * 2}"/>')
    )
