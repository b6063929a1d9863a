"""``export_report``: a report as a file."""

from __future__ import annotations

import errno
import hashlib
import os
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from ita_portal.commands import PortalCommand
from reports.layouts.build import build_document
from reports.models import Report
from reports.pictures import pictures_of
from reports.static_site import as_zip, report_files
from reports.writers.formats import CONTENT_TYPES, render


class Command(PortalCommand):
    help = "Write a report as it stands now to a file"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("report", type=int)
        parser.add_argument("--format", required=True, choices=sorted([*CONTENT_TYPES, "zip"]))
        parser.add_argument("--output", required=True, type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        report = find_report(options["report"])
        content = _content(report, options["format"])
        path: Path = options["output"]
        try:
            write_atomically(path, content)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        digest = hashlib.sha256(content).hexdigest()
        outcome = {"path": str(path), "bytes": len(content), "sha256": digest}
        self.tell(
            outcome, f"{path}: {len(content)} bytes, SHA-256 {digest}", as_json=options["json"]
        )


def _content(report: Report, format: str) -> bytes:
    if format == "zip":
        return as_zip(report_files(report))
    document = build_document(report)
    return render(document, format, pictures=pictures_of(report, document))


def find_report(pk: int) -> Report:
    """The report of this number, or a ``CommandError``."""
    found = Report.objects.select_related("agency", "plan__source_assessment").filter(pk=pk).first()
    if found is None:
        raise CommandError(f"there is no report {pk}")
    return found


def write_atomically(path: Path, content: bytes) -> None:
    """Write beside and rename: whoever looks finds the old file or the new one, never half.
    A device or a pipe is no file, and must not be replaced by one: ``OSError``."""
    if path.exists() and not path.is_file():
        raise FileExistsError(errno.EEXIST, "no file, so it is not replaced", str(path))
    partial = path.with_name(f".{path.name}.partial")
    with partial.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
