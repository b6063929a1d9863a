from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    """Plans, measures and their progress."""

    name = "measures"
    verbose_name = "มาตรการ"
