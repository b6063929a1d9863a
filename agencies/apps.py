from importlib import import_module

from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    """Agencies, people and the event log."""

    name = "agencies"
    verbose_name = "หน่วยงานและผู้ใช้"

    def ready(self) -> None:
        import_module("agencies.examinations")  # registers its checks
