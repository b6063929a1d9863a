"""G: the words themselves: spelling, digits, blanks, repetitions, other agencies' names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ita_portal.thai.numerals import ARABIC_DIGITS, THAI_DIGITS, to_arabic
from ita_portal.thai.text import NIKHAHIT, SARA_AA, SARA_AM
from reports.checks.finding import Hit, Place, Severity
from reports.checks.keys import compact, search_key
from reports.checks.letters import impossible_letters
from reports.checks.lexicon import boundaries, dictionary, frequency, tokens, words_around
from reports.checks.names import AGENCY_KINDS
from reports.checks.naming import codes_in
from reports.checks.near import apart, near_misses
from reports.checks.parts import Passage
from reports.checks.registry import rule
from reports.checks.spelling import misspelt_words
from reports.checks.subject import Subject
from reports.checks.vocabulary import (
    fixed_names,
    foreign_also_right,
    foreign_terms,
    nouns_after_actor,
    out_of_place,
    people_after,
)

_TONES = "\u0e48-\u0e4b"
_MIXED = re.compile(r"[0-9๐-๙](?:[0-9๐-๙]|[.,](?=[0-9๐-๙]))*")
_NUMBER = re.compile(r"(?<![A-Za-z./-])(?:[0-9][0-9.,]*[0-9]|[0-9]|[๐-๙][๐-๙.,]*[๐-๙]|[๐-๙])")
_DECOMPOSED = re.compile(f"[ก-ฮ]?[{_TONES}]?{NIKHAHIT}[{_TONES}]?{SARA_AA}")
_BROKEN_SYLLABLE = re.compile(
    "(?P<before>[ก-ฮ][\u0e48-\u0e4b]?)(?P<gap>[ \u00a0]+)"
    "(?P<after>[ะาำ\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])"
)
_ALONE = re.compile("(?<=[ก-๎]) (?P<sign>[ก-ฮ]) (?=[ก-๎])")
_LEADING_VOWEL = re.compile("(?P<before>[เแโใไ])(?P<gap>[ \u00a0]+)(?P<after>[ก-ฮ])")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_STRAY_HYPHEN = re.compile(r"(?<=[ก-๎])-\s?(?=[ก-ฮเแโใไ])|(?<=[0-9๐-๙])-(?=\s+[ก-ฮเ-ไ])")
_STRAY_START = re.compile(r"^\s*(?:(?:[0-9๐-๙]{1,2}[.)]|[-–•])\s*)?(?:\)|/\s)\s*(?=[ก-๎])")
_SPANS = re.compile(
    r"(?:มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม|"
    r"จันทร์|อังคาร|พุธ|พฤหัสบดี|ศุกร์|เสาร์|อาทิตย์|เดือน|อีเมล|ไป|รับ|ซื้อ|ถาม)$"
)
_REPEATED = re.compile(r"(?P<once>[ก-๎]{3,40}?)\s?(?P=once)")
# What ends one phrase and begins the next: "หน่วยตรวจสอบภายใน ภายในเดือน", "จัดทำรายงาน รายงานต่อ".
_PHRASES_MEET = frozenset({"ภายใน", "ภายนอก", "รายงาน"})
_JOINING = frozenset({"และ", "หรือ", "กับ", "ต่อ", "ตาม", "โดย", "จาก"})
_SHORT_REPEATS = frozenset(
    {"ที่", "การ", "งาน", "คน", "ของ", "ให้", "ได้", "ใน", "ต่าง", "ทุก", "เรื่อง", "ว่า", "ไป", "มา"}
)


@rule("G2", Severity.ERROR, "ตัวเลขหนึ่งจำนวนต้องใช้เลขไทยหรือเลขอารบิกอย่างเดียว")
def mixed_digits(subject: Subject) -> Iterator[Hit]:
    """Numbers with both systems in them."""
    for line in subject.passages:
        for found in _MIXED.finditer(line.text):
            signs = set(found[0])
            if signs & set(THAI_DIGITS) and signs & set(ARABIC_DIGITS):
                right = subject.digits_like(to_arabic(found[0]))
                yield line.hit("เลขไทยและเลขอารบิกปนกันในจำนวนเดียว", *found.span(), repair=right)


@rule("G3", Severity.INFO, "ควรใช้ตัวเลขระบบเดียวทั้งเอกสาร")
def both_systems(subject: Subject) -> Iterator[Hit]:
    """Numbers of both systems in one document; told once, at a score if there is one."""
    found: dict[bool, list[tuple[Passage, re.Match[str]]]] = {True: [], False: []}
    for line in subject.body():
        codes = [(code.start, code.end) for code in codes_in(line.text)]
        for match in _NUMBER.finditer(line.text):
            if not any(start <= match.start() < end for start, end in codes):
                found[match[0][0] in THAI_DIGITS].append((line, match))
    thai, arabic = found[True], found[False]
    fewer = min(thai, arabic, key=len)
    if len(fewer) < 3 or len(fewer) < 0.05 * (len(thai) + len(arabic)):
        return
    scores = (pair for pair in fewer if re.fullmatch(r"[0-9๐-๙]{2}\.[0-9๐-๙]{2}", pair[1][0]))
    line, match = next(scores, fewer[0])
    place = Place(line.place.block, f"all, {line.place.label}", line.place.measure,
                  line.place.key, line.place.spot)  # fmt: skip
    message = f"ทั้งเอกสารมีเลขไทย {len(thai)} จำนวน และเลขอารบิก {len(arabic)} จำนวน"
    yield Hit(place, match[0], message, match.start())


@rule("G4", Severity.ERROR, "สระอำต้องเป็นอักษรเดียว ไม่ใช่นิคหิตกับสระอา")
def decomposed_sara_am(subject: Subject) -> Iterator[Hit]:
    """Sara am in two characters: it looks right and cannot be found."""
    for line in subject.passages:
        for found in _DECOMPOSED.finditer(line.text):
            tone = "".join(re.findall(f"[{_TONES}]", found[0]))
            first = found[0][0] if "ก" <= found[0][0] <= "ฮ" else ""
            yield line.hit("สระอำพิมพ์เป็นสองอักษร ค้นหาไม่พบ", *found.span(),
                           repair=f"{first}{tone}{SARA_AM}")  # fmt: skip


@rule("G5", Severity.ERROR, "ต้องไม่มีช่องว่างกลางพยางค์ และสระต้องครบ")
def broken_syllables(subject: Subject) -> Iterator[Hit]:
    """Blanks before a vowel or tone, consonants alone, sara am that lost its upper part."""
    for line in subject.texts():
        yield from apart(_broken_in(line))


def _broken_in(line: Passage) -> Iterator[Hit]:
    if line.text:
        for found in _BROKEN_SYLLABLE.finditer(line.text):
            lost_am = found["after"] == SARA_AA and len(found["before"]) == 1
            vowel = SARA_AM if lost_am and _meant_sara_am(line.text, found) else found["after"]
            start, end = _word_around(line.text, *found.span())
            word = line.text[start:end].replace(found[0], found["before"] + vowel)
            yield line.hit("มีช่องว่างกลางพยางค์", start, end, repair=word)
        for found in _LEADING_VOWEL.finditer(line.text):
            yield line.hit("มีช่องว่างหลังสระหน้า", *found.span(),
                           repair=found["before"] + found["after"])  # fmt: skip
        for found in _ALONE.finditer(line.text):
            if found["sign"] not in "ณธ":
                yield line.hit("พยัญชนะอยู่ตัวเดียวระหว่างช่องว่าง", found.start("sign") - 1, found.end())
        yield from _lost_sara_am(line)


def _meant_sara_am(text: str, found: re.Match[str]) -> bool:
    """Whether ำ makes a word where า does not: PDF copies lose the upper part of it."""
    rest = re.match("[ก-๎]*", text[found.end() :])
    tail = rest[0] if rest else ""
    stem = found["before"]
    return (
        any(f"{stem}{SARA_AM}{tail[:n]}" in dictionary() for n in range(min(len(tail), 8), -1, -1))
        and f"{stem}{SARA_AA}{tail}" not in dictionary()
    )


def _word_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Widened to a few letters on the right, so that the word can be seen."""
    rest = re.match("[ก-๎]{0,6}", text[end:])
    stop = end + (rest.end() if rest else 0)
    for token in tokens(text[end:]):
        if token.text.strip():
            stop = end + token.end
        break
    return start, stop


def _lost_sara_am(line: Passage) -> Iterator[Hit]:
    """ "จัดทา" for จัดทำ: the form with า is no word and the one with ำ is a frequent one."""
    text = line.squeezed.text
    if SARA_AA not in text:
        return
    words = tokens(text)
    may_lack = [SARA_AA in word.text for word in words]
    parts = (
        words[n : n + count] for n in range(len(words)) for count in (2, 3)
        if any(may_lack[n : n + count])
    )  # fmt: skip
    for part in parts:
        pair = "".join(word.text for word in part)
        if not 4 <= len(pair) <= 14 or pair in dictionary():
            continue
        if len(part) > 2 and all(_is_long_word(word.text) for word in part):
            continue
        first, second = part[0], part[-1]
        for n, sign in enumerate(pair):
            if sign != SARA_AA:
                continue
            meant = pair[:n] + SARA_AM + pair[n + 1 :]
            if meant in dictionary() and frequency(meant) >= 1000:
                yield line.hit_squeezed(f"น่าจะเป็น “{meant}” (สระอำหาย)", first.start, second.end,
                                        repair=meant)  # fmt: skip
                break


def _is_long_word(text: str) -> bool:
    return len(text) > 2 and text in dictionary()


@rule("G6", Severity.WARNING, "ไม่ควรมีอักขระพิเศษที่เครื่องอื่นแสดงไม่ได้")
def private_signs(subject: Subject) -> Iterator[Hit]:
    """Signs of symbol fonts, once for each cell or paragraph."""
    told: set[Place] = set()
    for line in subject.texts():
        spot = line.place.spot
        cell = Place(line.place.block, line.place.label, line.place.measure)
        if cell in told or spot is None:
            continue
        if found := _PRIVATE.search(line.text):
            told.add(cell)
            yield line.hit(f"อักขระ U+{ord(found[0]):04X} เป็นของแบบอักษรเฉพาะ เครื่องอื่นอาจแสดงไม่ได้",
                           *found.span(), repair="▪")  # fmt: skip


@rule("G7", Severity.INFO, "เครื่องหมายขีดหรือวงเล็บที่ตกค้าง")
def stray_signs(subject: Subject) -> Iterator[Hit]:
    """Hyphens that a line end left in a word, lone signs at the beginning of a line."""
    for line in subject.body():
        for found in _STRAY_HYPHEN.finditer(line.text):
            if _SPANS.search(line.text[: found.start()]):
                continue
            start, end = words_around(line.text, found.start() - 1, found.end() + 1)
            yield line.hit("ขีดตกค้างกลางคำหรือหลังตัวเลข", start, end)
        if at_start := _STRAY_START.match(line.text):
            yield line.hit("เครื่องหมายตกค้างต้นบรรทัด", 0, at_start.end() + 6)


@rule("G8", Severity.WARNING, "คำซ้ำติดกัน")
def repeated_words(subject: Subject) -> Iterator[Hit]:
    """The same words twice in a row."""
    for line in subject.body():
        for found in _REPEATED.finditer(line.text):
            once, second = found["once"], found.end() - len(found["once"])
            edges = boundaries(line.text)
            if found.start() in edges and second in edges and not (
                _may_repeat(once) or _belong_apart(line.text, found)
            ):  # fmt: skip
                yield line.hit(f"“{once}” ซ้ำติดกัน", *found.span(), repair=once)


def _belong_apart(text: str, found: re.Match[str]) -> bool:
    """Whether two phrases meet at a blank: "ตรวจสอบภายใน ภายในไตรมาส", "๔ ฉบับ ฉบับละ"."""
    if len(found[0]) == 2 * len(found["once"]):
        return False
    if (
        found["once"] in _PHRASES_MEET
        or re.match(r"\s?ละ", text[found.end() :])
        or any(text.startswith(kind, found.end() - len(found["once"])) for kind in AGENCY_KINDS)
    ):
        return True
    glued_before = re.search("[ก-๎]$", text[: found.start()])
    glued_after = re.match("[ก-๎]", text[found.end() :])
    return bool(glued_before and glued_after and len(tokens(found["once"])) == 1)


def _may_repeat(text: str) -> bool:
    """Whether a repetition is no slip: "ที่ที่", "การการ", "นโยบายและแผน และแผนงาน"."""
    words = tokens(text)
    if len(words) == 1 and (text in _SHORT_REPEATS or (len(text) < 4 and text not in _JOINING)):
        return True
    return len(words) > 1 and words[0].text in _JOINING


@rule("G9", Severity.WARNING, "คำที่น่าจะสะกดผิดหรือตกหล่น")
def misspelt(subject: Subject) -> Iterator[Hit]:
    """Near misses of the field's words, and words that are left out."""
    own_words = {compact(name) for name in (subject.agency.name, *subject.agency.aliases) if name}
    known = _compact_places(subject)
    for line in subject.body():
        yield from apart(
            [*_impossible(line), *_misspelt(line, own_words | known), *_left_out(line)]
        )


def _impossible(line: Passage) -> Iterator[Hit]:
    for start, end, repair in impossible_letters(line.text):
        message = "พิมพ์สระหรือวรรณยุกต์ซ้ำ" if repair else "สระหรือวรรณยุกต์อยู่ผิดที่"
        if repair:
            yield line.hit(message, start, end, repair=repair)
        else:
            yield line.hit(message, *words_around(line.text, start, end))
    for doubled in re.finditer("เเ", line.text):
        yield line.hit("พิมพ์สระเอสองตัวแทนสระแอ", *doubled.span(), repair="แ")


def _misspelt(line: Passage, right: set[str]) -> Iterator[Hit]:
    taken = [(miss.start, miss.end) for miss in near_misses(line, fixed_names())]
    for found in misspelt_words(line, right):
        if not any(start < found.end and found.start < end for start, end in taken):
            yield line.hit_squeezed(
                found.message, found.start, found.end, repair=found.repair or None
            )


def _compact_places(subject: Subject) -> set[str]:
    facts = subject.agency
    return {compact(name) for name in (facts.district, facts.province) if name}


_ITEM = r"^\s*[(\[]?[0-9๐-๙]{0,2}[.)\]]?\s*"


def _left_out(line: Passage) -> Iterator[Hit]:
    """An actor directly before a thing (no verb); "แก่รับบริการ" (no ผู้); a phrase cut short."""
    nouns = "|".join(nouns_after_actor())
    if found := re.match(f"{_ITEM}(?P<all>เจ้าหน้าที่(?:ผู้รับผิดชอบ)?(?:{nouns})[ก-๎]{{0,12}})", line.text):
        yield line.hit("ระหว่างผู้กระทำกับสิ่งที่ทำไม่มีคำกริยา เช่น จัดทำ", *found.span("all"))
    text = line.squeezed.text
    people = "|".join(people_after())
    for found in re.finditer(f"(?:แก่|แด่)(?P<who>{people})", text):
        repair = text[found.start() : found.start("who")] + "ผู้" + found["who"]
        yield line.hit_squeezed("น่าจะตกคำว่า “ผู้”", *found.span(), repair=repair)
    for found in re.finditer(r"(?<=ทุจริตและ)ประพฤติ(?!มิชอบ|ตน|ปฏิบัติ)[ก-๎]{0,3}", text):
        end = min((edge for edge in boundaries(text) if edge >= found.end()), default=len(text))
        yield line.hit_squeezed("น่าจะเป็น “ประพฤติมิชอบ”", found.start(), end)


@rule("G10", Severity.WARNING, "คำที่ไม่น่าอยู่ในรายงานนี้")
def words_out_of_place(subject: Subject) -> Iterator[Hit]:
    """Words of another field, as a text copied from elsewhere brings them."""
    words = out_of_place()
    any_word = re.compile("|".join(map(re.escape, words)))
    for line in subject.body():
        text = line.squeezed.text
        for found in any_word.finditer(text):
            start, end = found.span()
            near = f"{text[max(0, start - 30) : start]} {text[end : end + 30]}"
            if not any(word in near for word in words[found[0]]):
                yield line.hit_squeezed("คำนี้ไม่น่าเกี่ยวกับเรื่องของรายงาน", *found.span())


@rule("G11", Severity.INFO, "คำต่างประเทศควรสะกดตามรูปที่ใช้ทั่วไป")
def foreign_spelling(subject: Subject) -> Iterator[Hit]:
    """Foreign terms with other letters, blanks or hyphens than usual."""
    for line in subject.body():
        if not re.search("[A-Za-z]", line.text):
            continue
        for term in foreign_terms():
            for found in _foreign(term).finditer(line.text):
                if found[0] != term and found[0] not in foreign_also_right():
                    yield line.hit(f"รูปที่ใช้ทั่วไปคือ {term}", *found.span(), repair=term)


def _foreign(term: str) -> re.Pattern[str]:
    """The term with any letter case, blanks between its parts or inside compounds."""
    known = {"Facebook": "Face ?book", "YouTube": "You ?Tube", "Website": "Web ?site"}
    letters = known.get(term) or r"[\s-]*".join(re.escape(part) for part in re.split(r"\s+", term))
    letters = letters.replace(r"\-", r"\s*[-‐–]?\s*")
    return re.compile(rf"(?<![A-Za-z.@/-]){letters}(?![A-Za-z@]|\.[a-z])", re.IGNORECASE)


@rule("G12", Severity.INFO, "ส่วนราชการหนึ่งควรใช้ชื่อเดียวทั้งเอกสาร")
def one_name_per_division(subject: Subject) -> Iterator[Hit]:
    """Two spellings of one division among the responsible parties; told at the rarer one."""
    used: dict[str, dict[str, list[Passage]]] = {}
    pattern = re.compile(r"(?:สำนัก(?:งาน)?ปลัด(?:เทศบาล)?ฯ?|กอง[ก-๎]{3,20}ฯ?)")
    for measure in subject.measures:
        for line in measure.lines("responsible"):
            for found in pattern.finditer(line.text):
                stem = search_key(found[0]).replace("สำนักงาน", "สำนัก").removesuffix("ฯ")
                stem = stem.removesuffix("เทศบาล") if stem.startswith("สำนักปลัด") else stem
                used.setdefault(stem, {}).setdefault(found[0].strip(), []).append(line)
    _join_abbreviated(used)
    for names in used.values():
        if len(names) > 1:
            rare = min(names, key=lambda name: len(names[name]))
            line = names[rare][0]
            at = line.text.find(rare)
            others = " และ ".join(f"“{name}”" for name in names if name != rare)
            yield line.hit(f"ที่อื่นในเอกสารเขียนว่า {others}", at, at + len(rare))


def _join_abbreviated(used: dict[str, dict[str, list[Passage]]]) -> None:
    """ "กองการศึกษาฯ" is the division whose one name goes on after these letters."""
    for stem in list(used):
        if any(name.endswith("ฯ") for name in used[stem]):
            longer = [other for other in used if other != stem and other.startswith(stem)]
            if len(longer) == 1:
                used[longer[0]].update(used.pop(stem))
