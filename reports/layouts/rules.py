"""How a year's assessment works, from the facts of its framework.

The official wording of the principles is not established, so none is printed: the tables say
which instruments there are, what they weigh, and from which score on which level is reached.
What the framework leaves open is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assessments.catalogue import Catalogue
from reports.document import Block, Cell, Column, Heading, Line, Paragraph, Row, Table
from reports.layouts.wording import Wording


def rule_blocks(catalogue: Catalogue, wording: Wording) -> Iterator[Block]:
    """The instruments with their indicators and weights, the pass mark, the levels."""
    if not catalogue.instruments:
        return
    yield Heading(
        wording.our(f"เครื่องมือและเกณฑ์การประเมิน ปีงบประมาณ พ.ศ. {catalogue.fiscal_year}"), level=1
    )
    rows = []
    for instrument in catalogue.instruments:
        indicators = [i for i in catalogue.indicators if i.instrument == instrument.code]
        names = "\n".join(wording.our(f"{i.number}. ") + i.name for i in indicators)
        weight = "" if instrument.weight is None else wording.our(f"{instrument.weight:.0f}")
        rows.append((f"{instrument.code}\n{instrument.name}".strip(), names, weight))
    yield _table((("เครื่องมือ", 35.0), ("ตัวชี้วัด", 50.0), ("น้ำหนัก (ร้อยละ)", 15.0)), rows)
    if catalogue.pass_mark is not None:
        yield Paragraph(wording.our(f"เกณฑ์ผ่านการประเมิน {catalogue.pass_mark} คะแนน"))
    if catalogue.levels:
        levels = [
            (level.name, wording.our(f"{level.minimum} คะแนนขึ้นไป")) for level in catalogue.levels
        ]
        yield _table((("ระดับผลการประเมิน", 50.0), ("คะแนนรวม", 50.0)), levels)


def _table(columns: Sequence[tuple[str, float]], rows: Sequence[tuple[str, ...]]) -> Table:
    header = tuple(Cell((Line(name, bold=True, align="center"),)) for name, _ in columns)
    body = (Row(tuple(Cell.of(text) for text in row)) for row in rows)
    return Table((Row(header, header=True), *body), tuple(Column(width=w) for _, w in columns))
