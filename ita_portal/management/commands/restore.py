"""``restore``: put a backup back, wholly or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from ita_portal.commands import PortalCommand
from ita_portal.operations.archive import BackupError
from ita_portal.operations.restore import restore_backup


class Command(PortalCommand):
    help = "Replace all data by those of a backup; what is there is kept as a backup of its own"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("path", type=Path)
        parser.add_argument(
            "--discard-present",
            action="store_true",
            help="make no backup of what is replaced (for a database that cannot be read)",
        )

    def handle(
        self, *args: Any, path: Path, discard_present: bool, json: bool, **options: Any
    ) -> None:
        try:
            done, kept = restore_backup(path, keep_present=not discard_present)
        except (BackupError, OSError) as error:
            raise CommandError(f"nothing was restored: {error}") from error
        outcome = {"rows": done.rows, "files": done.files, "kept": str(kept) if kept else None}
        sentence = f"{path} is restored: {done.rows} rows, {done.files} files."
        if kept:
            sentence += f" What was there before is kept in {kept}"
        self.tell(outcome, sentence, as_json=json)
