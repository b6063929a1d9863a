"""The command ``import_scores``."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from agencies.models import Agency, Event
from assessments.models import Assessment
from tests import factories
from tests.assessments.workbooks import INDICATORS, QUESTIONS, workbook


@pytest.fixture(autouse=True)
def _frameworks(db: None) -> None:
    factories.load_all_frameworks()


def run(path: Path, *arguments: str) -> Any:
    out = StringIO()
    call_command("import_scores", str(path), *arguments, "--json", stdout=out)
    return json.loads(out.getvalue())


def test_a_published_result(seeds: Path) -> None:
    """The published analysis of FY2565 prints total 83.94, level B, the instruments 83.19, 78.73
    and 88.41, and pass or fail of all ten; its three lowest are 5, 6 and 8."""
    told = run(
        seeds / "003.xlsx", "--year", "2565", "--agency", "fresh", "--agency-name", "เทศบาลเมืองใหม่"
    )

    assert (told["total"], told["rating"]) == (83.94, "B")
    assert told["instruments"] == {"IIT": 83.19, "EIT": 78.73, "OIT": 88.41}
    assert [row["number"] for row in told["indicators"] if row["passed"]] == [1, 3, 10]
    assert len(told["indicators"]) == 10
    assert told["weakest"] == [5, 6, 8]
    assert [(row["number"], row["score"]) for row in told["from_items"]] == [
        (9, 83.06),
        (10, 93.75),
    ]
    assert told["missing"] == []
    assessment = Assessment.objects.get(pk=told["assessment"])
    assert assessment.question_scores.count() == 9
    assert assessment.item_scores.count() == 15
    assert assessment.question_scores.get(question__code="I6").options.count() == 3
    event = Event.objects.get()
    assert (event.verb, event.comment, event.actor) == ("imported", "003.xlsx", None)


def test_a_second_import_changes_nothing(seeds: Path, agency: Agency) -> None:
    first = run(seeds / "003.xlsx", "--year", "๒๕๖๕")
    version = Assessment.objects.get().version
    assert run(seeds / "003.xlsx", "--year", "2565", "--agency", agency.slug) == first
    assert Assessment.objects.get().version == version
    assert Event.objects.count() == 1


def test_scores_are_never_reversed(tmp_path: Path, agency: Agency) -> None:
    """I4 to I6 are asked negatively; their scores arrive already turned round."""
    path = tmp_path / "s.xlsx"
    path.write_bytes(workbook(ข้อ=[QUESTIONS, ["I4", "", 93.24, ""]]))
    run(path, "--year", "2565")
    assert str(Assessment.objects.get().question_scores.get().score) == "93.24"


def test_all_or_nothing(tmp_path: Path, agency: Agency) -> None:
    path = tmp_path / "s.xlsx"
    rows = [INDICATORS, [1, "IIT", "การปฏิบัติหน้าที่", 88, ""], [2, "IIT", "การใช้งบประมาณ", 188, ""]]
    path.write_bytes(workbook(ผล=rows))
    with pytest.raises(CommandError) as refused:
        run(path, "--year", "2565", "--agency", "fresh", "--agency-name", "เทศบาลตำบลใหม่")
    assert str(refused.value) == "ผล!D3: คะแนนต้องอยู่ระหว่าง 0 ถึง 100"
    assert not Assessment.objects.exists()
    assert Agency.objects.get() == agency


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--year", "65"], "Buddhist-era"),
        (["--year", "2599"], "no framework"),
        (["--year", "2565", "--agency", "nobody"], "--agency-name"),
        (["--year", "2565", "--agency", "Not a slug", "--agency-name", "ก"], "--agency"),
    ],
)
def test_wrong_arguments_are_one_line(
    tmp_path: Path, agency: Agency, arguments: list[str], told: str
) -> None:
    path = tmp_path / "s.xlsx"
    path.write_bytes(workbook(ผล=[INDICATORS]))
    with pytest.raises(CommandError) as refused:
        run(path, *arguments)
    assert told in str(refused.value)
    assert "\n" not in str(refused.value)


def test_two_agencies_need_a_name(tmp_path: Path, agency: Agency, other_agency: Agency) -> None:
    path = tmp_path / "s.xlsx"
    path.write_bytes(workbook(ผล=[INDICATORS]))
    with pytest.raises(CommandError, match="--agency SLUG"):
        run(path, "--year", "2565")


def test_a_missing_file_and_one_that_is_no_workbook(tmp_path: Path, agency: Agency) -> None:
    with pytest.raises(CommandError):
        run(tmp_path / "nothing.xlsx", "--year", "2565")
    (tmp_path / "x.xlsx").write_bytes(b"%PDF-1.4")
    with pytest.raises(CommandError, match="ไม่ใช่สมุดงาน Excel"):
        run(tmp_path / "x.xlsx", "--year", "2565")


def test_a_framework_without_weights_computes_no_total(tmp_path: Path, agency: Agency) -> None:
    path = tmp_path / "s.xlsx"
    path.write_bytes(workbook(ผล=[INDICATORS, [1, "IIT", "การปฏิบัติหน้าที่", 88, ""]]))
    told = run(path, "--year", "2568")
    assert (told["total"], told["rating"]) == (None, None)
    assert any("น้ำหนัก" in sentence for sentence in told["missing"])
