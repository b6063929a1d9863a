"""Signing in: limits, one-time passwords, the second factor, and the end of a session."""

from __future__ import annotations

import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.test import Client
from django.utils import timezone

from agencies.models import Agency, User
from agencies.one_time import is_one_time, make_one_time_password
from assessments.models import Disclosure
from reports.models import Report
from tests import factories

PASSWORD = "a long enough secret"
HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher",
    "agencies.one_time.OneTimePasswordHasher",
]


def sign_in(client: Client, user: User, password: str = PASSWORD) -> Any:
    return client.post("/accounts/login/", {"login": user.username, "password": password})


class TestPassword:
    def test_the_right_one(self, client: Client, people: dict[str, User]) -> None:
        assert sign_in(client, people["staff"])["Location"] == "/"
        assert client.get("/work/test/").status_code == 200

    @pytest.mark.parametrize("name", ["staff", "nobody"])
    def test_a_wrong_one_does_not_tell_whether_the_name_exists(
        self, client: Client, people: dict[str, User], name: str
    ) -> None:
        login = people["staff"].username if name == "staff" else name
        response = client.post("/accounts/login/", {"login": login, "password": "wrong"})
        assert response.status_code == 200
        assert "ชื่อผู้ใช้และ/หรือรหัสผ่านที่ระบุมาไม่ถูกต้อง" in response.content.decode()

    def test_another_site_is_no_place_to_go_next(
        self, client: Client, people: dict[str, User]
    ) -> None:
        for elsewhere in (
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "javascript:1",
        ):
            client.logout()
            response = client.post(
                f"/accounts/login/?next={elsewhere}",
                {"login": people["staff"].username, "password": PASSWORD, "next": elsewhere},
            )
            assert response["Location"] == "/"

    def test_a_change_ends_the_other_sessions(self, people: dict[str, User]) -> None:
        here, elsewhere = Client(), Client()
        for client in (here, elsewhere):
            sign_in(client, people["staff"])
        new = "ข้อความลับที่ยาวพอ"
        response = here.post(
            "/accounts/password/change/",
            {"oldpassword": PASSWORD, "password1": new, "password2": new},
        )
        assert response.status_code == 302
        assert here.get("/work/test/").status_code == 200
        assert elsewhere.get("/work/test/")["Location"].startswith("/accounts/login/")

    def test_a_short_or_common_one_is_refused(
        self, client: Client, people: dict[str, User]
    ) -> None:
        sign_in(client, people["staff"])
        for bad in ("short1234", "1234567890", "password123"):
            client.post(
                "/accounts/password/change/",
                {"oldpassword": PASSWORD, "password1": bad, "password2": bad},
            )
            people["staff"].refresh_from_db()
            assert people["staff"].check_password(PASSWORD)

    def test_nobody_signs_up(self, client: Client, agency: Agency) -> None:
        form = {"username": "new", "password1": PASSWORD, "password2": PASSWORD}
        assert client.post("/accounts/signup/", form).status_code == 200
        assert not User.objects.filter(username="new").exists()

    def test_who_is_disabled_is_out_at_once(self, client: Client, people: dict[str, User]) -> None:
        sign_in(client, people["coordinator"])
        assert client.get("/work/test/").status_code == 200
        User.objects.filter(pk=people["coordinator"].pk).update(is_active=False)
        assert client.get("/work/test/")["Location"].startswith("/accounts/login/")
        sign_in(client, people["coordinator"])
        assert client.get("/work/test/")["Location"].startswith("/accounts/login/")

    def test_who_loses_the_membership_is_a_stranger_at_once(
        self, client: Client, people: dict[str, User]
    ) -> None:
        sign_in(client, people["coordinator"])
        people["coordinator"].memberships.all().delete()
        assert client.get("/work/test/").status_code == 404


class TestOneTimePassword:
    @pytest.fixture
    def newcomer(self, people: dict[str, User], settings: Any) -> tuple[User, str]:
        settings.PASSWORD_HASHERS = HASHERS
        password, stored = make_one_time_password()
        User.objects.filter(pk=people["coordinator"].pk).update(password=stored)
        return User.objects.get(pk=people["coordinator"].pk), password

    def test_it_leads_to_setting_ones_own(self, client: Client, newcomer: tuple[User, str]) -> None:
        user, handed_over = newcomer
        assert sign_in(client, user, handed_over).status_code == 302
        user.refresh_from_db()
        assert is_one_time(user.password)
        for path in ("/", "/work/test/", "/work/test/measures/", "/accounts/2fa/"):
            assert client.get(path)["Location"] == "/accounts/password/change/"
        assert client.post("/work/test/reports/new/")["Location"] == "/accounts/password/change/"
        assert client.get("/accounts/password/change/").status_code == 200
        assert client.get("/health/").status_code == 200

    def test_it_is_gone_with_the_first_change(
        self, client: Client, newcomer: tuple[User, str]
    ) -> None:
        user, handed_over = newcomer
        sign_in(client, user, handed_over)
        form = {"oldpassword": handed_over, "password1": PASSWORD, "password2": PASSWORD}
        client.post("/accounts/password/change/", form)
        assert client.get("/work/test/").status_code == 200
        user.refresh_from_db()
        assert not is_one_time(user.password)
        assert not user.check_password(handed_over)

    def test_it_can_sign_out(self, client: Client, newcomer: tuple[User, str]) -> None:
        sign_in(client, *newcomer)
        assert client.post("/accounts/logout/")["Location"] == "/accounts/login/"


class TestSecondFactor:
    @pytest.fixture
    def report(self, agency: Agency) -> Report:
        plan = factories.make_plan(agency)
        factories.make_measure(plan)
        return factories.make_report(plan)

    @pytest.fixture
    def secret(self, people: dict[str, User], settings: Any) -> str:
        settings.REQUIRE_MFA = True
        secret = totp.generate_totp_secret()
        totp.TOTP.activate(people["administrator"], secret)
        return secret

    def move(self, client: Client, report: Report, verb: str) -> Any:
        return client.post(f"/work/test/reports/{report.pk}/{verb}/", {"text": "ความเห็นที่พิมพ์"})

    def test_the_password_alone_does_not_sign_in(
        self, client: Client, people: dict[str, User], secret: str
    ) -> None:
        response = sign_in(client, people["administrator"])
        assert response["Location"].startswith("/accounts/2fa/authenticate/")
        assert client.get("/work/test/")["Location"].startswith("/accounts/login/")
        client.post("/accounts/2fa/authenticate/", {"code": "000000"})
        assert client.get("/work/test/")["Location"].startswith("/accounts/login/")

    def test_approving_and_publishing_ask_for_it(
        self, client: Client, people: dict[str, User], report: Report, settings: Any
    ) -> None:
        settings.REQUIRE_MFA = True
        for verb, state in (("approve", "submitted"), ("publish", "approved")):
            set_state(report, state, people)
            sign_in(client, people["administrator"])
            response = self.move(client, report, verb)
            assert response.status_code == 403
            assert "การยืนยันสองขั้นตอน" in response.content.decode()
            if verb == "approve":
                assert "ความเห็นที่พิมพ์" in response.content.decode()
            report.refresh_from_db()
            assert report.state == state
        assert self.move(client, report, "reopen").status_code == 302

    def test_whoever_gave_it_may_approve(
        self, client: Client, people: dict[str, User], report: Report, secret: str
    ) -> None:
        set_state(report, "submitted", people)
        sign_in(client, people["administrator"])
        code = totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))
        client.post("/accounts/2fa/authenticate/", {"code": code})
        assert self.move(client, report, "approve").status_code == 302
        report.refresh_from_db()
        assert report.state == "approved"

    def test_an_answer_is_kept_but_not_published(
        self, client: Client, people: dict[str, User], settings: Any, agency: Agency
    ) -> None:
        settings.REQUIRE_MFA = True
        factories.load_all_frameworks()
        disclosure = factories.make_disclosure(agency, 2566, "O1")
        sign_in(client, people["coordinator"])
        form = {
            "version": disclosure.version, "answer": "yes", "explanation": "แก้แล้ว",
            "then": "publish", "links-TOTAL_FORMS": "1", "links-INITIAL_FORMS": "0",
            "links-0-url": "https://www.example.go.th/data", "links-0-click_path": "x",
        }  # fmt: skip
        response = client.post("/work/test/scores/2566/oit/O1/", form, follow=True)
        assert "การยืนยันสองขั้นตอน" in response.content.decode()
        kept = Disclosure.objects.get()
        assert (kept.explanation, kept.is_published) == ("แก้แล้ว", False)

    def test_without_the_setting_nobody_is_asked(
        self, client: Client, people: dict[str, User], report: Report
    ) -> None:
        set_state(report, "submitted", people)
        sign_in(client, people["administrator"])
        assert self.move(client, report, "approve").status_code == 302

    def test_the_account_page_says_how_it_stands(
        self, client: Client, people: dict[str, User]
    ) -> None:
        sign_in(client, people["administrator"])
        assert "ยังไม่เปิดใช้" in client.get("/accounts/").content.decode()
        totp.TOTP.activate(people["administrator"], totp.generate_totp_secret())
        assert "เปิดใช้แล้ว" in client.get("/accounts/").content.decode()
        assert Authenticator.objects.count() == 1


def set_state(report: Report, state: str, people: dict[str, User]) -> None:
    """The report as if it had come this far."""
    who, when = people["administrator"], timezone.now()
    approved = {"approved_at": when, "approved_by": who} if state == "approved" else {}
    Report.objects.filter(pk=report.pk).update(
        state=state, submitted_at=when, submitted_by=who, **approved
    )


@pytest.mark.parametrize(
    ("password", "sentence"),
    [("สั้น", "สั้นเกินไป"), ("password1234", "เดาง่าย"), ("staffstaff1", "คล้ายชื่อ")],
)
def test_a_bad_new_password_is_refused_in_thai(
    client: Client, agency: Agency, password: str, sentence: str
) -> None:
    user = factories.make_user("staffstaff")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    typed = {"oldpassword": "a long enough secret", "password1": password, "password2": password}
    answer = client.post("/accounts/password/change/", typed)
    assert sentence in answer.content.decode()
    user.refresh_from_db()
    assert user.check_password("a long enough secret")


def test_after_a_new_password_the_day_goes_on(client: Client, agency: Agency) -> None:
    user = factories.make_user()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    typed = {"oldpassword": "a long enough secret"} | dict.fromkeys(
        ("password1", "password2"), "แมวสามตัวกับปลาทอง"
    )
    assert client.post("/accounts/password/change/", typed)["Location"] == "/"
