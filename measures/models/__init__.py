"""What is done about weak points: plans, measures, their progress and what proves it."""

from measures.models.desk import Draft, SavedView
from measures.models.evidence import Evidence, EvidenceUse
from measures.models.measure import Measure, MeasureQuerySet
from measures.models.plan import MeasurePlan
from measures.models.progress import Progress, Review, RoundCode, Status
from measures.models.reminder import CalendarFeed, Reminder, ReminderItem
from measures.models.round_state import RoundState
from measures.models.unplanned import UnplannedWeakPoint

__all__ = [
    "CalendarFeed",
    "Draft",
    "Evidence",
    "EvidenceUse",
    "Measure",
    "MeasurePlan",
    "MeasureQuerySet",
    "Progress",
    "Reminder",
    "ReminderItem",
    "Review",
    "RoundCode",
    "RoundState",
    "SavedView",
    "Status",
    "UnplannedWeakPoint",
]
