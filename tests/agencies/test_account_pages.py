"""The account package's pages, sentences and mail: a clerk meets them in Thai only."""

from __future__ import annotations

import html
import re
import time
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.core.cache import cache
from django.test import Client

from agencies.models import User

PASSWORD = "a long enough secret"
NEW = "แมวสามตัวกับปลาทอง"
# What may stand in Latin letters: names.
NAMES = {"authenticator", "ita", "qr"}
# The package says what it did when the database has kept it.
COMMITS = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _no_limits_reached(db: None) -> None:
    cache.clear()


@pytest.fixture
def client() -> Client:
    """One whose GET may write: the package keeps what it shows once, or has shown."""
    return Client()


@pytest.fixture
def user(people: dict[str, User]) -> User:
    people["staff"].email = "staff@example.go.th"
    people["staff"].display_name = "เจ้าหน้าที่"
    people["staff"].save()
    return people["staff"]


@pytest.fixture
def signed_in(client: Client, user: User) -> Client:
    """Signed in, and asked for the password again just now."""
    client.post("/accounts/login/", {"login": user.username, "password": PASSWORD})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


@pytest.fixture
def secret(user: User) -> str:
    """Of the telephone's app; ten recovery codes are there as well."""
    secret: str = totp.generate_totp_secret()
    totp.TOTP.activate(user, secret)
    RecoveryCodes.activate(user)
    return secret


def code(secret: str) -> str:
    shown: str = totp.format_hotp_value(totp.hotp_value(secret, int(time.time()) // 30))
    return shown


def words(response: Any) -> str:
    """What is read on the page."""
    page = re.sub(r"(?s)<(head|script|style).*?</\1>|<[^>]+>", " ", response.content.decode())
    return " ".join(html.unescape(page).split())


def assert_thai(response: Any, *sentences: str, status: int = 200, key: str = "") -> None:
    """The page says these, and no word in Latin letters but names and perhaps a key."""
    read = words(response)
    if key:
        assert key in read
        read = read.replace(key, "")
    assert response.status_code == status
    for sentence in sentences:
        assert sentence in read
    assert set(re.findall("[a-z]{2,}", read.lower())) <= NAMES, read
    assert "placeholder=" not in response.content.decode()


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("login/", "ลืมรหัสผ่าน"),
        ("signup/", "ไม่เปิดให้สมัครด้วยตนเอง"),
        ("inactive/", "บัญชีนี้ปิดใช้งานอยู่"),
        ("password/reset/", "ส่งลิงก์ไปทางอีเมล"),
        ("password/reset/done/", "กรุณาตรวจอีเมลของท่าน"),
        ("password/reset/key/1-abc/", "ลิงก์นี้ใช้ไม่ได้แล้ว"),
        ("password/reset/key/done/", "ตั้งรหัสผ่านใหม่แล้ว"),
    ],
)
def test_pages_before_the_login(client: Client, path: str, sentence: str) -> None:
    assert_thai(client.get(f"/accounts/{path}"), sentence)


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("logout/", "ท่านต้องการออกจากระบบหรือไม่"),
        ("password/change/", "อย่างน้อย 10 ตัวอักษร"),
        ("reauthenticate/", "กรุณาใส่รหัสผ่านอีกครั้ง"),
        ("2fa/", "ยังไม่เปิดใช้"),
    ],
)
def test_pages_behind_the_login(signed_in: Client, path: str, sentence: str) -> None:
    assert_thai(signed_in.get(f"/accounts/{path}"), sentence)


@pytest.mark.parametrize("path", ["email/", "confirm-email/", "confirm-email/abc/"])
def test_there_is_one_page_for_the_address_of_mail(signed_in: Client, path: str) -> None:
    assert signed_in.get(f"/accounts/{path}")["Location"] == "/accounts/"


class TestForgottenPassword:
    def ask(self, client: Client, email: str) -> Any:
        return client.post("/accounts/password/reset/", {"email": email}, follow=True)

    def test_by_mail_to_a_new_one(self, client: Client, user: User) -> None:
        assert_thai(self.ask(client, user.email), "กรุณาตรวจอีเมลของท่าน")
        (letter,) = mail.outbox
        assert letter.subject == "[ITA] ตั้งรหัสผ่านใหม่"
        (link,) = re.findall(r"http://\S+", str(letter.body))
        rest = str(letter.body).replace(link, "").replace(user.username, "")
        assert set(re.findall("[a-z]{2,}", rest.lower())) == {"ita"}
        page = client.get(link, follow=True)
        assert_thai(page, "รหัสผ่านใหม่ (อีกครั้ง)")
        address = page.redirect_chain[-1][0]
        typed = {"password1": NEW, "password2": NEW + "x"}
        assert_thai(client.post(address, typed), "รหัสผ่านใหม่สองช่องไม่ตรงกัน")
        typed["password2"] = NEW
        assert_thai(client.post(address, typed, follow=True), "ตั้งรหัสผ่านใหม่แล้ว")
        user.refresh_from_db()
        assert user.check_password(NEW)
        assert_thai(client.get(link, follow=True), "ลิงก์นี้ใช้ไม่ได้แล้ว")

    @pytest.mark.parametrize(
        ("email", "sentence"), [("", "กรุณากรอกช่องนี้"), ("staff@", "อีเมลไม่ถูกต้อง")]
    )
    def test_no_address(self, client: Client, user: User, email: str, sentence: str) -> None:
        assert sentence in words(self.ask(client, email))
        assert mail.outbox == []

    def test_it_does_not_tell_who_is_here(self, client: Client, user: User) -> None:
        assert_thai(self.ask(client, "nobody@example.go.th"), "กรุณาตรวจอีเมลของท่าน")
        assert mail.outbox == []

    def test_an_address_that_was_replaced_gets_nothing(self, client: Client, user: User) -> None:
        self.ask(client, user.email)
        User.objects.filter(pk=user.pk).update(email="new@example.go.th")
        self.ask(client, user.email)
        assert len(mail.outbox) == 1
        (link,) = re.findall(r"http://\S+", str(mail.outbox[0].body))
        assert_thai(client.get(link, follow=True), "ลิงก์นี้ใช้ไม่ได้แล้ว")

    def test_whoever_asked_may_begin_with_a_second_factor(
        self, signed_in: Client, user: User
    ) -> None:
        self.ask(signed_in, user.email)
        assert not EmailAddress.objects.exists()
        assert signed_in.get("/accounts/2fa/totp/activate/").status_code == 200

    def test_a_server_of_mail_that_fails_tells_nobody_but_the_log(
        self, client: Client, user: User, monkeypatch: Any, caplog: Any
    ) -> None:
        def fail(*args: Any, **kwargs: Any) -> None:
            raise SMTPServerDisconnected("gone")

        monkeypatch.setattr("django.core.mail.EmailMessage.send", fail)
        assert_thai(self.ask(client, user.email), "กรุณาตรวจอีเมลของท่าน")
        assert "a letter could not be sent" in caplog.text

    def test_too_often(self, client: Client, user: User) -> None:
        for _ in range(5):
            self.ask(client, user.email)
        assert_thai(self.ask(client, user.email), "มีการส่งคำขอถี่เกินไป", status=429)
        assert len(mail.outbox) == 5


class TestPasswords:
    def test_the_present_one_is_wrong(self, signed_in: Client, user: User) -> None:
        typed = {"oldpassword": "wrong", "password1": NEW, "password2": "another"}
        page = signed_in.post("/accounts/password/change/", typed)
        assert_thai(page, "รหัสผ่านปัจจุบันไม่ถูกต้อง", "รหัสผ่านใหม่สองช่องไม่ตรงกัน")
        user.refresh_from_db()
        assert user.check_password(PASSWORD)

    def test_changed(self, signed_in: Client) -> None:
        typed = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
        page = signed_in.post("/accounts/password/change/", typed, follow=True)
        assert "เปลี่ยนรหัสผ่านแล้ว" in words(page)

    def test_asked_again(self, signed_in: Client) -> None:
        page = signed_in.post("/accounts/reauthenticate/", {"password": "wrong"})
        assert_thai(page, "รหัสผ่านไม่ถูกต้อง กรุณาพิมพ์ใหม่")


class TestSecondFactor:
    @COMMITS
    def test_beginning(self, signed_in: Client, user: User) -> None:
        form = signed_in.get("/accounts/2fa/totp/activate/").context["form"]
        page = signed_in.post("/accounts/2fa/totp/activate/", {"code": "1"})
        assert "รหัสไม่ถูกต้องหรือหมดเวลาแล้ว" in words(page)
        assert page.context["form"].secret == form.secret
        typed = {"code": code(form.secret)}
        page = signed_in.post("/accounts/2fa/totp/activate/", typed, follow=True)
        assert_thai(page, "เปิดใช้การยืนยันสองขั้นตอนแล้ว", "ยังใช้ได้ 10 จาก 10 รหัส")
        assert_thai(signed_in.get("/accounts/2fa/"), "เปิดใช้แล้ว", "ยังใช้ได้ 10 รหัส")

    def test_the_page_of_the_app_is_thai_but_for_its_key(self, signed_in: Client) -> None:
        page = signed_in.get("/accounts/2fa/totp/activate/")
        key = page.context["form"].secret
        assert_thai(page, "หากสแกนไม่ได้ ให้พิมพ์กุญแจนี้", "รหัสจากแอป", key=key)

    def test_without_it_there_are_no_codes(self, signed_in: Client) -> None:
        page = signed_in.post("/accounts/2fa/recovery-codes/generate/")
        assert_thai(page, "กรุณาเปิดใช้แอปยืนยันตัวตนก่อน")
        assert not Authenticator.objects.exists()

    @COMMITS
    def test_new_codes(self, signed_in: Client, secret: str) -> None:
        old = signed_in.get("/accounts/2fa/recovery-codes/").context["unused_codes"]
        page = signed_in.get("/accounts/2fa/recovery-codes/generate/")
        assert_thai(page, "รหัสเดิมที่เหลืออยู่ 10 รหัสจะใช้ไม่ได้ทันที")
        page = signed_in.post("/accounts/2fa/recovery-codes/generate/", follow=True)
        assert_thai(page, "สร้างรหัสสำรองชุดใหม่แล้ว", *page.context["unused_codes"])
        assert not set(old) & set(page.context["unused_codes"])

    def test_asked_again(self, signed_in: Client, secret: str) -> None:
        assert_thai(signed_in.get("/accounts/reauthenticate/"), "ใช้รหัสจากแอปแทน")
        page = signed_in.post("/accounts/2fa/reauthenticate/", {"code": "1"})
        assert_thai(page, "ใช้รหัสผ่านแทน", "รหัสไม่ถูกต้องหรือหมดเวลาแล้ว")

    def test_at_the_login(self, client: Client, user: User, secret: str) -> None:
        form = {"login": user.username, "password": PASSWORD}
        page = client.post("/accounts/login/", form, follow=True)
        assert_thai(page, "รหัสจากแอปหรือรหัสสำรอง")
        page = client.post("/accounts/2fa/authenticate/", {"code": "1"})
        assert_thai(page, "รหัสไม่ถูกต้องหรือหมดเวลาแล้ว")
        page = client.post("/accounts/2fa/authenticate/", {"code": code(secret)}, follow=True)
        assert "เข้าสู่ระบบแล้วในชื่อ เจ้าหน้าที่" in words(page)

    @COMMITS
    def test_ending(self, signed_in: Client, secret: str) -> None:
        page = signed_in.get("/accounts/2fa/totp/deactivate/")
        assert_thai(page, "รหัสสำรองทั้งหมดจะใช้ไม่ได้")
        page = signed_in.post("/accounts/2fa/totp/deactivate/", follow=True)
        assert_thai(page, "ปิดใช้การยืนยันสองขั้นตอนแล้ว", "ยังไม่เปิดใช้")
        assert not Authenticator.objects.exists()


def test_too_many_wrong_passwords(client: Client, user: User) -> None:
    for _ in range(5):
        client.post("/accounts/login/", {"login": user.username, "password": "wrong"})
    page = client.post("/accounts/login/", {"login": user.username, "password": PASSWORD})
    assert_thai(page, "กรุณารอ 5 นาทีแล้วลองใหม่")
