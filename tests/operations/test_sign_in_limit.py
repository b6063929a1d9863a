"""The limit of wrong passwords counts over all web processes."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from tests.operations.live import LivePortal, Visitor

WRONG = "รหัสผ่านที่ระบุมาไม่ถูกต้อง"


def test_the_sixth_failure_is_refused(make_portal: Callable[..., LivePortal]) -> None:
    """Two processes, several threads at once: five wrong passwords are looked at, no more, and
    then the right one is refused as well; somebody else signs in as ever."""
    portal = make_portal()
    portal.manage("init")
    portal.python(
        "from tests import factories\nfactories.make_user('one')\nfactories.make_user('two')"
    )
    portal.start()

    with ThreadPoolExecutor(4) as people:
        answers = list(people.map(lambda _: Visitor(portal).sign_in("one", "wrong"), range(12)))

    assert {status for status, _ in answers} <= {200, 429}
    assert 1 <= sum(WRONG in page for _, page in answers) <= 5
    assert Visitor(portal).sign_in("one")[0] != 302
    assert Visitor(portal).sign_in("two")[0] == 302
