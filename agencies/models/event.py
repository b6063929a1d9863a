"""The event log: who did what, before and after. Rows are added and never touched again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn

from django.db import models

from agencies.models.agency import Agency
from agencies.models.people import User


class EventQuerySet(models.QuerySet["Event"]):
    """Events can be read, not rewritten."""

    def of(self, thing: models.Model) -> EventQuerySet:
        """The history of one object, newest first."""
        return self.filter(kind=thing._meta.label_lower, object_id=thing.pk)

    def update(self, **kwargs: Any) -> NoReturn:
        raise TypeError("events are never changed")

    def delete(self) -> NoReturn:
        raise TypeError("events are never deleted")


class Event(models.Model):
    """One thing that was done. Names stand as text, so that the row survives its subjects.

    ``changes`` maps a field to ``[before, after]`` in plain values. Database triggers refuse
    UPDATE and DELETE (migration 0002).
    """

    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="events", verbose_name="หน่วยงาน"
    )
    at = models.DateTimeField("เมื่อ", auto_now_add=True)
    actor = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="ผู้ดำเนินการ"
    )
    actor_name = models.CharField("ชื่อผู้ดำเนินการ", max_length=200)
    verb = models.CharField("การกระทำ", max_length=40)
    kind = models.CharField("ชนิดข้อมูล", max_length=60)
    object_id = models.BigIntegerField("รหัสข้อมูล")
    title = models.CharField("ชื่อข้อมูล", max_length=300)
    changes: models.JSONField[Mapping[str, Any], Any] = models.JSONField("สิ่งที่เปลี่ยน", default=dict)
    comment = models.TextField("ความเห็น", blank=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = "ประวัติ"
        verbose_name_plural = "ประวัติ"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["agency", "kind", "object_id"])]

    def __str__(self) -> str:
        return f"{self.actor_name}: {self.verb} {self.title}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("events are never changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("events are never deleted")
