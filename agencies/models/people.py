"""Accounts, and what each may do for which agency."""

from __future__ import annotations

from django.contrib.auth.hashers import check_password
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q

from agencies.models.agency import Agency, Division
from agencies.one_time import is_one_time


class User(AbstractUser):
    """An account. Accounts are disabled, never deleted: the event log names them."""

    display_name = models.CharField("ชื่อที่แสดง", max_length=200, blank=True)

    class Meta:
        verbose_name = "ผู้ใช้"
        verbose_name_plural = "ผู้ใช้"

    def __str__(self) -> str:
        return self.display_name or self.get_full_name() or self.username

    def check_password(self, raw_password: str | None) -> bool:
        """As Django does, but a password that was handed over is not stored anew: with the
        hash's name the mark would go that says so (``agencies.one_time``)."""
        if is_one_time(self.password):
            return check_password(raw_password, self.password)
        return super().check_password(raw_password)


class Role(models.TextChoices):
    """What a person is to an agency; ``agencies.permissions`` says what each may do."""

    STAFF = "staff", "เจ้าหน้าที่ส่วนราชการ"
    COORDINATOR = "coordinator", "ผู้ประสานงาน ITA"
    EXECUTIVE = "executive", "ผู้บริหาร"
    OVERSEER = "overseer", "ผู้กำกับดูแล"
    ADMINISTRATOR = "administrator", "ผู้ดูแลระบบของหน่วยงาน"


class Membership(models.Model):
    """One role of one person in one agency. Only staff belong to a division."""

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="memberships", verbose_name="ผู้ใช้"
    )
    agency = models.ForeignKey(
        Agency, on_delete=models.CASCADE, related_name="memberships", verbose_name="หน่วยงาน"
    )
    role = models.CharField("บทบาท", max_length=20, choices=Role.choices)
    division = models.ForeignKey(
        Division, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships",
        verbose_name="ส่วนราชการ",
    )  # fmt: skip

    class Meta:
        verbose_name = "สิทธิในหน่วยงาน"
        verbose_name_plural = "สิทธิในหน่วยงาน"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "agency"],
                name="membership_unique",
                violation_error_message="ผู้ใช้นี้มีสิทธิในหน่วยงานนี้แล้ว",
            ),
            models.CheckConstraint(
                condition=Q(role__in=Role.values),
                name="membership_role_known",
                violation_error_message="ไม่มีบทบาทนี้ในระบบ",
            ),
            models.CheckConstraint(
                condition=Q(role=Role.STAFF, division__isnull=False)
                | (~Q(role=Role.STAFF) & Q(division__isnull=True)),
                name="membership_division_for_staff",
                violation_error_message="เจ้าหน้าที่ส่วนราชการต้องระบุส่วนราชการ บทบาทอื่นไม่ต้องระบุ",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.get_role_display()})"
