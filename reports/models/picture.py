"""Pictures that stand in a report outside its measures, such as figures of an imported file."""

from __future__ import annotations

from django.db import models

from agencies.models import Agency
from reports.models.publication import Frozen, Publication
from reports.models.report import Report


class ReportPicture(models.Model):
    """A picture of a report in work. Its name is made from its content, so it never changes."""

    agency = models.ForeignKey(
        Agency, on_delete=models.CASCADE, related_name="+", verbose_name="หน่วยงาน"
    )
    report = models.ForeignKey(
        Report, on_delete=models.CASCADE, related_name="pictures", verbose_name="รายงาน"
    )
    name = models.CharField("ชื่อแฟ้มภาพ", max_length=80)
    content = models.BinaryField("ภาพ")

    class Meta:
        verbose_name = "ภาพในรายงาน"
        verbose_name_plural = "ภาพในรายงาน"
        constraints = [
            models.UniqueConstraint(fields=["report", "name"], name="report_picture_unique"),
        ]

    def __str__(self) -> str:
        return self.name


class PublicationPicture(Frozen):
    """A picture as it was published, beside the page that shows it."""

    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="+", verbose_name="หน่วยงาน"
    )
    publication = models.ForeignKey(
        Publication, on_delete=models.PROTECT, related_name="pictures",
        verbose_name="ฉบับที่เผยแพร่",
    )  # fmt: skip
    name = models.CharField("ชื่อแฟ้มภาพ", max_length=80)
    content = models.BinaryField("ภาพ")

    class Meta:
        verbose_name = "ภาพที่เผยแพร่"
        verbose_name_plural = "ภาพที่เผยแพร่"
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "name"], name="publication_picture_unique"
            ),
        ]

    def __str__(self) -> str:
        return self.name
