"""Publishing: from an approved report to a frozen snapshot at an address that stays."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from agencies.models import User
from assessments.disclosures import record_own_address
from assessments.models import Framework
from ita_portal.thai.dates import format_date
from ita_portal.thai.numerals import to_thai
from reports.approval import NotPossible, mark_published
from reports.checks.gate import open_errors
from reports.document import Document, to_json
from reports.layouts.build import build_document
from reports.models import Publication, PublicationFile, Report, ReportKind, ReportState
from reports.pictures import freeze_pictures, pictures_of
from reports.writers.formats import CONTENT_TYPES, render
from reports.writers.html import PageContext


def address_of(report: Report) -> tuple[int, str]:
    """The year and item under which a report is published, as in ``(2566, "o43")``.

    The item is the code of that year's framework where the code is established; where it is
    not, a neutral name (``measures``, ``progress``): a code is never guessed into an address
    that must not change. The round that the item does not ask for is told apart by its name.
    """
    year = report.plan.fiscal_year
    if report.kind == ReportKind.MEASURES:
        framework = Framework.objects.current(year)
        code = framework.measures_item if framework else ""
        return year, code.lower() or "measures"
    covers = Framework.ReportCovers
    for publication_year, usual_round, meant in (
        (year, "6m", covers.SAME_YEAR),
        (year + 1, "12m", covers.PREVIOUS_YEAR),
    ):
        framework = Framework.objects.current(publication_year)
        if framework and framework.report_item and framework.report_covers == meant:
            suffix = "" if report.round == usual_round else f"-{report.round}"
            return publication_year, framework.report_item.lower() + suffix
    return year, f"progress-{report.round}"


def publish_report(*, report: Report, actor: User | None, note: str = "") -> Publication:
    """Freeze the report as it stands and put it at its address.

    Raises ``NotPossible`` unless it is approved. A second publication at the same address is a
    correction: it gets the next version, and ``note`` should say what changed.
    """
    if report.state != ReportState.APPROVED:
        raise NotPossible("เผยแพร่ได้เฉพาะรายงานที่ผู้บริหารอนุมัติแล้ว")
    if errors := open_errors(report):
        raise NotPossible(f"ผลตรวจก่อนเผยแพร่ยังมีข้อที่ต้องแก้ไขหรือยืนยัน {len(errors)} ข้อ")
    document = build_document(report)
    year, item = address_of(report)
    with transaction.atomic():
        mark_published(report=report, actor=actor)
        publication = Publication.objects.create(
            agency=report.agency,
            report=report,
            year=year,
            item=item,
            version=_next_version(report, year, item),
            title=document.title[:500],
            document=to_json(document),
            note=note,
            published_at=timezone.now(),
            published_by=actor,
            published_by_name=str(actor) if actor else "ระบบ",
        )
        _freeze_files(publication, document)
        record_own_address(
            agency=report.agency,
            fiscal_year=year,
            code=item,
            url=f"{settings.SITE_URL}{publication.path}",
            actor=actor,
        )
    return publication


def _next_version(report: Report, year: int, item: str) -> int:
    published = Publication.objects.filter(agency=report.agency, year=year, item=item)
    return (published.aggregate(last=Max("version"))["last"] or 0) + 1


def _freeze_files(publication: Publication, document: Document) -> None:
    """Every format, rendered once. Two publications at the same moment meet in the unique
    address: the second fails as a whole."""
    context = page_context(publication)
    pictures = pictures_of(publication.report, document)
    freeze_pictures(publication, pictures)
    for format in CONTENT_TYPES:
        content = render(document, format, pictures=pictures, context=context)
        PublicationFile.objects.create(
            agency=publication.agency,
            publication=publication,
            format=format,
            content=content,
            sha256=hashlib.sha256(content).hexdigest(),
        )


def page_context(publication: Publication) -> PageContext:
    """What the published page says around its document; links hold for any host and folder."""
    day = timezone.localdate(publication.published_at)
    published = to_thai(f"เผยแพร่เมื่อ {format_date(day)} ฉบับที่ {publication.version}")
    return PageContext(
        root="../../../",
        agency_link="../../index.html",
        pdf_link=f"../{publication.item}.pdf",
        docx_link=f"../{publication.item}.docx",
        json_link=f"../{publication.item}.json",
        address=f"{settings.SITE_URL}{publication.path}",
        date=day.isoformat(),
        published=published,
        note=publication.note,
        shows_memo=publication.report.memo_on_web,
    )
