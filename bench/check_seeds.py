"""The check against the defects of real reports, found by reading them line by line.

    .venv/bin/python bench/check_seeds.py [--extra] [FOLDER]

FOLDER (default ../shared) holds ``domain/checks.md`` with the tables of defects and ``seeds``
with the documents. Prints for each rule how many defects are listed, found and missed, and how
many findings are errors or warnings that no table lists; ``--extra`` shows those one by one.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# What the documents' own titles say; the layouts are described in domain/layouts.md.
YEARS = {"000": (2566, "6m"), "001": (2568, "12m"), "002": (2566, "12m"), "003": (2566, ""),
         "004": (2566, "6m")}  # fmt: skip
_PLACE = re.compile(r"(?<![a-z0-9])(?:t[0-9]+(?:r[0-9]+)?|b[0-9]+)")
_WORDS = ("title", "all", "measures")


@dataclass(frozen=True)
class Defect:
    """A row of a table of defects."""

    document: str
    rule: str
    where: str
    text: str
    kind: str

    def is_at(self, where: str) -> bool:
        """Whether a finding's place is one of those that the row names."""
        wanted = _places(self.where)
        if not wanted:
            return True
        found = set(_PLACE.findall(where))
        tables = {place.partition("r")[0] for place in found if place[0] == "t"}
        named = {word for word in _WORDS if re.search(rf"\b{word}\b", where)}
        return bool(wanted & (found | tables | named))


def _places(where: str) -> set[str]:
    places = set()
    for first, last in re.findall(r"([bt][0-9]+(?:r[0-9]+)?)-([bt]?[0-9]+(?:r[0-9]+)?)", where):
        places |= set(_range(first, last))
    return places | set(_PLACE.findall(where)) | {w for w in _WORDS if w in where}


def _range(first: str, last: str) -> Iterator[str]:
    head, low = re.match(r"(.*?)([0-9]+)$", first).groups()  # type: ignore[union-attr]
    high = re.search(r"([0-9]+)$", last)[1]  # type: ignore[index]
    for n in range(int(low), int(high) + 1):
        yield f"{head}{n}" if head[0] == "t" else f"{head}{n:02}"


def read_defects(text: str) -> list[Defect]:
    """The rows of all tables of defects."""
    found, document = [], ""
    for line in text.splitlines():
        if heading := re.match(r"### ([0-9]{3}) ", line):
            document = heading[1]
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if document and len(cells) == 6 and re.fullmatch("[A-G][0-9]{1,2}", cells[0]):
            found.append(Defect(document, cells[0], cells[1], cells[2], cells[5]))
    return found


def check(path: Path, year: int, round: str):  # type: ignore[no-untyped-def]
    """The findings on one Word file."""
    from reports.checks.run import run_checks
    from reports.checks.sources import subject_of_file

    subject = subject_of_file(
        path.read_bytes(), name=path.name, fiscal_year=year, round=round, catalogues=catalogues
    )
    return run_checks(subject)


def catalogues(year: int | None):  # type: ignore[no-untyped-def]
    """The frameworks of a year and the one before from their files: no database is needed."""
    from assessments.catalogue import Catalogue

    files = (
        [ROOT / "fixtures" / "frameworks" / f"{y}.json" for y in (year - 1, year)] if year else []
    )
    return [
        Catalogue.from_data(json.loads(f.read_text(encoding="utf-8"))) for f in files if f.exists()
    ]


@dataclass
class Outcome:
    """What was found of the listed defects of one or more documents."""

    found: list[Defect]
    missed: list[Defect]
    extra: list[tuple[str, object]]  # document, finding (errors and warnings only)
    findings: int

    def recall(self, kind: str = "author") -> float:
        """The share of the listed defects of a kind that was found at its place."""
        found = sum(defect.kind == kind for defect in self.found)
        return found / max(1, found + sum(defect.kind == kind for defect in self.missed))


def evaluate(folder: Path) -> Outcome:
    """All documents of the folder against their tables."""
    defects = read_defects((folder / "domain" / "checks.md").read_text(encoding="utf-8"))
    outcome = Outcome([], [], [], 0)
    for document in sorted({defect.document for defect in defects}):
        findings = check(folder / "seeds" / f"{document}.docx", *YEARS[document])
        outcome.findings += len(findings)
        listed = [defect for defect in defects if defect.document == document]
        for defect in listed:
            hits = [f for f in findings if f.rule == defect.rule and defect.is_at(f.where)]
            (outcome.found if hits else outcome.missed).append(defect)
        for finding in findings:
            known = any(d.rule == finding.rule and d.is_at(finding.where) for d in listed)
            if not known and finding.severity != "info":
                outcome.extra.append((document, finding))
    return outcome


def main(arguments: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ita_portal.settings")
    sys.path.insert(0, str(ROOT))
    import django

    django.setup()
    folders = [argument for argument in arguments if not argument.startswith("-")]
    outcome = evaluate(Path(folders[0]) if folders else ROOT.parent / "shared")
    from reports.checks.registry import RULES

    print(f"{'rule':5} {'listed':>6} {'found':>6} {'missed':>6} {'extra':>6}")
    for rule in RULES:
        counts = [
            sum(d.rule == rule for d in outcome.found + outcome.missed),
            sum(d.rule == rule for d in outcome.found),
            sum(d.rule == rule for d in outcome.missed),
            sum(f.rule == rule for _, f in outcome.extra),
        ]
        if any(counts):
            print(f"{rule:5} " + " ".join(f"{n:6}" for n in counts))
    for kind in ("author", "ocr", "layout"):
        print(f"{kind}: {outcome.recall(kind):.1%} found")
    print(f"{outcome.findings} findings, {len(outcome.extra)} errors or warnings not listed")
    for defect in outcome.missed:
        print("missed:", defect.document, defect.kind, defect.rule, defect.where, defect.text)
    if "--extra" in arguments:
        for document, finding in outcome.extra:
            print(
                "extra:",
                document,
                finding.rule,
                finding.severity,
                finding.where,
                finding.text,
                "->",
                finding.message,
            )


if __name__ == "__main__":
    main(sys.argv[1:])
