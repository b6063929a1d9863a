"""``check_links``: ask whether the addresses of disclosures still open."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from assessments.link_check import check_due_links
from assessments.models import DisclosureLink
from ita_portal.commands import PortalCommand


class Command(PortalCommand):
    help = "Check the addresses of OIT disclosures that were not checked for a week"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--limit", type=int, default=200)

    def handle(self, *args: Any, **options: Any) -> None:
        checked = check_due_links(limit=options["limit"])
        waiting = DisclosureLink.objects.due().count()
        outcome = {"checked": checked, "waiting": waiting}
        self.tell(
            outcome, f"{checked} addresses checked, {waiting} waiting", as_json=options["json"]
        )
