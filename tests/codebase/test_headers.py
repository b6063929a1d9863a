"""What every answer carries, pages of errors included, and what errors look like."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client, RequestFactory

from agencies.models import Agency, User
from ita_portal.body_limit import BodyLimitMiddleware
from measures.models import Measure
from tests import factories

BACKEND = "django.contrib.auth.backends.ModelBackend"
# What others may show in a frame, and who: everybody a published page made for it, the portal
# itself the preview of a report.
FRAMED = {"published-embedded": "*", "report-draft": "'self'"}
SECRETS = re.compile(r"Traceback|/site-packages/|/work/|django\.|Exception|DoesNotExist")


def policy(response: HttpResponse) -> dict[str, str]:
    """The content security policy as ``{directive: sources}``."""
    parts = (part.strip().partition(" ") for part in response["Content-Security-Policy"].split(";"))
    return {name: sources for name, _, sources in parts if name}


def assert_guarded(response: HttpResponse, *, framed: str = "'none'") -> None:
    said = policy(response)
    if "sandbox" not in said:  # a file of somebody's: it may do nothing at all
        assert said["script-src"] == "'self'"
        assert said["style-src"] == "'self'"
        assert said["object-src"] == said["base-uri"] == "'none'"
        assert said["form-action"] == "'self'"
        assert said["frame-ancestors"] == framed
    assert said["default-src"] == "'none'"
    assert "unsafe" not in response["Content-Security-Policy"]
    assert "http" not in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    frame_options = {"'none'": "DENY", "'self'": "SAMEORIGIN", "*": None}
    assert response.get("X-Frame-Options") == frame_options[framed]


@pytest.mark.parametrize(
    "path", ["/nothing/", "/accounts/nothing/", "/test/2566/nothing/", "/a/b/c"]
)
@pytest.mark.parametrize("signed_in", [True, False])
def test_not_found(client: Client, people: dict[str, User], path: str, signed_in: bool) -> None:
    if signed_in:
        client.force_login(people["staff"], backend=BACKEND)
    response = client.get(path)
    assert response.status_code == 404
    assert "ไม่พบหน้านี้" in response.content.decode()
    # A citizen has no account that the page could be closed to.
    assert ("บัญชีของท่าน" in response.content.decode()) is signed_in
    assert_guarded(response)


def assert_plain_error(response: HttpResponse, status: int, words: str) -> None:
    """A Thai page with a way back, and nothing about the program."""
    text = response.content.decode()
    assert response.status_code == status
    assert words in text
    assert 'href="/"' in text
    assert not SECRETS.search(text)
    assert_guarded(response)


def test_a_failure_inside(client: Client, people: dict[str, User], monkeypatch: Any) -> None:
    """Whatever fails, even the database that the error page must then not ask."""
    client.raise_request_exception = False
    client.force_login(people["staff"], backend=BACKEND)

    def fail(*args: Any, **kwargs: Any) -> None:
        raise OperationalError("secret-host is down")

    monkeypatch.setattr("django.db.models.query.QuerySet.first", fail)
    response = client.get("/work/test/")
    assert_plain_error(response, 500, "ระบบขัดข้อง")
    assert "secret-host" not in response.content.decode()


def test_a_failure_without_static_files(
    client: Client, people: dict[str, User], monkeypatch: Any
) -> None:
    client.raise_request_exception = False
    client.force_login(people["staff"], backend=BACKEND)

    def fail(*args: Any, **kwargs: Any) -> None:
        raise ValueError("Missing staticfiles manifest entry")

    monkeypatch.setattr("django.contrib.staticfiles.storage.StaticFilesStorage.url", fail)
    response = client.get("/work/test/")
    assert response.status_code == 500
    assert "ระบบขัดข้อง" in response.content.decode()


def test_a_host_that_is_not_ours(client: Client) -> None:
    response = client.get("/accounts/login/", headers={"host": "evil.example"})
    assert_plain_error(response, 400, "คำขอไม่ถูกต้อง")
    assert "evil" not in response.content.decode()


def test_another_host_named_by_a_proxy_is_not_believed(client: Client, agency: Agency) -> None:
    response = client.get("/work/test/", headers={"x-forwarded-host": "evil.example"})
    assert response["Location"] == "/accounts/login/?next=/work/test/"


def test_a_form_without_its_token(people: dict[str, User]) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(people["coordinator"], backend=BACKEND)
    response = client.post("/work/test/reports/new/", {"layout": "results"})
    assert_plain_error(response, 403, "หน้านี้เปิดค้างไว้นานเกินไป")


def test_a_form_with_too_many_fields(client: Client, people: dict[str, User]) -> None:
    client.force_login(people["coordinator"], backend=BACKEND)
    response = client.post("/work/test/reports/new/", {f"f{n}": "x" for n in range(5_100)})
    assert_plain_error(response, 400, "คำขอไม่ถูกต้อง")


def test_a_text_that_is_too_long(client: Client, people: dict[str, User]) -> None:
    client.force_login(people["coordinator"], backend=BACKEND)
    body = "title=" + "x" * 20_000_001
    response = client.post(
        "/work/test/reports/new/", body, content_type="application/x-www-form-urlencoded"
    )
    assert_plain_error(response, 400, "คำขอไม่ถูกต้อง")


@pytest.mark.parametrize("path", ["/test/2566/o%00/", "/work/test/search/?q=a%00b", "/?%00=1"])
def test_a_nul_in_the_address(client: Client, people: dict[str, User], path: str) -> None:
    """PostgreSQL refuses it in any text, so it must not get there."""
    client.force_login(people["coordinator"], backend=BACKEND)
    assert_plain_error(client.get(path), 400, "คำขอไม่ถูกต้อง")


def test_a_nul_in_a_form(client: Client, people: dict[str, User]) -> None:
    client.force_login(people["coordinator"], backend=BACKEND)
    form = {"name": "a\x00b", "query": ""}
    assert_plain_error(client.post("/work/test/measures/views/", form), 400, "คำขอไม่ถูกต้อง")


def test_files_that_are_too_large_are_not_even_kept(
    client: Client, people: dict[str, User], settings: Any, tmp_path: Path, agency: Agency
) -> None:
    settings.MAX_REQUEST_BYTES = 1_000_000
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path
    client.force_login(people["staff"], backend=BACKEND)
    division = people["staff"].memberships.get().division
    measure = factories.make_measure(factories.make_plan(agency), divisions=(division,))
    address = f"/work/test/measures/{measure.pk}/evidence/6m/"
    file = SimpleUploadedFile("a.pdf", b"%PDF-1.7" + bytes(1_000_001) + b"%%EOF")
    response = client.post(address, {"uploads": [file]})
    assert_plain_error(response, 413, "แฟ้มใหญ่เกินไป")
    assert "1 MB" in response.content.decode()
    assert not Measure.objects.filter(evidence_uses__isnull=False).exists()
    assert list(tmp_path.glob("*.upload*")) == []


@pytest.mark.parametrize("length", ["-1", "x", ""])
def test_a_length_that_is_none_is_left_to_django(length: str) -> None:
    request = RequestFactory().post("/")
    request.META["CONTENT_LENGTH"] = length
    assert BodyLimitMiddleware(lambda _: HttpResponse("passed"))(request).content == b"passed"


def test_a_static_file(client: Client) -> None:
    """WhiteNoise answers before the views do; its files carry the same headers."""
    response = client.get("/static/css/portal.css")
    assert response.status_code in (200, 404)
    assert_guarded(response)
