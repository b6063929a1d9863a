"""What every working page's frame needs: the agency, the member, what they may do."""

from __future__ import annotations

from typing import Any, get_args

from django.http import HttpRequest

from agencies.permissions import Action, can

# The pages behind the menu's last word.
SETTINGS = frozenset(
    {"agency-details", "change-logo", "divisions", "division", "people", "person", "move-person",
     "officials", "official"}
)  # fmt: skip


def agency(request: HttpRequest) -> dict[str, Any]:
    """``agency``, ``membership``, ``may`` (a dict of the allowed actions) and whether one of the
    pages of settings is open."""
    membership = getattr(request, "membership", None)
    match = request.resolver_match
    return {
        "agency": getattr(request, "agency", None),
        "membership": membership,
        "settings_open": match is not None and match.url_name in SETTINGS,
        "may": {action: can(membership, action) for action in get_args(Action)},
    }
