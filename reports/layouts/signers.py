"""Who signs: the blocks at the end of a report, and the memo that goes before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from agencies.models import Official
from reports.document import Image, Memo, Opinion, Signature, from_json
from reports.layouts.wording import Wording
from reports.models import MemoEmblem, Report

CLOSING = "จึงเรียนมาเพื่อโปรดทราบ และพิจารณา"


def signatures_of(report: Report, signers: Sequence[str]) -> Iterator[Signature]:
    """The blocks that the layout asks for. Names come from the agency's officials; where none
    has the position, the line is left to be filled in by hand."""
    if not signers:
        return
    officials = list(Official.objects.filter(agency=report.agency))
    for signer in signers:
        position = position_of(report, signer)
        named = next((o for o in officials if o.job_title == position), None)
        named = named or next((o for o in officials if o.acting_for == position), None)
        if named is None:
            yield Signature("", position)
        else:
            yield Signature(named.name, named.job_title, named.acting_for)


def position_of(report: Report, signer: str) -> str:
    """The position by the kind of agency: ``head``, ``clerk`` or ``preparer``."""
    match signer:
        case "head":
            return report.agency.head_position
        case "clerk":
            return report.agency.clerk_position
        case _:
            return "ผู้จัดทำรายงาน"


def memo_of(report: Report, wording: Wording, *, required: bool = False) -> Memo | None:
    """The report's memo, with the emblem that the agency uploaded and the opinion with which
    the report was approved. Without one, an empty form where the layout requires a memo."""
    memo: Memo | None = from_json(report.memo) if report.memo else None
    if memo is None:
        return blank_memo(report) if required and not report.keeps_source_tables() else None
    if memo.emblem is None and (emblem := emblem_of(report)):
        memo = replace(memo, emblem=emblem)
    return replace(memo, opinions=_with_opinion(memo.opinions, report))


def blank_memo(report: Report) -> Memo:
    """The form to begin with: what is known of the report, the rest to be written."""
    agency = report.agency
    return Memo(
        department=agency.name,
        number="",
        date="",
        subject=" ".join(report.title_lines.split()),
        to=agency.head_position,
        paragraphs=(CLOSING,),
        signature=Signature("", ""),
        opinions=(
            Opinion(f"ความเห็นของ{agency.clerk_position}", "", "", agency.clerk_position),
            Opinion(f"ความเห็นของ{agency.head_position}", "", "", agency.head_position),
        ),
        emblem=emblem_of(report),
    )


def emblem_of(report: Report) -> Image | None:
    """The Garuda, if the agency has uploaded one."""
    row = MemoEmblem.objects.filter(agency=report.agency).only("name").first()
    return Image(row.name, "ตราครุฑ") if row else None


def _with_opinion(opinions: tuple[Opinion, ...], report: Report) -> tuple[Opinion, ...]:
    """The opinions, the last one with the approver's words where its place is still empty."""
    if not report.opinion or not opinions or opinions[-1].text:
        return opinions
    last = opinions[-1]
    name = last.name or str(report.approved_by or "")
    return (*opinions[:-1], replace(last, text=report.opinion, name=name))
