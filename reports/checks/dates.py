"""A: dates and years against the fiscal year and the reported round."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from ita_portal.thai.dates import format_date, parse_date
from ita_portal.thai.fiscal import FiscalYear
from ita_portal.thai.formatting import BUDDHIST_ERA_OFFSET
from ita_portal.thai.numerals import to_arabic
from reports.checks.finding import Hit, Severity
from reports.checks.parts import MeasureView, Passage
from reports.checks.registry import rule
from reports.checks.subject import Subject

# Holidays of a fixed day (month, day). Those that the moon or the cabinet moves are not here.
FIXED_HOLIDAYS: dict[tuple[int, int], str] = {
    (1, 1): "วันขึ้นปีใหม่", (4, 6): "วันจักรี", (4, 13): "วันสงกรานต์", (4, 14): "วันสงกรานต์",
    (4, 15): "วันสงกรานต์", (5, 1): "วันแรงงานแห่งชาติ", (5, 4): "วันฉัตรมงคล",
    (6, 3): "วันเฉลิมพระชนมพรรษาสมเด็จพระนางเจ้าฯ พระบรมราชินี",
    (7, 28): "วันเฉลิมพระชนมพรรษา", (8, 12): "วันแม่แห่งชาติ", (10, 13): "วันนวมินทรมหาราช",
    (10, 23): "วันปิยมหาราช", (12, 5): "วันพ่อแห่งชาติ", (12, 10): "วันรัฐธรรมนูญ", (12, 31): "วันสิ้นปี",
}  # fmt: skip
# Reports are written while the last month of a round is still going on.
_CLOSING = timedelta(days=31)
_WEEKEND = {5: "วันเสาร์", 6: "วันอาทิตย์"}

_DIGITS = "[0-9๐-๙]"
_YEAR = re.compile(
    r"(?P<label>ประจำปีงบประมาณ|ปีงบประมาณ|ประจำปี|ปี|พ\.ศ\.)(?:พ\.ศ\.)?\s?(?P<year>2[45][0-9]{2})(?![0-9])"
)
_RANGE_OR_LAW = re.compile(r"^\)?(?:-|ถึง)(?:พ\.ศ\.)?2[45][0-9]{2}|^[/)]?-2[45]")
_LAW = re.compile(
    r"(?:พระราชบัญญัติ|พ\.ร\.บ\.|ระเบียบ|ประกาศ|พระราชกฤษฎีกา|แผนแม่บท|ยุทธศาสตร์ชาติ)[^()]{0,90}$"
)
_ASSESSMENT = re.compile(
    r"การประเมิน(?:คุณธรรมและความโปร่งใส[ก-๎]{0,60}(?:\([A-Za-z: ]*\)|ITA)?|\(?ITA\)?)[^0-9]{0,40}?"
    r"(?:ประจำปีงบประมาณ|ปีงบประมาณ|ประจำปี|ปี)(?:พ\.ศ\.)?(?P<year>2[45][0-9]{2})(?![0-9])"
)
# Before sentences about an assessment to come, or one that the result is compared with.
_TO_COME = re.compile(
    r"(?:เตรียม|รองรับ|ยกระดับ|เป้าหมาย|ตั้งเป้า|เข้าร่วม|ขับเคลื่อน)[ก-๎:-]{0,20}$|(?<!ได้)รับ$"
    r"|(?:เทียบกับ|เปรียบเทียบ|เพิ่มขึ้นจาก|ลดลงจาก|(?:สูง|ต่ำ)กว่า)[ก-๎]{0,20}$"
)
_TWO_DIGITS = re.compile(
    rf"(?:ปีงบประมาณ|ปีงบ(?:ฯ|(?=\s))|ประจำปี|(?<!ทุก)(?<!ราย)(?<!ต่อ)(?<!ละ)(?<!ครบ)(?<!หลาย)ปี)\s*(?:พ\.ศ\.)?\s*(?P<year>{_DIGITS}{{2}})(?!{_DIGITS}|[.,:/-]?{_DIGITS})"
    r"(?!\s*(?:ปี|คน|ราย|ครั้ง|เรื่อง|โครงการ|ข้อ|คะแนน|บาท|เดือน|วัน|แห่ง|ท่าน|ภารกิจ|งาน|ฉบับ|%))"
)


def _status_line(measure: MeasureView) -> Passage | None:
    """The line that tells the day of completion."""
    lines = measure.lines("status", "tick_done", "results")
    day = measure.data.completion_date
    if day is None:
        return None
    number = str(day.day)
    dated = (line for line in lines if number in line.squeezed.text)
    return next(dated, lines[0] if lines else None)


def _in_year(day: date, year: FiscalYear) -> date | None:
    """The same day and month within the fiscal year."""
    try:
        return date(year.year_of_month(day.month), day.month, day.day)
    except ValueError:
        return None


def _with_year(line: Passage, wrong: int, right: int, subject: Subject) -> str | None:
    """The line with another Buddhist year, where it names the wrong one exactly once."""
    typed = [m for m in re.finditer(rf"{_DIGITS}{{4}}", line.text) if int(to_arabic(m[0])) == wrong]
    if len(typed) != 1:
        return None
    number = subject.digits_like(str(right), typed[0][0])
    return (line.text[: typed[0].start()] + number + line.text[typed[0].end() :]).strip()


@rule("A1", Severity.ERROR, "วันที่ดำเนินการแล้วเสร็จต้องอยู่ในปีงบประมาณของรายงาน")
def completion_in_fiscal_year(subject: Subject) -> Iterator[Hit]:
    """Completion dates outside the fiscal year."""
    year = subject.fiscal_year
    for measure in subject.measures:
        day = measure.data.completion_date
        line = _status_line(measure)
        if year is None or day is None or line is None or year.contains(day):
            continue
        meant = _in_year(day, year)
        repair = None
        if meant and (subject.round is None or subject.round.contains(meant)):
            repair = _with_year(
                line, day.year + BUDDHIST_ERA_OFFSET, meant.year + BUDDHIST_ERA_OFFSET, subject
            )
        yield line.hit(
            f"วันที่ {format_date(day)} อยู่นอก{year.name} "
            f"({format_date(year.start)} ถึง {format_date(year.end)})",
            repair=repair,
        )


@rule("A2", Severity.ERROR, "วันที่ดำเนินการแล้วเสร็จต้องอยู่ในรอบที่รายงาน")
def completion_in_round(subject: Subject) -> Iterator[Hit]:
    """Completion dates inside the year but outside the round; outside the year is A1."""
    year, reported = subject.fiscal_year, subject.round
    for measure in subject.measures:
        day = measure.data.completion_date
        line = _status_line(measure)
        if year is None or reported is None or day is None or line is None:
            continue
        if year.contains(day) and not reported.contains(day):
            yield line.hit(
                f"วันที่ {format_date(day)} อยู่นอก{reported.name} ({reported.period_text}) "
                "ควรรายงานในรอบถัดไป"
            )


@rule("A3", Severity.WARNING, "วันที่ของบันทึกข้อความควรสอดคล้องกับปีและรอบที่รายงาน")
def memo_date_fits_year(subject: Subject) -> Iterator[Hit]:
    """A memo dated before the round ends, or after the year."""
    memo, year = subject.memo, subject.fiscal_year
    if memo is None or year is None or not (day := parse_date(memo.date)):
        return
    line = _line_with(subject, memo.date)
    if line is None:
        return
    if day > year.end:
        # The whole year is reported once it is over; a month later somebody should look.
        severity = Severity.INFO if day <= year.end + _CLOSING else None
        yield line.hit(
            f"วันที่ {format_date(day)} อยู่หลังสิ้น{year.name} กรุณายืนยันว่าเป็นรายงานสรุปปลายปี",
            severity=severity,
        )
    elif subject.round and day < subject.round.end - _CLOSING:
        yield line.hit(f"วันที่ {format_date(day)} อยู่ก่อนสิ้นสุด{subject.round.name} ที่รายงาน")


def _line_with(subject: Subject, text: str) -> Passage | None:
    """The first line of the document's beginning that holds a text, blanks aside."""
    wanted = "".join(text.split())
    found = (p for p in subject.passages if wanted and wanted in "".join(p.text.split()))
    return next(found, None)


@rule("A4", Severity.WARNING, "กำหนดเวลาควรอยู่ในปีงบประมาณ")
def deadline_in_fiscal_year(subject: Subject) -> Iterator[Hit]:
    """Stated deadlines and periods outside the fiscal year."""
    year = subject.fiscal_year
    if year is None:
        return
    for measure in subject.measures:
        for deadline in measure.data.deadlines:
            if deadline.date and not deadline.year_inferred and not year.contains(deadline.date):
                hit = _mark(measure, deadline.text, ("monitoring", "period"),
                            f"กำหนดเวลานี้อยู่นอก{year.name}")  # fmt: skip
                if hit:
                    yield hit
        data = measure.data
        if data.period_start and data.period_end and data.period_text and not (
            data.period_start <= year.end and data.period_end >= year.start
        ):  # fmt: skip
            for line in measure.lines("period")[:1]:
                yield line.hit(f"ระยะเวลานี้อยู่นอก{year.name}")


def _mark(
    measure: MeasureView, text: str, keys: tuple[str, ...], message: str, repair: str | None = None
) -> Hit | None:
    """A hit on a text of the measure, found with blanks and line ends ignored."""
    wanted = "".join(text.split())
    for line in measure.lines(*keys):
        bare = [n for n, sign in enumerate(line.text) if not sign.isspace()]
        at = "".join(line.text[n] for n in bare).find(wanted)
        if at >= 0:
            return line.hit(message, bare[at], bare[at + len(wanted) - 1] + 1, repair=repair)
    return None


@rule("A5", Severity.INFO, "กำหนดเวลาควรระบุปี พ.ศ.")
def deadline_names_its_year(subject: Subject) -> Iterator[Hit]:
    """Months or days without a year, each once; recurring ones need none."""
    for measure in subject.measures:
        for text, day in dict.fromkeys(
            (d.text, d.date) for d in measure.data.deadlines if d.year_inferred and not d.recurring
        ):
            if day is None or not re.search(r"เดือน|[ก-ฮ]\.|[ก-๎]{3,}คม|ยน|พันธ์", text):
                continue
            right = subject.digits_like(str(day.year + BUDDHIST_ERA_OFFSET), text)
            message = f"ไม่ได้ระบุปี ระบบอนุมานจากปีงบประมาณว่าเป็น {format_date(day)}"
            hit = _mark(measure, text, ("monitoring", "period"), message, f"{text} {right}")
            if hit:
                yield hit
        end = measure.data.period_end
        lines = measure.lines("period") if end and not measure.data.deadlines else ()
        if end and lines and not any(re.search(f"{_DIGITS}{{2}}", line.text) for line in lines):
            yield lines[-1].hit(f"ไม่ได้ระบุปี ระบบอนุมานจากปีงบประมาณว่าถึง {format_date(end)}")


@rule("A6", Severity.ERROR, "ปีในชื่อรายงานและหัวข้อต้องเป็นปีของรายงานหรือปีก่อนหน้า")
def years_in_headings(subject: Subject) -> Iterator[Hit]:
    """Years in titles, headings and the subject of the memo."""
    year = subject.fiscal_year
    if year is None:
        return
    titles = set(subject.title)
    subject_of_memo = "".join(subject.memo.subject.split()) if subject.memo else ""
    for line in subject.passages:
        is_subject = bool(subject_of_memo) and subject_of_memo in "".join(line.text.split())
        if not (line in titles or line.kind == "heading" or is_subject or _is_heading(line)):
            continue
        text = line.squeezed.text
        for found in _YEAR.finditer(text):
            named = int(found["year"])
            if named in (year.be, year.be - 1) or _is_other(text, found):
                continue
            yield line.hit_squeezed(
                f"ปี {named} ไม่ใช่ปีของรายงานนี้ (พ.ศ. {year.be}) หรือปีก่อนหน้า", *found.span()
            )


_HEADING_WORDS = re.compile(
    r"^(?:มาตรการ|รายงาน|การนำมาตรการ|ผลการดำเนิน|สรุปผล|แผน|ประจำปี|ความก้าวหน้า|การดำเนินการตาม)"
)


def _is_heading(line: Passage) -> bool:
    """A short paragraph that names a report is a heading, whatever its style."""
    return line.kind == "paragraph" and len(line.text) < 160 and bool(
        _HEADING_WORDS.match(line.squeezed.text)
    )  # fmt: skip


def _is_other(text: str, found: re.Match[str]) -> bool:
    """Whether the year belongs to a span of years or to a law."""
    after, before = text[found.end() :], text[: found.start()]
    in_span = re.search(r"2[45][0-9]{2}\)?(?:-|ถึง)(?:พ\.ศ\.)?$", text[: found.start("year")])
    return bool(_RANGE_OR_LAW.match(after) or in_span or _LAW.search(before))


@rule("A7", Severity.WARNING, "ปีของการประเมิน ITA ต้องเป็นปีที่นำผลมาวิเคราะห์")
def year_of_assessment(subject: Subject) -> Iterator[Hit]:
    """Sentences about the assessment that name another year than the others do."""
    if subject.assessed_year is None:
        return
    found = [
        (line, match) for line in subject.body()
        for match in _ASSESSMENT.finditer(line.squeezed.text)
        if not _TO_COME.search(line.squeezed.text[: match.start()])
    ]  # fmt: skip
    named = Counter(int(match["year"]) for _, match in found)
    expected = subject.assessed_year
    allowed = {expected}
    if subject.kind == "progress" and named[expected] == 0:
        allowed.add(expected + 1)
    for line, match in found:
        if int(match["year"]) in allowed:
            continue
        first, last = line.squeezed.source_span(*match.span())
        year_at = line.squeezed.source_span(*match.span("year"))
        number = subject.digits_like(str(expected))
        yield line.hit(
            f"ผลที่นำมาวิเคราะห์เป็นของปี พ.ศ. {expected} แต่ประโยคนี้ระบุ {match['year']}",
            first,
            last,
            repair=line.text[first : year_at[0]] + number + line.text[year_at[1] : last],
        )


@rule("A8", Severity.WARNING, "ปี พ.ศ. ควรเขียนครบสี่หลัก")
def year_in_full(subject: Subject) -> Iterator[Hit]:
    """Two digits after ปี or ปีงบประมาณ that can only be a year near the report's."""
    year = subject.fiscal_year
    for line in subject.texts():
        for found in _TWO_DIGITS.finditer(line.text):
            value = 2500 + int(to_arabic(found["year"]))
            if year is not None and abs(value - year.be) > 6:
                continue
            whole = found[0][: found.start("year") - found.start()]
            full = whole + subject.digits_like(str(value), found["year"])
            yield line.hit("ปีสองหลัก ควรเขียนเป็นปี พ.ศ. สี่หลัก", *found.span(), repair=full)


@rule("A9", Severity.ERROR, "วันที่แล้วเสร็จต้องไม่เกินกำหนดเวลาของมาตรการ")
def completion_before_deadline(subject: Subject) -> Iterator[Hit]:
    """Completed after the last deadline of the measure, or after its period."""
    year = subject.fiscal_year
    for measure in subject.measures:
        day = measure.data.completion_date
        ends = (*(d.date for d in measure.data.deadlines), measure.data.period_end)
        # What lies outside the year is wrong itself: A1 and A4 say so.
        limits = [end for end in ends if end and (year is None or year.contains(end))]
        line = _status_line(measure)
        if year is not None and day and not year.contains(day):
            continue
        if day and limits and line and day > max(limits):
            yield line.hit(f"แล้วเสร็จวันที่ {format_date(day)} หลังกำหนด {format_date(max(limits))}")


@rule("A10", Severity.INFO, "วันที่แล้วเสร็จตรงกับวันหยุด")
def completion_on_working_day(subject: Subject) -> Iterator[Hit]:
    """Weekends and holidays of a fixed day."""
    for measure in subject.measures:
        day, line = measure.data.completion_date, _status_line(measure)
        if day is None or line is None:
            continue
        name = FIXED_HOLIDAYS.get((day.month, day.day)) or _WEEKEND.get(day.weekday())
        if name:
            yield line.hit(f"{format_date(day)} ตรงกับ{name} กรุณาตรวจสอบวันที่")
