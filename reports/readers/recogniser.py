"""From a read document to plan, measures and progress, whatever the form and its wording.

The work is divided: ``headers``, ``columns`` and ``vocabulary`` understand headers, ``contents``
and ``tables`` what the cells say about them, ``rows`` and ``collecting`` which rows make a measure,
``reading`` what a measure says, ``parts``, ``about`` and ``memos`` everything around the tables.
Nothing is dropped: what finds no field stands in ``front``, ``back``, ``extra`` or
``unrecognised``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assessments.catalogue import Catalogue
from ita_portal.thai.fiscal import FiscalYear
from reports.document import Document, Memo, Paragraph
from reports.readers.about import prominent_lines, read_about
from reports.readers.collecting import Collector
from reports.readers.columns import PROGRESS_KEYS, TICK_KEYS
from reports.readers.joining import join_results
from reports.readers.memos import split_memo
from reports.readers.mentions import is_group_line
from reports.readers.parts import Parts, split_parts
from reports.readers.reading import MeasureReader
from reports.readers.recognised import Recognised, RecognisedMeasure
from reports.readers.tables import SourceTable, headings_seen, tables_of, understand
from reports.readers.titles import find_numerals, find_round

NO_TABLE = (
    "ไม่พบตารางในเอกสาร ระบบต้องการตารางมาตรการที่พิมพ์เป็นตารางของ Word "
    "หากตารางเป็นรูปภาพหรือจัดด้วยแท็บ กรุณาพิมพ์เป็นตารางแล้วนำเข้าใหม่"
)
NO_MEASURES = (
    "ไม่พบตารางมาตรการในเอกสาร หัวตารางที่พบ: {headings} "
    "กรุณาตรวจสอบว่าตารางมีหัวคอลัมน์ เช่น มาตรการหรือประเด็น ผู้รับผิดชอบ ขั้นตอน หรือผลการดำเนินการ"
)


class NotRecognised(Exception):
    """The document holds no measures that could be read. The message is Thai, for the user."""


def recognise(
    document: Document,
    catalogues: Sequence[Catalogue],
    *,
    fiscal_year: int | None = None,
    round: str = "",
    column_keys: Mapping[tuple[int, int], str] | None = None,
) -> Recognised:
    """What the document tells. ``catalogues``: the framework of the year whose result the
    measures answer (N-1) first, then that of the plan's own year. ``fiscal_year`` and ``round``
    hold where the document does not say. ``column_keys`` are a person's corrections,
    (table number from 1, column from 0) -> key; they hold for the same heading in the tables
    that follow as well.

    Raises ``NotRecognised`` when there is no table, or none of measures.
    """
    memo, blocks = split_memo(document.blocks)
    tables = tables_of(blocks)
    if not tables:
        raise NotRecognised(NO_TABLE)
    wanted = round or find_round(prominent_lines(blocks), fiscal_year)
    understand(tables, catalogues, wanted_round=wanted, corrections=column_keys or {})
    measured = [table for table in tables if table.of_measures]
    if not measured:
        raise NotRecognised(NO_MEASURES.format(headings=headings_seen(tables)))
    parts = split_parts(blocks, [table.index for table in measured])
    parts.add_captions(_captions(measured))
    about = read_about(document, memo, parts, measured, fiscal_year=fiscal_year, round=round)
    collector = _collect(measured, parts)
    year = fiscal_year or about.year
    reader = MeasureReader(catalogues, FiscalYear(year) if year else None)
    measures = tuple(reader.read_all(join_results(collector.drafts)))
    keys = frozenset().union(*(table.head.keys for table in measured if table.head))
    return Recognised(
        kind="progress" if keys & PROGRESS_KEYS else "measures",
        layout=_layout(keys, memo),
        title_lines=about.title_lines,
        agency_name=about.place.agency,
        district=about.place.district,
        province=about.place.province,
        fiscal_year=about.year,
        round=about.round or _round_of(measures, year),
        intro="\n".join(parts.intro),
        numerals=find_numerals(document.texts()),
        front=tuple(parts.front),
        back=(*map(Paragraph, collector.closing), *parts.back),
        tables=tuple(table.recognised() for table in tables),
        measures=measures,
        unrecognised=(*parts.unplaced, *collector.unplaced),
        warnings=(*about.warnings, *dict.fromkeys(reader.warnings)),
        memo=memo,
    )


def _round_of(measures: Sequence[RecognisedMeasure], fiscal_year: int | None) -> str:
    """The round of a report that does not name it: the first when each measure has a period and
    all end within it, else not known."""
    if not fiscal_year or any(measure.period_end is None for measure in measures):
        return ""
    first = FiscalYear(fiscal_year).rounds[0]
    ends = [measure.period_end for measure in measures if measure.period_end]
    return first.code if all(first.start <= end <= first.end for end in ends) else ""


def _captions(tables: Sequence[SourceTable]) -> list[str]:
    """The titles above the headers inside the tables, each once, without names of groups."""
    texts = [text for table in tables if table.head for text in table.head.captions]
    return [text for text in dict.fromkeys(texts) if not is_group_line(text)]


def _collect(tables: Sequence[SourceTable], parts: Parts) -> Collector:
    collector = Collector()
    for table in tables:
        for text, where in parts.headings.get(table.index, ()):
            collector.heading(text, where)
        if table.head is not None:
            table.rows = collector.table(table.number, table.grid, table.head)
    collector.finish()
    return collector


def _layout(keys: frozenset[str], memo: Memo | None) -> str:
    """The built-in layout that a report with these columns resembles most."""
    if keys & set(TICK_KEYS):
        return "progress-ticks"
    if "status" in keys:
        return "progress-text"
    if "photographs" in keys or (memo is not None and keys & {"results", "outcomes"}):
        return "memo-results"
    if keys & {"results", "outcomes"}:
        return "results"
    return "analysis-plan"
