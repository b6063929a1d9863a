"""How the portal talks to its database: SQLite in the data folder, or ``DATABASE_URL``."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

# Before 3.51.3 a write-ahead log that is reset at the wrong moment can corrupt the database.
SAFE_WAL = (3, 51, 3)


def journal_mode(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> str:
    """WAL where this SQLite has it without the known corruption bug, else DELETE."""
    return "WAL" if version >= SAFE_WAL else "DELETE"


def database_settings(parsed: dict[str, Any] | None, data_dir: Path) -> dict[str, Any]:
    """Django's settings for the default database; ``parsed`` is what ``DATABASE_URL`` means."""
    if parsed is None:
        return sqlite_settings(data_dir / "ita-portal.sqlite3")
    if parsed["ENGINE"] == "django.db.backends.sqlite3":
        return sqlite_settings(Path(parsed["NAME"]))
    parsed["CONN_MAX_AGE"] = 60
    parsed["CONN_HEALTH_CHECKS"] = True
    parsed.setdefault("OPTIONS", {}).setdefault(
        "options", "-c lock_timeout=10000 -c statement_timeout=60000"
    )
    return parsed


def sqlite_settings(path: Path) -> dict[str, Any]:
    """SQLite for a portal with several web threads: a writer waits for the other, and what
    has been confirmed survives a crash."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": f"PRAGMA journal_mode={journal_mode()}; PRAGMA synchronous=FULL;",
        },
    }
