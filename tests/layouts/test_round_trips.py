"""A municipality's own document comes back, in each form and each format, with the same words."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections import Counter
from collections.abc import Sequence
from dataclasses import fields
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import page as page_validation
import pytest
from docx.oxml.ns import qn
from lxml import html

from agencies.models import Agency
from ita_portal.thai.text import compact
from reports.document import Document, Memo, from_json
from reports.importing import read_report, store_report
from reports.layouts.build import build_document
from reports.models import Report
from reports.pictures import pictures_of
from reports.readers.docx import read_docx
from reports.readers.recognised import RecognisedMeasure
from reports.writers.formats import render
from tests import factories
from tests.layouts.sources import AGENCY, Source, sources
from tests.writers.pdf_tools import extract, needs_poppler

SOURCES = sources()
LAYOUTS = list(SOURCES)


@pytest.fixture(params=LAYOUTS)
def source(request: pytest.FixtureRequest) -> Source:
    return SOURCES[request.param]


@pytest.fixture
def report(db: None, source: Source) -> Report:
    """The file, imported into an agency of its own."""
    factories.load_all_frameworks()
    agency = factories.make_agency(AGENCY)
    reading = read_report(source.content, name="source.docx", fiscal_year=source.year)
    assert (reading.recognised.layout, len(reading.recognised.measures)) == (
        source.layout,
        source.measures,
    )
    return store_report(agency=agency, reading=reading, name="source.docx", actor=None)


def written(report: Report, format: str) -> bytes:
    document = build_document(report)
    return render(document, format, pictures=pictures_of(report, document))


def page_text(content: bytes) -> str:
    return str(html.fromstring(content.decode()).find(".//main").text_content())


def word_text(content: bytes) -> str:
    """Every paragraph in the order of the file, those of cells included."""
    body = docx.Document(BytesIO(content)).element.body
    return "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p")))


def assert_in_order(cells: Sequence[str], text: str) -> None:
    text, position = compact(text), 0
    for cell in cells:
        found = text.find(compact(cell), position)
        assert found >= 0, f"{cell!r} is not behind {text[max(0, position - 60) : position]!r}"
        position = found + len(compact(cell))


def test_every_cell_comes_back_on_the_page(report: Report, source: Source) -> None:
    assert_in_order(source.cells, page_text(written(report, "html")))


def test_every_cell_comes_back_in_word(report: Report, source: Source) -> None:
    assert_in_order(source.cells, word_text(written(report, "docx")))


def test_every_cell_comes_back_in_json(report: Report, source: Source) -> None:
    document = from_json(json.loads(written(report, "json")))
    assert_in_order(source.cells, "\n".join(document.texts()))


@needs_poppler
def test_every_cell_comes_back_in_the_pdf(report: Report, source: Source) -> None:
    """In order, too, where no row is cut by a page: these are short."""
    assert_in_order(source.cells, extract(written(report, "pdf")))


@needs_poppler
def test_pdf_page_and_word_say_the_same(report: Report) -> None:
    page = compact(page_text(written(report, "html")))
    # Left of the PDF: the numbers of its pages, and headers that come again on each.
    pdf = Counter(compact(extract(written(report, "pdf"))))
    assert Counter(page) - pdf == Counter()
    assert compact(word_text(written(report, "docx"))).replace("*", "") == page


def test_pdf_conforms_to_pdf_ua_1(report: Report) -> None:
    found = page_validation.validate_pdf_bytes(written(report, "pdf"))
    assert found.rules.total >= 100
    assert [f"{failure.rule_id}: {failure.message}" for failure in found.failures] == []


# What a second reading may tell otherwise: where the rows stood in the file.
_PLACES = {"position", "source_rows", "images", "warnings"}


def values(measure: RecognisedMeasure) -> dict[str, Any]:
    return {f.name: getattr(measure, f.name) for f in fields(measure) if f.name not in _PLACES}


def test_word_out_and_in_again_gives_equal_data(report: Report, source: Source) -> None:
    first = read_report(source.content, name="source.docx", fiscal_year=source.year)
    again = read_report(written(report, "docx"), name="again.docx", fiscal_year=source.year)
    assert again.recognised.layout == first.recognised.layout
    assert (again.fiscal_year, again.round) == (first.fiscal_year, first.round)
    assert [values(m) for m in again.recognised.measures] == [
        values(m) for m in first.recognised.measures
    ]
    assert [len(m.images) for m in again.recognised.measures] == [
        len(m.images) for m in first.recognised.measures
    ]
    assert again.recognised.intro == first.recognised.intro
    assert again.document.orientation == build_document(report).orientation


def test_word_out_of_a_second_import_is_the_same(report: Report, source: Source) -> None:
    """What is stored of the second file makes the same document as the first."""
    other: Agency = factories.make_agency(AGENCY, slug="again")
    reading = read_report(written(report, "docx"), name="again.docx", fiscal_year=source.year)
    second = store_report(agency=other, reading=reading, name="again.docx", actor=None)
    tables = [[[cell.text for cell in row.cells] for row in table.rows]
              for table in build_document(report).tables()]  # fmt: skip
    assert [[[cell.text for cell in row.cells] for row in table.rows]
            for table in build_document(second).tables()] == tables  # fmt: skip


def test_memo_comes_back(report: Report, source: Source) -> None:
    memos = [block for block in build_document(report).blocks if isinstance(block, Memo)]
    if source.layout != "memo-results":
        assert memos == []
        return
    (memo,) = memos
    assert (memo.number, memo.date) == ("ตย ๗๑๒๐๑/๔๕", "๒๓ พฤศจิกายน ๒๕๖๖")
    assert [opinion.text for opinion in memo.opinions] == ["เห็นควรเผยแพร่", "อนุมัติ"]
    again = read_report(written(report, "docx"), name="again.docx", fiscal_year=source.year)
    assert again.recognised.memo == memo


def test_photographs_stand_in_their_cells(report: Report, source: Source) -> None:
    shown = [
        [len(cell.images) for row in table.rows for cell in row.cells if cell.images]
        for table in build_document(report).tables()
    ]
    assert shown == ([[], [2, 1]] if source.layout == "memo-results" else [[]] * len(shown))
    word = read_docx(written(report, "docx"), name="x.docx")
    assert len(word.images) == (3 if source.layout == "memo-results" else 0)


def test_header_of_two_levels(report: Report, source: Source) -> None:
    tables = build_document(report).tables()
    heads = [[row for row in table.rows if row.header] for table in tables]
    if source.layout == "progress-ticks":
        upper, lower = heads[0]
        assert [cell.colspan for cell in upper.cells] == [1, 1, 1, 1, 1, 3, 1]
        assert [cell.text for cell in lower.cells] == [
            "ยังไม่ดำเนินการ", "อยู่ระหว่างดำเนินการ", "ดำเนินการแล้ว"]  # fmt: skip
    else:
        assert {len(rows) for rows in heads} == {1}


def test_word_has_what_thai_needs_on_every_run(report: Report) -> None:
    body = docx.Document(BytesIO(written(report, "docx"))).element.body
    runs = [run for run in body.iter(qn("w:r")) if run.find(qn("w:t")) is not None]
    assert runs
    for run in runs:
        properties = run.find(qn("w:rPr"))
        assert properties.find(qn("w:rFonts")).get(qn("w:cs")) == "TH SarabunPSK"
        size = properties.find(qn("w:sz")).get(qn("w:val"))
        assert properties.find(qn("w:szCs")).get(qn("w:val")) == size
        assert properties.find(qn("w:lang")).get(qn("w:bidi")) == "th-TH"
    for table in body.iter(qn("w:tbl")):
        header = table.find(f"{qn('w:tr')}/{qn('w:trPr')}/{qn('w:tblHeader')}")
        assert header is not None


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_word_opens_in_libreoffice_with_the_same_text(report: Report, tmp_path: Path) -> None:
    content = written(report, "docx")
    path = tmp_path / "report.docx"
    path.write_bytes(content)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8",
               "--outdir", str(tmp_path), str(path)]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    text = (tmp_path / "report.txt").read_text(encoding="utf-8-sig")
    assert Counter(compact(text)) == Counter(compact(word_text(content)))


def test_the_document_survives_as_data(report: Report) -> None:
    document: Document = build_document(report)
    assert from_json(json.loads(written(report, "json"))) == document
