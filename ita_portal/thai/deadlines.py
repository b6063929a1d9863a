"""Deadlines inside running text: until when, or how often, something is to be done.

A date counts as a deadline when a word says so ("ภายใน", "ไม่เกิน", "สิ้น…", "แล้วเสร็จ"), or
when it is all that a line says. A year alone is one only after such a word, so that the year
of a law or of a plan is none. Frequencies come first: the months of "ทุกปี" get no year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ita_portal.thai.fiscal import FiscalYear
from ita_portal.thai.mentions import FULL_MONTH, Precision
from ita_portal.thai.periods import Span, read_span, read_whole
from ita_portal.thai.recurrence import NUMBER, Recurring, find_recurrences, times_a_year
from ita_portal.thai.squeezing import Squeezed, squeeze


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline or a frequency as a text states it.

    ``date`` is the last day allowed: of a month, quarter or year its last one. It is None for
    a frequency (``recurring``), for a limit that is no date ("ไม่เกิน ๗ วันหลัง…"), for a day
    that does not exist, and where no year is known. ``precision`` is what the text names, ""
    when it names no date; ``year_inferred`` says that the fiscal year supplied the year.
    ``line`` is the index of the line in which the text begins.
    """

    text: str
    date: date | None
    precision: Precision
    year_inferred: bool = False
    recurring: Recurring = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A deadline at ``start``..``end`` of the squeezed text, not yet quoted."""

    start: int
    end: int
    date: date | None = None
    precision: Precision = ""
    year_inferred: bool = False
    recurring: Recurring = ""


@dataclass(frozen=True, slots=True)
class _Listed:
    """An item of a list of days or months; ``start`` is before words such as "สิ้น"."""

    start: int
    span: Span

    @property
    def end(self) -> int:
        return self.span.end


_CUE = re.compile(
    r"""
    (?P<from>ตั้งแต่|ดำเนินการ(?:ใน)?(?:ระหว่าง|ช่วง))  # with two ends only
    |(?P<before>ก่อน)(?!สิ้น)                       # the day before
    |ก่อน(?=สิ้น)
    |ภายใน(?:ช่วง|ระหว่าง)?|ไม่เกิน(?:กว่า)?|จนถึง|ตลอด(?:ทั้ง)?|สิ้นสุด|ครบกำหนด
    |(?<!หลัง)(?<!จาก)(?<!แต่)ณ?(?=สิ้น(?:เดือน|ไตรมาส|ปี))
    |(?:แล้วเสร็จ|เสร็จสิ้น)(?:ใน)?
    |กำหนด(?:ระยะ)?(?:เวลา)?(?:ให้)?(?:แล้วเสร็จ|เสร็จ|ส่ง|รายงาน):?
    |ใน(?=เดือน|ไตรมาส)
    """,
    re.VERBOSE,
)
# A month by itself is no deadline, but it may be followed by "ของทุกปี".
_BARE = re.compile(rf"(?P<every>ทุกๆ?)?(?=(?:วันที่[0-9]{{1,2}})?(?:เดือน)?(?:{FULL_MONTH}))")
_PART = re.compile("(?:วัน(?:ทำการ)?สุดท้าย(?:ของ)?|สิ้นสุด|สิ้น|ปลาย|กลาง|ต้น|ช่วง)?")
_WITHIN = "ภายใน"
_AND = re.compile(r",|และ|หรือ|กับ|/")
_EACH_YEAR = re.compile(
    r"(?:,|/)?(?:ของ|ใน|เป็นประจำ){0,2}(?:ทุกๆ?(?:ปีงบประมาณ|ปี)|แต่ละ(?:ปีงบประมาณ|ปี))"
)
_DAY_OF_MONTH = re.compile(
    r"วันที่\n?[0-9]{1,2}(?![0-9/-])|(?:สัปดาห์|วัน(?:ทำการ)?)(?:แรก|สุดท้าย|ที่[0-9]{1,2})"
)
_EACH_MONTH = re.compile(r"(?:ของ|ใน)?(?:ทุกๆ?เดือน|แต่ละเดือน|เดือนถัดไป|เดือน(?=[^\u0e01-\u0e4e]|$))")
_DURATION = re.compile(
    rf"(?:{NUMBER})(?:วันทำการ|วัน|สัปดาห์|เดือน)"
    r"(?:(?:นับ(?:แต่|จาก|ตั้งแต่|ถัดจาก)?|หลัง(?:จาก)?|ก่อน|จาก|ถัดจาก)(?:วัน)?(?:ที่)?"
    r"(?:สิ้น(?:สุด)?(?:ปีงบประมาณ|ไตรมาส|เดือน|ปี))?)?"
)
# "การควบคุมภายใน ปีงบประมาณ…" is the field of internal control, not a limit.
_INTERNAL = ("ควบคุม", "ตรวจสอบ", "บุคลากร", "สื่อสาร")
_MARKER = re.compile(r"[-•*○●▪☐\uf0a7\uf0b7]*(?:\(?[0-9]{1,2}[.)])?")
_LONGEST_LIST = 12
_LONGEST_LINE = 120


def find_deadlines(text: str, fiscal_year: FiscalYear | None) -> tuple[Deadline, ...]:
    """All deadlines and frequencies of a cell, in reading order, as typed.

    A date without a year gets the one in which it falls within ``fiscal_year``; without a
    fiscal year it stays without a date. Words may be broken by blanks and line ends.
    """
    squeezed = squeeze(text)
    candidates = sorted(_candidates(squeezed, fiscal_year), key=lambda one: (one.start, -one.end))
    found = []
    reached = 0
    for candidate in candidates:
        if candidate.start >= reached:
            found.append(_quoted(candidate, squeezed))
            reached = candidate.end
    return tuple(found)


def _quoted(candidate: _Candidate, squeezed: Squeezed) -> Deadline:
    start, end = squeezed.source_span(candidate.start, candidate.end)
    return Deadline(
        text=squeezed.source[start:end].replace("\n", " "),
        date=candidate.date,
        precision=candidate.precision,
        year_inferred=candidate.year_inferred,
        recurring=candidate.recurring,
        line=squeezed.line_at(candidate.start),
    )


def _candidates(squeezed: Squeezed, fiscal_year: FiscalYear | None) -> Iterator[_Candidate]:
    text = squeezed.text
    recurrences = list(find_recurrences(text, lambda at: _begins_line(squeezed, at)))
    by_end = {one.end: one.recurring for one in recurrences}
    yield from (_Candidate(one.start, one.end, recurring=one.recurring) for one in recurrences)
    yield from _whole_lines(squeezed, fiscal_year)
    yield from _limits(text, by_end, fiscal_year)
    yield from _bare_months(text)


def _begins_line(squeezed: Squeezed, at: int) -> bool:
    start, _ = squeezed.lines[squeezed.line_at(at)]
    return at - start <= 6 and _MARKER.fullmatch(squeezed.text, start, at) is not None


def _whole_lines(squeezed: Squeezed, fiscal_year: FiscalYear | None) -> Iterator[_Candidate]:
    """The lines, or the whole text, that say nothing but a date or a period."""
    for start, end in (*squeezed.lines, (0, len(squeezed.text))):
        if not 0 < end - start <= _LONGEST_LINE:
            continue
        marker = _MARKER.match(squeezed.text, start, end)
        for at in dict.fromkeys((start, marker.end() if marker else start)):
            line = squeezed.text[at:end]
            span = read_whole(line)
            # "๒๕๖๖" could be anything, "ประจำปี ๒๕๖๖" belongs to a name.
            if span and (span.last.precision != "year" or line.startswith(("ปี", "ตลอด", "ทั้ง"))):
                yield _dated(at, end, span, fiscal_year)
                break


def _dated(
    start: int, end: int, span: Span, fiscal_year: FiscalYear | None, *, before: bool = False
) -> _Candidate:
    days = span.days(fiscal_year)
    if days is None:
        return _Candidate(start, end, precision=span.last.precision)
    day = days[0] - timedelta(days=1) if before else days[1]
    return _Candidate(start, end, day, span.last.precision, year_inferred=not span.states_year)


def _limits(
    text: str, frequency_at: dict[int, Recurring], fiscal_year: FiscalYear | None
) -> Iterator[_Candidate]:
    """What words of limit introduce; ``frequency_at`` has the frequencies by their end."""
    read_to = 0
    for cue in _CUE.finditer(text):
        if cue.start() < read_to:
            continue
        if cue["from"]:
            span = read_span(text, cue.end())
            if span and span.is_range:
                yield _dated(cue.start(), span.end, span, fiscal_year)
            continue
        listed = _read_list(text, cue.end())
        frequency = frequency_at.get(cue.start(), "")
        if listed:
            read_to = listed[-1].end
            yield from _listed_limits(text, cue, listed, frequency, fiscal_year)
        elif undated := _undated_limit(text, cue, frequency):
            yield undated


def _listed_limits(
    text: str,
    cue: re.Match[str],
    listed: list[_Listed],
    frequency: Recurring,
    fiscal_year: FiscalYear | None,
) -> Iterator[_Candidate]:
    spans = [item.span for item in listed]
    if spans[0].last.precision == "year" and text.endswith(_INTERNAL, 0, cue.start()):
        return
    each_year = _EACH_YEAR.match(text, listed[-1].end)
    if each_year or (frequency and not any(span.states_year for span in spans)):
        end = each_year.end() if each_year else listed[-1].end
        yield _Candidate(cue.start(), end, recurring=times_a_year(len(spans)))
        return
    context = _year_of_list(spans) or fiscal_year
    for item in listed:
        start = cue.start() if item is listed[0] else item.start
        yield _dated(start, item.end, item.span, context, before=bool(cue["before"]))


def _bare_months(text: str) -> Iterator[_Candidate]:
    """The days or months of every year, without a word of limit before them."""
    read_to = 0
    for bare in _BARE.finditer(text):
        if bare.start() < read_to or not (listed := _read_list(text, bare.end())):
            continue
        read_to = listed[-1].end
        each_year = _EACH_YEAR.match(text, read_to)
        if each_year or bare["every"]:
            end = each_year.end() if each_year else read_to
            yield _Candidate(bare.start(), end, recurring=times_a_year(len(listed)))


def _read_list(text: str, at: int) -> list[_Listed]:
    """Days, or months, or years, joined by "และ" or commas; months also without a word."""
    listed: list[_Listed] = []
    while len(listed) < _LONGEST_LIST:
        words = at + len(_WITHIN) if listed and text.startswith(_WITHIN, at) else at
        part = _PART.match(text, words)
        span = read_span(text, part.end() if part else words)
        if span is None or (listed and span.first.precision != listed[0].span.first.precision):
            break
        listed.append(_Listed(at, span))
        if joined := _AND.match(text, span.end):
            at = joined.end()
        elif span.first.precision == "month" and not span.states_year and not span.is_range:
            at = span.end
        else:
            break
    return listed


def _year_of_list(spans: list[Span]) -> FiscalYear | None:
    """The fiscal year of the months that a list names, when one of them says its year."""
    for span in reversed(spans):
        if span.states_year and (days := span.days(None)):
            return FiscalYear.of(days[1])
    return None


def _undated_limit(text: str, cue: re.Match[str], frequency: Recurring) -> _Candidate | None:
    """A limit without a date: "ภายในวันที่ ๕ ของทุกเดือน", "ไม่เกิน ๗ วันหลัง…"."""
    day_of_month = _DAY_OF_MONTH.match(text, cue.end())
    limit = day_of_month or _DURATION.match(text, cue.end())
    if not limit:
        return None
    if each_month := _EACH_MONTH.match(text, limit.end()):
        return _Candidate(cue.start(), each_month.end(), recurring="monthly")
    if day_of_month and not frequency:
        return None
    return _Candidate(cue.start(), limit.end(), recurring=frequency)
