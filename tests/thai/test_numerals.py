import pytest
from hypothesis import given
from hypothesis import strategies as st

from ita_portal.thai.numerals import in_numerals, numeral_system, to_arabic, to_thai


def test_only_digits_are_changed() -> None:
    assert to_thai("ข้อ O33 พ.ศ. 2566") == "ข้อ O๓๓ พ.ศ. ๒๕๖๖"
    assert to_arabic("ข้อ O๓๓ พ.ศ. 256๖") == "ข้อ O33 พ.ศ. 2566"
    assert to_arabic("٣ ³ ①") == "٣ ³ ①"


@pytest.mark.parametrize(
    ("text", "system"),
    [("๒๕๖๖", "thai"), ("2566", "arabic"), ("256๖", "mixed"), ("ปี", "none"), ("٣", "none")],
)  # fmt: skip
def test_numeral_system(text: str, system: str) -> None:
    assert numeral_system(text) == system


@given(st.text())
def test_there_and_back(text: str) -> None:
    assert to_arabic(to_thai(text)) == to_arabic(text)
    assert to_thai(to_arabic(text)) == to_thai(text)
    assert len(to_thai(text)) == len(text)
    assert numeral_system(to_thai(text)) in ("thai", "none")
    assert numeral_system(to_arabic(text)) in ("arabic", "none")


def test_in_numerals_names_the_system() -> None:
    assert in_numerals("1๒3", "thai") == "๑๒๓"
    assert in_numerals("1๒3", "arabic") == "123"
