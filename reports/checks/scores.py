"""D: scores against each other, and what follows from them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from assessments.arithmetic import Result, Scores, compute, passes, rate
from reports.checks.finding import Hit, Severity
from reports.checks.keys import search_key, similarity
from reports.checks.parts import Passage
from reports.checks.registry import rule
from reports.checks.scored import IndicatorScore, Listed, Section, read_scores
from reports.checks.subject import Subject

DEFAULT_PASS_MARK = Decimal(85)
_TOTAL = re.compile(r"คะแนน(?:ภาพรวม|รวม|เฉลี่ยรวม)[^0-9]{0,80}?(?P<score>[0-9]{1,3}\.[0-9]{1,2})")
_TOTAL_WITH_RATING = re.compile(
    r"การประเมิน(?:(?!ตัวชี้วัด).)*?(?P<score>[0-9]{1,3}\.[0-9]{1,2})คะแนน(?:(?!ตัวชี้วัด).){0,30}?ระดับ"
)
_RATING = re.compile(
    r"ระดับ(?:ผลการประเมิน|คะแนน)?:?\(?(?P<rating>AA|[A-F](?![A-Za-z])|ผ่านดีเยี่ยม|ผ่านดี|ผ่าน(?!เกณฑ์)|ต้องปรับปรุงโดยด่วน|ต้องปรับปรุง)"
)
_RANKED = re.compile(r"(?P<which>น้อยที่สุด|ต่ำที่สุด|ต่ำสุด|มากที่สุด|สูงที่สุด|สูงสุด)(?P<count>[0-9]|สาม)อันดับ")
SIDE_OF_MARK = re.compile(
    r"(?:คะแนน|ค่า)?(?P<side>น้อยกว่า|ต่ำกว่า|ไม่ถึง|มากกว่า|สูงกว่า|เกินกว่า|เกิน)(?P<mark>[0-9]{2})(?:\.00)?(?![0-9.])คะแนน?"
)


def pass_mark(subject: Subject) -> Decimal:
    """The mark of the year, 85 where the framework does not say."""
    marks = (c.pass_mark for c in subject.catalogues if c.pass_mark is not None)
    return next(marks, DEFAULT_PASS_MARK)


def name_of(number: int, subject: Subject) -> str:
    """The official name of an indicator."""
    entry = subject.catalogue.indicator(number) if subject.catalogue else None
    return entry.name if entry else str(number)


@rule("D1", Severity.ERROR, "คะแนนของตัวชี้วัดต้องตรงกับตารางคะแนน")
def score_agrees_with_table(subject: Subject) -> Iterator[Hit]:
    """Scores in headings and group rows that differ from the score table."""
    scores = read_scores(subject)
    stated = [*scores.headings, *(group for one in scores.listed for group in one.groups)]
    for one in stated:
        table = scores.table.get(one.number)
        if table is None or table.score == one.score:
            continue
        typed = re.search(r"[0-9๐-๙]{1,3}\.[0-9๐-๙]{1,2}", one.line.text)
        repair = None
        if typed:
            right = subject.digits_like(str(table.score), typed[0])
            repair = (one.line.text[: typed.start()] + right + one.line.text[typed.end() :]).strip()
        yield one.line.hit(
            f"ตารางคะแนน ({table.line.place.block}) ระบุ {table.score} แต่ที่นี่ระบุ {one.score}",
            repair=repair,
        )


@rule("D2", Severity.ERROR, "ผลผ่านหรือไม่ผ่านเกณฑ์ต้องตรงกับคะแนน")
def result_agrees_with_score(subject: Subject) -> Iterator[Hit]:
    """A pass mark that the score does not deserve."""
    scores, mark = read_scores(subject), pass_mark(subject)
    for one in (*scores.table.values(), *scores.headings):
        if one.passed is None or one.passed == passes(one.score, mark):
            continue
        line = one.line
        if one.row and (cell := one.row.headed("ผลการประเมิน")) and cell.lines:
            line = cell.lines[0]
        said = "ผ่านเกณฑ์" if not one.passed else "ไม่ผ่านเกณฑ์"
        repair = said if line is not one.line else None
        yield line.hit(f"คะแนน {one.score} กับเกณฑ์ {mark} ควรเป็น “{said}”", repair=repair)


def _stated_total(subject: Subject) -> tuple[Passage, re.Match[str], Decimal] | None:
    for line in subject.body():
        if found := _TOTAL.search(line.squeezed.text):
            return line, found, Decimal(found["score"])
    for line in subject.body():
        text = line.squeezed.text
        if (found := _TOTAL_WITH_RATING.search(text)) and _is_of_assessed_year(text, subject):
            return line, found, Decimal(found["score"])
    return None


def _is_of_assessed_year(text: str, subject: Subject) -> bool:
    """Whether a text names the assessed year and, but for the report's own, no other."""
    years = {int(year) for year in re.findall(r"(?<![0-9])25[0-9]{2}(?![0-9])", text)}
    own = subject.fiscal_year
    return own is not None and own.be - 1 in years and years <= {own.be - 1, own.be}


@rule("D3", Severity.ERROR, "คะแนนภาพรวมต้องคำนวณได้จากคะแนนตัวชี้วัด")
def total_follows(subject: Subject) -> Iterator[Hit]:
    """A total that the indicators and weights do not give."""
    stated, computed = _stated_total(subject), _computed(subject)
    if stated is None or computed is None or computed.total.computed is None:
        return
    line, found, score = stated
    # The indicators are rounded themselves, so the last digit may differ.
    if abs(score - computed.total.computed) > Decimal("0.01"):
        right = subject.digits_like(str(computed.total.computed), line.text)
        yield line.hit_squeezed(
            f"คำนวณจากตารางคะแนนได้ {computed.total.computed}", *found.span("score"), repair=right
        )


def _computed(subject: Subject) -> Result | None:
    table = read_scores(subject).table
    if not table or subject.catalogue is None:
        return None
    indicators = {number: one.score for number, one in table.items()}
    return compute(subject.catalogue, Scores(indicators=indicators))


@rule("D4", Severity.ERROR, "ระดับผลการประเมินต้องตรงกับคะแนนภาพรวม")
def rating_follows(subject: Subject) -> Iterator[Hit]:
    """A rating that is not that of the total."""
    stated = _stated_total(subject)
    if stated is None or subject.catalogue is None or not subject.catalogue.levels:
        return
    line, _, score = stated
    found = _RATING.search(line.squeezed.text)
    if found is None:
        return
    computed = _computed(subject)
    instruments = (
        {code: figure.value for code, figure in computed.instruments.items()} if computed else {}
    )
    level = rate(score, instruments, subject.catalogue.levels)
    if level and found["rating"] not in (level.code, level.name):
        yield line.hit_squeezed(f"คะแนน {score} อยู่ในระดับ {level.name}", *found.span("rating"),
                                repair=level.name)  # fmt: skip


@rule("D5", Severity.ERROR, "ตัวชี้วัดที่ว่าน้อยที่สุดต้องเป็นตัวชี้วัดที่คะแนนน้อยที่สุดจริง")
def lowest_are_lowest(subject: Subject) -> Iterator[Hit]:
    """A list of the lowest that is neither the lowest of all nor the lowest of each instrument."""
    table = read_scores(subject).table
    for section in read_scores(subject).sections:
        ranked = _ranked(section)
        if section.side != "weak" or not ranked or not section.listed or not table:
            continue
        line, found = ranked
        count = 3 if found["count"] == "สาม" else int(found["count"])
        below = [n for n, one in table.items() if not passes(one.score, pass_mark(subject))]
        lowest = sorted(below, key=lambda n: (table[n].score, n))[:count]
        listed = {one.heading.number for one in section.listed}
        if listed in (set(lowest), _lowest_of_each(table, subject)):
            continue
        names = ", ".join(f"{name_of(n, subject)} ({table[n].score})" for n in lowest)
        yield line.hit_squeezed(f"{count} อันดับที่คะแนนน้อยที่สุดตามตารางคือ {names}", *_words(line, found))


def _ranked(section: Section) -> tuple[Passage, re.Match[str]] | None:
    for line in section.opening:
        if found := _RANKED.search(line.squeezed.text):
            return line, found
    return None


def _words(line: Passage, found: re.Match[str]) -> tuple[int, int]:
    """With "มีคะแนน" before the rank, where it stands."""
    before = line.squeezed.text[: found.start()]
    return found.start() - (len("มีคะแนน") if before.endswith("มีคะแนน") else 0), found.end()


def _lowest_of_each(table: dict[int, IndicatorScore], subject: Subject) -> set[int]:
    best: dict[str, int] = {}
    for number, one in table.items():
        entry = subject.catalogue.indicator(number) if subject.catalogue else None
        kind = entry.instrument if entry else ""
        if kind not in best or one.score < table[best[kind]].score:
            best[kind] = number
    return set(best.values())


@rule("D6", Severity.ERROR, "จุดอ่อนต้องต่ำกว่าเกณฑ์ จุดที่รักษาระดับต้องถึงเกณฑ์และครบตามอันดับ")
def sections_by_threshold(subject: Subject) -> Iterator[Hit]:
    """Passed indicators among the weak points, failed or left-out ones among the strong."""
    mark, table = pass_mark(subject), read_scores(subject).table
    for section in read_scores(subject).sections:
        for one in section.listed:
            score = (
                table[one.heading.number].score
                if one.heading.number in table
                else one.heading.score
            )
            reached = bool(passes(score, mark))
            if reached and _is_listed_for_its_questions(section, one, mark):
                continue
            if reached == (section.side == "weak"):
                said = "ถึงเกณฑ์แล้วแต่อยู่ในส่วนจุดอ่อน" if reached else "ต่ำกว่าเกณฑ์แต่อยู่ในส่วนที่ผ่านเกณฑ์"
                yield one.heading.line.hit(f"คะแนน {score} {said}")
        yield from _left_out(section, table, subject)


def _is_listed_for_its_questions(section: Section, one: Listed, mark: Decimal) -> bool:
    """A passed indicator may stand among the weak points for single weak questions, where the
    section names the weak indicators and does not count this one among them."""
    names = "".join(line.squeezed.text for line in section.opening)
    weak = any(question.score < mark for question in one.questions)
    return section.side == "weak" and "ได้แก่" in names and weak


def _left_out(
    section: Section, table: dict[int, IndicatorScore], subject: Subject
) -> Iterator[Hit]:
    if section.side != "strong" or not section.listed or not table:
        return
    passed = sorted(
        (n for n, one in table.items() if passes(one.score, pass_mark(subject))),
        key=lambda n: -table[n].score,
    )
    ranked = _ranked(section)
    wanted = set(passed[: int(ranked[1]["count"]) if ranked and ranked[1]["count"] != "สาม" else 3])
    missing = [n for n in passed if n in wanted - {one.heading.number for one in section.listed}]
    if not missing or not section.opening:
        return
    names = ", ".join(f"{name_of(n, subject)} ({table[n].score})" for n in missing)
    message = f"ตัวชี้วัดที่ผ่านเกณฑ์แต่ไม่ได้กล่าวถึง: {names}"
    if ranked:
        line, found = ranked
        yield line.hit_squeezed(message, *found.span())
    else:
        yield section.opening[-1].hit(message)


@rule("D7", Severity.ERROR, "คำว่าน้อยกว่าหรือมากกว่าเกณฑ์ต้องตรงกับคะแนนที่ตามมา")
def side_of_the_mark(subject: Subject) -> Iterator[Hit]:
    """ "น้อยกว่า ๘๕" above scores of 100, and the other way round."""
    for one in read_scores(subject).listed:
        for line in one.sentences:
            found = SIDE_OF_MARK.search(line.squeezed.text)
            if not found or not one.questions:
                continue
            mark = Decimal(found["mark"])
            below = found["side"] in ("น้อยกว่า", "ต่ำกว่า", "ไม่ถึง")
            wrong = [q for q in one.questions if (q.score < mark) != below]
            if len(wrong) == len(one.questions):
                right = "มากกว่า" if below else "น้อยกว่า"
                where = line.squeezed.source_span(*found.span("side"))
                hit = line.hit_squeezed(
                    f"คะแนนที่ตามมาคือ {wrong[0].score} จึงควรเป็น “{right}”", *found.span()
                )
                repair = (
                    line.text[hit.start : where[0]]
                    + right
                    + line.text[where[1] : hit.start + len(hit.text)]
                )
                yield Hit(hit.place, hit.text, hit.message, hit.start, repair)


@rule("D8", Severity.WARNING, "ตัวชี้วัดในหัวข้อต้องอยู่ในตารางใต้หัวข้อ")
def heading_is_in_its_table(subject: Subject) -> Iterator[Hit]:
    """A heading whose tables speak of other indicators, or of none."""
    for one in read_scores(subject).listed:
        rows = [row for table in one.tables for row in table.rows if table.headed("แนวทาง")]
        if not rows or any(group.number == one.heading.number for group in one.groups):
            continue
        if one.groups:
            others = ", ".join(name_of(group.number, subject) for group in one.groups)
            yield one.heading.line.hit(f"ตารางใต้หัวข้อนี้เป็นของ {others} ไม่มีตัวชี้วัดในหัวข้อ")
            continue
        if group_line := _foreign_group(one, subject):
            yield group_line.hit("แถวหัวเรื่องนี้ไม่ใช่ตัวชี้วัดหรือตัวชี้วัดย่อยของหัวข้อ")


def _foreign_group(one: Listed, subject: Subject) -> Passage | None:
    """A group row that carries the title of an item instead of the indicator."""
    for table in one.tables:
        for row in table.rows:
            cell = row.cell("indicator")
            if cell is None or not cell.lines or not row.headed("เครื่องมือ"):
                continue
            instrument = row.headed("เครื่องมือ")
            if instrument and not instrument.is_empty and not is_sub_indicator(cell.text, subject):
                return cell.lines[0]
    return None


def is_sub_indicator(text: str, subject: Subject) -> bool:
    """Whether a text is nearly the name of a sub-indicator."""
    key = search_key(text)
    return any(
        entry.name and similarity(key, entry.name) >= 0.85
        for catalogue in subject.catalogues for entry in catalogue.sub_indicators
    )  # fmt: skip
