"""``check_report``: the pre-publication check of a report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.management.base import CommandParser

from ita_portal.commands import PortalCommand
from reports.checks.finding import Finding, Severity
from reports.checks.gate import check_report
from reports.management.commands.export_report import find_report


class Command(PortalCommand):
    help = "Check a report as it would be published now"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("report", type=int)
        parser.add_argument(
            "--all", action="store_true", help="also the findings that were dismissed"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        checked = check_report(find_report(options["report"]))
        findings = [*checked.open]
        if options["all"]:
            findings += [finding for finding, _ in checked.dismissed]
        self.tell([f.as_json() for f in findings], listing(findings), as_json=options["json"])


def listing(findings: Sequence[Finding]) -> str:
    """The findings for a person, one line each, and how many there are."""
    lines = [f"{f.severity.value:8}{f.rule:5}{f.where}: “{f.text}” {f.message}" for f in findings]
    counts = ", ".join(
        f"{sum(f.severity == severity for f in findings)} {severity.value}" for severity in Severity
    )
    return "\n".join([*lines, f"{len(findings)} findings: {counts}"])
