"""The searchable text of measures that were stored before it was kept."""

from django.db import migrations

from ita_portal.thai.text import search_key

FIELDS = ("title", "issue", "steps", "monitoring", "responsible_text", "officers")


def fill(apps, editor):
    measures = apps.get_model("measures", "Measure").objects.filter(search_text="")
    for measure in measures.iterator(chunk_size=500):
        measure.search_text = "\n".join(search_key(getattr(measure, field)) for field in FIELDS)
        measure.save(update_fields=["search_text"])


class Migration(migrations.Migration):
    dependencies = [("measures", "0003_daily_work")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
