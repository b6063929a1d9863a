"""The agency's answers to the items of OIT, with the addresses where the information lies."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from agencies.models import Agency, Division, User
from assessments.models.parts import Item

CHECK_EVERY = timedelta(days=7)

validate_web_address = URLValidator(
    schemes=["http", "https"], message="ที่อยู่เว็บต้องขึ้นต้นด้วย http:// หรือ https://"
)


class DisclosureQuerySet(models.QuerySet["Disclosure"]):
    """Reads of answers; every one begins at an agency."""

    def of_year(self, agency: Agency, fiscal_year: int) -> DisclosureQuerySet:
        """The agency's answers for a year, with item, division and links: two queries."""
        return (
            self.filter(agency=agency, fiscal_year=fiscal_year)
            .select_related("item", "division")
            .prefetch_related("links")
        )

    def published(self) -> DisclosureQuerySet:
        """Those that the agency shows to the public."""
        return self.filter(published_at__isnull=False)


class Disclosure(models.Model):
    """One answer: is the information disclosed, where, and who sees to it.

    Private until the agency publishes it; then it stands in the public index of the year.
    """

    class Answer(models.TextChoices):
        YES = "yes", "มี"
        NO = "no", "ไม่มี"

    agency = models.ForeignKey(
        Agency, on_delete=models.CASCADE, related_name="disclosures", verbose_name="หน่วยงาน"
    )
    item = models.ForeignKey(
        Item, on_delete=models.PROTECT, related_name="disclosures", verbose_name="ข้อมูล OIT"
    )
    fiscal_year = models.PositiveSmallIntegerField("ปีงบประมาณ (พ.ศ.)", editable=False)
    answer = models.CharField("คำตอบ", max_length=3, choices=Answer.choices, blank=True)
    explanation = models.TextField("คำอธิบายเพิ่มเติม", blank=True)
    division = models.ForeignKey(
        Division, on_delete=models.SET_NULL, null=True, blank=True, related_name="disclosures",
        verbose_name="ส่วนราชการที่รับผิดชอบ",
    )  # fmt: skip
    published_at = models.DateTimeField("เผยแพร่เมื่อ", null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, editable=False, related_name="+",
        verbose_name="เผยแพร่โดย",
    )  # fmt: skip
    version = models.PositiveIntegerField("รุ่น", default=1, editable=False)
    updated_at = models.DateTimeField("แก้ไขเมื่อ", auto_now=True)
    updated_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, editable=False, related_name="+",
        verbose_name="แก้ไขโดย",
    )  # fmt: skip

    objects = DisclosureQuerySet.as_manager()

    class Meta:
        verbose_name = "การเปิดเผยข้อมูล OIT"
        verbose_name_plural = "การเปิดเผยข้อมูล OIT"
        ordering = ["-fiscal_year", "item__number"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "item"], name="disclosure_item_unique"),
            models.CheckConstraint(
                condition=Q(answer__in=["", "yes", "no"]), name="disclosure_answer_known"
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | ~Q(answer=""),
                name="disclosure_published_has_answer",
                violation_error_message="กรุณาเลือกคำตอบก่อนเผยแพร่",
            ),
            models.CheckConstraint(
                condition=Q(published_by__isnull=True) | Q(published_at__isnull=False),
                name="disclosure_publisher_has_time",
            ),
        ]
        indexes = [models.Index(fields=["agency", "fiscal_year"])]

    def __str__(self) -> str:
        return f"{self.item.code} {self.item.title}".strip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.fiscal_year = self.item.framework.fiscal_year
        super().save(*args, **kwargs)

    @property
    def is_published(self) -> bool:
        """Whether the public index shows it."""
        return self.published_at is not None

    def is_ready_to_publish(self) -> bool:
        """Whether it could be shown to the public and is not yet."""
        return not self.is_published and not self.missing_to_publish()

    def missing_to_publish(self) -> list[str]:
        """What is lacking before the public may see it, as sentences."""
        missing = []
        if not self.answer:
            missing.append("ยังไม่ได้เลือกว่ามีหรือไม่มีข้อมูล")
        if self.answer == self.Answer.YES and not (self.pk and self.links.all()):
            missing.append("ตอบว่ามี แต่ยังไม่มีที่อยู่เว็บ (URL)")
        return missing


class DisclosureLinkQuerySet(models.QuerySet["DisclosureLink"]):
    """Reads of addresses."""

    def due(self, now: Any = None) -> DisclosureLinkQuerySet:
        """Those to check: never checked or long ago, and not being checked just now."""
        now = now or timezone.now()
        return self.filter(
            Q(checked_at__isnull=True) | Q(checked_at__lte=now - CHECK_EVERY),
            Q(claimed_until__isnull=True) | Q(claimed_until__lte=now),
            agency__is_active=True,
        ).order_by("checked_at", "pk")


class DisclosureLink(models.Model):
    """One address of an answer, with the clicks that lead there from the main page."""

    class Outcome(models.TextChoices):
        WORKS = "works", "เปิดได้"
        BROKEN = "broken", "เปิดไม่ได้"
        UNREACHABLE = "unreachable", "ติดต่อเว็บไซต์ไม่ได้"
        REFUSED = "refused", "ไม่ใช่ที่อยู่สาธารณะ ระบบจึงไม่ตรวจ"

    agency = models.ForeignKey(
        Agency, on_delete=models.CASCADE, related_name="+", verbose_name="หน่วยงาน", editable=False
    )
    disclosure = models.ForeignKey(
        Disclosure, on_delete=models.CASCADE, related_name="links", verbose_name="การเปิดเผยข้อมูล"
    )
    position = models.PositiveSmallIntegerField("ลำดับ")
    url = models.CharField("ที่อยู่เว็บ (URL)", max_length=2000, validators=[validate_web_address])
    click_path = models.TextField(
        "ขั้นตอนการเข้าถึงจากหน้าหลัก", blank=True, help_text="เช่น หน้าหลัก > การเปิดเผยข้อมูล > แผนพัฒนา"
    )
    outcome = models.CharField(
        "ผลการตรวจลิงก์", max_length=12, choices=Outcome.choices, blank=True, editable=False
    )
    detail = models.CharField("รายละเอียดผลการตรวจ", max_length=200, blank=True, editable=False)
    checked_at = models.DateTimeField("ตรวจล่าสุดเมื่อ", null=True, editable=False)
    claimed_until = models.DateTimeField("กำลังตรวจถึง", null=True, editable=False)

    objects = DisclosureLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "ที่อยู่เว็บของข้อมูล OIT"
        verbose_name_plural = "ที่อยู่เว็บของข้อมูล OIT"
        ordering = ["disclosure", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["disclosure", "position"], name="disclosurelink_position_unique"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", checked_at__isnull=True)
                | Q(
                    outcome__in=["works", "broken", "unreachable", "refused"],
                    checked_at__isnull=False,
                ),
                name="disclosurelink_outcome_has_time",
            ),
        ]

    def __str__(self) -> str:
        return self.url

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.agency_id = self.disclosure.agency_id
        super().save(*args, **kwargs)

    @property
    def is_wrong(self) -> bool:
        """Whether the last check could not open it."""
        return self.outcome not in ("", self.Outcome.WORKS)
