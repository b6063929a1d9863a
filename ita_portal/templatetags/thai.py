"""Thai dates and numerals in templates."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from django import template
from django.utils import timezone

from ita_portal.thai.dates import format_date

register = template.Library()


@register.filter
def thai_date(day: date | None, style: Literal["long", "short"] = "long") -> str:
    """A date in Buddhist-era writing; a dash when there is none."""
    if day is None:
        return "–"
    if isinstance(day, datetime):
        day = timezone.localtime(day).date()
    return format_date(day, style=style)


@register.filter
def thai_moment(moment: datetime | None) -> str:
    """Date and time of day: 23 ม.ค. 2566 เวลา 14.05 น."""
    if moment is None:
        return "–"
    local = timezone.localtime(moment)
    return f"{format_date(local.date(), style='short')} เวลา {local:%H.%M} น."
