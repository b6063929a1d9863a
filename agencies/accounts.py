"""How accounts come about: an administrator makes them, nobody signs up."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse

# What Django says of these in English only.
_PROBLEMS = {
    "password_too_short": "รหัสผ่านสั้นเกินไป ต้องมีอย่างน้อย 10 ตัวอักษร",
    "password_too_common": "รหัสผ่านนี้มีผู้ใช้กันมากและเดาง่าย กรุณาตั้งใหม่",
    "password_too_similar": "รหัสผ่านคล้ายชื่อหรืออีเมลของท่านเกินไป กรุณาตั้งใหม่",
}


class ClosedAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Refuses sign-up; everything else is allauth's own behaviour, in Thai."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """To work, not to the same form again."""
        return reverse("home")

    def clean_password(self, password: str, user: Any = None) -> str:
        """As Django's validators say. Raises ``ValidationError``."""
        try:
            return str(super().clean_password(password, user))
        except ValidationError as problem:
            raise ValidationError(
                [_PROBLEMS.get(each.code or "", each.messages[0]) for each in problem.error_list]
            ) from problem
