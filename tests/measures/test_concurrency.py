"""Many people save the same thing at once, on connections of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]

_PREPARE = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests import factories
measure = factories.make_measure(factories.make_plan(factories.make_agency(slug="threads")))
factories.make_progress(measure, version=1)
"""

# Fifty threads read the version and save over it, twenty times each.
_EDIT = """
import threading
from django.db import OperationalError, connections
from measures.errors import EditConflict, MeasureConflict
from measures.editing import update_measure
from measures.models import Measure, Progress
from measures.services import update_progress
from agencies.models import Event

measure = Measure.objects.get(agency__slug="threads")
saved, refused, busy, failed = [], [], [], []

def edit(number):
    for turn in range(20):
        text = f"{number}/{turn}"
        try:
            if WHAT == "progress":
                seen = Progress.objects.get(measure=measure).version
                update_progress(measure=measure, round="6m", actor=None, seen_version=seen,
                                values={"note": text})
            else:
                seen = Measure.objects.get(pk=measure.pk).version
                update_measure(measure=measure, actor=None, seen_version=seen,
                               values={"officers": text})
        except (EditConflict, MeasureConflict):
            refused.append(text)
        except OperationalError as error:
            (busy if "locked" in str(error) else failed).append(repr(error))
        except Exception as error:
            failed.append(repr(error))
        else:
            saved.append(text)
    connections.close_all()

threads = [threading.Thread(target=edit, args=(number,)) for number in range(50)]
for thread in threads: thread.start()
for thread in threads: thread.join()
row = Measure.objects.get(pk=measure.pk)
if WHAT == "progress":
    row = Progress.objects.get(measure=measure)
assert not failed, failed[:3]
assert len(saved) + len(refused) + len(busy) == 1000
assert row.version == len(saved) + 1, (row.version, len(saved))
events = Event.objects.filter(agency=measure.agency, kind=row._meta.label_lower)
field = "note" if WHAT == "progress" else "officers"
assert sorted(e.changes[field][1] for e in events) == sorted(saved)
ordered = [e.changes[field] for e in events.order_by("pk")]
assert all(one[1] == two[0] for one, two in zip(ordered, ordered[1:]))
print(len(saved), len(refused), len(busy))
"""


@pytest.fixture
def script(transactional_db: None, tmp_path: Path) -> Any:
    """Runs a script on a database with connections of its own: on SQLite a file, on PostgreSQL
    that of the tests."""
    environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    environment |= {
        "ITA_PORTAL_DATA": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "ita_portal.settings",
    }
    if connection.vendor != "sqlite":
        s = connection.settings_dict
        place = f"{s['HOST']}:{s['PORT']}/{s['NAME']}"
        environment["DATABASE_URL"] = f"postgres://{s['USER']}:{s['PASSWORD']}@{place}"

    def run(code: str) -> str:
        command = [sys.executable, "-c", f"import django; django.setup()\n{code}"]
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout

    return run


@pytest.mark.parametrize("what", ["progress", "measure"])
def test_fifty_threads_lose_nothing(script: Any, what: str) -> None:
    """Final version = successes + 1, one event a success, each beginning where the one before
    ended. SQLite has one writer at a time and its queue is not fair: on a machine that is busy
    with other things somebody may wait for longer than the timeout, and then is told so."""
    script(_PREPARE)
    saved, refused, busy = map(int, script(f"WHAT = {what!r}\n{_EDIT}").split())
    assert saved >= 20
    assert saved + refused + busy == 1000
    assert busy == 0 or connection.vendor == "sqlite"
