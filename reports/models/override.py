"""Wording that holds in one report only."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from agencies.models import Agency
from measures.models import Measure
from reports.models.report import Report


class CellOverride(models.Model):
    """The text of one cell of one report, in place of what the data say. The data stay as they
    are; ``original`` is what they said when the text was written."""

    agency = models.ForeignKey(
        Agency, on_delete=models.CASCADE, related_name="+", verbose_name="หน่วยงาน"
    )
    report = models.ForeignKey(
        Report, on_delete=models.CASCADE, related_name="overrides", verbose_name="รายงาน"
    )
    measure = models.ForeignKey(
        Measure, on_delete=models.CASCADE, related_name="+", verbose_name="มาตรการ"
    )
    field = models.CharField("คอลัมน์", max_length=300)
    text = models.TextField("ข้อความในรายงานนี้", blank=True)
    original = models.TextField("ข้อความจากข้อมูล", blank=True)
    changed_at = models.DateTimeField("แก้ไขเมื่อ", auto_now=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+",
        verbose_name="แก้ไขโดย",
    )  # fmt: skip

    class Meta:
        verbose_name = "ถ้อยคำเฉพาะรายงาน"
        verbose_name_plural = "ถ้อยคำเฉพาะรายงาน"
        constraints = [
            models.UniqueConstraint(
                fields=["report", "measure", "field"], name="cell_override_unique"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} ({self.field})"
