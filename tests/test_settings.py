"""The variables of ``ita_portal.settings``: what each means, and what is refused in one line."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from ita_portal.database import database_settings, journal_mode
from ita_portal.environment import Environment
from ita_portal.secrets import make_secret_key

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "deploy" / "portal.env.example"


def manage(data: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command with these variables, and none of those that surround the tests."""
    known = re.findall(r"^#?([A-Z_]+)=", EXAMPLE.read_text(), re.M)
    environment = {key: value for key, value in os.environ.items() if key not in known}
    environment |= {"ITA_PORTAL_DATA": str(data), **variables}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "nonsense"),
        ("DATABASE_URL", "postgres://user:secret@host:5x/name"),
        ("DATABASE_URL", "postgres://user:secret@host/"),
        ("DATABASE_URL", "mysql://user:secret@host/name"),
        ("EMAIL_URL", "nonsense"),
        ("EMAIL_URL", "smtp://user:secret@host:2x"),
        ("EMAIL_URL", "smtp://"),
        ("EMAIL_URL", "carrier+pigeon://host"),
        ("SITE_URL", "ita.example.go.th"),
        ("SITE_URL", "https://"),
        ("SITE_URL", "https://host:port"),
        ("SITE_URL", "https://user@host"),
        ("SITE_URL", "https://host/path"),
        ("SITE_URL", "ftp://host"),
        ("ALLOWED_HOSTS", "https://host"),
        ("CSRF_TRUSTED_ORIGINS", "host"),
        ("DEBUG", "ture"),
        ("BEHIND_PROXY", "2"),
        ("HSTS_SECONDS", "๓๖๐๐"),
        ("HSTS_SECONDS", "-1"),
        ("MAX_WORD_FILE_BYTES", "30 MB"),
        ("LOG_LEVEL", "loud"),
        ("REQUIRE_MFA", "perhaps"),
    ],
)
def test_nonsense_is_refused_in_one_line(name: str, value: str) -> None:
    env = Environment({name: value})
    with pytest.raises(ImproperlyConfigured) as refusal:
        _READ[name](env)
    said = str(refusal.value)
    assert said.startswith(name)
    assert "\n" not in said
    assert "secret" not in said


_READ = {
    "DATABASE_URL": lambda env: env.database("DATABASE_URL"),
    "EMAIL_URL": lambda env: env.email("EMAIL_URL", "consolemail://"),
    "SITE_URL": lambda env: env.origin("SITE_URL", "http://127.0.0.1:8000"),
    "ALLOWED_HOSTS": lambda env: env.hosts("ALLOWED_HOSTS", []),
    "CSRF_TRUSTED_ORIGINS": lambda env: env.origins("CSRF_TRUSTED_ORIGINS", []),
    "DEBUG": lambda env: env.flag("DEBUG", False),
    "BEHIND_PROXY": lambda env: env.flag("BEHIND_PROXY", False),
    "REQUIRE_MFA": lambda env: env.flag("REQUIRE_MFA", False),
    "HSTS_SECONDS": lambda env: env.number("HSTS_SECONDS", 1),
    "MAX_WORD_FILE_BYTES": lambda env: env.number("MAX_WORD_FILE_BYTES", 1, least=1),
    "LOG_LEVEL": lambda env: env.choice("LOG_LEVEL", "WARNING", ("DEBUG", "WARNING")),
}


@pytest.mark.parametrize("word", ["true", "True", "yes", "ON", "1"])
def test_a_flag_is_set(word: str) -> None:
    assert Environment({"X": word}).flag("X", default=False) is True


@pytest.mark.parametrize("word", ["false", "No", "off", "0"])
def test_a_flag_is_not_set(word: str) -> None:
    assert Environment({"X": word}).flag("X", default=True) is False


def test_an_empty_value_counts_as_absent() -> None:
    env = Environment(dict.fromkeys("ABCDE", " "))
    assert env.text("A", "x") == "x"
    assert env.flag("B", default=True) is True
    assert env.number("C", 7) == 7
    assert env.hosts("D", ["h"]) == ["h"]
    assert env.database("E") is None


def test_a_site_with_a_port_and_a_slash() -> None:
    assert Environment({"X": "http://[::1]:8000/"}).origin("X", "") == "http://[::1]:8000"
    assert Environment({"X": "https://a.go.th"}).origin("X", "") == "https://a.go.th"


def test_hosts() -> None:
    hosts = "a.go.th, .b.go.th,[::1], 127.0.0.1"
    assert Environment({"X": hosts}).hosts("X", []) == [
        "a.go.th", ".b.go.th", "[::1]", "127.0.0.1",
    ]  # fmt: skip


def test_mail_by_tls_goes_to_its_port() -> None:
    settings = Environment({"X": "smtp+tls://clerk@mail.go.th"}).email("X", "")
    assert (settings["EMAIL_HOST"], settings["EMAIL_PORT"]) == ("mail.go.th", 587)
    assert settings["EMAIL_USE_TLS"] is True


class TestSecrets:
    def test_from_the_variable(self) -> None:
        assert Environment({"X": "abc"}).secret("X") == "abc"

    def test_from_a_file(self, tmp_path: Path) -> None:
        path = tmp_path / "secret"
        path.write_text("abc\n")
        assert Environment({"X_FILE": str(path)}).secret("X") == "abc"

    def test_a_database_address_from_a_file(self, tmp_path: Path) -> None:
        path = tmp_path / "secret"
        path.write_text("postgres://u:p@h:5433/n\n")
        settings = Environment({"X_FILE": str(path)}).database("X")
        assert settings is not None
        assert (settings["PASSWORD"], settings["PORT"]) == ("p", 5433)

    def test_not_both(self, tmp_path: Path) -> None:
        with pytest.raises(ImproperlyConfigured, match="both set"):
            Environment({"X": "abc", "X_FILE": str(tmp_path)}).secret("X")

    def test_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(ImproperlyConfigured, match=r"^X_FILE cannot be read: No such file"):
            Environment({"X_FILE": str(tmp_path / "none")}).secret("X")

    def test_an_empty_file(self, tmp_path: Path) -> None:
        path = tmp_path / "secret"
        path.write_text("\n")
        with pytest.raises(ImproperlyConfigured, match="empty"):
            Environment({"X_FILE": str(path)}).secret("X")

    def test_the_key_is_made_once_and_for_its_owner(self, tmp_path: Path) -> None:
        key = make_secret_key(tmp_path)
        assert len(key) >= 50
        assert make_secret_key(tmp_path) == key
        assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600
        assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]

    def test_a_key_file_without_a_key_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "secret-key").write_text("")
        with pytest.raises(ImproperlyConfigured, match="holds no key"):
            make_secret_key(tmp_path)


class TestDatabase:
    @pytest.mark.parametrize(
        ("version", "mode"),
        [((3, 40, 1), "DELETE"), ((3, 51, 2), "DELETE"), ((3, 51, 3), "WAL"), ((4, 0, 0), "WAL")],
    )
    def test_a_write_ahead_log_only_where_it_is_sound(
        self, version: tuple[int, ...], mode: str
    ) -> None:
        assert journal_mode(version) == mode

    def test_sqlite_lies_in_the_data_folder(self, tmp_path: Path) -> None:
        assert database_settings(None, tmp_path)["NAME"] == tmp_path / "ita-portal.sqlite3"

    def test_postgresql_does_not_wait_for_ever(self) -> None:
        parsed = Environment({"X": "postgres://u:p@h/n"}).database("X")
        settings = database_settings(parsed, Path("unused"))
        assert settings["CONN_HEALTH_CHECKS"] is True
        assert "lock_timeout=10000" in settings["OPTIONS"]["options"]
        assert "statement_timeout=60000" in settings["OPTIONS"]["options"]

    def test_pragmas_of_a_live_connection(self, tmp_path: Path) -> None:
        script = (
            "from django.db import connection as c\n"
            "for name in ('journal_mode', 'synchronous', 'busy_timeout', 'mmap_size'):\n"
            "    print(name, c.cursor().execute(f'PRAGMA {name}').fetchone()[0])\n"
            "print('mode', c.transaction_mode)\n"
        )
        said = manage(tmp_path, "shell", "--no-imports", "-c", script).stdout.split()
        told = dict(zip(said[::2], said[1::2], strict=True))
        assert told["journal_mode"].upper() == journal_mode()
        assert told["synchronous"] == "2"  # FULL
        assert told["busy_timeout"] == "20000"
        assert told["mmap_size"] == "0"
        assert told["mode"] == "IMMEDIATE"

    def test_timeouts_of_a_live_connection(self, db: None) -> None:
        if connection.vendor != "postgresql":
            pytest.skip("asks PostgreSQL; runs in the suite on it")
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('lock_timeout')")
            assert cursor.fetchone() == ("10s",)
            cursor.execute("SELECT current_setting('statement_timeout')")
            assert cursor.fetchone() == ("1min",)


class TestStart:
    @pytest.mark.parametrize(
        ("name", "value"),
        [("DATABASE_URL", "nonsense"), ("SITE_URL", "ita.example"), ("ITA_PORTAL_DATA", "/proc/x")],
    )
    def test_a_command_says_it_in_one_line(self, tmp_path: Path, name: str, value: str) -> None:
        outcome = manage(tmp_path, "check", **{name: value})
        assert outcome.returncode == 1
        assert outcome.stdout == ""
        assert len(outcome.stderr.splitlines()) == 1
        assert name in outcome.stderr

    @pytest.mark.parametrize("port", ["abc", "๘๐๐๐", "-1", "80 00"])
    def test_run_refuses_what_is_no_port(self, tmp_path: Path, port: str) -> None:
        outcome = subprocess.run(
            ["script/run"],
            cwd=ROOT, env=os.environ | {"PORT": port, "ITA_PORTAL_DATA": str(tmp_path / "d")},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert outcome.returncode == 1
        assert outcome.stderr == f"run: PORT must be a number, not '{port}'\n"
        assert not (tmp_path / "d").exists()

    def test_the_example_passes_the_deployment_check(self, tmp_path: Path) -> None:
        variables = dict(re.findall(r"^([A-Z_]+)=(.*)$", EXAMPLE.read_text(), re.M))
        del variables["ITA_PORTAL_DATA"]
        outcome = manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **variables)
        assert (outcome.returncode, outcome.stderr) == (0, "")

    @pytest.mark.parametrize(
        ("variables", "id"),
        [
            ({"SITE_URL": "http://ita.example.go.th"}, "ita_portal.W001"),
            ({"ALLOWED_HOSTS": "other.go.th"}, "ita_portal.E002"),
            ({"ALLOWED_HOSTS": "*"}, "ita_portal.W003"),
            ({"EMAIL_URL": ""}, "ita_portal.W004"),
            ({"DEFAULT_FROM_EMAIL": ""}, "ita_portal.W005"),
            ({"SECRET_KEY": "short"}, "security.W009"),
            ({"DEBUG": "true"}, "security.W018"),
        ],
    )
    def test_what_is_missing_is_named(
        self, tmp_path: Path, variables: dict[str, str], id: str
    ) -> None:
        example = dict(re.findall(r"^([A-Z_]+)=(.*)$", EXAMPLE.read_text(), re.M))
        del example["ITA_PORTAL_DATA"]
        outcome = manage(
            tmp_path, "check", "--deploy", "--fail-level", "WARNING", **(example | variables)
        )
        assert outcome.returncode == 1
        assert id in outcome.stderr

    def test_no_database_driver_but_psycopg2(self) -> None:
        """Django would silently take psycopg 3 where it is installed."""
        from importlib.util import find_spec

        assert find_spec("psycopg") is None
