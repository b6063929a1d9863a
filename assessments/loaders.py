"""The gates to results: found within the agency of the request and a known year, or 404."""

from __future__ import annotations

from django.http import Http404

from agencies.middleware import AgencyRequest
from assessments.models import Assessment, Framework
from assessments.selectors import Reading, framework_for, read_assessments


def get_framework(request: AgencyRequest, year: int) -> Framework:
    """The edition by which the agency's year is read; 404 for a year without one."""
    framework = framework_for(request.agency, year)
    if framework is None:
        raise Http404
    return framework


def get_reading(request: AgencyRequest, year: int) -> Reading:
    """The agency's result of a year with all its figures; 404 when there is none."""
    assessment = Assessment.objects.of_year(request.agency, year)
    if assessment is None:
        raise Http404
    return read_assessments([assessment])[0]
