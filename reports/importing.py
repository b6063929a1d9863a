"""From a municipality's own Word file to plan, measures, progress and report: all or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils import timezone

from agencies.events import differences, log_event
from agencies.models import Agency, User
from assessments.catalogue import Catalogue, load_catalogue
from measures.models import Measure, MeasurePlan, Progress
from reports.approval import NotPossible
from reports.document import Document, to_json
from reports.importing_analysis import store_analysis
from reports.layouts.of_source import tables_of_source
from reports.layouts.outline import with_headers
from reports.linking import Linker
from reports.matching import match_measures
from reports.models import Report, ReportKind, ReportPicture, ReportState
from reports.photographs import keep_photographs
from reports.pictures import NotAPictureError, clean_picture, rename_images
from reports.readers.docx import read_docx
from reports.readers.recognised import COLUMN_KEYS, Recognised, RecognisedMeasure
from reports.readers.recogniser import recognise


@dataclass(frozen=True, slots=True)
class Reading:
    """A Word file as read and recognised, before anything is stored."""

    document: Document
    recognised: Recognised
    fiscal_year: int
    round: str
    notes: tuple[str, ...]  # what the reader says of the file itself
    pictures: Mapping[str, bytes]  # by their name in the document


def read_report(
    content: bytes,
    *,
    name: str,
    fiscal_year: int | None = None,
    round: str = "",
    column_keys: Mapping[tuple[int, int], str] | None = None,
) -> Reading:
    """Read a Word file and recognise what it reports. Stores nothing.

    ``fiscal_year`` and ``round`` overrule what the file says of itself. Raises
    ``UnreadableDocument`` or ``NotRecognised``, both with a Thai message that says what to do.
    """
    read = read_docx(content, name=name)
    catalogues = _catalogues(fiscal_year)
    found = recognise(
        read.document, catalogues, fiscal_year=fiscal_year, round=round, column_keys=column_keys
    )
    if fiscal_year is None and found.fiscal_year is not None:
        # The year was read from the title; now the codes can be looked up in its framework.
        fiscal_year = found.fiscal_year
        found = recognise(
            read.document,
            _catalogues(fiscal_year),
            fiscal_year=fiscal_year,
            round=round,
            column_keys=column_keys,
        )
    if fiscal_year is None:
        raise YearUnknown("ไม่พบปีงบประมาณในเอกสาร กรุณาระบุปีงบประมาณก่อนนำเข้า")
    chosen = round or found.round or "12m"
    return Reading(
        document=read.document,
        recognised=found,
        fiscal_year=fiscal_year,
        round=chosen if found.kind == "progress" else "",
        notes=read.warnings,
        pictures=read.images,
    )


class YearUnknown(Exception):
    """Neither the file nor the user says which fiscal year it is; the message is Thai."""


def _catalogues(fiscal_year: int | None) -> list[Catalogue]:
    """Measures answer the result of the year before, so its codes are looked up first."""
    years = [fiscal_year - 1, fiscal_year] if fiscal_year else []
    return [catalogue for year in years if (catalogue := load_catalogue(year))]


def store_report(*, agency: Agency, reading: Reading, name: str, actor: User | None) -> Report:
    """Make or complete the plan, its measures, their progress and the report, in one transaction.

    Measures that the plan has already are found again by what they say; what the file says of
    them is filled in, and whatever it replaces stands in the history. Raises ``NotPossible``
    while the report is with the executive.
    """
    found = reading.recognised
    with transaction.atomic():
        plan, _ = MeasurePlan.objects.get_or_create(
            agency=agency, fiscal_year=reading.fiscal_year, defaults={"intro": found.intro}
        )
        names, pictures = _keepable(reading.pictures)
        report = _report(plan, reading, name, actor, names, pictures)
        store_analysis(agency=agency, plan=plan, blocks=found.front, source=name, actor=actor)
        linker = Linker(agency, reading.fiscal_year)
        for source, measure in match_measures(plan, found.measures):
            if found.kind != "progress":
                source = _note_beside(source)
            stored = _store_measure(plan, source, measure, linker, actor)
            if found.kind == "progress":
                _store_progress(stored, source, reading.round, actor)
                shown = [replace(image, name=names[image.name])
                         for image in source.images if image.name in names]  # fmt: skip
                kept = ((image, pictures[image.name]) for image in shown)
                keep_photographs(stored, reading.round, kept, actor)
    return report


def _report(
    plan: MeasurePlan,
    reading: Reading,
    name: str,
    actor: User | None,
    names: Mapping[str, str],
    pictures: Mapping[str, bytes],
) -> Report:
    found = reading.recognised
    kind = ReportKind.PROGRESS if found.kind == "progress" else ReportKind.MEASURES
    report = Report.objects.filter(plan=plan, kind=kind, round=reading.round).first()
    if report is None:
        report = Report(agency=plan.agency, plan=plan, kind=kind, round=reading.round)
    elif report.state != ReportState.DRAFT:
        raise NotPossible(
            f"รายงานของรอบนี้มีสถานะ “{report.get_state_display()}” จึงนำเข้าทับไม่ได้ "
            "กรุณาเปิดรายงานแล้วเลือก “แก้ไขเพื่อเผยแพร่ฉบับใหม่” ก่อน"
        )
    report.layout = found.layout
    report.numerals = Report.Numerals.AS_TYPED
    report.title_lines = "\n".join(found.title_lines)
    report.intro = found.intro
    tables, back = tables_of_source(reading.document, found)
    report.tables = tables
    report.front = to_json(rename_images(with_headers(found.front), names))
    report.back = to_json(rename_images(with_headers(back), names))
    report.memo = to_json(rename_images(found.memo, names)) if found.memo else None
    report.source = to_json(rename_images(reading.document, names))
    report.source_name = name[:255]
    report.unplaced = [
        {"where": gone.where, "text": gone.text, "reason": gone.reason}
        for gone in found.unrecognised
    ]
    report.save()
    for picture, content in pictures.items():
        ReportPicture.objects.get_or_create(
            report=report, name=picture, defaults={"agency": plan.agency, "content": content}
        )
    log_event(
        agency=plan.agency,
        actor=actor,
        verb="imported",
        thing=report,
        changes={"source_name": (None, name), "measures": (None, len(found.measures))},
    )
    return report


def _keepable(found: Mapping[str, bytes]) -> tuple[dict[str, str], dict[str, bytes]]:
    """The pictures that can be kept: ``{name in the file: our name}`` and ``{our name: bytes}``."""
    names, pictures = {}, {}
    for old, content in found.items():
        with suppress(NotAPictureError):
            name, data = clean_picture(content)
            names[old] = name
            pictures[name] = data
    return names, pictures


# Where a recognised text is kept in the measure; empty texts of the file replace nothing.
_TEXT_FIELDS = (
    "title", "issue", "instrument", "responsible_text", "steps", "monitoring", "period_text",
)  # fmt: skip


def _store_measure(
    plan: MeasurePlan,
    source: RecognisedMeasure,
    measure: Measure | None,
    linker: Linker,
    actor: User | None,
) -> Measure:
    values = {field: getattr(source, field) for field in _TEXT_FIELDS if getattr(source, field)}
    values |= linker.plain_values(source)
    verb = "changed"
    if measure is None:
        verb = "created"
        measure = Measure(agency=plan.agency, plan=plan, position=_next_position(plan))
    before = {field: getattr(measure, field) for field in values}
    changes = differences(before, values)
    if changes:
        for field, value in values.items():
            setattr(measure, field, value)
        measure.version += 0 if measure.pk is None else 1
        measure.save()
        log_event(agency=plan.agency, actor=actor, verb=verb, thing=measure, changes=changes)
    linker.link(measure, source)
    return measure


def _note_beside(source: RecognisedMeasure) -> RecognisedMeasure:
    """A plan's remark is no progress: it is kept with the texts of other columns."""
    note = ((COLUMN_KEYS["note"], source.note),) if source.note else ()
    return replace(source, extra=source.extra + note)


def _next_position(plan: MeasurePlan) -> int:
    last = Measure.objects.filter(plan=plan).order_by("-position").first()
    return last.position + 1 if last else 1


def _store_progress(
    measure: Measure, source: RecognisedMeasure, round: str, actor: User | None
) -> None:
    values = {
        "status": source.status or "",
        "completion_date": source.completion_date if source.status == "done" else None,
        "note": source.note,
        "status_text": source.status_text,
        "results": source.results,
        "outcomes": source.outcomes,
    }
    progress = Progress.objects.filter(measure=measure, round=round).first()
    if progress is None:
        progress = Progress(agency=measure.agency, measure=measure, round=round, version=0)
    changes = differences({field: getattr(progress, field) for field in values}, values)
    if progress.pk and not changes:
        return
    for field, value in values.items():
        setattr(progress, field, value)
    progress.version += 1
    progress.updated_at = timezone.now()
    progress.updated_by = actor
    progress.save()
    log_event(agency=measure.agency, actor=actor, verb="imported", thing=progress, changes=changes)
