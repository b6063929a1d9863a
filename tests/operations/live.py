"""A real server on data of its own, that can be killed and started again, and its clients."""

from __future__ import annotations

import http.cookiejar
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "a long enough secret"


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@dataclass
class LivePortal:
    """gunicorn with two worker processes, as in production, on a data folder of its own."""

    data: Path
    database_url: str = ""
    variables: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    server: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        own = {"ITA_PORTAL_DATA": str(self.data), "DATABASE_URL": self.database_url,
               "SITE_URL": self.address}  # fmt: skip
        return os.environ | own | self.variables

    def manage(self, *arguments: str, status: int = 0) -> str:
        """Run a command; its output, or with a status other than 0 its complaint."""
        outcome = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert outcome.returncode == status, outcome.stderr
        return outcome.stderr if status else outcome.stdout

    def python(self, script: str) -> str:
        """Run a script with Django set up; what it prints."""
        return self.manage("shell", "--no-imports", "-c", script)

    def start(self) -> None:
        """Start the server, and wait until it answers."""
        gunicorn = Path(sys.executable).with_name("gunicorn")
        command = [str(gunicorn), "ita_portal.wsgi", "--bind", f"127.0.0.1:{self.port}",
                   "--worker-class", "gthread", "--workers", "2", "--threads", "4",
                   "--no-control-socket"]  # fmt: skip
        with (self.data / "server.log").open("ab") as log:
            self.server = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=log,
                start_new_session=True,
            )  # fmt: skip
        for _ in range(300):
            assert self.server.poll() is None, (self.data / "server.log").read_text()
            try:
                urllib.request.urlopen(f"{self.address}/health/", timeout=2)
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise AssertionError("the server did not answer")

    def kill(self) -> None:
        """SIGKILL to the server and its workers at once: nobody can tidy up."""
        if self.server is not None:
            os.killpg(self.server.pid, signal.SIGKILL)
            self.server.wait(10)
            self.server = None


class Visitor:
    """One browser without its screen: cookies, forms, redirects not followed."""

    def __init__(self, portal: LivePortal) -> None:
        self.portal = portal
        self.location = ""  # where the last answer led to
        self.cookies = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self.cookies), _NoRedirect
        )

    def get(self, path: str) -> tuple[int, str]:
        return self._ask(path, None)

    def post(self, path: str, **values: str) -> tuple[int, str]:
        """Post a form; the token comes from the cookie of an earlier page."""
        token = next(c.value for c in self.cookies if c.name == "csrftoken")
        return self._ask(path, {"csrfmiddlewaretoken": token or "", **values})

    def upload(self, path: str, field: str, name: str, content: bytes, **values: str) -> int:
        """Post a form with one file; the status, and where it led to in ``location``."""
        token = next(c.value for c in self.cookies if c.name == "csrftoken")
        border = uuid4().hex
        parts = "".join(
            f'--{border}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
            for key, value in {"csrfmiddlewaretoken": token or "", **values}.items()
        ).encode()
        head = f'--{border}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"'
        body = b"".join((parts, head.encode(), b"\r\n\r\n", content, f"\r\n--{border}--".encode()))
        kind = f"multipart/form-data; boundary={border}"
        request = urllib.request.Request(self.portal.address + path, body, {"Content-Type": kind})
        return self._open(request)[0]

    def sign_in(self, username: str, password: str = PASSWORD) -> tuple[int, str]:
        self.get("/accounts/login/")
        return self.post("/accounts/login/", login=username, password=password)

    def _ask(self, path: str, values: dict[str, str] | None) -> tuple[int, str]:
        data = urllib.parse.urlencode(values).encode() if values is not None else None
        return self._open(urllib.request.Request(self.portal.address + path, data))

    def _open(self, request: urllib.request.Request) -> tuple[int, str]:
        try:
            with self._opener.open(request, timeout=60) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as answer:
            self.location = answer.headers.get("Location", "")
            return answer.code, answer.read().decode()


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: object, **kwargs: object) -> None:
        return None


def make_busy_agency(portal: LivePortal, measures: int) -> list[int]:
    """An agency with a coordinator named ``busy`` and measures without progress; their keys."""
    script = f"""
from tests import factories
from agencies.models import Membership
agency = factories.make_agency("เทศบาลตำบลทำงานหนัก", slug="busy")
Membership.objects.create(user=factories.make_user("busy"), agency=agency, role="coordinator")
plan = factories.make_plan(agency)
print(*[factories.make_measure(plan).pk for _ in range({measures})])
"""
    return [int(number) for number in re.findall(r"[0-9]+", portal.python(script))]


def save_until_it_ends(portal: LivePortal, measure: int, confirmed: dict[int, int]) -> None:
    """Save one measure's progress again and again, each time with the number of the save as
    its note, until the server is gone. Notes how many saves were confirmed."""
    visitor = Visitor(portal)
    assert visitor.sign_in("busy")[0] == 302
    while True:
        number = confirmed[measure] + 1
        typed = {"version": str(number - 1), "status": "in_progress", "note": str(number),
                 "results": "ก" * 2000, "outcomes": "", "completion_date": ""}  # fmt: skip
        try:
            status, page = visitor.post(f"/work/busy/measures/{measure}/progress/6m/", **typed)
        except OSError:
            return
        assert status == 302, page
        confirmed[measure] = number


WHAT_STANDS = """
import json
from agencies.models import Event
from measures.models import Progress
print(json.dumps({
    p.measure_id: [p.version, p.note, [
        [e.changes["note"], e.actor.username]
        for e in Event.objects.of(p).order_by("pk")
    ]] for p in Progress.objects.filter(agency__slug="busy")
}))
"""
