"""The gate to reports and pending imports: found within the agency of the request, or 404."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from agencies.middleware import AgencyRequest
from reports.models import PendingImport, Report
from reports.selectors import reports_of


def get_report(request: AgencyRequest, pk: int) -> Report:
    """A report of the request's agency; another agency's is 404."""
    return get_object_or_404(reports_of(request.agency), pk=pk)


def get_pending_import(request: AgencyRequest, pk: int) -> PendingImport:
    """An uploaded file of the request's agency; another agency's is 404."""
    return get_object_or_404(PendingImport, agency=request.agency, pk=pk)
