"""Why a weak point gets no measure: said once, so that nobody has to ask again."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from agencies.models import Agency, User
from assessments.models import Assessment


class UnplannedWeakPoint(models.Model):
    """A weak point of a result for which no measure is planned, with the reason.

    ``level`` and ``code`` name it within the framework of the result: an indicator by its
    number, a question or an item by its code.
    """

    agency = models.ForeignKey(
        Agency, on_delete=models.CASCADE, related_name="+", verbose_name="หน่วยงาน", editable=False
    )
    assessment = models.ForeignKey(
        Assessment, on_delete=models.CASCADE, related_name="unplanned",
        verbose_name="ผลการประเมิน",
    )  # fmt: skip
    level = models.CharField("ระดับ", max_length=10)
    code = models.CharField("รหัส", max_length=8)
    reason = models.TextField("เหตุผลที่ไม่กำหนดมาตรการ")
    decided_at = models.DateTimeField("บันทึกเมื่อ", auto_now=True)
    decided_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", editable=False,
        verbose_name="บันทึกโดย",
    )  # fmt: skip

    class Meta:
        verbose_name = "จุดอ่อนที่ไม่กำหนดมาตรการ"
        verbose_name_plural = "จุดอ่อนที่ไม่กำหนดมาตรการ"
        ordering = ["assessment", "level", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "level", "code"], name="unplanned_weak_point_unique"
            ),
            models.CheckConstraint(
                condition=Q(level__in=["indicator", "question", "item"]),
                name="unplanned_level_known",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="unplanned_has_reason",
                violation_error_message="กรุณาระบุเหตุผล",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.reason}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.agency_id = self.assessment.agency_id
        super().save(*args, **kwargs)
