"""The emblem at the head of an agency's memos."""

from __future__ import annotations

from django.db import models

from agencies.models import Agency


class MemoEmblem(models.Model):
    """The Garuda (ตราครุฑ) that an agency has uploaded. The portal brings none of its own."""

    agency = models.OneToOneField(
        Agency, on_delete=models.CASCADE, related_name="memo_emblem", verbose_name="หน่วยงาน"
    )
    name = models.CharField("ชื่อแฟ้มภาพ", max_length=80)
    content = models.BinaryField("ภาพ")

    class Meta:
        verbose_name = "ตราครุฑของหน่วยงาน"
        verbose_name_plural = "ตราครุฑของหน่วยงาน"

    def __str__(self) -> str:
        return f"ตราครุฑของ{self.agency}"
