"""Layouts that an agency keeps for itself."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models

from agencies.models import Agency
from reports.layouts.layout import Layout


class OwnLayout(models.Model):
    """A layout of an agency: the same data as the files of the built-in ones."""

    agency = models.ForeignKey(
        Agency, on_delete=models.CASCADE, related_name="layouts", verbose_name="หน่วยงาน"
    )
    label = models.CharField("ชื่อรูปแบบ", max_length=120)
    data = models.JSONField("รูปแบบ")
    version = models.PositiveIntegerField("รุ่น", default=1)

    class Meta:
        verbose_name = "รูปแบบรายงานของหน่วยงาน"
        verbose_name_plural = "รูปแบบรายงานของหน่วยงาน"
        ordering = ["label"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "label"],
                name="own_layout_label_unique",
                violation_error_message="มีรูปแบบชื่อนี้อยู่แล้ว",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def name(self) -> str:
        """How a report refers to it."""
        return f"own-{self.pk}"

    def as_layout(self) -> Layout:
        """The layout as a value."""
        return Layout.from_data({**self.data, "name": self.name, "label": self.label})

    def clean(self) -> None:
        try:
            Layout.from_data({**self.data, "name": "", "label": ""})
        except (KeyError, TypeError, ValueError) as error:
            raise ValidationError({"data": f"รูปแบบนี้ใช้ไม่ได้: {error}"}) from error
