"""A typeface for the characters of a report that no font at hand draws.

Reports bring bullets of Wingdings, hands and other letters. A PDF/UA may not show the sign of a
missing glyph, and a page must not differ by what happens to be installed. So such a character is
drawn with a sign of Sarabun that means the same: an arrow, a bullet, or a box for what is a
letter. Its text stays what it is.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from io import BytesIO

from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._c_m_a_p import cmap_format_12

from reports.writers.fonts import FACES, font_bytes

FAMILY = "Signs"
ARROW, BULLET, BOX = "→", "•", "box"


def signs_font(characters: Iterable[str]) -> bytes:
    """A TrueType file with a glyph for each of the characters. The same give the same bytes."""
    font = TTFont(BytesIO(font_bytes(FACES[0].name)), recalcTimestamp=False)
    known = font.getBestCmap()
    box = font.getGlyphOrder()[-1]
    font["glyf"][box], font["hmtx"][box] = _box(font), (700, 60)
    glyphs = {ARROW: known[ord(ARROW)], BULLET: known[ord(BULLET)], BOX: box}
    table = cmap_format_12(12)
    table.platformID, table.platEncID, table.language = 3, 10, 0
    table.cmap = {ord(character): glyphs[sign_of(character)] for character in sorted(characters)}
    table.cmap[ord(" ")] = known[ord(" ")]  # the blank behind a letter is drawn with its font
    font["cmap"] = newTable("cmap")
    font["cmap"].tableVersion, font["cmap"].tables = 0, [table]
    for name in ("GSUB", "GPOS", "GDEF"):  # Thai is not in it
        if name in font:
            del font[name]
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def sign_of(character: str) -> str:
    """The sign that stands for a character: ``ARROW``, ``BULLET`` or ``BOX``."""
    name = unicodedata.name(character, "")
    if "RIGHT" in name and ("ARROW" in name or "POINTING" in name):
        return ARROW
    # Symbols, and the private codes of symbol fonts, which are bullets almost always.
    return BULLET if unicodedata.category(character) in ("So", "Sm", "Sk", "Co", "Po") else BOX


def _box(font: TTFont) -> object:
    pen = TTGlyphPen(None)
    for points in (((60, 0), (60, 640), (640, 640), (640, 0)),
                   ((110, 50), (590, 50), (590, 590), (110, 590))):  # fmt: skip
        pen.moveTo(points[0])
        for point in points[1:]:
            pen.lineTo(point)
        pen.closePath()
    return pen.glyph()
