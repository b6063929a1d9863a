"""``backup``: everything in one file, while the portal works."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from ita_portal.commands import PortalCommand
from ita_portal.operations.archive import BackupError
from ita_portal.operations.backup import make_backup


class Command(PortalCommand):
    help = "Write all data and files to one file that `restore` takes, on either database"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("path", type=Path, help="a file, or a folder for a file named by time")

    def handle(self, *args: Any, path: Path, json: bool, **options: Any) -> None:
        try:
            made = make_backup(path)
        except (BackupError, OSError) as error:
            raise CommandError(f"no backup was made: {error}") from error
        size = made.path.stat().st_size
        outcome = {"path": str(made.path), "rows": made.rows, "files": made.files, "bytes": size}
        sentence = f"{made.path}: {made.rows} rows, {made.files} files, {size} bytes"
        self.tell(outcome, sentence, as_json=json)
