"""One sentence or two for each page: what it is for."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django import template
from django.conf import settings

register = template.Library()


@lru_cache
def hints() -> dict[str, str]:
    """The hints by the name of the page's address, from ``fixtures/hints.json``."""
    path = Path(settings.BASE_DIR) / "fixtures" / "hints.json"
    found: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return found


@register.inclusion_tag("components/hint.html", takes_context=True)
def page_hint(context: Any) -> dict[str, str]:
    """The hint of the page that is shown; nothing where there is none, as on error pages."""
    match = getattr(context.get("request"), "resolver_match", None)
    return {"text": hints().get(match.url_name or "", "") if match else ""}
