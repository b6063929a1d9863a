"""How sure a fact is, and where it was read."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models


class Confidence(models.TextChoices):
    """How well a fact of a framework is established. What is not is said so on screen."""

    CONFIRMED = "confirmed", "ยืนยันจากสองแหล่งขึ้นไป"
    ONE_SOURCE = "one_source", "จากแหล่งข้อมูลเดียว"
    INFERRED = "inferred", "อนุมานจากข้อมูลอื่น"
    UNCONFIRMED = "unconfirmed", "ยังไม่ยืนยัน"


@dataclass(frozen=True, slots=True)
class Provenance:
    """Confidence and source of one fact. ``source`` is empty only for what is unconfirmed."""

    confidence: Confidence = Confidence.UNCONFIRMED
    source: str = ""

    def get_confidence_display(self) -> str:
        """The Thai words, as a row that states facts says them."""
        return str(self.confidence.label)

    @property
    def is_established(self) -> bool:
        """Whether at least one source says it."""
        return self.confidence in (Confidence.CONFIRMED, Confidence.ONE_SOURCE)


def known_confidence(name: str, field: str = "confidence") -> models.CheckConstraint:
    """The constraint that ``field`` holds one of the four."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{field}__in": Confidence.values}), name=name
    )


class Fact(models.Model):
    """A row that states facts: with their confidence and source."""

    confidence = models.CharField(
        "ความน่าเชื่อถือ",
        max_length=20,
        choices=Confidence.choices,
        default=Confidence.UNCONFIRMED,
    )
    source = models.TextField("แหล่งข้อมูล", blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(confidence=Confidence.UNCONFIRMED)
                | (models.Q(confidence__in=Confidence.values) & ~models.Q(source="")),
                name="%(class)s_fact_has_source",
                violation_error_message="ข้อมูลที่ยืนยันแล้วต้องระบุแหล่งข้อมูล",
            ),
        ]

    @property
    def provenance(self) -> Provenance:
        """Confidence and source together."""
        return Provenance(Confidence(self.confidence), self.source)
