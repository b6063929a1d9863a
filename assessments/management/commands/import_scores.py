"""``import_scores``: a workbook with indicator and question scores into an assessment."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser
from django.db import transaction

from agencies.models import Agency, AgencyKind
from assessments.analysis import oit_from_items, scored_indicators, weakest_indicators
from assessments.importing import ImportedScores, ScoresRefused, import_scores
from assessments.models import Framework
from assessments.selectors import read_assessments
from ita_portal.archives import UnreadableDocument
from ita_portal.commands import PortalCommand
from ita_portal.thai.numerals import to_arabic

FIRST_BUDDHIST = 2400  # a year before it is one of the common era


class Command(PortalCommand):
    help = "Read an Excel workbook of scores and store it as the agency's result of the year"

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", type=Path)
        parser.add_argument("--agency", default="", metavar="SLUG",
                            help="may be left out while the portal has one agency")  # fmt: skip
        parser.add_argument("--year", required=True, help="fiscal year (Buddhist era)")
        parser.add_argument("--agency-name", default="", metavar="NAME",
                            help="make the agency when there is none with this slug")  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            content = path.read_bytes()
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}") from error
        framework = _framework(options["year"])
        try:
            with transaction.atomic():
                imported = import_scores(
                    agency=_agency(options["agency"], options["agency_name"]),
                    framework=framework,
                    content=content,
                    name=path.name,
                    actor=None,
                )
        except (UnreadableDocument, ScoresRefused) as reason:
            raise CommandError(" ".join(str(reason).split())) from reason
        told = outcome(imported)
        self.tell(told, _sentence(told), as_json=options["json"])


def _framework(text: str) -> Framework:
    digits = to_arabic(text)
    if not (digits.isascii() and digits.isdigit() and len(digits) == 4):
        raise CommandError(f"--year takes a Buddhist-era year such as 2565, not {text!r}")
    if int(digits) < FIRST_BUDDHIST:
        raise CommandError(f"--year takes a Buddhist-era year: {int(digits) + 543}, not {digits}")
    framework = Framework.objects.current(int(digits))
    if framework is None:
        raise CommandError(f"there is no framework for the year {digits}; load it first (init)")
    return framework


def _agency(slug: str, name: str) -> Agency:
    """The agency of this slug, the only one there is, or a new one."""
    if not slug:
        found = list(Agency.objects.all()[:2])
        if len(found) != 1:
            raise CommandError("say which agency is meant: --agency SLUG")
        return found[0]
    if agency := Agency.objects.filter(slug=slug).first():
        return agency
    if not name:
        raise CommandError(f"there is no agency {slug!r}; name it with --agency-name to make it")
    agency = Agency(slug=slug, name=name, kind=AgencyKind.of_name(name))
    try:
        agency.full_clean()
    except ValidationError as error:
        raise CommandError(f"--agency {slug}: {' '.join(error.messages)}") from error
    agency.save()
    return agency


def outcome(imported: ImportedScores) -> dict[str, Any]:
    """The data of ``--json``; scores as numbers with two decimals."""
    reading = read_assessments([imported.assessment])[0]
    result, catalogue = reading.result, reading.catalogue
    return {
        "assessment": reading.assessment.pk,
        "total": _number(result.total.value),
        "rating": result.rating.name if result.rating else None,
        "instruments": {code: _number(each.value) for code, each in result.instruments.items()},
        "indicators": [
            {"number": row.entry.number, "score": _number(row.score), "passed": row.passed}
            for row in scored_indicators(catalogue, result)
        ],
        "weakest": [row.entry.number for row in weakest_indicators(catalogue, result)],
        "from_items": [
            {"number": row.indicator, "score": _number(row.computed), "assumed_full": row.assumed}
            for row in oit_from_items(catalogue, reading.sheet.scores)
        ],
        "missing": list(result.missing),
        "warnings": list(imported.warnings),
    }


def _number(score: Decimal | None) -> float | None:
    return None if score is None else float(score)


def _sentence(told: dict[str, Any]) -> str:
    instruments = ", ".join(f"{code} {score}" for code, score in told["instruments"].items())
    lines = [
        f"Assessment {told['assessment']}: total {told['total']}, rating {told['rating']} "
        f"({instruments}); weakest indicators {', '.join(map(str, told['weakest']))}."
    ]
    return "\n".join([*lines, *told["missing"], *told["warnings"]])
