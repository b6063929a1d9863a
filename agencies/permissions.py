"""Who may do what. The only place that knows roles; views and templates ask ``can``."""

from __future__ import annotations

from typing import Literal

from agencies.models import Membership, Role

Action = Literal[
    "read",  # see the agency's working pages
    "update_progress",  # report the status of a measure (staff: of their own division)
    "edit_measures",  # write plans and measures, import documents
    "review_progress",  # accept or return what divisions report, open and close rounds
    "edit_scores",
    "compose_report",  # make reports, submit them, publish what is approved
    "approve_report",  # approve with an opinion, or return
    "administer",  # people, divisions, the agency itself
]

_ALLOWED: dict[str, frozenset[Action]] = {
    Role.STAFF: frozenset({"read", "update_progress"}),
    Role.COORDINATOR: frozenset(
        {"read", "update_progress", "edit_measures", "review_progress", "edit_scores",
         "compose_report"}
    ),
    Role.EXECUTIVE: frozenset({"read", "approve_report"}),
    Role.OVERSEER: frozenset({"read"}),
    Role.ADMINISTRATOR: frozenset(
        {"read", "update_progress", "edit_measures", "review_progress", "edit_scores",
         "compose_report", "approve_report", "administer"}
    ),
}  # fmt: skip


def can(membership: Membership | None, action: Action) -> bool:
    """Whether this member of an agency may do this there. No membership may do nothing."""
    return membership is not None and action in _ALLOWED[membership.role]
