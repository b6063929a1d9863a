"""What single cells say: marks in tick columns, a status in words, the items of a list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ita_portal.thai.dates import FoundDate, find_dates
from ita_portal.thai.fiscal import FiscalYear
from ita_portal.thai.numerals import to_arabic
from ita_portal.thai.text import compact, fold_blanks, search_key, similarity
from reports.readers.keyed import Keyed

# Marks as typed and as symbol fonts give them: Wingdings ü þ ý, Wingdings 2 P R T.
_MARKS = frozenset("/\\✓✔√☑☒✗✘xX×✕●•■⬤◉◼*vV1๑PRTüþýOo○◯\uf0fc\uf0fe\uf0fd\uf050\uf052\uf054\uf02f")
_HOLLOW = frozenset("○◯oO0๐")  # a ring is a tick beside nothing, and none beside a full circle
_NO_MARKS = frozenset("-–—_.☐□◻❏\uf0a8\uf06f\uf071\uf0a3")
_NOTHING_SAID = frozenset({"", "-", "–", "ไม่มี", "na", "n/a"})

_ITEM = re.compile(r"^\s*[(\[]?(?:(?:[0-9]{1,2}\.)+([0-9]{1,2})(?![0-9,])|([0-9]{1,2})[.)\]])")
_BULLET = re.compile(r"^\s*[-–—•●▪■☐□❑❒◆◇❖➢➔→☞★·⋅○✓✔√*o①-⑩❶-❿\uf000-\uf0ff]\s*\S")

_LATER = re.compile(r"(คาดว่า(จะ)?|กำหนด(การ)?|จะ|ต้อง|ให้|เพื่อ)(ดำเนินการ)?(ให้)?(แล้วเสร็จ|เสร็จ)")
_NOT_STARTED = re.compile(
    r"(ยัง)?(ไม่|มิ)(ได้)?(มีการ)?(เริ่ม)?(ดำเนิน(การ|งาน)?|ปฏิบัติ)|รอดำเนินการ|ยังไม่(ได้)?เริ่ม"
)
_IN_PROGRESS = re.compile(
    r"(อยู่)?(ใน)?ระหว่าง(การ)?(ดำเนิน(การ|งาน)?|ปฏิบัติ|จัดทำ|ปรับปรุง|เสนอ|รอ|พิจารณา)?"
    r"|กำลัง(ดำเนิน(การ|งาน)?|จัดทำ|ปรับปรุง)|ดำเนินการ(แล้ว)?บางส่วน|ยังไม่(แล้ว)?เสร็จ|ยังไม่ครบ"
)
_DONE = re.compile(
    r"(ได้)?(มีการ)?(ดำเนิน|ปฏิบัติ)(การ|งาน)?(ตาม(แผน|มาตรการ|ขั้นตอน))?(เสร็จ|เมื่อ|ครบ|ครบถ้วน|เรียบร้อย)?แล้ว(เสร็จ)?"
    r"|(ดำเนิน(การ|งาน)?)?(แล้วเสร็จ|เสร็จสิ้น|เสร็จสมบูรณ์|เสร็จเรียบร้อย|เรียบร้อย|ครบถ้วน|เสร็จ)(แล้ว)?"
)
_DID_ON_DAY = re.compile(r"^(ได้)?(ดำเนิน(การ|งาน)?)?(แล้ว)?(เมื่อ)?(วันที่)?$")
_DID = re.compile(r"(ได้)?ดำเนิน(การ|งาน)?|(เมื่อ)?วันที่|เมื่อ")
_BOX = re.compile(
    r"([☐☑☒□■◻❏○●✓✔√\uf0a8\uf06f\uf0fe\uf052]|[(\[][ \u00a0]*[/✓✔√xX]?[ \u00a0]*[)\]])"
)
_DAY_BEHIND = re.compile(r"(เมื่อ)?(วันที่)?[0-9].*$")
_WORDINGS = {
    "ดำเนินการแล้ว": "done",
    "ดำเนินการแล้วเสร็จ": "done",
    "อยู่ระหว่างดำเนินการ": "in_progress",
    "ยังไม่ดำเนินการ": "not_started",
    "ยังไม่ได้ดำเนินการ": "not_started",
}
_ALIKE = 0.86
_PERCENT = re.compile(r"^(?:ร้อยละ|คิดเป็นร้อยละ)?([0-9]{1,3})(?:\.0+)?(?:%|เปอร์เซ็นต์)?$")


@dataclass(frozen=True, slots=True)
class StatusReading:
    """A status with what stood beside it. ``warning`` is a Thai sentence, or empty."""

    status: str | None = None
    completion_date: date | None = None
    note: str = ""
    warning: str = ""


def read_status(text: str, fiscal_year: FiscalYear | None = None) -> StatusReading:
    """The status that a wording tells, whatever the order of its words; the day of completion
    when it is done, and the rest as a note."""
    if (chosen := _chosen(text)) is not None:
        text = chosen
    keyed = Keyed.of(text)
    if keyed.key in _NOTHING_SAID:
        return StatusReading()
    found = _dates_in(text, fiscal_year)
    status, warning = _status_of(keyed.key, bool(found))
    if status is None:
        return StatusReading(warning=f"{warning}: {fold_blanks(text)[:80]}")
    days = {one.date: one.text for one in found} if status == "done" else {}
    if len(days) > 1:
        warning = "พบวันที่มากกว่าหนึ่งวันในสถานะการดำเนินการ ใช้วันที่สุดท้าย"
    note = _note(keyed, "" if len(days) > 1 else "".join(days.values()))
    return StatusReading(status, max(days, default=None), note, warning)


def _chosen(text: str) -> str | None:
    """Of choices with boxes before them ("☐ ยังไม่ดำเนินการ ☑ ดำเนินการแล้ว") the one that is marked,
    "" when none or several are; None when the text has no such choices."""
    parts = _BOX.split(text)
    boxes, words = parts[1::2], parts[2::2]
    if compact(parts[0]) or len(boxes) < 2 or not all(compact(word) for word in words):
        return None
    marked = [word for box, word in zip(boxes, words, strict=True) if is_ticked(box)]
    return marked[0] if len(marked) == 1 else ""


def _status_of(key: str, has_date: bool) -> tuple[str | None, str]:
    if is_mark(key):
        return "done", ""
    if percent := _PERCENT.match(key):
        value = int(percent[1])
        return ("done" if value >= 100 else "in_progress" if value else "not_started"), ""
    told = _LATER.sub(lambda found: "#" * len(found[0]), key)
    first: dict[str, int] = {}
    for status, pattern in (
        ("not_started", _NOT_STARTED),
        ("in_progress", _IN_PROGRESS),
        ("done", _DONE),
    ):
        if found := pattern.search(told):
            first[status] = found.start()
        told = pattern.sub(lambda found: "#" * len(found[0]), told)
    leading = min(first, key=lambda status: first[status], default=None)
    if leading is None:
        rest = re.sub(r"[0-9]+.*$", "", key)
        if has_date and _DID_ON_DAY.match(rest):
            return "done", ""
        if meant := _misspelt(key):
            return meant, ""
        return None, "อ่านสถานะการดำเนินการจากข้อความนี้ไม่ได้"
    if len(first) > 1 and leading == "done":
        return None, "ข้อความบอกสถานะการดำเนินการมากกว่าหนึ่งสถานะ"
    return leading, ""


def _misspelt(key: str) -> str | None:
    """The status whose usual wording a text begins with, slips of the typist apart."""
    told = _DAY_BEHIND.sub("", key)
    rated = [(similarity(told[: len(words) + 1], words), words) for words in _WORDINGS]
    likeness, words = max(rated)
    return _WORDINGS[words] if likeness >= _ALIKE else None


def _dates_in(text: str, fiscal_year: FiscalYear | None) -> tuple[FoundDate, ...]:
    for form in (fold_blanks(text.replace("\n", " ")), compact(text)):
        if found := find_dates(form, fiscal_year=fiscal_year):
            return found
    return ()


def _note(keyed: Keyed, day: str) -> str:
    """What a text says besides the status and the day of completion, "" when nothing."""
    if _LATER.search(keyed.key):
        return keyed.without(_NOT_STARTED, _IN_PROGRESS).strip(" ,;:()")
    said = [_NOT_STARTED, _IN_PROGRESS, _DONE]
    if day:
        said.append(re.compile(f"(เมื่อ)?(วันที่)?{re.escape(search_key(day))}"))
    rest = keyed.without(*said).strip(" ,;:()")
    bare = Keyed.of(rest).without(_DID)
    return rest if len(compact(bare)) >= 4 else ""


def looks_like_status(text: str) -> bool:
    """Whether a cell says little else than a status, its day and a few words."""
    key = search_key(text)
    if not key or len(key) > 160 or is_mark(key):
        return False
    found = [p.search(key) for p in (_NOT_STARTED, _IN_PROGRESS, _DONE)]
    starts = [match.start() for match in found if match]
    dated = re.match(r"(ได้)?(ดำเนิน(การ|งาน)?)?(แล้ว)?(เมื่อ)?วันที่[0-9]", key)
    if not starts:
        return bool(dated) or _misspelt(key) is not None
    return min(starts) <= 8 or dated is not None


def is_mark(text: str) -> bool:
    """Whether a text is one tick: "/", "✓", a sign of Wingdings, and nothing else."""
    key = compact(text).strip("()[]")
    return bool(key) and len(key) <= 2 and set(key) <= _MARKS


def is_ticked(text: str) -> bool:
    """Whether a tick column is chosen: by a mark, or by words such as the day of completion."""
    key = compact(text).strip("()[]")
    return bool(key) and not set(key) <= _NO_MARKS and key not in _NOTHING_SAID


def is_hollow(text: str) -> bool:
    """Whether a mark is only a ring, which beside a full mark means that it is not chosen."""
    return bool(compact(text)) and set(compact(text)) <= _HOLLOW


def item_number(line: str) -> int | None:
    """The number that a line of a list begins with ("๓. …", the last part of "1.3"), None
    without one."""
    found = _ITEM.match(to_arabic(line))
    return int(found[1] or found[2]) if found else None


def begins_item(line: str) -> bool:
    """Whether a line begins an item: with a number, a dash or another bullet."""
    return item_number(line) is not None or _BULLET.match(line) is not None


def numbers_of(lines: Sequence[str]) -> list[int]:
    """The numbers of the items, in order."""
    return [number for line in lines if (number := item_number(line)) is not None]
