"""E: what a report must say and does not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reports.checks.finding import Hit, Place, Severity
from reports.checks.keys import compact, search_key
from reports.checks.lists import Item, items_of
from reports.checks.naming import leading_code
from reports.checks.parts import MeasureView, Passage, RowView
from reports.checks.registry import rule
from reports.checks.scored import read_scores
from reports.checks.scores import is_sub_indicator
from reports.checks.subject import Subject
from reports.readers.columns import TICK_KEYS

_MONTH = re.compile(
    r"มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม|[ก-ฮ]\.[คยพ]\.|สิ้นปี|สิ้นเดือน|สิ้นไตรมาส|วันที่[0-9]"
)
_KIND = re.compile(r"มาตรการ|รายงาน|ความก้าวหน้า|ผลการดำเนิน|การประเมินคุณธรรม|แผน")
_ROUND = re.compile(r"รอบ[^0-9]{0,6}(?:6|12)เดือน|(?:6|12)เดือน|ไตรมาส|ครั้งที่[12]|รอบ(?:แรก|ที่[12])")
_YEAR = re.compile(r"2[45][0-9]{2}")
# A time that starts from an event or comes again, when no month or day is named.
_TIME = re.compile(
    r"(?:ภายใน|ไม่เกิน|ทุก)\s?[0-9ก-๎]{0,12}(?:วัน|สัปดาห์|เดือน|ไตรมาส|ภาคเรียน|งวด|ปี)|สิ้นปี|สิ้นสุดปี|ราย(?:วัน|สัปดาห์|เดือน|ปี|ไตรมาส)"
    r"|ตลอด(?:ทั้ง)?ปี|ทุกครั้ง|ประจำ(?:วัน|สัปดาห์|เดือน|ปี)|ปีละ|เดือนละ|สัปดาห์ละ"
)
_FOLLOWS = re.compile(r"(?:ดังนี้|ดังต่อไปนี้|ดังกล่าวต่อไปนี้|ประกอบด้วย|ได้แก่)[:;.]?$")


_FREQUENCY = re.compile(r"^[-–•]?ราย(?:วัน|สัปดาห์|เดือน|สองเดือน|สามเดือน|ไตรมาส|ครึ่งปี|ปี)$")


def tells_nothing(text: str) -> bool:
    """Whether a column of results says at most how often is reported."""
    return all(is_blank(line) or _FREQUENCY.match(compact(line)) for line in text.split("\n"))


def is_blank(text: str) -> bool:
    """Whether a cell or a field says nothing: empty, or only strokes and dots."""
    return not compact(text).strip(".…_-–—/()")


@rule("E1", Severity.ERROR, "ทุกมาตรการต้องมีผู้รับผิดชอบ")
def responsible_is_named(subject: Subject) -> Iterator[Hit]:
    """Measures without a responsible party, continuation rows joined."""
    for measure in subject.measures:
        if "responsible" in measure.keys and is_blank(measure.data.responsible_text):
            yield Hit(measure.place("responsible"), "", "ไม่ได้ระบุผู้รับผิดชอบ")


@rule("E2", Severity.WARNING, "มาตรการต้องมีกำหนดเวลา")
def deadline_is_named(subject: Subject) -> Iterator[Hit]:
    """No time at all is a warning; a frequency without an end is only told."""
    for measure in subject.measures:
        data = measure.data
        if not measure.keys & {"monitoring", "period"}:
            continue
        if data.period_end or any(d.date or d.precision for d in data.deadlines):
            continue
        recurring = [d for d in data.deadlines if d.recurring]
        if any(_MONTH.search("".join(d.text.split())) for d in recurring):
            continue
        if recurring or compact(data.period_text):
            text = recurring[0].text if recurring else data.period_text
            hit = _mark(measure, text, "ระบุเพียงความถี่ ไม่มีกำหนดแล้วเสร็จ", Severity.INFO)
            if hit:
                yield hit
            continue
        lines = measure.lines("monitoring", "period")
        timed = next((p for p in lines if _TIME.search(p.squeezed.text)), None)
        if timed is not None:
            yield timed.hit("ไม่ได้ระบุวันหรือเดือนที่แล้วเสร็จ", severity=Severity.INFO)
        elif lines:
            yield lines[-1].hit("ไม่ได้ระบุกำหนดเวลาหรือความถี่")
        else:
            yield Hit(measure.place("monitoring", "period"), "", "ไม่ได้ระบุกำหนดเวลา")


def _mark(measure: MeasureView, text: str, message: str, severity: Severity) -> Hit | None:
    wanted = "".join(text.split())
    for line in measure.lines("monitoring", "period"):
        bare = [n for n, sign in enumerate(line.text) if not sign.isspace()]
        at = "".join(line.text[n] for n in bare).find(wanted)
        if wanted and at >= 0:
            return line.hit(message, bare[at], bare[at + len(wanted) - 1] + 1, severity=severity)
    return Hit(measure.place("monitoring", "period"), text, message, -1, None, severity)


@rule("E3", Severity.ERROR, "มาตรการที่ดำเนินการแล้วต้องมีผลการดำเนินการ")
def done_has_results(subject: Subject) -> Iterator[Hit]:
    """Done, with an empty column of results."""
    for measure in subject.measures:
        data = measure.data
        told = not (tells_nothing(data.results) and tells_nothing(data.outcomes)) or data.images
        if data.status == "done" and measure.keys & {"results", "outcomes"} and not told:
            yield Hit(measure.place("results", "outcomes"), "", "ดำเนินการแล้วแต่ช่องผลการดำเนินการว่าง")


@rule("E4", Severity.INFO, "ผลการดำเนินการมีน้อยข้อกว่าขั้นตอน")
def results_cover_steps(subject: Subject) -> Iterator[Hit]:
    """Results in a list that is shorter than that of the steps; prose is not counted."""
    for measure in subject.measures:
        steps = [one for one in items_of(measure.lines("steps")) if one.number]
        results = items_of(measure.lines("results"))
        # Beside numbered results a bullet tells how often they are reported.
        results = [one for one in results if one.number] or results
        if len(steps) >= 3 and 2 <= len(results) < len(steps):
            yield steps[-1].line.hit(f"มีขั้นตอน {len(steps)} ข้อ แต่รายงานผล {len(results)} ข้อ")


@rule("E5", Severity.WARNING, "บันทึกข้อความต้องมีเลขที่หนังสือ")
def memo_has_number(subject: Subject) -> Iterator[Hit]:
    """A memo number that ends at the stroke."""
    memo = subject.memo
    if memo is None:
        return
    number = compact(memo.number).strip(".…_-–—")
    if not number or number.endswith("/"):
        wanted = compact(memo.number)
        line = next(
            (p for p in subject.passages[:30] if wanted and wanted in compact(p.text)), None
        )
        if line is None:
            line = next((p for p in subject.passages if p.kind == "memo"), subject.start)
        if line:
            start = line.text.find(memo.number.strip()) if memo.number.strip() else 0
            end = start + len(memo.number.strip()) if start >= 0 and memo.number.strip() else None
            yield line.hit("ยังไม่ได้ลงเลขที่หนังสือ", max(0, start), end)


@rule("E6", Severity.INFO, "ช่องความเห็นหรือผู้ลงนามยังว่าง")
def memo_is_signed(subject: Subject) -> Iterator[Hit]:
    """Opinions without a text, signatures without a name."""
    memo = subject.memo
    if memo is None:
        return
    for opinion in memo.opinions:
        if is_blank(opinion.text) or is_blank(opinion.name):
            line = _line_with(subject, opinion.heading) or _labelled(subject, opinion.heading)
            if line:
                yield line.hit("ยังไม่มีความเห็นหรือชื่อผู้ให้ความเห็น")
    if memo.signature is None or is_blank(memo.signature.name):
        line = next((p for p in subject.passages), None)
        if line:
            yield line.hit("บันทึกข้อความยังไม่มีชื่อผู้ลงนาม")


def _labelled(subject: Subject, label: str) -> Passage | None:
    """The part of a memo with this label."""
    wanted = f"บันทึกข้อความ: {label}"
    return next((p for p in subject.passages if p.place.label == wanted), None)


def _line_with(subject: Subject, text: str) -> Passage | None:
    wanted = compact(text)
    return next((p for p in subject.passages if wanted and wanted in compact(p.text)), None)


@rule("E7", Severity.WARNING, "ชื่อรายงานต้องบอกเรื่อง หน่วยงาน ปีงบประมาณ และรอบ")
def title_is_complete(subject: Subject) -> Iterator[Hit]:
    """Parts that the title does not tell; told once."""
    if not subject.title or not subject.measures:
        return
    first_block = subject.title[0].place.spot.block if subject.title[0].place.spot else 0
    last_block = subject.title[-1].place.spot.block if subject.title[-1].place.spot else 0
    first_table = min((table.block for table in subject.tables), default=last_block)
    # A memo above the title tells whose report it is.
    of_memo = [p for p in subject.passages if subject.memo and p.place.spot
               and p.place.spot.block < first_block]  # fmt: skip
    near = [
        p for p in subject.passages
        if p.place.spot and p.kind != "cell" and p.place.spot.block < first_table
        and first_block - 3 <= p.place.spot.block <= last_block + 5 and len(p.text) < 200
    ]  # fmt: skip
    text = "".join(p.squeezed.text for p in (*near, *subject.title))
    missing = []
    if not _KIND.search(text):
        missing.append("เรื่องของรายงาน")
    name = search_key(subject.agency.name)
    if not name or name not in search_key("".join(p.text for p in of_memo) + text):
        missing.append("ชื่อหน่วยงาน")
    if not _YEAR.search(text):
        missing.append("ปีงบประมาณ")
    # A report on the whole year may do without its round.
    severity = None if missing or _has_status(subject) else Severity.INFO
    if subject.kind == "progress" and not _ROUND.search(text):
        missing.append("รอบการรายงาน (6 หรือ 12 เดือน)")
    if missing:
        title = subject.title[0]
        place = Place(title.place.block, "title, ชื่อรายงาน", spot=title.place.spot)
        message = f"ชื่อรายงานยังไม่ระบุ{' และ'.join(missing)}"
        yield Hit(place, title.text.strip(), message, 0, severity=severity)


def _has_status(subject: Subject) -> bool:
    """Whether the measures have a status, which is that of a day within the year."""
    return any(m.keys & {"status", *TICK_KEYS} for m in subject.measures)


@rule("E8", Severity.WARNING, "หลังคำว่าดังนี้ต้องมีรายการ ตาราง หรือภาพ")
def something_follows(subject: Subject) -> Iterator[Hit]:
    """ "ดังนี้" at the end of a paragraph, then a heading of the same kind or the end."""
    lines = [p for p in subject.passages if p.kind not in ("page_number", "separator")]
    for n, line in enumerate(lines):
        if line.kind != "paragraph" or not _FOLLOWS.search(line.squeezed.text):
            continue
        following = lines[n + 1] if n + 1 < len(lines) else None
        if following is None or _is_next_heading(lines, n, following):
            start = max(0, len(line.text.rstrip()) - 30)
            yield line.hit("ไม่มีรายการ ตาราง หรือภาพตามมา", start)


def _is_next_heading(lines: list[Passage], n: int, following: Passage) -> bool:
    """Whether what follows is the heading after that of the paragraph, not a part of it."""
    if following.kind != "heading":
        return False
    above = next((p for p in reversed(lines[:n]) if p.kind == "heading"), None)
    if above is None:
        return False
    numbers = [re.match(r"[(\[]?([0-9]{1,2})[.)]", p.squeezed.text) for p in (above, following)]
    first, second = numbers
    if first and second:
        return int(second[1]) == int(first[1]) + 1
    return following.level < above.level


@rule("E9", Severity.ERROR, "มาตรการที่ดำเนินการแล้วต้องมีภาพในช่องภาพถ่าย")
def photograph_is_there(subject: Subject) -> Iterator[Hit]:
    """Photograph cells without a picture."""
    for measure in subject.measures:
        if "photographs" not in measure.keys or measure.data.status in (
            "not_started",
            "in_progress",
        ):
            continue
        cells = [c for row in measure.rows for c in row.cells if c.key == "photographs" and c.own]
        if cells and not any(cell.pictures for cell in cells) and not measure.data.images:
            yield Hit(cells[0].place, "", "ช่องภาพถ่ายไม่มีภาพ")


@rule("E10", Severity.WARNING, "แถวว่าง")
def no_empty_rows(subject: Subject) -> Iterator[Hit]:
    """Rows of a table in which nothing stands."""
    for table in subject.tables:
        for row in table.rows:
            if row.cells and all(cell.is_empty for cell in row.cells) and len(table.rows) > 1:
                yield Hit(row.cells[0].place, "", "แถวนี้ว่างทั้งแถว")


@rule("E11", Severity.WARNING, "แถวตัวชี้วัดต้องมีลำดับที่")
def group_rows_are_numbered(subject: Subject) -> Iterator[Hit]:
    """Group rows (an indicator, with its instrument or score) without an order number."""
    for table in subject.tables:
        if table.is_of_measures or not table.has("order") or not table.has("indicator"):
            continue
        groups = [row for row in table.rows if _is_group(row, subject)]
        for row in groups:
            order, name = row.cell("order"), row.cell("indicator")
            if order is not None and name is not None and order.is_empty and name.lines:
                yield name.lines[0].hit("แถวตัวชี้วัดไม่มีลำดับที่")


def _is_group(row: RowView, subject: Subject) -> bool:
    name = row.cell("indicator")
    if name is None or not name.lines or any(leading_code(line) for line in name.lines):
        return False
    scores = read_scores(subject)
    known = any(group.row is row for one in scores.listed for group in one.groups)
    known = known or any(one.row is row for one in scores.table.values())
    instrument = row.headed("เครื่องมือ")
    named = instrument is not None and not instrument.is_empty
    return known or (named and not is_sub_indicator(name.text, subject))


@rule("E12", Severity.WARNING, "เลขลำดับของมาตรการต้องต่อเนื่อง")
def measures_are_numbered(subject: Subject) -> Iterator[Hit]:
    """Gaps, repetitions and missing numbers, where measures carry numbers at all."""
    numbered: list[tuple[MeasureView, Item]] = []
    bare: list[tuple[MeasureView, Passage]] = []
    for measure in subject.measures:
        lines = (
            measure.lines("order") or measure.lines("title") or measure.lines("indicator", "issue")
        )
        first = lines[0] if lines else None
        items = items_of(lines[:1], bare_numbers=True)
        if items and items[0].number:
            numbered.append((measure, items[0]))
        elif first is not None:
            bare.append((measure, first))
    if len(numbered) < 2 or len(numbered) <= len(bare):
        return
    if all(item.number in measure.data.indicators for measure, item in numbered):
        return  # the numbers of the indicators
    for _, line in bare:
        yield line.hit("มาตรการนี้ไม่มีเลขลำดับ ขณะที่มาตรการอื่นมี")
    before, table = 0, ""
    for measure, item in numbered:
        here = item.line.place.block.partition("r")[0]
        fresh = item.number == 1 and (before != 1 or here != table)
        table = here
        skipped = sum(1 for m, _ in bare if m.number < measure.number)
        if not fresh and item.number not in (before + 1, before + 1 + skipped):
            yield item.line.hit(f"เลขลำดับ {item.number} ไม่ต่อจาก {before}")
        before = item.number


@rule("E13", Severity.WARNING, "มาตรการควรบอกว่าตอบตัวชี้วัดหรือข้อคำถามใด")
def measure_is_linked(subject: Subject) -> Iterator[Hit]:
    """Measures without any link; told once when no measure has one."""
    without = [m for m in subject.measures if not _linked(m)]
    yield from _indicators_left_out(subject)
    if not without:
        return
    if all(measure.data.topics for measure in without):
        return
    if len(without) == len(subject.measures):
        table = next((t for t in subject.tables if t.is_of_measures), None)
        header = table.header[0] if table and table.header else None
        if table and header:
            place = Place(f"t{table.number}", "all measures", spot=header.place.spot)
            # Some forms have no place for it, so it is only told.
            message = "ไม่มีมาตรการใดบอกตัวชี้วัด ข้อคำถาม หรือประเด็นที่ตอบ"
            yield Hit(place, header.text.strip(), message, 0, severity=Severity.INFO)
        return
    for measure in without:
        lines = measure.identity
        if lines and not measure.data.topics:
            yield lines[0].hit("ไม่ได้บอกว่ามาตรการนี้ตอบตัวชี้วัดหรือข้อคำถามใด")


def _indicators_left_out(subject: Subject) -> Iterator[Hit]:
    """Empty cells in a column of indicators in which all other measures have theirs."""
    cells = [
        (measure, cell) for measure in subject.measures for row in measure.rows[:1]
        if (cell := row.cell("indicator")) and "issue" not in measure.keys
    ]  # fmt: skip
    empty = [(measure, cell) for measure, cell in cells if cell.is_empty]
    if len(empty) * 4 <= len(cells):
        for _, cell in empty:
            yield Hit(cell.place, "", "ไม่ได้บอกว่ามาตรการนี้ตอบตัวชี้วัดใด")


def _linked(measure: MeasureView) -> bool:
    data = measure.data
    return bool(data.indicators or data.sub_indicators or data.questions or data.items)
