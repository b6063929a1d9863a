"""``work``: does what is due in the background, again and again.

The truth of each job lies in its own tables, so the worker can be killed at any moment, and
two of them do nothing twice. What it does stands in ``settings.BACKGROUND_JOBS``.
"""

from __future__ import annotations

import logging
import os
import signal
import threading
import time
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.db import close_old_connections
from django.utils.module_loading import import_string

from ita_portal.commands import PortalCommand

_log = logging.getLogger(__name__)


class Command(PortalCommand):
    help = "Do what is due in the background: reminders and other jobs"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--once", action="store_true", help="one round, then end")
        parser.add_argument("--every", type=float, default=60, help="seconds between rounds")
        parser.add_argument(
            "--with-parent", type=int, metavar="PID", help="end when this process has ended"
        )

    def handle(
        self,
        *args: Any,
        json: bool,
        once: bool,
        every: float,
        with_parent: int | None,
        **options: Any,
    ) -> None:
        if not 1 <= every <= 86_400:
            raise CommandError("--every must be from 1 to 86400 seconds")
        done = do_jobs()
        if once:
            self.tell({"done": done}, f"{sum(done.values())} done", as_json=json)
            return
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        due = time.monotonic() + every
        while not stop.wait(1):
            if with_parent and os.getppid() != with_parent:
                break
            if time.monotonic() >= due:
                close_old_connections()  # the database may have been restarted meanwhile
                do_jobs()
                due = time.monotonic() + every


def do_jobs() -> dict[str, int]:
    """Each job once; one that fails is logged and does not keep the others from their turn."""
    done = {}
    for path in settings.BACKGROUND_JOBS:
        try:
            done[path] = int(import_string(path)())
        except Exception:
            _log.exception("the job %s failed", path)
            done[path] = 0
    return done
