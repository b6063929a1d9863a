"""How the portal talks to its database: SQLite in the data folder, or ``DATABASE_URL``."""

import sqlite3
from pathlib import Path
from typing import Any

import environ

# Before 3.51.3 a write-ahead log that is reset at the wrong moment can corrupt the database.
SAFE_WAL = (3, 51, 3)


def journal_mode(version: tuple[int, ...] = sqlite3.sqlite_version_info) -> str:
    """WAL where this SQLite has it without the known corruption bug, else DELETE."""
    return "WAL" if version >= SAFE_WAL else "DELETE"


def database_settings(env: environ.Env, data_dir: Path) -> dict[str, Any]:
    """Django's settings for the default database."""
    url = env.str("DATABASE_URL", default="")
    if not url:
        data_dir.mkdir(parents=True, exist_ok=True)
        return sqlite_settings(data_dir / "ita-portal.sqlite3")
    settings: dict[str, Any] = env.db_url_config(url)
    if settings["ENGINE"] == "django.db.backends.sqlite3":
        return sqlite_settings(Path(settings["NAME"]))
    settings["CONN_MAX_AGE"] = 60
    settings["CONN_HEALTH_CHECKS"] = True
    settings.setdefault("OPTIONS", {}).setdefault(
        "options", "-c lock_timeout=10000 -c statement_timeout=60000"
    )
    return settings


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
