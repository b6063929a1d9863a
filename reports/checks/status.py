"""B: the status of a measure: its wording, its date, its ticks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ita_portal.thai.dates import format_date
from ita_portal.thai.fiscal import FiscalYear
from reports.checks.finding import Hit, Severity
from reports.checks.keys import compact
from reports.checks.parts import MeasureView, Passage
from reports.checks.registry import rule
from reports.checks.subject import Subject
from reports.readers.cells import is_mark, is_ticked
from reports.readers.columns import TICK_KEYS

_DATE = r"(?:วันที่)?[0-9]{1,2}(?:[ก-๎.]{2,12}|/[0-9]{1,2}/)(?:พ\.ศ\.)?[0-9]{2,4}"
# In words as the forms have them; small variants of the same order are accepted.
_WORDINGS = {
    "done": re.compile(
        rf"^(?:ได้)?ดำเนินการ(?:เสร็จ|เรียบร้อย)?แล้ว(?:เสร็จ|เรียบร้อย)?(?:(?:เมื่อ){_DATE}|$|[^0-9]*$|[(\n])"
    ),
    "in_progress": re.compile(
        r"^(?:อยู่)?(?:ใน)?ระหว่าง(?:การ)?(?:ดำเนินการ|ดำเนินงาน)(?!อยู่)|^กำลังดำเนินการ"
    ),
    "not_started": re.compile(r"^(?:ยัง)?ไม่(?:ได้)?(?:เริ่ม)?ดำเนินการ"),
}
_OFFICIAL = {
    "done": "ดำเนินการแล้ว",
    "in_progress": "อยู่ระหว่างดำเนินการ",
    "not_started": "ยังไม่ดำเนินการ",
}
_LONGEST_WORDING = 80  # beyond that the column tells results, no status
_TWELVE_MONTHS = re.compile(r"12เดือน|สิบสองเดือน")


def _told_in_words(measure: MeasureView) -> list[Passage]:
    """The lines of the status column, marks of a tick aside."""
    return [line for line in measure.lines("status") if not is_mark(line.text)]


def _official(measure: MeasureView, subject: Subject, model: str) -> str | None:
    status, day = measure.data.status, measure.data.completion_date
    if status is None or measure.data.note:
        return None
    text = _OFFICIAL[status]
    if status == "done" and day:
        text += f" เมื่อวันที่ {subject.digits_like(format_date(day), model)}"
    return text


@rule("B1", Severity.WARNING, "ถ้อยคำบอกสถานะควรเป็นไปตามแบบ และเรียงลำดับเหมือนกันทุกแถว")
def status_wording(subject: Subject) -> Iterator[Hit]:
    """Status wordings whose words stand in another order than the form's."""
    for measure in subject.measures:
        lines, status = _told_in_words(measure), measure.data.status
        # The day may stand in a column of its own.
        first = [p for p in lines if p.place.spot is None or p.place.spot.cell == _cell(lines[0])]
        words = "".join(line.squeezed.text for line in first)
        if status is None and "ดำเนินการ" in words and len(words) < _LONGEST_WORDING:
            yield lines[0].hit(f"ควรเขียนว่า “{'” หรือ “'.join(_OFFICIAL.values())}”")
        if not lines or status is None:
            continue
        if _WORDINGS[status].match(words):
            continue
        official = _official(measure, subject, lines[0].text)
        message = f"ควรเขียนว่า “{official or _OFFICIAL[status]}”"
        yield lines[0].hit(message, repair=official if len(lines) == 1 else None)


def _cell(line: Passage) -> int:
    return line.place.spot.cell if line.place.spot else -1


@rule("B2", Severity.WARNING, "ดำเนินการแล้วต้องมีวันที่ อยู่ระหว่างดำเนินการต้องมีหมายเหตุหรือกำหนดที่คาดไว้")
def status_is_backed(subject: Subject) -> Iterator[Hit]:
    """Done without a date, in progress without a word on why or until when."""
    for measure in subject.measures:
        data, lines = measure.data, _told_in_words(measure)
        if not lines:
            continue
        if data.status == "done" and data.completion_date is None:
            yield lines[0].hit("ดำเนินการแล้วแต่ไม่ได้ระบุวันที่แล้วเสร็จ")
        elif data.status == "in_progress" and not any(
            compact(text) for text in (data.note, data.results, data.outcomes)
        ):
            yield lines[0].hit("อยู่ระหว่างดำเนินการ แต่ไม่มีหมายเหตุหรือกำหนดที่คาดว่าจะแล้วเสร็จ")


@rule("B3", Severity.ERROR, "ต้องทำเครื่องหมายสถานะหนึ่งช่องเท่านั้น")
def exactly_one_tick(subject: Subject) -> Iterator[Hit]:
    """Rows with no tick, or with several."""
    for measure in subject.measures:
        if len(measure.keys & set(TICK_KEYS)) < 2:
            continue
        ticked = [cell for cell in measure.cells(*TICK_KEYS) if is_ticked(cell.text)]
        columns = {cell.key for cell in ticked}
        if not columns:
            yield Hit(measure.place(*TICK_KEYS), "", "ไม่ได้ทำเครื่องหมายสถานะช่องใดเลย")
        elif len(columns) > 1:
            place = ticked[1].place
            text = ticked[1].lines[0].text.strip()
            yield Hit(place, text, f"ทำเครื่องหมายสถานะไว้ {len(columns)} ช่อง ต้องเหลือช่องเดียว", 0)


@rule("B4", Severity.WARNING, "ยังไม่ครบกำหนดรายงานทั้งปี ไม่ควรระบุว่าดำเนินการแล้วทั้งหมด")
def done_before_last_report(subject: Subject) -> Iterator[Hit]:
    """Done, although the texts speak of a report of twelve months that is still to come."""
    year = subject.fiscal_year
    for measure in subject.measures:
        if year is None or measure.data.status != "done" or not _ends_early(measure, subject, year):
            continue
        for line in measure.lines("monitoring", "results", "steps"):
            if found := _TWELVE_MONTHS.search(line.squeezed.text):
                yield line.hit_squeezed(
                    "ระบุว่าดำเนินการแล้ว แต่ข้อความยังกล่าวถึงการรายงานรอบ 12 เดือนซึ่งยังไม่ถึงกำหนด",
                    *found.span(),
                )
                break


def _ends_early(measure: MeasureView, subject: Subject, year: FiscalYear) -> bool:
    end = measure.data.period_end or (subject.round.end if subject.round else None)
    return end is not None and end < year.end


@rule("B5", Severity.INFO, "สถานะหนึ่งช่องใช้กับหลายตัวชี้วัด")
def one_status_for_several(subject: Subject) -> Iterator[Hit]:
    """A row of several indicators with one status: it does not tell which of them it means."""
    for measure in subject.measures:
        if measure.data.status is None or len(measure.data.indicators) < 2:
            continue
        lines = measure.identity
        if lines and not measure.data.questions and not measure.data.items:
            count = len(measure.data.indicators)
            yield lines[0].hit(f"แถวนี้รวม {count} ตัวชี้วัด แต่มีสถานะเดียว จึงไม่ทราบว่าเป็นสถานะของตัวชี้วัดใด")
