"""A local authority and its divisions and officials."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

# The first part of public addresses is the agency's slug, so the portal's own words are taken.
RESERVED_SLUGS = frozenset(
    {"accounts", "admin", "feed", "fonts", "health", "help", "media", "new", "portal", "search",
     "sitemap", "static", "work"}
)  # fmt: skip


def validate_slug(slug: str) -> None:
    """Small Latin letters, digits and single hyphens, not one of the portal's own words."""
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", slug):
        raise ValidationError("ใช้ตัวอักษรอังกฤษพิมพ์เล็ก ตัวเลข และขีดกลาง โดยขึ้นต้นด้วยตัวอักษร")
    if slug in RESERVED_SLUGS:
        raise ValidationError("ชื่อนี้ระบบใช้อยู่แล้ว กรุณาเลือกชื่ออื่น")


class AgencyKind(models.TextChoices):
    """The kinds of local authority. The value names the kind, the label is its Thai prefix."""

    CITY = "city", "เทศบาลนคร"
    TOWN = "town", "เทศบาลเมือง"
    SUBDISTRICT = "subdistrict", "เทศบาลตำบล"
    SAO = "sao", "องค์การบริหารส่วนตำบล"
    PAO = "pao", "องค์การบริหารส่วนจังหวัด"
    OTHER = "other", "หน่วยงานอื่น"

    @property
    def short_prefix(self) -> str:
        """The customary abbreviation, as in ทต.บ้านตัวอย่าง."""
        return {
            "city": "ทน.", "town": "ทม.", "subdistrict": "ทต.", "sao": "อบต.", "pao": "อบจ.",
            "other": "",
        }[self.value]  # fmt: skip

    @property
    def head_title(self) -> str:
        """The position of the elected head, without the place name."""
        if self is AgencyKind.OTHER:
            return "ผู้บริหาร"
        return (
            "นายกเทศมนตรี" if self.value in ("city", "town", "subdistrict") else f"นายก{self.label}"
        )

    @property
    def clerk_title(self) -> str:
        """The position of the chief administrator."""
        if self is AgencyKind.OTHER:
            return "หัวหน้าหน่วยงาน"
        return "ปลัดเทศบาล" if self.value in ("city", "town", "subdistrict") else f"ปลัด{self.label}"

    @classmethod
    def of_name(cls, name: str) -> AgencyKind:
        """The kind that a full or short name begins with."""
        for kind in cls:
            if name.startswith(kind.label) or (
                kind.short_prefix and name.startswith(kind.short_prefix)
            ):
                return kind
        return cls.OTHER


class Agency(models.Model):
    """A local authority. Everything that belongs to it carries its key."""

    class Numerals(models.TextChoices):
        THAI = "thai", "เลขไทย (๑๒๓)"
        ARABIC = "arabic", "เลขอารบิก (123)"

    name = models.CharField("ชื่อหน่วยงาน", max_length=200)
    short_name = models.CharField("ชื่อย่อ", max_length=100, blank=True)
    kind = models.CharField("ประเภท", max_length=20, choices=AgencyKind.choices)
    slug = models.CharField("ชื่อในที่อยู่เว็บ", max_length=60, unique=True, validators=[validate_slug])
    district = models.CharField("อำเภอ", max_length=100, blank=True)
    province = models.CharField("จังหวัด", max_length=100, blank=True)
    aliases = models.JSONField("ชื่ออื่นที่ใช้เรียก", default=list, blank=True)
    website = models.URLField("เว็บไซต์หลัก", blank=True)
    numerals = models.CharField(
        "ตัวเลขในรายงาน", max_length=10, choices=Numerals.choices, default=Numerals.THAI
    )
    colour = models.CharField("สีของหน่วยงาน", max_length=7, blank=True)
    logo_name = models.CharField("ตราสัญลักษณ์", max_length=80, blank=True)
    is_active = models.BooleanField("เปิดใช้งาน", default=True)
    created_at = models.DateTimeField("สร้างเมื่อ", auto_now_add=True)

    class Meta:
        verbose_name = "หน่วยงาน"
        verbose_name_plural = "หน่วยงาน"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=AgencyKind.values), name="agency_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def kind_of(self) -> AgencyKind:
        """The kind as an enum member, for its titles."""
        return AgencyKind(self.kind)

    @property
    def place_line(self) -> str:
        """The line below the name on a cover: อำเภอ… จังหวัด…, or what is known of it."""
        district = f"อำเภอ{self.district}" if self.district else ""
        province = f"จังหวัด{self.province}" if self.province else ""
        return " ".join(part for part in (district, province) if part)

    @property
    def head_position(self) -> str:
        """The full position of the head, as in นายกเทศมนตรีตำบล…."""
        return _position(self.kind_of.head_title, self)

    @property
    def clerk_position(self) -> str:
        """The full position of the clerk, as in ปลัดเทศบาลตำบล…."""
        return _position(self.kind_of.clerk_title, self)


class AgencyLogo(models.Model):
    """The picture behind ``Agency.logo_name``, kept apart: most pages only need its name."""

    agency = models.OneToOneField(
        Agency, on_delete=models.CASCADE, related_name="logo", verbose_name="หน่วยงาน"
    )
    content = models.BinaryField("ภาพ")

    class Meta:
        verbose_name = "ภาพตราสัญลักษณ์"
        verbose_name_plural = "ภาพตราสัญลักษณ์"

    def __str__(self) -> str:
        return f"ตราสัญลักษณ์ของ{self.agency}"


def _position(title: str, agency: Agency) -> str:
    place = agency.name.removeprefix(agency.kind_of.label)
    if agency.kind_of in (AgencyKind.CITY, AgencyKind.TOWN, AgencyKind.SUBDISTRICT):
        return f"{title}{agency.kind_of.label.removeprefix('เทศบาล')}{place}"
    return f"{title}{place}"


class DivisionQuerySet(models.QuerySet["Division"]):
    """Divisions, and which of them may be chosen."""

    def to_choose(self, agency: Agency, *, kept: Any = ()) -> DivisionQuerySet:
        """The agency's divisions in use, and those with the keys ``kept`` (a list or a query):
        what was chosen before a division was dissolved stays chosen."""
        return self.filter(models.Q(is_active=True) | models.Q(pk__in=kept), agency=agency)


class Division(models.Model):
    """A part of an agency that carries measures out: a division, or a unit below one."""

    agency = models.ForeignKey(
        Agency, on_delete=models.CASCADE, related_name="divisions", verbose_name="หน่วยงาน"
    )
    name = models.CharField("ชื่อส่วนราชการ", max_length=200)
    aliases = models.JSONField("ชื่ออื่นที่ใช้เรียก", default=list, blank=True)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="units",
        verbose_name="อยู่ภายใต้",
    )  # fmt: skip
    covers_all = models.BooleanField(
        "หมายถึงทุกส่วนราชการ", default=False, help_text="เช่น “ทุกส่วนราชการ” หรือ “เจ้าหน้าที่ทุกภารกิจงาน”"
    )
    email = models.EmailField("อีเมล", blank=True)
    position = models.PositiveSmallIntegerField("ลำดับ", default=0)
    is_active = models.BooleanField("ใช้งานอยู่", default=True)

    objects = DivisionQuerySet.as_manager()

    class Meta:
        verbose_name = "ส่วนราชการ"
        verbose_name_plural = "ส่วนราชการ"
        ordering = ["position", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "name"],
                name="division_name_unique",
                violation_error_message="มีส่วนราชการชื่อนี้อยู่แล้ว",
            ),
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")),
                name="division_not_below_itself",
                violation_error_message="ส่วนราชการอยู่ภายใต้ตนเองไม่ได้",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Official(models.Model):
    """A person as named in documents, whether or not they have an account."""

    agency = models.ForeignKey(
        Agency, on_delete=models.CASCADE, related_name="officials", verbose_name="หน่วยงาน"
    )
    name = models.CharField("ชื่อ-สกุล", max_length=200)
    job_title = models.CharField("ตำแหน่ง", max_length=200)
    acting_for = models.CharField(
        "รักษาราชการแทน", max_length=200, blank=True, help_text="ตำแหน่งที่รักษาราชการแทน ถ้ามี"
    )
    division = models.ForeignKey(
        Division, on_delete=models.SET_NULL, null=True, blank=True, related_name="officials",
        verbose_name="ส่วนราชการ",
    )  # fmt: skip

    class Meta:
        verbose_name = "เจ้าหน้าที่ผู้ลงนาม"
        verbose_name_plural = "เจ้าหน้าที่ผู้ลงนาม"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
