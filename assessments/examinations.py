"""What ``doctor`` asks of the frameworks."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error
from django.db import Error as DatabaseProblem

from assessments.models import Framework
from ita_portal.operations.doctor import examinations


@examinations.register
def check_frameworks(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """At least one year's framework is loaded; a database that fails is told elsewhere."""
    try:
        if Framework.objects.exists():
            return []
    except DatabaseProblem:
        return []
    hint = "Run: manage.py init"
    return [Error("No year's assessment framework is loaded.", hint, id="assessments.E101")]
