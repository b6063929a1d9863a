"""Pieces of WordprocessingML that python-docx does not write: complex scripts above all.

Word keeps two sets of run properties. Thai takes font, size, weight and language from the
complex-script set (``rFonts@cs``, ``szCs``, ``bCs``, ``lang@bidi``); a run that lacks them is
shown in another typeface and size than what a clerk sees in the toolbar.
"""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from reports.document import Align

FONT = "TH SarabunPSK"  # the typeface of Thai official documents

_ALIGNMENTS: dict[Align, str] = {
    "start": "left",
    "center": "center",
    "end": "right",
    "justify": "thaiDistribute",
}
_BORDERS = ("top", "left", "bottom", "right", "insideH", "insideV")


def element(tag: str, *children: Any, **attributes: object) -> Any:
    """An element of the w: namespace; a value of None leaves its attribute out."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        if value is not None:
            made.set(qn(f"w:{name}"), str(value))
    made.extend(child for child in children if child is not None)
    return made


def run_properties(*, size: float, bold: bool = False) -> Any:
    """Typeface, weight, size in points and language, for Latin and for Thai alike."""
    half_points = round(size * 2)
    return element(
        "rPr",
        element("rFonts", ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=FONT),
        *([element("b"), element("bCs")] if bold else []),
        element("sz", val=half_points),
        element("szCs", val=half_points),
        element("lang", val="en-US", eastAsia="en-US", bidi="th-TH"),
    )


def text_run(text: str, *, size: float, bold: bool = False) -> Any:
    """A run of text; tab characters become tabs."""
    run = element("r", run_properties(size=size, bold=bold))
    for n, part in enumerate(text.split("\t")):
        if n:
            run.append(element("tab"))
        if part:
            words = element("t")
            words.text = part
            words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            run.append(words)
    return run


def field_runs(code: str, *, size: float) -> list[Any]:
    """The runs of a field that Word computes, such as the number of the page."""
    instruction = element("instrText")
    instruction.text = f" {code} "
    instruction.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    parts = (
        element("fldChar", fldCharType="begin"),
        instruction,
        element("fldChar", fldCharType="separate"),
        element("t"),
        element("fldChar", fldCharType="end"),
    )
    return [element("r", run_properties(size=size), part) for part in parts]


def paragraph(
    *runs: Any,
    align: Align = "start",
    style: str = "",
    indent: int = 0,
    left: int = 0,
    after: int = 0,
    keep_next: bool = False,
    bookmark: tuple[int, str] | None = None,
) -> Any:
    """A paragraph; measures in twips. ``indent`` is that of the first line."""
    properties = element(
        "pPr",
        element("pStyle", val=style) if style else None,
        element("keepNext") if keep_next else None,
        element("spacing", before=0, after=after, line=240, lineRule="auto"),
        element("ind", left=left or None, firstLine=indent or None) if left or indent else None,
        element("jc", val=_ALIGNMENTS[align]),
    )
    made = element("p", properties)
    if bookmark:
        made.append(element("bookmarkStart", id=bookmark[0], name=bookmark[1]))
        made.append(element("bookmarkEnd", id=bookmark[0]))
    made.extend(runs)
    return made


def page_break() -> Any:
    """A paragraph after which a new page begins."""
    return element("p", element("r", element("br", type="page")))


def table_frame(widths: list[int]) -> Any:
    """A table without rows: its borders and the widths of its columns in twips."""
    borders = (element(side, val="single", sz=4, space=0, color="666666") for side in _BORDERS)
    properties = element(
        "tblPr",
        element("tblW", w=sum(widths), type="dxa"),
        element("tblBorders", *borders),
        element("tblLayout", type="fixed"),
        element(
            "tblCellMar", element("left", w=85, type="dxa"), element("right", w=85, type="dxa")
        ),
    )
    grid = element("tblGrid", *(element("gridCol", w=width) for width in widths))
    return element("tbl", properties, grid)


def table_row(*cells: Any, header: bool = False, whole: bool = False) -> Any:
    """A row. A header row is repeated on each page; a ``whole`` row is not cut by a page."""
    marks = [element("tblHeader")] if header else []
    split = element("cantSplit", val=int(whole))
    return element("tr", element("trPr", split, *marks), *cells)


def table_cell(
    *paragraphs: Any,
    width: int,
    span: int = 1,
    merge: str = "",
    header: bool = False,
) -> Any:
    """A cell; ``merge`` is "restart" at the top of cells merged downwards, "continue" below."""
    properties = element(
        "tcPr",
        element("tcW", w=width, type="dxa"),
        element("gridSpan", val=span) if span > 1 else None,
        element("vMerge", val=merge) if merge else None,
        element("shd", val="clear", color="auto", fill="EDF0F3") if header else None,
        element("vAlign", val="center") if header else None,
    )
    return element("tc", properties, *(paragraphs or (element("p"),)))
