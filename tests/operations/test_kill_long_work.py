"""SIGKILL to the real server and to a backup in the midst of long work: uploads, imports,
publications. What was confirmed is there with its event, and nothing is there by half.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ita_portal.operations.archive import Reader
from tests import factories
from tests.operations.live import ROOT, LivePortal, Visitor
from tests.reports.word_files import ROWS, small_report

WORLD = """
from tests import factories
from agencies.models import Membership
from reports.models import Report
from django.utils import timezone
factories.load_all_frameworks()
user = factories.make_user("busy")
for slug in ("uploads", "publications", "imports"):
    agency = factories.make_agency("เทศบาลตำบลบ้านใหม่ทดสอบ", slug=slug)
    Membership.objects.create(user=user, agency=agency, role="administrator")
    if slug == "imports":
        continue
    plan = factories.make_plan(agency)
    measure = factories.make_measure(plan, divisions=(factories.make_division(agency),))
    if slug == "uploads":
        print(measure.pk)
    else:
        print(factories.make_report(plan, state="approved", approved_at=timezone.now(),
              approved_by=user, submitted_at=timezone.now(), submitted_by=user).pk)
"""

# What stands after the fall: files whose bytes are those that their row names, publications with
# all of their formats, the marks in the steps of each imported plan.
WHAT_STANDS = """
import hashlib, json
from django.core.files.storage import default_storage
from agencies.models import Event
from measures.models import Evidence, EvidenceUse, Measure
from reports.models import Publication, Report
files = [hashlib.sha256(e.file.read()).hexdigest() == e.sha256 for e in Evidence.objects.all()]
print(json.dumps({
    "whole_files": all(files), "evidence": len(files),
    "uses": EvidenceUse.objects.count(),
    "attached": Event.objects.filter(verb="attached").count(),
    "publications": Publication.objects.count(),
    "published": Event.objects.filter(verb="published", kind="reports.report").count(),
    "formats": sorted(p.files.count() for p in Publication.objects.all()),
    "marks": sorted(Measure.objects.filter(agency__slug="imports").values_list("steps", flat=True)),
    "imported_reports": Report.objects.filter(agency__slug="imports").count(),
}))
"""


class Confirmed(dict[str, int]):
    """How often each kind of work was confirmed."""


def upload(portal: LivePortal, measure: int, confirmed: Confirmed) -> None:
    visitor = signed_in(portal)
    picture = factories.make_picture(size=(1_600, 1_200))
    while True:
        path = f"/work/uploads/measures/{measure}/evidence/6m/"
        status = visitor.upload(path, "uploads", "ภาพ.jpg", picture, caption="ก")
        assert status == 302, status
        confirmed["uploads"] += 1


def publish(portal: LivePortal, report: int, confirmed: Confirmed) -> None:
    visitor = signed_in(portal)
    for verb in ("publish", "reopen", "submit", "approve") * 1_000:
        status, page = visitor.post(f"/work/publications/reports/{report}/{verb}/", text="แก้ไข")
        assert status in (302, 409), page  # 409: where the fall before had left off
        confirmed["publications"] += verb == "publish" and status == 302


def bring_in(portal: LivePortal, confirmed: Confirmed) -> None:
    visitor = signed_in(portal)
    while True:
        mark = f"รุ่นที่ {confirmed['imports'] + 1}"
        rows = [[f"E{n} เรื่องที่ {n}", "สำนักปลัด", mark, *ROWS[0][3:]] for n in range(1, 9)]
        word = small_report(rows)
        assert visitor.upload("/work/imports/import/", "file", "x.docx", word) == 302
        status, page = visitor.post(f"{visitor.location}confirm/")
        assert status == 302, page
        confirmed["imports"] += 1


def signed_in(portal: LivePortal) -> Visitor:
    visitor = Visitor(portal)
    assert visitor.sign_in("busy")[0] == 302
    return visitor


def until_it_ends(work: Callable[..., None], *arguments: object) -> None:
    """Work until the server is gone; an answer that is no confirmation fails the test."""
    try:
        work(*arguments)
    except OSError:
        return


@pytest.fixture
def portal(make_portal: Callable[..., LivePortal]) -> LivePortal:
    portal = make_portal()
    portal.manage("init")
    return portal


def test_what_was_confirmed_is_there_and_nothing_by_half(portal: LivePortal) -> None:
    measure, report = map(int, portal.python(WORLD).split())
    confirmed = Confirmed(uploads=0, publications=0, imports=0)
    for _ in range(2):
        goal = {kind: number + 2 for kind, number in confirmed.items()}
        portal.start()
        with ThreadPoolExecutor(3) as people:
            working = [
                people.submit(until_it_ends, upload, portal, measure, confirmed),
                people.submit(until_it_ends, publish, portal, report, confirmed),
                people.submit(until_it_ends, bring_in, portal, confirmed),
            ]
            while any(confirmed[kind] < goal[kind] for kind in goal):
                assert not any(each.done() and each.exception() for each in working)
                time.sleep(0.05)
            portal.kill()
        for each in working:
            each.result()
        assert_whole(json.loads(portal.python(WHAT_STANDS)), confirmed)


def assert_whole(stands: dict[str, object], confirmed: Confirmed) -> None:
    """One thing of each kind may be there although its answer never arrived."""
    for kind, name in (("uploads", "evidence"), ("publications", "publications")):
        assert stands[name] in (confirmed[kind], confirmed[kind] + 1)
        confirmed[kind] = stands[name]  # type: ignore[assignment]
    assert stands["whole_files"]
    assert stands["uses"] == stands["attached"] == stands["evidence"]
    assert stands["published"] == stands["publications"]
    assert set(stands["formats"]) == {4}  # type: ignore[call-overload]
    marks = stands["marks"]
    assert isinstance(marks, list)
    assert len(marks) == 8
    assert set(marks) in ({f"รุ่นที่ {confirmed['imports']}"}, {f"รุ่นที่ {confirmed['imports'] + 1}"})
    confirmed["imports"] = int(marks[0].split()[1])
    assert stands["imported_reports"] == 1


def test_a_backup_that_is_killed_leaves_the_one_before(portal: LivePortal, tmp_path: Path) -> None:
    portal.python(WORLD)
    path = tmp_path / "backup.zip"
    portal.manage("backup", str(path))
    before = path.read_bytes()
    command = [sys.executable, "manage.py", "backup", str(path)]
    for _ in range(5):
        backup = subprocess.Popen(
            command, cwd=ROOT, env=portal.environment, start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        while backup.poll() is None and not list(tmp_path.glob(".backup-*")):
            time.sleep(0.002)
        if backup.poll() is None:
            os.killpg(backup.pid, signal.SIGKILL)
        backup.wait(10)
        if path.read_bytes() != before:  # it was quicker: then it is whole
            before = path.read_bytes()
        with Reader(path) as reader:
            assert reader.manifest.rows["agencies.agency"] == 3
        for left in tmp_path.glob(".backup-*"):
            left.unlink()
