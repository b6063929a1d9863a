"""Events in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django import template
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist

from agencies.events import VERBS
from agencies.models import Event
from ita_portal.templatetags.thai import thai_moment
from ita_portal.thai.dates import format_date

register = template.Library()


@dataclass(frozen=True, slots=True)
class ToldChange:
    """One changed field: its Thai name, and both values as a person reads them."""

    label: str
    before: str
    after: str


@register.filter
def verb_name(event: Event) -> str:
    """What was done, in Thai."""
    return VERBS[event.verb]


@register.filter
def moment(event: Event) -> str:
    """When it was done."""
    return thai_moment(event.at)


@register.filter
def changes_told(event: Event) -> list[ToldChange]:
    """The changed fields with the names and values of the model; unknown fields by their key."""
    return [
        ToldChange(
            _label(event.kind, field), _value(event.kind, field, a), _value(event.kind, field, b)
        )
        for field, (a, b) in event.changes.items()
    ]


def _label(kind: str, field: str) -> str:
    try:
        return str(apps.get_model(kind)._meta.get_field(field).verbose_name)
    except (LookupError, FieldDoesNotExist, AttributeError):
        return {"measures": "จำนวนมาตรการ", "evidence": "หลักฐาน"}.get(field, field)


def _value(kind: str, field: str, value: object) -> str:
    if value in (None, "", [], {}):
        return ""
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)
    try:
        choices = dict(apps.get_model(kind)._meta.get_field(field).flatchoices)
    except (LookupError, FieldDoesNotExist, AttributeError):
        choices = {}
    if value in choices:
        return str(choices[value])
    if isinstance(value, str) and field.endswith("date"):
        return format_date(date.fromisoformat(value))
    return str(value)
