"""Nothing is dropped silently, whatever the table looks like."""

from __future__ import annotations

from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ita_portal.thai.text import search_key
from reports.document import Block, Cell, Document, PageBreak, Paragraph, Row, Table
from reports.readers.recogniser import NotRecognised, recognise
from tests.readers.building import catalogue, cell, document, heading, table, text, title
from tests.readers.completeness import all_strings, missing_texts

IDENTITIES = ["มาตรการ/กิจกรรม", "ประเด็นที่ต้องปรับปรุง", "ตัวชี้วัด"]
COLUMNS = [
    "ขั้นตอนหรือวิธีการ", "การกำกับติดตาม", "ระยะเวลา", "การดำเนินการ", "ผลการดำเนินงาน", "ผลลัพธ์",
    "หมายเหตุ", "งบประมาณ", "เรื่องที่ไม่มีใครรู้จัก", "ผลการดำเนินการ รอบ 6 เดือน", "ดำเนินการแล้ว",
    "ผลการดำเนินการ รอบ 12 เดือน", "ยังไม่ดำเนินการ", "ลำดับ", "ภาพถ่าย", "มาตรการ", "",
]  # fmt: skip
SHAPES = [
    "", "{}", "๑. {}", "๑. {}\n๒. {}", "๓. {}", "- {}\n- {}", "กองคลัง {}", "กองคลัง\n๑. {}",
    "ดำเนินการแล้ว เมื่อวันที่ ๕ มกราคม ๒๕๖๖ {}", "อยู่ระหว่างดำเนินการ {}", "ตัวชี้วัดที่ ๙ {}", "E๓ {}",
    "ผู้รับผิดชอบ {}", "{} (ต่อ)", "ภายในเดือนมกราคม {}", "มาตรการที่ ๑ {}",
]  # fmt: skip


class Tokens:
    """Words that occur nowhere else, so that each can be looked for."""

    def __init__(self) -> None:
        self._numbers = count(100)
        self.given: list[str] = []

    def fill(self, shape: str) -> str:
        while "{}" in shape:
            token = f"กขค{next(self._numbers)}งจฉ"
            self.given.append(token)
            shape = shape.replace("{}", token, 1)
        return shape


@st.composite
def documents(draw: st.DrawFn) -> tuple[Document, list[str]]:
    """A report with tables of measures: merged cells, pages with and without a header, rows
    over all columns, paragraphs between."""
    tokens = Tokens()
    heads = [draw(st.sampled_from(IDENTITIES)), "ผู้รับผิดชอบ"]
    heads += draw(st.lists(st.sampled_from(COLUMNS), min_size=1, max_size=5, unique=True))
    blocks: list[Block] = [title(f"รายงานผล ประจำปีงบประมาณ พ.ศ. ๒๕๖๖ {tokens.fill('{}')}")]
    for number in range(draw(st.integers(1, 3))):
        if draw(st.booleans()):
            shape = draw(st.sampled_from(["{}", "ตัวชี้วัดที่ ๙ {}", "มาตรการส่งเสริมคุณธรรม {}"]))
            line = tokens.fill(shape)
            blocks.append(draw(st.sampled_from([heading, text, title]))(line))
        headed = number == 0 or draw(st.booleans())
        blocks += [draw(tables(heads, headed, tokens)), PageBreak()]
    blocks.append(text(tokens.fill("{}")))
    return document(*blocks), tokens.given


@st.composite
def tables(draw: st.DrawFn, heads: list[str], headed: bool, tokens: Tokens) -> Table:
    width = len(heads)
    rows = [Row(tuple(cell(head) for head in heads), header=draw(st.booleans()))] if headed else []
    covered = [0] * width
    height = draw(st.integers(1, 5))
    for y in range(height):
        if not any(covered) and draw(st.integers(0, 5)) == 0:
            shape = draw(st.sampled_from(["{}", "ตัวชี้วัดที่ ๗ {}"]))
            rows.append(Row((cell(tokens.fill(shape), across=width),)))
            continue
        if headed and not any(covered) and draw(st.integers(0, 7)) == 0:
            rows.append(rows[0])
        cells: list[Cell] = []
        for x in range(width):
            if covered[x]:
                covered[x] -= 1
                continue
            down = draw(st.integers(1, 3)) if draw(st.integers(0, 6)) == 0 else 1
            down = min(down, height - y)
            covered[x] = down - 1
            cells.append(cell(tokens.fill(draw(st.sampled_from(SHAPES))), down=down))
        rows.append(Row(tuple(cells)))
    return Table(tuple(rows))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents())
def test_every_word_of_any_table_arrives(generated: tuple[Document, list[str]]) -> None:
    source, tokens = generated
    try:
        result = recognise(source, [catalogue(2565), catalogue(2566)], fiscal_year=2566)
    except NotRecognised:
        return
    told = search_key("\n".join(all_strings(result)))
    assert [token for token in tokens if search_key(token) not in told] == []
    for one in result.measures:
        assert one.title or one.issue


@pytest.mark.parametrize("year", [2565, 2568])
def test_the_helper_notices_what_is_missing(year: int) -> None:
    source = document(
        title("รายงานผลการดำเนินการ"),
        table(("มาตรการ", "ผู้รับผิดชอบ", "ผลลัพธ์"), ("จัดทำคู่มือ", "กองคลัง", "ประชาชนพึงพอใจ")),
        Paragraph("-๓-", role="page_number"),
    )
    result = recognise(source, [catalogue(year)])
    assert missing_texts(source, result) == []
    longer = Document((*source.blocks, text("ข้อความอื่นที่หายไป")))
    assert missing_texts(longer, result) == [search_key("ข้อความอื่นที่หายไป")]
