"""``import_document``: a municipality's own Word report into plan, measures and progress."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser

from agencies.models import Agency, AgencyKind
from ita_portal.commands import PortalCommand
from ita_portal.thai.numerals import to_arabic
from reports.approval import NotPossible
from reports.document import to_json
from reports.importing import Reading, YearUnknown, read_report, store_report
from reports.readers.docx import UnreadableDocument
from reports.readers.recognised import Recognised, RecognisedMeasure
from reports.readers.recogniser import NotRecognised


class Command(PortalCommand):
    help = "Read a Word report and store what it says: plan, measures, progress and report"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", type=Path)
        parser.add_argument("--agency", required=True, metavar="SLUG")
        parser.add_argument(
            "--year", help="fiscal year (Buddhist era); read from the title if absent"
        )
        parser.add_argument("--round", default="", choices=["6m", "12m"])
        parser.add_argument("--agency-name", default="", metavar="NAME",
                            help="make the agency when there is none with this slug")  # fmt: skip
        parser.add_argument("--dry-run", action="store_true", help="read and tell, store nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            content = path.read_bytes()
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        try:
            reading = read_report(
                content,
                name=path.name,
                fiscal_year=_year(options["year"]),
                round=options["round"],
            )
            agency = _agency(options["agency"], options["agency_name"], reading.recognised)
            report_id = None
            if not options["dry_run"]:
                agency.save()
                report = store_report(agency=agency, reading=reading, name=path.name, actor=None)
                report_id = report.pk
        except (UnreadableDocument, NotRecognised, YearUnknown, NotPossible) as reason:
            raise CommandError(" ".join(str(reason).split())) from reason
        self.tell(
            outcome(report_id, reading), _sentence(report_id, reading), as_json=options["json"]
        )


def _year(text: str | None) -> int | None:
    if text is None:
        return None
    digits = to_arabic(text)
    if not (digits.isascii() and digits.isdigit() and 2550 <= int(digits) <= 2650):
        raise CommandError(f"--year takes a Buddhist-era year such as 2566, not {text!r}")
    return int(digits)


def _agency(slug: str, name: str, found: Recognised) -> Agency:
    """The agency of this slug, or a new one that is not saved yet."""
    if agency := Agency.objects.filter(slug=slug).first():
        return agency
    if not name:
        raise CommandError(f"there is no agency {slug!r}; name it with --agency-name to make it")
    agency = Agency(
        slug=slug,
        name=name,
        kind=AgencyKind.of_name(name),
        district=found.district,
        province=found.province,
    )
    try:
        agency.full_clean()
    except ValidationError as error:
        raise CommandError(f"--agency {slug}: {' '.join(error.messages)}") from error
    return agency


def outcome(report_id: int | None, reading: Reading) -> dict[str, Any]:
    """The data of ``--json``."""
    found = reading.recognised
    return {
        "report": report_id,
        "layout": found.layout,
        "kind": found.kind,
        "fiscal_year": reading.fiscal_year,
        "round": reading.round,
        "title_lines": list(found.title_lines),
        "agency_name": found.agency_name,
        "district": found.district,
        "province": found.province,
        "intro": found.intro,
        "memo": to_json(found.memo),
        "measures": len(found.measures),
        "measures_detail": [_detail(measure) for measure in found.measures],
        "unrecognised": [gone.text for gone in found.unrecognised],
        "unrecognised_detail": [
            {"where": gone.where, "text": gone.text, "reason": gone.reason}
            for gone in found.unrecognised
        ],
        "warnings": [*reading.notes, *found.warnings],
    }


def _detail(measure: RecognisedMeasure) -> dict[str, Any]:
    detail = {name: getattr(measure, name) for name in RecognisedMeasure.__slots__}
    detail["deadlines"] = [
        {"text": d.text, "date": d.date, "precision": d.precision,
         "year_inferred": d.year_inferred, "recurring": d.recurring}
        for d in measure.deadlines
    ]  # fmt: skip
    detail["images"] = [image.name for image in measure.images]
    return detail


def _sentence(report_id: int | None, reading: Reading) -> str:
    found = reading.recognised
    stored = f"stored as report {report_id}" if report_id else "nothing stored (dry run)"
    lines = [
        f"{len(found.measures)} measures of fiscal year {reading.fiscal_year} "
        f"{reading.round} in layout {found.layout}, {stored}."
    ]
    lines += [
        f"not placed: {gone.where}: {gone.text} ({gone.reason})" for gone in found.unrecognised
    ]
    lines += [*reading.notes, *found.warnings]
    return "\n".join(lines)
