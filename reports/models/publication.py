"""What went out: frozen snapshots. A correction is a new version; nothing is ever rewritten."""

from __future__ import annotations

from typing import Any, NoReturn

from django.conf import settings
from django.db import models

from agencies.models import Agency
from reports.models.report import Report


class Frozen(models.Model):
    """A row that is written once. Database triggers refuse UPDATE and DELETE as well."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("a publication never changes")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("a publication is never deleted")


class Publication(Frozen):
    """One version of a published report, found by its address ``/<agency>/<year>/<item>/``."""

    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="publications", verbose_name="หน่วยงาน"
    )
    report = models.ForeignKey(
        Report, on_delete=models.PROTECT, related_name="publications", verbose_name="รายงาน"
    )
    year = models.PositiveSmallIntegerField("ปีในที่อยู่เว็บ")
    item = models.CharField("รหัสข้อในที่อยู่เว็บ", max_length=40)
    version = models.PositiveIntegerField("ฉบับที่")
    title = models.CharField("ชื่อเรื่อง", max_length=500)
    document = models.JSONField("เอกสาร")
    note = models.TextField("บันทึกการแก้ไข", blank=True)
    published_at = models.DateTimeField("เผยแพร่เมื่อ")
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+",
        verbose_name="เผยแพร่โดย",
    )  # fmt: skip
    published_by_name = models.CharField("ชื่อผู้เผยแพร่", max_length=200)

    class Meta:
        verbose_name = "ฉบับที่เผยแพร่"
        verbose_name_plural = "ฉบับที่เผยแพร่"
        ordering = ["-year", "item", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "year", "item", "version"], name="publication_address_unique"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} (ฉบับที่ {self.version})"

    @property
    def path(self) -> str:
        """The stable address of the newest version of this item."""
        return f"/{self.agency.slug}/{self.year}/{self.item}/"


class PublicationFile(Frozen):
    """The bytes of one format, as they were on the day of publication."""

    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="+", verbose_name="หน่วยงาน"
    )
    publication = models.ForeignKey(
        Publication, on_delete=models.PROTECT, related_name="files", verbose_name="ฉบับที่เผยแพร่"
    )
    format = models.CharField("รูปแบบ", max_length=10)
    content = models.BinaryField("เนื้อหา")
    sha256 = models.CharField("ค่าตรวจสอบ SHA-256", max_length=64)

    class Meta:
        verbose_name = "แฟ้มที่เผยแพร่"
        verbose_name_plural = "แฟ้มที่เผยแพร่"
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "format"], name="publication_file_unique"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.publication} .{self.format}"
