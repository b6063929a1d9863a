"""Reminders by mail, and the calendar address of a person."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from agencies.models import Agency, Division
from measures.models.measure import Measure
from measures.models.progress import RoundCode


class Reminder(models.Model):
    """One digest to one address on one day. The row is the truth: a digest without ``sent_at``
    is still to be sent, and whoever holds the lease is sending it."""

    agency = models.ForeignKey(
        Agency, on_delete=models.CASCADE, related_name="reminders", verbose_name="หน่วยงาน"
    )
    division = models.ForeignKey(
        Division, on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        verbose_name="ส่วนราชการ",
    )  # fmt: skip
    address = models.EmailField("ส่งถึง")
    day = models.DateField("ของวันที่")
    subject = models.CharField("เรื่อง", max_length=200)
    body = models.TextField("ข้อความ")
    lease_until = models.DateTimeField("จองส่งถึง", null=True, blank=True)
    attempts = models.PositiveSmallIntegerField("จำนวนครั้งที่พยายามส่ง", default=0)
    sent_at = models.DateTimeField("ส่งแล้วเมื่อ", null=True, blank=True)
    error = models.CharField("เหตุที่ส่งไม่สำเร็จ", max_length=300, blank=True)

    class Meta:
        verbose_name = "การแจ้งเตือน"
        verbose_name_plural = "การแจ้งเตือน"
        ordering = ["-day", "address"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "address", "day"], name="reminder_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(attempts__gte=1, error=""),
                name="reminder_sent_was_tried",
            ),
        ]
        indexes = [models.Index(fields=["sent_at", "lease_until"])]

    def __str__(self) -> str:
        return f"{self.subject} ({self.address})"


class ReminderItem(models.Model):
    """One thing that an address was reminded of. Unique, so that it is never said twice: a new
    milestone or a new due date is a new thing."""

    agency = models.ForeignKey(
        Agency, on_delete=models.CASCADE, related_name="+", verbose_name="หน่วยงาน"
    )
    reminder = models.ForeignKey(
        Reminder, on_delete=models.CASCADE, related_name="items", verbose_name="การแจ้งเตือน"
    )
    address = models.EmailField("ส่งถึง")
    measure = models.ForeignKey(
        Measure, on_delete=models.CASCADE, related_name="+", verbose_name="มาตรการ"
    )
    round = models.CharField("รอบ", max_length=3, choices=RoundCode.choices)
    due_date = models.DateField("ครบกำหนด")
    milestone = models.CharField("ระยะเตือน", max_length=10)

    class Meta:
        verbose_name = "เรื่องที่แจ้งเตือน"
        verbose_name_plural = "เรื่องที่แจ้งเตือน"
        constraints = [
            models.UniqueConstraint(
                fields=["address", "measure", "due_date", "milestone"],
                name="reminder_item_said_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} ({self.milestone})"


class CalendarFeed(models.Model):
    """A secret address from which one person's calendar reads their due dates. Only a hash of
    the secret is kept; a revoked address answers 404 for ever."""

    agency = models.ForeignKey(
        Agency, on_delete=models.CASCADE, related_name="+", verbose_name="หน่วยงาน"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name="เจ้าของ"
    )
    token_hash = models.CharField("รหัสที่ผ่านการแฮช", max_length=64, unique=True)
    created_at = models.DateTimeField("สร้างเมื่อ", auto_now_add=True)
    revoked_at = models.DateTimeField("ยกเลิกเมื่อ", null=True, blank=True)

    class Meta:
        verbose_name = "ปฏิทินส่วนตัว"
        verbose_name_plural = "ปฏิทินส่วนตัว"
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "user"],
                condition=Q(revoked_at__isnull=True),
                name="calendar_feed_one_active",
            ),
        ]

    def __str__(self) -> str:
        return f"ปฏิทินของ {self.user}"
