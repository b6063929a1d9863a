"""Upgrading a database that holds data: what a migration fills in, and that it ends protected."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import StateApps

from ita_portal.operations.restore import _empty_tables, _without_triggers
from reports.models import Publication, PublicationFile, PublicationPicture
from tests import factories

BEFORE = [("reports", "0005_follows_source")]
AFTER = [("reports", "0006_files_of_publications_carry_their_agency")]


def migrate(target: list[tuple[str, str]]) -> StateApps:
    executor = MigrationExecutor(connection)
    return executor.migrate(target).apps


@pytest.mark.django_db(transaction=True)
def test_files_of_old_publications_get_their_agency() -> None:
    agencies = [factories.make_agency(slug=slug) for slug in ("first", "second")]
    reports = [factories.make_report(factories.make_plan(agency)) for agency in agencies]
    try:
        old = migrate(BEFORE)
        for agency, report in zip(agencies, reports, strict=True):
            publication = old.get_model("reports", "publication").objects.create(
                agency_id=agency.pk, report_id=report.pk, year=2566, item="o43", version=1,
                title=agency.slug, document={}, published_at="2026-01-05T03:00:00Z",
                published_by_name="x",
            )  # fmt: skip
            content = {"publication": publication, "content": agency.slug.encode()}
            old.get_model("reports", "publicationfile").objects.create(
                **content, format="pdf", sha256="0" * 64
            )
            old.get_model("reports", "publicationpicture").objects.create(**content, name="a.png")

        migrate(AFTER)

        for model in (PublicationFile, PublicationPicture):
            rows = model.objects.order_by("pk")
            assert [(row.agency.slug, bytes(row.content)) for row in rows] == [
                ("first", b"first"),
                ("second", b"second"),
            ]
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
                model.objects.update(content=b"other")
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
                model.objects.all().delete()
        assert Publication.objects.count() == 2
    finally:
        call_command("migrate", verbosity=0)
        with transaction.atomic(), _without_triggers():
            _empty_tables()
