"""Sending the digests that are written down and not yet sent.

The row is the truth: a digest is claimed by a lease, sent, and marked as sent. A worker that is
killed leaves a lease that runs out; then the digest is taken up again. The one window in which
a mail can go out twice lies between the mail server's acceptance and the mark, some
milliseconds; both copies carry the same Message-ID, by which mail programs show them once.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F, Q
from django.utils import timezone

from measures.models import Reminder

LEASE = timedelta(minutes=5)
MAX_ATTEMPTS = 12  # with growing pauses some three days
_log = logging.getLogger(__name__)


def send_due(limit: int = 100) -> tuple[int, int]:
    """Send what is due, at most ``limit`` digests; how many were sent and how many failed."""
    sent = failed = 0
    connection = get_connection(timeout=30) if _uses_smtp() else get_connection()
    for _ in range(limit):
        reminder = _claim(timezone.now())
        if reminder is None:
            break
        if _send(reminder, connection):
            sent += 1
        else:
            failed += 1
    return sent, failed


def _uses_smtp() -> bool:
    return settings.EMAIL_BACKEND.endswith("smtp.EmailBackend")


def due(now: datetime) -> Q:
    """Not sent, not given up, in nobody's hands, and of an agency that is in use."""
    free = Q(lease_until__isnull=True) | Q(lease_until__lte=now)
    return Q(sent_at__isnull=True, attempts__lt=MAX_ATTEMPTS, agency__is_active=True) & free


def _claim(now: datetime) -> Reminder | None:
    """The next digest with a lease on it: of two workers one finds no row to update."""
    while True:
        reminder = Reminder.objects.filter(due(now)).order_by("attempts", "pk").first()
        if reminder is None:
            return None
        claimed = Reminder.objects.filter(due(now), pk=reminder.pk, attempts=reminder.attempts)
        if claimed.update(lease_until=now + LEASE, attempts=F("attempts") + 1):
            reminder.attempts += 1
            return reminder


def _send(reminder: Reminder, connection: BaseEmailBackend) -> bool:
    message = EmailMessage(
        subject=reminder.subject,
        body=reminder.body,
        to=[reminder.address],
        connection=connection,
        headers={"Message-ID": message_id(reminder), "Auto-Submitted": "auto-generated"},
    )
    try:
        message.send()
    except (OSError, ValueError) as error:  # SMTP errors are OSErrors
        reason = " ".join(str(error).split())  # a server's answer may have several lines
        _log.warning("reminder %s could not be sent: %s", reminder.pk, reason)
        pause = LEASE * 2 ** min(reminder.attempts, 8)
        Reminder.objects.filter(pk=reminder.pk).update(
            error=reason[:300], lease_until=timezone.now() + pause
        )
        return False
    Reminder.objects.filter(pk=reminder.pk).update(
        sent_at=timezone.now(), lease_until=None, error=""
    )
    return True


def message_id(reminder: Reminder) -> str:
    """The same for every attempt."""
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    return f"<reminder-{reminder.pk}-{reminder.day:%Y%m%d}@{host}>"
