"""Events are added and never changed: the database itself refuses anything else."""

from django.db import migrations

from agencies.append_only import forbid_changes


class Migration(migrations.Migration):
    dependencies = [("agencies", "0001_initial")]
    operations = [forbid_changes("agencies_event")]
