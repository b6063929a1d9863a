"""The comparing forms of texts: the same as in ``ita_portal.thai.text``, each text reduced once,
and texts that are plain already without the careful way. Rules ask for them a thousand times."""

from __future__ import annotations

import re
from functools import lru_cache

from ita_portal.thai import text as thai_text
from ita_portal.thai.numerals import to_arabic

_VOWELS, _SIGNS = "\u0e31\u0e34-\u0e3a\u0e47", "\u0e48-\u0e4e"
# Anything that normalising could change: marks twice or out of order, sara am in two signs, a
# doubled เ, glyph variants, signs without width, blanks of other kinds, other scripts.
_NOT_PLAIN = re.compile(
    f"[{_SIGNS}][{_VOWELS}{_SIGNS}]|[{_VOWELS}]{{2}}|[าำ][{_VOWELS}{_SIGNS}]|\u0e4d|เเ"
    "|[^\n\\x20-\\x7e\u0e01-\u0e3a\u0e3f-\u0e5b‘’“”…–—•▪☐□●]"
)


def is_plain(text: str) -> bool:
    """Whether ``normalise`` surely leaves the text as it is."""
    return not _NOT_PLAIN.search(text)


@lru_cache(maxsize=32768)
def compact(text: str) -> str:
    """See ``ita_portal.thai.text.compact``."""
    joined = "".join(text.split())
    return joined if is_plain(text) and is_plain(joined) else thai_text.compact(text)


@lru_cache(maxsize=32768)
def search_key(text: str) -> str:
    """See ``ita_portal.thai.text.search_key``."""
    key = compact(text)
    return to_arabic(key).casefold() if is_plain(key) else thai_text.search_key(text)


@lru_cache(maxsize=32768)
def similarity(a: str, b: str) -> float:
    """See ``ita_portal.thai.text.similarity``."""
    if search_key(a) == search_key(b):
        return 1.0
    return thai_text.similarity(a, b)
