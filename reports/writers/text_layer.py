"""The exact text layer of our PDFs.

WeasyPrint draws Thai correctly but describes it wrongly. The character map of a PDF font
(ToUnicode) holds one text per glyph, and WeasyPrint fills it with the text of the cluster in
which it met the glyph first. A sara am is drawn as two glyphs, nikhahit and sara aa; so either
every sara am is lost or every sara aa becomes one, and the report cannot be searched, copied
or read aloud (upstream: Kozea/WeasyPrint #2841).

``exact_text_layer`` puts this right while a PDF is drawn:

1. the character map comes from the font itself (its ``cmap``, its glyph names, its
   substitutions), whatever was drawn first;
2. letters whose glyphs do not add up to their text (a sara am, an ``fi`` ligature), or whose
   marks are placed so that a reader would see a blank (ที่, ฟื้น), are wrapped in an ActualText
   span that says the text.

The picture does not change. Readers that know ActualText get the exact text (the tests ask
Poppler); others get the sara am decomposed, not lost.

One private function of WeasyPrint is wrapped and its objects are read, hence the pinned
version. To move on: raise ``SUPPORTED_MAJOR``, compare ``weasyprint.draw.text.draw_first_line``
with ``_read_glyphs``, run the tests. When they pass without the wrapper, delete this module.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO
from itertools import pairwise
from typing import Any, NamedTuple

import weasyprint
from fontTools import agl
from fontTools.ttLib import TTFont
from weasyprint.draw import text as weasyprint_text
from weasyprint.text.ffi import ffi, pango

SUPPORTED_MAJOR = 70

# Signs without a glyph; a text layer is easier to search without them.
_INVISIBLE = dict.fromkeys(
    [0xAD, 0x34F, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, *range(0xFE00, 0xFE10)]
)
_LATIN_LIGATURES = dict(
    zip(range(0xFB00, 0xFB07), ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True)
)
_SINGLE_SUBSTITUTION = 1  # the type of a GSUB lookup

# The kinds of glyphs in a line: what stands on the pen and says its text; what is wrong or moved
# ("odd"); and the further glyphs of a cluster.
LETTER, BLANK, MARK, ODD_LETTER, ODD_MARK, FURTHER = "L m?!+"
_UNCLEAR = re.compile(
    r"""(?: \? | L? (?: m [m!+] | [!+] ) ) [m!+]*  # a letter with its marks, if all is not right
        (?: (?<=!) [L?] [m!+]* )*                  # and the next letter after a moved mark
    """,
    re.VERBOSE,
)

_NOTHING = "\u200b"  # a character map may not hold an empty text
_GLYPH = re.compile(rb"[0-9a-f]{4}(?=[0-9a-f]*>)")  # in [<glyphs> kerning <glyphs>] TJ

_plain_draw_first_line = weasyprint_text.draw_first_line
_drawing = threading.RLock()


class UnsupportedWeasyPrintError(RuntimeError):
    """The installed WeasyPrint is not the one this module was written for."""


class Span(NamedTuple):
    """The glyphs of a line from ``first`` to before ``end``, and the text they stand for."""

    first: int
    end: int
    text: str


def require_supported_version() -> None:
    """Raise ``UnsupportedWeasyPrintError`` unless WeasyPrint has the pinned major version."""
    if weasyprint.__version__.partition(".")[0] != str(SUPPORTED_MAJOR):
        raise UnsupportedWeasyPrintError(
            f"The exact Thai text layer needs WeasyPrint {SUPPORTED_MAJOR}, "
            f"but {weasyprint.__version__} is installed."
        )


@contextmanager
def exact_text_layer() -> Iterator[set[str]]:
    """PDFs drawn inside this context get an exact text layer. Gives a set that fills with the
    characters that no font could draw.

    One thread draws at a time: another one waits until this context is left. Raises
    ``UnsupportedWeasyPrintError``.
    """
    require_supported_version()
    undrawn: set[str] = set()

    def draw_first_line(stream: Any, textbox: Any, *arguments: Any) -> Any:
        """Draw a line as WeasyPrint does, then correct what it says of its text."""
        start = len(stream.stream)
        emojis = _plain_draw_first_line(stream, textbox, *arguments)
        if len(stream.stream) > start:
            spans = list(needed_spans(*_read_glyphs(stream, textbox.pango_layout, undrawn)))
            if spans:
                stream.stream[start:] = with_actual_text(stream.stream[start:], spans)
        return emojis

    with _drawing:
        before = weasyprint_text.draw_first_line
        weasyprint_text.draw_first_line = draw_first_line
        try:
            yield undrawn
        finally:
            weasyprint_text.draw_first_line = before


def _read_glyphs(stream: Any, layout: Any, undrawn: set[str]) -> tuple[str, list[str]]:
    """The glyphs of the line just drawn, as ``needed_spans`` takes them.

    On the way the character maps of their fonts are corrected, and characters without a glyph
    are added to ``undrawn``.
    """
    kinds: list[str] = []
    texts: list[str] = []
    source = layout.text.encode()
    run = layout.get_first_line()[0].runs[0]
    while run != ffi.NULL:
        item, shaped = run.data.item, run.data.glyphs
        run = run.next
        font, _ = stream.add_font(item.analysis.font)
        if font.bitmap:
            break  # its glyphs are numbered otherwise, and what it says is right
        known = glyph_texts(font.file_content, font.index)
        left_to_right = item.analysis.level % 2 == 0
        starts = ffi.unpack(shaped.log_clusters, shaped.num_glyphs)
        ends = dict(pairwise([*sorted(set(starts)), item.length]))
        previous = None
        for start, number, width, x, y in zip(starts, *_columns(shaped), strict=True):
            if number == pango.PANGO_GLYPH_EMPTY:
                continue
            if number & pango.PANGO_GLYPH_UNKNOWN_FLAG:
                undrawn.add(chr(number - pango.PANGO_GLYPH_UNKNOWN_FLAG))
                number = font.get_unused_glyph_id(number - pango.PANGO_GLYPH_UNKNOWN_FLAG)
            said = known.get(number) or font.to_unicode[number] or _NOTHING
            font.to_unicode[number] = said
            if start == previous:
                kinds.append(FURTHER)
                texts.append("")
                continue
            previous = start
            text = source[item.offset + start : item.offset + ends[start]].decode()
            right = said == text and not x and not y
            if left_to_right and not width:
                kinds.append(MARK if right else ODD_MARK)
            elif right:
                kinds.append(BLANK if text == " " else LETTER)
            else:
                kinds.append(ODD_LETTER)
            texts.append(text)
    return "".join(kinds), texts


def _columns(shaped: Any) -> list[list[int]]:
    """Number, width, x and y offset of each glyph. (Read as columns in a third of the time.)"""
    size = ffi.sizeof("PangoGlyphInfo")
    table = memoryview(ffi.buffer(shaped.glyphs, shaped.num_glyphs * size)).cast("i")
    return [table[column :: size // 4].tolist() for column in range(4)]


def needed_spans(kinds: str, texts: Sequence[str]) -> Iterator[Span]:
    """The parts of a line that a reader would get wrong from the glyphs alone.

    ``kinds`` has a sign for each glyph, ``texts`` the text of its cluster (empty for further
    glyphs of a cluster). A letter is taken together with its marks. Where glyphs say another
    text, the need is plain. Where marks are stacked or moved, readers such as Poppler would
    take the step back of the pen for the end of a word and put a blank there; after a moved
    mark the next letter is taken in as well, so that the span ends where the pen stands.
    """
    for found in _UNCLEAR.finditer(kinds):
        text = "".join(texts[found.start() : found.end()]).translate(_INVISIBLE)
        if text.strip():
            yield Span(found.start(), found.end(), text)


@lru_cache(maxsize=32)
def glyph_texts(font_file: bytes, index: int = 0) -> dict[int, str]:
    """What each glyph of a font says, as far as the font tells.

    Latin ligatures that have a code point of their own are spelt out, glyphs that only
    private code points reach are left to whoever used them.
    """
    font = TTFont(BytesIO(font_file), fontNumber=index, lazy=True)
    texts: dict[str, str] = {}
    for codepoint, name in (font.getBestCmap() or {}).items():
        if not 0xE000 <= codepoint <= 0xF8FF:
            texts.setdefault(name, _LATIN_LIGATURES.get(codepoint) or chr(codepoint))
    for name in font.getGlyphOrder():
        if name not in texts and (named := agl.toUnicode(name)):
            texts[name] = named
    for original, substitute in _substitutions(font):
        if original in texts:
            texts.setdefault(substitute, texts[original])
    return {font.getGlyphID(name): text for name, text in texts.items()}


def _substitutions(font: Any) -> Iterator[tuple[str, str]]:
    """Pairs of glyph names: a glyph, and the form that may stand in for it."""
    if "GSUB" not in font:
        return
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for subtable in lookup.SubTable:
            plain = getattr(subtable, "ExtSubTable", subtable)
            if plain.LookupType == _SINGLE_SUBSTITUTION:
                yield from plain.mapping.items()


def with_actual_text(operators: list[bytes], spans: Iterable[Span]) -> list[bytes]:
    """The drawing operators of a line, with an ActualText span around each of ``spans``.

    Glyphs are counted over all ``[...] TJ`` operators; spans don't overlap. Every glyph, every
    kerning and every other operator keeps its place, so the picture is the same.
    """
    edges = [edge for span in spans for edge in _edges(span)][::-1]
    result: list[bytes] = []
    position = 0
    for operator in operators:
        glyphs = [glyph.start() for glyph in _GLYPH.finditer(operator)] if _shows(operator) else []
        opening, done = b"", 0
        while edges and edges[-1][0] < position + len(glyphs):
            at, mark = edges.pop()
            cut = glyphs[at - position]
            before = opening + operator[done:cut]
            if before != b"[<":
                result.append(before + b">] TJ")
            result.append(mark)
            opening, done = b"[<", cut
        result.append(opening + operator[done:])
        position += len(glyphs)
    return result + [mark for _, mark in reversed(edges)]


def _shows(operator: bytes) -> bool:
    return operator.endswith(b" TJ")


def _edges(span: Span) -> tuple[tuple[int, bytes], tuple[int, bytes]]:
    """What to insert before which glyph to begin and to end a span."""
    text = ("\ufeff" + span.text).encode("utf-16-be").hex().encode()
    return (span.first, b"/Span <</ActualText <%b>>> BDC" % text), (span.end, b"EMC")
