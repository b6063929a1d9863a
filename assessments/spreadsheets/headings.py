"""Where the tables of scores stand in a sheet, and what their columns mean, by their headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assessments.codes import parse_code
from assessments.score_sheet import ScoreError, parse_score
from assessments.wording import years_in
from ita_portal.spreadsheets import SheetRow, Value
from ita_portal.thai.text import search_key

# From the more to the less particular; the first that fits a heading is its meaning.
_MEANINGS = (
    ("guidance", r"แนวทาง|ข้อเสนอแนะ|ประเด็นที่ควร|รักษาระดับ"),
    ("code", r"รหัส|^code$|^(?:ข้อ)?[ieo]it$"),
    ("part", r"ตัวเลือก|^(?:ประเด็น|ข้อ|คำถาม|ข้อคำถาม)ย่อย$"),
    ("ignored", r"^(?:คะแนน)?เต็ม|(?<!\()คะแนนเต็ม$|น้ำหนัก|ถ่วง|ร้อยละของ|ปีที่ผ่านมา|ปีก่อน|เพิ่ม|ลดลง|"
                r"ผลต่าง|เปลี่ยนแปลง|เบี่ยงเบน|^เกณฑ์|เป้าหมาย|จำนวน(?!คะแนน)|^หมายเหตุ|ประเทศ|จังหวัด"),
    ("score", r"คะแนน|^score"),
    ("result", r"ผลการประเมิน|ผ่านเกณฑ์|ระดับ"),
    ("instrument", r"เครื่องมือ|แบบวัด|^instrument"),
    ("number", r"^(?:ลำดับ|ข้อ|ตัวชี้วัดย่อย|ตัวชี้วัด|ข้อคำถาม)?ที่$|^ลำดับ$|^ข้อ$|^no\.?$|^เลขที่|^#$"),
    ("name", r"ตัวชี้วัด|คำถาม|ข้อมูล|รายการ|ประเด็น|ชื่อ|^หัวข้อ|^ด้าน|^indicator"),
)  # fmt: skip
# Headings that mean a score only where nothing else does and numbers stand below.
_WEAK_SCORES = (r"ร้อยละ|^%$|^percent", r"เฉลี่ย", r"^ผล")
_JUST_A_YEAR = re.compile(
    r"(?:ปี|ประจำ|งบประมาณ|พ\.ศ\.|ita|ผล)*(?:25[0-9]{2}|(?:ปี|พ\.ศ\.)[56][0-9])"
)
_QUESTION_NUMBER = re.compile(r"(?:ข้อ|ข้อคำถาม)(?:ที่)?")
_OF_INSTRUMENT = re.compile(r"เครื่องมือ|[ieo]it(?![a-z])")
_LONGEST_HEADING = 60
_NEAR = 4  # rows below a heading that show whether its column holds scores


@dataclass(frozen=True, slots=True)
class Columns:
    """The column of each meaning, counted from 0; None where there is none.

    ``others`` are the columns whose headings say nothing known; ``counts_questions`` says that
    the number is that of a question or item, ``counts_indicators`` that it is an indicator's;
    otherwise it may be a running number.
    """

    score: int
    number: int | None = None
    code: int | None = None
    instrument: int | None = None
    name: int | None = None
    part: int | None = None
    result: int | None = None
    guidance: int | None = None
    others: tuple[tuple[int, str], ...] = ()
    counts_questions: bool = False
    counts_indicators: bool = False


@dataclass(frozen=True, slots=True)
class ScoreTable:
    """A table of a sheet: its columns, its headings and the rows below them.

    ``other_years`` are the years of its score columns when none is of the year asked for; then
    ``columns`` points to the first of them and nothing may be read.
    """

    columns: Columns
    header: SheetRow
    rows: tuple[SheetRow, ...]
    other_years: tuple[int, ...] = ()


def find_tables(
    rows: Sequence[SheetRow], fiscal_year: int
) -> tuple[Sequence[SheetRow], list[ScoreTable]]:
    """The rows above the first table of scores, and the tables. Each begins at a row of
    headings, or at two where the lower divides what the upper names."""
    starts = list(_starts(rows, fiscal_year))
    ends = [start for start, *_ in starts[1:]] + [len(rows)]
    tables = [
        ScoreTable(columns, rows[start], tuple(rows[start + height : end]), other_years)
        for (start, height, columns, other_years), end in zip(starts, ends, strict=False)
    ]
    return rows[: starts[0][0]] if starts else rows, tables


_Start = tuple[int, int, Columns, tuple[int, ...]]


def _starts(rows: Sequence[SheetRow], fiscal_year: int) -> Iterator[_Start]:
    """Position and height of the headings of each table, with their columns."""
    after = 0
    for position in range(len(rows)):
        if position < after:
            continue
        for height, weak in ((2, False), (1, False), (1, True)):
            heads = rows[position : position + height]
            if len(heads) < height or (height == 2 and not _divides(*heads)):
                continue
            body = rows[position + height : position + height + _NEAR]
            if found := _columns(heads, body, fiscal_year, weak=weak):
                yield position, height, *found
                after = position + height
                break


def _divides(upper: SheetRow, lower: SheetRow) -> bool:
    """Whether a row only says more of the headings above it: all it has are headings, and what
    names the rows is left to the upper."""
    naming = [
        column for column in range(len(upper.values))
        if meaning_of(upper.text(column)) in ("name", "code", "number", "instrument")
    ]  # fmt: skip
    return bool(naming) and _are_headings(lower) and not any(lower.text(c) for c in naming)


def _are_headings(row: SheetRow) -> bool:
    return not any(is_a_score(value) or _is_a_code(value) for value in row.values)


def _is_a_code(value: Value) -> bool:
    return isinstance(value, str) and len(value) < _LONGEST_HEADING and bool(parse_code(value))


def _columns(
    heads: Sequence[SheetRow], body: Sequence[SheetRow], fiscal_year: int, *, weak: bool
) -> tuple[Columns, tuple[int, ...]] | None:
    """The columns under a row of headings, and the years when they are all others'."""
    if not all(_are_headings(row) for row in heads):
        return None
    texts = _texts(heads)
    scores = _weak_score(texts, body) if weak else _scores(texts, body)
    found: dict[str, int] = {}
    for column, text in enumerate(texts):
        meaning = meaning_of(text)
        if meaning and meaning not in found and meaning != "score" and column not in scores:
            found[meaning] = column
    found.pop("ignored", None)
    if not scores or not {"name", "code", "number", "instrument"} & set(found):
        return None
    found["score"], other_years = _of_the_year(scores, texts, fiscal_year)
    others = tuple(
        (column, text) for column, text in enumerate(texts)
        if text and not meaning_of(text) and column not in scores
    )  # fmt: skip
    number = search_key(texts[found["number"]]) if "number" in found else ""
    columns = Columns(
        **found,
        others=others,
        counts_questions=bool(_QUESTION_NUMBER.fullmatch(number)),
        counts_indicators=number.startswith("ตัวชี้วัด"),
    )
    return columns, other_years


def _texts(heads: Sequence[SheetRow]) -> list[str]:
    """The heading of each column. What an upper heading is merged over has its text too."""
    texts, merged = [], ""
    upper, *lower = heads
    for column in range(max(len(row.values) for row in heads)):
        own = upper.text(column)
        below = " ".join(row.text(column) for row in lower).strip()
        if own or not below:
            merged = own
        texts.append(f"{merged} {below}".strip() if below else own)
    return texts


def _scores(texts: Sequence[str], body: Sequence[SheetRow]) -> list[int]:
    """The columns that are called scores or bear just a year; those with numbers first."""
    called = [
        column for column, text in enumerate(texts)
        if meaning_of(text) == "score" or _JUST_A_YEAR.fullmatch(search_key(text))
    ]  # fmt: skip
    return sorted(
        called,
        key=lambda column: (
            not _holds_scores(column, body),
            bool(_OF_INSTRUMENT.search(search_key(texts[column]))),
        ),
    )


def _weak_score(texts: Sequence[str], body: Sequence[SheetRow]) -> list[int]:
    for pattern in _WEAK_SCORES:
        found = [
            column for column, text in enumerate(texts)
            if re.search(pattern, search_key(text)) and meaning_of(text) != "ignored"
            and _holds_scores(column, body)
        ]  # fmt: skip
        if found:
            return found
    return []


def _holds_scores(column: int, body: Sequence[SheetRow]) -> bool:
    return any(is_a_score(row.values[column]) for row in body if column < len(row.values))


def _of_the_year(
    scores: Sequence[int], texts: Sequence[str], fiscal_year: int
) -> tuple[int, tuple[int, ...]]:
    """The score column of the year; without one the first that names no year."""
    years = {column: years_in(texts[column]) for column in scores}
    fitting = [column for column in scores if fiscal_year in years[column]]
    fitting += [column for column in scores if not years[column]]
    if fitting:
        return fitting[0], ()
    return scores[0], tuple(sorted({year for named in years.values() for year in named}))


def is_a_score(value: Value) -> bool:
    """Whether a cell holds a number and no year: what no heading does."""
    if not isinstance(value, str):
        return value is not None and not 2500 <= value < 2600
    if len(value) > _LONGEST_HEADING:
        return False
    try:
        return parse_score(value) is not None
    except ScoreError:
        return False


@lru_cache(maxsize=4096)
def meaning_of(heading: str) -> str:
    """The meaning of a heading, or "" for an unknown one. A long text is no heading."""
    if len(heading) > 3 * _LONGEST_HEADING:  # blanks do not count
        return ""
    key = search_key(heading)
    if not key or len(key) > _LONGEST_HEADING:
        return ""
    return next((name for name, pattern in _MEANINGS if re.search(pattern, key)), "")
