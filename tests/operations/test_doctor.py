"""``doctor``: each thing that can be wrong is found, named and explained."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import namedtuple
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection, connections
from django.db.migrations.recorder import MigrationRecorder

from ita_portal.database import journal_mode
from ita_portal.operations.doctor import Diagnosis, Finding, examine
from tests import factories

Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def bare(db: None, settings: Any, tmp_path: Path) -> None:
    """A portal that is set up but for the frameworks."""
    settings.DATA_DIR = tmp_path
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
    (settings.STATIC_ROOT / "staticfiles.json").write_text("{}")
    settings.FONTS_DIR = tmp_path / "fonts"
    settings.FONTS_DIR.mkdir()
    (settings.FONTS_DIR / "Sarabun-Regular.woff2").write_bytes(b"x")


@pytest.fixture
def healthy(bare: None) -> None:
    """A portal in which nothing is wrong."""
    factories.load_all_frameworks()


def errors() -> dict[str, Finding]:
    return {each.id: each for each in examine().findings if each.severity == "error"}


def test_nothing_is_wrong(healthy: None) -> None:
    diagnosis = examine()
    assert errors() == {}
    assert diagnosis.is_healthy()
    assert {"portal", "python", "database", "data folder", "site", "mail"} <= set(diagnosis.facts)


def test_it_says_which_database_and_how_it_is_kept(healthy: None) -> None:
    diagnosis = examine()
    ids = {each.id for each in diagnosis.findings}
    if connection.vendor == "postgresql":
        assert diagnosis.facts["database"].startswith("PostgreSQL 1")
        assert "ita_portal.I104" not in ids
    else:
        assert diagnosis.facts["database"].startswith(f"SQLite {sqlite3.sqlite_version}, journal")
        assert ("ita_portal.I104" in ids) is (journal_mode() == "DELETE")


def test_static_files_and_fonts(healthy: None, settings: Any) -> None:
    (settings.STATIC_ROOT / "staticfiles.json").unlink()
    (settings.FONTS_DIR / "Sarabun-Regular.woff2").unlink()
    assert set(errors()) == {"ita_portal.E109", "reports.E103"}
    assert errors()["ita_portal.E109"].hint == "Run: manage.py init"


def test_no_framework(bare: None) -> None:
    assert set(errors()) == {"assessments.E101"}


def test_migrations_that_wait(healthy: None) -> None:
    MigrationRecorder(connection).record_unapplied("agencies", "0002_append_only")
    found = errors()
    assert set(found) == {"ita_portal.E102"}
    assert found["ita_portal.E102"].hint.endswith("manage.py init")


def test_a_database_of_a_newer_version(healthy: None) -> None:
    MigrationRecorder(connection).record_applied("agencies", "0999_later")
    assert "agencies.0999_later" in errors()["ita_portal.E103"].message


def test_a_database_that_does_not_answer(healthy: None, monkeypatch: Any) -> None:
    def refuse(*args: Any) -> None:
        raise OperationalError("connection refused\nmore")

    with monkeypatch.context() as during:
        during.setattr(type(connections["default"]), "cursor", refuse)
        diagnosis = examine()
    found = {each.id: each for each in diagnosis.findings}
    assert found["ita_portal.E101"].message == "The database does not answer: connection refused"
    assert diagnosis.facts["database"].endswith("not reachable")


def test_a_data_folder_that_takes_no_files(healthy: None, settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path / "gone"
    assert "ita_portal.E106" in errors()


@pytest.mark.parametrize(
    ("megabytes", "id", "severity"),
    [(50, "ita_portal.E107", "error"), (500, "ita_portal.W107", "warning")],
)
def test_little_room(
    healthy: None, monkeypatch: Any, megabytes: int, id: str, severity: str
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda path: Usage(0, 0, megabytes * 2**20))
    found = {each.id: each for each in examine().findings}
    assert found[id].severity == severity
    assert f"{megabytes} MB" in found[id].message


def test_a_secret_key_that_others_may_read(healthy: None, tmp_path: Path) -> None:
    (tmp_path / "secret-key").write_text("x")
    (tmp_path / "secret-key").chmod(0o644)
    assert "ita_portal.E108" in errors()


def test_a_weasyprint_that_it_was_not_written_for(healthy: None, monkeypatch: Any) -> None:
    monkeypatch.setattr("weasyprint.__version__", "71.0")
    assert "needs WeasyPrint 70, but 71.0" in errors()["reports.E101"].message


@pytest.mark.parametrize("table", ["agencies_event", "reports_publicationfile"])
def test_a_table_that_lost_its_triggers(healthy: None, table: str) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"DROP TRIGGER {table}_no_update")
        else:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {table}_no_change")
    assert table in errors()["agencies.E101"].message


def test_settings_are_looked_at_too(healthy: None, settings: Any) -> None:
    settings.SITE_URL = "https://ita.example.go.th"
    settings.ALLOWED_HOSTS = ["other.example.go.th"]
    assert "ita_portal.E002" in errors()


class TestCommand:
    def test_as_json(self, healthy: None) -> None:
        call_command("doctor", "--json", stdout=(out := StringIO()))
        told = json.loads(out.getvalue())
        assert told["healthy"] is True
        assert {"id", "severity", "message", "hint"} == set(told["findings"][0])

    def test_the_status_is_1_when_an_error_stands(self, healthy: None, settings: Any) -> None:
        (settings.STATIC_ROOT / "staticfiles.json").unlink()
        with pytest.raises(SystemExit) as end:
            call_command("doctor", stdout=(out := StringIO()))
        assert end.value.code == 1
        assert "ERROR ita_portal.E109: The static files are not built" in out.getvalue()
        assert out.getvalue().rstrip().endswith("An error stands, see above.")

    def test_every_finding_says_what_to_do(self) -> None:
        """The ids are unique, and each own finding has a hint."""
        source = "".join(
            (Path(__file__).resolve().parents[2] / path).read_text()
            for path in ("ita_portal/checks.py", "ita_portal/operations/doctor.py",
                         "assessments/examinations.py", "reports/examinations.py",
                         "agencies/append_only.py")
        )  # fmt: skip
        ids = re.findall(r'"((?:ita_portal|agencies|assessments|reports)\.[EWI][0-9]{3})"', source)
        assert len(ids) == len(set(ids)) > 15


def test_a_warning_is_no_illness() -> None:
    finding = Finding("x.W001", "warning", "m", "h")
    assert Diagnosis({}, [finding]).is_healthy()
    assert not Diagnosis({}, [finding, Finding("x.E001", "error", "m", "h")]).is_healthy()
