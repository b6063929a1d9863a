"""One measure: the issue that it answers, who does what, and until when."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import models

from agencies.models import Agency, Division, Membership, Role
from assessments.models import Indicator, Item, Question, SubIndicator, Topic
from ita_portal.thai.dates import Deadline
from ita_portal.thai.text import search_key
from measures.deadlines import deadline_from_json
from measures.models.plan import MeasurePlan


class MeasureQuerySet(models.QuerySet["Measure"]):
    """Reads of measures; every one begins at an agency."""

    def of_agency(self, agency: Agency) -> MeasureQuerySet:
        """The agency's measures in the order of its plans."""
        return self.filter(agency=agency).select_related("plan")

    def for_lists(self) -> MeasureQuerySet:
        """With what a list shows: divisions and progress, two queries more whatever the rows."""
        from measures.models.progress import Progress  # which imports this module

        reported = Progress.objects.select_related("updated_by")
        return self.prefetch_related("divisions", models.Prefetch("progress", reported))

    def reportable_by(self, membership: Membership) -> MeasureQuerySet:
        """The measures whose status this member may report: staff those of their division or of
        all divisions, others all of the agency. Twin of ``Measure.is_reportable_by``."""
        if membership.role != Role.STAFF:
            return self
        return self.filter(
            models.Q(divisions=membership.division_id)
            | models.Q(divisions__parent=membership.division_id)
            | models.Q(divisions__covers_all=True)
        ).distinct()


# What a search looks into. A line feed keeps words of different fields apart.
SEARCHED = ("title", "issue", "steps", "monitoring", "responsible_text", "officers")


class Measure(models.Model):
    """A row of the plan. Texts are kept as typed; dates and links read from them stand beside."""

    agency = models.ForeignKey(
        Agency, on_delete=models.CASCADE, related_name="measures", verbose_name="หน่วยงาน"
    )
    plan = models.ForeignKey(
        MeasurePlan, on_delete=models.CASCADE, related_name="measures", verbose_name="แผน"
    )
    position = models.PositiveIntegerField("ลำดับ")
    group_headings = models.JSONField("หัวข้อเหนือมาตรการ", default=list, blank=True)
    title = models.TextField("มาตรการ/กิจกรรม", blank=True)
    issue = models.TextField("ประเด็นที่ต้องปรับปรุงหรือพัฒนา", blank=True)
    instrument = models.CharField(
        "เครื่องมือการประเมิน",
        max_length=3,
        blank=True,
        choices=[("IIT", "IIT"), ("EIT", "EIT"), ("OIT", "OIT")],
    )
    indicators = models.ManyToManyField(Indicator, blank=True, verbose_name="ตัวชี้วัด")
    sub_indicators = models.ManyToManyField(SubIndicator, blank=True, verbose_name="ตัวชี้วัดย่อย")
    questions = models.ManyToManyField(Question, blank=True, verbose_name="ข้อคำถาม")
    items = models.ManyToManyField(Item, blank=True, verbose_name="ข้อมูล OIT")
    topics = models.ManyToManyField(Topic, blank=True, verbose_name="ประเด็นตามกรอบ")
    divisions = models.ManyToManyField(
        Division, blank=True, related_name="measures", verbose_name="ส่วนราชการที่รับผิดชอบ"
    )
    responsible_text = models.TextField("ผู้รับผิดชอบ (ข้อความ)", blank=True)
    officers = models.TextField("เจ้าหน้าที่ผู้รับผิดชอบ", blank=True, help_text="หนึ่งคนต่อหนึ่งบรรทัด")
    steps = models.TextField("ขั้นตอนหรือวิธีการ", blank=True)
    monitoring = models.TextField("การกำกับติดตามและกำหนดเวลา", blank=True)
    deadlines = models.JSONField("กำหนดเวลาที่อ่านได้", default=list, blank=True)
    due_date = models.DateField("ครบกำหนด", null=True, blank=True)
    period_text = models.CharField("ระยะเวลาดำเนินการ", max_length=300, blank=True)
    period_start = models.DateField("เริ่ม", null=True, blank=True)
    period_end = models.DateField("สิ้นสุด", null=True, blank=True)
    extra = models.JSONField("ข้อมูลเพิ่มเติมจากเอกสาร", default=list, blank=True)
    version = models.PositiveIntegerField("รุ่น", default=1)
    updated_at = models.DateTimeField("แก้ไขเมื่อ", null=True, blank=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True,
        related_name="+", verbose_name="แก้ไขโดย",
    )  # fmt: skip
    search_text = models.TextField("ข้อความสำหรับค้นหา", blank=True, editable=False)

    objects = MeasureQuerySet.as_manager()

    class Meta:
        verbose_name = "มาตรการ"
        verbose_name_plural = "มาตรการ"
        ordering = ["plan", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "position"], name="measure_position_unique"),
            models.CheckConstraint(
                condition=~models.Q(title="", issue=""),
                name="measure_has_title_or_issue",
                violation_error_message="กรุณาระบุชื่อมาตรการหรือประเด็นที่ต้องปรับปรุง",
            ),
            models.CheckConstraint(
                condition=models.Q(period_end__isnull=True)
                | models.Q(period_start__lte=models.F("period_end")),
                name="measure_period_in_order",
                violation_error_message="วันที่สิ้นสุดต้องไม่ก่อนวันที่เริ่ม",
            ),
        ]
        indexes = [models.Index(fields=["agency", "due_date"])]

    def __str__(self) -> str:
        return self.heading

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.search_text = self.searchable()
        super().save(*args, **kwargs)

    def searchable(self) -> str:
        """The searched texts as ``search_key`` makes them, one line for each field. Whoever
        writes these fields by ``update`` writes this too."""
        return "\n".join(search_key(getattr(self, field)) for field in SEARCHED)

    @property
    def heading(self) -> str:
        """What a list calls the measure: its title, or the last line of its issue that is no
        bullet (the question or item stands there, below instrument and indicator)."""
        if self.title:
            return " ".join(self.title.split())
        lines = [line for line in self.issue.split("\n") if line.strip()]
        plain = [line for line in lines if line.lstrip()[:1] not in "☐-•▪"] or lines
        return " ".join((plain or [""])[-1].split())

    @property
    def deadlines_read(self) -> list[Deadline]:
        """The deadlines as values."""
        return [deadline_from_json(data) for data in self.deadlines]

    def is_reportable_by(self, membership: Membership) -> bool:
        """Whether this member may report the status. Twin of ``MeasureQuerySet.reportable_by``."""
        if membership.agency_id != self.agency_id:
            return False
        if membership.role != Role.STAFF:
            return True
        divisions: Iterable[Any] = self.divisions.all()
        return any(
            division.covers_all or membership.division_id in (division.pk, division.parent_id)
            for division in divisions
        )
