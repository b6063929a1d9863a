"""What benches share: a row of the result, CPU seconds of a call and of a whole process."""

from __future__ import annotations

import os
import resource
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Row:
    """A figure and the reference that it is compared with, measured in the same run."""

    name: str
    value: float
    unit: str
    reference: str
    reference_value: float

    @property
    def ratio(self) -> float:
        """Below 1: less than the reference takes."""
        return self.value / self.reference_value if self.reference_value else float("nan")

    def as_dict(self) -> dict[str, Any]:
        """As it stands in ``bench/results.json``."""
        return {**asdict(self), "ratio": round(self.ratio, 3)}


def cpu_seconds(work: Callable[[], object], *, runs: int = 3) -> float:
    """The least CPU time of some runs in this process; a first run warms up."""
    work()
    best = float("inf")
    for _ in range(runs):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def process_cpu_seconds(command: Sequence[str], *, runs: int = 3, **options: Any) -> float:
    """The least CPU time of a command with all its children, from start to end."""
    best = float("inf")
    for _ in range(runs):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True, capture_output=True, **options)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        used = (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime)
        best = min(best, used)
    return best


def set_up_portal() -> None:
    """Django with an empty, migrated database in the bench's folder; safe to repeat."""
    import django
    from django.apps import apps
    from django.core.management import call_command

    if not apps.ready:
        django.setup()
    call_command("migrate", verbosity=0)
    if "testserver" not in os.environ.get("ALLOWED_HOSTS", ""):
        from django.conf import settings

        settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
