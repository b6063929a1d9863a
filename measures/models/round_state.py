"""Whether a round of a plan is being reported or frozen."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from agencies.models import Agency
from measures.models.plan import MeasurePlan
from measures.models.progress import RoundCode


class RoundState(models.Model):
    """One round of one plan. A round without a row has not been opened by anybody; it can be
    reported on, so that a first report needs no ceremony. A closed round is frozen."""

    class State(models.TextChoices):
        OPEN = "open", "เปิดให้รายงาน"
        CLOSED = "closed", "ปิดแล้ว"

    agency = models.ForeignKey(
        Agency, on_delete=models.CASCADE, related_name="+", verbose_name="หน่วยงาน"
    )
    plan = models.ForeignKey(
        MeasurePlan, on_delete=models.CASCADE, related_name="round_states", verbose_name="แผน"
    )
    round = models.CharField("รอบ", max_length=3, choices=RoundCode.choices)
    state = models.CharField("สถานะของรอบ", max_length=10, choices=State.choices)
    report_by = models.DateField("ให้รายงานภายใน", null=True, blank=True)
    opened_at = models.DateTimeField("เปิดเมื่อ")
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+",
        verbose_name="เปิดโดย",
    )  # fmt: skip
    closed_at = models.DateTimeField("ปิดเมื่อ", null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True,
        related_name="+", verbose_name="ปิดโดย",
    )  # fmt: skip
    reopened_at = models.DateTimeField("เปิดใหม่เมื่อ", null=True, blank=True)
    reopen_reason = models.TextField("เหตุผลที่เปิดใหม่", blank=True)

    class Meta:
        verbose_name = "รอบการรายงาน"
        verbose_name_plural = "รอบการรายงาน"
        ordering = ["plan", "-round"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "round"], name="round_state_unique"),
            models.CheckConstraint(
                condition=Q(round__in=RoundCode.values), name="round_state_round_known"
            ),
            models.CheckConstraint(
                condition=Q(state="open", closed_at__isnull=True, closed_by__isnull=True)
                | Q(state="closed", closed_at__isnull=False, closed_by__isnull=False),
                name="round_state_closed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(reopened_at__isnull=True) | ~Q(reopen_reason=""),
                name="round_state_reopened_for_a_reason",
                violation_error_message="กรุณาระบุเหตุผลที่เปิดรอบใหม่",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_round_display()} ของ{self.plan.year.name}"

    @property
    def is_closed(self) -> bool:
        """Whether nothing of the round may change any more."""
        return self.state == self.State.CLOSED
