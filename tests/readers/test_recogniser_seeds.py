"""The real reports of three municipalities, against the careful reading beside each file."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ita_portal.thai.text import compact
from reports.document import Document
from reports.readers.docx import read_docx
from reports.readers.recognised import Recognised, RecognisedMeasure
from reports.readers.recogniser import recognise
from tests.readers.building import catalogue
from tests.readers.completeness import lost_share, missing_texts

YEARS = {"000": 2566, "001": 2568, "003": 2566}
FIELDS = {
    "measure": "title",
    "issue": "issue",
    "responsible": "responsible_text",
    "steps": "steps",
    "monitoring_deadline": "monitoring",
    "period": "period_text",
    "result": "results",
    "outcome": "outcomes",
    "progress": "status_text",
}


def load(seeds: Path, name: str) -> tuple[dict[str, Any], Document, Recognised]:
    expected = json.loads((seeds / f"{name}.json").read_text("utf-8"))
    source = read_docx((seeds / f"{name}.docx").read_bytes()).document
    year = YEARS[name]
    frameworks = [catalogue(year - 1), catalogue(year)]
    return expected, source, recognise(source, frameworks, fiscal_year=year)


def measure_of(result: Recognised, source_row: str) -> RecognisedMeasure:
    return next(one for one in result.measures if source_row in one.source_rows)


@pytest.mark.parametrize(
    ("name", "layout", "count"),
    [("000", "progress-text", 12), ("001", "results", 7), ("003", "analysis-plan", 12)],
)
def test_every_cell_arrives_in_its_field(seeds: Path, name: str, layout: str, count: int) -> None:
    expected, _, result = load(seeds, name)
    assert (result.layout, len(result.measures)) == (layout, count)
    assert [list(m.source_rows) for m in result.measures] == [
        m["rows"] for m in expected["measures"]
    ]
    cells = 0
    for block in expected["blocks"]:
        for row in block.get("rows", []):
            if not any(row["id"] in m["rows"] for m in expected["measures"]):
                continue
            read = measure_of(result, row["id"])
            told = row | row.get("anomaly", {}).get("repaired", {})
            for key, field in FIELDS.items():
                if compact(told.get(key) or ""):
                    assert compact(told[key]) in compact(getattr(read, field)), (row["id"], key)
                    cells += 1
    assert cells >= 4 * count


@pytest.mark.parametrize("name", YEARS)
def test_joined_lists_are_as_they_were_before_the_page_breaks(seeds: Path, name: str) -> None:
    expected, _, result = load(seeds, name)
    for told, read in zip(expected["measures"], result.measures, strict=True):
        for key in ("steps", "monitoring"):
            lines = [compact(f"{item['marker'] or ''}{item['text']}") for item in told[key]]
            assert compact(getattr(read, key)) == "".join(lines)
            if len(read.source_rows) > 1:
                assert [compact(line) for line in getattr(read, key).splitlines()] == lines


@pytest.mark.parametrize("name", YEARS)
def test_links_divisions_and_status(seeds: Path, name: str) -> None:
    expected, _, result = load(seeds, name)
    for told, read in zip(expected["measures"], result.measures, strict=True):
        assert read.instrument == (told["instrument"] or "")
        canonical = (told["indicator"] or {}).get("canonical") or {}
        assert read.indicators == ((canonical["number"],) if canonical else ())
        code = (told["question"] or {}).get("code")
        named = (*read.questions, *read.items)
        assert code is None or code in named
        assert read.divisions == tuple(dict.fromkeys(d["name"] for d in told["divisions"]))
        assert read.status == told["status"]
        day = told["completion_date"]
        assert read.completion_date == (date.fromisoformat(day) if day else None)
        if told.get("period_start"):
            assert read.period_start == date.fromisoformat(told["period_start"])
            assert read.period_end == date.fromisoformat(told["period_end"])
        due = [item["iso"] for item in told["timing"] if item["kind"] == "deadline"]
        assert [d.date.isoformat() for d in read.deadlines if d.date and not d.recurring] == due


def test_000_has_nine_done_and_three_in_progress(seeds: Path) -> None:
    _, _, result = load(seeds, "000")
    statuses = [one.status for one in result.measures]
    assert (statuses.count("done"), statuses.count("in_progress")) == (9, 3)
    assert all(one.completion_date for one in result.measures if one.status == "done")
    assert (result.round, result.kind, result.numerals) == ("6m", "progress", "thai")


@pytest.mark.parametrize("name", YEARS)
def test_what_the_document_says_of_itself(seeds: Path, name: str) -> None:
    expected, _, result = load(seeds, name)
    agency = expected["agency"]
    assert (result.agency_name, result.district, result.province) == (
        agency["name"], agency["district"], agency["province"],
    )  # fmt: skip
    assert list(result.title_lines) == expected["title_lines"]
    assert result.fiscal_year == YEARS[name]
    assert compact(result.intro) == compact(expected["intro"] or "")


@pytest.mark.parametrize("name", YEARS)
def test_nothing_is_lost(seeds: Path, name: str) -> None:
    _, source, result = load(seeds, name)
    assert missing_texts(source, result) == []
    assert lost_share(source, result) < 0.005
