"""Does an address open? Asked from the worker only, never while somebody waits for a page.

Whatever an agency types as an address is asked for by this machine, so nothing but public web
servers may be reached: http and https only; the name is resolved once, every address it has
must be a public one, and the connection goes to that very address; each redirect is looked at
in the same way. Only the head of the answer is read, at most 64 kB within 10 seconds in all.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import quote, urljoin, urlsplit

from django.db import transaction
from django.utils import timezone

from assessments.models import DisclosureLink

MAX_HEAD = 64 * 1024
MAX_SECONDS = 10.0
MAX_REDIRECTS = 5
LEASE = timedelta(minutes=2)

Outcome = DisclosureLink.Outcome
# Addresses of IPv4 written as IPv6: what counts is the address inside.
_CARRIERS = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))

# (host, port) -> addresses as text; raises OSError. A test gives its own.
Resolver = Callable[[str, int], list[str]]
# (address, port, seconds) -> a connected socket; raises OSError.
Connector = Callable[[str, int, float], socket.socket]


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of an address, with a Thai remark."""

    outcome: str
    detail: str = ""


class _Ended(Exception):
    def __init__(self, outcome: str, detail: str) -> None:
        super().__init__(detail)
        self.checked = Checked(outcome, detail)


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a name, as the system knows them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def connect(address: str, port: int, seconds: float) -> socket.socket:
    """A connection to an address, not to a name: nothing is resolved a second time."""
    return socket.create_connection((address, port), timeout=seconds)


def check_address(
    url: str, *, resolver: Resolver = resolve, connector: Connector = connect
) -> Checked:
    """Ask for an address and say whether it opens. Never raises for what is found there."""
    deadline = time.monotonic() + MAX_SECONDS
    try:
        for _ in range(MAX_REDIRECTS + 1):
            status, location = _ask(url, deadline, resolver, connector)
            if status not in (301, 302, 303, 307, 308) or not location:
                return _judge(status)
            url = urljoin(url, location)
        return Checked(Outcome.BROKEN, "ส่งต่อไปที่อื่นหลายครั้งเกินไป")
    except _Ended as ended:
        return ended.checked
    except ssl.SSLError:
        return Checked(Outcome.BROKEN, "ใบรับรองความปลอดภัย (https) ไม่ถูกต้อง")
    except (OSError, ValueError):
        return Checked(Outcome.UNREACHABLE, "ติดต่อเว็บไซต์ไม่ได้ หรือไม่ตอบภายในเวลาที่กำหนด")


def _judge(status: int) -> Checked:
    if 200 <= status < 300:
        return Checked(Outcome.WORKS)
    told = {401: "ต้องเข้าสู่ระบบ", 403: "เว็บไซต์ไม่อนุญาต", 404: "ไม่พบหน้า", 410: "หน้าถูกลบแล้ว"}
    return Checked(Outcome.BROKEN, f"รหัส {status} {told.get(status, '')}".strip())


def _ask(url: str, deadline: float, resolver: Resolver, connector: Connector) -> tuple[int, str]:
    """One request: the status and where it redirects to ("" when nowhere)."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
        raise _Ended(Outcome.REFUSED, "ที่อยู่ต้องเป็น http หรือ https")
    host = parts.hostname.encode("idna").decode("ascii")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    addresses = resolver(host, port)
    if not addresses or not all(is_public(address) for address in addresses):
        raise _Ended(Outcome.REFUSED, "ไม่ใช่ที่อยู่บนอินเทอร์เน็ตสาธารณะ")
    with connector(addresses[0], port, _left(deadline)) as plain:
        connection = plain
        if parts.scheme == "https":
            plain.settimeout(_left(deadline))
            context = ssl.create_default_context()
            connection = context.wrap_socket(plain, server_hostname=host)
        return _head(connection, _request(parts.path, parts.query, parts.netloc, host), deadline)


def _request(path: str, query: str, netloc: str, host: str) -> bytes:
    """A GET that asks for nothing but the answer's head. Thai letters are escaped."""
    target = quote(path or "/", safe="/%:@!$&'()*+,;=~-._")
    if query:
        target += "?" + quote(query, safe="/%:@!$&'()*+,;=~-._?")
    name = f"[{host}]" if ":" in host else host
    explicit = netloc.rpartition(":")[2]
    if explicit.isascii() and explicit.isdigit():
        name += f":{explicit}"
    lines = [
        f"GET {target} HTTP/1.1",
        f"Host: {name}",
        "User-Agent: ITA-portal-link-check",
        "Accept: */*",
        "Connection: close",
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("ascii")


def _head(connection: socket.socket, request: bytes, deadline: float) -> tuple[int, str]:
    connection.settimeout(_left(deadline))
    connection.sendall(request)
    head = b""
    while b"\r\n\r\n" not in head:
        connection.settimeout(_left(deadline))
        chunk = connection.recv(4096)
        if not chunk:
            break
        head += chunk
        if len(head) > MAX_HEAD:
            raise _Ended(Outcome.BROKEN, "เว็บไซต์ตอบผิดรูปแบบ")
    first, *lines = head.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    words = first.split(" ")
    if not first.startswith("HTTP/") or len(words) < 2 or not words[1].isdigit():
        raise _Ended(Outcome.BROKEN, "เว็บไซต์ตอบผิดรูปแบบ")
    fields = (line.partition(":") for line in lines)
    found = [value.strip() for name, _, value in fields if name.strip().lower() == "location"]
    return int(words[1]), found[0].encode("latin-1").decode("utf-8", "replace") if found else ""


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def is_public(text: str) -> bool:
    """Whether an address belongs to the public internet, also inside an IPv6 one."""
    try:
        address: IPv4Address | IPv6Address = ip_address(text.partition("%")[0])
    except ValueError:
        return False
    if isinstance(address, IPv6Address):
        inside = address.ipv4_mapped or address.sixtofour
        if address.teredo or any(address in network for network in _CARRIERS):
            return False
        if inside is not None:
            address = inside
    return address.is_global and not address.is_multicast and not address.is_reserved


def check_due_links(
    *, limit: int, resolver: Resolver = resolve, connector: Connector = connect
) -> int:
    """Check up to ``limit`` addresses whose turn it is; returns how many were checked.

    Each is claimed before it is asked for, so that two workers do not ask twice; a worker that
    dies leaves a claim that ends by itself.
    """
    done = 0
    while done < limit:
        link = _claim()
        if link is None:
            break
        checked = check_address(link.url, resolver=resolver, connector=connector)
        DisclosureLink.objects.filter(pk=link.pk, url=link.url).update(
            outcome=checked.outcome,
            detail=checked.detail,
            checked_at=timezone.now(),
            claimed_until=None,
        )
        done += 1
    return done


def _claim() -> DisclosureLink | None:
    """The next due address, claimed; None when there is none."""
    while True:
        now = timezone.now()
        with transaction.atomic():
            link = DisclosureLink.objects.due(now).first()
            if link is None:
                return None
            due = DisclosureLink.objects.due(now).filter(pk=link.pk).order_by()
            if due.update(claimed_until=now + LEASE) == 1:
                return link
