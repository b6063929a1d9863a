"""Will the reports be out in time: what each still lacks, in sentences."""

from __future__ import annotations

from dataclasses import dataclass

from ita_portal.templatetags.thai import thai_date
from measures.models import MeasurePlan
from reports.approval import missing_to_submit
from reports.models import Report, ReportKind, ReportState
from reports.previewing import AT_ONCE
from reports.publishing import address_of
from reports.selectors import reports_of


@dataclass(frozen=True, slots=True)
class Readiness:
    """One of the two things to publish. ``code`` is its item of the year, or empty where that is
    not established; ``report`` is None as long as nobody has begun it."""

    code: str
    name: str
    report: Report | None
    is_out: bool
    sentences: tuple[str, ...]


def readiness(plan: MeasurePlan, round: str, measures: int) -> list[Readiness]:
    """The measures of the year and the report of the round; ``measures`` is how many the plan
    has. Six queries at most, besides those of the check."""
    reports = {(row.kind, row.round): row for row in reports_of(plan.agency).filter(plan=plan)}
    return [
        _of(plan, kind, kind_round, reports.get((kind, kind_round)), measures)
        for kind, kind_round in ((ReportKind.MEASURES, ""), (ReportKind.PROGRESS, round))
    ]


def _of(
    plan: MeasurePlan, kind: ReportKind, round: str, report: Report | None, measures: int
) -> Readiness:
    stands = report or Report(agency=plan.agency, plan=plan, kind=kind, round=round)
    item = address_of(stands)[1].partition("-")[0]
    code = item.upper() if item.startswith("o") else ""  # "measures", "progress": not established
    name = f"{kind.label} {stands.round_name}".strip()
    if report is None:
        return Readiness(code, name, None, False, ("ยังไม่ได้จัดทำรายงาน",))
    is_out = report.state == ReportState.PUBLISHED
    return Readiness(code, name, report, is_out, tuple(_sentences(report, measures)))


def _sentences(report: Report, measures: int) -> list[str]:
    match report.state:
        case ReportState.SUBMITTED:
            return [f"เสนอเมื่อ {thai_date(report.submitted_at)} รอผู้บริหารอนุมัติ"]
        case ReportState.APPROVED:
            return [f"อนุมัติเมื่อ {thai_date(report.approved_at)} รอผู้ประสานงานเผยแพร่"]
        case ReportState.PUBLISHED:
            return ["เผยแพร่แล้ว"]
    if measures > AT_ONCE:
        missing = missing_to_submit(report, check=False)
        return missing or ["รอผู้ประสานงานตรวจและเสนอผู้บริหาร เปิดรายงานเพื่อดูผลตรวจ"]
    return missing_to_submit(report) or ["เนื้อหาครบแล้ว รอผู้ประสานงานเสนอผู้บริหาร"]
