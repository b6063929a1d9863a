"""What stands in the way of the portal here and now, each with an id and what to do about it.

Settings are looked at by Django's system checks (``check --deploy``); the examinations here
look at what changes while the portal runs. A package above registers its own, as it would a
system check::

    @examinations.register
    def fonts_are_there(app_configs: object, **kwargs: object) -> list[CheckMessage]: ...
"""

from __future__ import annotations

import os
import platform
import shutil
import sqlite3
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Info, Warning, run_checks
from django.core.checks.registry import CheckRegistry
from django.db import Error as DatabaseProblem
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from ita_portal.database import SAFE_WAL, journal_mode
from ita_portal.operations.backup import portal_version

examinations = CheckRegistry()

MB = 1024 * 1024
_LITTLE_SPACE = 1024 * MB
_NO_SPACE = 100 * MB


@dataclass(frozen=True)
class Finding:
    """One thing that was found; severity is error, warning or info."""

    id: str
    severity: str
    message: str
    hint: str


@dataclass(frozen=True)
class Diagnosis:
    """What was found, and the facts that whoever helps will ask for."""

    facts: dict[str, str]
    findings: list[Finding]

    def is_healthy(self) -> bool:
        """Whether no error stands; warnings may."""
        return all(finding.severity != "error" for finding in self.findings)

    def as_dict(self) -> dict[str, Any]:
        """The diagnosis as plain data."""
        return {"healthy": self.is_healthy(), **asdict(self)}


def examine() -> Diagnosis:
    """Look at everything. Never raises for what it finds."""
    found = run_checks(include_deployment_checks=True)
    found += examinations.run_checks(include_deployment_checks=True)
    found.sort(key=lambda message: -message.level)
    return Diagnosis(_facts(), [_finding(message) for message in found])


@examinations.register
def check_database(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """The database answers, and its tables are those of this version."""
    try:
        loader = MigrationLoader(connection)
        waiting = set(loader.graph.nodes) - set(loader.applied_migrations)
        unknown = set(loader.applied_migrations) - set(loader.disk_migrations)
    except DatabaseProblem as error:
        reason = str(error).strip().splitlines()[0]
        return [
            Error(
                f"The database does not answer: {reason}",
                hint="Is it running? Is DATABASE_URL right? May this user read the data folder?",
                id="ita_portal.E101",
            )
        ]
    found: list[CheckMessage] = []
    if waiting:
        found.append(
            Error(
                f"{len(waiting)} migrations are not applied.",
                hint="Make a backup, then run: manage.py init",
                id="ita_portal.E102",
            )
        )
    if unknown:
        name = ".".join(min(unknown))
        found.append(
            Error(
                f"The database is of a newer version of the portal: it has {name}.",
                hint="Install that version, or restore a backup made before the upgrade.",
                id="ita_portal.E103",
            )
        )
    return found


@examinations.register
def check_sqlite(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Which journal the embedded database keeps, and that the file is sound."""
    if connection.vendor != "sqlite":
        return []
    wanted = ".".join(map(str, SAFE_WAL))
    found: list[CheckMessage] = []
    if journal_mode() != "WAL":
        found.append(
            Info(
                f"SQLite {sqlite3.sqlite_version} keeps a DELETE journal: before {wanted} a"
                " write-ahead log can corrupt the database. Readers wait for writers.",
                hint="Nothing to do for one municipality; for more use PostgreSQL.",
                id="ita_portal.I104",
            )
        )
    try:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA quick_check(1)")
            said = cursor.fetchone()[0]
    except DatabaseProblem as error:
        said = str(error)
    if said != "ok":
        hint = "Stop the portal, keep the file, restore the newest backup."
        found.append(Error(f"The database is damaged: {said}", hint, id="ita_portal.E105"))
    return found


@examinations.register
def check_data_folder(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """The data folder takes files, and has room for some more."""
    folder = Path(settings.DATA_DIR)
    try:
        with TemporaryFile(dir=folder) as file:
            file.write(b"x")
            file.flush()
            os.fsync(file.fileno())
        free = shutil.disk_usage(folder).free
    except OSError as error:
        hint = "The user that runs the portal must own the folder (ITA_PORTAL_DATA)."
        return [Error(f"The data folder takes no files: {error}", hint, id="ita_portal.E106")]
    if free >= _LITTLE_SPACE:
        return []
    kind, id = (Error, "ita_portal.E107") if free < _NO_SPACE else (Warning, "ita_portal.W107")
    hint = "Move old backups elsewhere, or give the disk more room."
    return [kind(f"The data folder has {free // MB} MB left.", hint, id=id)]


@examinations.register
def check_secret_key_file(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """The key that was made here is readable by its owner only."""
    path = Path(settings.DATA_DIR) / "secret-key"
    if not path.exists() or not path.stat().st_mode & 0o077:
        return []
    return [
        Error(
            "Others may read the secret key: they can forge sessions.",
            hint=f"chmod 600 {path}",
            id="ita_portal.E108",
        )
    ]


@examinations.register
def check_static_files(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Style sheets, scripts and fonts are built."""
    if (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        return []
    return [
        Error(
            "The static files are not built: pages cannot be shown.",
            hint="Run: manage.py init",
            id="ita_portal.E109",
        )
    ]


def _facts() -> dict[str, str]:
    return {
        "portal": portal_version(),
        "python": platform.python_version(),
        "system": platform.platform(terse=True),
        "database": _database_fact(),
        "data folder": str(settings.DATA_DIR),
        "site": settings.SITE_URL,
        "mail": settings.EMAIL_BACKEND.rpartition(".")[0].rpartition(".")[2],
    }


def _database_fact() -> str:
    """Which database, which version, and on SQLite what the open connection really does."""
    try:
        with connection.cursor() as cursor:
            if connection.vendor != "sqlite":
                cursor.execute("SHOW server_version")
                return f"PostgreSQL {cursor.fetchone()[0]}"
            cursor.execute("PRAGMA journal_mode")
            mode = cursor.fetchone()[0]
            cursor.execute("PRAGMA synchronous")
            synchronous = ["OFF", "NORMAL", "FULL", "EXTRA"][cursor.fetchone()[0]]
    except DatabaseProblem:
        return f"{connection.vendor}, not reachable"
    return f"SQLite {sqlite3.sqlite_version}, journal {mode}, synchronous {synchronous}"


def _finding(message: CheckMessage) -> Finding:
    severity = "error" if message.level >= 40 else "warning" if message.level >= 30 else "info"
    return Finding(message.id or "", severity, str(message.msg), str(message.hint or ""))
