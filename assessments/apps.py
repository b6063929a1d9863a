from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    """Frameworks, and what was scored by them."""

    name = "assessments"
    verbose_name = "ผลการประเมิน"
