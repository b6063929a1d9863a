"""What was scored: the frameworks of the years, and the assessments by them."""

from assessments.models.assessment import Assessment
from assessments.models.disclosure import Disclosure, DisclosureLink
from assessments.models.facts import Confidence, Provenance
from assessments.models.framework import Framework, FrameworkInUseError, FrameworkQuerySet
from assessments.models.parts import (
    Indicator,
    Instrument,
    Item,
    Question,
    RatingLevel,
    SubIndicator,
    Topic,
)
from assessments.models.scores import (
    IndicatorScore,
    InstrumentScore,
    ItemScore,
    OptionScore,
    QuestionScore,
    SubIndicatorScore,
)

__all__ = [
    "Assessment",
    "Confidence",
    "Disclosure",
    "DisclosureLink",
    "Framework",
    "FrameworkInUseError",
    "FrameworkQuerySet",
    "Indicator",
    "IndicatorScore",
    "Instrument",
    "InstrumentScore",
    "Item",
    "ItemScore",
    "OptionScore",
    "Provenance",
    "Question",
    "QuestionScore",
    "RatingLevel",
    "SubIndicator",
    "SubIndicatorScore",
    "Topic",
]
