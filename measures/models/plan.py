"""The measures that an agency sets itself for one fiscal year."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from agencies.models import Agency
from assessments.models import Assessment
from ita_portal.thai.fiscal import FiscalYear


class MeasurePlan(models.Model):
    """One plan a year. It answers the result of the year before (``source_assessment``),
    so its links carry that year's codes, while it is published under this year's item."""

    agency = models.ForeignKey(
        Agency, on_delete=models.CASCADE, related_name="plans", verbose_name="หน่วยงาน"
    )
    fiscal_year = models.PositiveSmallIntegerField("ปีงบประมาณ (พ.ศ.)")
    source_assessment = models.ForeignKey(
        Assessment, on_delete=models.PROTECT, null=True, blank=True, related_name="plans",
        verbose_name="ผลการประเมินที่นำมาวิเคราะห์",
    )  # fmt: skip
    title = models.CharField("ชื่อแผน", max_length=500, blank=True)
    intro = models.TextField("ความนำ", blank=True)

    class Meta:
        verbose_name = "แผนมาตรการ"
        verbose_name_plural = "แผนมาตรการ"
        ordering = ["-fiscal_year"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "fiscal_year"],
                name="plan_year_unique",
                violation_error_message="มีแผนมาตรการของปีนี้อยู่แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(fiscal_year__gte=2550, fiscal_year__lte=2650),
                name="plan_year_buddhist",
                violation_error_message="ปีงบประมาณต้องเป็นปี พ.ศ.",
            ),
        ]

    def __str__(self) -> str:
        return f"แผนมาตรการ {self.year.name}"

    @property
    def year(self) -> FiscalYear:
        """The fiscal year as a value with its dates and rounds."""
        return FiscalYear(self.fiscal_year)
