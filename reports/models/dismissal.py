"""Findings of the check that somebody looked at and let stand."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from agencies.models import Agency
from reports.models.report import Report


class Dismissal(models.Model):
    """One finding of one report that is right as it stands, with the reason.

    ``fingerprint`` is that of the finding: when its text, its place or what is wrong with it
    changes, it is another finding, and the dismissal no longer holds.
    """

    agency = models.ForeignKey(
        Agency, on_delete=models.CASCADE, related_name="+", verbose_name="หน่วยงาน"
    )
    report = models.ForeignKey(
        Report, on_delete=models.CASCADE, related_name="dismissals", verbose_name="รายงาน"
    )
    rule = models.CharField("ข้อตรวจ", max_length=5)
    fingerprint = models.CharField("ลายนิ้วมือของผลตรวจ", max_length=32)
    where = models.CharField("ตำแหน่ง", max_length=300)
    text = models.TextField("ข้อความ", blank=True)
    reason = models.TextField("เหตุผล")
    dismissed_at = models.DateTimeField("ยืนยันเมื่อ", auto_now_add=True)
    dismissed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="ยืนยันโดย"
    )

    class Meta:
        verbose_name = "ผลตรวจที่ยืนยันแล้วว่าถูกต้อง"
        verbose_name_plural = "ผลตรวจที่ยืนยันแล้วว่าถูกต้อง"
        ordering = ["report", "rule", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "fingerprint"], name="dismissal_once_for_each_finding"
            ),
            models.CheckConstraint(
                condition=~models.Q(reason=""),
                name="dismissal_has_reason",
                violation_error_message="กรุณาเขียนเหตุผล",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.where}"[:300]
