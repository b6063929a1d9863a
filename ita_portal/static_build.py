"""Static files are collected and compressed once, and again when one of them changed."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

# What packages ship and no page uses; compressing it would take most of a minute.
UNUSED = ["*.rtl.*", "bootstrap-*", "bootstrap.css*", "bootstrap.js*", "bootstrap.esm*",
          "bootstrap.min.js*", "htmax*", "htmx-4*", "ext", "django_tables2"]  # fmt: skip


def build_static() -> bool:
    """Collect the static files if they changed since the last time; tells whether they did."""
    stamp = Path(settings.STATIC_ROOT) / ".fingerprint"
    now = _fingerprint()
    if stamp.exists() and stamp.read_text(encoding="ascii") == now:
        return False
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=UNUSED)
    stamp.write_text(now, encoding="ascii")
    return True


def _fingerprint() -> str:
    """A hash over name, size and time of every static file."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            stat = Path(storage.path(name)).stat()
            digest.update(f"{name}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()
