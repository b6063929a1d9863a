"""The memo at the beginning of a report."""

from __future__ import annotations

from dataclasses import replace

from reports.document import Block, Image, Images, Opinion, PageBreak, Signature
from reports.readers.memos import split_memo
from tests.readers.building import table, text, title

HEAD = (
    title("บันทึกข้อความ"),
    text("ส่วนราชการ  สำนักปลัด เทศบาลตำบลบ้านดี"),
    text("ที่ ลย ๕๒๐๐๑ /            วันที่ ๒๓ พฤศจิกายน ๒๕๖๖"),
    text("เรื่อง  รายงานผลการดำเนินการตามมาตรการ"),
    text("เรียน  นายกเทศมนตรีตำบลบ้านดี"),
    text("ตามที่เทศบาลได้ประกาศมาตรการ นั้น"),
    text("จึงเรียนมาเพื่อโปรดทราบ และพิจารณา"),
    text("(นายทดสอบ หนึ่ง)"),
    text("หัวหน้าสำนักปลัด"),
)
OPINIONS = (
    text("ความเห็นของปลัดเทศบาล"),
    text("....................................."),
    text("(นางทดสอบ สอง)"),
    text("ปลัดเทศบาลตำบลบ้านดี"),
    text("ความเห็นของนายกเทศมนตรีตำบลบ้านดี"),
    text("ทราบ ให้เผยแพร่"),
    text("ลงชื่อ......................"),
    text("(นายทดสอบ สาม)"),
    text("รองนายกเทศมนตรี ปฏิบัติราชการแทน"),
    text("นายกเทศมนตรีตำบลบ้านดี"),
)
REPORT = title("มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปี ๒๕๖๖")


def test_the_fields_of_a_memo() -> None:
    memo, rest = split_memo([*HEAD, *OPINIONS, REPORT])
    assert memo is not None
    assert memo.department == "สำนักปลัด เทศบาลตำบลบ้านดี"
    assert (memo.number, memo.date) == ("ลย ๕๒๐๐๑ /", "๒๓ พฤศจิกายน ๒๕๖๖")
    assert memo.subject == "รายงานผลการดำเนินการตามมาตรการ"
    assert memo.to == "นายกเทศมนตรีตำบลบ้านดี"
    assert memo.paragraphs == (
        "ตามที่เทศบาลได้ประกาศมาตรการ นั้น",
        "จึงเรียนมาเพื่อโปรดทราบ และพิจารณา",
    )
    assert memo.signature == Signature("นายทดสอบ หนึ่ง", "หัวหน้าสำนักปลัด")
    assert rest == (REPORT,)


def test_the_opinions_with_their_officials() -> None:
    memo, _ = split_memo([*HEAD, *OPINIONS, REPORT])
    assert memo is not None
    assert memo.opinions == (
        Opinion("ความเห็นของปลัดเทศบาล", "", "นางทดสอบ สอง", "ปลัดเทศบาลตำบลบ้านดี"),
        Opinion(
            "ความเห็นของนายกเทศมนตรีตำบลบ้านดี",
            "ทราบ ให้เผยแพร่",
            "นายทดสอบ สาม",
            "รองนายกเทศมนตรี",
            "ปฏิบัติราชการแทน นายกเทศมนตรีตำบลบ้านดี",
        ),
    )


def test_fields_may_be_cut_by_dots_and_stand_without_a_blank() -> None:
    dotted = (
        title("บันทึกข้อความ"),
        text("ส่วนราชการ.....กองคลัง....."),
        text("ที่.....ลย ๕๒๐๐๒/๑๕.....วันที่.....๕ เมษายน ๒๕๖๖....."),
        text("เรื่องขอรายงานผล"),
        text("เรียนนายกเทศมนตรี"),
    )
    memo, _ = split_memo([*dotted, *HEAD[5:], REPORT])
    assert memo is not None
    assert (memo.department, memo.number) == ("กองคลัง", "ลย ๕๒๐๐๒/๑๕")
    assert (memo.date, memo.subject, memo.to) == ("๕ เมษายน ๒๕๖๖", "ขอรายงานผล", "นายกเทศมนตรี")


def test_the_emblem_before_it_and_other_pictures_behind_it() -> None:
    emblem, scan = Image("garuda.png", ""), Image("scan.png", "")
    memo, rest = split_memo([Images((emblem,)), *HEAD, Images((scan,)), REPORT])
    assert memo is not None
    assert memo.emblem == emblem
    assert rest == (Images((scan,)), REPORT)


def test_a_page_break_ends_it_when_nobody_signs_behind() -> None:
    cover: tuple[Block, ...] = (PageBreak(), title("เทศบาลตำบลบ้านดี"))
    _, rest = split_memo([*HEAD, *OPINIONS, *cover])
    assert rest == cover
    memo, _ = split_memo([*HEAD, PageBreak(), *OPINIONS, REPORT])
    assert memo is not None
    assert len(memo.opinions) == 2


def test_opinions_side_by_side_in_a_table_without_lines() -> None:
    clerk = "ความเห็นของปลัดเทศบาล\n..........\n(นายสมมุติ หนึ่ง)\nปลัดเทศบาล"
    mayor = "ความเห็นของนายกเทศมนตรี\nทราบ\n(นายสมมุติ สอง)\nนายกเทศมนตรี"
    report = [title("มาตรการส่งเสริมคุณธรรม"), table(("มาตรการ", "ผู้รับผิดชอบ"), ("ก", "กองคลัง"))]
    memo, rest = split_memo([*HEAD, table((clerk, mayor)), *report])
    assert memo is not None
    assert [(o.name, o.position, o.text) for o in memo.opinions] == [
        ("นายสมมุติ หนึ่ง", "ปลัดเทศบาล", ""),
        ("นายสมมุติ สอง", "นายกเทศมนตรี", "ทราบ"),
    ]
    assert rest == tuple(report)


def test_a_report_without_a_memo_stays_as_it_is() -> None:
    blocks = (REPORT, replace(HEAD[5]))
    assert split_memo(blocks) == (None, blocks)
