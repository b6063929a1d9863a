"""What the demonstration consists of: ``reports.demo`` with ``fixtures/demo``."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client, override_settings

from agencies.models import Agency, Division, Event, Membership, Role, User
from assessments.models import Assessment
from assessments.selectors import result_of
from measures.models import Measure, MeasurePlan, Progress, Status
from measures.selectors import count_statuses, overdue
from reports.demo import DemoAccount, load_demo, sample_report_path
from reports.importing import read_report
from reports.models import Publication, Report
from tests.factories import load_all_frameworks

MODELS = (Agency, Division, Membership, User, Assessment, MeasurePlan, Measure, Progress, Report)
TODAY = date(2026, 2, 11)  # a Wednesday in the middle of FY2569


@dataclass(frozen=True)
class Demo:
    accounts: list[DemoAccount]
    folder: Path


@pytest.fixture(scope="module")
def loaded(
    django_db_setup: None, django_db_blocker: object, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Demo]:
    """Loaded once for all tests of this module, and rolled back after the last one."""
    folder = tmp_path_factory.mktemp("demo")
    hashers = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with (
        django_db_blocker.unblock(),
        override_settings(DATA_DIR=folder, PASSWORD_HASHERS=hashers),
        transaction.atomic(),
    ):
        load_all_frameworks()
        yield Demo(load_demo(TODAY), folder)
        transaction.set_rollback(True)


@pytest.fixture
def demo(loaded: Demo, db: None) -> Demo:
    return loaded


def current_plan() -> MeasurePlan:
    return MeasurePlan.objects.get(agency__slug="na-sommot", fiscal_year=2569)


def test_two_agencies_of_different_kinds(demo: Demo) -> None:
    assert dict(Agency.objects.values_list("slug", "kind")) == {
        "na-sommot": "subdistrict",
        "thung-sathit": "sao",
    }


def test_every_role_in_every_agency_can_sign_in(demo: Demo, client: Client) -> None:
    for account in demo.accounts:
        assert client.login(username=account.username, password=account.password)
        for membership in Membership.objects.filter(user__username=account.username):
            page = client.get(f"/work/{membership.agency.slug}/")
            assert page.status_code == 200, account
            assert membership.agency.name in page.content.decode()
    for agency in Agency.objects.all():
        assert set(agency.memberships.values_list("role", flat=True)) == set(Role.values)


def test_one_account_may_correct_frameworks(demo: Demo) -> None:
    central = User.objects.filter(is_staff=True)
    assert [user.username for user in central] == ["administrator"]
    assert "แก้กรอบการประเมินได้" in central.get().display_name


def test_published_pages_answer(demo: Demo, client: Client) -> None:
    paths = {publication.path for publication in Publication.objects.all()}
    assert paths == {"/na-sommot/2566/o42/", "/na-sommot/2566/o43/", "/thung-sathit/2569/o26/"}
    for path in paths:
        assert client.get(path).status_code == 200
        assert client.get(f"{path.rstrip('/')}.pdf").content.startswith(b"%PDF-")
    page = client.get("/na-sommot/2566/o43/").content.decode()
    assert "ดำเนินการแล้ว เมื่อวันที่ ๒๐ ธันวาคม ๒๕๖๕" in page
    assert page.count("ดำเนินการแล้ว เมื่อวันที่") == 8
    assert page.count("อยู่ระหว่างดำเนินการ") == 4


def test_reports_stand_in_each_state(demo: Demo, client: Client) -> None:
    states = Report.objects.filter(plan=current_plan()).values_list("kind", "round", "state")
    assert set(states) == {("measures", "", "submitted"), ("progress", "6m", "draft")}
    assert client.get("/na-sommot/2569/o25/").status_code == 404


def test_rows_satisfy_their_constraints(demo: Demo) -> None:
    for model in MODELS:
        rows = list(model.objects.all())
        assert rows
        for row in rows:
            row.full_clean()


def test_scores_add_up(demo: Demo) -> None:
    found = {}
    for assessment in Assessment.objects.all():
        result = result_of(assessment)
        assert result.missing == ()
        assert not any(figure.differs for figure in result.indicators.values())
        assert assessment.announced_total == assessment.computed_total
        assert assessment.announced_rating == assessment.computed_rating
        found[assessment.fiscal_year] = assessment.computed_rating
    assert found == {2564: "C", 2565: "B", 2566: "ผ่านดี"}


def test_every_weak_point_has_a_measure(demo: Demo) -> None:
    """Indicators, questions and items below the pass mark of FY2565 are answered in FY2566."""
    assessment = Assessment.objects.get(fiscal_year=2565)
    mark = assessment.framework.pass_mark
    measures = Measure.objects.filter(plan__source_assessment=assessment)
    for scores, link in (
        (assessment.indicator_scores, "indicators"),
        (assessment.question_scores, "questions"),
        (assessment.item_scores, "items"),
    ):
        field = link.removesuffix("s")
        weak = set(scores.filter(score__lt=mark).values_list(field, flat=True))
        answered = set(measures.values_list(link, flat=True))
        assert weak
        assert weak <= answered


def test_measures_say_who_how_and_until_when(demo: Demo) -> None:
    for measure in Measure.objects.all():
        assert measure.divisions.exists()
        assert measure.indicators.count() == 1
        assert measure.instrument == measure.indicators.get().instrument.code
        days = [d.date for d in measure.deadlines_read if not d.recurring]
        assert days
        assert all(day and measure.plan.year.contains(day) for day in days)
        assert not any(d.year_inferred for d in measure.deadlines_read)


def test_lists_are_numbered_in_thai_numerals(demo: Demo) -> None:
    for measure in Measure.objects.all():
        numbers = [line.split(". ")[0] for line in measure.steps.split("\n")]
        assert numbers == ["๑", "๒", "๓"][: len(numbers)]
        assert_thai(measure.issue, measure.title, measure.steps, measure.monitoring)
    for progress in Progress.objects.all():
        assert_thai(progress.note, progress.results, progress.outcomes)


def assert_thai(*texts: str) -> None:
    """No Arabic numeral, no place left open, no sara am in two parts."""
    for text in texts:
        assert not re.search("[0-9{}\u0e4d\u200b]", text)


def test_completion_lies_in_the_round_and_before_the_deadline(demo: Demo) -> None:
    done = Progress.objects.filter(status=Status.DONE).select_related("measure__plan")
    assert done.count() == 8 + 12 + 2 + 5
    for progress in done:
        day, measure = progress.completion_date, progress.measure
        assert day is not None
        assert measure.plan.year.round(progress.round).contains(day)
        assert day <= measure.due_date
        assert day.weekday() < 5
        assert progress.results


def test_work_in_progress_is_explained(demo: Demo) -> None:
    rows = Progress.objects.filter(status=Status.IN_PROGRESS)
    assert rows.count() == 4 + 3
    assert all(row.note for row in rows)


def test_current_year_has_all_states(demo: Demo) -> None:
    measures = current_plan().measures.for_lists()
    counts = count_statuses(measures, "6m", TODAY)
    assert (counts.total, counts.done, counts.in_progress, counts.not_started) == (8, 2, 3, 3)
    assert counts.overdue == overdue(measures, "6m", TODAY).count() == 3


def test_second_run_changes_nothing(demo: Demo) -> None:
    user = User.objects.get(username="khlang")
    user.set_password("a password of their own")
    user.save()
    Measure.objects.filter(pk=Measure.objects.first().pk).update(steps="แก้ไขโดยผู้ใช้")
    sample_report_path().write_bytes(b"changed by hand")
    before = snapshot()

    assert load_demo(date(2027, 1, 1)) == demo.accounts
    assert snapshot() == before
    assert sample_report_path().read_bytes() == b"changed by hand"
    sample_report_path().unlink()


def snapshot() -> list[list[dict[str, object]]]:
    return [list(model.objects.order_by("pk").values()) for model in (*MODELS, Event, Publication)]


def test_sample_report_is_read_as_it_looks(demo: Demo) -> None:
    load_demo()
    content = sample_report_path().read_bytes()
    reading = read_report(content, name="sample-report.docx")
    found = reading.recognised

    assert (reading.fiscal_year, reading.round) == (2566, "6m")
    assert found.agency_name == "องค์การบริหารส่วนตำบลทุ่งสาธิต"
    assert (found.unrecognised, found.warnings, reading.notes) == ((), (), ())
    assert [m.status for m in found.measures] == ["done"] * 4 + ["in_progress"] * 2
    assert [m.questions + m.items for m in found.measures] == [
        ("O7",), ("O34",), ("E5",), ("E6",), ("E9",), ("E11",)
    ]  # fmt: skip
    counted, typed = found.measures[0], found.measures[2]
    assert counted.steps.startswith("๑. จัดทำปฏิทิน")  # by Word
    assert typed.steps.startswith("๑. ประชุมประชาคม")
    assert counted.completion_date == date(2023, 1, 17)


def test_a_start_that_has_nothing_to_load_does_without_the_writers() -> None:
    """A second start is to be quick; WeasyPrint alone takes longer than all the rest."""
    told = (
        "import django, sys; django.setup(); import reports.demo, reports.management.commands.init;"
        "print([name for name in ('weasyprint', 'docx', 'openpyxl') if name in sys.modules])"
    )
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "ita_portal.settings"}
    done = subprocess.run(
        [sys.executable, "-c", told], env=environment, check=True, capture_output=True, text=True
    )
    assert done.stdout.strip() == "[]"
