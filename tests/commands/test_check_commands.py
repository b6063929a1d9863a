"""``check_report`` and ``check_document``: the findings as data and as lines, nothing stored."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from agencies.models import Agency, Event
from reports.models import Report
from tests import factories
from tests.docx_files import docx, p, row, table


def run(*arguments: object) -> str:
    out = StringIO()
    call_command(*map(str, arguments), stdout=out)
    return out.getvalue()


@pytest.fixture
def word_file(tmp_path: Path) -> Path:
    path = tmp_path / "report.docx"
    path.write_bytes(
        docx(
            p("รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรม ประจำปีงบประมาณ พ.ศ. ๒๕๖๖"),
            table(
                row("มาตรการ", "ผู้รับผิดชอบ", "วิธีการดำเนินการ", "การดำเนินการ", header=True),
                row("จัดทำคู่มือ", "สำนักปลัด", "๑. ถือปฏิบัติตามกฏหมาย",
                    "ดำเนินการแล้ว เมื่อวันที่ ๒๔ มกราคม ๒๕๖๕"),
            ),
        )
    )  # fmt: skip
    return path


@pytest.mark.django_db
def test_a_word_file_is_checked_without_storing_anything(word_file: Path) -> None:
    factories.load_all_frameworks()
    before = Event.objects.count()
    found = json.loads(
        run("check_document", word_file, "--year", "2566", "--round", "6m", "--json")
    )
    first = next(finding for finding in found if finding["rule"] == "A1")
    assert first == {
        "rule": "A1",
        "severity": "error",
        "where": "measure 1, การดำเนินการ (t1r1)",
        "text": "ดำเนินการแล้ว เมื่อวันที่ ๒๔ มกราคม ๒๕๖๕",
        "message": first["message"],
    }
    assert any(f["rule"] == "G9" and f["text"] == "กฏหมาย" for f in found)
    assert (Event.objects.count(), Report.objects.count(), Agency.objects.count()) == (before, 0, 0)


@pytest.mark.django_db
def test_the_findings_of_a_report_are_told_in_lines(agency: Agency) -> None:
    factories.load_all_frameworks()
    plan = factories.make_plan(agency)
    factories.make_measure(plan, steps="๑. รายงานในปี ๒๕6๖")
    report = factories.make_report(plan, numerals="as_typed")
    told = run("check_report", report.pk)
    assert "error   G2   measure 1" in told
    assert "“๒๕6๖”" in told
    assert told.strip().splitlines()[-1].endswith("info")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("check_report", 4711), "no report 4711"),
        (("check_document", "/nowhere.docx"), "No such file"),
        (("check_document", __file__, "--year", "2566"), "Word"),
        (("check_document", __file__, "--year", "66"), "--year"),
        (("check_document", __file__, "--agency", "nobody"), "nobody"),
    ],
)
def test_bad_input_is_one_clear_line(arguments: tuple[object, ...], message: str) -> None:
    with pytest.raises(CommandError, match=message) as error:
        run(*arguments)
    assert "\n" not in str(error.value)
