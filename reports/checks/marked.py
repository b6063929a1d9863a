"""A document as a page with its findings marked, each linked with its line in the list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from html import escape

from django.utils.safestring import SafeString, mark_safe

from reports.checks.finding import Finding, Spot
from reports.document import (
    Block,
    Cell,
    Document,
    Heading,
    Images,
    Line,
    Memo,
    PageBreak,
    Paragraph,
    Row,
    Signature,
    Table,
    Title,
)

EMPTY = "(ว่าง)"


def render_marked(document: Document, findings: Iterable[Finding]) -> SafeString:
    """The document as HTML. Every text goes through ``escape``."""
    return mark_safe(_Marker(findings).render(document))


class _Marker:
    def __init__(self, findings: Iterable[Finding]) -> None:
        self._at: dict[Spot, list[Finding]] = defaultdict(list)
        self._linked: set[str] = set()  # an id stands once in a page
        for finding in findings:
            if finding.place.spot is not None:
                self._at[finding.place.spot].append(finding)

    def render(self, document: Document) -> str:
        return "\n".join(self._block(n, block) for n, block in enumerate(document.blocks))

    def _block(self, n: int, block: Block) -> str:
        match block:
            case Title(lines=lines):
                inner = "<br>".join(
                    self._text(line.text, Spot(n, line=y)) for y, line in enumerate(lines)
                )
                return f'<p class="doc-title">{inner}</p>'
            case Heading(text=text):
                return f'<p class="doc-heading">{self._text(text, Spot(n))}</p>'
            case Paragraph(text=text, align=align, bold=bold):
                looks = " ".join(
                    name for name, has in (("doc-centred", align == "center"), ("doc-bold", bold))
                    if has
                )  # fmt: skip
                parts = text.split("\n")
                inner = "<br>".join(
                    self._text(part, Spot(n, line=y)) for y, part in enumerate(parts)
                )
                return f'<p class="{looks}">{inner}</p>' if looks else f"<p>{inner}</p>"
            case Table():
                return self._table(n, block)
            case Memo():
                return self._memo(n, block)
            case Images(images=images):
                names = " ".join(image.caption or image.alt or "ภาพ" for image in images)
                return f'<p class="doc-picture">[{escape(names or "ภาพ")}]</p>'
            case Signature(name=name, position=position):
                return f"<p>({escape(name)})<br>{escape(position)}</p>"
            case PageBreak():
                return "<hr>"

    def _memo(self, n: int, memo: Memo) -> str:
        fields = [
            ("ส่วนราชการ", memo.department), ("ที่", memo.number), ("วันที่", memo.date),
            ("เรื่อง", memo.subject), ("เรียน", memo.to), *(("", text) for text in memo.paragraphs),
            *((opinion.heading, opinion.text) for opinion in memo.opinions),
        ]  # fmt: skip
        lines = (
            f"<p><strong>{escape(label)}</strong> {self._text(text, Spot(n, line=y))}</p>"
            for y, (label, text) in enumerate(fields)
        )
        return f"<section>{''.join(lines)}</section>"

    def _table(self, n: int, table: Table) -> str:
        head = "".join(self._row(n, y, row) for y, row in enumerate(table.rows) if row.header)
        body = "".join(self._row(n, y, row) for y, row in enumerate(table.rows) if not row.header)
        above = f"<thead>{head}</thead>" if head else ""
        return f'<table class="doc-table">{above}<tbody>{body}</tbody></table>'

    def _row(self, n: int, y: int, row: Row) -> str:
        tag = "th" if row.header else "td"
        cells = (self._cell(tag, Spot(n, y, c), cell) for c, cell in enumerate(row.cells))
        return f"<tr>{''.join(cells)}</tr>"

    def _cell(self, tag: str, spot: Spot, cell: Cell) -> str:
        spans = (f' colspan="{cell.colspan}"' if cell.colspan > 1 else "") + (
            f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
        )
        scope = ' scope="col"' if tag == "th" else ""
        lines: Sequence[Line] = cell.lines or (Line(""),)
        inner = "".join(
            f"<p>{self._text(line.text, Spot(spot.block, spot.row, spot.cell, y))}</p>"
            for y, line in enumerate(lines)
        )
        pictures = f"<p>[{len(cell.images)} ภาพ]</p>" if cell.images else ""
        return f"<{tag}{spans}{scope}>{inner}{pictures}</{tag}>"

    def _text(self, text: str, spot: Spot) -> str:
        findings = sorted(self._at.get(spot, ()), key=lambda f: (f.start, -len(f.text)))
        pieces: list[str] = []
        at = 0
        for finding in findings:
            start = max(finding.start, 0)
            end = start + len(finding.text) if finding.start >= 0 else start
            if not finding.text or finding.start < 0:
                pieces.insert(0, self._link(finding, "" if text.strip() else EMPTY))
            elif start >= at:
                pieces += [escape(text[at:start]), self._link(finding, text[start:end])]
                at = end
            else:
                # Inside or across another mark: its own sign behind what is marked already.
                pieces.append(self._link(finding, ""))
        return "".join([*pieces, escape(text[at:])])

    def _link(self, finding: Finding, text: str) -> str:
        fingerprint = finding.fingerprint
        note = escape(f"{finding.severity.label} {finding.rule}: {finding.message}")
        shown = f"<mark>{escape(text)}</mark>" if text else ""
        name = "" if fingerprint in self._linked else f'id="at-{fingerprint}" '
        self._linked.add(fingerprint)
        return (
            f'<a class="found found-{finding.severity.value}" {name}'
            f'href="#on-{fingerprint}" title="{note}">{shown}<sup>{escape(finding.rule)}</sup></a>'
        )
