"""Putting a backup back: everything is checked first, then all of it holds, or nothing.

The rows are exchanged in one transaction of the running database, on SQLite and PostgreSQL
alike: other processes see the old data until the commit and the new data after it, and a crash
in between leaves the old. (Exchanging the file of SQLite would pull it away from under
processes that have it open.) Uploaded files are written once and named for good, so they are
unpacked beside and put in place just before the commit: what a crash leaves there harms nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import Error as DatabaseProblem
from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone

from ita_portal.operations.archive import BackupError, Reader, sync_folder
from ita_portal.operations.backup import Outcome, files_folder, make_backup
from ita_portal.operations.rows import (
    applied_migrations,
    count_rows,
    insert_rows,
    label,
    stored_models,
)


def restore_backup(path: Path, *, keep_present: bool = True) -> tuple[Outcome, Path | None]:
    """Replace all rows by those of the backup, and put its files in place.

    An empty database gets its tables first. What stands there now goes into a backup of its
    own in the data folder, unless ``keep_present`` is False; its path is returned beside the
    outcome. Raises ``BackupError``, and then nothing has changed.
    """
    if not path.is_file():
        raise BackupError(f"there is no file {path}")
    with Reader(path) as backup:
        _prepare_database()
        _refuse_other_migrations(backup)
        with _unpacked_files(backup) as unpacked:
            kept = _keep_present() if keep_present else None
            rows = _exchange(backup, unpacked)
    _set_aside_other_files(set(backup.files))
    return Outcome(path, rows, len(backup.files)), kept


def _prepare_database() -> None:
    if "django_migrations" not in connection.introspection.table_names():
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)


def _refuse_other_migrations(backup: Reader) -> None:
    here, there = set(applied_migrations(database="default")), set(backup.manifest.migrations)
    if here == there and {label(model) for model in stored_models()} == set(backup.manifest.rows):
        return
    version = backup.manifest.portal
    if newer := sorted(there - here):
        reason = f"it has {newer[0]}, which is not applied here"
    elif older := sorted(here - there):
        reason = f"it lacks {older[0]}, which is applied here"
    else:
        reason = "its tables are others"
    raise BackupError(
        f"the backup was made by another version ({version}): {reason}."
        f" Restore it with version {version}, then upgrade."
    )


@contextmanager
def _unpacked_files(backup: Reader) -> Iterator[Path]:
    """A folder beside the uploaded files that holds those of the backup, each one checked."""
    folder = files_folder()
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder.parent, prefix=".restore-") as private:
        for name in backup.files:
            target = Path(private) / name
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("wb") as file:
                backup.copy(f"files/{name}", file)
        yield Path(private)


def _keep_present() -> Path | None:
    """A backup of what is about to be replaced; None when there is nothing yet."""
    if not get_user_model().objects.exists():
        return None
    folder = Path(settings.DATA_DIR) / "backups"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"before-restore-{timezone.localtime():%Y%m%d-%H%M%S}.zip"
    return make_backup(path).path


def _exchange(backup: Reader, unpacked: Path) -> int:
    """The transaction: all rows out, all rows in, counted and checked, files in place."""
    try:
        with transaction.atomic(), _without_triggers():
            _empty_tables()
            for model in stored_models():
                _fill_table(backup, model)
            connection.check_constraints()
            if (counted := count_rows(database="default")) != backup.manifest.rows:
                wrong = [name for name in counted if counted[name] != backup.manifest.rows[name]]
                raise BackupError(f"the number of rows differs in {', '.join(wrong)}")
            _reset_sequences()
            _put_files_in_place(unpacked, backup.files)
    except DatabaseProblem as error:
        reason = str(error).strip().splitlines()[0]
        raise BackupError(f"the database refused the backup's data: {reason}") from error
    return sum(counted.values())


def _fill_table(backup: Reader, model: type[Model]) -> None:
    name = label(model)
    with TemporaryFile(dir=files_folder().parent) as lines:
        backup.copy(f"data/{name}.jsonl", lines)
        lines.seek(0)
        try:
            insert_rows(model, lines, connection=connection)
        except (ValueError, KeyError, TypeError, ValidationError) as error:
            raise BackupError(f"the rows of {name} in the backup do not fit") from error


def _empty_tables() -> None:
    """On PostgreSQL TRUNCATE asks no trigger of single rows and takes all tables at once."""
    quote = connection.ops.quote_name
    models: list[type[Model]] = [*stored_models(), Session]
    tables = [quote(model._meta.db_table) for model in models]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL statement_timeout = 0")
            cursor.execute(f"TRUNCATE {', '.join(tables)}")
        else:
            cursor.execute("PRAGMA defer_foreign_keys = ON")
            for table in tables:
                cursor.execute(f"DELETE FROM {table}")  # noqa: S608


@contextmanager
def _without_triggers() -> Iterator[None]:
    """SQLite's append-only triggers are taken off and put on again as they were, within the
    transaction that is open: whoever looks from outside always finds them there."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f"DROP TRIGGER {connection.ops.quote_name(name)}")
        yield
        for _, sql in triggers:
            cursor.execute(sql)


def _reset_sequences() -> None:
    """New rows are numbered after the highest of the restored ones."""
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), stored_models()):
            cursor.execute(sql)


def _put_files_in_place(unpacked: Path, names: Iterable[str]) -> None:
    folder = files_folder()
    touched = set()
    for name in names:
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        (unpacked / name).replace(target)
        touched.add(target.parent)
    for each in touched:
        sync_folder(each)


def _set_aside_other_files(kept: set[str]) -> None:
    """Files that the restored rows don't know move out of the folder, they are not deleted."""
    folder = files_folder()
    aside = folder.parent / f"files-before-restore-{timezone.localtime():%Y%m%d-%H%M%S}"
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in kept:
            (aside / name).parent.mkdir(parents=True, exist_ok=True)
            path.replace(aside / name)
