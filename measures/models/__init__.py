"""What is done about weak points: plans, measures and their progress."""

from measures.models.measure import Measure, MeasureQuerySet
from measures.models.plan import MeasurePlan
from measures.models.progress import Progress, RoundCode, Status
from measures.models.unplanned import UnplannedWeakPoint

__all__ = [
    "Measure",
    "MeasurePlan",
    "MeasureQuerySet",
    "Progress",
    "RoundCode",
    "Status",
    "UnplannedWeakPoint",
]
