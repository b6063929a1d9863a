"""Lines and their comparing forms: the fast way gives what the careful way gives."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ita_portal.thai import text as thai_text
from ita_portal.thai.squeezing import squeeze
from reports.checks.keys import compact, is_plain, search_key
from reports.checks.parts import squeezed

_LINES = st.text(alphabet="กำ่้ิุาํเแน๑๒12 .-–…_()Aพ.ศ\u200b\xa0\uf70aé", max_size=30)


@given(_LINES)
def test_a_plain_text_is_its_own_normal_form(text: str) -> None:
    if is_plain(text):
        assert thai_text.normalise(text) == text


@given(_LINES)
def test_the_forms_are_those_of_the_thai_foundations(text: str) -> None:
    assert compact(text) == thai_text.compact(text)
    assert search_key(text) == thai_text.search_key(text)


@given(_LINES)
def test_a_line_is_squeezed_as_by_the_foundations(text: str) -> None:
    fast, careful = squeezed(text), squeeze(text)
    assert fast.text == careful.text
    for n in range(len(fast.text)):
        if fast.text[n] != " ":
            # A cluster of marks is one piece for the careful way.
            (start, end), (first, last) = fast.source_span(n, n + 1), careful.source_span(n, n + 1)
            assert first <= start < end <= last
