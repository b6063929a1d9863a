"""Who: agencies, their divisions and people, and the log of what was done."""

from agencies.models.agency import Agency, AgencyKind, AgencyLogo, Division, Official
from agencies.models.event import Event, EventQuerySet
from agencies.models.people import Membership, Role, User

__all__ = [
    "Agency",
    "AgencyKind",
    "AgencyLogo",
    "Division",
    "Event",
    "EventQuerySet",
    "Membership",
    "Official",
    "Role",
    "User",
]
