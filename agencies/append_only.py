"""Database triggers for tables whose rows are written once, on SQLite and PostgreSQL alike."""

from __future__ import annotations

from functools import partial

from django.apps.registry import Apps
from django.core.checks import CheckMessage, Error
from django.db import Error as DatabaseProblem
from django.db import connection, migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_SQLITE = """
CREATE TRIGGER {table}_no_{what} BEFORE {what} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
"""

_POSTGRESQL = """
CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{table} is append-only'; END $$;
CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_refuse();
"""

_POSTGRESQL_UNDO = """
DROP TRIGGER {table}_no_change ON {table};
DROP FUNCTION {table}_refuse();
"""


def forbid_changes(table: str) -> migrations.RunPython:
    """A migration operation after which UPDATE and DELETE of ``table`` raise a database error.
    ``table`` is a name of our own, never input."""

    return migrations.RunPython(partial(_forbid, table), partial(_permit, table))


def permit_changes(table: str) -> migrations.RunPython:
    """The opposite, for a migration that must fill a new column of old rows; it ends with
    ``forbid_changes``."""
    return migrations.RunPython(partial(_permit, table), partial(_forbid, table))


def _forbid(table: str, apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "sqlite":
        for what in ("update", "delete"):
            editor.execute(_SQLITE.format(table=table, what=what))
    else:
        editor.execute(_POSTGRESQL.format(table=table))


def _permit(table: str, apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "sqlite":
        for what in ("update", "delete"):
            editor.execute(f"DROP TRIGGER {table}_no_{what}")
    else:
        editor.execute(_POSTGRESQL_UNDO.format(table=table))


def unprotected(*tables: str) -> list[CheckMessage]:
    """For ``doctor``: the tables whose rows the database would let somebody change; none where
    the database fails, which is told elsewhere. Altering a table makes it anew on SQLite, and its
    triggers go with the old one: a migration that does so must end with ``forbid_changes``."""
    wanted = {"sqlite": ("{}_no_update", "{}_no_delete"), "postgresql": ("{}_no_change",)}
    sql = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'",
    }
    try:
        with connection.cursor() as cursor:
            cursor.execute(sql[connection.vendor])
            there = {name for (name,) in cursor.fetchall()}
    except DatabaseProblem:
        return []
    return [
        Error(
            f"The database does not hold the rows of {table} as they were written.",
            hint="Its triggers are missing: restore the newest backup into a new database.",
            id="agencies.E101",
        )
        for table in tables
        if not there.issuperset(name.format(table) for name in wanted[connection.vendor])
    ]
