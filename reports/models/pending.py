"""A Word file between upload and confirmation: nothing of it is in the plan yet."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from agencies.models import Agency
from measures.models import RoundCode


class PendingImport(models.Model):
    """An uploaded Word file with the corrections made in its preview. The file is read anew
    for each preview, so that what is confirmed is what was shown."""

    agency = models.ForeignKey(
        Agency, on_delete=models.CASCADE, related_name="pending_imports", verbose_name="หน่วยงาน"
    )
    name = models.CharField("ชื่อแฟ้ม", max_length=255)
    content = models.BinaryField("แฟ้ม Word")
    fiscal_year = models.PositiveSmallIntegerField("ปีงบประมาณ (พ.ศ.)", null=True, blank=True)
    round = models.CharField("รอบ", max_length=3, choices=RoundCode.choices, blank=True)
    column_keys = models.JSONField("ความหมายของคอลัมน์ที่แก้ไข", default=dict, blank=True)
    created_at = models.DateTimeField("อัปโหลดเมื่อ", auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+",
        verbose_name="อัปโหลดโดย",
    )  # fmt: skip

    class Meta:
        verbose_name = "เอกสารรอนำเข้า"
        verbose_name_plural = "เอกสารรอนำเข้า"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name

    def column_corrections(self) -> dict[tuple[int, int], str]:
        """The corrections as the recogniser takes them: (table number, column) -> key."""
        return {
            (int(table), int(column)): key
            for place, key in self.column_keys.items()
            for table, column in [place.split(":")]
        }
