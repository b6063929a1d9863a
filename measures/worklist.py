"""What is somebody's to do, most urgent first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.conf import settings
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q
from django.utils.module_loading import import_string

from agencies.models import Membership
from agencies.permissions import can
from measures.models import Measure, MeasurePlan, Progress, Review, Status
from measures.selectors import StatusCounts, measures_in_round, progress_of

SOON = timedelta(days=30)
HAS_RESULTS = ExpressionWrapper(~Q(results=""), output_field=BooleanField())
SHOWN = 20  # rows of a section; the table has them all


@dataclass(slots=True)
class Section:
    """One kind of work: how much there is, its first rows, and the filter of the table that
    lists it all."""

    key: str
    title: str
    query: str
    pks: list[int] = field(default_factory=list)
    rows: list[tuple[Measure, Progress]] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many there are in all."""
        return len(self.pks)


@dataclass(frozen=True, slots=True)
class Task:
    """Work of another part of the portal: what waits, since when, and where it is done."""

    title: str
    state: str
    since: str
    address: str


def other_tasks(member: Membership) -> list[Task]:
    """The tasks that the parts named in the settings know of."""
    return [task for name in settings.MORE_WORK for task in import_string(name)(member)]


@dataclass(frozen=True, slots=True)
class Standing:
    """The little of a measure that decides where it belongs."""

    pk: int
    due_date: date | None
    status: str
    review: str
    is_silent: bool
    has_results: bool

    def is_open(self) -> bool:
        """Whether there is still something to report."""
        return self.status != Status.DONE

    def lacks_results(self) -> bool:
        """Done and not sent, because nobody has written what was done."""
        unsent = self.review in (Review.DRAFT, Review.RETURNED)
        return self.status == Status.DONE and unsent and not self.has_results

    def is_overdue(self, today: date) -> bool:
        """The rule of ``Progress.is_overdue``."""
        return self.due_date is not None and self.due_date < today and self.is_open()

    def is_due_soon(self, today: date) -> bool:
        """Open, and due within thirty days from today."""
        due = self.due_date
        return due is not None and today <= due <= today + SOON and self.is_open()


def standings(plan: MeasurePlan, round: str, member: Membership | None = None) -> list[Standing]:
    """All measures of a plan, or those that a member may report, in two queries."""
    measures = Measure.objects.filter(plan=plan)
    if member is not None:
        measures = measures.reportable_by(member)
    reported = Progress.objects.filter(measure__plan=plan, round=round)
    by_measure = {
        pk: (status, review, updated is None and status != Status.DONE, written)
        for pk, status, review, updated, written in reported.values_list(
            "measure", "status", "review", "updated_at", HAS_RESULTS
        )
    }
    nothing = ("", Review.DRAFT, True, False)
    return [
        Standing(pk, due, *by_measure.get(pk, nothing))
        for pk, due in measures.order_by("due_date", "position").values_list("pk", "due_date")
    ]


def worklist(plan: MeasurePlan, round: str, member: Membership, today: date) -> list[Section]:
    """The sections of a member's work, each measure in one; empty ones are left out."""
    rows = standings(plan, round, member)
    returned = Section("returned", "ส่งกลับให้แก้ไข", "review=returned")
    late = Section("overdue", "เกินกำหนด", "overdue=on")
    waiting = Section("waiting", "รอท่านตรวจรับ", "review=submitted")
    soon = Section("soon", "ครบกำหนดใน 30 วัน", "due=30")
    silent = Section("silent", "เรื่องอื่นที่ยังไม่รายงานในรอบนี้", "silent=on")
    unwritten = Section("unwritten", "แล้วเสร็จ แต่ยังไม่ได้เขียนผลการดำเนินการ", "unwritten=on")
    reviews = can(member, "review_progress")
    for row in rows:
        if row.review == Review.RETURNED:
            returned.pks.append(row.pk)
        elif reviews and row.review == Review.SUBMITTED:
            waiting.pks.append(row.pk)
        elif row.is_overdue(today):
            late.pks.append(row.pk)
        elif row.is_due_soon(today):
            soon.pks.append(row.pk)
        elif row.lacks_results():
            unwritten.pks.append(row.pk)
        elif row.is_silent:
            silent.pks.append(row.pk)
    order = (returned, late, waiting, soon, unwritten, silent)
    sections = [section for section in order if section.pks]
    _fill(sections, plan, round)
    return sections


def _fill(sections: Iterable[Section], plan: MeasurePlan, round: str) -> None:
    """Fetch the rows that are shown, all sections at once."""
    wanted = {pk for section in sections for pk in section.pks[:SHOWN]}
    found = {
        measure.pk: measure
        for measure in measures_in_round(plan.agency, plan, round).filter(pk__in=wanted)
    }
    for section in sections:
        shown = (found[pk] for pk in section.pks[:SHOWN])
        section.rows = [(measure, progress_of(measure, round)) for measure in shown]


def counts_of(rows: Iterable[Standing], today: date) -> StatusCounts:
    """How many measures stand where; as ``selectors.count_statuses``."""
    rows = list(rows)
    done = sum(row.status == Status.DONE for row in rows)
    in_progress = sum(row.status == Status.IN_PROGRESS for row in rows)
    return StatusCounts(
        total=len(rows),
        done=done,
        in_progress=in_progress,
        not_started=len(rows) - done - in_progress,
        overdue=sum(row.is_overdue(today) for row in rows),
    )


def to_send(plan: MeasurePlan, round: str, member: Membership) -> list[Measure]:
    """The measures whose report is complete and not yet sent."""
    waiting = Progress.objects.filter(
        Q(review__in=[Review.DRAFT, Review.RETURNED]), measure=OuterRef("pk"), round=round
    ).exclude(status="")
    rows = Measure.objects.filter(plan=plan).reportable_by(member).filter(Exists(waiting))
    return [
        measure
        for measure in rows.for_lists()
        if not progress_of(measure, round).missing_to_submit()
    ]
