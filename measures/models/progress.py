"""How far a measure has come in a round of the fiscal year."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from agencies.models import Agency, Role
from measures.models.measure import Measure


class RoundCode(models.TextChoices):
    """The two rounds of a fiscal year; both count from 1 October."""

    SIX_MONTHS = "6m", "รอบ 6 เดือน"
    TWELVE_MONTHS = "12m", "รอบ 12 เดือน"


class Status(models.TextChoices):
    """One state; the words are those of the official report forms."""

    NOT_STARTED = "not_started", "ยังไม่ดำเนินการ"
    IN_PROGRESS = "in_progress", "อยู่ระหว่างดำเนินการ"
    DONE = "done", "ดำเนินการแล้ว"

    @property
    def public_label(self) -> str:
        """The same state in a citizen's words."""
        return {"not_started": "ยังไม่เริ่ม", "in_progress": "กำลังทำ", "done": "ทำเสร็จแล้ว"}[self.value]


class Review(models.TextChoices):
    """How far the division's report of a round has come. One state; the words fit the reader."""

    DRAFT = "draft", "ยังไม่ส่ง"
    SUBMITTED = "submitted", "ส่งแล้ว รอผู้ประสานงานตรวจ"
    RETURNED = "returned", "ส่งกลับให้แก้ไข"
    ACCEPTED = "accepted", "ผู้ประสานงานรับแล้ว"

    @property
    def for_coordinator(self) -> str:
        """The same state as the coordinator's work."""
        return {
            "draft": "รอส่วนราชการรายงาน", "submitted": "รอท่านตรวจ",
            "returned": "รอส่วนราชการแก้ไข", "accepted": "รับแล้ว",
        }[self.value]  # fmt: skip

    @property
    def for_executive(self) -> str:
        """The same state for whoever only reads."""
        return {
            "draft": "ยังไม่รายงาน", "submitted": "อยู่ระหว่างตรวจ",
            "returned": "อยู่ระหว่างแก้ไข", "accepted": "ตรวจแล้ว",
        }[self.value]  # fmt: skip

    def label_for(self, role: str) -> str:
        """The words for a reader of this role (``agencies.models.Role``)."""
        if role == Role.STAFF:
            return str(self.label)
        if role in (Role.COORDINATOR, Role.ADMINISTRATOR):
            return self.for_coordinator
        return self.for_executive


class Progress(models.Model):
    """The state of one measure in one round.

    ``status`` is empty where a report does not tell one (some forms only give results).
    ``status_text`` is the wording of an imported document; it is shown as long as status, date
    and note are those that were read from it, and dropped at the first change.
    """

    agency = models.ForeignKey(
        Agency, on_delete=models.CASCADE, related_name="progress", verbose_name="หน่วยงาน"
    )
    measure = models.ForeignKey(
        Measure, on_delete=models.CASCADE, related_name="progress", verbose_name="มาตรการ"
    )
    round = models.CharField("รอบ", max_length=3, choices=RoundCode.choices)
    status = models.CharField("สถานะ", max_length=20, choices=Status.choices, blank=True)
    completion_date = models.DateField("วันที่ดำเนินการแล้วเสร็จ", null=True, blank=True)
    note = models.TextField("หมายเหตุ", blank=True)
    status_text = models.TextField("ข้อความสถานะตามเอกสาร", blank=True)
    results = models.TextField("ผลการดำเนินการ", blank=True)
    outcomes = models.TextField("ผลลัพธ์หรือความสำเร็จ", blank=True)
    version = models.PositiveIntegerField("รุ่น", default=1)
    updated_at = models.DateTimeField("ปรับปรุงเมื่อ", null=True, blank=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True,
        related_name="+", verbose_name="ปรับปรุงโดย",
    )  # fmt: skip
    review = models.CharField(
        "การส่งรายงาน", max_length=10, choices=Review.choices, default=Review.DRAFT
    )
    submitted_at = models.DateTimeField("ส่งเมื่อ", null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True,
        related_name="+", verbose_name="ส่งโดย",
    )  # fmt: skip
    reviewed_at = models.DateTimeField("ตรวจเมื่อ", null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True,
        related_name="+", verbose_name="ตรวจโดย",
    )  # fmt: skip
    review_comment = models.TextField("ความเห็นของผู้ประสานงาน", blank=True)

    class Meta:
        verbose_name = "ความก้าวหน้า"
        verbose_name_plural = "ความก้าวหน้า"
        ordering = ["measure", "round"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "round"], name="progress_round_unique"),
            models.CheckConstraint(
                condition=Q(status__in=["", *Status.values]), name="progress_status_known"
            ),
            models.CheckConstraint(
                condition=Q(round__in=RoundCode.values), name="progress_round_known"
            ),
            models.CheckConstraint(
                condition=Q(completion_date__isnull=True) | Q(status=Status.DONE),
                name="progress_date_only_when_done",
                violation_error_message="ระบุวันที่แล้วเสร็จได้เฉพาะมาตรการที่ดำเนินการแล้ว",
            ),
            models.CheckConstraint(
                condition=Q(updated_by__isnull=True) | Q(updated_at__isnull=False),
                name="progress_person_has_time",
            ),
            models.CheckConstraint(
                condition=Q(review="draft", submitted_at__isnull=True, reviewed_at__isnull=True)
                | Q(review="submitted", submitted_at__isnull=False, reviewed_at__isnull=True)
                | Q(review__in=["returned", "accepted"], reviewed_at__isnull=False),
                name="progress_review_has_its_dates",
            ),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True, submitted_by__isnull=True)
                | Q(submitted_at__isnull=False, submitted_by__isnull=False),
                name="progress_submitted_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_at__isnull=True, reviewed_by__isnull=True)
                | Q(reviewed_at__isnull=False, reviewed_by__isnull=False),
                name="progress_reviewed_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(review="returned") | ~Q(review_comment=""),
                name="progress_returned_with_comment",
                violation_error_message="กรุณาระบุความเห็นว่าต้องแก้ไขอะไร",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} ({self.get_round_display()})"

    @property
    def review_state(self) -> Review:
        """The state of the report as an enum member, for its words."""
        return Review(self.review)

    @property
    def told(self) -> list[tuple[str, str]]:
        """What was written beside the status, each with its label."""
        fields = (("หมายเหตุ", self.note), ("ผลการดำเนินการ", self.results), ("ผลลัพธ์", self.outcomes))
        return [(label, text) for label, text in fields if text]

    def is_blank(self) -> bool:
        """Whether nothing is reported: never was, or it was taken back."""
        return not (self.status or self.status_text or self.completion_date or self.told)

    def missing_to_submit(self) -> list[str]:
        """What still has to be written before the report can be sent, as sentences."""
        missing = []
        if not self.status:
            missing.append("ยังไม่ได้เลือกสถานะ")
        if self.status == Status.DONE and not self.completion_date:
            missing.append("ยังไม่ได้ระบุวันที่ดำเนินการแล้วเสร็จ")
        if self.status in (Status.DONE, Status.IN_PROGRESS) and not self.results.strip():
            missing.append("ยังไม่ได้เขียนผลการดำเนินการ")
        if self.status == Status.NOT_STARTED and not self.note.strip():
            missing.append("ยังไม่ได้เขียนเหตุที่ยังไม่ดำเนินการในหมายเหตุ")
        return missing

    def is_overdue(self, today: date) -> bool:
        """Whether the measure's due date has passed without it being done.
        Computed, never stored; the list uses ``measures.selectors.overdue`` (same rule)."""
        due = self.measure.due_date
        return due is not None and due < today and self.status != Status.DONE
