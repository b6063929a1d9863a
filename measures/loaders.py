"""The gate to a measure: found within the agency of the request, or 404."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from agencies.middleware import AgencyRequest
from agencies.permissions import can
from measures.models import Evidence, EvidenceUse, Measure


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


def get_evidence(request: AgencyRequest, pk: int) -> Evidence:
    """A piece of evidence of the request's agency; another agency's is 404."""
    return get_object_or_404(Evidence, agency=request.agency, pk=pk)


def get_use_to_change(request: AgencyRequest, pk: int) -> EvidenceUse:
    """Evidence in its place at a measure; 403 where this member may not report."""
    uses = EvidenceUse.objects.select_related("evidence", "measure__plan", "agency")
    use = get_object_or_404(uses, agency=request.agency, pk=pk)
    if not may_report(request, use.measure):
        raise PermissionDenied
    return use
