"""An agency's result of one year."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from agencies.models import Agency, User
from assessments.models.framework import Framework
from ita_portal.thai.fiscal import FiscalYear


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    """Reads of assessments; every one begins at an agency."""

    def of_agency(self, agency: Agency) -> AssessmentQuerySet:
        """The agency's assessments, newest first, with their frameworks."""
        return self.filter(agency=agency).select_related("framework")

    def of_year(self, agency: Agency, fiscal_year: int) -> Assessment | None:
        """The agency's assessment of a year (Buddhist era), or None."""
        return self.of_agency(agency).filter(fiscal_year=fiscal_year).first()


class Assessment(models.Model):
    """What an agency was given in one year, by one edition of that year's framework.

    The announced figures are copied from the announcement, the computed ones follow from the
    scores by the framework's arithmetic; each stays empty when it is not known.
    """

    agency = models.ForeignKey(
        Agency, on_delete=models.CASCADE, related_name="assessments", verbose_name="หน่วยงาน"
    )
    fiscal_year = models.PositiveSmallIntegerField("ปีงบประมาณ (พ.ศ.)", editable=False)
    framework = models.ForeignKey(
        Framework,
        on_delete=models.PROTECT,
        related_name="assessments",
        verbose_name="กรอบการประเมิน",
    )
    announced_total = models.DecimalField(
        "คะแนนรวมที่ประกาศ", max_digits=5, decimal_places=2, null=True, blank=True
    )
    announced_rating = models.CharField("ระดับที่ประกาศ", max_length=100, blank=True)
    announced_on = models.DateField("วันที่ประกาศผล", null=True, blank=True)
    computed_total = models.DecimalField(
        "คะแนนรวมที่คำนวณ", max_digits=5, decimal_places=2, null=True, editable=False
    )
    computed_rating = models.CharField("ระดับที่คำนวณ", max_length=100, blank=True, editable=False)
    note = models.TextField("หมายเหตุ", blank=True)
    version = models.PositiveIntegerField("รุ่น", default=1, editable=False)
    updated_at = models.DateTimeField("แก้ไขเมื่อ", auto_now=True)
    updated_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, editable=False, related_name="+",
        verbose_name="แก้ไขโดย",
    )  # fmt: skip

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        verbose_name = "ผลการประเมิน"
        verbose_name_plural = "ผลการประเมิน"
        ordering = ["-fiscal_year"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "fiscal_year"],
                name="assessment_year_unique",
                violation_error_message="มีผลการประเมินของปีนี้อยู่แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(announced_total__isnull=True)
                | Q(announced_total__gte=0, announced_total__lte=100),
                name="assessment_announced_range",
                violation_error_message="คะแนนต้องอยู่ระหว่าง 0 ถึง 100",
            ),
            models.CheckConstraint(
                condition=Q(computed_total__isnull=True)
                | Q(computed_total__gte=0, computed_total__lte=100),
                name="assessment_computed_range",
            ),
            models.CheckConstraint(
                condition=Q(announced_on__isnull=True) | Q(announced_total__isnull=False),
                name="assessment_announced_with_total",
                violation_error_message="ระบุวันที่ประกาศผลได้เมื่อมีคะแนนรวมที่ประกาศแล้ว",
            ),
        ]

    def __str__(self) -> str:
        return f"ผลการประเมิน {self.year.name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.fiscal_year = self.framework.fiscal_year
        super().save(*args, **kwargs)

    def clean(self) -> None:
        if self.pk and self.fiscal_year != self.framework.fiscal_year:
            raise ValidationError({"framework": "กรอบการประเมินเป็นของปีงบประมาณอื่น"})

    @property
    def year(self) -> FiscalYear:
        """The fiscal year as a value with its dates and rounds."""
        return FiscalYear(self.fiscal_year)
