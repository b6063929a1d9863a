"""``publish_report``: put an approved report at its public address."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser

from ita_portal.commands import PortalCommand
from reports.approval import NotPossible
from reports.management.commands.export_report import find_report
from reports.publishing import publish_report


class Command(PortalCommand):
    help = "Publish what is approved"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("report", type=int)
        parser.add_argument("--note", default="", help="what a correction corrects")

    def handle(self, *args: Any, **options: Any) -> None:
        report = find_report(options["report"])
        try:
            publication = publish_report(report=report, actor=None, note=options["note"])
        except NotPossible as reason:
            raise CommandError(str(reason)) from reason
        address = f"{settings.SITE_URL}{publication.path}"
        outcome = {"address": address, "version": publication.version}
        self.tell(outcome, f"{address} version {publication.version}", as_json=options["json"])
