"""``import_document`` and ``export_report``, on a small file of our own and on real ones."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from agencies.models import Agency, Event
from ita_portal.thai.text import compact
from measures.models import Measure, MeasurePlan, Progress
from reports.models import Report
from tests import factories
from tests.reports.word_files import small_report

# What the real documents hold, from the issue's own demand: layouts and numbers of measures.
SEEDS = [("000", 2566, "progress-text", 12), ("001", 2568, "results", 7),
         ("003", 2566, "analysis-plan", 12)]  # fmt: skip

# In the JSON beside a real document: the column of a table, and our field for it.
COLUMN_FIELDS = {
    "issue": "issue",
    "measure": "title",
    "responsible": "responsible_text",
    "steps": "steps",
    "monitoring_deadline": "monitoring",
    "period": "period_text",
    "result": "results",
    "outcome": "outcomes",
    "progress": "status_text",
}


@pytest.fixture(autouse=True)
def _frameworks(db: None) -> None:
    factories.load_all_frameworks()


def run(path: Path, *arguments: str) -> dict[str, Any]:
    out = StringIO()
    call_command("import_document", str(path), *arguments, "--json", stdout=out)
    return json.loads(out.getvalue())


def export(report: int, format: str, folder: Path) -> Path:
    path = folder / f"report.{format}"
    call_command("export_report", report, "--format", format, "--output", path, stdout=StringIO())
    return path


@pytest.fixture
def word_file(tmp_path: Path) -> Path:
    path = tmp_path / "report.docx"
    path.write_bytes(small_report())
    return path


def test_makes_agency_plan_measures_progress_and_report(word_file: Path) -> None:
    told = run(word_file, "--agency", "mai", "--year", "2566",
               "--agency-name", "เทศบาลตำบลบ้านใหม่ทดสอบ")  # fmt: skip

    agency = Agency.objects.get()
    assert (agency.slug, agency.kind) == ("mai", "subdistrict")
    plan = MeasurePlan.objects.get()
    assert (plan.agency, plan.fiscal_year) == (agency, 2566)
    report = Report.objects.get()
    assert (told["report"], told["layout"], told["measures"]) == (report.pk, "progress-text", 2)
    assert (report.kind, report.round, report.state) == ("progress", "6m", "draft")
    first, second = Measure.objects.order_by("position")
    assert [code.code for code in first.questions.all()] == ["E6"]
    assert [d.name for d in first.divisions.all()] == ["สำนักปลัด"]
    done, running = (Progress.objects.get(measure=m) for m in (first, second))
    assert (done.status, str(done.completion_date)) == ("done", "2023-01-23")
    assert (running.status, running.completion_date) == ("in_progress", None)
    assert Event.objects.filter(verb="imported").exists()


def test_dry_run_stores_nothing(word_file: Path) -> None:
    told = run(word_file, "--agency", "mai", "--year", "2566", "--dry-run",
               "--agency-name", "เทศบาลตำบลบ้านใหม่ทดสอบ")  # fmt: skip
    assert (told["report"], told["measures"]) == (None, 2)
    assert not Agency.objects.exists()
    assert not Event.objects.exists()


def test_the_year_is_read_from_the_title(word_file: Path) -> None:
    arguments = ("--agency", "mai", "--agency-name", "เทศบาลตำบลบ้านใหม่ทดสอบ")
    assert run(word_file, *arguments)["fiscal_year"] == 2566


def test_importing_twice_makes_nothing_twice(word_file: Path) -> None:
    arguments = ("--agency", "mai", "--year", "2566", "--agency-name", "เทศบาลตำบลบ้านใหม่ทดสอบ")
    run(word_file, *arguments)
    progress = list(Progress.objects.values_list("pk", "version"))
    run(word_file, *arguments)
    assert (Measure.objects.count(), Report.objects.count()) == (2, 1)
    assert list(Progress.objects.values_list("pk", "version")) == progress


def test_what_an_import_replaces_stands_in_the_history(word_file: Path) -> None:
    arguments = ("--agency", "mai", "--year", "2566", "--agency-name", "เทศบาลตำบลบ้านใหม่ทดสอบ")
    run(word_file, *arguments)
    Progress.objects.filter(measure__position=2).update(note="โทรตามแล้ว", version=7)
    run(word_file, *arguments)
    event = Event.objects.filter(kind="measures.progress").first()
    assert event is not None
    assert event.changes["note"] == ["โทรตามแล้ว", ""]
    assert Progress.objects.get(measure__position=2).version == 8


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--agency", "nobody", "--year", "2566"), "no agency"),
        (("--agency", "mai", "--year", "2023", "--agency-name", "x"), "Buddhist-era"),
        (("--agency", "BAD slug", "--year", "2566", "--agency-name", "อบต.x"), "--agency BAD slug"),
    ],
)
def test_bad_arguments_are_one_line(
    word_file: Path, arguments: tuple[str, ...], message: str
) -> None:
    with pytest.raises(CommandError, match=message) as caught:
        run(word_file, *arguments)
    assert "\n" not in str(caught.value)
    assert not Agency.objects.exists()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "ว่าง"),
        (b"%PDF-1.7\n%...", "PDF"),
        (b"\x89PNG\r\n\x1a\n0000", "รูปภาพ"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ".docx"),
        (b"PK\x03\x04 broken", "เสียหาย"),
    ],
)
def test_files_that_are_no_word_file(tmp_path: Path, content: bytes, says: str) -> None:
    """A Thai sentence that says what to do, nothing stored, no traceback."""
    path = tmp_path / "report.docx"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=says) as caught:
        run(path, "--agency", "mai", "--year", "2566", "--agency-name", "อบต.ทดสอบ")
    assert "กรุณา" in str(caught.value)
    assert "\n" not in str(caught.value)
    assert not Agency.objects.exists()


def test_export_says_what_it_wrote(word_file: Path, tmp_path: Path) -> None:
    told = run(word_file, "--agency", "mai", "--agency-name", "เทศบาลตำบลบ้านใหม่ทดสอบ")
    page = export(told["report"], "html", tmp_path).read_text(encoding="utf-8")
    assert "ดำเนินการแล้ว เมื่อวันที่ ๒๓ มกราคม ๒๕๖๖" in page
    assert export(told["report"], "pdf", tmp_path).read_bytes().startswith(b"%PDF-")
    data = json.loads(export(told["report"], "json", tmp_path).read_text(encoding="utf-8"))
    assert data["type"] == "Document"
    with pytest.raises(CommandError, match="no report 999"):
        export(999, "html", tmp_path)


# --- the real documents -----------------------------------------------------------------------


def expected(seeds: Path, name: str) -> dict[str, Any]:
    return json.loads((seeds / f"{name}.json").read_text(encoding="utf-8"))


def measure_rows(data: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Id and cells of each row of each table of measures."""
    wanted = {row for measure in data["measures"] for row in measure["rows"]}
    for block in data["blocks"]:
        for row in block.get("rows", ()) if block["type"] == "table" else ():
            if row["id"] in wanted:
                yield row["id"], row.get("anomaly", {}).get("repaired", row)


@pytest.mark.parametrize(("name", "year", "layout", "count"), SEEDS)
def test_real_documents_arrive(seeds: Path, name: str, year: int, layout: str, count: int) -> None:
    """Every cell of every measure table stands in the right field of the right measure."""
    data = expected(seeds, name)
    told = run(seeds / f"{name}.docx", "--agency", "real", "--year", str(year),
               "--agency-name", data["agency"]["name"])  # fmt: skip

    assert (told["layout"], told["measures"]) == (layout, count)
    stored = {m.position: m for m in Measure.objects.filter(plan__agency__slug="real")}
    missing, total = [], 0
    rows = dict(measure_rows(data))
    for measure in data["measures"]:
        row_of = stored[measure["seq"]]
        progress = row_of.progress.first()
        for row in measure["rows"]:
            for column, field in COLUMN_FIELDS.items():
                text = compact(rows[row].get(column) or "")
                holder = row_of if hasattr(row_of, field) else progress
                found = compact(getattr(holder, field, ""))
                total += len(text)
                if text not in found:
                    missing.append((row, column, text))
    assert sum(len(text) for _, _, text in missing) / total < 0.005
    unplaced = compact("".join(told["unrecognised"]))
    assert [gone for gone in missing if gone[2] not in unplaced] == []


def test_real_statuses_and_dates(seeds: Path) -> None:
    """000: nine done with their dates, three in progress, as its JSON says."""
    data = expected(seeds, "000")
    run(seeds / "000.docx", "--agency", "real", "--year", "2566", "--agency-name", "ทต.ทดสอบ")
    found = [
        (p.status, p.completion_date and p.completion_date.isoformat())
        for p in Progress.objects.order_by("measure__position")
    ]
    assert found == [(m["status"], m["completion_date"]) for m in data["measures"]]
    assert [status for status, _ in found].count("done") == 9


@pytest.mark.parametrize(("name", "year", "layout", "count"), SEEDS)
def test_real_documents_go_out_again(
    seeds: Path, tmp_path: Path, name: str, year: int, layout: str, count: int
) -> None:
    """Every cell of the source's measure tables stands in the page, in order, and in the PDF.
    A row that goes over two pages is cut there, so the PDF is compared by its characters, and
    by whole cells where each row fits its page (000)."""
    data = expected(seeds, name)
    told = run(seeds / f"{name}.docx", "--agency", "real", "--year", str(year),
               "--agency-name", data["agency"]["name"])  # fmt: skip
    page = page_text(export(told["report"], "html", tmp_path))
    assert_cells_in_order(data, page)

    pdf = pdf_text(export(told["report"], "pdf", tmp_path))
    assert Counter(page) - Counter(pdf) == Counter()
    if name == "000":
        assert_cells_in_order(data, pdf)


def assert_cells_in_order(data: dict[str, Any], text: str) -> None:
    rows = dict(measure_rows(data))
    table = next(b for b in data["blocks"] if b["type"] == "table" and b["rows"][0]["id"] in rows)
    position = 0
    for measure in data["measures"]:
        for column in table["columns"]:
            cells = [compact(rows[row].get(column["key"]) or "") for row in measure["rows"]]
            # A first cell that the source repeats on its next page stands once in ours.
            for cell in dict.fromkeys(cells):
                found = text.find(cell, position)
                assert found >= 0, (measure["seq"], column["key"], cell)
                position = found + len(cell)


def page_text(path: Path) -> str:
    from lxml import html

    tree = html.fromstring(path.read_text(encoding="utf-8"))
    return compact(tree.find(".//main").text_content())


def pdf_text(path: Path) -> str:
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext (poppler-utils) is not installed")
    out = subprocess.run(
        ["pdftotext", "-raw", str(path), "-"], check=True, capture_output=True, text=True
    ).stdout
    return compact(out)
