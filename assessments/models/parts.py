"""What a framework consists of. Each number or code is unique within its framework only."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q

from assessments.models.facts import Confidence, Fact, known_confidence
from assessments.models.framework import Framework, FrameworkInUseError


class FrameworkPart(Fact):
    """A row of a framework: refuses a change or removal once the framework is in use."""

    framework: models.ForeignKey[Framework, Framework]

    class Meta(Fact.Meta):
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.framework.is_in_use():
            raise FrameworkInUseError
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        if self.framework.is_in_use():
            raise FrameworkInUseError
        return super().delete(*args, **kwargs)


class Instrument(FrameworkPart):
    """IIT, EIT or OIT, with its weight in the total (per cent; null when not established)."""

    framework = models.ForeignKey(
        Framework,
        on_delete=models.PROTECT,
        related_name="instruments",
        verbose_name="กรอบการประเมิน",
    )
    code = models.CharField("เครื่องมือ", max_length=3)
    name = models.CharField("ชื่อเต็ม", max_length=200, blank=True)
    weight = models.DecimalField(
        "น้ำหนัก (ร้อยละ)", max_digits=5, decimal_places=2, null=True, blank=True
    )
    position = models.PositiveSmallIntegerField("ลำดับ")

    class Meta(FrameworkPart.Meta):
        verbose_name = "เครื่องมือการประเมิน"
        verbose_name_plural = "เครื่องมือการประเมิน"
        ordering = ["framework", "position"]
        constraints = [
            *FrameworkPart.Meta.constraints,
            models.UniqueConstraint(fields=["framework", "code"], name="instrument_code_unique"),
            models.CheckConstraint(
                condition=Q(code__in=["IIT", "EIT", "OIT"]), name="instrument_code_known"
            ),
            models.CheckConstraint(
                condition=Q(weight__isnull=True) | Q(weight__gt=0, weight__lte=100),
                name="instrument_weight_range",
                violation_error_message="น้ำหนักต้องมากกว่า 0 และไม่เกิน 100",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Indicator(FrameworkPart):
    """An indicator, numbered from 1 through all instruments."""

    framework = models.ForeignKey(
        Framework, on_delete=models.PROTECT, related_name="indicators", verbose_name="กรอบการประเมิน"
    )
    instrument = models.ForeignKey(
        Instrument, on_delete=models.PROTECT, related_name="indicators", verbose_name="เครื่องมือ"
    )
    number = models.PositiveSmallIntegerField("ตัวชี้วัดที่")
    name = models.CharField("ชื่อตัวชี้วัด", max_length=200)
    aliases = models.JSONField("ชื่ออื่นที่ใช้เรียก", default=list, blank=True)

    class Meta(FrameworkPart.Meta):
        verbose_name = "ตัวชี้วัด"
        verbose_name_plural = "ตัวชี้วัด"
        ordering = ["framework", "number"]
        constraints = [
            *FrameworkPart.Meta.constraints,
            models.UniqueConstraint(
                fields=["framework", "number"],
                name="indicator_number_unique",
                violation_error_message="มีตัวชี้วัดหมายเลขนี้อยู่แล้ว",
            ),
        ]

    def __str__(self) -> str:
        return f"ตัวชี้วัดที่ {self.number} {self.name}"


class SubIndicator(FrameworkPart):
    """A sub-indicator of an OIT indicator ("9.5"); the name is empty when not established."""

    framework = models.ForeignKey(
        Framework,
        on_delete=models.PROTECT,
        related_name="sub_indicators",
        verbose_name="กรอบการประเมิน",
    )
    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="sub_indicators", verbose_name="ตัวชี้วัด"
    )
    number = models.CharField("ตัวชี้วัดย่อยที่", max_length=8)
    name = models.CharField("ชื่อตัวชี้วัดย่อย", max_length=200, blank=True)

    class Meta(FrameworkPart.Meta):
        verbose_name = "ตัวชี้วัดย่อย"
        verbose_name_plural = "ตัวชี้วัดย่อย"
        ordering = ["framework", "indicator__number", "number"]
        constraints = [
            *FrameworkPart.Meta.constraints,
            models.UniqueConstraint(
                fields=["framework", "number"],
                name="subindicator_number_unique",
                violation_error_message="มีตัวชี้วัดย่อยหมายเลขนี้อยู่แล้ว",
            ),
        ]

    def __str__(self) -> str:
        return f"ตัวชี้วัดย่อยที่ {self.number} {self.name}".rstrip()


class Question(FrameworkPart):
    """A question of IIT or EIT. The text is empty when this year's wording was not read;
    that it exists and where it belongs is a fact of its own (``placement_confidence``).

    ``options`` are the parts that are scored by themselves:
    ``[{"text", "scale", "reversed"}]``. Whether an answer is reversed explains a score;
    scores arrive already reversed and are never turned round again.
    """

    framework = models.ForeignKey(
        Framework, on_delete=models.PROTECT, related_name="questions", verbose_name="กรอบการประเมิน"
    )
    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="questions", verbose_name="ตัวชี้วัด"
    )
    code = models.CharField("รหัส", max_length=4)
    number = models.PositiveSmallIntegerField("ข้อที่")
    text = models.TextField("ข้อคำถาม", blank=True)
    scale = models.CharField("ค่าคะแนนของคำตอบ", max_length=10, blank=True)
    is_reversed = models.BooleanField("กลับค่าคะแนน", null=True, blank=True)
    options = models.JSONField("ประเด็นย่อย", default=list, blank=True)
    note = models.TextField("หมายเหตุ", blank=True)
    placement_confidence = models.CharField(
        "ความน่าเชื่อถือของตัวชี้วัดที่สังกัด",
        max_length=20,
        choices=Confidence.choices,
        default=Confidence.UNCONFIRMED,
    )

    class Meta(FrameworkPart.Meta):
        verbose_name = "ข้อคำถาม"
        verbose_name_plural = "ข้อคำถาม"
        ordering = ["framework", "indicator__number", "number"]
        constraints = [
            *FrameworkPart.Meta.constraints,
            known_confidence("question_placement_known", "placement_confidence"),
            models.UniqueConstraint(
                fields=["framework", "code"],
                name="question_code_unique",
                violation_error_message="มีข้อคำถามรหัสนี้อยู่แล้ว",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.text}".rstrip()


class Item(FrameworkPart):
    """An item of OIT. The title is empty when not established; ``sub_indicator`` is null
    when the year's grouping is not."""

    framework = models.ForeignKey(
        Framework, on_delete=models.PROTECT, related_name="items", verbose_name="กรอบการประเมิน"
    )
    sub_indicator = models.ForeignKey(
        SubIndicator, on_delete=models.PROTECT, null=True, blank=True, related_name="items",
        verbose_name="ตัวชี้วัดย่อย",
    )  # fmt: skip
    code = models.CharField("รหัส", max_length=4)
    number = models.PositiveSmallIntegerField("ข้อที่")
    title = models.CharField("ข้อมูล", max_length=400, blank=True)
    components = models.JSONField("องค์ประกอบ", default=list, blank=True)
    components_note = models.TextField("ที่มาขององค์ประกอบ", blank=True)
    note = models.TextField("หมายเหตุ", blank=True)
    placement_confidence = models.CharField(
        "ความน่าเชื่อถือของตัวชี้วัดย่อยที่สังกัด",
        max_length=20,
        choices=Confidence.choices,
        default=Confidence.UNCONFIRMED,
    )

    class Meta(FrameworkPart.Meta):
        verbose_name = "ข้อมูล OIT"
        verbose_name_plural = "ข้อมูล OIT"
        ordering = ["framework", "number"]
        constraints = [
            *FrameworkPart.Meta.constraints,
            known_confidence("item_placement_known", "placement_confidence"),
            models.UniqueConstraint(
                fields=["framework", "code"],
                name="item_code_unique",
                violation_error_message="มีข้อมูลรหัสนี้อยู่แล้ว",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}".rstrip()


class RatingLevel(FrameworkPart):
    """A rating. The first level by ``position`` whose minima are reached is the rating:
    the total must reach ``minimum``, and each instrument ``instrument_minimum`` if there is one."""

    framework = models.ForeignKey(
        Framework,
        on_delete=models.PROTECT,
        related_name="rating_levels",
        verbose_name="กรอบการประเมิน",
    )
    position = models.PositiveSmallIntegerField("ลำดับ")
    code = models.CharField("รหัส", max_length=20)
    name = models.CharField("ระดับ", max_length=100)
    minimum = models.DecimalField("คะแนนรวมตั้งแต่", max_digits=5, decimal_places=2)
    instrument_minimum = models.DecimalField(
        "คะแนนทุกเครื่องมือตั้งแต่", max_digits=5, decimal_places=2, null=True, blank=True
    )

    class Meta(FrameworkPart.Meta):
        verbose_name = "ระดับผลการประเมิน"
        verbose_name_plural = "ระดับผลการประเมิน"
        ordering = ["framework", "position"]
        constraints = [
            *FrameworkPart.Meta.constraints,
            models.UniqueConstraint(
                fields=["framework", "position"], name="rating_position_unique"
            ),
            models.UniqueConstraint(fields=["framework", "code"], name="rating_code_unique"),
            models.CheckConstraint(
                condition=Q(minimum__gte=0, minimum__lte=100)
                & (
                    Q(instrument_minimum__isnull=True)
                    | Q(instrument_minimum__gte=0, instrument_minimum__lte=100)
                ),
                name="rating_minimum_range",
                violation_error_message="คะแนนต้องอยู่ระหว่าง 0 ถึง 100",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Topic(FrameworkPart):
    """A subject that measures must cover in newer years."""

    framework = models.ForeignKey(
        Framework, on_delete=models.PROTECT, related_name="topics", verbose_name="กรอบการประเมิน"
    )
    number = models.PositiveSmallIntegerField("ประเด็นที่")
    name = models.CharField("ประเด็น", max_length=300)

    class Meta(FrameworkPart.Meta):
        verbose_name = "ประเด็นของมาตรการ"
        verbose_name_plural = "ประเด็นของมาตรการ"
        ordering = ["framework", "number"]
        constraints = [
            *FrameworkPart.Meta.constraints,
            models.UniqueConstraint(
                fields=["framework", "number"],
                name="topic_number_unique",
                violation_error_message="มีประเด็นหมายเลขนี้อยู่แล้ว",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"
