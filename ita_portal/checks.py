"""System checks of the settings, run by ``manage.py check --deploy`` and by ``doctor``.

They look at settings only: what may change while the portal runs (database, disk, built files)
is looked at by ``ita_portal.operations.doctor``.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.http.request import validate_host

_NOT_SENDING = ("console", "dummy", "locmem", "filebased")


@register(Tags.security, deploy=True)
def check_site_url(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Links in documents and mail lead where the portal answers, and by https."""
    found: list[CheckMessage] = []
    host = urlsplit(settings.SITE_URL).hostname or ""
    if not settings.SECURE:
        found.append(
            Warning(
                f"SITE_URL is {settings.SITE_URL}: passwords travel in the clear.",
                hint="Put a proxy with a certificate in front and set SITE_URL=https://…",
                id="ita_portal.W001",
            )
        )
    if not validate_host(host, settings.ALLOWED_HOSTS):
        found.append(
            Error(
                f"ALLOWED_HOSTS lacks {host}, the host of SITE_URL: its pages answer 400.",
                hint="Add it to ALLOWED_HOSTS, or leave ALLOWED_HOSTS away.",
                id="ita_portal.E002",
            )
        )
    if "*" in settings.ALLOWED_HOSTS:
        found.append(
            Warning(
                "ALLOWED_HOSTS allows every host, so links can be made to lead elsewhere.",
                hint="List the names under which the portal is reached.",
                id="ita_portal.W003",
            )
        )
    return found


@register(Tags.security, deploy=True)
def check_mail(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Reminders go by mail."""
    if any(word in settings.EMAIL_BACKEND for word in _NOT_SENDING):
        return [
            Warning(
                "Mail is printed or kept, not sent: nobody gets reminders.",
                hint="Set EMAIL_URL=smtp+tls://USER@HOST:587 and EMAIL_HOST_PASSWORD_FILE.",
                id="ita_portal.W004",
            )
        ]
    if settings.DEFAULT_FROM_EMAIL.endswith("@localhost"):
        return [
            Warning(
                f"Mail is sent as {settings.DEFAULT_FROM_EMAIL}: servers refuse that.",
                hint="Set DEFAULT_FROM_EMAIL to an address of the agency.",
                id="ita_portal.W005",
            )
        ]
    return []
