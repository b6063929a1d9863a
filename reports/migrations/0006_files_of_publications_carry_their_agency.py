"""The parts of a publication name their agency too, so that a database can be split by it. The rows
are filled from their publication while the triggers that refuse changes are off."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery

from agencies.append_only import forbid_changes, permit_changes

MODELS = ("publicationfile", "publicationpicture")


def fill(apps, editor):
    publications = apps.get_model("reports", "publication").objects.using(editor.connection.alias)
    agency = publications.filter(pk=OuterRef("publication")).values("agency")[:1]
    for name in MODELS:
        rows = apps.get_model("reports", name).objects.using(editor.connection.alias)
        rows.update(agency=Subquery(agency))


def agency_field(**options):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agencies.agency",
        verbose_name="หน่วยงาน", **options,
    )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0001_initial"),
        ("reports", "0005_follows_source"),
    ]
    operations = [
        *(permit_changes(f"reports_{name}") for name in MODELS),
        *(migrations.AddField(name, "agency", agency_field(null=True)) for name in MODELS),
        migrations.RunPython(fill, migrations.RunPython.noop),
        *(migrations.AlterField(name, "agency", agency_field()) for name in MODELS),
        *(forbid_changes(f"reports_{name}") for name in MODELS),
    ]
