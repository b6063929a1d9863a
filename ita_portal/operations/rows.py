"""Rows of models as lines of JSON, the same for every database.

Django's own serializer is not used: it cuts times to milliseconds, and asks for the links of
each object one by one. Here each table is a file, tables between two models included, and a
line is ``{column: value}`` with the values as their fields write and read them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import islice
from typing import Any, Protocol

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

_PLAIN = (bool, int, float, str, type(None))
_BATCH = 200
# A row may hold a whole picture or PDF.
_ROWS_IN_MEMORY = 20


class Sink(Protocol):
    """Something to write bytes into."""

    def write(self, data: bytes) -> object: ...


def stored_models() -> list[type[models.Model]]:
    """All models with a table, those of many-to-many links too. Sessions are left out: after a
    restore everybody logs in again."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model is not Session
    ]


def label(model: type[models.Model]) -> str:
    """``app.model``, the name of the model in a backup."""
    return str(model._meta.label_lower)


def write_rows(model: type[models.Model], target: Sink, *, database: str) -> int:
    """Write all rows in the order of their keys; returns how many."""
    count = 0
    rows = model._base_manager.using(database).order_by("pk")
    for row in rows.iterator(chunk_size=_ROWS_IN_MEMORY):
        line = {field.attname: _to_json(field, row) for field in model._meta.local_concrete_fields}
        target.write(json.dumps(line, ensure_ascii=False).encode("utf-8") + b"\n")
        count += 1
    return count


def insert_rows(
    model: type[models.Model], lines: Iterable[bytes], *, connection: BaseDatabaseWrapper
) -> int:
    """Insert rows as they were written: no signal, no ``save``, no time of now. Returns how
    many. A line that does not fit the model raises one of ``ValueError``, ``KeyError``,
    ``TypeError`` and ``ValidationError``."""
    fields = model._meta.local_concrete_fields
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    sql = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({marks})"  # noqa: S608
    count = 0
    rows = (_from_json(fields, json.loads(line), connection) for line in lines)
    with connection.cursor() as cursor:
        while batch := list(islice(rows, _BATCH)):
            cursor.executemany(sql, batch)
            count += len(batch)
    return count


def count_rows(*, database: str) -> dict[str, int]:
    """How many rows each model has."""
    return {label(model): model._base_manager.using(database).count() for model in stored_models()}


def applied_migrations(*, database: str) -> list[str]:
    """The migrations that made the tables, as ``app.name``."""
    with connections[database].cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
        return [f"{app}.{name}" for app, name in cursor.fetchall()]


def _to_json(field: models.Field[Any, Any], row: models.Model) -> Any:
    value = field.value_from_object(row)
    if isinstance(value, _PLAIN) or isinstance(field, models.JSONField):
        return value
    return field.value_to_string(row)


def _from_json(
    fields: Iterable[models.Field[Any, Any]], line: dict[str, Any], connection: BaseDatabaseWrapper
) -> tuple[Any, ...]:
    return tuple(
        field.get_db_prep_save(field.to_python(line[field.attname]), connection) for field in fields
    )
