"""F4 to F11: how the document is put together: cells, pages, headers, sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from ita_portal.thai.numerals import to_arabic
from reports.checks.finding import Hit, Severity
from reports.checks.keys import compact, search_key, similarity
from reports.checks.lexicon import tokens, words_around
from reports.checks.lists import Item, item_of, items_of, lists_of
from reports.checks.naming import leading_code
from reports.checks.near import one_edit
from reports.checks.parts import CellView, MeasureView, Passage, RowView, TableView
from reports.checks.registry import rule
from reports.checks.subject import Subject
from reports.checks.vocabulary import form_instructions
from reports.readers.vocabulary import TERMS, bare_heading, meaning_of

_OPEN_WORDS = frozenset(
    {
        "ของ",
        "และ",
        "ใน",
        "ที่",
        "กับ",
        "โดย",
        "หรือ",
        "เพื่อ",
        "ซึ่ง",
        "จาก",
        "แก่",
        "การ",
        "ความ",
        "เช่น",
        "ได้แก่",
        "คือ",
        "ว่า",
    }
)
_LIST_MAY_FOLLOW = frozenset({"เช่น", "ได้แก่", "คือ", "ว่า", "โดย"})
_NAME_WANTED = re.compile(r"(?:ในหลักสูตร|ในหัวข้อ|ในเรื่อง|หัวข้อเรื่อง|ชื่อเรื่อง|ในประเด็น)$")
_LONG_ITEM = 60
_RANKS = ("ชำนาญการ", "ปฏิบัติการ", "เชี่ยวชาญการ")


@rule("F4", Severity.ERROR, "ข้อความในแถวอยู่ผิดช่อง")
def cells_not_shifted(subject: Subject) -> Iterator[Hit]:
    """Steps in the responsible cell, or a last cell that repeats the first."""
    for table in subject.tables:
        if not table.is_of_measures:
            continue
        for row in table.rows:
            if line := _shifted(row, table):
                yield line.hit("ข้อความของแถวนี้เลื่อนไปผิดช่อง กรุณาตรวจทุกช่องของแถว")


def _shifted(row: RowView, table: TableView) -> Passage | None:
    responsible = row.cell("responsible")
    if responsible and responsible.lines:
        items = [
            i for i in items_of(responsible.lines) if i.number and len(i.line.text) > _LONG_ITEM
        ]
        if items and not _names_only(items):
            return responsible.lines[0]
    own = [cell for cell in row.cells if cell.own and not cell.is_empty]
    if len(own) > 2 and responsible is not None and own[-1].key != own[0].key:
        first, last = search_key(own[0].text), search_key(own[-1].text)
        if len(first) >= 12 and last.startswith(first) and own[-1].key not in ("title", "issue"):
            return responsible.lines[0] if responsible.lines else own[-1].lines[0]
    return None


def _names_only(items: Sequence[Item]) -> bool:
    """Whether the items name people: officers with long titles are not steps."""
    starts = ("นาย", "ปลัด", "รอง", "หัวหน้า", "ผู้อำนวยการ", "ผอ", "นัก", "เจ้าพนักงาน", "เจ้าหน้าที่")
    return all(
        re.sub(r"^\s*[(\[]?[0-9๐-๙]+[.)\]]\s*", "", item.line.text).startswith(starts)
        and len(item.line.text) < 160
        for item in items
    )


@rule("F5", Severity.INFO, "เลขหน้าต้องต่อเนื่อง")
def pages_in_sequence(subject: Subject) -> Iterator[Hit]:
    """Page numbers typed into the text that do not follow each other; told once."""
    before = 0
    for line in subject.passages:
        if line.kind != "page_number" or not (found := re.search("[0-9๐-๙]+", line.text)):
            continue
        number = int(to_arabic(found[0]))
        if before and number != before + 1:
            yield line.hit(f"เลขหน้า {number} ไม่ต่อจากหน้า {before}")
            return
        before = number


@rule("F6", Severity.WARNING, "หัวตารางควรตรงกับแบบและเหมือนกันทุกตาราง")
def headers_are_known(subject: Subject) -> Iterator[Hit]:
    """Headings that are nearly a usual one, and headings that differ from the other tables'."""
    known = {search_key(term) for names in TERMS.values() for term in names}
    told: set[str] = set()
    for table in subject.tables:
        if not table.is_of_measures:
            continue
        for heading, _ in table.headings:
            bare = bare_heading(heading).strip("/")
            if len(bare) < 9 or bare in known or bare in told or not meaning_of(heading).known:
                continue
            near = [
                term for term in known
                if len(term) > 8 and one_edit(bare, term) and _letters(bare) != _letters(term)
            ]  # fmt: skip
            line = _header_line(table, bare)
            if near and line is not None:
                told.add(bare)
                yield line.hit(f"หัวตารางสะกดต่างจาก “{near[0]}”")


def _letters(heading: str) -> str:
    return re.sub("[^ก-๎a-z]", "", heading)


def _header_line(table: TableView, bare: str) -> Passage | None:
    """The header's line that a heading begins with."""
    for line in table.header:
        key = bare_heading(line.text).strip("/")
        if key and (bare.startswith(key) or key.startswith(bare)):
            return line
    return None


@rule("F7", Severity.WARNING, "ประโยคขาดตอน")
def sentences_are_whole(subject: Subject) -> Iterator[Hit]:
    """Items that end in a word which something must follow."""
    for lines in _cells_joined(subject):
        for n, line in enumerate(lines):
            if line.place.key == "responsible" or line.text.rstrip().endswith(_RANKS):
                continue
            following = lines[n + 1] if n + 1 < len(lines) else None
            if following is not None and item_of(following) is None:
                continue
            if (word := _open_end(line)) is None:
                continue
            bullets = following is not None and not (item_of(following) or Item(line, 1)).number
            if bullets and word in _LIST_MAY_FOLLOW:
                continue
            start, _ = words_around(line.text, len(line.text.rstrip()) - 40, len(line.text))
            yield line.hit("ประโยคจบโดยไม่สมบูรณ์ ข้อความที่ตามมาอาจหายไป", start)


def _cells_joined(subject: Subject) -> Iterator[list[Passage]]:
    yield from lists_of(subject)
    for measure in subject.measures:
        for key in ("title", "issue"):
            if len(measure.rows) == 1 and (lines := measure.lines(key)):
                yield lines


def _open_end(line: Passage) -> str | None:
    """The open word that a line ends in."""
    text = line.text.rstrip()
    squeezed = line.squeezed.text
    if _NAME_WANTED.search(squeezed):
        return "ชื่อ"
    if not re.search("[ก-๎]$", text):
        return None
    words = tokens(text)
    last = words[-1].text if words else ""
    if last not in _OPEN_WORDS or len(words) < 3:
        return None
    whole = tokens(squeezed)
    return last if whole and whole[-1].text == last else None


@rule("F8", Severity.WARNING, "ชื่อมาตรการในส่วนแผนและส่วนผลต้องตรงกัน")
def plan_and_results_agree(subject: Subject) -> Iterator[Hit]:
    """The same measure under two names in the table of measures and in that of results."""
    for measure in subject.measures:
        names = [cell for cell in measure.cells("title", "issue") if len(compact(cell.text)) > 8]
        for first, second in combinations(names[:3], 2):
            if first.key != second.key or _table_of(first) == _table_of(second):
                continue
            if similarity(_bare(first), _bare(second)) < 0.85 and second.lines:
                yield second.lines[0].hit(
                    f"ในตารางมาตรการใช้ชื่อ “{first.text.strip()}” ({first.place.block})"
                )
                break


def _table_of(cell: CellView) -> str:
    return cell.place.block.partition("r")[0]


def _bare(cell: CellView) -> str:
    return re.sub(r"^\s*[(\[]?[0-9๐-๙]{1,2}[.)\]]\s*", "", cell.text.replace("\n", " "))


@rule("F9", Severity.INFO, "ขั้นตอนเหมือนกันหลายมาตรการ")
def steps_are_its_own(subject: Subject) -> Iterator[Hit]:
    """Steps that are word for word those of an earlier measure."""
    seen: list[tuple[tuple[str, ...], MeasureView]] = []
    for measure in subject.measures:
        lines = measure.lines("steps")
        keys = tuple(search_key(line.text) for line in lines)
        if sum(map(len, keys)) <= 60:
            continue
        twin = next((other for texts, other in seen if _same(texts, keys)), None)
        if twin is None:
            seen.append((keys, measure))
        else:
            yield lines[0].hit(f"ขั้นตอนเหมือนกับมาตรการที่ {twin.number} ({twin.rows[0].name})")


def _same(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    a, b = "".join(one), "".join(other)
    if a == b:
        return True
    shorter, longer = sorted((len(a), len(b)))
    if shorter / longer <= 0.95 or a[:40] != b[:40]:
        return False
    # What the lines begin and end with alike settles most pairs without comparing the rest.
    alike = sum(map(_common_ends, one, other)) if len(one) == len(other) else 0
    return 2 * alike / (shorter + longer) > 0.95 or similarity(a, b) > 0.95


def _common_ends(a: str, b: str) -> int:
    """How many letters two lines have in common at their beginnings and ends."""
    return min(_alike(a, b) + _alike(a[::-1], b[::-1]), len(a), len(b))


def _alike(a: str, b: str) -> int:
    pairs = enumerate(zip(a, b, strict=False))
    return next((n for n, (x, y) in pairs if x != y), min(len(a), len(b)))


@rule("F10", Severity.ERROR, "คำแนะนำของแบบฟอร์มที่ต้องลบออก")
def no_form_instructions(subject: Subject) -> Iterator[Hit]:
    """Instructions and places to fill in that were left in the text."""
    pattern = re.compile("|".join(f"(?:{one})" for one in form_instructions()))
    signing = re.compile(
        r"ลงชื่อ|ลงนาม|ความเห็น|บันทึกข้อความ|ส่วนราชการ|^\s*ที่|วันที่\s*[.…]|ตำแหน่ง\s*[.…]|ผู้รายงาน|ผู้รับรอง|เรื่อง\s*[.…]|เรียน\s*[.…]|^[\s.…_()]*$"
    )
    for line in subject.body():
        if line.kind in ("memo", "signature") or signing.search(line.text):
            continue
        if found := pattern.search(line.text):
            start, end = _in_brackets(line.text, *found.span())
            yield line.hit("ข้อความของแบบฟอร์มที่ยังไม่ได้ลบหรือกรอก", start, end)


def _in_brackets(text: str, start: int, end: int) -> tuple[int, int]:
    """Widened to the brackets around it."""
    opened = text.rfind("(", 0, start)
    if opened >= 0 and ")" not in text[opened:start] and start - opened < 120:
        closed = text.find(")", end)
        return opened, closed + 1 if 0 <= closed - end < 160 else end
    return start, end


@rule("F11", Severity.INFO, "การอ้างถึงข้ออื่นควรอยู่ในเรื่องเดียวกัน")
def references_stay_near(subject: Subject) -> Iterator[Hit]:
    """ "ข้อ NN" in the guideline of an item that belongs to another sub-indicator."""
    catalogue = subject.catalogue
    if catalogue is None:
        return
    for table in subject.tables:
        if table.is_of_measures:
            continue
        for n, row in enumerate(table.rows):
            for line in row.lines:
                for found in re.finditer(
                    r"(?:ตาม|ของ)?[ก-๎]*ข้อ(?P<number>[0-9]{1,2})(?![0-9.])", line.squeezed.text
                ):
                    if leading_code(line):
                        continue
                    items = _items_below(table, n)
                    entry = catalogue.item(f"O{found['number']}")
                    own = {e.sub_indicator for item in items[:1] if (e := catalogue.item(item))}
                    if entry and own and entry.sub_indicator not in own:
                        yield line.hit_squeezed(
                            f"ข้อ {found['number']} คือ “{entry.title or entry.code}” "
                            f"อยู่ในตัวชี้วัดย่อย {entry.sub_indicator} คนละเรื่องกับข้อ {items[0]}",
                            *found.span(),
                        )


def _items_below(table: TableView, n: int) -> list[str]:
    """The OIT items of a row and of the one below it, to which a merged guideline belongs."""
    codes = (leading_code(line) for row in table.rows[n : n + 2] for line in row.lines)
    return [str(code[0]) for code in codes if code and code[0].instrument == "OIT"]
