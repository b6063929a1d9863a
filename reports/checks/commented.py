"""A Word file with the findings as comments at the paragraphs that they are about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import Any

import docx

from reports.checks.finding import Finding
from reports.checks.keys import compact

AUTHOR, INITIALS = "ระบบตรวจก่อนเผยแพร่", "ตรวจ"


def with_comments(content: bytes, findings: Iterable[Finding], lines: dict[int, str]) -> bytes:
    """The Word file with one comment for each finding. ``lines`` gives for each finding (by its
    place in the list) the whole line that it stands in; the comment goes to the paragraph that
    says this, the next such paragraph where several do, else to the first paragraph."""
    document = docx.Document(BytesIO(content))
    paragraphs = list(_paragraphs(document.element.body, document))
    texts = [compact(paragraph.text) for paragraph in paragraphs]
    reached = 0
    for n, finding in enumerate(findings):
        at = _paragraph_of(compact(lines.get(n, finding.text)), texts, reached)
        reached = at if at is not None else reached
        runs = paragraphs[at or 0].runs if paragraphs else []
        if not runs:
            runs = [paragraphs[at or 0].add_run("")] if paragraphs else []
        if runs:
            document.add_comment(runs, text=_told(finding), author=AUTHOR, initials=INITIALS)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _told(finding: Finding) -> str:
    quoted = f" “{finding.text}”" if finding.text else f" {finding.place.told}:"
    repair = f" แก้เป็น “{finding.repair}”" if finding.repair else ""
    return f"[{finding.severity.label} {finding.rule}]{quoted} {finding.message}{repair}"


def _paragraph_of(line: str, texts: Sequence[str], reached: int) -> int | None:
    """The paragraph that says a line, at or after the one reached, else the first one; one that
    holds the line as a part where none says just this."""
    if not line:
        return None
    order = [*range(reached, len(texts)), *range(reached)]
    same = next((n for n in order if texts[n] == line), None)
    return same if same is not None else next((n for n in order if line in texts[n]), None)


def _paragraphs(body: Any, parent: Any) -> Iterator[Any]:
    """All paragraphs in reading order, those of tables and of tables in them included."""
    from docx.oxml.ns import qn
    from docx.text.paragraph import Paragraph

    for element in body.iter(qn("w:p")):
        yield Paragraph(element, parent)
