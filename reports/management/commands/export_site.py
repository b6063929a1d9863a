"""``export_site``: the public site as plain files for another web host."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from agencies.models import Agency
from ita_portal.commands import PortalCommand
from reports.management.commands.export_report import write_atomically
from reports.static_site import as_zip, site_files, write_folder


class Command(PortalCommand):
    help = "Write everything that is published to a folder or a ZIP, for any web host"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("target", type=Path, help="a folder, or a file that ends with .zip")
        parser.add_argument("--agency", metavar="SLUG", help="of this agency only")

    def handle(self, *args: Any, **options: Any) -> None:
        agencies = Agency.objects.order_by("name")
        if slug := options["agency"]:
            agencies = agencies.filter(slug=slug)
            if not agencies.exists():
                raise CommandError(f"there is no agency {slug!r}")
        target: Path = options["target"]
        try:
            outcome = _write(target, agencies)
        except OSError as error:
            raise CommandError(f"{target}: {error.strerror or error}") from error
        sentence = ", ".join(f"{count} {what}" for what, count in outcome.items())
        self.tell(
            {"path": str(target), **outcome}, f"{target}: {sentence}", as_json=options["json"]
        )


def _write(target: Path, agencies: Any) -> dict[str, int]:
    files = site_files(agencies)
    if target.suffix.lower() == ".zip":
        content = as_zip(files)
        write_atomically(target, content)
        return {"bytes": len(content)}
    return {"files": write_folder(target, files)}
