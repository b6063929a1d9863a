"""What the year's items ask of the measures (O42) and of the report on them (O43), and how much
of it a report has. The wording follows what municipalities quote of the requirements; the exact
text of the assessors is not established for any year."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reports.checks.keys import compact
from reports.checks.parts import MeasureView
from reports.checks.scored import read_scores
from reports.checks.subject import Subject


@dataclass(frozen=True, slots=True)
class Demand:
    """Something that is asked for: how many of the measures have it (or 0 of 1, 1 of 1 for the
    report as a whole), and the numbers of those that do not."""

    name: str
    done: int
    of: int
    missing: tuple[int, ...] = ()

    @property
    def is_met(self) -> bool:
        """Whether nothing is missing."""
        return self.of > 0 and self.done >= self.of


def demands_of(subject: Subject) -> list[Demand]:
    """The list for the kind of report: the analysis and the parts of each measure for O42, the
    progress of each measure for O43."""
    if subject.kind == "progress":
        return [
            *_of_measures(subject, _PARTS),
            *_of_measures(subject, (("ผลหรือความก้าวหน้าของการดำเนินการ", _has_progress),)),
        ]
    scores = read_scores(subject)
    weak = any(section.side == "weak" and section.listed for section in scores.sections)
    strong = any(section.side == "strong" and section.listed for section in scores.sections)
    return [
        _whole("การวิเคราะห์ผลการประเมินปีที่ผ่านมาจำแนกตามเครื่องมือ", bool(scores.table)),
        _whole("ประเด็นที่เป็นข้อบกพร่องหรือจุดอ่อนที่ต้องแก้ไขโดยเร่งด่วน", weak),
        _whole("ประเด็นที่ต้องพัฒนาให้ดีขึ้นที่สอดคล้องกับผลการประเมิน", strong),
        *_of_measures(subject, _PARTS),
        *_topics(subject),
    ]


def _whole(name: str, has: bool) -> Demand:
    return Demand(name, int(has), 1)


Test = Callable[[MeasureView], bool]


def _of_measures(subject: Subject, parts: tuple[tuple[str, Test], ...]) -> list[Demand]:
    measures = subject.measures
    found = []
    for name, test in parts:
        missing = tuple(m.number for m in measures if not test(m))
        found.append(Demand(name, len(measures) - len(missing), len(measures), missing))
    return found


def _has_time(measure: MeasureView) -> bool:
    data = measure.data
    return bool(data.deadlines or data.period_end or compact(data.period_text))


def _has_progress(measure: MeasureView) -> bool:
    data = measure.data
    return bool(data.status or compact(data.results) or compact(data.outcomes))


_PARTS: tuple[tuple[str, Test], ...] = (
    ("ผู้รับผิดชอบหรือผู้ที่เกี่ยวข้อง", lambda m: bool(compact(m.data.responsible_text))),
    ("ขั้นตอนหรือวิธีปฏิบัติ", lambda m: bool(compact(m.data.steps))),
    ("การกำกับติดตามและการรายงานผล",
     lambda m: bool(compact(m.data.monitoring)) or "monitoring" not in m.keys),
    ("ระยะเวลา", _has_time),
)  # fmt: skip


def _topics(subject: Subject) -> list[Demand]:
    """The fixed subjects of the newer frameworks, where the year has them."""
    topics = subject.catalogues[-1].topics if subject.catalogues else ()
    if not topics:
        return []
    covered = {number for measure in subject.measures for number in measure.data.topics}
    missing = tuple(topic.number for topic in topics if topic.number not in covered)
    name = f"มาตรการครอบคลุมทั้ง {len(topics)} ประเด็นของกรอบการประเมิน (ยังไม่ยืนยันจากคู่มือ)"
    return [Demand(name, len(topics) - len(missing), len(topics), missing)]
