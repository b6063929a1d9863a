"""What the worker does about assessments."""

from __future__ import annotations

from assessments.link_check import check_due_links

AT_ONCE = 6  # each may take ten seconds, and reminders wait meanwhile


def check_links() -> int:
    """Ask whether addresses of disclosures still open; how many were asked for."""
    return check_due_links(limit=AT_ONCE)
