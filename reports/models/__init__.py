"""What is published: reports in work, publications that never change, imports in preview."""

from reports.models.dismissal import Dismissal
from reports.models.emblem import MemoEmblem
from reports.models.layout import OwnLayout
from reports.models.override import CellOverride
from reports.models.pending import PendingImport
from reports.models.picture import PublicationPicture, ReportPicture
from reports.models.publication import Publication, PublicationFile
from reports.models.report import Report, ReportKind, ReportState

__all__ = [
    "CellOverride",
    "Dismissal",
    "MemoEmblem",
    "OwnLayout",
    "PendingImport",
    "Publication",
    "PublicationFile",
    "PublicationPicture",
    "Report",
    "ReportKind",
    "ReportPicture",
    "ReportState",
]
