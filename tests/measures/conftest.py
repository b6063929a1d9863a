"""What tests of measures share: a plan, and a measure of the division that staff belong to."""

from __future__ import annotations

import pytest

from agencies.models import Agency
from measures.models import Measure, MeasurePlan
from tests import factories


@pytest.fixture
def plan(agency: Agency) -> MeasurePlan:
    return factories.make_plan(agency)


@pytest.fixture
def measure(plan: MeasurePlan) -> Measure:
    return factories.make_measure(plan, divisions=(factories.make_division(plan.agency),))


@pytest.fixture
def elsewhere(plan: MeasurePlan) -> Measure:
    """A measure of another division of the same agency."""
    division = factories.make_division(plan.agency, "กองช่าง")
    return factories.make_measure(plan, divisions=(division,))
