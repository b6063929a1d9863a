"""The portal's variables, read strictly: what cannot be understood stops the start.

Every error is one line that names the variable and says what it should look like. A value that
may be a secret is never repeated. An empty value counts as absent, as service managers and
container tools write it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

_TRUE = frozenset({"true", "yes", "on", "1"})
_FALSE = frozenset({"false", "no", "off", "0"})
_HOST = re.compile(r"\*|\.?[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9a-fA-F:.]+\]")
_MAIL_PORTS = {"smtp": 25, "smtp+tls": 587, "smtp+ssl": 465}


class Environment:
    """Reads variables of one kind each. All methods raise ``ImproperlyConfigured``."""

    def __init__(self, values: Mapping[str, str] = os.environ) -> None:
        self._values = values

    def text(self, name: str, default: str = "") -> str:
        """A text without the blanks around it."""
        return self._values.get(name, "").strip() or default

    def secret(self, name: str) -> str:
        """The value of ``NAME``, or the content of the file that ``NAME_FILE`` names."""
        value, path = self.text(name), self.text(f"{name}_FILE")
        if value and path:
            raise ImproperlyConfigured(f"{name} and {name}_FILE are both set: leave one out.")
        if not path:
            return value
        try:
            content = Path(path).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or "it is no text"
            raise ImproperlyConfigured(f"{name}_FILE cannot be read: {reason}: {path}") from error
        if not content:
            raise ImproperlyConfigured(f"{name}_FILE names an empty file: {path}")
        return content

    def folder(self, name: str, default: Path) -> Path:
        """A folder, made when it is not there."""
        return make_folder(Path(self.text(name, str(default))).resolve(), name)

    def flag(self, name: str, default: bool) -> bool:
        """``true`` or ``false``, also yes/no, on/off, 1/0."""
        value = self.text(name).lower()
        if not value:
            return default
        if value not in _TRUE | _FALSE:
            raise ImproperlyConfigured(f"{name} must be true or false, not '{value}'.")
        return value in _TRUE

    def number(self, name: str, default: int, *, least: int = 0) -> int:
        """A whole number in Arabic digits, not below ``least``."""
        value = self.text(name)
        if not value:
            return default
        if not re.fullmatch(r"[0-9]{1,12}", value) or int(value) < least:
            raise ImproperlyConfigured(
                f"{name} must be a whole number of at least {least}, not '{value}'."
            )
        return int(value)

    def choice(self, name: str, default: str, allowed: tuple[str, ...]) -> str:
        """One of the allowed words."""
        value = self.text(name, default)
        if value not in allowed:
            raise ImproperlyConfigured(
                f"{name} must be one of {', '.join(allowed)}, not '{value}'."
            )
        return value

    def hosts(self, name: str, default: list[str]) -> list[str]:
        """Host names separated by commas, without scheme and port."""
        hosts = self._words(name)
        for host in hosts:
            if not _HOST.fullmatch(host):
                raise ImproperlyConfigured(
                    f"{name} must list host names like ita.example.go.th, not '{host}'."
                )
        return hosts or default

    def origins(self, name: str, default: list[str]) -> list[str]:
        """Origins like ``https://ita.example.go.th`` separated by commas."""
        return [_origin(name, word) for word in self._words(name)] or default

    def origin(self, name: str, default: str) -> str:
        """One origin: scheme and host, maybe a port, and nothing more."""
        return _origin(name, self.text(name, default))

    def database(self, name: str) -> dict[str, Any] | None:
        """What a database address means to Django; None when there is none."""
        url = self.secret(name)
        if not url:
            return None
        example = "postgres://USER:PASSWORD@HOST:PORT/NAME or sqlite:////FOLDER/FILE"
        if not re.match(r"(postgres|postgresql|pgsql|sqlite)://", url):
            raise ImproperlyConfigured(f"{name} must look like {example}.")
        try:
            settings: dict[str, Any] = environ.Env.db_url_config(url)
        except Exception as error:  # the parser raises many kinds
            raise ImproperlyConfigured(f"{name} cannot be understood: use {example}.") from error
        if not settings.get("NAME"):
            raise ImproperlyConfigured(f"{name} names no database: use {example}.")
        return settings

    def email(self, name: str, default: str) -> dict[str, Any]:
        """Django's settings for sending mail. A password with special letters is escaped."""
        url = self.secret(name) or default
        known = ("smtp", "smtp+tls", "smtp+ssl", "consolemail", "filemail", "memorymail",
                 "dummymail")  # fmt: skip
        example = "smtp+tls://USER:PASSWORD@HOST:587"
        scheme, separator, rest = url.partition("://")
        if not separator or scheme not in known or (scheme.startswith("smtp") and not rest):
            raise ImproperlyConfigured(f"{name} must look like {example}.")
        try:
            settings: dict[str, Any] = environ.Env.email_url_config(url)
        except Exception as error:  # the parser raises many kinds
            raise ImproperlyConfigured(f"{name} cannot be understood: use {example}.") from error
        if scheme.startswith("smtp") and not settings.get("EMAIL_HOST"):
            raise ImproperlyConfigured(f"{name} names no host: use {example}.")
        settings["EMAIL_PORT"] = settings["EMAIL_PORT"] or _MAIL_PORTS.get(scheme)
        return settings

    def _words(self, name: str) -> list[str]:
        return [word.strip() for word in self.text(name).split(",") if word.strip()]


def make_folder(path: Path, name: str) -> Path:
    """Make a folder with all above it; ``name`` is the variable that says where it is."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"The folder {path} cannot be made ({error.strerror}): set {name} to another one."
        ) from error
    return path


def _origin(name: str, value: str) -> str:
    problem = ImproperlyConfigured(
        f"{name} must be like https://ita.example.go.th, without a path, not '{value}'."
    )
    try:
        parts = urlsplit(value.rstrip("/"))
        _ = parts.port  # raises for what is no port
    except ValueError as error:
        raise problem from error
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(_bare_host(parts.netloc)):
        raise problem
    if parts.path or parts.query or parts.fragment or parts.username is not None:
        raise problem
    return f"{parts.scheme}://{parts.netloc}"


def _bare_host(netloc: str) -> str:
    return re.sub(r":[0-9]*$", "", netloc)
