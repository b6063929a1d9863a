"""Whether a person has proven who they are twice, where the portal asks for it."""

from __future__ import annotations

from allauth.account.authentication import get_authentication_records
from django.conf import settings

from agencies.middleware import AgencyRequest

SENTENCE = (
    "การอนุมัติและการเผยแพร่ต้องเข้าสู่ระบบด้วยการยืนยันสองขั้นตอน กรุณาเปิดใช้ที่หน้า “บัญชีของฉัน” (กดที่ชื่อของท่านด้านบน)"
    " แล้วออกจากระบบและเข้าสู่ระบบใหม่"
)


def lacks_second_factor(request: AgencyRequest) -> bool:
    """Whether ``REQUIRE_MFA`` holds and this session was begun without a second factor."""
    if not settings.REQUIRE_MFA:
        return False
    records = get_authentication_records(request, request.user)
    return not any(record.get("method") == "mfa" for record in records)
