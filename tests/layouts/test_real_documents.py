"""The real documents beside the project go out as Word and data with every cell, and come in
again as the same measures."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import page as page_validation
import pytest

from reports.document import from_json
from reports.importing import read_report, store_report
from reports.layouts.build import build_document
from reports.models import Report
from reports.pictures import pictures_of
from reports.writers.formats import render
from tests import factories
from tests.commands.test_import_document import SEEDS, assert_cells_in_order, expected
from tests.layouts.test_round_trips import values, word_text

YEARS = {name: year for name, year, _, _ in SEEDS}


@pytest.fixture(params=sorted(YEARS))
def real(request: pytest.FixtureRequest, seeds: Path, db: None) -> tuple[str, Report, Any]:
    """Name, stored report and first reading of a real document."""
    name = request.param
    factories.load_all_frameworks()
    content = (seeds / f"{name}.docx").read_bytes()
    reading = read_report(content, name=name, fiscal_year=YEARS[name])
    agency = factories.make_agency(expected(seeds, name)["agency"]["name"], slug="real")
    return name, store_report(agency=agency, reading=reading, name=name, actor=None), reading


def written(report: Report, format: str) -> bytes:
    document = build_document(report)
    return render(document, format, pictures=pictures_of(report, document))


def test_every_cell_in_word_and_json(real: tuple[str, Report, Any], seeds: Path) -> None:
    name, report, _ = real
    data = expected(seeds, name)
    assert_cells_in_order(data, "".join(word_text(written(report, "docx")).split()))
    document = from_json(json.loads(written(report, "json")))
    assert_cells_in_order(data, "".join("".join(document.texts()).split()))


def test_word_out_and_in_again(real: tuple[str, Report, Any]) -> None:
    name, report, first = real
    again = read_report(written(report, "docx"), name="again.docx", fiscal_year=YEARS[name])
    assert again.recognised.layout == first.recognised.layout
    differing = {
        (measure.position, field.name)
        for measure, other in zip(first.recognised.measures, again.recognised.measures, strict=True)
        for field in fields(measure)
        if field.name in values(measure)
        and getattr(measure, field.name) != getattr(other, field.name)
    }
    assert differing == set()


def test_pdf_conforms(real: tuple[str, Report, Any]) -> None:
    _, report, _ = real
    found = page_validation.validate_pdf_bytes(written(report, "pdf"))
    assert [f"{failure.rule_id}: {failure.message}" for failure in found.failures] == []
