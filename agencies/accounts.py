"""How accounts come about: an administrator makes them, nobody signs up."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Refuses sign-up; everything else is allauth's own behaviour."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
