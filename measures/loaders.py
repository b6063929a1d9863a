"""The gate to a measure: found within the agency of the request, or 404."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from agencies.middleware import AgencyRequest
from agencies.permissions import can
from measures.models import Measure


def get_measure(request: AgencyRequest, pk: int) -> Measure:
    """A measure of the request's agency with what its page shows; another agency's is 404."""
    return get_object_or_404(Measure.objects.of_agency(request.agency).for_lists(), pk=pk)


def get_measure_to_report(request: AgencyRequest, pk: int) -> Measure:
    """As ``get_measure``; 403 for one whose status this member may not report."""
    measure = get_measure(request, pk)
    if not may_report(request, measure):
        raise PermissionDenied
    return measure


def may_report(request: AgencyRequest, measure: Measure) -> bool:
    """Whether this member may report the status of this measure."""
    return can(request.membership, "update_progress") and measure.is_reportable_by(
        request.membership
    )
