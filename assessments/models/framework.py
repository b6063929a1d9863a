"""The rules of one fiscal year's assessment."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from assessments.models.facts import Confidence, Provenance


class FrameworkInUseError(Exception):
    """A framework that scores or measures refer to was to be changed in place."""

    def __init__(self) -> None:
        super().__init__("กรอบการประเมินนี้มีผู้ใช้อยู่แล้ว จึงแก้ไขไม่ได้ กรุณาสร้างฉบับใหม่")


class FrameworkQuerySet(models.QuerySet["Framework"]):
    """Reads of frameworks."""

    def current(self, fiscal_year: int) -> Framework | None:
        """The newest edition of a year (Buddhist era), or None."""
        return self.filter(fiscal_year=fiscal_year).order_by("-edition").first()

    def newest_editions(self) -> FrameworkQuerySet:
        """The newest edition of each year, latest year first."""
        newer = Framework.objects.filter(
            fiscal_year=models.OuterRef("fiscal_year"), edition__gt=models.OuterRef("edition")
        )
        return self.filter(~models.Exists(newer)).order_by("-fiscal_year")


class Framework(models.Model):
    """One edition of a year's rules. Empty or null means not established, never zero.

    Codes mean something only together with their framework. An edition that is in use is
    never changed: a correction is the next edition.
    """

    class Calculation(models.TextChoices):
        # Item -> sub-indicator -> indicator -> instrument, each a plain mean, then the weights.
        MEAN_OF_MEANS = "mean_of_means", "ค่าเฉลี่ยของค่าเฉลี่ย ถ่วงน้ำหนักตามเครื่องมือ"

    class ReportCovers(models.TextChoices):
        SAME_YEAR = "same_year", "ปีงบประมาณเดียวกัน"
        PREVIOUS_YEAR = "previous_year", "ปีงบประมาณก่อนหน้า"

    fiscal_year = models.PositiveSmallIntegerField("ปีงบประมาณ (พ.ศ.)")
    edition = models.PositiveSmallIntegerField("ฉบับที่", default=1)
    note = models.TextField("หมายเหตุ", blank=True)
    pass_mark = models.DecimalField(
        "เกณฑ์ผ่าน (คะแนน)", max_digits=5, decimal_places=2, null=True, blank=True
    )
    calculation = models.CharField(
        "วิธีคำนวณ", max_length=20, choices=Calculation.choices, blank=True
    )
    measures_item = models.CharField("รหัสข้อมูลมาตรการ", max_length=4, blank=True)
    report_item = models.CharField("รหัสข้อมูลรายงานผล", max_length=4, blank=True)
    report_covers = models.CharField(
        "รายงานผลของ", max_length=20, choices=ReportCovers.choices, blank=True
    )
    scales = models.JSONField("ค่าคะแนนของคำตอบ", default=dict, blank=True)
    calendar = models.JSONField("ปฏิทินการประเมิน", default=list, blank=True)
    not_established = models.JSONField("เรื่องที่ยังไม่ทราบ", default=list, blank=True)
    # Values nobody has confirmed, offered to an administrator and read by nothing else.
    suggestions = models.JSONField("ข้อเสนอที่ยังไม่ยืนยัน", default=dict, blank=True)
    # {field name: {"confidence", "source"}} for the facts of this row itself.
    fact_sources = models.JSONField("ที่มาของข้อมูล", default=dict, blank=True)
    created_at = models.DateTimeField("สร้างเมื่อ", auto_now_add=True)

    objects = FrameworkQuerySet.as_manager()

    class Meta:
        verbose_name = "กรอบการประเมิน"
        verbose_name_plural = "กรอบการประเมิน"
        ordering = ["-fiscal_year", "-edition"]
        constraints = [
            models.UniqueConstraint(
                fields=["fiscal_year", "edition"],
                name="framework_edition_unique",
                violation_error_message="มีกรอบการประเมินฉบับนี้อยู่แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(fiscal_year__gte=2550, fiscal_year__lte=2650),
                name="framework_year_buddhist",
                violation_error_message="ปีงบประมาณต้องเป็นปี พ.ศ.",
            ),
            models.CheckConstraint(condition=Q(edition__gte=1), name="framework_edition_from_one"),
            models.CheckConstraint(
                condition=Q(pass_mark__isnull=True) | Q(pass_mark__gte=0, pass_mark__lte=100),
                name="framework_pass_mark_range",
                violation_error_message="เกณฑ์ผ่านต้องอยู่ระหว่าง 0 ถึง 100",
            ),
        ]

    def __str__(self) -> str:
        edition = f" ฉบับที่ {self.edition}" if self.edition > 1 else ""
        return f"กรอบการประเมิน ITA ปีงบประมาณ พ.ศ. {self.fiscal_year}{edition}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None and self.is_in_use():
            raise FrameworkInUseError
        super().save(*args, **kwargs)

    def provenance(self, field: str) -> Provenance:
        """Confidence and source of a fact of this row, for example of ``pass_mark``."""
        stated = self.fact_sources.get(field)
        if not stated:
            return Provenance()
        return Provenance(Confidence(stated["confidence"]), stated["source"])

    def is_in_use(self) -> bool:
        """Whether anything outside the framework refers to it or to a part of it.

        The relations are found, not listed: measures and other later parts of the portal
        link to indicators, questions, items and topics, and this package does not know them.
        """
        from assessments.models.parts import FrameworkPart  # parts import this module

        related = [relation.related_model for relation in self._meta.related_objects]
        parts = [model for model in related if issubclass(model, FrameworkPart)]
        own: set[type[models.Model]] = {Framework, *parts}
        for model in own:
            for relation in model._meta.get_fields(include_hidden=True):
                if not isinstance(relation, models.ManyToOneRel) or relation.related_model in own:
                    continue
                path = relation.field.name + ("" if model is Framework else "__framework")
                if relation.related_model._base_manager.filter(**{path: self}).exists():
                    return True
        return False
