"""The account package's forms, in the portal's words."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm

from agencies.one_time import is_one_time


class OwnPasswordForm(ChangePasswordForm):  # type: ignore[misc]
    """Setting a password of one's own, also after one was handed over."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        old = "รหัสผ่านที่ได้รับ" if self.must_change else "รหัสผ่านปัจจุบัน"
        for name, label, help_text in (
            ("oldpassword", old, ""),
            ("password1", "รหัสผ่านใหม่", "อย่างน้อย 10 ตัวอักษร ไม่ใช่คำที่เดาง่าย และไม่คล้ายชื่อผู้ใช้"),
            ("password2", "รหัสผ่านใหม่ (อีกครั้ง)", ""),
        ):
            field = self.fields[name]
            field.label, field.help_text = label, help_text
            field.widget.attrs.pop("placeholder", None)

    @property
    def must_change(self) -> bool:
        """Whether the present password was handed over."""
        return is_one_time(self.user.password)
