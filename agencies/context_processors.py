"""What every working page's frame needs: the agency, the member, what they may do."""

from __future__ import annotations

from typing import Any, get_args

from django.http import HttpRequest

from agencies.permissions import Action, can


def agency(request: HttpRequest) -> dict[str, Any]:
    """``agency``, ``membership`` and ``may``, a dict of the allowed actions."""
    membership = getattr(request, "membership", None)
    return {
        "agency": getattr(request, "agency", None),
        "membership": membership,
        "may": {action: can(membership, action) for action in get_args(Action)},
    }
