from importlib import import_module

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    """Frameworks, and what was scored by them."""

    name = "assessments"
    verbose_name = "ผลการประเมิน"

    def ready(self) -> None:
        import_module("assessments.examinations")  # registers its checks
