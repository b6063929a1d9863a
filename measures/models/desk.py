"""What one person keeps for themselves: texts not yet saved, views of the table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import models

from agencies.models import Agency


class Draft(models.Model):
    """What somebody has typed into a form and not yet saved. ``key`` names the form, ``data`` is
    the form as it would be posted, the version that was seen included."""

    agency = models.ForeignKey(
        Agency, on_delete=models.CASCADE, related_name="+", verbose_name="หน่วยงาน"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name="ผู้พิมพ์"
    )
    key = models.CharField("แบบฟอร์ม", max_length=80)
    data: models.JSONField[Mapping[str, Any], Any] = models.JSONField("ข้อความ", default=dict)
    saved_at = models.DateTimeField("เก็บเมื่อ", auto_now=True)

    class Meta:
        verbose_name = "ข้อความที่ยังไม่บันทึก"
        verbose_name_plural = "ข้อความที่ยังไม่บันทึก"
        constraints = [
            models.UniqueConstraint(fields=["agency", "user", "key"], name="draft_key_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.key}"


class SavedView(models.Model):
    """A table that somebody looks at often: the filters, columns and order of its address."""

    agency = models.ForeignKey(
        Agency, on_delete=models.CASCADE, related_name="+", verbose_name="หน่วยงาน"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name="เจ้าของ"
    )
    name = models.CharField("ชื่อมุมมอง", max_length=80)
    query = models.CharField("เงื่อนไข", max_length=1000)

    class Meta:
        verbose_name = "มุมมองที่บันทึกไว้"
        verbose_name_plural = "มุมมองที่บันทึกไว้"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "user", "name"],
                name="saved_view_name_unique",
                violation_error_message="มีมุมมองชื่อนี้อยู่แล้ว",
            ),
        ]

    def __str__(self) -> str:
        return self.name
