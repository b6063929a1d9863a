"""Publications are added and never changed: the database itself refuses anything else."""

from django.db import migrations

from agencies.append_only import forbid_changes


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]
    operations = [
        forbid_changes("reports_publication"),
        forbid_changes("reports_publicationfile"),
        forbid_changes("reports_publicationpicture"),
    ]
