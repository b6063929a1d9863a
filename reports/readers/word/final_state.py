"""The final state of a story: tracked changes accepted, wrappers opened, one alternative kept.

Afterwards a body holds only paragraphs and tables, a table only rows and a row only cells,
so that the readers above need not know in how many ways Word can wrap them.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from reports.readers.word.xml import find

# Deleted or moved away, earlier states, comments, and marks without content.
_CHANGES = ("pPr", "rPr", "tblPr", "tblPrEx", "tblGrid", "trPr", "tcPr", "sectPr")
_RANGES = ("moveFrom", "moveTo", "customXmlIns", "customXmlDel", "comment")
_DROPPED = frozenset(
    (
        *("w:del", "w:moveFrom", "w:commentReference", "w:annotationRef", "w:numberingChange"),
        *(f"w:{name}Change" for name in _CHANGES),
        *(f"w:{name}Range{end}" for name in _RANGES for end in ("Start", "End")),
        *("w:sdtPr", "w:sdtEndPr", "w:smartTagPr", "w:customXmlPr", "w:proofErr"),
        *("w:bookmarkStart", "w:bookmarkEnd", "w:permStart", "w:permEnd"),
        "w:lastRenderedPageBreak",
    )
)
_OPENED = frozenset(("w:ins", "w:moveTo", "w:smartTag", "w:customXml", "w:sdt", "w:sdtContent"))
_SHOWN = ("w:t", "w:sym", "w:drawing", "w:pict", "w:object", "w:footnoteReference", "m:t")
_VISIBLE_IN_DRAWING = frozenset(("w:t", "a:t", "a:blip", "v:imagedata", "v:textpath", "c:chart"))


def accept_changes(root: Element) -> None:
    """Bring a parsed part into its final state, in place."""
    kept: list[Element] = []
    for child in root:
        kept.extend(_resolved(child))
    root[:] = _joined(kept)


def shows_something(element: Element) -> bool:
    """Whether a paragraph, cell or row has text or a drawing (fields are not looked into)."""
    return any(next(element.iter(tag), None) is not None for tag in _SHOWN)


def _resolved(element: Element) -> Iterator[Element]:
    """What stands in the place of an element: itself, its content, or nothing."""
    tag = element.tag
    if tag in _DROPPED:
        return
    if tag in _OPENED:
        for child in element:
            yield from _resolved(child)
    elif tag == "mc:AlternateContent":
        for child in _alternative(element):
            yield from _resolved(child)
    elif tag == "w:p":
        if _has_deleted_mark(element):
            element.set("joined", "1")
        accept_changes(element)
        yield element
    elif tag == "w:tbl":
        accept_changes(element)
        if find(element, "w:tr") is not None:
            yield element
    elif tag == "w:tr":
        if find(element, "w:trPr/w:del") is None:
            accept_changes(element)
            if find(element, "w:tc") is not None:
                yield element
    elif tag == "w:tc":
        if find(element, "w:tcPr/w:cellDel") is None:
            accept_changes(element)
            _accept_cell_merge(element)
            yield element
    else:
        if len(element):
            accept_changes(element)
        yield element


def _alternative(element: Element) -> Element:
    """The alternative to read: the first that shows something, else the first of all."""
    branches = [child for child in element if child.tag in ("mc:Choice", "mc:Fallback")]
    for branch in branches:
        if any(node.tag in _VISIBLE_IN_DRAWING for node in branch.iter()):
            return branch
    return branches[0] if branches else Element("mc:Fallback")


def _has_deleted_mark(paragraph: Element) -> bool:
    mark = find(paragraph, "w:pPr/w:rPr")
    return mark is not None and any(child.tag in ("w:del", "w:moveFrom") for child in mark)


def _joined(children: list[Element]) -> list[Element]:
    """Paragraphs whose mark was deleted run on into the next one, which gives the format."""
    result: list[Element] = []
    carried: list[Element] = []
    for child in children:
        if child.tag == "w:p":
            content = [part for part in child if part.tag != "w:pPr"]
            if child.get("joined"):
                carried += content
                continue
            if carried:
                child[:] = [part for part in child if part.tag == "w:pPr"] + carried + content
                carried = []
        elif carried:
            result.append(_paragraph(carried))
            carried = []
        result.append(child)
    if carried:
        result.append(_paragraph(carried))
    return result


def _paragraph(content: list[Element]) -> Element:
    paragraph = Element("w:p")
    paragraph[:] = content
    return paragraph


def _accept_cell_merge(cell: Element) -> None:
    """A tracked vertical merge becomes an ordinary one."""
    properties = find(cell, "w:tcPr")
    tracked = find(properties, "w:cellMerge")
    if properties is None or tracked is None or find(properties, "w:vMerge") is not None:
        return
    state = {"cont": "continue", "rest": "restart"}.get(tracked.get("w:vMerge", ""))
    if state:
        properties.append(Element("w:vMerge", {"w:val": state}))
