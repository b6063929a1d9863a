"""``check_document``: the pre-publication check of a Word file; nothing is stored."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from agencies.models import Agency
from ita_portal.commands import PortalCommand
from ita_portal.thai.fiscal import FiscalYear
from ita_portal.thai.numerals import to_arabic
from reports.checks.run import run_checks
from reports.checks.sources import subject_of_file
from reports.management.commands.check_report import listing
from reports.readers.docx import UnreadableDocument


class Command(PortalCommand):
    help = "Check a Word file without storing anything"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", type=Path)
        parser.add_argument("--year", help="fiscal year (Buddhist era); from the title if absent")
        parser.add_argument("--round", default="", choices=["6m", "12m"])
        parser.add_argument(
            "--agency", default="", metavar="SLUG", help="whose it is; from the file if absent"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        agency = Agency.objects.filter(slug=options["agency"]).first()
        if options["agency"] and agency is None:
            raise CommandError(f"there is no agency {options['agency']!r}")
        try:
            subject = subject_of_file(
                path.read_bytes(),
                name=path.name,
                fiscal_year=_year(options["year"]),
                round=options["round"],
                agency=agency,
            )
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        except UnreadableDocument as reason:
            raise CommandError(" ".join(str(reason).split())) from reason
        findings = run_checks(subject)
        self.tell([f.as_json() for f in findings], listing(findings), as_json=options["json"])


def _year(text: str | None) -> int | None:
    try:
        return FiscalYear(int(to_arabic(text))).be if text is not None else None
    except ValueError as error:
        raise CommandError(
            f"--year takes a Buddhist-era year such as 2566, not {text!r}"
        ) from error
