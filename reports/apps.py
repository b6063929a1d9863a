from importlib import import_module

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Reports, publications and what goes in and out."""

    name = "reports"
    verbose_name = "รายงาน"

    def ready(self) -> None:
        import_module("reports.examinations")  # registers its checks
