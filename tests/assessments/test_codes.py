import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.codes import HIGHEST, find_codes, parse_code


def codes(text: str) -> str:
    return " ".join(str(code) for code in find_codes(text))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("O33", "O33"),
        ("o33", "O33"),
        ("O๓๓", "O33"),
        ("๐๓๓", "O33"),
        ("ข้อ 0๓๓", "O33"),
        ("OIT 33", "O33"),
        ("OIT ๓๓", "O33"),
        ("OIT33", "O33"),
        ("OIT ๐๓๓", "O33"),
        ("OIT ข้อ ๓๓", "O33"),
        ("OIT ข้อ O๓๓", "O33"),
        ("O 33", "O33"),
        ("O-33", "O33"),
        ("O.33", "O33"),
        ("O01", "O1"),
        ("\u041e33", "O33"),  # Cyrillic
        ("\u039f๓๓", "O33"),  # Greek
        ("\uff2f33", "O33"),  # full width
        ("O\u200b33", "O33"),
        ("ข้อ O๔", "O4"),
        ("๐๔ แผนพัฒนา", "O4"),
        ("e๖", "E6"),
        ("E๑๔", "E14"),
        ("\u0415 3", "E3"),
        ("I7", "I7"),
        ("i๗", "I7"),
        ("\u0406๗", "I7"),
        ("IIT I7", "I7"),
        ("(๐๓๓)", "O33"),
        ("๑. ๐๓๓ การเปิดโอกาส", "O33"),
        ("ปี ๒๕๖๕ ๐๓๓", "O33"),
        ("E-Service O17", "O17"),
        ("OIT 15 ข้อมูลเชิงสถิติการให้บริการ", "O15"),
        ("O33 ข้อมูล", "O33"),
    ],
)
def test_reads_a_code_as_people_type_it(typed: str, expected: str) -> None:
    assert codes(typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("E1-E3", "E1 E2 E3"),
        ("O1 - O9", "O1 O2 O3 O4 O5 O6 O7 O8 O9"),
        ("O๑ ถึง O๓", "O1 O2 O3"),
        ("๐๓๓-๐๓๕", "O33 O34 O35"),
        ("I4 - ๖", "I4 I5 I6"),
        ("O42-43", "O42 O43"),
        ("I4, I5 และ I6", "I4 I5 I6"),
        ("ข้อ ๐๓๓, ๐๓๘", "O33 O38"),
        ("O18,19", "O18 O19"),
        ("O42/43", "O42 O43"),
        ("O42/O43", "O42 O43"),
        ("E3 - O4", "E3 O4"),
        ("O43 - O42", "O43 O42"),
        ("O4 - 5 ครั้ง", "O4"),
        ("O33-2566", "O33"),
    ],
)
def test_reads_ranges_and_lists(typed: str, expected: str) -> None:
    assert codes(typed) == expected


@pytest.mark.parametrize(
    "text",
    [
        "๑๐๐ คะแนน",
        "๐ คะแนน",
        "๐.๕",
        "2566",
        "ปี ๒๕๖๖",
        "O 2566",
        "ITA 2565",
        "OIT 2566",
        "๐๙.๐๐ น.",
        "เวลา ๐๙ น.",
        "๐๕/๐๑/๒๕๖๖",
        "๐๕ มกราคม ๒๕๖๖",
        "ภายในวันที่ ๐๕",
        "โทร. ๐๔๕-๒๘๕๐๗๒",
        "๐๔๕ ๒๘๕ ๐๗๒",
        "๐๔๕-๐๓๓-๑๒๓",
        "033-123456",
        "ที่ มท ๐๘๐๘.๒/ว ๐๓๓",
        "๐๓๓/๒๕๖๖",
        "No Gift Policy",
        "E-Service",
        "IIT 30 ข้อ",
        "EIT 15 คำถาม",
        "OIT 43 ข้อมูล",
        "OIT 40%",
        "OIT 40 คะแนน",
        "OIT 88.41",
        "IIT 24.96",
        "Core i7",
        "MOIT33",
        "CO2",
        "https://example.go.th/o33",
        "x@o33.go.th",
        "ข้อ ๓๓",
        "O0",
        "O46",
        "E16",
        "I31",
    ],
)
def test_other_numbers_are_not_codes(text: str) -> None:
    assert codes(text) == ""


def test_keeps_what_was_typed_and_where() -> None:
    text = "ตามข้อ O๓๓ และ E1-E3"
    first, *span = find_codes(text)
    assert (first.text, text[first.start : first.end]) == ("O๓๓", "O๓๓")
    assert [code.text for code in span] == ["E1", "E1-E3", "E3"]
    assert all(text[code.start : code.end] == code.text for code in span)


def test_parse_code_takes_one_code_and_nothing_else() -> None:
    assert str(parse_code(" O๓๓ ")) == "O33"
    assert parse_code("O33 การเปิดโอกาส") is None
    assert parse_code("O33 O34") is None
    assert parse_code("๓๓") is None


@given(st.sampled_from(sorted(HIGHEST)), st.data())
def test_every_code_of_every_year_is_read_in_both_numeral_systems(
    instrument: str, data: st.DataObject
) -> None:
    number = data.draw(st.integers(1, HIGHEST[instrument]))  # type: ignore[index]
    thai = str(number).translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
    for typed in (
        f"{instrument[0]}{number}",
        f"{instrument[0].lower()}{thai}",
        f"{instrument} {thai}",
    ):
        assert codes(f"ตาม {typed} ของปี 2565") == f"{instrument[0]}{number}"


@given(st.text(alphabet="OoIiEeT๐๑๓0123 -/.,()ข้อน.", max_size=40))
def test_any_text_gives_codes_that_lie_in_it(text: str) -> None:
    for code in find_codes(text):
        assert text[code.start : code.end] == code.text
        assert 1 <= code.number <= HIGHEST[code.instrument]


@pytest.mark.parametrize("part", ["O33 ", "๐๓๓ ", "๐๓๓", "O1-", "a", "ก", "0.", "x@", "O33,34,"])
def test_a_huge_text_takes_no_more_than_its_length(part: str) -> None:
    started = time.process_time()
    find_codes(part * (200_000 // len(part)))
    assert time.process_time() - started < 5
