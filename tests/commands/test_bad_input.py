"""Every command of the portal: bad input is status 1 and one clear line, never a traceback.

The commands run as from a shell, since some complaints come before a command begins; but one
process loads the portal for all of them and forks, since loading takes longer than complaining.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ita_portal.operations.archive import BackupError
from ita_portal.operations.backup import make_backup
from reports.management.commands.export_report import write_atomically

# Runs manage.py with each list of arguments from standard input; prints their statuses and keeps
# what they print in files of the working folder.
FORKING = """
import json, os, runpy, sys
import django
django.setup()
import ita_portal.urls
statuses = []
for number, arguments in enumerate(json.load(sys.stdin)):
    if not (child := os.fork()):
        for stream, name in ((1, "out"), (2, "err")):
            os.dup2(os.open(f"{number}.{name}", os.O_WRONLY | os.O_CREAT), stream)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        sys.argv = ["manage.py", *arguments]
        os.chdir(sys.path[0])
        runpy.run_path("manage.py", run_name="__main__")
        sys.exit(0)
    statuses.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
print(json.dumps(statuses))
"""

ROOT = Path(__file__).resolve().parents[2]
WORD, SHEET = "tests/../README.md", "README.md"  # files that are neither

BAD = [
    ["import_document", "x.docx", "--agency", "nobody", "--year", "2566"],
    ["import_document", "/tmp", "--agency", "a", "--agency-name", "x", "--year", "2566"],
    ["import_document", WORD, "--agency", "a", "--agency-name", "x", "--year", "2566"],
    ["import_document", WORD, "--agency", "A B", "--agency-name", "x", "--year", "2566"],
    ["import_document", WORD, "--agency", "a", "--year", "1999"],
    ["import_document", WORD, "--agency", "a", "--year", "2566", "--round", "9m"],
    ["import_document"],
    ["import_scores", "x.xlsx", "--agency", "nobody", "--year", "2565"],
    ["import_scores", SHEET, "--agency", "a", "--agency-name", "x", "--year", "1999"],
    ["import_scores", SHEET, "--agency", "a", "--agency-name", "x", "--year", "2565"],
    ["import_scores", "/tmp", "--agency", "a", "--agency-name", "x", "--year", "2565"],
    ["export_report", "999", "--format", "pdf", "--output", "x.pdf"],
    ["export_report", "x", "--format", "pdf", "--output", "x.pdf"],
    ["export_report", "9" * 30, "--format", "pdf", "--output", "x.pdf"],
    ["export_report", "1", "--format", "exe", "--output", "x.exe"],
    ["export_report", "1"],
    ["check_report", "999"],
    ["check_report", "x"],
    ["check_report", "9" * 30],
    ["check_document", "x.docx", "--year", "2566"],
    ["check_document", "/tmp", "--year", "2566"],
    ["check_document", WORD, "--year", "1999"],
    ["publish_report", "999"],
    ["publish_report", "x"],
    ["publish_report", "9" * 30],
    ["backup", "/nowhere/x.zip"],
    ["backup", "/proc/x.zip"],
    ["backup", "/dev/full"],
    ["backup"],
    ["restore", "/nowhere.zip"],
    ["restore", "/tmp"],
    ["restore", "README.md"],
    ["restore", "/dev/null"],
    ["doctor", "--nonsense"],
    ["send_reminders", "--nonsense"],
    ["work", "--every", "0"],
    ["work", "--every", "often"],
    ["check_links", "--limit", "some"],
    ["export_site", "/proc/x"],
]  # fmt: skip


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a database that has its tables."""
    if "DATABASE_URL" in os.environ:
        pytest.skip("asks what arguments mean, which does not depend on the database")
    folder = tmp_path_factory.mktemp("data")
    done = run(["migrate", "--verbosity", "0"], folder)
    assert done.returncode == 0, done.stderr
    return folder


def run(arguments: list[str], data: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT, env=os.environ | {"ITA_PORTAL_DATA": str(data)},
        capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip


def run_all(commands: list[list[str]], data: Path, folder: Path) -> list[tuple[int, str, str]]:
    """Status, output and complaints of each command."""
    environment = {"ITA_PORTAL_DATA": str(data), "DJANGO_SETTINGS_MODULE": "ita_portal.settings"}
    script = f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{FORKING}"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=folder, env=os.environ | environment,
        input=json.dumps(commands), capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [
        (status, *((folder / f"{number}.{name}").read_text() for name in ("out", "err")))
        for number, status in enumerate(json.loads(done.stdout))
    ]


def test_bad_input_is_one_line(data: Path, tmp_path: Path) -> None:
    outcomes = run_all(BAD, data, tmp_path)
    wrong = [
        (" ".join(arguments), status, complaint)
        for arguments, (status, output, complaint) in zip(BAD, outcomes, strict=True)
        if (status, output, len(complaint.splitlines())) != (1, "", 1)
    ]
    assert wrong == []


def test_a_database_without_tables_is_one_line(data: Path, tmp_path: Path) -> None:
    for arguments in (["backup", str(tmp_path / "x.zip")], ["check_report", "1"],
                      ["export_report", "1", "--format", "pdf", "--output", "x.pdf"]):  # fmt: skip
        outcome = run(arguments, tmp_path / "empty")
        assert (outcome.returncode, outcome.stdout) == (1, "")
        assert len(outcome.stderr.splitlines()) == 1
        assert "manage.py doctor" in outcome.stderr


def test_a_device_is_not_replaced_by_a_file(tmp_path: Path) -> None:
    """A program that writes beside and renames would: with root's rights even ``/dev/null``."""
    os.mkfifo(pipe := tmp_path / "pipe")
    with pytest.raises(FileExistsError, match="not replaced"):
        write_atomically(pipe, b"x")
    with pytest.raises(BackupError, match="a pipe"):
        make_backup(pipe)
    assert pipe.is_fifo()
    assert list(tmp_path.iterdir()) == [pipe]
