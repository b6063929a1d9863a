"""A backup: all rows and all uploaded files in one file, while the portal goes on working."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection, connections, transaction
from django.utils import timezone

from ita_portal.operations.archive import FORMAT, BackupError, Manifest, Writer, write_archive
from ita_portal.operations.rows import applied_migrations, label, stored_models, write_rows

_SNAPSHOT = "backup_snapshot"


@dataclass(frozen=True)
class Outcome:
    """What a backup holds."""

    path: Path
    rows: int
    files: int


def make_backup(path: Path) -> Outcome:
    """Write a backup to ``path``; to a new file with the time in its name when that is a folder.

    What was saved before the call is in it, wholly; what is saved meanwhile may be missing.
    Raises ``BackupError``.
    """
    if path.is_dir():
        path /= f"ita-portal-{timezone.localtime():%Y%m%d-%H%M%S}.zip"
    if not path.parent.is_dir():
        raise BackupError(f"there is no folder {path.parent}")
    if path.exists() and not path.is_file():
        raise BackupError(f"{path} is a device or a pipe")
    with _snapshot(path.parent) as database:
        manifest = Manifest(
            format=FORMAT,
            portal=portal_version(),
            made_at=timezone.now().isoformat(),
            database=connection.vendor,
            migrations=applied_migrations(database=database),
        )
        with write_archive(path, manifest) as writer:
            for model in stored_models():
                with writer.member(f"data/{label(model)}.jsonl") as member:
                    manifest.rows[label(model)] = write_rows(model, member, database=database)
            files = _add_files(writer)
    return Outcome(path, sum(manifest.rows.values()), files)


def files_folder() -> Path:
    """The folder of the uploaded files."""
    return Path(default_storage.path(""))


def portal_version() -> str:
    """The version of the portal, as ``pyproject.toml`` says."""
    text = (Path(settings.BASE_DIR) / "pyproject.toml").read_text(encoding="utf-8")
    return str(tomllib.loads(text)["project"]["version"])


@contextmanager
def _snapshot(folder: Path) -> Iterator[str]:
    """The alias of a database that stands still. PostgreSQL keeps a picture of the moment for
    as long as a transaction lasts. On SQLite a long reading would keep writers waiting, so a
    copy is made (``VACUUM INTO``, in one go) and read at leisure."""
    if connection.vendor != "sqlite":
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                cursor.execute("SET LOCAL statement_timeout = 0")
            yield "default"
        return
    with TemporaryDirectory(dir=folder, prefix=".snapshot-") as private:
        copy = Path(private) / "copy.sqlite3"
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(copy)])
        opened = connection.copy(alias=_SNAPSHOT)
        opened.settings_dict["NAME"] = copy
        connections[_SNAPSHOT] = opened  # for this thread, until the copy goes
        try:
            yield _SNAPSHOT
        finally:
            opened.close()
            del connections[_SNAPSHOT]


def _add_files(writer: Writer) -> int:
    """Add the uploaded files. They are written once, and before the row that names them, so
    every file that the snapshot knows is there. Names that begin with a dot are unfinished."""
    folder, count = files_folder(), 0
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink() and not path.name.startswith("."):
            writer.add_file(f"files/{path.relative_to(folder).as_posix()}", path)
            count += 1
    return count
