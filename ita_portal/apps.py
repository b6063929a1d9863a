from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The portal itself: settings, template tags, system checks."""

    name = "ita_portal"
    verbose_name = "ระบบบริหารมาตรการ ITA"
