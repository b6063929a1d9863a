"""A report in work: what it says beside the measures, and how far its approval has come."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from agencies.models import Agency
from ita_portal.thai.fiscal import Round
from measures.models import MeasurePlan, RoundCode


class ReportKind(models.TextChoices):
    """The two things that an agency must publish; their item codes differ by year."""

    MEASURES = "measures", "มาตรการส่งเสริมคุณธรรมและความโปร่งใส"
    PROGRESS = "progress", "รายงานผลการดำเนินการตามมาตรการ"


class ReportState(models.TextChoices):
    """Draft, submitted, approved, published. Returned reports are drafts again; the comment
    stands in the history. A published report goes back to draft for a correction, while its
    publications stay."""

    DRAFT = "draft", "ฉบับร่าง"
    SUBMITTED = "submitted", "เสนอผู้บริหารแล้ว รออนุมัติ"
    APPROVED = "approved", "อนุมัติแล้ว รอเผยแพร่"
    PUBLISHED = "published", "เผยแพร่แล้ว"


class Report(models.Model):
    """One report of a plan: the measures (O42), or the progress of one round (O43)."""

    class Numerals(models.TextChoices):
        THAI = "thai", "เลขไทยทั้งฉบับ"
        ARABIC = "arabic", "เลขอารบิกทั้งฉบับ"
        AS_TYPED = "as_typed", "ตามที่พิมพ์"

    agency = models.ForeignKey(
        Agency, on_delete=models.CASCADE, related_name="reports", verbose_name="หน่วยงาน"
    )
    plan = models.ForeignKey(
        MeasurePlan, on_delete=models.CASCADE, related_name="reports", verbose_name="แผน"
    )
    kind = models.CharField("ชนิดรายงาน", max_length=20, choices=ReportKind.choices)
    round = models.CharField("รอบ", max_length=3, choices=RoundCode.choices, blank=True)
    layout = models.CharField("รูปแบบ", max_length=60)
    numerals = models.CharField(
        "ตัวเลข", max_length=10, choices=Numerals.choices, default=Numerals.THAI
    )
    title_lines = models.TextField("ชื่อรายงาน", help_text="หนึ่งบรรทัดต่อหนึ่งแถวบนปก")
    intro = models.TextField("ความนำ", blank=True)
    # Blocks of an imported document that stand before and after the measures, kept as they are.
    front = models.JSONField("ส่วนก่อนตารางมาตรการ", default=list, blank=True)
    back = models.JSONField("ส่วนหลังตารางมาตรการ", default=list, blank=True)
    memo = models.JSONField("บันทึกข้อความ", null=True, blank=True)
    memo_on_web = models.BooleanField(
        "แสดงบันทึกข้อความบนหน้าเว็บ", default=True,
        help_text="หากไม่เลือก บันทึกข้อความจะอยู่ในแฟ้ม PDF และ Word เท่านั้น",
    )  # fmt: skip
    # The tables of an imported document: its columns with their headings, which hold in place
    # of the layout's until somebody chooses a layout (data of ``layouts.layout.LayoutTable``).
    tables = models.JSONField("ตารางตามเอกสารต้นฉบับ", null=True, blank=True)
    follows_source = models.BooleanField("จัดตารางตามเอกสารต้นฉบับ", default=True)
    # What an imported document looked like, for comparing and for the check.
    source = models.JSONField("เอกสารต้นฉบับ", null=True, blank=True)
    source_name = models.CharField("ชื่อแฟ้มต้นฉบับ", max_length=255, blank=True)
    unplaced = models.JSONField("ข้อความที่จัดเข้าช่องไม่ได้", default=list, blank=True)

    state = models.CharField(
        "สถานะรายงาน", max_length=20, choices=ReportState.choices, default=ReportState.DRAFT
    )
    submitted_at = models.DateTimeField("เสนอเมื่อ", null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True,
        related_name="+", verbose_name="เสนอโดย",
    )  # fmt: skip
    approved_at = models.DateTimeField("อนุมัติเมื่อ", null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True,
        related_name="+", verbose_name="อนุมัติโดย",
    )  # fmt: skip
    opinion = models.TextField("ความเห็นผู้อนุมัติ", blank=True)
    version = models.PositiveIntegerField("รุ่น", default=1)

    class Meta:
        verbose_name = "รายงาน"
        verbose_name_plural = "รายงาน"
        ordering = ["-plan__fiscal_year", "kind", "round"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "kind", "round"],
                name="report_unique",
                violation_error_message="มีรายงานของรอบนี้อยู่แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(kind=ReportKind.MEASURES, round="")
                | Q(kind=ReportKind.PROGRESS, round__in=RoundCode.values),
                name="report_round_fits_kind",
                violation_error_message="รายงานผลต้องระบุรอบ ส่วนแผนมาตรการไม่ต้องระบุ",
            ),
            models.CheckConstraint(
                condition=Q(state=ReportState.DRAFT)
                | Q(submitted_at__isnull=False, submitted_by__isnull=False),
                name="report_submission_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[ReportState.DRAFT, ReportState.SUBMITTED],
                    approved_at__isnull=True,
                    approved_by__isnull=True,
                )
                | Q(
                    state__in=[ReportState.APPROVED, ReportState.PUBLISHED],
                    approved_at__isnull=False,
                    approved_by__isnull=False,
                ),
                name="report_approval_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.plan.year.name} {self.round_name}".strip()

    @property
    def report_round(self) -> Round | None:
        """The round with its dates; None for a plan of measures."""
        return next((each for each in self.plan.year.rounds if each.code == self.round), None)

    @property
    def round_name(self) -> str:
        """รอบ 6 เดือน, or nothing."""
        return self.get_round_display() if self.round else ""

    def keeps_source_tables(self) -> bool:
        """Whether the tables are those of the imported document, not of the layout."""
        return bool(self.tables) and self.follows_source

    def is_editable(self) -> bool:
        """Whether its texts may be changed: only a draft. A published report is opened again
        for a correction (``reports.approval.reopen_report``)."""
        return self.state == ReportState.DRAFT
