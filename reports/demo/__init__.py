"""The demonstration data: two fictional agencies with all that a year needs.

The content lies in ``fixtures/demo/``; these modules carry it in through the services that
the pages use, so that its history and its publications are real ones.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import transaction

from reports.demo.agencies import DemoAccount, demo_accounts, is_loaded

__all__ = ["DemoAccount", "load_demo", "sample_report_path"]


def sample_report_path() -> Path:
    """Where ``load_demo`` puts the Word report to try the import with."""
    return Path(settings.DATA_DIR) / "samples" / "sample-report.docx"


def load_demo(today: date | None = None) -> list[DemoAccount]:
    """Store the demonstration data, all or nothing, and return the accounts.

    The frameworks must be loaded. Safe to repeat: once one of the agencies is there, nothing
    in the database is touched, and a sample report that is there stays. ``today`` is the day
    that the current year's dates are counted from. Raises ``CommandError`` when an account of
    the portal's own has one of the names.
    """
    with transaction.atomic():
        if not is_loaded():
            _store(today or date.today())
    if not sample_report_path().exists():
        from reports.demo.word import write_sample_report

        write_sample_report(sample_report_path())
    return demo_accounts()


def _store(today: date) -> None:
    # Imported here: these load the writers and the checks, and every later start does without.
    from reports.demo.agencies import store_agencies
    from reports.demo.plans import store_plans
    from reports.demo.scores import store_assessments

    store_agencies()
    store_assessments()
    store_plans(today)
