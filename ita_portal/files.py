"""Files on disk that are there wholly or not at all."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.core.files.storage import FileSystemStorage


class AtomicFileStorage(FileSystemStorage):
    """Writes to a temporary file of the same folder, forces it to the disk, then gives it its
    name. A name that is taken is never overwritten."""

    def _save(self, name: str, content: Any) -> str:
        path = Path(self.path(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, prefix=".new-", delete=False) as temporary:
            try:
                for chunk in content.chunks():
                    temporary.write(chunk)
                temporary.flush()
                os.fsync(temporary.fileno())
                os.link(temporary.name, path)  # unlike a rename, fails where a file is
            finally:
                Path(temporary.name).unlink(missing_ok=True)
        _sync_folder(path.parent)
        return str(Path(name)).replace("\\", "/")


def _sync_folder(folder: Path) -> None:
    """The name of a new file is on the disk only when its folder is."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
