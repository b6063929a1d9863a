from importlib import import_module

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The portal itself: settings, template tags, system checks."""

    name = "ita_portal"
    verbose_name = "ระบบบริหารมาตรการ ITA"

    def ready(self) -> None:
        import_module("ita_portal.checks")  # registers its checks
