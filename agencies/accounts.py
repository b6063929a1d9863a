"""How accounts come about: an administrator makes them, nobody signs up."""

from __future__ import annotations

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse

_log = logging.getLogger(__name__)

# What Django says of these in English only.
_PROBLEMS = {
    "password_too_short": "รหัสผ่านสั้นเกินไป ต้องมีอย่างน้อย 10 ตัวอักษร",
    "password_too_common": "รหัสผ่านนี้มีผู้ใช้กันมากและเดาง่าย กรุณาตั้งใหม่",
    "password_too_similar": "รหัสผ่านคล้ายชื่อหรืออีเมลของท่านเกินไป กรุณาตั้งใหม่",
}

_CODE = "รหัสไม่ถูกต้องหรือหมดเวลาแล้ว กรุณาดูรหัสปัจจุบันในแอปแล้วใส่ใหม่"


class ClosedAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Refuses sign-up; everything else is allauth's own behaviour, in Thai."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "บัญชีนี้ปิดใช้งานอยู่ กรุณาติดต่อผู้ดูแลระบบของหน่วยงาน",
        "enter_current_password": "รหัสผ่านปัจจุบันไม่ถูกต้อง กรุณาพิมพ์ใหม่",
        "incorrect_code": _CODE,
        "incorrect_password": "รหัสผ่านไม่ถูกต้อง กรุณาพิมพ์ใหม่",
        "too_many_login_attempts": "ใส่รหัสไม่ถูกต้องหลายครั้งเกินไป กรุณารอ 5 นาทีแล้วลองใหม่",
        "rate_limited": "มีการส่งคำขอถี่เกินไป กรุณารอสักครู่แล้วลองใหม่",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A server of mail that fails goes into the log: an error on the page would help nobody,
        and would tell a stranger that the account is there."""
        try:
            super().send_mail(template_prefix, email, context)
        except OSError:  # smtplib's errors are some of these
            _log.exception("a letter could not be sent: %s", template_prefix)

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


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """allauth's own behaviour, in Thai."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_generate_recovery_codes": "กรุณาเปิดใช้แอปยืนยันตัวตนก่อน แล้วจึงสร้างรหัสสำรอง",
        "incorrect_code": _CODE,
    }
