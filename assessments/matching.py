"""Finding a named thing by a text that people typed, copied or pasted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from ita_portal.thai.text import search_key, similarity

T = TypeVar("T")

# From here on two texts count as one wording with slips. Titles that differ in one word
# ("แผน…", "รายงานผล…") stay well below; a letter wrong in a short name stays above.
ALIKE = 0.92
# The best must be this much better than the next one, or nothing is found.
MARGIN = 0.02
# So much of a long text, from its beginning, stands for the whole.
ENOUGH = 25

# On search keys: what documents write before a name ("ตัวชี้วัดที่ ๓ การใช้อำนาจ") ...
_LEAD = re.compile(
    r"^(?:[(\[]?[ieo]it[)\]]?[:-]?)?(?:(?:ตัวชี้วัดย่อย|ตัวชี้วัด|ประเด็น|ด้าน)(?:ที่)?"
    r"|(?:ข้อ|หัวข้อ|ลำดับ)(?:ที่)?(?=[0-9ieo]))?(?:[ieo]?[0-9]{1,2}(?:\.[0-9]{1,2})*)?[).:\-–]*"
)
# ... and after it ("… (IIT)", "… ได้คะแนน 86.43 คะแนน").
_TAIL = re.compile(
    r"(?:[(\[][ieo]it[)\]]|[(\[]?(?:ได้)?(?:คะแนน|ร้อยละ)?[:=]?[0-9]{1,3}\.[0-9]{1,2}(?:คะแนน)?[)\]]?)$"
)
_REMARK = re.compile(r"\([^()]*\)$")


class NameIndex(Generic[T]):
    """Values by their names. Blanks, letter case, numerals, numbering before and scores after
    a name do not matter; slips in spelling do not either as long as one name is clearly meant."""

    def __init__(self, named: Iterable[tuple[T, Iterable[str]]]) -> None:
        self._names: list[tuple[str, T]] = [
            (key, value) for value, names in named for key in dict.fromkeys(_keys(names))
        ]

    def find(self, text: str) -> T | None:
        """The value that ``text`` names, or None when there is none or it is not clear which."""
        typed = search_key(text)
        shorter = _TAIL.sub("", _LEAD.sub("", typed))
        for key in dict.fromkeys((typed, shorter)):
            if found := self._only(value for name, value in self._names if name == key):
                return found
        if len(shorter) >= ENOUGH:
            longer = (value for name, value in self._names if name.startswith(shorter))
            if found := self._only(longer):
                return found
        return self._most_alike(shorter)

    def _only(self, values: Iterable[T]) -> T | None:
        """The value when there is one and no other."""
        found = list(values)
        return found[0] if found and all(value == found[0] for value in found) else None

    def _most_alike(self, key: str) -> T | None:
        rated = sorted(
            (
                (similarity(key, name), value)
                for name, value in self._names
                if _comparable(key, name)
            ),
            key=lambda pair: -pair[0],
        )
        if not rated or rated[0][0] < ALIKE:
            return None
        best, found = rated[0]
        rivals = (rating for rating, value in rated if value != found)
        return found if best - next(rivals, 0.0) >= MARGIN else None


def _keys(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        if key := search_key(name):
            yield key
            yield _REMARK.sub("", key) or key


def _comparable(a: str, b: str) -> bool:
    """Whether two texts can be alike at all: the shorter must fill ``ALIKE`` of both."""
    shorter, longer = sorted((len(a), len(b)))
    return longer > 0 and 2 * shorter / (shorter + longer) >= ALIKE
