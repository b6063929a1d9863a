"""D9 to D14: what the scores imply: missing questions, means, thresholds, missing measures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from assessments.arithmetic import Scores, compute, mean, passes, printed
from assessments.catalogue import Catalogue
from reports.checks.finding import Hit, Place, Severity
from reports.checks.keys import search_key, similarity
from reports.checks.naming import indicator_of_code
from reports.checks.parts import MeasureView, Passage
from reports.checks.registry import rule
from reports.checks.scored import Listed, QuestionScore, read_scores
from reports.checks.scores import SIDE_OF_MARK, name_of, pass_mark
from reports.checks.subject import Subject

_QUESTIONS_BELOW = re.compile(
    r"คำถามที่ได้(?:รับ)?คะแนน(?:น้อย|ต่ำ)กว่า|ค.?าถามที่ได้(?:รับ)?คะแนน(?:น้อย|ต่ำ)กว่า"
)
_TARGET = re.compile(r"(?:ไม่น้อยกว่า|ไม่ต่ำกว่า|อย่างน้อย)ร้อยละ(?P<number>[0-9]{1,3}(?:\.[0-9]+)?)")
_AT_LEAST = re.compile(
    r"\(?(?P<mark>[0-9]{2})(?:\.00)?คะแนนขึ้นไป\)?|(?:ตั้งแต่|ไม่น้อยกว่า|ไม่ต่ำกว่า)(?P<mark2>[0-9]{2})คะแนน"
)
_MORE_THAN = re.compile(r"คะแนน(?:มากกว่า|เกินกว่า|สูงกว่า)(?P<mark>[0-9]{2})(?:คะแนน)?")


@rule("D9", Severity.WARNING, "รายการข้อคำถามที่ต่ำกว่าเกณฑ์ต้องครบ")
def weak_questions_complete(subject: Subject) -> Iterator[Hit]:
    """The questions that are not listed would have to average below the mark: one is missing."""
    catalogue, mark = subject.catalogue, pass_mark(subject)
    if catalogue is None:
        return
    for section in read_scores(subject).sections:
        if section.side == "weak":
            for one in section.listed:
                if any(_QUESTIONS_BELOW.search(p.squeezed.text) for p in one.sentences):
                    yield from _incomplete(one, catalogue, mark, subject)


def _incomplete(
    one: Listed, catalogue: Catalogue, mark: Decimal, subject: Subject
) -> Iterator[Hit]:
    groups = list(one.groups)
    if one.heading.number not in [group.number for group in groups]:
        groups.append(one.heading)
    for group in groups:
        asked = [q.code for q in catalogue.questions if q.indicator == group.number]
        listed = {q.code: q.score for q in one.questions if q.code in asked}
        rest = len(asked) - len(listed)
        if not asked or rest <= 0:
            continue
        average = (group.score * len(asked) - sum(listed.values())) / rest
        if average < mark:
            line = group.line
            if group.row and (cell := group.row.cell("indicator")) and cell.lines:
                line = cell.lines[0]
            yield line.hit(
                f"{name_of(group.number, subject)}: "
                f"ข้อที่ไม่ได้แสดง {rest} ข้อ ต้องเฉลี่ย {printed(average)} "
                f"จึงต้องมีข้อที่ต่ำกว่า {mark} อีกอย่างน้อยหนึ่งข้อ"
            )


@rule("D10", Severity.ERROR, "คะแนนตัวชี้วัด OIT ต้องคำนวณได้จากคะแนนรายข้อ")
def oit_from_items(subject: Subject) -> Iterator[Hit]:
    """An OIT indicator whose items are all listed and give another score."""
    catalogue = subject.catalogue
    if catalogue is None or catalogue.calculation != "mean_of_means":
        return
    scores = read_scores(subject)
    items = {q.code: q.score for one in scores.listed for q in one.questions if q.code[0] == "O"}
    computed = compute(catalogue, Scores(items=items))
    for number, one in scores.table.items():
        figure = computed.indicators.get(number)
        if figure and figure.computed is not None and figure.computed != one.score:
            yield one.line.hit(f"คำนวณจากคะแนนรายข้อได้ {figure.computed}")


@rule("D11", Severity.WARNING, "คะแนนข้อคำถามต้องเป็นค่าเฉลี่ยของตัวเลือก")
def question_from_options(subject: Subject) -> Iterator[Hit]:
    """A question's score that is not the mean of its options."""
    for one in read_scores(subject).listed:
        for question in one.questions:
            average = mean(question.options) if len(question.options) > 1 else None
            if average is None or abs(printed(average) - question.score) <= Decimal("0.01"):
                continue
            cell = question.row.headed("คะแนน")
            line = cell.lines[0] if cell and cell.lines else question.line
            yield line.hit(f"ค่าเฉลี่ยของตัวเลือกคือ {printed(average)}")


@rule("D12", Severity.WARNING, "เกณฑ์และเป้าหมายควรระบุตรงกันทั้งเอกสาร")
def one_threshold(subject: Subject) -> Iterator[Hit]:
    """Two targets of the share of agencies; "85 ขึ้นไป" here and "มากกว่า 85" there;
    weak points below 80 here and below 85 there."""
    targets: dict[str, tuple[Passage, re.Match[str]]] = {}
    at_least: dict[str, tuple[Passage, re.Match[str]]] = {}
    more_than: dict[str, tuple[Passage, re.Match[str]]] = {}
    for line in subject.body():
        if line.kind not in ("paragraph", "heading"):
            continue
        text = line.squeezed.text
        for found in _TARGET.finditer(text):
            if "ผ่านเกณฑ์" in text:
                targets.setdefault(found["number"], (line, found))
        for found in _AT_LEAST.finditer(text):
            at_least.setdefault(found["mark"] or found["mark2"], (line, found))
        for found in _MORE_THAN.finditer(text):
            more_than.setdefault(found["mark"], (line, found))
    yield from _other_marks(subject)
    if len(targets) > 1:
        for number, (line, found) in targets.items():
            others = ", ".join(
                f"{o} ({p[0].place.block})" for o, p in targets.items() if o != number
            )
            yield line.hit_squeezed(f"ที่อื่นในเอกสารระบุร้อยละ {others}", *found.span())
    for mark in at_least.keys() & more_than.keys():
        first, second = at_least[mark], more_than[mark]
        for (line, found), (other, _) in ((first, second), (second, first)):
            yield line.hit_squeezed(
                f"ที่หนึ่งว่า {mark} คะแนนขึ้นไป อีกที่ว่ามากกว่า {mark} ({other.place.block}) "
                f"คะแนน {mark} พอดีจึงไม่อยู่ในกลุ่มใด",
                *found.span(),
            )


def _other_marks(subject: Subject) -> Iterator[Hit]:
    """Openings of the weak or strong points that draw the line elsewhere than at the mark, which
    the lists below them use."""
    mark = pass_mark(subject)
    sections = read_scores(subject).sections
    listed = (p for section in sections for one in section.listed for p in one.sentences)
    used = (SIDE_OF_MARK.search(line.squeezed.text) for line in listed)
    if not any(found and Decimal(found["mark"]) == mark for found in used):
        return
    for section in sections:
        for line in section.opening:
            found = SIDE_OF_MARK.search(line.squeezed.text)
            if found and Decimal(found["mark"]) != mark:
                yield line.hit_squeezed(f"ที่อื่นในเอกสารใช้เกณฑ์ {mark} คะแนน", *found.span())


def _covered(subject: Subject) -> set[int]:
    """The indicators that a measure answers: by its questions and items where it names any."""
    found: set[int] = set()
    for measure in subject.measures:
        codes = (*measure.data.questions, *measure.data.items)
        known = [
            n for code in codes for c in subject.catalogues[:1] if (n := indicator_of_code(code, c))
        ]
        found |= set(known or measure.data.indicators)
        found |= {int(number.partition(".")[0]) for number in measure.data.sub_indicators}
    return found


@rule("D13", Severity.ERROR, "ตัวชี้วัดที่ไม่ผ่านเกณฑ์ต้องมีมาตรการ")
def failed_indicator_has_measure(subject: Subject) -> Iterator[Hit]:
    """Failed indicators of the score table that no measure answers."""
    if not subject.measures:
        return
    covered = _covered(subject)
    for number, one in sorted(read_scores(subject).table.items()):
        if passes(one.score, pass_mark(subject)) or number in covered:
            continue
        cell = one.row.cell("indicator") if one.row else None
        line = cell.lines[0] if cell and cell.lines else one.line
        yield _at_measures(line, f"ตัวชี้วัดที่ {number} ได้ {one.score} คะแนน แต่ไม่มีมาตรการรองรับ")


def _at_measures(line: Passage, message: str) -> Hit:
    place = Place(line.place.block, "measures, มาตรการ", spot=line.place.spot)
    return Hit(place, line.text.strip(), message, 0 if line.text == line.text.strip() else -1)


@rule("D14", Severity.WARNING, "ข้อคำถามที่เป็นจุดอ่อนควรมีมาตรการ")
def weak_question_has_measure(subject: Subject) -> Iterator[Hit]:
    """Listed weak questions that no measure answers by code, sub-indicator or topic."""
    catalogue = subject.catalogue
    if catalogue is None or not subject.measures:
        return
    told: set[str] = set()
    for one in read_scores(subject).listed:
        for question in one.questions:
            if question.score >= pass_mark(subject) or question.code in told:
                continue
            told.add(question.code)
            if not _has_measure(question, catalogue, subject):
                yield _at_measures(
                    question.line, f"ข้อ {question.code} ได้ {question.score} คะแนน แต่ไม่มีมาตรการรองรับ"
                )


def _has_measure(question: QuestionScore, catalogue: Catalogue, subject: Subject) -> bool:
    item = catalogue.item(question.code)
    sub = catalogue.sub_indicator(item.sub_indicator) if item and item.sub_indicator else None
    names = [text for text in (item.title if item else "", sub.name if sub else "") if text]
    for measure in subject.measures:
        data = measure.data
        if question.code in (*data.questions, *data.items):
            return True
        if sub and sub.number in data.sub_indicators and not data.items:
            return True
        if any(_speaks_of(measure, name) for name in names):
            return True
    return False


def _speaks_of(measure: MeasureView, name: str) -> bool:
    """Whether a line of the issue, or a part of it, is nearly this name."""
    for line in measure.identity:
        for part in re.split(r"[/,]", line.text):
            if len(search_key(part)) > 6 and similarity(part.strip(" -–•"), name) >= 0.85:
                return True
    return False
