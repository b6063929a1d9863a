"""Signs of the symbol fonts as Unicode.

Word stores a tick of Wingdings as a code of that font, either below U+0100 or in the private
use area (U+F020 to U+F0FF). The signs that reports use (ticks, boxes, bullets, arrows, circled
numbers) become the Unicode sign that looks alike; every other code stays as it is.
"""

from __future__ import annotations

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_NEGATIVE_CIRCLED = "❶❷❸❹❺❻❼❽❾❿"


def _following(first: int, signs: str) -> dict[int, str]:
    return {first + index: sign for index, sign in enumerate(signs)}


_WINGDINGS = {
    0x22: "✂", 0x28: "☎", 0x2A: "✉", 0x3F: "✍", 0x45: "☜", 0x46: "☞", 0x4A: "☺",
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x72: "❒", 0x75: "◆", 0x76: "❖", 0x78: "☒",
    0x9E: "·", 0x9F: "•", 0xA1: "○", 0xA7: "▪", 0xA8: "☐", 0xAB: "★",
    0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xF0: "⇨",
    0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    **_following(0x81, _CIRCLED), **_following(0x8C, _NEGATIVE_CIRCLED),
}  # fmt: skip
_WINGDINGS_2 = {
    0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒",
    0x95: "·", 0x96: "•", 0x97: "●", 0x98: "●", 0x99: "○",
    0xA0: "▪", 0xA1: "▪", 0xA2: "■", 0xA3: "☐", 0xAF: "◇",
    **_following(0x6A, _CIRCLED), **_following(0x75, _NEGATIVE_CIRCLED),
}  # fmt: skip
_WEBDINGS = {0x61: "✔", 0x63: "☐", 0x67: "■", 0x72: "✗"}
_SYMBOL = {
    0x2D: "-", 0xA3: "≤", 0xA8: "♦", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°",
    0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xD6: "√",
    0xD7: "⋅",
}  # fmt: skip
_FONTS = {
    "wingdings": _WINGDINGS,
    "wingdings 2": _WINGDINGS_2,
    "webdings": _WEBDINGS,
    "symbol": _SYMBOL,
}
# A bullet in the private use area whose font is not told: Word's own lists take these.
_ANY_BULLET = {**_WINGDINGS, 0xB7: "•"}


def unicode_text(text: str, font: str | None) -> str:
    """The text with the codes of a symbol font replaced; unchanged in any other font."""
    signs = _FONTS.get((font or "").strip().lower())
    return _replaced(text, signs) if signs else text


def symbol(text: str, font: str | None) -> str:
    """A bullet as a visible sign, whether or not its font is told."""
    text = unicode_text(text, font)
    return "".join(_replaced(sign, _ANY_BULLET) if sign >= "\uf000" else sign for sign in text)


def _replaced(text: str, signs: dict[int, str]) -> str:
    return "".join(signs.get(_code(character), character) for character in text)


def _code(character: str) -> int:
    point = ord(character)
    return point - 0xF000 if 0xF020 <= point <= 0xF0FF else point
