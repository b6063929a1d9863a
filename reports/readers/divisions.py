"""Who is responsible: divisions, their units and officers, out of the text of one cell."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ita_portal.thai.text import compact, fold_blanks
from reports.readers.cells import begins_item

ALL_DIVISIONS = "ทุกส่วนราชการ"

# Divisions of local authorities (ita-facts §9), in the spelling that stands for all others.
KNOWN_DIVISIONS: tuple[str, ...] = (
    "สำนักปลัด", "สำนักปลัดเทศบาล", "สำนักงานปลัด", "สำนักงานปลัดเทศบาล", "กองคลัง", "กองช่าง", "กองการศึกษา",
    "กองการศึกษา ศาสนาและวัฒนธรรม", "กองสาธารณสุข", "กองสาธารณสุขและสิ่งแวดล้อม", "กองสวัสดิการสังคม",
    "กองยุทธศาสตร์และงบประมาณ", "กองวิชาการและแผนงาน", "กองแผนและงบประมาณ", "กองส่งเสริมการเกษตร",
    "กองการประปา", "กองประปา", "กองการเจ้าหน้าที่", "กองพัสดุและทรัพย์สิน", "กองช่างสุขาภิบาล",
    "กองสารสนเทศภาษีและทะเบียนทรัพย์สิน",
    "สำนักปลัดองค์การบริหารส่วนตำบล", "สำนักปลัดองค์การบริหารส่วนจังหวัด", "สำนักคลัง", "สำนักช่าง", "สำนักการศึกษา",
    "สำนักสาธารณสุข", "สำนักสาธารณสุขและสิ่งแวดล้อม", "หน่วยตรวจสอบภายใน", "กองกิจการสภา", "สำนักงานเลขานุการ",
    "กองป้องกันและบรรเทาสาธารณภัย", "กองการท่องเที่ยวและกีฬา", "กองพัฒนาชุมชน", "กองส่งเสริมคุณภาพชีวิต",
)  # fmt: skip
_BY_KEY = {compact(name): name for name in KNOWN_DIVISIONS}
_BY_LENGTH = sorted(_BY_KEY, key=len, reverse=True)

_ALL = re.compile(
    r"(?:เจ้าหน้าที่|บุคลากร|พนักงาน)?(?:ทุก|แต่ละ)(?:ๆ)?"
    r"(?:ภารกิจ(?:งาน)?|ส่วนราชการ|ส่วนงาน|กอง|สำนัก|หน่วยงาน|ฝ่าย|งาน|คน|ส่วน)(?:/(?:กอง|สำนัก|ฝ่าย|งาน))*"
)
_DIVISION = re.compile(r"^(?:สำนัก|กอง|หน่วย|ศูนย์|โรงเรียน|ส่วน(?!งาน|ที่)|แผนก)")
_UNIT = re.compile(r"^(?:งาน|ฝ่าย|กลุ่มงาน|กลุ่ม)")
_OFFICER = re.compile(
    r"^(?:นายก|รองนายก|ปลัด|รองปลัด|หัวหน้า|ผู้อำนวยการ|ผอ|ผู้ช่วย|นัก|นิติกร|เจ้าพนักงาน|เลขานุการ|คณะ|ผู้บริหาร|"
    r"เจ้าหน้าที่|พนักงาน|ครู|วิศวกร|นายช่าง|ประธาน|บุคลากร|ผู้ดูแล|นาย(?!ก)|นาง|น\.ส\.|ว่าที่|จ่า|ส\.อ\.|พ\.จ\.)"
)
_SEPARATORS = re.compile(r"[\n,;/()]|\s-\s|และ(?=สำนัก|กอง|งาน|ฝ่าย|หน่วย)|[•●▪\uf000-\uf0ff]")
_BARE = frozenset({"สำนัก", "กอง", "ฝ่าย", "งาน", "กลุ่ม", "หน่วย", "ส่วน", "ศูนย์"})
_MARKER = re.compile(r"^\s*(?:[(\[]?[0-9๐-๙]{1,2}[.)\]]|[-–•*])\s*")


@dataclass(frozen=True, slots=True)
class Responsible:
    """A division, and the unit below it when one is named; a unit without its division stands
    in ``name`` itself."""

    name: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class ResponsibleReading:
    """Everybody whom a cell names, each once, in order."""

    divisions: tuple[Responsible, ...] = ()
    officers: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the divisions, each once."""
        return tuple(dict.fromkeys(division.name for division in self.divisions))


def read_responsible(text: str) -> ResponsibleReading:
    """The divisions, units and officers of a cell. Items of a numbered list that are no
    divisions are officers; a sentence gives the divisions that it mentions."""
    officers: list[str] = []
    names: list[str] = []
    for line in text.split("\n"):
        line = _ALL.sub(f" {ALL_DIVISIONS} ", line)
        item = fold_blanks(_MARKER.sub("", line))
        is_item = begins_item(line) and not _begins_division(item)
        if ALL_DIVISIONS in item and not is_item:
            officers.extend(part for part in _before_all(item) if _OFFICER.match(part))
            names.extend(_named(line))
        elif is_item or _OFFICER.match(item):
            officers.extend(_officers(item))
            names.extend(_mentioned(item))
        else:
            names.extend(_named(line))
    return ResponsibleReading(_with_units(names), tuple(dict.fromkeys(filter(None, officers))))


def _officers(item: str) -> list[str]:
    """The officers of one item, taken apart where each part is one."""
    parts = [part.strip() for part in re.split(r"[/,]", item)]
    return parts if all(_OFFICER.match(part) for part in parts) else [item]


def _before_all(item: str) -> list[str]:
    """Who is named beside all divisions: "ผู้บริหาร และทุกส่วนราชการ"."""
    rest = item.replace(ALL_DIVISIONS, "\n")
    return [part.strip() for part in re.split(r"[\n/,]|\sและ", rest) if part.strip()]


def _begins_division(item: str) -> bool:
    return bool(_DIVISION.match(item) or _UNIT.match(item) or item.startswith(ALL_DIVISIONS))


def _named(line: str) -> list[str]:
    """The names of one line: words that begin like a division begin a name, others go on."""
    names: list[str] = []
    for part in _SEPARATORS.split(line):
        open_name = False
        for word in fold_blanks(_MARKER.sub("", part)).split(" "):
            if not word:
                continue
            if word == ALL_DIVISIONS:
                names.append(word)
                open_name = False
            elif _DIVISION.match(word) or _UNIT.match(word):
                names.extend(_split_joined(word))
                open_name = True
            elif open_name and _goes_on(names[-1], word):
                names[-1] = f"{names[-1]} {word}"
            else:
                names.extend(_mentioned(word))
                open_name = False
    return [_canonical(name) for name in names]


def _goes_on(name: str, word: str) -> bool:
    """Whether a word belongs to the name before it: the name ends openly, or both together are
    a known division. A known division is complete by itself."""
    together = compact(name + word)
    if any(known.startswith(together) for known in _BY_KEY):
        return True
    if compact(name) in _BY_KEY and not word.startswith("และ"):
        return False
    return not _OFFICER.match(word) and not word.startswith("(")


def _split_joined(word: str) -> list[str]:
    """Known divisions that were typed without a blank between them."""
    names: list[str] = []
    rest = word
    while rest:
        known = next((name for name in _BY_LENGTH if rest.startswith(name)), "")
        after = rest[len(known) :].removeprefix("ฯ")
        if known and (_DIVISION.match(after) or _UNIT.match(after)):
            names.append(known)
            rest = after
        else:
            names.append(rest)
            break
    return names


def _mentioned(sentence: str) -> list[str]:
    """The known divisions that a sentence or the title of an officer mentions."""
    key = compact(sentence)
    found: list[tuple[int, str]] = []
    for name in _BY_LENGTH:
        place = key.find(name)
        if place >= 0:
            found.append((place, _BY_KEY[name]))
            key = key[:place] + " " * len(name) + key[place + len(name) :]
    return [name for _, name in sorted(found)]


def _canonical(name: str) -> str:
    name = fold_blanks(name).strip(" .()").removesuffix("ฯ").strip()
    return _BY_KEY.get(compact(name), re.sub(r"และ\s+", "และ", name))


def _with_units(names: list[str]) -> tuple[Responsible, ...]:
    """Units go to the division beside them: the one before, or the first one after."""
    found: list[Responsible] = []
    waiting: list[str] = []
    for name in names:
        if not name or name in _BARE:
            continue
        if not _UNIT.match(name):
            found.extend(Responsible(name, unit) for unit in waiting or [""])
            waiting = []
        elif found and found[-1].name != ALL_DIVISIONS:
            last = found[-1]
            if last.unit:
                found.append(Responsible(last.name, name))
            else:
                found[-1] = Responsible(last.name, name)
        else:
            waiting.append(name)
    found.extend(Responsible(unit) for unit in waiting)
    return tuple(dict.fromkeys(found))
