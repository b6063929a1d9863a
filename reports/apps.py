from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Reports, publications and what goes in and out."""

    name = "reports"
    verbose_name = "รายงาน"
