"""The scores of an assessment, 0 to 100. Higher is always better: they arrive already reversed.

Every level may be stored as announced, because not every agency gets every level; what is
missing is computed from the level below where the framework says how.
"""

from __future__ import annotations

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from agencies.models import Agency
from assessments.models.assessment import Assessment
from assessments.models.parts import Indicator, Instrument, Item, Question, SubIndicator

_OUT_OF_RANGE = "คะแนนต้องอยู่ระหว่าง 0 ถึง 100"


class Score(models.Model):
    """A score of something. The agency is the assessment's, so that rows can be placed by it."""

    assessment: models.ForeignKey[Assessment, Assessment]
    agency = models.ForeignKey(
        Agency, on_delete=models.CASCADE, related_name="+", verbose_name="หน่วยงาน", editable=False
    )
    score = models.DecimalField(
        "คะแนน",
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(0, _OUT_OF_RANGE), MaxValueValidator(100, _OUT_OF_RANGE)],
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(score__gte=0, score__lte=100),
                name="%(class)s_range",
                violation_error_message=_OUT_OF_RANGE,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.score:.2f}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.agency_id = self.assessment.agency_id
        super().save(*args, **kwargs)


class InstrumentScore(Score):
    """The score of a whole instrument, as announced."""

    assessment = models.ForeignKey(
        Assessment,
        on_delete=models.CASCADE,
        related_name="instrument_scores",
        verbose_name="ผลการประเมิน",
    )
    instrument = models.ForeignKey(
        Instrument, on_delete=models.PROTECT, related_name="scores", verbose_name="เครื่องมือ"
    )

    class Meta(Score.Meta):
        verbose_name = "คะแนนเครื่องมือ"
        verbose_name_plural = "คะแนนเครื่องมือ"
        ordering = ["instrument__position"]
        constraints = [
            *Score.Meta.constraints,
            models.UniqueConstraint(
                fields=["assessment", "instrument"], name="instrumentscore_unique"
            ),
        ]


class IndicatorScore(Score):
    """The score of an indicator, as announced."""

    assessment = models.ForeignKey(
        Assessment,
        on_delete=models.CASCADE,
        related_name="indicator_scores",
        verbose_name="ผลการประเมิน",
    )
    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="scores", verbose_name="ตัวชี้วัด"
    )

    class Meta(Score.Meta):
        verbose_name = "คะแนนตัวชี้วัด"
        verbose_name_plural = "คะแนนตัวชี้วัด"
        ordering = ["indicator__number"]
        constraints = [
            *Score.Meta.constraints,
            models.UniqueConstraint(
                fields=["assessment", "indicator"], name="indicatorscore_unique"
            ),
        ]


class SubIndicatorScore(Score):
    """The score of a sub-indicator, as announced."""

    assessment = models.ForeignKey(
        Assessment, on_delete=models.CASCADE, related_name="sub_indicator_scores",
        verbose_name="ผลการประเมิน",
    )  # fmt: skip
    sub_indicator = models.ForeignKey(
        SubIndicator, on_delete=models.PROTECT, related_name="scores", verbose_name="ตัวชี้วัดย่อย"
    )

    class Meta(Score.Meta):
        verbose_name = "คะแนนตัวชี้วัดย่อย"
        verbose_name_plural = "คะแนนตัวชี้วัดย่อย"
        ordering = ["sub_indicator__indicator__number", "sub_indicator__number"]
        constraints = [
            *Score.Meta.constraints,
            models.UniqueConstraint(
                fields=["assessment", "sub_indicator"], name="subindicatorscore_unique"
            ),
        ]


class QuestionScore(Score):
    """The score of a question, with the guidance that the analysis wrote for it."""

    assessment = models.ForeignKey(
        Assessment,
        on_delete=models.CASCADE,
        related_name="question_scores",
        verbose_name="ผลการประเมิน",
    )
    question = models.ForeignKey(
        Question, on_delete=models.PROTECT, related_name="scores", verbose_name="ข้อคำถาม"
    )
    guidance = models.TextField("แนวทางการพัฒนา", blank=True)

    class Meta(Score.Meta):
        verbose_name = "คะแนนข้อคำถาม"
        verbose_name_plural = "คะแนนข้อคำถาม"
        ordering = ["question__indicator__number", "question__number"]
        constraints = [
            *Score.Meta.constraints,
            models.UniqueConstraint(fields=["assessment", "question"], name="questionscore_unique"),
        ]


class OptionScore(models.Model):
    """The score of one part of a question, by its wording in the result."""

    agency = models.ForeignKey(
        Agency, on_delete=models.CASCADE, related_name="+", verbose_name="หน่วยงาน", editable=False
    )
    question_score = models.ForeignKey(
        QuestionScore, on_delete=models.CASCADE, related_name="options", verbose_name="คะแนนข้อคำถาม"
    )
    position = models.PositiveSmallIntegerField("ลำดับ")
    text = models.TextField("ประเด็นย่อย")
    score = models.DecimalField(
        "คะแนน",
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(0, _OUT_OF_RANGE), MaxValueValidator(100, _OUT_OF_RANGE)],
    )

    class Meta:
        verbose_name = "คะแนนประเด็นย่อย"
        verbose_name_plural = "คะแนนประเด็นย่อย"
        ordering = ["question_score", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["question_score", "position"], name="optionscore_position_unique"
            ),
            models.CheckConstraint(
                condition=Q(score__gte=0, score__lte=100),
                name="optionscore_range",
                violation_error_message=_OUT_OF_RANGE,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.text} {self.score:.2f}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.agency_id = self.question_score.agency_id
        super().save(*args, **kwargs)


class ItemScore(Score):
    """The score of an OIT item, with the guidance that the analysis wrote for it."""

    assessment = models.ForeignKey(
        Assessment, on_delete=models.CASCADE, related_name="item_scores", verbose_name="ผลการประเมิน"
    )
    item = models.ForeignKey(
        Item, on_delete=models.PROTECT, related_name="scores", verbose_name="ข้อมูล OIT"
    )
    guidance = models.TextField("แนวทางการพัฒนา", blank=True)

    class Meta(Score.Meta):
        verbose_name = "คะแนนข้อมูล OIT"
        verbose_name_plural = "คะแนนข้อมูล OIT"
        ordering = ["item__number"]
        constraints = [
            *Score.Meta.constraints,
            models.UniqueConstraint(fields=["assessment", "item"], name="itemscore_unique"),
        ]
