"""The commands of the README: what they promise about installing, serving and refusing."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = [*sorted((ROOT / "script").iterdir()), ROOT / ".ci" / "run"]
LOCKS = [ROOT / "requirements" / "run.txt", ROOT / "requirements" / "test.txt"]
Start = Callable[[int], "subprocess.Popen[str]"]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_script_is_executable_posix_shell(script: Path) -> None:
    assert os.access(script, os.X_OK)
    assert script.read_text().startswith("#!/bin/sh\n")
    # dash is /bin/sh on Debian and knows no bash.
    assert subprocess.run(["dash", "-n", script], check=False).returncode == 0


def pinned(lock: Path) -> dict[str, list[str]]:
    """Name and version of each package in a lock file, with its hashes."""
    packages: dict[str, list[str]] = {}
    for line in lock.read_text().splitlines():
        if match := re.match(r"([a-z0-9-]+==[^ ]+)", line):
            hashes = packages[match[1]] = []
        elif match := re.match(r" +--hash=(sha256:[0-9a-f]{64})", line):
            hashes.append(match[1])
        else:
            assert line.lstrip().startswith("#"), f"neither a package nor a hash: {line}"
    return packages


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_lock_pins_what_is_asked_for(lock: Path) -> None:
    packages = pinned(lock)
    assert all(packages.values()), "a package without a hash"
    names = {package.partition("==")[0] for package in packages}
    asked = re.findall(r"^([A-Za-z][\w-]*)", lock.with_suffix(".in").read_text(), re.M)
    assert {name.lower() for name in asked} <= names
    # psycopg 3 would be a second driver beside psycopg2.
    assert "psycopg" not in names


def test_locks_agree() -> None:
    versions: dict[str, str] = {}
    for package in [*pinned(LOCKS[0]), *pinned(LOCKS[1])]:
        name, _, version = package.partition("==")
        assert versions.setdefault(name, version) == version


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_lock_names_no_host_and_no_path(lock: Path) -> None:
    assert re.findall(r"\S*://\S*|(?<![\w.])/\S+", lock.read_text()) == []


def test_environment_example_lists_what_the_settings_read() -> None:
    source = "".join(path.read_text() for path in (ROOT / "ita_portal").glob("*.py"))
    read = set(re.findall(r'(?:env\.\w+|read_secret)\(\s*"([A-Z_]+)"', source))
    example = (ROOT / "deploy" / "portal.env.example").read_text()
    listed = set(re.findall(r"^#?([A-Z_]+)=", example, re.M))
    assert "SITE_URL" in read
    assert read <= listed
    assert {name.removesuffix("_FILE") for name in listed} == read


def test_setup_refuses_an_unknown_argument() -> None:
    outcome = subprocess.run(
        ["script/setup", "--tset"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert outcome.returncode == 1
    assert "'--tset'" in outcome.stderr


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts ``script/run`` on a port, with a data folder of the test's own."""
    if "DATABASE_URL" in os.environ:
        pytest.skip("runs with the suite on SQLite: script/run has its embedded database")
    if not (ROOT / ".venv" / "run.stamp").exists():
        pytest.skip("script/setup has not been run here, so script/run would install packages")
    environment = {key: value for key, value in os.environ.items() if key != "SITE_URL"}
    started: list[subprocess.Popen[str]] = []

    def go(port: int) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            ["script/run"],
            cwd=ROOT,
            env=environment | {"PORT": str(port), "ITA_PORTAL_DATA": str(tmp_path / "data")},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )
        started.append(process)
        return process

    yield go
    for process in started:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def wait_until_served(port: int, process: subprocess.Popen[str], seconds: float) -> str:
    """The login page, as soon as it is there."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        assert process.poll() is None, process.communicate()
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
                page: str = answer.read().decode()
                return page
        except urllib.error.HTTPError:
            raise
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"not served within {seconds} s")


def wait_until_gone(pid: int, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while Path(f"/proc/{pid}").exists():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def workers_of(pid: int) -> list[int]:
    """The processes that a portal started to work in the background."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parent = int(status.read_text().rpartition(")")[2].split()[1])
            command = status.with_name("cmdline").read_bytes().split(b"\0")
            if parent == pid and b"work" in command:
                found.append(int(status.parent.name))
    return found


def test_run_serves_keeps_its_data_and_ends_on_a_signal(start: Start, tmp_path: Path) -> None:
    port = free_port()
    first = start(port)
    assert "csrfmiddlewaretoken" in wait_until_served(port, first, seconds=120)
    key = (tmp_path / "data" / "secret-key").read_text()
    (worker,) = workers_of(first.pid)

    refused = start(port)
    _, complaint = refused.communicate(timeout=30)
    assert refused.returncode == 1
    assert f"port {port} is taken" in complaint
    assert len(complaint.splitlines()) == 1

    first.terminate()
    printed, complaints = first.communicate(timeout=30)
    assert first.returncode == 0
    assert f"http://127.0.0.1:{port}/" in printed
    assert complaints == ""
    wait_until_gone(worker, seconds=30)
    assert (tmp_path / "data" / "worker.log").read_text() == ""

    second = start(port)
    wait_until_served(port, second, seconds=30)
    os.killpg(second.pid, signal.SIGINT)
    assert second.wait(timeout=30) == 0
    assert (tmp_path / "data" / "secret-key").read_text() == key
