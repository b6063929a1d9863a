"""``doctor``: what stands in the way, and what to do about it."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import CommandParser

from ita_portal.commands import PortalCommand
from ita_portal.operations.doctor import Diagnosis, examine


class Command(PortalCommand):
    help = "Look for what stands in the portal's way; the status is 1 when an error stands"
    requires_system_checks = []  # they are part of what it tells

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)

    def handle(self, *args: Any, json: bool, **options: Any) -> None:
        diagnosis = examine()
        self.tell(diagnosis.as_dict(), _as_text(diagnosis), as_json=json)
        if not diagnosis.is_healthy():
            sys.exit(1)


def _as_text(diagnosis: Diagnosis) -> str:
    lines = [f"{name:<12} {fact}" for name, fact in diagnosis.facts.items()]
    for finding in diagnosis.findings:
        lines += ["", f"{finding.severity.upper()} {finding.id}: {finding.message}"]
        if finding.hint:
            lines.append(f"  {finding.hint}")
    lines += ["", "No error stands." if diagnosis.is_healthy() else "An error stands, see above."]
    return "\n".join(lines)
