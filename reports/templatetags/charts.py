"""Small charts: text-free inline SVG beside figures that stand as text.

No text in the picture: PDF writers draw SVG text letter by letter and Thai marks collide. The
colours come from the style sheets by class, so a chart follows light, dark and print.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from measures.selectors import StatusCounts

register = template.Library()

_FRAME = (
    '<svg class="{}" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"'
    ' focusable="false">{}</svg>'
)


@register.simple_tag
def share_bar(counts: StatusCounts) -> SafeString:
    """Done, in progress and not started as parts of one bar; nothing for no measures."""
    if not counts.total:
        return SafeString("")
    parts = (
        ("share-done", counts.done),
        ("share-progress", counts.in_progress),
        ("share-idle", counts.not_started),
    )
    rows: list[tuple[str, str, str]] = []
    begin = 0
    for name, count in parts:
        if count:
            rows.append((name, _percent(begin, counts.total), _percent(count, counts.total)))
        begin += count
    drawn = format_html_join("", '<rect class="{}" x="{}" width="{}" height="10"/>', rows)
    return format_html(_FRAME, "share-bar", drawn)


@register.simple_tag
def sparkline(scores: Sequence[Decimal | None], mark: Decimal | None = None) -> SafeString:
    """Scores of 0 to 100 as a line from left to right, with the pass mark as a level. The scale
    is 50 to 100, lower scores lie on the floor; fewer than two scores make no line."""
    known = [(n, score) for n, score in enumerate(scores) if score is not None]
    if len(known) < 2:
        return SafeString("")
    step = 100 / (len(scores) - 1)
    points = " ".join(f"{n * step:.1f},{_height(score):.1f}" for n, score in known)
    level = (
        format_html('<line class="spark-mark" x1="0" x2="100" y1="{0}" y2="{0}"/>',
                    f"{_height(mark):.1f}")
        if mark is not None else ""
    )  # fmt: skip
    line = format_html('{}<polyline class="spark-line" points="{}"/>', level, points)
    return format_html(_FRAME.replace("0 0 100 10", "-1 -1 102 32"), "spark", line)


def _percent(count: int, total: int) -> str:
    return f"{100 * count / total:.2f}"


def _height(score: Decimal) -> float:
    return 30 - 30 * max(0.0, float(score) - 50) / 50
