"""The frameworks that come with the portal, for tests of results."""

from __future__ import annotations

import pytest

from agencies.models import Agency
from assessments.models import Assessment
from tests import factories
from tests.assessments.test_arithmetic import PUBLISHED_2565


@pytest.fixture
def frameworks(db: None) -> None:
    factories.load_all_frameworks()


@pytest.fixture
def result(frameworks: None, agency: Agency) -> Assessment:
    """The published figures of FY2565 with two questions and two items."""
    return factories.make_assessment(
        agency,
        2565,
        indicators=PUBLISHED_2565,
        questions={"I7": "65.88", "I6": "98.20"},
        items={"O38": 0, "O34": 100},
        guidance={"I7": "แจ้งแผนการใช้จ่ายให้ทุกคนทราบ"},
    )
