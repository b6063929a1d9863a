"""The key that signs sessions: given, or made once for a single-machine portal."""

import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def make_secret_key(data_dir: Path) -> str:
    """A key made at the first start and kept in the data folder, readable by its owner only."""
    path = data_dir / "secret-key"
    try:
        # A link appears with its whole content: of two processes that start together, one
        # writes and the other reads, and a crash leaves no empty key.
        draft = data_dir / f".secret-key-{os.getpid()}"
        if not path.exists():
            with os.fdopen(
                os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w"
            ) as file:
                file.write(secrets.token_urlsafe(50))
                file.flush()
                os.fsync(file.fileno())
            try:
                os.link(draft, path)
            except FileExistsError:
                pass
            finally:
                draft.unlink()
        key = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ImproperlyConfigured(
            f"The secret key cannot be kept in the data folder (ITA_PORTAL_DATA): {error}"
        ) from error
    if len(key) < 50:
        raise ImproperlyConfigured(f"{path} holds no key: remove the file, or set SECRET_KEY.")
    return key
