"""The analysis of a result as blocks of a report: scores, weak points, strengths.

The same figures as on the pages, by the same functions: a heading cannot contradict its table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from assessments import analysis
from assessments.analysis import ScoredIndicator, WeakPoint
from assessments.arithmetic import passes
from assessments.selectors import Reading
from reports.document import Align, Block, Cell, Column, Heading, Paragraph, Row, Table
from reports.layouts.wording import Wording

_SCORES: tuple[tuple[str, float, Align], ...] = (
    ("ลำดับ", 9, "center"), ("เครื่องมือ\nการประเมิน", 15, "center"), ("ตัวชี้วัด", 42, "start"),
    ("คะแนน", 13, "center"), ("ผลการประเมิน", 21, "center"),
)  # fmt: skip
_WEAK: tuple[tuple[str, float, Align], ...] = (
    ("ลำดับ", 9, "center"), ("เครื่องมือ\nการประเมิน", 13, "center"), ("ตัวชี้วัด", 34, "start"),
    ("คะแนน", 10, "center"), ("แนวทางการพัฒนา", 34, "start"),
)  # fmt: skip
_STRONG: tuple[tuple[str, float, Align], ...] = (
    ("ข้อคำถาม", 44, "start"), ("คะแนน", 12, "center"), ("ประเด็นที่ควรพัฒนา/รักษาระดับ", 44, "start"),
)  # fmt: skip


def score_blocks(reading: Reading, agency: str, wording: Wording) -> Iterator[Block]:
    """The total with its rating, and the table of the indicators; nothing without scores."""
    rows = analysis.scored_indicators(reading.catalogue, reading.result)
    if not rows:
        return
    year = reading.assessment.fiscal_year
    yield Heading(
        wording.our(f"ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ (ITA) "
                    f"ประจำปีงบประมาณ พ.ศ. {year} ของ{agency}"), level=1, align="center",
    )  # fmt: skip
    total = reading.result.total.value
    if total is not None:
        told = f"คะแนนภาพรวมหน่วยงาน {agency}: {total} คะแนน"
        rating = reading.assessment.announced_rating
        rating = rating or (reading.result.rating.name if reading.result.rating else "")
        yield Paragraph(
            wording.our(told) + (f" ระดับผลการประเมิน {rating}" if rating else ""),
            bold=True,
            align="center",
        )
    yield Heading("การวิเคราะห์ผลการประเมินจำแนกตามเครื่องมือการประเมิน", level=2)
    yield _table(_SCORES, (_score_row(row, wording) for row in rows))


def _score_row(row: ScoredIndicator, wording: Wording) -> list[str]:
    number, score = wording.our(str(row.entry.number)), wording.our(str(row.score))
    return [number, row.entry.instrument, row.entry.name, score, _judged(row.passed)]


def _judged(passed: bool | None) -> str:
    return {True: "ผ่านเกณฑ์", False: "ไม่ผ่านเกณฑ์", None: ""}[passed]


def weak_blocks(reading: Reading, wording: Wording) -> Iterator[Block]:
    """What must be mended first: the indicators below the mark, the lowest first, with their weak
    questions and items and what to do about each."""
    catalogue, sheet = reading.catalogue, reading.sheet
    points = analysis.weak_points(catalogue, sheet.scores, sheet.guidance)
    lowest = analysis.weakest_indicators(catalogue, reading.result, count=len(catalogue.indicators))
    others = [
        row for row in analysis.scored_indicators(catalogue, reading.result)
        if row not in lowest and any(p.indicator == row.entry.number for p in points)
    ]  # fmt: skip
    if not lowest and not others:
        return
    yield Heading(wording.our("1) ประเด็นที่เป็นข้อบกพร่องหรือจุดอ่อนที่จะต้องแก้ไขโดยเร่งด่วน"), level=2)
    three = analysis.weakest_indicators(catalogue, reading.result)
    if three and catalogue.pass_mark is not None:
        mark = f"{catalogue.pass_mark:.0f}"
        names = " ".join(f"{row.entry.name} {row.score} คะแนน" for row in three)
        yield Paragraph(
            wording.our(f"ตัวชี้วัดที่ได้คะแนนน้อยกว่า {mark} คะแนน และมีคะแนนน้อยที่สุด ได้แก่ {names}")
        )
    for row in (*lowest, *others):
        own = [point for point in points if point.indicator == row.entry.number]
        yield Heading(_named(row, wording), level=3)
        yield _table(_WEAK, _weak_rows(row, own, wording))


def _named(row: ScoredIndicator, wording: Wording) -> str:
    """The heading of an indicator; its figure is the one of the table by construction."""
    judged = f" ผลการประเมิน {_judged(row.passed)}" if row.passed is not None else ""
    number = wording.our(f"ตัวชี้วัดที่ {row.entry.number}")
    return f"{number} {row.entry.name} {wording.our(str(row.score))} คะแนน{judged}"


def _weak_rows(
    row: ScoredIndicator, points: Sequence[WeakPoint], wording: Wording
) -> Iterator[list[str]]:
    number, score = wording.our(str(row.entry.number)), wording.our(str(row.score))
    yield [number, row.entry.instrument, row.entry.name, score, ""]
    for point in points:
        told = f"ข้อ {point.code} {wording.their(point.text)}".rstrip()
        guidance = wording.their(point.guidance)
        yield ["", "", told, wording.our(_plain(point)), guidance]


def _plain(point: WeakPoint) -> str:
    """An item's score as 0 or 100, a question's with its decimals."""
    whole = point.level == "item" and point.score == point.score.to_integral_value()
    return f"{point.score:.0f}" if whole else str(point.score)


def strong_blocks(reading: Reading, wording: Wording) -> Iterator[Block]:
    """What is to be kept and made better still: questions and items of indicators that pass."""
    catalogue, sheet = reading.catalogue, reading.sheet
    points = analysis.strengths(catalogue, sheet.scores, sheet.guidance)
    rows = [
        row for row in analysis.scored_indicators(catalogue, reading.result)
        if passes(row.score, catalogue.pass_mark)
    ]  # fmt: skip
    if not rows:
        return
    yield Heading(wording.our("2) ประเด็นที่ต้องพัฒนาให้ดีขึ้น ที่มีความสอดคล้องกับผลการประเมิน"), level=2)
    for row in rows:
        yield Heading(_named(row, wording), level=3)
        own = [point for point in points if point.indicator == row.entry.number]
        if own:
            yield _table(_STRONG, (_strong_row(reading, point, wording) for point in own))


def _strong_row(reading: Reading, point: WeakPoint, wording: Wording) -> list[str]:
    options = reading.sheet.options.get(point.code, ())
    texts = [f"{point.code} {wording.their(point.text)}".rstrip()]
    texts += [f"- {wording.their(option.text)}" for option in options]
    scores: list[str | Decimal] = [_plain(point), *(option.score for option in options)]
    told = "\n".join(wording.our(str(score)) for score in scores)
    return ["\n".join(texts), told, wording.their(point.guidance)]


def _table(columns: tuple[tuple[str, float, Align], ...], rows: Iterable[list[str]]) -> Table:
    header = Row(
        tuple(Cell.of(name, bold=True, align="center") for name, _, _ in columns), header=True
    )
    body = [
        Row(
            tuple(
                Cell.of(text, align=align) for text, (_, _, align) in zip(row, columns, strict=True)
            )
        )
        for row in rows
    ]
    return Table((header, *body), tuple(Column("", width, align) for _, width, align in columns))
