"""What proves that a measure was carried out: pictures, documents, links."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from agencies.models import Agency
from assessments.models.disclosure import validate_web_address
from measures.models.measure import Measure
from measures.models.progress import RoundCode


class Evidence(models.Model):
    """One file or link. The file is written once and never changed; caption, date and whether
    the public may see it can be. Private until somebody says otherwise."""

    class Kind(models.TextChoices):
        PICTURE = "picture", "ภาพ"
        DOCUMENT = "document", "เอกสาร"
        LINK = "link", "ลิงก์"

    agency = models.ForeignKey(
        Agency, on_delete=models.CASCADE, related_name="evidence", verbose_name="หน่วยงาน"
    )
    kind = models.CharField("ชนิด", max_length=10, choices=Kind.choices, editable=False)
    name = models.CharField("ชื่อแฟ้ม", max_length=150, blank=True, editable=False)
    file = models.FileField("แฟ้ม", upload_to="evidence/%Y/%m", max_length=200, blank=True)
    thumbnail = models.FileField("ภาพย่อ", upload_to="evidence/%Y/%m", max_length=200, blank=True)
    content_type = models.CharField("ชนิดแฟ้ม", max_length=100, blank=True, editable=False)
    size = models.PositiveIntegerField("ขนาด (ไบต์)", default=0, editable=False)
    sha256 = models.CharField("ค่าแฮช SHA-256 ของแฟ้ม", max_length=64, blank=True, editable=False)
    url = models.URLField("ที่อยู่เว็บ", max_length=500, blank=True, validators=[validate_web_address])
    caption = models.CharField("คำบรรยาย", max_length=300, blank=True)
    alt_text = models.CharField("คำอธิบายภาพสำหรับผู้ที่มองไม่เห็น", max_length=300, blank=True)
    dated = models.DateField("วันที่ของหลักฐาน", null=True, blank=True)
    is_public = models.BooleanField("เผยแพร่ต่อสาธารณะได้", default=False)
    added_at = models.DateTimeField("เพิ่มเมื่อ", auto_now_add=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+",
        verbose_name="เพิ่มโดย", editable=False,
    )  # fmt: skip

    class Meta:
        verbose_name = "หลักฐาน"
        verbose_name_plural = "หลักฐาน"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="link", file="") & ~Q(url="")
                | Q(kind__in=["picture", "document"], url="") & ~Q(file="") & ~Q(name=""),
                name="evidence_file_or_link",
                violation_error_message="กรุณาแนบแฟ้มหรือระบุที่อยู่เว็บอย่างใดอย่างหนึ่ง",
            ),
            models.CheckConstraint(
                condition=~Q(kind="picture") | ~Q(thumbnail=""),
                name="evidence_picture_has_thumbnail",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """What a list calls it: its caption, its file name, or its address."""
        return self.caption or self.name or self.url

    @property
    def described(self) -> str:
        """The text that stands for a picture."""
        return self.alt_text or self.caption or "ภาพหลักฐานที่ยังไม่มีคำอธิบาย"


class EvidenceUse(models.Model):
    """Where a piece of evidence is used: a measure in a round, and its place there. One picture
    of a meeting can prove several measures."""

    agency = models.ForeignKey(
        Agency, on_delete=models.CASCADE, related_name="+", verbose_name="หน่วยงาน", editable=False
    )
    evidence = models.ForeignKey(
        Evidence, on_delete=models.PROTECT, related_name="uses", verbose_name="หลักฐาน"
    )
    measure = models.ForeignKey(
        Measure, on_delete=models.CASCADE, related_name="evidence_uses", verbose_name="มาตรการ"
    )
    round = models.CharField("รอบ", max_length=3, choices=RoundCode.choices)
    position = models.PositiveIntegerField("ลำดับ")

    class Meta:
        verbose_name = "การใช้หลักฐาน"
        verbose_name_plural = "การใช้หลักฐาน"
        ordering = ["measure", "-round", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "round", "evidence"],
                name="evidence_use_unique",
                violation_error_message="หลักฐานนี้แนบกับมาตรการนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(round__in=RoundCode.values), name="evidence_use_round_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evidence}: {self.measure} ({self.get_round_display()})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.agency_id = self.measure.agency_id
        super().save(*args, **kwargs)
