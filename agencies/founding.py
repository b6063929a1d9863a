"""Agencies come, change and go."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from agencies.events import change_logged, log_event
from agencies.models import Agency, AgencyLogo, User
from ita_portal.pictures import clean_picture


@transaction.atomic
def found_agency(*, agency: Agency, actor: User) -> Agency:
    """Store a new agency. The form has checked it."""
    agency.save()
    log_event(agency=agency, actor=actor, verb="created", thing=agency)
    return agency


@transaction.atomic
def change_agency(*, agency: Agency, values: dict[str, Any], actor: User) -> None:
    """Change what an agency is called and how it looks. Publications keep what they said."""
    change_logged(agency, values, agencies=[agency], actor=actor)


@transaction.atomic
def keep_logo(*, agency: Agency, content: bytes, actor: User) -> None:
    """Keep the agency's logo, drawn anew. Raises ``NotAPictureError``."""
    name, data = clean_picture(content)
    AgencyLogo.objects.update_or_create(agency=agency, defaults={"content": data})
    change_agency(agency=agency, values={"logo_name": name}, actor=actor)


@transaction.atomic
def drop_logo(*, agency: Agency, actor: User) -> None:
    """Show no logo any more."""
    AgencyLogo.objects.filter(agency=agency).delete()
    change_agency(agency=agency, values={"logo_name": ""}, actor=actor)


@transaction.atomic
def switch_agency(*, agency: Agency, active: bool, actor: User) -> None:
    """Close the working pages of an agency, or open them again. What is published stays."""
    if agency.is_active == active:
        return
    agency.is_active = active
    agency.save(update_fields=["is_active"])
    log_event(
        agency=agency, actor=actor, verb="switched_on" if active else "switched_off", thing=agency
    )
