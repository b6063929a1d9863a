"""What is published: reports in work, publications that never change, imports in preview."""

from reports.models.pending import PendingImport
from reports.models.picture import PublicationPicture, ReportPicture
from reports.models.publication import Publication, PublicationFile
from reports.models.report import Report, ReportKind, ReportState

__all__ = [
    "PendingImport",
    "Publication",
    "PublicationFile",
    "PublicationPicture",
    "Report",
    "ReportKind",
    "ReportPicture",
    "ReportState",
]
