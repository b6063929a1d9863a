"""The account package's forms, in the portal's words."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
)
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeAgainForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms

from agencies.one_time import is_one_time

_FROM_APP = "ตัวเลข 6 หลักจากแอปในโทรศัพท์"
_STRONG_ENOUGH = "อย่างน้อย 10 ตัวอักษร ไม่ใช่คำที่เดาง่าย และไม่คล้ายชื่อผู้ใช้"


class _OurWords(forms.Form):
    """Gives the fields the labels and hints of ``WORDS``; placeholders would only repeat them."""

    WORDS: dict[str, tuple[str, str]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, help_text) in self.WORDS.items():
            self.fields[name].label, self.fields[name].help_text = label, help_text
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
            field.error_messages["required"] = "กรุณากรอกช่องนี้"


class _NewPassword(_OurWords):
    """A new password, typed twice."""

    WORDS = {
        "password1": ("รหัสผ่านใหม่", _STRONG_ENOUGH),
        "password2": ("รหัสผ่านใหม่ (อีกครั้ง)", ""),
    }

    def clean(self) -> dict[str, Any] | None:
        """Before the package compares them and says it in words of its own."""
        first, again = (self.cleaned_data.get(name) for name in ("password1", "password2"))
        if first and again and first != again:
            self.add_error("password2", "รหัสผ่านใหม่สองช่องไม่ตรงกัน กรุณาพิมพ์ใหม่")
        return super().clean()


class OwnPasswordForm(_NewPassword, ChangePasswordForm):  # type: ignore[misc]
    """Setting a password of one's own, also after one was handed over."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        old = "รหัสผ่านที่ได้รับ" if self.must_change else "รหัสผ่านปัจจุบัน"
        self.fields["oldpassword"].label, self.fields["oldpassword"].help_text = old, ""

    @property
    def must_change(self) -> bool:
        """Whether the present password was handed over."""
        return is_one_time(self.user.password)


class NewPasswordForm(_NewPassword, ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password by the link that came by mail."""


class SignInForm(_OurWords, LoginForm):  # type: ignore[misc]
    """Name and password; the hint below the password leads to a new one."""


class AgainForm(_OurWords, ReauthenticateForm):  # type: ignore[misc]
    """The password once more, before something delicate."""


class ForgottenPasswordForm(_OurWords, ResetPasswordForm):  # type: ignore[misc]
    """Where the link to a new password shall be sent."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].error_messages["invalid"] = "อีเมลไม่ถูกต้อง กรุณาตรวจแล้วพิมพ์ใหม่"


class ActivateForm(_OurWords, ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new app proves that it was set up."""

    WORDS = {"code": ("รหัสจากแอป", _FROM_APP)}


class SecondFactorForm(_OurWords, AuthenticateForm):  # type: ignore[misc]
    """The second step of the login."""

    WORDS = {"code": ("รหัสจากแอปหรือรหัสสำรอง", "")}


class SecondFactorAgainForm(_OurWords, CodeAgainForm):  # type: ignore[misc]
    """A code once more, before something delicate."""

    WORDS = {"code": ("รหัสจากแอปหรือรหัสสำรอง", "")}
