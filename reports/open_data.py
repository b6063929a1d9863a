"""Open data of an agency and year: the measures as they stand in what it published.

The rows come from the frozen documents, so nothing can be in them that is not published.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Any

from ita_portal.spreadsheets import safe_cell
from reports.document import Document, Heading, Table, from_json
from reports.layouts.layout import FIELDS
from reports.models import Publication

# The columns before those of the document, with what they hold.
_ABOUT: dict[str, str] = {
    "agency": "ชื่อหน่วยงาน",
    "year": "ปี พ.ศ. ที่เผยแพร่",
    "item": "รหัสข้อที่เผยแพร่",
    "version": "ฉบับที่เผยแพร่",
    "published_on": "วันที่เผยแพร่ (ค.ศ. ตาม ISO 8601)",
    "number": "ลำดับของมาตรการในเอกสาร",
    "headings": "หัวข้อที่มาตรการอยู่ภายใต้ คั่นด้วย |",
}
_FIELDS = {key: label for key, label in FIELDS.items() if key not in ("number", "heading")}


def describe_fields() -> list[dict[str, str]]:
    """Every column with its name and what it holds, in the order of the file."""
    return [{"name": key, "description": text} for key, text in (_ABOUT | _FIELDS).items()]


def measure_rows(publications: Iterable[Publication]) -> Iterator[dict[str, Any]]:
    """One row for each measure of each publication; texts as published, lines by line feeds."""
    for publication in publications:
        about = {
            "agency": publication.agency.name,
            "year": publication.year,
            "item": publication.item,
            "version": publication.version,
            "published_on": publication.published_at.date().isoformat(),
        }
        document: Document = from_json(publication.document)
        for number, values in enumerate(_measures(document), 1):
            yield {**about, "number": number, **values}


def _measures(document: Document) -> list[dict[str, str]]:
    """The measures of a document. A second table of the same measures adds to their rows."""
    first: list[dict[str, str]] = []
    again: list[dict[str, str]] = []
    headings: list[str] = []
    fresh = True
    for block in document.blocks:
        if isinstance(block, Heading):
            headings = [*headings, block.text] if fresh else [block.text]
            fresh = True
        elif isinstance(block, Table) and any(column.key for column in block.columns):
            for row in block.rows:
                if row.header:
                    continue
                cells = zip(block.columns, row.cells, strict=True)
                values = {c.key: cell.text for c, cell in cells if c.key in _FIELDS}
                if row.anchor:
                    first.append({"headings": " | ".join(headings), **values})
                else:
                    again.append(values)
            fresh = False
    for measure, more in zip(first, again, strict=False):
        measure |= {key: text for key, text in more.items() if key not in measure}
    return first


def as_csv(publications: Iterable[Publication]) -> bytes:
    """The rows as CSV with a byte order mark, so that Excel reads the Thai; no cell is live."""
    out = StringIO()
    names = [field["name"] for field in describe_fields()]
    writer = csv.DictWriter(out, names, restval="", lineterminator="\r\n")
    writer.writeheader()
    for row in measure_rows(publications):
        writer.writerow({key: safe_cell(value) for key, value in row.items()})
    return out.getvalue().encode("utf-8-sig")


def as_json(publications: Iterable[Publication]) -> bytes:
    """The rows and the description of their fields as JSON."""
    data = {"fields": describe_fields(), "measures": list(measure_rows(publications))}
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


def csv_metadata() -> bytes:
    """The description of the CSV as the W3C's "CSV on the Web" has it, beside the file."""
    columns = [
        {"name": field["name"], "titles": [field["name"]], "dc:description": field["description"]}
        for field in describe_fields()
    ]
    data = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "th"}],
        "url": "data.csv",
        "dc:title": "มาตรการส่งเสริมคุณธรรมและความโปร่งใสที่เผยแพร่",
        "dialect": {"encoding": "utf-8", "header": True},
        "tableSchema": {"columns": columns},
    }
    return json.dumps(data, ensure_ascii=False, indent=1).encode()
