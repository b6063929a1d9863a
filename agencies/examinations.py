"""What ``doctor`` asks of the event log."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage

from agencies.append_only import unprotected
from ita_portal.operations.doctor import examinations


@examinations.register
def check_event_log(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """The database refuses to change events."""
    return unprotected("agencies_event")
