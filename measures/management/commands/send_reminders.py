"""``send_reminders``: write down what is to be told today, and send what is not sent."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from ita_portal.commands import PortalCommand
from measures.reminding import plan_reminders
from measures.sending import send_due


class Command(PortalCommand):
    help = "Send today's digests to the divisions; safe to repeat and to run twice at once"

    def handle(self, *args: Any, json: bool, **options: Any) -> None:
        written = plan_reminders(timezone.localdate())
        sent, failed = send_due(limit=100_000)
        outcome = {"written": written, "sent": sent, "failed": failed}
        self.tell(outcome, f"{written} written, {sent} sent, {failed} failed", as_json=json)
