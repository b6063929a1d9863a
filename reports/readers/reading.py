"""From the collected cells of a measure to its values: links, people, dates and status."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from assessments.catalogue import Catalogue
from ita_portal.thai.dates import Deadline, Period, find_deadlines, parse_period
from ita_portal.thai.fiscal import FiscalYear
from ita_portal.thai.text import compact, fold_blanks, search_key
from reports.readers.cells import (
    StatusReading,
    is_hollow,
    is_mark,
    is_ticked,
    looks_like_status,
    read_status,
)
from reports.readers.columns import TICK_KEYS
from reports.readers.divisions import read_responsible
from reports.readers.links import LinkContext
from reports.readers.mentions import Mentions, read_lines
from reports.readers.recognised import COLUMN_KEYS, RecognisedMeasure
from reports.readers.rows import Draft

_STATUS_OF_TICK = {
    "tick_not_started": "not_started",
    "tick_in_progress": "in_progress",
    "tick_done": "done",
}
NO_TICK = "ไม่มีเครื่องหมายในช่องสถานะ จึงยังไม่ทราบสถานะการดำเนินการ"
MANY_TICKS = "มีเครื่องหมายในช่องสถานะมากกว่าหนึ่งช่อง จึงยังไม่กำหนดสถานะ"
NO_NAME = "แถวนี้ไม่มีชื่อมาตรการหรือประเด็น ระบบใช้ข้อความแรกที่พบแทน"
_LINKING_HEADINGS = re.compile(r"เครื่องมือ|ตัวชี้วัด|ข้อ|ประเด็น|คำถาม")
_PLAIN_ORDER = re.compile(r"^[(\[]?[0-9]{1,3}[)\].]*$")


@dataclass(slots=True)
class MeasureReader:
    """Reads drafts in order: links depend on the rows before."""

    catalogues: Sequence[Catalogue]
    fiscal_year: FiscalYear | None
    warnings: list[str] = field(default_factory=list)  # of headings above several measures

    def read_all(self, drafts: Sequence[Draft]) -> Iterator[RecognisedMeasure]:
        """One measure for each draft, numbered from 1."""
        context = LinkContext(self.catalogues)
        before: Draft | None = None
        last_order = 0
        for position, draft in enumerate(drafts, 1):
            if before is None or draft.headings != before.headings or draft.table != before.table:
                if draft.headings_above or before is None or draft.headings != before.headings:
                    heading = read_lines(draft.headings, self.catalogues, names_alone=True)
                    self.warnings.extend(heading.warnings)
                    context.enter(heading)
                else:
                    context.leave_table()
            before = draft
            last_order = self._settle_order(draft, last_order)
            yield self._measure(position, draft, context)

    def _settle_order(self, draft: Draft, last: int) -> int:
        """Numbers that count 1, 2, 3 are told by the position; others are kept."""
        typed = draft.text("order")
        key = search_key(typed)
        if _PLAIN_ORDER.match(key):
            number = int(re.sub(r"[^0-9]", "", key))
            if number in (1, last + 1):
                return number
        if typed:
            draft.extra.setdefault("ลำดับ", []).append(typed)
        return last

    def _measure(self, position: int, draft: Draft, context: LinkContext) -> RecognisedMeasure:
        title, issue, headings = self._names(draft)
        linked = context.link(self._mentions(draft))
        status, status_text, note = self._status(draft)
        responsible = read_responsible(draft.text("responsible"))
        period = self._period(draft)
        warnings = [*draft.warnings, *linked.warnings, status.warning]
        if not title and not issue:
            issue = self._first_text(draft)
            warnings.append(NO_NAME)
        return RecognisedMeasure(
            position=position,
            source_rows=tuple(draft.rows),
            group_headings=headings,
            title=title,
            issue=issue,
            instrument=linked.instrument,
            indicators=linked.indicators,
            sub_indicators=linked.sub_indicators,
            questions=linked.questions,
            items=linked.items,
            topics=linked.topics,
            responsible_text=draft.text("responsible"),
            divisions=responsible.names,
            officers=responsible.officers,
            steps=draft.text("steps"),
            monitoring=draft.text("monitoring"),
            deadlines=self._deadlines(draft, period),
            period_text=draft.text("period"),
            period_start=period.start if period else None,
            period_end=period.end if period else None,
            status=status.status,
            status_text=status_text,
            completion_date=status.completion_date,
            note="\n".join(part for part in (note, draft.text("note")) if part),
            results=draft.text("results"),
            outcomes=draft.text("outcomes"),
            extra=self._extra(draft),
            images=tuple(dict.fromkeys(draft.images)),
            warnings=tuple(dict.fromkeys(filter(None, warnings))),
        )

    def _names(self, draft: Draft) -> tuple[str, str, tuple[str, ...]]:
        """Title, issue and headings. The first cell is the issue, also when it names the
        indicators; indicators beside an issue of their own stand above it like a heading."""
        issue, indicator = draft.text("issue"), draft.text("indicator")
        if issue and indicator:
            heading = fold_blanks(indicator.replace("\n", " "))
            return draft.text("title"), issue, (*draft.headings, heading)
        return draft.text("title"), issue or indicator, draft.headings

    def _mentions(self, draft: Draft) -> Mentions:
        found = read_lines(
            draft.lines.get("indicator", ()), self.catalogues, names_alone=True
        ) + read_lines(
            [*draft.lines.get("issue", ()), *draft.lines.get("title", ())], self.catalogues
        )
        found += read_lines(draft.lines.get("order", ()), ())
        for heading, lines in draft.extra.items():
            if _LINKING_HEADINGS.search(heading) and len(compact("".join(lines))) < 200:
                found += read_lines(lines, self.catalogues, names_alone=True)
        return found

    def _status(self, draft: Draft) -> tuple[StatusReading, str, str]:
        """The status, its wording in the source, and the note that was part of it."""
        text = draft.text("status")
        ticked = any(is_ticked(draft.text(key)) for key in TICK_KEYS)
        if compact(text) and not ticked:
            reading = read_status(text, self.fiscal_year)
            return reading, text, reading.note
        if draft.keys & set(TICK_KEYS):
            return self._ticked(draft)
        results = draft.text("results")
        if looks_like_status(results):
            reading = read_status(results, self.fiscal_year)
            return StatusReading(reading.status, reading.completion_date), "", ""
        return StatusReading(), "", ""

    def _ticked(self, draft: Draft) -> tuple[StatusReading, str, str]:
        marked = [key for key in TICK_KEYS if is_ticked(draft.text(key))]
        ticked = [key for key in marked if not is_hollow(draft.text(key))] or marked
        words = [draft.text(key) for key in ticked if not is_mark(draft.text(key))]
        words += [draft.text("status")] if compact(draft.text("status")) else []
        if len(ticked) != 1:
            warning = MANY_TICKS if ticked else NO_TICK
            return StatusReading(warning=warning), "\n".join(words), ""
        status = _STATUS_OF_TICK[ticked[0]]
        reading = read_status("\n".join(words), self.fiscal_year) if words else StatusReading()
        day = None
        if status == "done" and words:
            dated = read_status(f"ดำเนินการแล้ว {' '.join(words)}", self.fiscal_year)
            day = dated.completion_date
        return StatusReading(status, day), "\n".join(words), reading.note

    def _period(self, draft: Draft) -> Period | None:
        """The period of one text, or from the first to the last of several columns."""
        lines = draft.lines.get("period", [])
        forms = [" ".join(lines), " - ".join((lines[0], lines[-1])) if lines[1:] else ""]
        found = (parse_period(form, self.fiscal_year) for form in forms if compact(form))
        return next((period for period in found if period), None)

    def _deadlines(self, draft: Draft, period: Period | None) -> tuple[Deadline, ...]:
        """Those of the monitoring; a period that is none gives its own ("ภายในเดือนมีนาคม")."""
        monitoring = find_deadlines(draft.text("monitoring"), self.fiscal_year)
        if period is not None:
            return monitoring
        return (*monitoring, *find_deadlines(draft.text("period"), self.fiscal_year))

    def _extra(self, draft: Draft) -> tuple[tuple[str, str], ...]:
        kept = [(heading, "\n".join(lines)) for heading, lines in draft.extra.items()]
        if compact(draft.text("photographs")):  # words where a picture belongs
            kept.append((COLUMN_KEYS["photographs"], draft.text("photographs")))
        return tuple((heading, text) for heading, text in kept if compact(text))

    def _first_text(self, draft: Draft) -> str:
        candidates = [*draft.headings[-1:], *draft.lines.get("steps", [])[:1]]
        candidates += [line for lines in draft.lines.values() for line in lines]
        candidates += [line for lines in draft.extra.values() for line in lines]
        return next((text for text in candidates if compact(text)), "-")
