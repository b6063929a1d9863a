"""Reading order: headings and tables come in, logical measures come out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ita_portal.thai.text import compact, fold_blanks, search_key
from reports.readers.columns import IDENTITY_KEYS, Head
from reports.readers.grid import GridRow, Slot
from reports.readers.headers import find_head, is_certain_header, repeats_head
from reports.readers.mentions import is_group_line
from reports.readers.recognised import Unplaced
from reports.readers.repairs import SHIFTED, repaired
from reports.readers.rows import BodyRow, Draft, Value, begins_measure, body_row, identity_key
from reports.readers.run_together import may_repeat_head, split_run_together

NO_PLACE_AFTER_REPAIR = "ข้อความเกินมาในแถวที่ข้อมูลคลาดคอลัมน์"
NO_ROW_BELOW = "หัวข้อหรือข้อความในตารางที่ไม่มีมาตรการต่อจากนั้น"
_NO_TITLES = ("ตัวชี้วัด", "เครื่องมือ", "แบบวัด", "แบบตรวจ", "iit", "eit", "oit")
_SUM = re.compile(r"(?:ยอด)?รวม(?:ทั้งสิ้น|ทั้งหมด|เป็นเงิน)?(?:ทั้งสิ้น|ทั้งหมด)?:?")
OTHER_HEADING = "หัวตารางที่ซ้ำแต่ใช้ถ้อยคำต่างจากหัวตารางแรก"


@dataclass(slots=True)
class Collector:
    """Takes the headings and tables of measures in reading order. ``drafts`` are the measures
    so far, ``closing`` the lines below the last row of a table (remarks, a signature), and
    ``unplaced`` what found no place."""

    drafts: list[Draft] = field(default_factory=list)
    closing: list[str] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)
    _current: Draft | None = None
    _headings: tuple[str, ...] = ()
    _pending: list[tuple[str, str]] = field(default_factory=list)  # text, where
    _lines: dict[str, tuple[str, ...]] = field(default_factory=dict)  # of rows, by where
    _keys: frozenset[str] = frozenset()

    def heading(self, text: str, where: str) -> None:
        """A heading stands above what follows."""
        self._pending.append((text, where))

    def table(self, number: int, grid: Sequence[GridRow], head: Head) -> int:
        """A table of measures; gives the number of its rows below the header."""
        if self._keys and head.keys != self._keys and not self._goes_on(head):
            self._current, self._headings = None, ()
        self._keys = head.keys
        for text in filter(is_group_line, head.captions):
            self.heading(text, f"ตารางที่ {number}")
        above = False
        count = 0
        for row, at_top, current_head in self._body(number, grid, head):
            count += 1
            if row.is_one_text and row.own[0].images and self._current is not None:
                self._photographs(self._current, f"t{number}r{count}", row.own[0])
                continue
            if _is_sum(row):
                self.closing.append(" ".join(slot.text for slot in row.own))
                continue
            if self._is_group(row, current_head):
                lines = row.own[0].lines
                where = f"ตารางที่ {number} แถวที่ {count}"
                self._lines[where] = lines
                self.heading(fold_blanks(" ".join(lines)), where)
                continue
            above = self._take_headings() or above
            self._row((number, count), row, current_head, at_top, above)
        self._leave(number)
        return count

    def _leave(self, number: int) -> None:
        """Behind the last row: a heading may belong to the next page, other lines close the
        table."""
        inside = f"ตารางที่ {number} แถวที่"
        for text, where in list(self._pending):
            if where.startswith(inside) and not is_group_line(text):
                self.closing.extend(self._lines[where])
                self._pending.remove((text, where))

    def finish(self) -> None:
        """The end of the document: headings without rows are told."""
        for text, where in self._pending:
            self.unplaced.append(Unplaced(where, text, NO_ROW_BELOW))
        self._pending.clear()

    def _goes_on(self, head: Head) -> bool:
        return len(head.keys ^ self._keys) <= 1 and bool(head.keys & self._keys)

    def _take_headings(self) -> bool:
        """Whether headings stand here. New ones end the measure before them; those that a page
        repeats do not."""
        texts = tuple(text for text, _ in self._pending)
        self._pending.clear()
        if texts and not _alike(texts, self._headings):
            self._headings = texts
            self._current = None
        return bool(texts)

    def _body(
        self, number: int, grid: Sequence[GridRow], head: Head
    ) -> Iterator[tuple[GridRow, bool, Head]]:
        """The rows below the header, each with whether a page may begin with it and the header
        that holds for it. Headers that come again are left out."""
        rows = [*([head.first] if head.first else []), *grid[head.rows :]]
        at_top = True
        for row in rows:
            if not row.own:
                continue
            if repeats_head(row, head):
                at_top = True
                continue
            split = split_run_together(row, [head]) if may_repeat_head(row, head) else None
            if split is not None and repeats_head(split[0], head):
                row, at_top = split[1], True
            elif is_certain_header(row) and (other := find_head([row])) and other.is_of_measures:
                text = " | ".join(column.heading for column in other.columns if column.heading)
                self.unplaced.append(Unplaced(f"ตารางที่ {number}", text, OTHER_HEADING))
                head, at_top = other, True
                continue
            yield row, at_top, head
            at_top = False

    def _photographs(self, measure: Draft, name: str, cell: Slot) -> None:
        """Photographs over the whole width, with the lines above them in the cell or in a row of
        their own, belong to the measure above."""
        captions = [text for text, _ in self._pending if not is_group_line(text)]
        self._pending = [(text, where) for text, where in self._pending if text not in captions]
        lines = Value((*captions, *cell.lines))
        measure.go_on(BodyRow(name, {"photographs": lines}, (), cell.images))

    def _is_group(self, row: GridRow, head: Head) -> bool:
        """Whether a row is a heading for the rows below it: one text over all columns, or the
        words of a group alone in the row."""
        own = row.own
        if row.is_one_text:
            return not own[0].images
        text = own[0].text
        alone = len(own) == 1 and not any(slot.above and slot.lines for slot in row.slots)
        return alone and not own[0].images and is_group_line(text) and len(head.columns) > 1

    def _row(
        self, place: tuple[int, int], row: GridRow, head: Head, at_top: bool, above: bool
    ) -> None:
        table, number = place
        warnings: tuple[str, ...] = ()
        if (repair := repaired(row, head)) is not None:
            row, warnings = repair.row, (SHIFTED,)
            if compact(repair.stray):
                where = f"ตารางที่ {table} แถวที่ {number}"
                self.unplaced.append(Unplaced(where, repair.stray, NO_PLACE_AFTER_REPAIR))
        body = replace(body_row(f"t{table}r{number}", row, head, at_top=at_top), warnings=warnings)
        if self._current is not None and not begins_measure(body, self._current, head):
            self._current.go_on(body)
            return
        before, self._current = self._current, Draft(table, head.keys, self._headings, above)
        self._current.begin(body)
        if before is not None and not self._current.text(identity_key(head)):
            for key in IDENTITY_KEYS & head.keys:  # an empty first cell means "as above"
                self._current.lines.setdefault(key, list(before.lines.get(key, ())))
        if above and not self._current.text(key := identity_key(head)):
            self._name_by_heading(self._current, key)
        self.drafts.append(self._current)

    def _name_by_heading(self, draft: Draft, key: str) -> None:
        """A title that was set over the whole width of the table names the rows below it."""
        if key in ("title", "issue") and self._headings:
            named = self._headings[-1]
            if not search_key(named).startswith(_NO_TITLES):
                draft.lines[key] = [named]


def _alike(texts: Sequence[str], others: Sequence[str]) -> bool:
    """Whether headings only repeat those that stand already, "(ต่อ)" apart."""
    return [_plain(text) for text in texts] == [_plain(text) for text in others]


def _plain(text: str) -> str:
    return search_key(text).removesuffix("(ต่อ)").removesuffix("ต่อ")


def _is_sum(row: GridRow) -> bool:
    """Whether a row counts or adds up the measures above it."""
    return bool(row.own) and _SUM.fullmatch(search_key(row.own[0].text)) is not None
