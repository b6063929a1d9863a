"""Disclosures: the working pages, the public index, and the check of their links."""

from __future__ import annotations

import socket
import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from agencies.models import Agency, Event
from assessments.disclosures import record_own_address
from assessments.link_check import Checked, check_address, check_due_links, is_public
from assessments.models import Disclosure, DisclosureLink
from tests import factories

LIST, ITEM = "/work/test/scores/2566/oit/", "/work/test/scores/2566/oit/O1/"
PUBLIC = "/test/2566/oit/"


@pytest.fixture(autouse=True)
def _frameworks(frameworks: None) -> None:
    pass


def typed(*urls: str, **more: str) -> dict[str, str]:
    data = {
        "version": "0", "answer": "yes", "explanation": "หน้าแรก เลือกเมนูข้อมูล",
        "links-TOTAL_FORMS": str(len(urls) + 1), "links-INITIAL_FORMS": "0", "then": "save",
    }  # fmt: skip
    for number, url in enumerate(urls):
        data |= {f"links-{number}-url": url, f"links-{number}-click_path": "หน้าหลัก > ข้อมูล"}
    return {**data, **more}


def test_an_answer_with_several_addresses(coordinator: Client, agency: Agency) -> None:
    division = factories.make_division(agency)
    response = coordinator.post(
        ITEM, typed("https://a.example/1", "https://a.example/2", division=str(division.pk))
    )
    assert response.status_code == 302
    disclosure = Disclosure.objects.get()
    assert (disclosure.agency, disclosure.item.code, disclosure.fiscal_year) == (agency, "O1", 2566)
    assert disclosure.division == division
    assert [link.url for link in disclosure.links.all()] == [
        "https://a.example/1",
        "https://a.example/2",
    ]
    assert not disclosure.is_published
    assert Event.objects.get().verb == "created"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (typed("javascript:alert(1)"), "http://"),
        (typed("https://a.example", "https://a.example"), "ซ้ำกัน"),
        (typed("https://a.example", answer="maybe"), "maybe"),
        ({**typed("https://a.example"), "links-0-url": ""}, "กรุณาระบุที่อยู่เว็บ"),
    ],
)
def test_bad_input_keeps_what_was_typed(
    coordinator: Client, data: dict[str, str], message: str
) -> None:
    response = coordinator.post(ITEM, data)
    assert response.status_code == 422
    assert message in response.content.decode()
    assert "หน้าแรก เลือกเมนูข้อมูล" in response.content.decode()
    assert not Disclosure.objects.exists()


def test_the_second_of_two_gets_both(coordinator: Client) -> None:
    coordinator.post(ITEM, typed("https://a.example", explanation="ของคนแรก"))
    response = coordinator.post(ITEM, typed("https://b.example", explanation="ของคนที่สอง"))
    assert response.status_code == 409
    page = response.content.decode()
    assert "ของคนแรก" in page
    assert "ของคนที่สอง" in page
    assert Disclosure.objects.get().explanation == "ของคนแรก"


def test_publishing_needs_an_answer_and_an_address(coordinator: Client) -> None:
    coordinator.post(ITEM, typed(then="publish"))
    assert not Disclosure.objects.get().is_published
    coordinator.post(ITEM, typed("https://a.example", version="1", then="publish"))
    assert Disclosure.objects.get().is_published
    coordinator.post(ITEM, typed(version=str(Disclosure.objects.get().version), answer=""))
    assert Disclosure.objects.get().answer == "yes"
    coordinator.post(ITEM, typed("https://a.example", then="withdraw"))
    assert not Disclosure.objects.get().is_published


def test_the_database_refuses_a_publication_without_an_answer(agency: Agency) -> None:
    disclosure = factories.make_disclosure(agency, 2566, "O1")
    with pytest.raises(IntegrityError), transaction.atomic():
        Disclosure.objects.filter(pk=disclosure.pk).update(answer="", published_at=timezone.now())


@pytest.mark.parametrize("role", ["staff", "executive", "overseer"])
def test_readers_may_not_write(sign_in: Any, role: str) -> None:
    assert sign_in(role).post(ITEM, typed("https://a.example")).status_code == 403
    assert not Disclosure.objects.exists()


def test_other_agency_unknown_item_and_anonymous(
    client: Client, stranger: Client, agency: Agency
) -> None:
    factories.make_disclosure(agency, 2566, "O1", urls=("https://secret.example",))
    assert stranger.get(ITEM).status_code == 404
    assert "secret.example" not in stranger.get("/work/other/scores/2566/oit/O1/").content.decode()
    assert stranger.get("/work/other/scores/2566/oit/O99/").status_code == 404
    client.logout()
    assert client.post(ITEM, typed())["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("count", [1, 12])
def test_list_queries_do_not_grow(
    coordinator: Client,
    agency: Agency,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(1, count + 1):
        factories.make_disclosure(agency, 2566, f"O{number}", published=True)
    with django_assert_num_queries(10):
        assert coordinator.get(LIST).status_code == 200
    with django_assert_num_queries(3):
        assert Client().get(PUBLIC).status_code == 200


def test_list_leads_to_the_analysis_only_where_there_are_scores(
    coordinator: Client, agency: Agency
) -> None:
    analysis = "/scores/2566/analysis/"
    assert analysis not in coordinator.get(LIST).content.decode()
    factories.make_assessment(agency, 2566)
    assert analysis in coordinator.get(LIST).content.decode()
    assert coordinator.get(f"/work/{agency.slug}{analysis}").status_code == 200


def test_the_public_index_shows_what_is_published_and_nothing_else(
    client: Client, agency: Agency, other_agency: Agency
) -> None:
    assert client.get(PUBLIC).status_code == 404
    division = factories.make_division(agency, "กองลับเฉพาะ")
    factories.make_disclosure(
        agency, 2566, "O1", published=True, explanation="อยู่หน้าแรก", division=division
    )
    factories.make_disclosure(agency, 2566, "O2", urls=("https://private.example",))
    factories.make_disclosure(agency, 2565, "O3", urls=("https://old.example",), published=True)
    factories.make_disclosure(other_agency, 2566, "O4", urls=("https://o.example",), published=True)
    DisclosureLink.objects.update(
        outcome="broken", detail="รหัส 404 ภายใน", checked_at=timezone.now()
    )
    page = client.get(PUBLIC).content.decode()
    assert "https://www.example.go.th/data" in page
    assert "อยู่หน้าแรก" in page
    assert "หน้าหลัก &gt; ข้อมูล" in page
    for private in ("private.example", "old.example", "o.example", "กองลับเฉพาะ", "รหัส 404"):
        assert private not in page
    assert client.post(PUBLIC).status_code == 405
    assert "sessionid" not in client.get(PUBLIC).cookies


def test_the_portals_own_address_answers_its_item(agency: Agency) -> None:
    factories.make_disclosure(agency, 2566, "O43", urls=("https://old.example",))
    url = "https://portal.example/test/2566/o43/"
    for _ in range(2):
        record_own_address(agency=agency, fiscal_year=2566, code="o43", url=url, actor=None)
    disclosure = Disclosure.objects.get()
    assert [link.url for link in disclosure.links.all()] == [url, "https://old.example"]
    assert disclosure.is_published
    none = record_own_address(agency=agency, fiscal_year=2566, code="o99", url=url, actor=None)
    assert none is None


def test_an_address_that_stays_keeps_its_check(coordinator: Client, agency: Agency) -> None:
    factories.make_disclosure(agency, 2566, "O1", urls=("https://a.example",))
    DisclosureLink.objects.update(outcome="works", checked_at=timezone.now())
    coordinator.post(ITEM, typed("https://b.example", "https://a.example", version="1"))
    assert [link.outcome for link in DisclosureLink.objects.order_by("position")] == ["", "works"]


# The check of links


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
     "224.0.0.1",
     "::1", "::", "fe80::1%eth0", "fd00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
     "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:7f00:1::", "not an address"],
)  # fmt: skip
def test_only_public_addresses_are_asked(address: str) -> None:
    assert not is_public(address)
    asked: list[str] = []

    def connector(*where: Any) -> socket.socket:
        asked.append(str(where))
        raise OSError

    checked = check_address(
        "http://site.example/", resolver=lambda *_: ["93.184.216.34", address], connector=connector
    )
    assert checked.outcome == "refused"
    assert asked == []


@pytest.mark.parametrize(
    "url", ["ftp://a.example", "file:///etc/passwd", "http://u:p@a.example", "x"]
)
def test_other_schemes_are_refused(url: str) -> None:
    assert check_address(url, resolver=lambda *_: ["93.184.216.34"]).outcome == "refused"


class Site:
    """A site that answers each request with the next of its answers."""

    def __init__(self, *answers: bytes) -> None:
        self.answers = list(answers)
        self.requests: list[bytes] = []
        self.connected: list[str] = []

    def connect(self, address: str, port: int, seconds: float) -> socket.socket:
        self.connected.append(address)
        ours, theirs = socket.socketpair()
        ours.settimeout(seconds)
        threading.Thread(
            target=self._serve, args=(theirs, self.answers.pop(0)), daemon=True
        ).start()
        return ours

    def _serve(self, connection: socket.socket, answer: bytes) -> None:
        with connection:
            self.requests.append(connection.recv(65536))
            try:
                connection.sendall(answer)
            except OSError:
                return

    def check(self, url: str, resolver: Any = lambda *_: ["93.184.216.34"]) -> Checked:
        return check_address(url, resolver=resolver, connector=self.connect)


OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\nbody"


def test_a_page_that_opens() -> None:
    site = Site(OK)
    assert site.check("http://xn--o3cw4h.example:8080/ข้อมูล?ปี=1#x").outcome == "works"
    head = site.requests[0].decode()
    assert head.startswith("GET /%E0%B8%82")
    assert "Host: xn--o3cw4h.example:8080\r\n" in head
    assert "#x" not in head


@pytest.mark.parametrize("status", [404, 403, 500, 410])
def test_a_page_that_does_not(status: int) -> None:
    checked = Site(b"HTTP/1.1 %d X\r\n\r\n" % status).check("http://a.example/")
    assert checked.outcome == "broken"
    assert str(status) in checked.detail


def test_each_redirect_is_looked_at() -> None:
    site = Site(b"HTTP/1.1 302 Found\r\nLocation: http://inside.example/\r\n\r\n")
    names = {"a.example": ["93.184.216.34"], "inside.example": ["10.0.0.1"]}
    checked = site.check("http://a.example/", lambda host, _: names[host])
    assert checked.outcome == "refused"
    assert site.connected == ["93.184.216.34"]


def test_the_connection_goes_to_the_address_that_was_looked_at() -> None:
    """A name that answers differently the second time is not asked a second time."""
    answers = iter([["93.184.216.34"], ["127.0.0.1"]])
    site = Site(OK)
    assert site.check("http://a.example/", lambda *_: next(answers)).outcome == "works"
    assert site.connected == ["93.184.216.34"]


def test_redirects_for_ever_end() -> None:
    site = Site(*[b"HTTP/1.1 301 X\r\nLocation: /again\r\n\r\n"] * 10)
    assert site.check("http://a.example/").outcome == "broken"
    assert len(site.connected) == 6


@pytest.mark.parametrize(
    "answer", [b"x" * 200_000, b"HTTP/1.1 200 OK\r\nX: " + b"y" * 200_000, b"", b"SSH-2.0\r\n\r\n"]
)
def test_what_is_no_web_server_is_told(answer: bytes) -> None:
    assert Site(answer).check("http://a.example/").outcome == "broken"


def test_slowness_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assessments.link_check.MAX_SECONDS", 0.2)

    def silent(address: str, port: int, seconds: float) -> socket.socket:
        ours, theirs = socket.socketpair()
        ours.settimeout(seconds)
        silent.kept = theirs  # type: ignore[attr-defined]
        return ours

    checked = check_address(
        "http://a.example/", resolver=lambda *_: ["93.184.216.34"], connector=silent
    )
    assert checked.outcome == "unreachable"


def test_due_links_are_checked_once(agency: Agency) -> None:
    factories.make_disclosure(agency, 2566, "O1", urls=("http://a.example", "http://b.example"))
    site = Site(OK, b"HTTP/1.1 404 X\r\n\r\n")
    run = {"resolver": lambda *_: ["93.184.216.34"], "connector": site.connect}
    assert check_due_links(limit=10, **run) == 2
    assert check_due_links(limit=10, **run) == 0
    links = DisclosureLink.objects.order_by("position")
    assert [link.outcome for link in links] == ["works", "broken"]
    assert all(link.checked_at and link.claimed_until is None for link in links)


def test_a_claim_of_a_worker_that_died_ends(agency: Agency) -> None:
    factories.make_disclosure(agency, 2566, "O1")
    now = timezone.now()
    DisclosureLink.objects.update(claimed_until=now + timedelta(minutes=1))
    assert not DisclosureLink.objects.due(now).exists()
    assert DisclosureLink.objects.due(now + timedelta(minutes=2)).exists()
    DisclosureLink.objects.update(outcome="works", checked_at=now, claimed_until=None)
    assert not DisclosureLink.objects.due(now + timedelta(days=6)).exists()
    assert DisclosureLink.objects.due(now + timedelta(days=7)).exists()


def test_a_year_begins_with_the_answers_of_the_year_before(
    coordinator: Client, agency: Agency
) -> None:
    """O33 of 2565 is O30 of 2566; the portal's own page of 2565 stays behind."""
    division = factories.make_division(agency)
    factories.make_disclosure(agency, 2565, "O33", published=True, division=division)
    factories.make_disclosure(agency, 2565, "O1", urls=("https://old.example/",))
    factories.make_disclosure(agency, 2565, "O42", urls=("https://ita.example/test/2565/o42/",))
    stands = factories.make_disclosure(agency, 2566, "O1", urls=("https://new.example/",))
    assert "เริ่มจากคำตอบของปีก่อน" in coordinator.get(LIST).content.decode()
    response = coordinator.post(LIST + "carry-over/", follow=True)
    assert "นำคำตอบของปีก่อนมา 1 ข้อ" in response.content.decode()
    (made,) = Disclosure.objects.filter(fiscal_year=2566).exclude(pk=stands.pk)
    assert (made.item.code, made.answer, made.division) == ("O30", "yes", division)
    assert [link.click_path for link in made.links.all()] == ["หน้าหลัก > ข้อมูล"]
    assert not made.is_published
    again = coordinator.post(LIST + "carry-over/", follow=True)
    assert "ไม่มีคำตอบของปีก่อน" in again.content.decode()
    assert Disclosure.objects.filter(fiscal_year=2566).count() == 2


def test_all_that_is_ready_is_published_at_once(coordinator: Client, agency: Agency) -> None:
    factories.make_disclosure(agency, 2566, "O1")
    factories.make_disclosure(agency, 2566, "O2", urls=())
    factories.make_disclosure(agency, 2566, "O3", urls=(), answer="no")
    assert "เผยแพร่ 2 ข้อที่พร้อม" in coordinator.get(LIST).content.decode()
    coordinator.post(LIST + "publish/")
    shown = Disclosure.objects.published().values_list("item__code", flat=True)
    assert set(shown) == {"O1", "O3"}
    assert "O2" not in Client().get(PUBLIC).content.decode()


def test_publishing_all_asks_for_the_second_factor(
    coordinator: Client, agency: Agency, settings: Any
) -> None:
    settings.REQUIRE_MFA = True
    factories.make_disclosure(agency, 2566, "O1")
    coordinator.post(LIST + "publish/")
    assert not Disclosure.objects.published().exists()


def test_a_version_of_what_is_not_there_keeps_what_was_typed(coordinator: Client) -> None:
    """As after a restored backup: the page was opened when there was an answer."""
    response = coordinator.post(ITEM, typed("https://example.go.th/a", version="3"))
    assert response.status_code == 409
    assert "https://example.go.th/a" in response.content.decode()
    assert not Disclosure.objects.exists()
    coordinator.post(ITEM, typed("https://example.go.th/a"))
    assert Disclosure.objects.count() == 1
