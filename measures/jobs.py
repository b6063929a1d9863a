"""What the worker does about measures."""

from __future__ import annotations

from django.utils import timezone

from measures.reminding import plan_reminders
from measures.sending import send_due

FIRST_HOUR = 7  # nobody wants mail in the night


def remind() -> int:
    """Write down and send the reminders of the day; how many were sent."""
    now = timezone.localtime()
    if now.hour >= FIRST_HOUR:
        plan_reminders(now.date())
    return send_due()[0]
