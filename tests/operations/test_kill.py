"""SIGKILL to the real server while people save: what they were told is saved, is saved.

This is not a power failure: the operating system lives on and writes what it has accepted.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from tests.operations.live import (
    WHAT_STANDS,
    LivePortal,
    make_busy_agency,
    save_until_it_ends,
)


def test_what_was_confirmed_is_there(make_portal: Callable[..., LivePortal]) -> None:
    portal = make_portal()
    portal.manage("init")
    confirmed = dict.fromkeys(make_busy_agency(portal, measures=4), 0)

    for _ in range(3):
        goal = {measure: number + 5 for measure, number in confirmed.items()}
        portal.start()
        with ThreadPoolExecutor(len(confirmed)) as people:
            saving = [people.submit(save_until_it_ends, portal, m, confirmed) for m in confirmed]
            while any(confirmed[measure] < goal[measure] for measure in goal):
                assert not any(each.done() for each in saving)
                time.sleep(0.05)
            portal.kill()
        for each in saving:
            each.result()  # no answer but "saved" came before the end

        stands = json.loads(portal.python(WHAT_STANDS))
        for measure, number in confirmed.items():
            version, note, events = stands[str(measure)]
            # The last save may be there although its answer never arrived.
            assert version in (number, number + 1)
            assert note == str(version)
            assert events == [
                [[str(save - 1) if save > 1 else "", str(save)], "busy"]
                for save in range(1, version + 1)
            ]
            confirmed[measure] = version
    print(f"{sum(confirmed.values())} saves confirmed, none lost")
