from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    """Agencies, people and the event log."""

    name = "agencies"
    verbose_name = "หน่วยงานและผู้ใช้"
